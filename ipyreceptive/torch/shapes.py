"""Running functions on tensors that only have shapes, without what torch works out in vain.

On the meta device torch takes many functions apart in Python, which takes longer than all else.
What gives a tensor as it got it is a copy here; what does not fit goes to torch, which says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from .registry import function_name

#: Gives outputs of the right shape, or ``None`` where that is torch's to say.
Short = Callable[..., Any]
shorts: dict[str, Short] = {}


@contextmanager
def without_values() -> Iterator[None]:
    """Make and run all tensors on the meta device."""
    with torch.device("meta"), _Shapes():
        yield


class _Shapes(TorchFunctionMode):
    def __torch_function__(
        self, func: Any, types: Any, args: Any = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        kwargs = kwargs or {}
        short = shorts.get(function_name(func))
        if short is not None and args and _has_shape_alone(args[0]):
            made = short(*args, **kwargs)
            if made is not None:
                return made
        return func(*args, **kwargs)


def _has_shape_alone(value: Any) -> bool:
    return isinstance(value, Tensor) and value.is_meta and value.is_floating_point()


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
    fits = value.dim() > 1 and all(
        each is None or each.shape == value.shape[1:2] for each in (mean, var, weight, bias)
    )
    return value.clone() if fits and not training and mean is not None else None


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
