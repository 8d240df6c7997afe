"""Max pools and what undoes them: all that may be the largest is added."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from ..functions.sliding import each_dim
from .replacing import level, replaces


@replaces("max_pool1d_with_indices", "max_pool2d_with_indices", "max_pool3d_with_indices")
def max_pool_with_indices(func: Any, value: Tensor, *args: Any, **named: Any) -> Any:
    """Add what a max pool chooses from; where the largest stands is found in the same."""
    made = max_pool(func, value, *args, **{**named, "return_indices": False})
    return made, made


@replaces("max_unpool1d", "max_unpool2d", "max_unpool3d")
def max_unpool(
    func: Any,
    value: Tensor,
    indices: Tensor,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    output_size: Any = None,
) -> Tensor:
    """Put values back in all places of their windows."""
    dims = int(func.__name__[-2])
    channels = value.shape[1]
    kernel, steps, around = (
        each_dim(given, dims) for given in (kernel_size, stride or kernel_size, padding)
    )
    ways = list(zip(value.shape[2:], kernel, steps, around, strict=True))
    after = output_size or [(n - 1) * by + k - 2 * p for n, k, by, p in ways]
    weight = torch.ones(channels, 1, *kernel, dtype=value.dtype)
    spread = getattr(functional, f"conv_transpose{dims}d")
    made = spread(value + indices, weight, None, steps, 0, 0, channels)
    # What is asked for may go beyond all windows.
    made = functional.pad(made, [side for by in reversed(steps) for side in (0, by)])
    for dim, (n, p) in enumerate(zip(after[-dims:], around, strict=True), 2):
        made = made.narrow(dim, p, n)
    return level(made)


@replaces("max_pool1d", "max_pool2d", "max_pool3d")
def max_pool(
    func: Any,
    value: Tensor,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Tensor:
    """Add what a max pool chooses from: where the largest is moves with every pixel in turn."""
    dims = int(func.__name__.removesuffix("_with_indices")[-2])
    if dilation in (1, [1] * dims, (1,) * dims):
        pool = getattr(functional, f"avg_pool{dims}d")
        return pool(value, kernel_size, stride or kernel_size, padding, ceil_mode)
    kernel = each_dim(kernel_size, dims)
    channels = value.shape[1]
    weight = torch.ones(channels, 1, *kernel, dtype=value.dtype)
    conv = getattr(functional, f"conv{dims}d")
    return level(conv(value, weight, None, stride or kernel_size, padding, dilation, channels))


@replaces("pad")
def padded(func: Any, image: Tensor, pad: Any, mode: str = "constant", value: Any = None) -> Tensor:
    """Pad with zeros: what no maximum would choose may be minus infinity, and no sum bears that."""
    return func(image, pad, mode)


@replaces("adaptive_max_pool1d", "adaptive_max_pool2d", "adaptive_max_pool3d")
def adaptive_max_pool(func: Any, value: Tensor, size: Any, *_: Any, **__: Any) -> Any:
    """Add what an adaptive max pool chooses from."""
    return getattr(functional, func.__name__.replace("max", "avg"))(value, size)
