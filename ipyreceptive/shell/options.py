"""What several commands ask for: a network, an index, JSON."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from typing import Any

from ..errors import LayerError
from ..network import Network


def add_network(parser: argparse.ArgumentParser) -> None:
    """Ask for a network, and for another size of its input."""
    parser.add_argument(
        "network",
        metavar="FILE",
        help="a file such as net.rf.json, - for standard input, or the name of a preset",
    )
    parser.add_argument(
        "--input-size",
        metavar="SIZE",
        type=numbers,
        help="another size of the input: 320, or 320,480 with one number an axis",
    )
    parser.add_argument(
        "--pointwise",
        action="store_true",
        help="read attention and map-wide norms as pointwise, and leave gates out",
    )


def add_feature(parser: argparse.ArgumentParser, to: str) -> None:
    """Ask for a layer and a feature of it; ``to`` says what the other layer is for."""
    parser.add_argument("layer", metavar="LAYER", help="the layer of the feature")
    parser.add_argument(
        "index",
        metavar="INDEX",
        type=numbers,
        help="its place there: 6, or 6,6 with one number an axis",
    )
    parser.add_argument("--to", metavar="LAYER", help=to)


def add_json(parser: argparse.ArgumentParser) -> None:
    """Offer JSON for other programs."""
    parser.add_argument("--json", action="store_true", help="print JSON, for other programs")


def numbers(text: str) -> int | tuple[int, ...]:
    """Read one number for all axes, or one an axis, with commas between them."""
    try:
        found = tuple(int(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no number, nor numbers with commas between them, such as 6,6"
        ) from None
    return found[0] if len(found) == 1 else found


def network_of(options: argparse.Namespace) -> Network:
    """Read the network that was asked for, in the way that was asked for."""
    network = _read(options)
    return network.pointwise() if options.pointwise else network


def _read(options: argparse.Namespace) -> Network:
    name: str = options.network
    if name == "-":
        try:
            return Network(sys.stdin.buffer.read().decode(), options.input_size)
        except UnicodeDecodeError as error:
            raise LayerError("standard input: this is no text in UTF-8") from error
        except LayerError as error:
            raise LayerError(f"standard input: {error}") from error
    if os.path.exists(name) or os.path.basename(name) != name or "." in name:
        return Network.from_file(name, options.input_size)
    return Network.preset(name, options.input_size)


def facts(**told: Any) -> str:
    """Write one fact a line, its name first; what is ``None`` is left out."""
    lines = (f"{name:<8} {fact}" for name, fact in told.items() if fact is not None)
    return "\n".join(lines)


def places(numbers: Sequence[Any]) -> str:
    """Write numbers as a tuple, fractions as ``1/3``."""
    return f"({', '.join(map(str, numbers))}{',' if len(numbers) == 1 else ''})"


def as_json(value: Any) -> str:
    """Write JSON as other programs read it."""
    return json.dumps(value, ensure_ascii=False)
