"""``table``: the rows of a network."""

from __future__ import annotations

import argparse

from ..row import COLUMNS
from ..table import NUMBERS
from .options import add_json, add_network, network_of

NAME = "table"
HELP = "print size, jump, receptive field and start of every layer"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Ask for a network, a convention and columns."""
    add_network(parser)
    parser.add_argument(
        "--convention",
        choices=("center", "index"),
        default="center",
        help="where pixel i stands: at i + 0.5, or with index at i (Distill 2019, TensorFlow)",
    )
    parser.add_argument(
        "--columns",
        metavar="COLUMNS",
        type=lambda text: text.split(","),
        default=NUMBERS,
        help=f"what is printed, with commas between: of {', '.join(COLUMNS)}",
    )
    add_json(parser)


def run(options: argparse.Namespace) -> str:
    """Answer with the whole table, or with a list of rows in JSON."""
    network = network_of(options)
    if not options.json:
        return network.table(options.convention, options.columns).to_text()
    rows: str = network._kept.ask("rows_text", convention=options.convention)
    return rows
