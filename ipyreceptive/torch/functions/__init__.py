"""Readers of torch's functions, by what they do to space."""

from . import (
    convolving,
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
    "convolving",
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
