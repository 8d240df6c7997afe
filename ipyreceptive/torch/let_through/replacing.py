"""What stands for functions, and what the stand-ins have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from ..comparing import depends

replacements: dict[str, Callable[..., Any]] = {}


def replaces(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register what stands for functions with these names."""

    def register(replacement: Callable[..., Any]) -> Callable[..., Any]:
        replacements.update(dict.fromkeys(names, replacement))
        return replacement

    return register


def level(value: Tensor) -> Tensor:
    """Scale a tensor as a whole, so that the numbers of a deep model stay near 1."""
    largest = value.detach().abs().max()
    return value / largest if largest > 0 else value


def with_others(made: Tensor, *given: Any, **named: Any) -> Tensor:
    """Add what depends on the image too: biases, exponents, limits."""
    for each in filter(depends, (*given, *named.values())):
        fits = all(n in (1, m) for n, m in zip(each.shape[::-1], made.shape[::-1], strict=False))
        made = made + (each if fits and each.dim() <= made.dim() else each.mean())
    return made


def magnitude(value: Any) -> Any:
    """Take the size of what is the same for all images: a negative factor would cancel."""
    if depends(value) or (isinstance(value, Tensor) and value.dtype == torch.bool):
        return value
    return abs(value)
