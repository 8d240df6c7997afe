"""How a layer changes over sizes of the input."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, overload

from .row import Exact, exact
from .typeset import html_notes, html_table
from .visible import visible

#: More sizes than this are not named below a table.
LISTED = 8


@dataclass(frozen=True, repr=False)
class SweepRow:
    """A layer at one size of the input; tuples have one entry an axis.

    Attributes
    ----------
    input_size : tuple of int
        Pixels of the input.
    n : tuple of int or None
        Features of the layer; like all below ``None`` where the size is refused.
    start : tuple of int, float, Fraction or None
        Centre of the field of feature 0, in pixels.
    padding_share : float or None
        Share of the field of the middle feature that lies outside the image.
    dropped : tuple of int or None
        Pixels at the end of the image for which a stride of the network has no step.
    findings : tuple of str
        Codes of what :meth:`Network.findings` points out at this size.
    error : str or None
        What refuses this size.
    """

    input_size: tuple[int, ...]
    n: tuple[int, ...] | None
    start: tuple[Exact | None, ...] | None
    padding_share: float | None
    dropped: tuple[int, ...] | None
    findings: tuple[str, ...]
    error: str | None

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> SweepRow:
        """Make a row of what the core says of it."""
        start = row["start"]
        return cls(
            input_size=tuple(row["input_size"]),
            n=_tuple(row["n"]),
            start=None if start is None else tuple(map(exact, start)),
            padding_share=None if (share := row["padding_share"]) is None else float(share),
            dropped=_tuple(row["dropped"]),
            findings=tuple(row["findings"]),
            error=_said(row["error"]),
        )

    def __repr__(self) -> str:
        if self.error is not None:
            return f"<{_short(self.input_size)}: refused, {self.error}>"
        facts = f"n {_short(self.n)}, start {_short(self.start)}, dropped {_short(self.dropped)}"
        return f"<{_short(self.input_size)}: {facts}>"


class Sweep(Sequence[SweepRow]):
    """The rows of a sweep, one a size, and the sizes that are of use; prints as a table.

    Attributes
    ----------
    layer : str
        The layer.
    smallest : tuple of int or None
        On each axis the smallest size that no layer refuses.
    sees_all : tuple of int or None
        On each axis the size from which on some feature has its whole field within the image.
    no_drop : tuple of (tuple of int)
        The sizes asked for at which nothing is dropped.
    reasons : dict
        Why: for ``"smallest"`` and ``"sees_all"`` a sentence an axis, for ``"no_drop"`` what the
        first other size drops, or ``None``.

    Examples
    --------
    >>> from ipyreceptive import Network
    >>> net = Network([["conv1", 11, 4, 0], ["pool1", 3, 2, 0]], 227)
    >>> net.sweep("pool1", [224, 227]).no_drop
    ((227, 227),)
    """

    def __init__(self, found: dict[str, Any]) -> None:
        self._rows = tuple(map(SweepRow.from_json, found["rows"]))
        self.layer: str = found["layer"]
        self.smallest: tuple[int | None, ...] = _sizes(found["smallest"])
        self.sees_all: tuple[int | None, ...] = _sizes(found["sees_all"])
        self.no_drop: tuple[tuple[int, ...], ...] = tuple(map(tuple, found["no_drop"]["sizes"]))
        self.reasons: dict[str, Any] = {
            "smallest": tuple(visible(limit["reason"]) for limit in found["smallest"]),
            "sees_all": tuple(visible(limit["reason"]) for limit in found["sees_all"]),
            "no_drop": _said(found["no_drop"]["reason"]),
        }

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[SweepRow]:
        return iter(self._rows)

    @overload
    def __getitem__(self, key: int) -> SweepRow: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[SweepRow, ...]: ...
    def __getitem__(self, key: int | slice) -> SweepRow | tuple[SweepRow, ...]:
        return self._rows[key]

    def __eq__(self, other: object) -> bool:
        return vars(self) == vars(other) if isinstance(other, Sweep) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.layer, self._rows))

    def _lines(self) -> list[list[str]]:
        lines = [["input_size", "n", "start", "padding", "dropped", "findings"]]
        # Neighbours that are refused are one line.
        for refused, rows in groupby(self._rows, lambda row: row.error is not None):
            if refused:
                first, *_, last = [*rows] * 2
                sizes = [_short(first.input_size), _short(last.input_size)]
                span = sizes[0] if sizes[0] == sizes[1] else " to ".join(sizes)
                lines.append([span, "", "", "", "", f"refused: {first.error}"])
                continue
            lines += [
                [
                    _short(row.input_size),
                    _short(row.n),
                    _short(row.start),
                    f"{row.padding_share:.1%}",
                    _short(row.dropped),
                    ", ".join(row.findings),
                ]
                for row in rows
            ]
        return lines

    def _notes(self) -> list[str]:
        drop = self.reasons["no_drop"]
        accepted = sum(row.error is None for row in self._rows)
        sizes = ", ".join(map(_short, self.no_drop[:LISTED])) or "none of these"
        if len(self.no_drop) == accepted > 1:
            sizes = f"all {accepted} sizes"
        elif len(self.no_drop) > LISTED:
            sizes = f"{sizes} and {len(self.no_drop) - LISTED} more"
        return [
            f"smallest  {_limits(self.smallest, self.reasons['smallest'])}",
            f"sees all  {_limits(self.sees_all, self.reasons['sees_all'])}",
            f"no drop   {sizes}{'' if drop is None else f': {drop}'}",
        ]

    def __repr__(self) -> str:
        lines = self._lines()
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        table = [
            "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
            for line in lines
        ]
        return "\n".join([*table, "", *self._notes()])

    def _repr_html_(self) -> str:
        head, *body = self._lines()
        return html_table(head, body) + html_notes(self._notes())


def _tuple(value: list[int] | None) -> tuple[int, ...] | None:
    return None if value is None else tuple(value)


def _said(sentence: str | None) -> str | None:
    return None if sentence is None else visible(sentence)


def _sizes(limits: list[dict[str, Any]]) -> tuple[int | None, ...]:
    return tuple(limit["size"] for limit in limits)


def _short(value: tuple[Any, ...] | None) -> str:
    if value is None:
        return ""
    return str(value[0]) if len(set(value)) == 1 else " × ".join(map(str, value))


def _limits(sizes: tuple[int | None, ...], reasons: tuple[str, ...]) -> str:
    """Write the limits of all axes; what they have in common once."""
    known = tuple("none" if size is None else size for size in sizes)
    return f"{_short(known)}: {'; '.join(dict.fromkeys(reasons))}"
