"""The receptive field of one feature, or of a region of features."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .row import Exact, exact
from .visible import visible

#: First pixel and the one after the last.
Interval = tuple[int, int]
#: One entry an axis; ``None`` on every axis where no pixel is seen.
Region = tuple[Interval | None, ...]


@dataclass(frozen=True, repr=False)
class Field:
    """What features see; tuples have one entry an axis, in the order of the input size.

    Attributes
    ----------
    layer : str
        The layer of the feature.
    index : tuple of int
        Its place there.
    extent : tuple of int
        How many features are meant together, from ``index`` on.
    center : tuple of int, float, Fraction or None
        Centre of its field, in input pixels.
    size : tuple of int
        Extent of the unclipped field.
    region : tuple of (int, int) or None
        The unclipped field, ``[lo, hi)``: as if every map went on for ever.
    clipped : tuple of (int, int) or None
        The real pixels, ``[lo, hi)``; ``None`` on every axis where it sees no pixel.
    count : tuple of int
        How many real pixels.
    runs : tuple of (tuple of range)
        The real pixels themselves.
    pixels : int
        Real pixels on all axes together.
    dense : bool
        Whether the field has no hole.
    exact : bool
        Whether it is exact, not an upper bound.
    padding_share : float
        Which part of the unclipped field is no real pixel, from 0 to 1.
    path : dict
        Name of every layer on the way -> ``(region, clipped)`` there, in features of that layer.

    Examples
    --------
    >>> from ipyreceptive import Network
    >>> field = Network([[3, 2, 1], [3, 2, 1]], input_size=5).field("conv2", (0, 1))
    >>> field.region, field.clipped, field.pixels
    (((-3, 4), (1, 8)), ((0, 4), (1, 5)), 16)
    """

    layer: str
    index: tuple[int, ...]
    extent: tuple[int, ...]
    center: tuple[Exact | None, ...]
    size: tuple[int, ...]
    region: Region
    clipped: Region
    count: tuple[int, ...]
    runs: tuple[tuple[range, ...], ...]
    pixels: int
    dense: bool
    exact: bool
    padding_share: float
    path: dict[str, tuple[Region, Region]]

    @classmethod
    def from_json(cls, field: dict[str, Any]) -> Field:
        """Make a field of what the core says of it."""
        return cls(
            layer=field["layer"],
            index=tuple(field["index"]),
            extent=tuple(field["extent"]),
            center=tuple(map(exact, field["center"])),
            size=tuple(field["size"]),
            region=_region(field["region"]),
            clipped=_region(field["clipped"]),
            count=tuple(field["count"]),
            runs=tuple(tuple(range(*run) for run in runs) for runs in field["runs"]),
            pixels=field["pixels"],
            dense=field["dense"],
            exact=field["exact"],
            padding_share=float(field["padding_share"]),
            path={
                name: (_region(step["region"]), _region(step["clipped"]))
                for name, step in field["path"]
            },
        )

    def __hash__(self) -> int:
        return hash((self.layer, self.index, self.region, self.clipped, self.runs))

    def __repr__(self) -> str:
        feature = f"{visible(self.layer)} {self.index}"
        if not self.pixels:
            return f"<{feature}: no pixel>"
        box = ", ".join(f"[{lo}, {hi})" for lo, hi in filter(None, self.clipped))
        holes = "" if self.dense else ", with holes"
        padding = f", {self.padding_share:.0%} padding" if self.padding_share else ""
        pixels = "1 pixel" if self.pixels == 1 else f"{self.pixels} pixels"
        most = "" if self.exact else "at most "
        return f"<{feature}: {most}{box}, {pixels}{holes}{padding}>"


def _region(region: list[list[int] | None]) -> Region:
    return tuple(None if interval is None else (interval[0], interval[1]) for interval in region)
