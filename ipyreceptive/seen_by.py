"""The features that look at one pixel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .visible import visible


@dataclass(frozen=True, repr=False)
class SeenBy:
    """The features of a layer that look at one pixel; tuples have one entry an axis.

    Attributes
    ----------
    layer : str
        The layer of the features.
    pixel : tuple of int
        Where the pixel is; a feature of the layer ``to`` where that was asked for.
    lo, hi : tuple of int or None
        The box of the features is ``[lo, hi)``; ``None`` on every axis where none looks.
    count : tuple of int
        How many features.
    runs : tuple of (tuple of range)
        The features themselves.
    features : int
        Features on all axes together.
    exact : bool
        Whether it is exact, not an upper bound.

    Examples
    --------
    >>> from ipyreceptive import Network
    >>> seen = Network([[3, 2, 1], [3, 2, 1]], input_size=5).seen_by("conv2", (0, 2))
    >>> seen.lo, seen.hi, seen.features
    ((0, 0), (1, 2), 2)
    """

    layer: str
    pixel: tuple[int, ...]
    lo: tuple[int | None, ...]
    hi: tuple[int | None, ...]
    count: tuple[int, ...]
    runs: tuple[tuple[range, ...], ...]
    features: int
    exact: bool

    @classmethod
    def from_json(cls, seen: dict[str, Any]) -> SeenBy:
        """Make it of what the core says."""
        return cls(
            layer=seen["layer"],
            pixel=tuple(seen["pixel"]),
            lo=tuple(seen["lo"]),
            hi=tuple(seen["hi"]),
            count=tuple(seen["count"]),
            runs=tuple(tuple(range(*run) for run in runs) for runs in seen["runs"]),
            features=seen["features"],
            exact=seen["exact"],
        )

    def __repr__(self) -> str:
        pixel = f"{self.pixel} by {visible(self.layer)}"
        if not self.features:
            return f"<{pixel}: no feature>"
        box = ", ".join(f"[{lo}, {hi})" for lo, hi in zip(self.lo, self.hi, strict=True))
        features = "1 feature" if self.features == 1 else f"{self.features} features"
        most = "" if self.exact else "at most "
        return f"<{pixel}: {most}{box}, {features}>"
