"""The rows of a network, asked for when they are looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from .kept import Kept
from .row import Row, one_line, unit_column

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
        first = kept.ask("table", convention=convention, stop=BLOCK)
        self._blocks = {0: list(map(Row.from_json, first["rows"]))}
        self.count: int = first["count"]
        self.unsure = [range(*stretch) for stretch in first["unsure"]]
        self.noted = [range(*stretch) for stretch in first["noted"]]

    @property
    def names(self) -> list[str]:
        """The names of all rows."""
        if self._names is None:
            self._names = self._kept.ask("names")
        return self._names

    def row(self, place: int) -> Row:
        """Take the row at a place from 0 on."""
        number, within = divmod(place, BLOCK)
        if number not in self._blocks:
            first = number * BLOCK
            stretch = {"first": first, "stop": first + BLOCK}
            rows = self._kept.ask("rows", convention=self._convention, **stretch)
            self._blocks[number] = list(map(Row.from_json, rows))
        return self._blocks[number][within]

    def texts(self, columns: Sequence[str]) -> dict[str, list[str]]:
        """Take what is printed of all rows, by column, without making them."""
        found = self._kept.ask("texts", convention=self._convention, columns=columns)
        texts: dict[str, list[str]] = found["own"]
        if scaled := found["scaled"]:
            for column, cells in scaled["cells"].items():
                texts[unit_column(column, scaled["unit"])] = cells
        return texts


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
        found = self._places[key]
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

    def texts(self, columns: Sequence[str]) -> dict[str, list[str]]:
        """Take what is printed of them, by column; ``layer``, ``type`` and ``status`` as well."""
        return {
            column: [one_line(texts[place]) for place in self._places]
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
