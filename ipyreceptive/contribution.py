"""How much each pixel counts for one feature."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from .visible import visible

#: Asks the core for one more thing: ``"contribution_values"`` or ``"contribution_counts"``.
Ask = Callable[[str], Any]


class Contribution:
    """How much each real pixel counts for one feature: its share of all paths down to the input.

    Every edge of the network weighs 1, so this is what the architecture alone says, the
    theoretical effective receptive field [1]_. Tuples have one entry an axis.

    Attributes
    ----------
    layer : str
        The layer of the feature.
    index : tuple of int
        Its place there.
    first : tuple of int or None
        First pixel; ``None`` on every axis where no pixel is seen.
    exact : bool
        Whether all between is known; else the shares are those of an upper bound.
    marginals : tuple of (tuple of float)
        Shares summed over the other axes, from the first pixel on; those of an axis sum to 1.
    mean, std : tuple of float or None
        Mean place and standard deviation in pixels; pixel ``i`` has its centre at ``i + 0.5``.

    References
    ----------
    .. [1] Luo et al., "Understanding the effective receptive field in deep convolutional neural
       networks", 2016.

    Examples
    --------
    >>> from ipyreceptive import Network
    >>> part = Network([[3], [3]], input_size=[9]).contribution("conv2", 2)
    >>> part.first, part.counts
    ((2,), ((1, 2, 3, 2, 1),))
    """

    def __init__(self, found: dict[str, Any], ask: Ask) -> None:
        self.layer: str = found["layer"]
        self.index: tuple[int, ...] = tuple(found["index"])
        self.first: tuple[int | None, ...] = tuple(found["first"])
        self.exact: bool = found["exact"]
        self.marginals: tuple[tuple[float, ...], ...] = tuple(map(_floats, found["marginals"]))
        self.mean: tuple[float | None, ...] = _floats(found["mean"])
        self.std: tuple[float | None, ...] = _floats(found["std"])
        self._ask = ask

    @cached_property
    def values(self) -> Any:
        """Shares over all axes, the first entry that of the pixel ``first``; they sum to 1.

        A numpy array where numpy is there, else nested tuples.
        """
        shape = tuple(map(len, self.marginals))
        flat = self._ask("contribution_values")
        try:
            import numpy as np
        except ImportError:
            return _nested(flat, shape)
        return np.array(flat, dtype=float).reshape(shape)

    @cached_property
    def counts(self) -> tuple[tuple[int, ...], ...] | None:
        """Exact numbers of paths along each axis.

        ``None`` where branches meet, so that the axes are no product, and where the numbers have
        more digits than can be counted.
        """
        counts = self._ask("contribution_counts")
        if counts is None:
            return None
        return tuple(tuple(int(count, 16) for count in axis) for axis in counts)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Contribution):
            return NotImplemented
        return self._told() == other._told() and (
            self is other or self._ask("contribution_values") == other._ask("contribution_values")
        )

    def __hash__(self) -> int:
        return hash(self._told())

    def _told(self) -> tuple[Any, ...]:
        return (self.layer, self.index, self.first, self.marginals, self.mean, self.std)

    def __repr__(self) -> str:
        feature = f"{visible(self.layer)} {self.index}"
        if None in self.first:
            return f"<contribution to {feature}: no pixel>"
        mean = ", ".join(f"{place:.4g}" for place in self.mean)
        std = ", ".join(f"{width:.3g}" for width in self.std)
        bound = "" if self.exact else ", of an upper bound"
        return f"<contribution to {feature}: mean ({mean}), std ({std}) pixels{bound}>"


def _floats(numbers: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(None if number is None else float(number) for number in numbers)


def _nested(flat: Sequence[float], shape: tuple[int, ...]) -> tuple[Any, ...]:
    if len(shape) == 1:
        return tuple(flat)
    step = len(flat) // shape[0] if shape[0] else 0
    return tuple(_nested(flat[i * step : (i + 1) * step], shape[1:]) for i in range(shape[0]))
