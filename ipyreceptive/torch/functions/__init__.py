"""Readers of torch's functions, by what they do to space."""

from . import (
    merging,
    mixing,
    pointwise,
    recurrent,
    resizing,
    selecting,
    sliding,
    transforming,
    unfolding,
    viewing,
    writing,
)

__all__ = [
    "merging",
    "mixing",
    "pointwise",
    "recurrent",
    "resizing",
    "selecting",
    "sliding",
    "transforming",
    "unfolding",
    "viewing",
    "writing",
]
