"""One row of a table: what is known of one layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from .visible import visible

#: A whole number, a dyadic fraction as ``float``, any other as ``Fraction``.
Exact = int | float | Fraction
#: The columns of a table beside ``layer``, ``type`` and ``status``.
COLUMNS = ("k", "s", "p", "n", "j", "r", "start", "effective_padding")
Status = Literal["exact", "varies", "whole", "bound", "unsupported"]
#: Centre of the field of feature ``u`` less ``u * j``, its size, and how many pixels it reads.
Phase = tuple[Exact | None, int, int]


@dataclass(frozen=True, repr=False)
class Row:
    """The lattice of one layer; every tuple has one entry an axis, in the order of the input size.

    Attributes
    ----------
    name, type : str
        Of the layer; the input's row has ``"input"`` for both.
    inputs : tuple of str
        The layers that feed it.
    n : tuple of int
        How many features.
    j : tuple of int, float or Fraction
        Jump: the distance between neighbouring features, in input pixels.
    r : tuple of int
        Size of the receptive field in input pixels; the largest where it varies.
    start : tuple of int, float, Fraction or None
        Centre of the field of feature 0; pixel ``i`` has its centre at ``i + 0.5``.
    r_range : tuple of (int, int)
        The smallest and the largest size of the field.
    dense : tuple of bool
        Whether no field has a hole.
    aligned : tuple of bool
        Whether the inputs of every merge so far agree in jump and centre.
    period : tuple of int or None
        After how many features the field repeats; ``None`` where it does not.
    phases : tuple of (tuple of Phase) or None
        The phases of a period: centre, size and pixels of each.
    statuses : tuple of str
        ``"exact"``, ``"varies"``, ``"whole"``, ``"bound"`` or ``"unsupported"``.
    status : str
        The worst of ``statuses``.
    reason : str or None
        Why it is not exact.
    effective_padding : tuple of int, float, Fraction or None
        ``r / 2 - start``.
    cells : mapping
        Its numbers as they are printed, by column: ``k``, ``s``, ``p``, ``n``, ``j``, ``r``,
        ``start`` and ``effective_padding``, and where the network has a spacing ``j [mm]`` and so
        on.
    misaligned : str or None
        The first merge so far whose inputs do not align.
    note : str or None
        Where the article's own program prints another ``start``: what it prints and why.
    in_units : dict or None
        ``"j"``, ``"r"`` and ``"start"`` in units, a tuple each, where the network has a spacing.
    units : tuple of str or None
        The units of ``in_units``, empty where nobody said.
    """

    name: str
    type: str
    inputs: tuple[str, ...]
    n: tuple[int, ...]
    j: tuple[Exact, ...]
    r: tuple[int, ...]
    start: tuple[Exact | None, ...]
    r_range: tuple[tuple[int, int], ...]
    dense: tuple[bool, ...]
    aligned: tuple[bool, ...]
    period: tuple[int | None, ...]
    phases: tuple[tuple[Phase, ...] | None, ...]
    statuses: tuple[Status, ...]
    status: Status
    reason: str | None
    effective_padding: tuple[Exact | None, ...]
    cells: Mapping[str, str] = field(compare=False)
    misaligned: str | None = None
    note: str | None = None
    in_units: dict[str, tuple[float | None, ...]] | None = field(default=None, hash=False)
    units: tuple[str, ...] | None = None

    @classmethod
    def from_json(cls, row: dict[str, Any], cells: Mapping[str, str] | None = None) -> Row:
        """Make a row of what the core says of it; ``cells`` where it does not say them."""
        scaled = row.get("scaled")
        made = object.__new__(cls)
        # The initialiser of a frozen class takes as long as all the rest.
        vars(made).update(
            name=row["name"],
            type=row["type"],
            inputs=tuple(row["inputs"]),
            n=tuple(row["n"]),
            j=tuple(map(exact, row["j"])),
            r=tuple(row["r"]),
            start=tuple(map(exact, row["start"])),
            r_range=tuple(map(tuple, row["r_range"])),
            dense=tuple(row["dense"]),
            aligned=tuple(row["aligned"]),
            period=tuple(row["period"]),
            phases=tuple(map(_phases, row["phases"])),
            statuses=tuple(row["statuses"]),
            status=row["status"],
            reason=row["reason"],
            effective_padding=tuple(map(exact, row["effective_padding"])),
            cells=_cells(row["cells"], scaled) if cells is None else cells,
            misaligned=row.get("misaligned"),
            note=row.get("note"),
            in_units=scaled and {key: tuple(scaled[key]) for key in ("j", "r", "start")},
            units=scaled and tuple(scaled["units"]),
        )
        return made

    def __repr__(self) -> str:
        numbers = ", ".join(f"{key} {self.cells[key]}" for key in ("n", "j", "r", "start"))
        status = "" if self.status == "exact" else f", {self.status}"
        status += f": {self.reason}" if self.reason else ""
        return f"<{visible(self.name)}: {self.type}, {numbers}{visible(status)}>"


def unit_column(column: str, unit: str) -> str:
    """Name the column that says another one in units: ``r [mm]``."""
    return f"{column} [{unit or 'units'}]"


def one_line(cell: str) -> str:
    """Write a cell that has a line an axis in one."""
    return cell.replace("\n", " × ")


def _cells(own: dict[str, str], scaled: dict[str, Any] | None) -> dict[str, str]:
    cells = dict(own)
    if scaled:
        cells |= {unit_column(key, scaled["unit"]): t for key, t in scaled["cells"].items()}
    return {key: one_line(text) for key, text in cells.items()}


def exact(value: Any) -> Any:
    """Read a number of the core: ``"1/3"`` is a fraction."""
    return Fraction(value) if isinstance(value, str) else value


def _phases(phases: Any) -> tuple[Phase, ...] | None:
    if phases is None:
        return None
    return tuple((exact(center), size, pixels) for center, size, pixels in phases)
