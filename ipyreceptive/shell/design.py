"""``design``: what to change so that the fields of a layer have a wanted size."""

from __future__ import annotations

import argparse
import json

from .options import add_json, add_network, as_json, network_of, numbers

NAME = "design"
HELP = "print what to change so that the fields of a layer have a wanted size"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Ask for a network, a layer and a size."""
    add_network(parser)
    parser.add_argument("layer", metavar="LAYER", help="the layer")
    parser.add_argument(
        "wanted",
        metavar="WANTED",
        type=lambda text: text if text == "image" else numbers(text),
        help="pixels: 512, or 512,256 with one number an axis; image for all of it",
    )
    parser.add_argument("--at-least", action="store_true", help="a larger field is as good")
    add_json(parser)


def run(options: argparse.Namespace) -> str:
    """Answer with a table, or with all designs in JSON."""
    network = network_of(options)
    if not options.json:
        return repr(network.design(options.layer, options.wanted, at_least=options.at_least))
    answer = network._kept.ask(
        "design",
        layer=options.layer,
        wanted=options.wanted,
        options={"atLeast": options.at_least},
    )
    return as_json([{**each, "network": json.loads(each["network"])} for each in answer])
