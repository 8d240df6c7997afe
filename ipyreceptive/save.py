"""A network as a file: what is written by which suffix, and the writing itself."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .files import write_file
from .png import full_png
from .visible import visible

if TYPE_CHECKING:
    from .network import Network


@dataclass(frozen=True)
class Wanted:
    """What a file is to show.

    Attributes
    ----------
    network : Network
        The network.
    selection, view : object
        As plain JSON.
    scale : float
        Pixels of a PNG for each of the picture's.
    heatmap : dict or None
        As the widget has it.
    """

    network: Network
    selection: Any
    view: Any
    scale: float
    heatmap: dict[str, Any] | None = None

    def figure(self) -> dict[str, Any]:
        """Draw the picture: ``svg``, ``caption``, ``width``, ``height`` and ``selection``."""
        return self.network._figure(selection=self.selection, view=self.view, heatmap=self.heatmap)


def _text(form: str) -> Callable[[Wanted], str]:
    def write(wanted: Wanted) -> str:
        text: str = wanted.network._kept.ask("text", view=wanted.view, format=form)
        return text

    return write


def _svg(wanted: Wanted) -> str:
    svg: str = wanted.figure()["svg"]
    return svg


def _png(wanted: Wanted) -> bytes:
    return full_png(_svg(wanted), wanted.scale)


def _pdf(wanted: Wanted) -> bytes:
    from .pdf import pdf

    figure = wanted.figure()
    return pdf(figure["svg"], visible(wanted.network.name or ""), visible(figure["caption"]))


def _html(wanted: Wanted) -> str:
    from .page import page

    return page(wanted.network, wanted.selection, wanted.view, wanted.heatmap)


#: Suffix -> what is written.
WRITERS: dict[str, Callable[[Wanted], str | bytes]] = {
    ".svg": _svg,
    ".png": _png,
    ".pdf": _pdf,
    ".html": _html,
    ".csv": _text("csv"),
    ".md": _text("md"),
    ".tex": _text("tex"),
    ".json": _text("json"),
}


def save(path: str | os.PathLike[str], wanted: Wanted) -> None:
    """Write what the suffix of a path asks for; where that fails, an old file stays as it was.

    Raises
    ------
    ValueError
        For an unknown suffix.
    """
    target = Path(path)
    writer = WRITERS.get(target.suffix.lower())
    if writer is None:
        known = ", ".join(WRITERS)
        raise ValueError(f"cannot save as {target.name!r}; the suffix must be one of {known}")
    write_file(target, writer(wanted))
