"""Readers of torch's functions, by what they do to space."""

from . import merging, mixing, pointwise, resizing, selecting, sliding, viewing

__all__ = ["merging", "mixing", "pointwise", "resizing", "selecting", "sliding", "viewing"]
