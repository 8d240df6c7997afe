"""What was compared, while a model lets everything through.

No gradient goes through what is true or false. So beside each such tensor stands one that does
depend on the image: the sum of all that was read for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from .registry import function_name

#: Functions that tell of each place whether something is so.
JOINING = frozenset(
    {
        *("eq", "ne", "lt", "le", "gt", "ge", "isclose", "bool"),
        *("and", "or", "xor", "invert", "bitwise_and", "bitwise_or", "bitwise_xor", "bitwise_not"),
        *("logical_and", "logical_or", "logical_xor", "logical_not"),
    }
)
#: Functions that tell whether something is so anywhere, or everywhere.
SUMMING = frozenset({"all", "any"})
#: Functions that choose from their first tensor, by what is true or false itself.
CHOOSING = frozenset({"getitem", "masked_select", "masked_scatter", "index_put"})


def depends(value: Any) -> bool:
    """Whether a value is a tensor that depends on the image."""
    return isinstance(value, Tensor) and value.requires_grad


class Comparisons:
    """Knows what stands beside the tensors that are true or false."""

    def __init__(self) -> None:
        self._beside: dict[int, tuple[Tensor, Tensor]] = {}

    def in_place_of(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Put what stands beside them in the place of arguments; ``None`` where that is none."""
        if not self._beside:
            return None
        if function_name(func) in CHOOSING:
            first, *rest = args or (None,)
            return ((self._taken(first), *rest), kwargs) if id(first) in self._beside else None
        if not any(id(each) in self._beside for each in (*args, *kwargs.values())):
            return None
        named = {name: self._taken(each) for name, each in kwargs.items()}
        return tuple(map(self._taken, args)), named

    def _taken(self, value: Any) -> Any:
        return self._beside.get(id(value), (value, value))[1]

    def follow(self, func: Any, args: Iterable[Any], kwargs: dict[str, Any], made: Any) -> None:
        """Let something stand beside what is true or false."""
        args = tuple(args)
        if function_name(func) in JOINING:
            read = [each for each in (*args, *kwargs.values()) if depends(each)]
            found = sum(read[1:], read[0]).expand(made.shape)
        elif function_name(func) in SUMMING:
            found = _mean(*args, **kwargs)
        else:
            found = func(*args, **kwargs)
        if depends(found) and found.shape == made.shape:
            self._beside[id(made)] = (made, found)


def _mean(value: Tensor, dim: Any = None, keepdim: bool = False, **_: Any) -> Tensor:
    return value.mean() if dim is None else value.mean(dim, keepdim=keepdim)


def is_answer(value: Any) -> bool:
    """Whether a value is a tensor that is true or false at each place."""
    return isinstance(value, Tensor) and value.dtype == torch.bool
