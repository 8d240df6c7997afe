"""``field``: what one feature sees."""

from __future__ import annotations

import argparse

from ..field import Field
from ..visible import visible
from .options import add_feature, add_json, add_network, as_json, facts, network_of, numbers, places

NAME = "field"
HELP = "print what one feature sees"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Ask for a network and a feature."""
    add_network(parser)
    add_feature(parser, "the layer to stop at, not the input")
    parser.add_argument(
        "--via", metavar="LAYER", help="the only input of the layer to go through, at a merge"
    )
    parser.add_argument(
        "--extent",
        metavar="EXTENT",
        type=numbers,
        help="how many features are meant together from INDEX on: 3, or 3,4",
    )
    add_json(parser)


def run(options: argparse.Namespace) -> str:
    """Answer with one line a fact, or with all of them in JSON."""
    network = network_of(options)
    asked = {key: getattr(options, key) for key in ("layer", "index", "to", "via", "extent")}
    answer = network._asked("field", **asked)
    return as_json(answer) if options.json else _text(Field.from_json(answer))


def _text(field: Field) -> str:
    return facts(
        feature=f"{visible(field.layer)} {field.index}",
        extent=None if set(field.extent) == {1} else field.extent,
        center=places(field.center),
        size=field.size,
        region=field.region,
        clipped=field.clipped,
        pixels=f"{field.pixels}{'' if field.dense else ', with holes'}",
        padding=f"{field.padding_share:.1%}",
        exact=None if field.exact else "no, an upper bound",
    )
