"""Functions that choose: by what is true, by places, by size."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from ..comparing import depends
from ..registry import function_name
from .pointwise import add
from .replacing import replaces


@replaces("where")
def chosen(func: Any, which: Any, a: Any = None, b: Any = None, **named: Any) -> Any:
    """Read both of what is chosen from, and what tells which, where the image does."""
    if not depends(which) or a is None:
        return func(which) if a is None else func(which, a, b, **named)
    read = [each for each in (which, a, b) if depends(each)]
    return sum(read[1:], read[0])


@replaces("masked_fill")
def filled(func: Any, image: Tensor, mask: Tensor, *args: Any, **named: Any) -> Tensor:
    """Read what tells where it is filled, where the image does."""
    return image + mask if depends(mask) else func(image, mask, *args, **named)


@replaces("setitem")
def written(func: Any, target: Tensor, index: Any, value: Any) -> Tensor | None:
    """Read what tells where something is written, where the image does."""
    if not depends(index):
        func(target, index, value)
        return None
    return target.copy_(target + index + value if depends(value) else target + index)


#: Those that write where the function does.
WRITING = frozenset({filled, written})


@replaces(
    "max",
    "min",
    "amax",
    "amin",
    "var",
    "std",
    "var_mean",
    "std_mean",
    "norm",
    "vector_norm",
    "logsumexp",
    "median",
    "linalg_vector_norm",
)
def reduction(func: Any, value: Any, *args: Any, **named: Any) -> Any:
    """Take the mean of what one is chosen from."""
    if args and isinstance(args[0], Tensor):
        return add(func, value, args[0])
    name = function_name(func)
    given = args[1:] if name in ("norm", "vector_norm", "linalg_vector_norm") else args
    dim = named.get("dim", given[0] if given and not isinstance(given[0], bool) else None)
    place = 2 if name in ("var", "std", "var_mean", "std_mean") else 1
    keep = named.get("keepdim", given[place] if len(given) > place else False)
    made = value.mean() if dim is None else value.mean(dim, keepdim=keep)
    if name.endswith("_mean"):
        return made, made
    if name in ("max", "min", "median") and dim is not None:
        both = (made, torch.zeros_like(made, dtype=torch.long))
        return getattr(torch.return_types, name)(both)
    return made
