"""``field``: what one feature sees."""

from __future__ import annotations

import argparse

from ..field import Field
from ..visible import visible
from .options import add_feature, add_json, add_network, as_json, network_of

NAME = "field"
HELP = "print what one feature sees"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Ask for a network and a feature."""
    add_network(parser)
    add_feature(parser, "the layer to stop at, not the input")
    add_json(parser)


def run(options: argparse.Namespace) -> str:
    """Answer with one line a fact, or with all of them in JSON."""
    network = network_of(options)
    answer = network._asked("field", layer=options.layer, index=options.index, to=options.to)
    return as_json(answer) if options.json else _text(Field.from_json(answer))


def _text(field: Field) -> str:
    facts = {
        "feature": f"{visible(field.layer)} {field.index}",
        "center": field.center,
        "size": field.size,
        "region": field.region,
        "clipped": field.clipped,
        "pixels": f"{field.pixels}{'' if field.dense else ', with holes'}",
        "padding": f"{field.padding_share:.1%}",
        **({} if field.exact else {"exact": "no, an upper bound"}),
    }
    return "\n".join(f"{key:<8} {value}" for key, value in facts.items())
