"""``findings``: what a good reviewer would point out."""

from __future__ import annotations

import argparse

from ..finding import Finding
from .options import add_json, add_network, as_json, network_of

NAME = "findings"
HELP = "print what a good reviewer would point out"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Ask for a network."""
    add_network(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> str:
    """Answer with one line a finding, or with a list in JSON."""
    network = network_of(options)
    answer = network._kept.ask("findings")
    if options.json:
        return as_json(answer)
    found = [Finding.from_json(finding) for finding in answer]
    if not found:
        return "nothing to point out"
    return "\n".join(f"{finding.severity:<8} {finding.message}" for finding in found)
