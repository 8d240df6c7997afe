"""``draw``: the picture of a network as a file, or another form of it."""

from __future__ import annotations

import argparse

from ..save import WRITERS
from .options import add_network, network_of, numbers

NAME = "draw"
HELP = "save a network as a picture, a page or a table, by the suffix of the file"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Ask for a network, a file, and what the picture shows."""
    add_network(parser)
    parser.add_argument("out", metavar="OUT", help=f"the file to write: {', '.join(WRITERS)}")
    parser.add_argument(
        "--view", metavar="MODE", help="stack, side-by-side, overlay, profile or conventional"
    )
    parser.add_argument("--select", metavar="LAYER", help="the layer whose feature is selected")
    parser.add_argument(
        "--scale", metavar="SCALE", type=float, default=2, help="of a PNG, from 1 to 4"
    )
    parser.add_argument(
        "--index",
        metavar="INDEX",
        type=numbers,
        help="the feature of it, 6 or 6,6; the middle one where it is left out",
    )


def run(options: argparse.Namespace) -> str:
    """Write the file and say nothing."""
    if options.index is not None and options.select is None:
        raise ValueError("--index needs --select, which names the layer")
    selection = None
    if options.select is not None:
        index = {} if options.index is None else {"index": options.index}
        selection = {"layer": options.select, **index}
    view = None if options.view is None else {"mode": options.view}
    network_of(options).save(options.out, selection=selection, view=view, scale=options.scale)
    return ""
