"""Convolutions, linear layers and products of matrices, with weights that are alike."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from ..comparing import depends
from .replacing import level, replaces


@replaces("conv1d", "conv2d", "conv3d")
def convolution(
    func: Any,
    value: Tensor,
    weight: Tensor,
    bias: Any = None,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
) -> Tensor:
    """Convolve the sum of the channels: as all weights are alike, nothing else is needed."""
    if depends(weight) or depends(bias) or value.dim() != weight.dim():
        own = bias if depends(bias) else None
        return level(func(value, weight, own, stride, padding, dilation, groups))
    size = value.shape[2:]
    narrow = value.reshape(value.shape[0], groups, -1, *size).sum(2)
    kernel = _support(weight, groups)
    narrow = level(func(narrow, kernel, None, stride, padding, dilation, groups))
    made = narrow.unsqueeze(2).expand(-1, -1, weight.shape[0] // groups, *narrow.shape[2:])
    return made.reshape(value.shape[0], -1, *narrow.shape[2:])


def _support(weight: Tensor, groups: int) -> Tensor:
    """Tell where a kernel is not zero; all of it, where it was worked out of equal weights."""
    ones = torch.ones(groups, 1, *weight.shape[2:], dtype=weight.dtype)
    if isinstance(weight, nn.Parameter) and not any(weight.stride()):
        return ones
    seen = (weight != 0).any(1).reshape(groups, -1, *weight.shape[2:]).any(1, keepdim=True)
    return seen.to(weight.dtype) if seen.any() else ones


@replaces("cdist")
def distances(func: Any, a: Tensor, b: Tensor, *_: Any, **__: Any) -> Tensor:
    """Read both of two points, also where they are the same."""
    return level(a.sum(-1).unsqueeze(-1) + b.sum(-1).unsqueeze(-2))


@replaces("linear")
def linear(func: Any, value: Tensor, weight: Tensor, bias: Any = None) -> Tensor:
    """Add up the last dimension: as all weights are alike, nothing else is needed."""
    if depends(weight) or depends(bias) or weight.dim() != 2:
        return level(func(value, weight, bias if depends(bias) else None))
    return level(value.sum(-1, keepdim=True)).expand(*value.shape[:-1], weight.shape[0])


@replaces(
    "matmul",
    "bmm",
    "rmatmul",
    "einsum",
    "baddbmm",
    "conv_transpose1d",
    "conv_transpose2d",
    "conv_transpose3d",
)
def product(func: Any, *args: Any, **named: Any) -> Any:
    """Keep products near 1."""
    return level(func(*args, **named))
