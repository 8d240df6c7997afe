"""``anchors``: where detection puts its anchors."""

from __future__ import annotations

import argparse

from ..tiles import Anchors
from ..visible import visible
from .options import add_json, add_network, as_json, facts, network_of, places

NAME = "anchors"
HELP = "print where detection puts the anchors of a layer, in pixels"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Ask for a network and a layer."""
    add_network(parser)
    parser.add_argument("layer", metavar="LAYER", help="the layer of the features")
    add_json(parser)


def run(options: argparse.Namespace) -> str:
    """Answer with one line a fact, or with all of them in JSON."""
    answer = network_of(options)._asked("anchors", layer=options.layer)
    if options.json:
        return as_json(answer)
    found = Anchors.from_json(answer)
    return facts(
        layer=visible(found.layer),
        offset=places(found.offset),
        stride=places(found.stride),
        status=found.status,
        reason=found.reason and visible(found.reason),
    )
