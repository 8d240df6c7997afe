"""What a cell puts out: one MIME bundle for every place that a notebook goes to.

Never ``image/svg+xml``: one such output makes nbconvert's LaTeX fail for the whole notebook where
Inkscape is missing.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from . import _v8
from .batch import is_in_batch
from .png import png
from .table import Table
from .typeset import html_table, latex, latex_table

if TYPE_CHECKING:
    from .network import Network

MIME_TYPE = "application/vnd.ipyreceptive.v1+json"
WIDGET_TYPE = "application/vnd.jupyter.widget-view+json"

#: Bytes of one output, and of the parts in it that are shown where no script runs.
LIMIT = 100_000
STATIC_LIMIT = 80_000
#: Rows of a table in HTML and LaTeX at most.
MOST_ROWS = 40


@dataclass(frozen=True)
class Shown:
    """What a figure shows, as plain JSON.

    Attributes
    ----------
    document : dict
        The network as it was written.
    selection, view : object
        As the widget has them.
    model_id : str
        Of the living widget.
    heatmap : dict or None
        As the widget has it.
    image : str or None
        The user's picture as a data URI, where it is to be kept.
    """

    document: dict[str, Any]
    selection: Any
    view: Any
    model_id: str
    heatmap: dict[str, Any] | None = None
    image: str | None = None

    def ours(self) -> dict[str, Any]:
        """Make what our own renderer draws."""
        return {
            MIME_TYPE: {
                "version": _v8.call("version"),
                "network": self.document,
                "selection": self.selection,
                "view": self.view,
                **({} if self.heatmap is None else {"heatmap": self.heatmap}),
                **({} if self.image is None else {"image": self.image}),
                "model_id": self.model_id,
            }
        }

    def widget(self) -> dict[str, Any]:
        """Make what the ordinary widget renderer draws."""
        return {WIDGET_TYPE: {"version_major": 2, "version_minor": 0, "model_id": self.model_id}}


def bundle(network: Network, shown: Shown, static: bool = True) -> dict[str, Any]:
    """Make the MIME bundle of a figure.

    Parameters
    ----------
    network : Network
        The one of ``shown.document``.
    shown : Shown
        Its selection and view are checked.
    static : bool
        Whether there is a picture for where no script runs.

    Returns
    -------
    dict
        MIME type -> data; as JSON it takes at most ``LIMIT`` bytes.
    """
    figure = network._figure(selection=shown.selection, view=shown.view, heatmap=shown.heatmap)
    table = network.table()
    columns, rows = _table(network, table)
    caption = figure["caption"]
    chosen = figure["selection"]["layer"]

    data = {**shown.widget(), "text/plain": f"{caption}\n{table!r}"}
    # The network comes before a picture that there is no room for beside it.
    for ours in (shown.ours(), replace(shown, image=None).ours()):
        if _size(ours) + _size(data) < LIMIT:
            data = {**ours, **data}
            break
    if not static:
        return data
    room = min(STATIC_LIMIT, LIMIT - _size(data))

    numbers = html_table(columns, rows, bold=chosen)
    for picture in (_image(figure), ""):
        html = {"text/html": _still(picture, caption, numbers, shown.model_id)}
        if _size(html) < room:
            data.update(html)
            room -= _size(html)
            # Tools that make pages would show a widget's place alone, which stays empty without a
            # network; in the still figure the living one appears by itself.
            if is_in_batch():
                del data[WIDGET_TYPE]
            break

    drawn = png(figure["svg"], max(0, room * 3 // 4 - 100))
    if drawn is not None:
        data["image/png"] = base64.b64encode(drawn).decode("ascii")
    else:
        text = {"text/latex": f"{latex(caption)}\n\n{latex_table(columns, rows)}"}
        if _size(text) < room:
            data.update(text)
    return data


def still(network: Network, selection: Any, view: Any, heatmap: Any = None) -> str:
    """Write the figure as HTML that needs no script: its picture, its caption and the table.

    What the cells have in common is left to the style of the page.
    """
    figure = network._figure(selection=selection, view=view, heatmap=heatmap)
    columns, rows = _table(network, network.table())
    numbers = html_table(columns, rows, bold=figure["selection"]["layer"], own=False)
    return _still(_image(figure), figure["caption"], numbers)


def wrong_bundle(message: str, shown: Shown) -> dict[str, Any]:
    """Make the MIME bundle of a figure that cannot be drawn: it says why."""
    data = {**shown.widget(), "text/html": f"<p>{escape(message)}</p>", "text/plain": message}
    ours = shown.ours()
    return {**ours, **data} if _size(ours) + _size(data) < LIMIT else data


def _still(picture: str, caption: str, numbers: str, model_id: str = "") -> str:
    model = f' data-model="{model_id}"' if model_id else ""
    words = f'<figcaption style="margin:4px 0 12px">{escape(caption)}</figcaption>{numbers}'
    return f'<figure class="ipyreceptive-still"{model} style="margin:0">{picture}{words}</figure>'


def _size(data: dict[str, Any]) -> int:
    return len(json.dumps(data, ensure_ascii=False).encode(errors="surrogatepass"))


def _image(figure: dict[str, Any]) -> str:
    # A sixth shorter than base64.
    source = quote(figure["svg"], safe=" /:;,=()'!*+@$-._~")
    return (
        f'<img src="data:image/svg+xml,{source}" alt="{escape(figure["caption"])}" '
        f'width="{figure["width"]:g}" height="{figure["height"]:g}" style="max-width:100%">'
    )


def _table(network: Network, table: Table) -> tuple[list[str], list[list[str]]]:
    """Columns and rows of the printed table, the deepest layer first as in the picture."""
    keys = table.with_units(["k", "s", "p", "n", "j", "r", "start"])
    unsure = table.unsure
    deepest = table[::-1]

    def lines(rows: Table) -> list[list[str]]:
        return [
            [row.name, *(row.cells[key] for key in keys), *([row.status] if unsure else [])]
            for row in rows
        ]

    if len(deepest) <= MOST_ROWS:
        rows = lines(deepest)
    else:
        left_out = f"… {len(deepest) - MOST_ROWS:,} more …"
        middle = [left_out, *[""] * (len(keys) + unsure)]
        half = MOST_ROWS // 2
        rows = [*lines(deepest[:half]), middle, *lines(deepest[-half:])]
    return ["layer", *keys, *(["status"] if unsure else [])], rows
