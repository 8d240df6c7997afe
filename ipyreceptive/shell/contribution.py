"""``contribution``: how much each pixel counts for one feature."""

from __future__ import annotations

import argparse

from ..visible import visible
from .options import add_feature, add_json, add_network, as_json, network_of

NAME = "contribution"
HELP = "print how much each pixel counts for one feature"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Ask for a network and a feature."""
    add_network(parser)
    add_feature(parser, "the layer whose features are weighed, not the input")
    add_json(parser)


def run(options: argparse.Namespace) -> str:
    """Answer with the shares of every pixel by axis, or with all that is known in JSON."""
    network = network_of(options)
    if options.json:
        question = {"layer": options.layer, "index": options.index, "to": options.to}
        return as_json(network._asked("contribution", **question))
    found = network.contribution(options.layer, options.index, to=options.to)
    lines = [
        f"feature  {visible(found.layer)} {found.index}",
        f"mean     {_rounded(found.mean)}",
        f"std      {_rounded(found.std)}",
        *([] if found.exact else ["exact    no, an upper bound"]),
    ]
    axes = ("z", "y", "x")[3 - len(found.first) :]
    for axis, first, shares in zip(axes, found.first, found.marginals, strict=True):
        if first is None:
            continue
        lines.append(f"pixels on {axis}, and the share of each")
        lines += [f"{first + at:>8} {share:.6f}" for at, share in enumerate(shares)]
    return "\n".join(lines)


def _rounded(numbers: tuple[float | None, ...]) -> str:
    return ", ".join("none" if each is None else f"{each:.4f}" for each in numbers)
