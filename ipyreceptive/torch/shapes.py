"""Running functions on tensors that only have shapes, without what torch works out in vain.

On the meta device torch takes many functions apart in Python, which takes longer than all else.
What gives a tensor as it got it is a copy here; what does not fit goes to torch, which says why.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Any

import torch
from torch import Tensor
from torch._C import DisableTorchFunction
from torch.nn import functional

from .registry import function_name, writes

#: Gives outputs of the right shape, or ``None`` where that is torch's to say.
Short = Callable[..., Any]
shorts: dict[str, Short] = {}


def run_on_shapes(func: Any, args: Any, kwargs: dict[str, Any]) -> Any:
    """Run a function of tensors that may be on the meta device."""
    short = shorts.get(function_name(func))
    if short is not None and args:
        with DisableTorchFunction():
            made = short(*args, **kwargs) if has_shape_alone(args[0]) else None
            if made is not None and not writes(func):
                return made
            if made is not None and made.shape == args[0].shape:
                return args[0]
    return func(*args, **kwargs)


def has_shape_alone(value: Any) -> bool:
    """Whether it is a tensor that only has a shape, or a list of such."""
    if isinstance(value, (list, tuple)):
        return bool(value) and has_shape_alone(value[0])
    return isinstance(value, Tensor) and value.is_meta and value.is_floating_point()


def _made(shape: Sequence[int], like: Sequence[Tensor]) -> Tensor:
    """Make what depends on tensors, of another shape."""
    follows = any(each.requires_grad for each in like)
    # A copy, which may be written in place.
    return torch.empty(shape, dtype=like[0].dtype, device="meta", requires_grad=follows).clone()


def _short(*names: str) -> Callable[[Short], Short]:
    def register(short: Short) -> Short:
        shorts.update(dict.fromkeys(names, short))
        return short

    return register


ACTIVATIONS = """
relu relu6 gelu silu mish elu selu celu leaky_relu hardswish hardsigmoid hardtanh softplus sigmoid
tanh
"""


@_short(*ACTIVATIONS.split())
def _activation(value: Tensor, *_: Any, out: Any = None, **__: Any) -> Tensor | None:
    return value.clone() if out is None else None


@_short("batch_norm")
def _batch_norm(
    value: Tensor,
    mean: Any = None,
    var: Any = None,
    weight: Any = None,
    bias: Any = None,
    training: bool = False,
    *_: Any,
    **__: Any,
) -> Tensor | None:
    channels = value.shape[1:2]
    if training or mean is None or not channels:
        return None
    for each in (mean, var, weight, bias):
        if each is not None and each.shape != channels:
            return None
    return value.clone()


@_short("layer_norm", "rms_norm")
def _layer_norm(value: Tensor, shape: Sequence[int], *weights: Any, **named: Any) -> Tensor | None:
    normed = tuple(shape)
    given = (each for each in (*weights, *named.values()) if isinstance(each, Tensor))
    fits = value.shape[value.dim() - len(normed) :] == normed
    return value.clone() if fits and all(each.shape == normed for each in given) else None


@_short("group_norm")
def _group_norm(
    value: Tensor, groups: int, weight: Any = None, bias: Any = None, *_: Any, **__: Any
) -> Tensor | None:
    fits = value.dim() > 1 and value.shape[1] % groups == 0
    weights = (each for each in (weight, bias) if each is not None)
    return value.clone() if fits and all(w.shape == value.shape[1:2] for w in weights) else None


@_short("scaled_dot_product_attention")
def _attention(
    query: Tensor, key: Tensor, value: Tensor, mask: Any = None, *given: Any, **named: Any
) -> Tensor | None:
    alike = query.shape[:-2] == key.shape[:-2] == value.shape[:-2]
    if given or named.keys() - {"scale", "dropout_p"} or mask is not None or not alike:
        return None
    return (query @ key.transpose(-2, -1)) @ value


SIGNS = """
add iadd radd sub isub subtract rsub mul imul multiply rmul div divide truediv itruediv true_divide
rtruediv
"""


@_short(*SIGNS.split())
def _elementwise(value: Tensor, other: Any, *, alpha: Any = None, **named: Any) -> Tensor | None:
    if named or isinstance(other, (bool, complex)):
        return None
    if not isinstance(other, Tensor):
        return value.clone()
    if not other.is_meta or other.dtype != value.dtype or other.dim() != value.dim():
        return None
    both = ((value, other), (other, value))
    fit = (
        larger
        for larger, smaller in both
        if (larger.requires_grad or not smaller.requires_grad)
        and all(n in (1, most) for n, most in zip(smaller.shape, larger.shape, strict=True))
    )
    found = next(fit, None)
    return None if found is None else found.clone()


@_short("cat", "concat", "concatenate")
def _cat(tensors: Sequence[Tensor], dim: int = 0, **named: Any) -> Tensor | None:
    if named or not isinstance(tensors, (list, tuple)):
        return None
    first = tensors[0]
    shape = list(first.shape)
    if not shape:
        return None
    dim %= len(shape)
    rest = [*shape[:dim], *shape[dim + 1 :]]
    shape[dim] = 0
    for each in tensors:
        own = list(each.shape)
        n = own.pop(dim) if len(own) == len(shape) else 0
        if own != rest or each.dtype != first.dtype or not each.is_meta:
            return None
        shape[dim] += n
    return _made(shape, tensors)


@_short("linear")
def _linear(value: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor | None:
    fits = (
        weight.dim() == 2
        and weight.dtype == value.dtype
        and value.shape[-1:] == weight.shape[1:]
        and (bias is None or bias.shape == weight.shape[:1])
    )
    return _made((*value.shape[:-1], weight.shape[0]), (value, weight)) if fits else None


@_short("conv1d", "conv2d", "conv3d")
def _conv(
    value: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
) -> Tensor | None:
    given = [
        tuple(each) if isinstance(each, list) else each for each in (stride, padding, dilation)
    ]
    channels, kernel = weight.shape[0], tuple(weight.shape[2:])
    fits = (
        value.dim() == weight.dim()
        and weight.dtype == value.dtype
        and value.shape[1] == weight.shape[1] * groups
        and channels % groups == 0
        and (bias is None or bias.shape == weight.shape[:1])
    )
    if not fits:
        return None
    after = _after_conv(tuple(value.shape[2:]), kernel, *given)
    return _made((value.shape[0], channels, *after), (value, weight))


@lru_cache(maxsize=4096)
def _after_conv(
    size: tuple[int, ...], kernel: tuple[int, ...], stride: Any, padding: Any, dilation: Any
) -> tuple[int, ...]:
    """Ask torch for the size after a convolution, which is the same for all channels."""
    conv = (functional.conv1d, functional.conv2d, functional.conv3d)[len(size) - 1]
    weight = torch.empty((1, 1, *kernel), device="meta")
    made = conv(torch.empty((1, 1, *size), device="meta"), weight, None, stride, padding, dilation)
    return tuple(made.shape[2:])


def _pooled_to_one(
    dims: int, value: Tensor, size: Any, return_indices: bool = False
) -> Tensor | None:
    ones = size == 1 or (isinstance(size, (list, tuple)) and list(size) == [1] * dims)
    if not ones or return_indices or value.dim() - dims not in (1, 2):
        return None
    return _made((*value.shape[:-dims], *[1] * dims), (value,))


for n in (1, 2, 3):
    _short(f"adaptive_avg_pool{n}d", f"adaptive_max_pool{n}d")(partial(_pooled_to_one, n))


@_short("mean", "sum", "amax", "amin")
def _reduction(
    value: Tensor, dim: Any = None, keepdim: bool = False, **named: Any
) -> Tensor | None:
    dims = [dim] if type(dim) is int else dim
    known = isinstance(dims, (list, tuple)) and dims and all(type(each) is int for each in dims)
    if named or not known or any(not -value.dim() <= each < value.dim() for each in dims):
        return None
    chosen = {each % value.dim() for each in dims}
    shape = [1 if place in chosen else n for place, n in enumerate(value.shape)]
    if not keepdim:
        shape = [n for place, n in enumerate(value.shape) if place not in chosen]
    return _made(shape, (value,)) if len(chosen) == len(dims) and value.numel() else None


RANKS = {"linear": 3, "bilinear": 4, "bicubic": 4, "trilinear": 5}


@_short("interpolate")
def _interpolate(
    value: Tensor,
    size: Any = None,
    scale_factor: Any = None,
    mode: str = "nearest",
    align_corners: Any = None,
    recompute_scale_factor: Any = None,
    antialias: bool = False,
) -> Tensor | None:
    if RANKS.get(mode) != value.dim() or antialias:
        return None
    # The size that it gives is the same in all modes.
    return functional.interpolate(
        value, size, scale_factor, "nearest", recompute_scale_factor=recompute_scale_factor
    )


@_short("lstm", "gru", "rnn_tanh", "rnn_relu")
def _recurrent(value: Tensor, state: Any, weights: Any, *options: Any) -> Any:
    if not isinstance(weights, (list, tuple)):
        return None
    *_, both_ways, _ = options
    states = state if isinstance(state, tuple) else (state,)
    width = states[0].shape[-1] * (2 if both_ways else 1)
    output = value[..., :1].expand(*value.shape[:-1], width)
    return (output.clone(), *(each.clone() for each in states))
