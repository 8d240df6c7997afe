"""What to change so that the fields of a layer have a wanted size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, overload

from .row import Exact, exact
from .typeset import html_table
from .visible import visible

if TYPE_CHECKING:
    from .network import Network


@dataclass(frozen=True, repr=False)
class Design:
    """One answer to what must change; tuples have one entry an axis.

    Attributes
    ----------
    changes : tuple of dict
        At most two, none where all is as wanted. Each has ``layer``, ``parameter``
        (``"kernel_size"``, ``"dilation"``, ``"stride"`` or ``"copies"``), ``from`` and ``to``:
        tuples, for ``copies`` numbers. Where the padding of the layer follows, so that it keeps
        its size, ``padding`` is the new one: pairs of before and after.
    n : tuple of int
        Features of the layer after it.
    j : tuple of int, float or Fraction
        Jump after it.
    r : tuple of int
        Size of the receptive field after it.
    cost : int
        Weights more for each pair of channels, 0 where they are no more.
    network : Network
        The network as changed.
    """

    changes: tuple[dict[str, Any], ...] = field(hash=False)
    n: tuple[int, ...]
    j: tuple[Exact, ...]
    r: tuple[int, ...]
    cost: int
    network: Network

    @classmethod
    def from_json(cls, design: dict[str, Any], network: Network) -> Design:
        """Make a design of what the core says of it."""
        return cls(
            changes=tuple(
                {key: _tuples(value) for key, value in change.items()}
                for change in design["changes"]
            ),
            n=tuple(design["n"]),
            j=tuple(map(exact, design["j"])),
            r=tuple(design["r"]),
            cost=design["cost"],
            network=network,
        )

    def __repr__(self) -> str:
        changes = "; ".join(map(_said, self.changes)) or "no change"
        return f"<{changes}: r {_short(self.r)}, j {_short(self.j)}, n {_short(self.n)}>"


class Designs(Sequence[Design]):
    """The designs found, the best first; prints as a table.

    Examples
    --------
    >>> from ipyreceptive import Network
    >>> net = Network([["conv1", 4, 2, 1], ["conv2", 4, 1, 1]], 64)
    >>> net.design("conv2", 10)
    changes    r   j  n   cost
    no change  10  2  31  0
    """

    def __init__(self, designs: Sequence[Design]) -> None:
        self._designs = tuple(designs)

    def __len__(self) -> int:
        return len(self._designs)

    def __iter__(self) -> Iterator[Design]:
        return iter(self._designs)

    @overload
    def __getitem__(self, key: int) -> Design: ...
    @overload
    def __getitem__(self, key: slice) -> Designs: ...
    def __getitem__(self, key: int | slice) -> Design | Designs:
        found = self._designs[key]
        return Designs(found) if isinstance(found, tuple) else found

    def __eq__(self, other: object) -> bool:
        return self._designs == other._designs if isinstance(other, Designs) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._designs)

    def _lines(self) -> list[list[str]]:
        return [
            ["changes", "r", "j", "n", "cost"],
            *(
                [
                    "; ".join(map(_said, design.changes)) or "no change",
                    _short(design.r),
                    _short(design.j),
                    _short(design.n),
                    str(design.cost),
                ]
                for design in self._designs
            ),
        ]

    def __repr__(self) -> str:
        if not self._designs:
            return "no change helps"
        lines = self._lines()
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        return "\n".join(
            "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
            for line in lines
        )

    def _repr_html_(self) -> str:
        if not self._designs:
            return "<p>no change helps</p>"
        head, *body = self._lines()
        return html_table(head, body)


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _short(value: Any) -> str:
    if not isinstance(value, tuple):
        return str(value)
    return str(value[0]) if len(set(value)) == 1 else " × ".join(map(str, value))


def _said(change: dict[str, Any]) -> str:
    said = f"{visible(change['layer'])} {change['parameter']} {_short(change['from'])} → "
    padding = f" (padding {_short(change['padding'])})" if "padding" in change else ""
    return said + _short(change["to"]) + padding
