"""``seen-by``: the features that look at one pixel."""

from __future__ import annotations

import argparse

from ..seen_by import SeenBy
from ..visible import visible
from .options import add_json, add_network, as_json, facts, network_of, numbers

NAME = "seen-by"
HELP = "print which features of a layer look at a pixel"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Ask for a network, a layer and a pixel."""
    add_network(parser)
    parser.add_argument("layer", metavar="LAYER", help="the layer of the features")
    parser.add_argument(
        "pixel",
        metavar="PIXEL",
        type=numbers,
        help="where the pixel is: 113, or 113,113 with one number an axis",
    )
    parser.add_argument(
        "--to", metavar="LAYER", help="the layer that the pixel is a feature of, not the input"
    )
    add_json(parser)


def run(options: argparse.Namespace) -> str:
    """Answer with one line a fact, or with all of them in JSON."""
    network = network_of(options)
    answer = network._asked("seen_by", layer=options.layer, pixel=options.pixel, to=options.to)
    return as_json(answer) if options.json else _text(SeenBy.from_json(answer))


def _text(seen: SeenBy) -> str:
    return facts(
        pixel=seen.pixel,
        layer=visible(seen.layer),
        box=tuple(zip(seen.lo, seen.hi, strict=True)),
        count=seen.count,
        features=seen.features,
        exact=None if seen.exact else "no, an upper bound",
    )
