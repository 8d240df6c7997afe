"""The rows of a network, from its input to its last layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, overload

from .row import COLUMNS, Row, unit_column
from .rows import Rows
from .typeset import html_notes, html_table, is_number, latex_table
from .visible import shortened, visible

if TYPE_CHECKING:
    import pandas

#: Rows printed at most; of a longer table the first and the last ones.
LONGEST = 60
SHOWN = 20

NUMBERS = ("n", "j", "r", "start")
#: Notes printed at most below a table; every row has its own as ``note``.
NOTES = 3
#: Rows whose reasons are looked at.
LOOKED = 1000
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

    def __init__(self, rows: Rows, columns: str | Sequence[str] = NUMBERS) -> None:
        self._columns = (columns,) if isinstance(columns, str) else tuple(columns)
        for name in self._columns:
            if name not in COLUMNS:
                known = ", ".join(COLUMNS)
                raise ValueError(f"columns names {name!r}; there are {known}")
        self._rows = rows

    @property
    def columns(self) -> tuple[str, ...]:
        """What is printed of each row."""
        return self._columns

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
            return Table(self._rows[key], self._columns)
        if not isinstance(key, str):
            return self._rows[key]
        return self._rows[self._rows.place(key)]

    def __contains__(self, key: object) -> bool:
        if not isinstance(key, str):
            return super().__contains__(key)
        try:
            self._rows.place(key)
        except KeyError:
            return False
        return True

    def _ipython_key_completions_(self) -> list[str]:
        return self._rows.names

    @property
    def unsure(self) -> bool:
        """Whether one of its rows is not exact."""
        return self._rows.unsure

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Table)
            and self._rows == other._rows
            and self._columns == other._columns
        )

    def __hash__(self) -> int:
        return hash((self._rows, self._columns))

    def __repr__(self) -> str:
        return self.to_text(LONGEST)

    def to_text(self, longest: int | None = None) -> str:
        """Write the table in aligned columns, one row a line.

        Parameters
        ----------
        longest : int, optional
            Of a table with more rows only the first and the last ones; all where it is left out.
        """
        if longest is None:
            texts = self._rows.texts(self._columns)
            columns = [[visible(name), *texts[name]] for name in self._head()]
        else:
            columns = list(map(list, zip(*self._lines(longest), strict=True)))
        lines = map(str.rstrip, map("  ".join, zip(*map(_aligned, columns), strict=True)))
        return "\n".join((*lines, *self._notes()))

    def _repr_html_(self) -> str:
        head, *body = self._lines()
        return html_table(head, body) + html_notes(self._notes())

    def _repr_latex_(self) -> str:
        head, *body = self._lines()
        return latex_table(head, body)

    def to_pandas(self) -> pandas.DataFrame:
        """Make a data frame, one row a layer.

        Returns
        -------
        pandas.DataFrame
            Indexed by the layers' names; columns ``type``, those of the table one an axis
            (``n_y``, ``n_x``), and ``status``. Where the network has a spacing, ``j``, ``r`` and
            ``start`` stand there in units too (``r_x [mm]``). ``r`` is missing where it is not
            known, as in a CSV file. What the layer list says (``k``,
            ``s``, ``p``) is left out.

        Raises
        ------
        ImportError
            Where pandas is not installed.
        """
        import pandas

        wanted = [key for key in self._columns if key not in ("k", "s", "p")]
        records = [
            {"type": row.type, **_by_axis(row, wanted), "status": row.status} for row in self._rows
        ]
        names = pandas.Index([row.name for row in self._rows], name="layer")
        return pandas.DataFrame(records, index=names)

    def with_units(self, columns: Sequence[str]) -> list[str]:
        """Name columns, each with the one that says the same in units where there is one."""
        cells = self._rows[0].cells if self._rows else {}
        return [
            key
            for column in columns
            for key in (column, *(other for other in cells if other.startswith(f"{column} [")))
        ]

    def _head(self) -> list[str]:
        status = ["status"] if self.unsure else []
        return ["layer", "type", *self.with_units(self._columns), *status]

    def _lines(self, longest: int = LONGEST) -> list[list[str]]:
        """Head and rows as texts; a long table without its middle."""
        head = self._head()
        shown = list(map(visible, head))

        def line(row: Row) -> list[str]:
            texts = {
                "layer": shortened(visible(row.name)),
                "type": row.type,
                "status": row.status,
                **row.cells,
            }
            return [texts[name] for name in head]

        if len(self._rows) <= longest:
            return [shown, *map(line, self._rows)]
        left_out = f"… {len(self._rows) - 2 * SHOWN:,} more …"
        return [
            shown,
            *map(line, self._rows[:SHOWN]),
            [left_out, *[""] * (len(head) - 1)],
            *map(line, self._rows[-SHOWN:]),
        ]

    def _notes(self) -> list[str]:
        """Say why rows are no more than bounds, and where the article's program differs."""
        return [*self._doubts(), *self._other_starts()]

    def _doubts(self) -> list[str]:
        rows = self._rows[:LOOKED] if self.unsure else ()
        unsure = (row for row in rows if row.status in ("bound", "unsupported"))
        reasons = list(dict.fromkeys(str(row.reason) for row in unsure))
        more = len(reasons) - NOTES
        return [
            *map(visible, reasons[:NOTES]),
            *([f"… and {more} more, in row.reason"] if more > 0 else []),
        ]

    def _other_starts(self) -> list[str]:
        noted = self._rows.noted if "start" in self._columns else []
        more = len(noted) - NOTES
        shown = (self._rows[at] for at in noted[:NOTES])
        return [
            *(visible(f"{row.name}: {row.note}") for row in shown),
            *([f"… and {more} more, in row.note"] if more > 0 else []),
        ]


def _aligned(column: list[str]) -> list[str]:
    """Make the texts of a column, its name the first, equally wide."""
    width = max(map(len, column))
    fill = str.rjust if is_number(column[0]) else str.ljust
    return [fill(text, width) for text in column]


def _by_axis(row: Row, columns: Sequence[str]) -> dict[str, Any]:
    """Spread the numbers of a row over columns of one axis, those in units beside them."""
    axes = AXES[-len(row.n) :]
    numbers: dict[str, Any] = {}
    for key in columns:
        named = [f"{key}_{axis}" for axis in axes]
        numbers |= zip(named, _known(row, key, getattr(row, key)), strict=True)
        if row.in_units and row.units and key in row.in_units:
            in_units = map(unit_column, named, row.units)
            numbers |= zip(in_units, _known(row, key, row.in_units[key]), strict=True)
    return numbers


def _known(row: Row, column: str, numbers: Sequence[Any]) -> Sequence[Any]:
    """Leave out the size of a field of which nothing is known."""
    if column != "r" or row.status != "unsupported":
        return numbers
    told = zip(numbers, row.statuses, strict=True)
    return [None if status == "unsupported" else number for number, status in told]
