"""Where the features of a layer stand in an image, and how to cut the image for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .row import Exact, Status, exact


@dataclass(frozen=True)
class Anchors:
    """Where detection puts its anchors: at ``offset + index * stride`` on each axis.

    Attributes
    ----------
    layer : str
        The layer of the features.
    offset : tuple of int, float, Fraction or None
        Centre of the field of feature 0 in input pixels, where pixel ``i`` has its centre at
        ``i + 0.5``; where the centres vary with a period, so that they lie around the anchors
        evenly; ``None`` where no feature sees a pixel.
    stride : tuple of int, float or Fraction
        Distance between neighbouring features, in input pixels.
    status : str
        That of the layer's row: ``"exact"``, ``"varies"``, ``"whole"``, ``"bound"`` or
        ``"unsupported"``.
    reason : str or None
        Why it is not exact.

    Examples
    --------
    >>> from ipyreceptive import Network
    >>> Network([["conv1", 11, 4, 0], ["pool1", 3, 2, 0]], 227).anchors("pool1").offset
    (9.5, 9.5)
    """

    layer: str
    offset: tuple[Exact | None, ...]
    stride: tuple[Exact, ...]
    status: Status
    reason: str | None

    @classmethod
    def from_json(cls, anchors: dict[str, Any]) -> Anchors:
        """Make anchors of what the core says of them."""
        return cls(
            layer=anchors["layer"],
            offset=tuple(map(exact, anchors["offset"])),
            stride=tuple(map(exact, anchors["stride"])),
            status=anchors["status"],
            reason=anchors["reason"],
        )


@dataclass(frozen=True)
class TileOverlap:
    """How to cut an image so that the features of a layer join without a seam.

    With ``m`` any whole number from 1 on, tile ``i`` covers the pixels from ``i * m * step`` up to
    ``(i + 1) * m * step + overlap``, the last one up to the end of the image. Of every tile but
    the first the first ``skip`` features are left out; from there on each gives ``m * advance``
    features, and the last one all it has.

    Attributes
    ----------
    layer : str
        The layer whose features are wanted.
    overlap : tuple of int or None
        Pixels that neighbouring tiles share on each axis; ``None`` on all axes where no cut will
        do.
    step : tuple of int or None
        Pixels by which the input must move to move every layer by whole features.
    skip : tuple of int or None
        Features at the start of a tile that would see its edge.
    advance : tuple of int or None
        Features that ``step`` pixels make.
    reason : str or None
        Why no cut will do.

    Examples
    --------
    >>> from ipyreceptive import Network
    >>> tiles = Network([["conv1", 5, 1, 2], ["conv2", 3, 2, 1]], 1024).tile_overlap("conv2")
    >>> tiles.overlap, tiles.step, tiles.skip
    ((6, 6), (2, 2), (2, 2))
    """

    layer: str
    overlap: tuple[int | None, ...]
    step: tuple[int | None, ...]
    skip: tuple[int | None, ...]
    advance: tuple[int | None, ...]
    reason: str | None

    @classmethod
    def from_json(cls, tiles: dict[str, Any]) -> TileOverlap:
        """Make an overlap of what the core says of it."""
        lists = {key: tuple(tiles[key]) for key in ("overlap", "step", "skip", "advance")}
        return cls(layer=tiles["layer"], **lists, reason=tiles["reason"])
