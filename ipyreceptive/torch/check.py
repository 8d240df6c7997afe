"""Fields that the core works out beside those measured on the model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..field import Field
from ..network import Network
from ..row import Row
from .graph import Node
from .measure import Measured, Measurement
from .progress import Progress
from .read import said


@dataclass(frozen=True)
class Agreement:
    """One feature, worked out and measured.

    Attributes
    ----------
    layer, status : str
        Of the row.
    index : tuple of int
        The feature's place, one entry an axis.
    field : Field
        Worked out.
    measured : Measurement or None
        On the model; ``None`` where the layer was not found there, or cannot be read.
    agrees : bool or None
        Whether both are the same pixels; for a bound, whether the measured ones lie within it.
        ``None`` where nothing was compared.
    """

    layer: str
    status: str
    index: tuple[int, ...]
    field: Field
    measured: Measurement | None
    agrees: bool | None


class Agreements:
    """What :meth:`Network.check` found: a list of :class:`Agreement` that prints as a table.

    Attributes
    ----------
    error : Exception or None
        What stopped the model while it was measured; layers after that are not compared.
    """

    def __init__(self, found: Sequence[Agreement], error: Exception | None = None) -> None:
        self._found = tuple(found)
        self.error = error

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Agreement]:
        return iter(self._found)

    def __getitem__(self, place: int) -> Agreement:
        return self._found[place]

    @property
    def disagreements(self) -> tuple[Agreement, ...]:
        """Those where the field is not what was measured."""
        return tuple(each for each in self._found if each.agrees is False)

    def __repr__(self) -> str:
        rows = [("layer", "status", "feature", "field", "measured", "agrees")]
        rows += [
            (
                each.layer,
                each.status,
                ", ".join(map(str, each.index)),
                str(each.field.pixels),
                "" if each.measured is None else str(each.measured.pixels),
                {True: "yes", False: "NO", None: "not compared"}[each.agrees],
            )
            for each in self._found
        ]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = [
            "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
            for row in rows
        ]
        compared = sum(each.agrees is not None for each in self._found)
        end = [f"{compared} features compared, {len(self.disagreements)} disagreements"]
        if self.error is not None:
            end.append(f"measured up to where the model stopped: {said(self.error)}")
        return "\n".join((*lines, *end))


def check(
    net: Network, model: Any, layers: str | Sequence[str] | None = None, *, progress: bool = True
) -> Agreements:
    """Compare fields with measurements; see :meth:`Network.check`."""
    wanted = [layers] if isinstance(layers, str) else layers
    names = list(net.layers) if wanted is None else [net[name].name for name in wanted]
    measured = Measured(
        model, net.input_size, numbers(net, names), net._kept.channels, progress=progress
    )
    rows = net.table()
    _same([rows[name] for name in names], measured)
    found: list[Agreement] = []
    with Progress("checking", len(names), "layers", shown=progress) as line:
        for name in names:
            row = rows[name]
            for index in sorted({tuple(n // 2 for n in row.n), tuple(n - 1 for n in row.n)}):
                found.append(_compared(net, measured, name, row.status, index))
            line.step()
    return Agreements(found, measured.error)


def numbers(net: Network, names: Sequence[str]) -> dict[str, int]:
    """Give layers the numbers that they have in a trace: from 1, in their order."""
    places = {name: place + 1 for place, name in enumerate(net.layers)}
    return {name: places[name] for name in names}


def _same(rows: Sequence[Row], measured: Measured) -> None:
    """Refuse another model than the one that was read: its layers stand in other places."""
    for row in rows if measured.error is None else ():
        if row.status == "unsupported":
            # Where the model has values it may go on, and is not compared.
            continue
        node = measured.nodes.get(row.name)
        known = node is not None and "unknown" not in (row.type, node.type)
        if node is None or node.size != row.n or (known and node.type != row.type):
            has = "nothing" if node is None else _told(node)
            raise ValueError(
                "the network was not read from this model, or the model goes another way where it "
                f"has values: it has {has} in the place of {_told(row)}"
            )


def _told(layer: Row | Node) -> str:
    size = layer.n if isinstance(layer, Row) else layer.size
    return f"{layer.name} ({layer.type}, {' × '.join(map(str, size))})"


def _compared(
    net: Network, measured: Measured, name: str, status: str, index: tuple[int, ...]
) -> Agreement:
    field = net.field(name, index)
    if status == "unsupported" or name not in measured:
        return Agreement(name, status, index, field, None, None)
    try:
        seen = measured.measure(name, index)
    except RuntimeError as error:
        # The model does not bear to be gone back through.
        measured.error = measured.error or error
        return Agreement(name, status, index, field, None, None)
    if status == "bound":
        agrees = _within(seen, field)
    else:
        runs = tuple(tuple(sorted(u for run in axis for u in run)) for axis in field.runs)
        agrees = seen.pixels == field.pixels and seen.runs == runs
    return Agreement(name, status, index, field, seen, agrees)


def _within(seen: Measurement, field: Field) -> bool:
    return all(
        box is None or (bound is not None and bound[0] <= box[0] and box[1] <= bound[1])
        for box, bound in zip(seen.clipped, field.clipped, strict=True)
    )


def measure(net: Network, model: Any, layer: str, index: int | Sequence[int]) -> Measurement:
    """Measure one feature; see :meth:`Network.measure`."""
    field = net.field(layer, index)
    measured = Measured(model, net.input_size, numbers(net, [field.layer]), net._kept.channels)
    _same([net[field.layer]], measured)
    if field.layer not in measured:
        why = (
            "or does not depend on the image"
            if measured.error is None
            else f"which stopped while it was measured: {said(measured.error)}"
        )
        raise ValueError(f"{field.layer} was not found in the model, {why}")
    return measured.measure(field.layer, field.index)
