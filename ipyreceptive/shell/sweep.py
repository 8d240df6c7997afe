"""``sweep``: how a layer changes over sizes of the input."""

from __future__ import annotations

import argparse

from ..written import Written
from .options import add_json, add_network, as_json, network_of

NAME = "sweep"
HELP = "print how a layer changes over sizes of the input"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Ask for a network, a layer and a range of sizes."""
    add_network(parser)
    parser.add_argument("layer", metavar="LAYER", help="the layer")
    parser.add_argument("first", metavar="FROM", type=int, help="the first size, of all axes")
    parser.add_argument("last", metavar="TO", type=int, help="the last size")
    parser.add_argument(
        "--step", metavar="STEP", type=int, default=1, help="pixels from size to size, 1 or more"
    )
    add_json(parser)


def run(options: argparse.Namespace) -> str:
    """Answer with a table, or with all that is known in JSON."""
    if options.step < 1:
        raise ValueError(f"--step {options.step} is too small; it must be at least 1")
    network = network_of(options)
    sizes = range(options.first, options.last + 1, options.step)
    if not options.json:
        return repr(network.sweep(options.layer, sizes))
    answer = network._kept.ask("sweep", layer=options.layer, sizes=Written().value(sizes))
    return as_json(answer)
