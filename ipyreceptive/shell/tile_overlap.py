"""``tile-overlap``: how to cut an image so that the features of a layer join."""

from __future__ import annotations

import argparse

from ..tiles import TileOverlap
from ..visible import visible
from .options import add_json, add_network, as_json, facts, network_of

NAME = "tile-overlap"
HELP = "print how to cut an image so that the features of a layer join without a seam"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Ask for a network and a layer."""
    add_network(parser)
    parser.add_argument("layer", metavar="LAYER", help="the layer whose features are wanted")
    add_json(parser)


def run(options: argparse.Namespace) -> str:
    """Answer with one line a fact, or with all of them in JSON."""
    answer = network_of(options)._asked("tileOverlap", layer=options.layer)
    if options.json:
        return as_json(answer)
    found = TileOverlap.from_json(answer)
    if found.reason is not None:
        return facts(layer=visible(found.layer), reason=visible(found.reason))
    return facts(
        layer=visible(found.layer),
        overlap=found.overlap,
        step=found.step,
        skip=found.skip,
        advance=found.advance,
    )
