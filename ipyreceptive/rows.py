"""The rows of a network, asked for when they are looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, overload

from .kept import Kept
from .row import COLUMNS, Row, one_line, unit_column
from .uncollected import nothing_collected
from .visible import visible

#: Rows asked for at once.
BLOCK = 1000


class Source:
    """Where rows come from: one network, told in one convention.

    Parameters
    ----------
    kept : Kept
        The network.
    convention : str
        Where a pixel stands, ``"center"`` or ``"index"``.

    Attributes
    ----------
    count : int
        Rows of the network, the input's among them.
    unsure, noted : list of range
        Places of rows that are not exact, and of those with a note.
    """

    def __init__(self, kept: Kept, convention: str) -> None:
        self._kept = kept
        self._convention = convention
        self._names: list[str] | None = None
        with nothing_collected():
            first = kept.ask("table", convention=convention, stop=BLOCK)
            self._blocks = {0: self._made(0, first["rows"])}
        self._cells: dict[int, dict[str, list[str]]] = {}
        self.count: int = first["count"]
        self.unsure = [range(*stretch) for stretch in first["unsure"]]
        self.noted = [range(*stretch) for stretch in first["noted"]]

    @property
    def names(self) -> list[str]:
        """The names of all rows."""
        if self._names is None:
            self._names = self._kept.ask("names")
        return self._names

    def place(self, name: str, names: list[str]) -> int:
        """Find the place of a name, or of the last layer of a container, among names."""
        place: int = self._kept.ask("place", name=name, names=names)
        return place

    def row(self, place: int) -> Row:
        """Take the row at a place from 0 on."""
        number, within = divmod(place, BLOCK)
        if number not in self._blocks:
            with nothing_collected():
                rows = self._kept.ask("rows", convention=self._convention, **_stretch(number))
                self._blocks[number] = self._made(number, rows)
        return self._blocks[number][within]

    def _made(self, number: int, rows: list[dict[str, Any]]) -> list[Row]:
        """Make the rows of a block."""
        return [Row.from_json(row, Cells(self, number, at)) for at, row in enumerate(rows)]

    def cells(self, number: int) -> dict[str, list[str]]:
        """Take what is printed of the rows of a block, by column."""
        if number not in self._cells:
            texts = self.texts(COLUMNS, **_stretch(number))
            others = ("layer", "type", "status")
            self._cells[number] = {key: texts[key] for key in texts if key not in others}
        return self._cells[number]

    def texts(self, columns: Sequence[str], **stretch: int) -> dict[str, list[str]]:
        """Take what is printed of rows, by column, without making them; of all or a stretch."""
        asked = {"convention": self._convention, "columns": columns, **stretch}
        found = self._kept.ask("texts", **asked)
        texts: dict[str, list[str]] = found["own"]
        if scaled := found["scaled"]:
            for column, cells in scaled["cells"].items():
                texts[unit_column(column, scaled["unit"])] = cells
        return texts


def _stretch(block: int) -> dict[str, int]:
    return {"first": block * BLOCK, "stop": (block + 1) * BLOCK}


class Cells(Mapping[str, str]):
    """What is printed of one row, asked for when it is looked at: most rows are not printed.

    Parameters
    ----------
    source : Source
        Where it comes from.
    block, at : int
        Which row: that of a block at a place.
    """

    __slots__ = ("_at", "_block", "_source")

    def __init__(self, source: Source, block: int, at: int) -> None:
        self._source = source
        self._block = block
        self._at = at

    def __getitem__(self, column: str) -> str:
        return one_line(self._source.cells(self._block)[column][self._at])

    def __iter__(self) -> Iterator[str]:
        return iter(self._source.cells(self._block))

    def __len__(self) -> int:
        return len(self._source.cells(self._block))

    def __reduce__(self) -> tuple[type[dict[str, str]], tuple[dict[str, str]]]:
        """Pickle the texts themselves."""
        return dict, (dict(self),)

    def __repr__(self) -> str:
        return repr(dict(self))


class Rows(Sequence[Row]):
    """Some rows of a network.

    Parameters
    ----------
    source : Source
        Where they come from.
    places : range
        Which ones.
    """

    def __init__(self, source: Source, places: range) -> None:
        self._source = source
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Row]:
        return map(self._source.row, self._places)

    @overload
    def __getitem__(self, key: int) -> Row: ...
    @overload
    def __getitem__(self, key: slice) -> Rows: ...
    def __getitem__(self, key: int | slice) -> Row | Rows:
        try:
            found = self._places[key]
        except IndexError:
            raise IndexError(f"row {key} is outside the table; it has {len(self)} rows") from None
        return Rows(self._source, found) if isinstance(found, range) else self._source.row(found)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Rows):
            return NotImplemented
        return len(self) == len(other) and all(map(Row.__eq__, self, other))

    def __hash__(self) -> int:
        return hash(tuple(self))

    @property
    def names(self) -> list[str]:
        """Their names."""
        names = self._source.names
        return [names[place] for place in self._places]

    def place(self, name: str) -> int:
        """Find the place of a name among theirs."""
        names = self.names
        return names.index(name) if name in names else self._source.place(name, names)

    def texts(self, columns: Sequence[str]) -> dict[str, list[str]]:
        """Take what is printed of them, by column; ``layer``, ``type`` and ``status`` as well."""
        return {
            column: [
                (visible if column == "layer" else one_line)(texts[place]) for place in self._places
            ]
            for column, texts in self._source.texts(columns).items()
        }

    @property
    def unsure(self) -> bool:
        """Whether one of them is not exact."""
        return any(self._among(self._source.unsure))

    @property
    def noted(self) -> list[int]:
        """The positions among them of those that have a note."""
        return [at for at, held in enumerate(self._among(self._source.noted)) if held]

    def _among(self, stretches: Sequence[range]) -> Iterator[bool]:
        if not stretches:
            return iter(())
        return (any(place in stretch for stretch in stretches) for place in self._places)
