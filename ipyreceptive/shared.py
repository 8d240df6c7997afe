"""What two fields have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Shared:
    """The pixels that two fields share.

    Attributes
    ----------
    pixels : int
        Real pixels that both see.
    shares : tuple of float
        Which part of the real pixels of each that is, from 0 to 1.
    """

    pixels: int
    shares: tuple[float, float]

    @classmethod
    def from_json(cls, shared: dict[str, Any]) -> Shared:
        """Make it of what the core says."""
        first, second = shared["shares"]
        return cls(pixels=shared["pixels"], shares=(float(first), float(second)))
