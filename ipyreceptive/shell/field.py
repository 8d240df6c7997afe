"""``field``: what one feature sees."""

from __future__ import annotations

import argparse

from .. import _v8
from ..field import Field
from .options import add_json, add_network, as_json, network_of, numbers

NAME = "field"
HELP = "print what one feature sees"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Ask for a network and a feature."""
    add_network(parser)
    parser.add_argument("layer", metavar="LAYER", help="the layer of the feature")
    parser.add_argument(
        "index",
        metavar="INDEX",
        type=numbers,
        help="its place there: 6, or 6,6 with one number an axis",
    )
    parser.add_argument("--to", metavar="LAYER", help="the layer to stop at, not the input")
    add_json(parser)


def run(options: argparse.Namespace) -> str:
    """Answer with one line a fact, or with all of them in JSON."""
    network = network_of(options)
    question = {"layer": options.layer, "index": options.index}
    if options.to is not None:
        question["to"] = options.to
    answer = _v8.call("field", network=network._text, **question)
    return as_json(answer) if options.json else _text(Field.from_json(answer))


def _text(field: Field) -> str:
    facts = {
        "feature": f"{field.layer} {field.index}",
        "center": field.center,
        "size": field.size,
        "region": field.region,
        "clipped": field.clipped,
        "pixels": f"{field.pixels}{'' if field.dense else ', with holes'}",
        "padding": f"{field.padding_share:.1%}",
        **({} if field.exact else {"exact": "no, an upper bound"}),
    }
    return "\n".join(f"{key:<8} {value}" for key, value in facts.items())
