"""Functions of each place by itself, of one map or of several."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from ..comparing import depends
from .replacing import level, magnitude, replaces, with_others

ACTIVATIONS = """
relu relu6 gelu silu mish elu selu celu leaky_relu prelu rrelu threshold hardtanh hardswish
hardsigmoid hardshrink softshrink tanhshrink softsign softplus sigmoid tanh logsigmoid neg exp
exp2 expm1 log log1p log2 log10 sqrt rsqrt square pow ipow reciprocal clamp clip clamp_min clamp_max
floor ceil round erf sin cos tan dropout dropout2d dropout3d alpha_dropout
feature_alpha_dropout local_response_norm logit detach data sign sgn
"""


@replaces(*ACTIVATIONS.split())
def passed(func: Any, value: Tensor, *given: Any, **named: Any) -> Any:
    """Pass on what treats each place by itself."""
    if not isinstance(value, Tensor):
        return func(value, *given, **named)
    return with_others(value, *given, **named)


#: Functions that may give what is no longer as precise as the weights.
ROUNDING = frozenset({"float", "half", "bfloat16", "to", "type", "type_as"})


@replaces(*ROUNDING)
def of_another_type(func: Any, value: Tensor, *args: Any, **named: Any) -> Any:
    """Keep the precision of the weights."""
    made = func(value, *args, **named)
    kept = isinstance(made, Tensor) and made.is_floating_point()
    return value if kept and value.dtype == torch.float64 else made


@replaces("abs", "absolute", "angle")
def real(func: Any, value: Tensor, *_: Any, **__: Any) -> Tensor:
    """Pass on what is real, and both parts of what is not."""
    return value.real + value.imag if value.is_complex() else value


@replaces("sub", "isub", "subtract", "rsub", "maximum", "minimum", "fmax", "fmin")
def add(func: Any, a: Any, b: Any, *_: Any, **__: Any) -> Any:
    """Add what may cancel."""
    return magnitude(a) + magnitude(b)


@replaces("add", "iadd")
def sum_apart(func: Any, a: Any, b: Any, *_: Any, **__: Any) -> Any:
    """Add into a tensor of its own: one whose channels are alike cannot be written in place."""
    return a + b


@replaces("lerp", "fmod", "remainder", "mod", "copysign", "heaviside")
def joined(func: Any, *given: Any, **named: Any) -> Tensor:
    """Add up what is chosen from, or whose remainder is taken."""
    shapes = [each.shape for each in (*given, *named.values()) if isinstance(each, Tensor)]
    return with_others(torch.zeros(torch.broadcast_shapes(*shapes)), *given, **named)


@replaces("mul", "imul", "rmul", "multiply")
def multiply(func: Any, a: Any, b: Any, *_: Any, **__: Any) -> Any:
    """Multiply sizes; add two maps, each of which is read where the other is padding."""
    return level(a + b if depends(a) and depends(b) else magnitude(a) * magnitude(b))


@replaces("div", "truediv", "idiv", "itruediv", "rtruediv", "rdiv", "divide", "true_divide")
def divide(func: Any, a: Any, b: Any, *_: Any, **__: Any) -> Any:
    """Read both, as a product."""
    if depends(b):
        return multiply(func, a, b)
    return level(a + torch.zeros_like(torch.as_tensor(b, dtype=a.dtype)))
