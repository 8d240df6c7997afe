"""Tables of texts as HTML and as LaTeX, for places that show no figure of ours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from . import _v8

#: Columns of numbers stand flush right, those in units (``r [mm]``) too.
RIGHT = frozenset({"k", "s", "p", "n", "j", "r", "start", "effective_padding", "cost"})

# What survives the sanitizers of notebook hosts: attributes and a few inline properties.
_CELL = "padding:2px 8px;border:0"
#: Where there is little room, names break, so that the numbers beside them stay in sight.
_BREAKING = "overflow-wrap:anywhere"


def is_number(column: str) -> bool:
    """Whether a column holds numbers."""
    return column.partition(" [")[0] in RIGHT


def html_table(
    head: Sequence[str], body: Sequence[Sequence[str]], bold: str | None = None, own: bool = True
) -> str:
    """Write a table as HTML.

    Parameters
    ----------
    head : sequence of str
        Names of the columns.
    body : sequence of sequence of str
        Texts of the rows; they are escaped.
    bold : str, optional
        First text of the row that stands out.
    own : bool
        Whether each cell has a style of its own, for where the page may have others; else columns
        of numbers have none.
    """

    def style(name: str, weight: str) -> str:
        if own:
            align = "right" if is_number(name) else "left"
            breaking = f";{_BREAKING}" if name == head[0] and not is_number(name) else ""
            return f' style="{_CELL};text-align:{align};font-weight:{weight}{breaking}"'
        return "" if is_number(name) else ' style="text-align:left"'

    def row(tag: str, texts: Sequence[str], weight: str) -> str:
        cells = (
            f"<{tag}{style(name, weight)}>{escape(text)}</{tag}>"
            for name, text in zip(head, texts, strict=True)
        )
        start = "<tr>" if own or weight == "normal" else f'<tr style="font-weight:{weight}">'
        return f"{start}{''.join(cells)}</tr>"

    def unbroken(texts: Sequence[str]) -> list[str]:
        """Keep a size of several axes on one line."""
        return [
            text.replace(" ", "\xa0") if is_number(name) else text
            for name, text in zip(head, texts, strict=True)
        ]

    rows = (row("td", unbroken(each), "bold" if each[0] == bold else "normal") for each in body)
    return (
        f"<table><thead>{row('th', head, 'normal')}</thead><tbody>{''.join(rows)}</tbody></table>"
    )


def html_notes(notes: Iterable[str]) -> str:
    """Write notes below a table as HTML, a paragraph each; they are escaped."""
    return "".join(f'<p style="{_BREAKING}">{escape(note)}</p>' for note in notes)


def latex_table(head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    """Write a table as LaTeX: a ``tabular``, or a ``longtable`` where it is longer than a page."""
    columns = [{"name": name, "isNumber": is_number(name)} for name in head]
    table: str = _v8.call("latex_table", columns=columns, rows=body)
    return table


def latex(text: str) -> str:
    """Write a text so that LaTeX prints it as it is."""
    written: str = _v8.call("latex", text=text)
    return written
