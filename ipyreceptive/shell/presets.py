"""``presets``: the networks that come with the package."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from ..preset import presets
from .options import add_json, as_json

NAME = "presets"
HELP = "list the networks that come with the package"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Ask for words to look for."""
    parser.add_argument("words", metavar="WORD", nargs="*", help="only those where it occurs")
    add_json(parser)


def run(options: argparse.Namespace) -> str:
    """Answer with one line a network, or with all that is known of them in JSON."""
    found = presets(" ".join(options.words))
    if options.json:
        return as_json([asdict(preset) for preset in found])
    width = max((len(preset.name) for preset in found), default=0)
    return "\n".join(f"{preset.name:<{width}}  {preset.title}" for preset in found)
