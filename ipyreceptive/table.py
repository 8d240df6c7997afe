"""The rows of a network, from its input to its last layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, overload

from . import _v8
from .row import Row
from .typeset import html_table, latex_table

if TYPE_CHECKING:
    import pandas

#: Rows printed at most; of a longer table the first and the last ones.
LONGEST = 60
SHOWN = 20

NUMBERS = ("n", "j", "r", "start")
AXES = ("z", "y", "x")


class Table(Sequence[Row]):
    """The rows of a network, the input's first; by position or by name.

    Examples
    --------
    >>> from ipyreceptive import Network
    >>> table = Network([[3, 2, 1], [3, 2, 1]], input_size=5).table()
    >>> print(table)
    layer  type   n  j  r  start
    input  input  5  1  1    0.5
    conv1  conv   3  2  3    0.5
    conv2  conv   2  4  7    0.5
    >>> table["conv2"].r
    (7, 7)
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = tuple(rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    @overload
    def __getitem__(self, key: int | str) -> Row: ...
    @overload
    def __getitem__(self, key: slice) -> Table: ...
    def __getitem__(self, key: int | str | slice) -> Row | Table:
        if isinstance(key, slice):
            return Table(self._rows[key])
        if not isinstance(key, str):
            return self._rows[key]
        for row in self._rows:
            if row.name == key:
                return row
        _v8.call("unknown", name=key, names=[row.name for row in self._rows])
        raise KeyError(key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and self._rows == other._rows

    def __hash__(self) -> int:
        return hash(self._rows)

    def __repr__(self) -> str:
        return self.to_text(LONGEST)

    def to_text(self, longest: int | None = None) -> str:
        """Write the table in aligned columns, one row a line.

        Parameters
        ----------
        longest : int, optional
            Of a table with more rows only the first and the last ones; all where it is left out.
        """
        head, *body = self._lines(longest)
        widths = [max(map(len, column)) for column in zip(head, *body, strict=True)]
        return "\n".join(
            "  ".join(
                text.rjust(width) if name in NUMBERS else text.ljust(width)
                for name, text, width in zip(head, line, widths, strict=True)
            ).rstrip()
            for line in (head, *body)
        )

    def _repr_html_(self) -> str:
        head, *body = self._lines()
        return html_table(head, body)

    def _repr_latex_(self) -> str:
        head, *body = self._lines()
        return latex_table(head, body)

    def to_pandas(self) -> pandas.DataFrame:
        """Make a data frame, one row a layer.

        Returns
        -------
        pandas.DataFrame
            Indexed by the layers' names; columns ``type``, ``n``, ``j``, ``r`` and ``start`` one
            an axis (``n_y``, ``n_x``), and ``status``.

        Raises
        ------
        ImportError
            Where pandas is not installed.
        """
        import pandas

        records = []
        for row in self._rows:
            axes = AXES[-len(row.n) :]
            numbers = {
                f"{key}_{axis}": value
                for key in NUMBERS
                for axis, value in zip(axes, getattr(row, key), strict=True)
            }
            records.append({"type": row.type, **numbers, "status": row.status})
        names = pandas.Index([row.name for row in self._rows], name="layer")
        return pandas.DataFrame(records, index=names)

    def _lines(self, longest: int | None = LONGEST) -> list[list[str]]:
        """Head and rows as texts; a long table without its middle."""
        unsure = any(row.status != "exact" for row in self._rows)
        head = ["layer", "type", *NUMBERS, *(["status"] if unsure else [])]

        def line(row: Row) -> list[str]:
            return [
                row.name,
                row.type,
                *(row.cells[key] for key in NUMBERS),
                *([row.status] if unsure else []),
            ]

        if longest is None or len(self._rows) <= longest:
            return [head, *map(line, self._rows)]
        left_out = f"… {len(self._rows) - 2 * SHOWN:,} more …"
        return [
            head,
            *map(line, self._rows[:SHOWN]),
            [left_out, *[""] * (len(head) - 1)],
            *map(line, self._rows[-SHOWN:]),
        ]
