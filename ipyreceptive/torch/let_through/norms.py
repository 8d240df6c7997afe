"""Norms: what they share out is added."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from .replacing import level, replaces, with_others


@replaces("layer_norm", "rms_norm")
def layer_norm(func: Any, value: Tensor, shape: Any, *given: Any, **named: Any) -> Tensor:
    """Read all that is normed."""
    made = value + value.mean(tuple(range(-len(shape), 0)), keepdim=True)
    return level(with_others(made, *given, **named))


@replaces("group_norm")
def group_norm(func: Any, value: Tensor, groups: int, *given: Any, **named: Any) -> Tensor:
    """Read the whole map, and the channels of a group."""
    apart = value.reshape(value.shape[0], groups, -1)
    made = (apart + apart.mean(2, keepdim=True)).reshape(value.shape)
    return level(with_others(made, *given, **named))


@replaces("instance_norm")
def instance_norm(func: Any, value: Tensor, *given: Any, **named: Any) -> Tensor:
    """Read the whole map."""
    made = value + value.mean(tuple(range(2, value.dim())), keepdim=True)
    return level(with_others(made, *given, **named))


@replaces("batch_norm")
def batch_norm(
    func: Any,
    value: Tensor,
    mean: Any = None,
    var: Any = None,
    weight: Any = None,
    bias: Any = None,
    training: bool = False,
    *_: Any,
    **__: Any,
) -> Tensor:
    """Read the whole map, where the statistics are those of the image."""
    made = value
    if training:
        made = level(value + value.mean((0, *range(2, value.dim())), keepdim=True))
    return with_others(made, mean, var, weight, bias)


@replaces("normalize")
def normalize(func: Any, value: Tensor, p: float = 2.0, dim: Any = 1, *_: Any, **__: Any) -> Tensor:
    """Read all along a dimension."""
    return level(value + value.mean(dim, keepdim=True))
