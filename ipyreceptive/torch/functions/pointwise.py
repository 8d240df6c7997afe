"""Functions that look at each place by itself: they are no layers of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import torch

from ..call import Call
from ..pieces import doubt
from ..places import mix, parts_of, plain, reshape
from ..registry import function
from ..tokens import has_tokens
from .merging import join
from .mixing import along
from .viewing import cut

POINTWISE = """
relu relu6 gelu silu mish elu selu celu leaky_relu prelu rrelu threshold hardtanh hardswish
hardsigmoid hardshrink softshrink tanhshrink softsign softplus sigmoid tanh logsigmoid log_sigmoid
swish swiglu dropout dropout1d dropout2d dropout3d alpha_dropout feature_alpha_dropout
feature_dropout native_dropout abs absolute neg negative positive exp exp2 expm1 log log1p log2
log10 sqrt rsqrt square pow reciprocal sign sgn sin cos tan asin acos atan sinh cosh erf erfc erfinv
ceil floor round trunc frac clamp clip clamp_min clamp_max nan_to_num
clone contiguous to float double half bfloat16 int long bool byte type type_as cuda cpu detach
requires_grad data real imag conj view_as_real view_as_complex logit lerp_scalar bitwise_not
logical_not invert deg2rad angle quantize_per_tensor dequantize fake_quantize_per_tensor_affine
as_tensor asarray
"""


@function(*POINTWISE.split(), "identity", "alias", "lift_fresh", "assert_async", "checkpoint")
def pointwise(call: Call, input: Any, *_: Any, **__: Any) -> None:
    """Read what treats each place by itself."""
    if not isinstance(input, torch.Tensor):
        # A number to the power of a tensor.
        join(call, call.tracked, "add")
        return
    if call.name in ("real", "imag", "angle"):
        doubt(call, input)
    for output in call.outputs:
        if output.shape == input.shape:
            call.pass_on(input, output)
            if call.name in ("data", "detach"):
                call.trace.look(output, input)
        elif output.dim() == input.dim() + 1:
            # A complex number becomes its two parts.
            parts = plain(output.shape[-1])
            reads = call.value(input)
            call.give(tuple(replace(read, dims=(*read.dims, parts)) for read in reads), output)
        elif output.dim() == input.dim() - 1:
            call.give(tuple(reshape(read, output.shape) for read in call.value(input)), output)


@function("batch_norm")
def batch_norm(
    call: Call,
    input: Any,
    running_mean: Any = None,
    running_var: Any = None,
    weight: Any = None,
    bias: Any = None,
    training: bool = False,
    *_: Any,
    **__: Any,
) -> None:
    """Read a batch norm, which knows its statistics when it is not in training."""
    if training:
        map_norm(call, input, [dim for dim in range(input.dim()) if dim != 1])
    else:
        call.pass_on(input, call.output)


def map_norm(call: Call, input: Any, normed: Sequence[int]) -> None:
    """Read a norm along dimensions: over the whole map, where all its places stand in them."""
    read = call.alone(input)
    if read is None:
        return
    if not read.placed:
        call.give(read)
        return
    if any(parts_of(row) and dim not in normed for dim, row in enumerate(read.dims)):
        call.give(tuple(along(read, normed)))
        return
    if has_tokens(read):
        spatial = [dim for dim, row in enumerate(read.dims) if parts_of(row)]
        call.give(tuple(along(read, spatial)))
        return
    size = call.trace.size(read.layer)
    call.give(call.layer("norm", {"scope": "map"}, read, size, read.dims))


@function("instance_norm", "group_norm", "local_response_norm")
def norm(call: Call, input: Any, groups: Any = 1, *_: Any, **__: Any) -> None:
    """Read a norm over the map, or over the channels of one place."""
    if call.name == "local_response_norm":
        call.give(call.value(input))
        return
    normed = range(1 if call.name == "group_norm" else 2, input.dim())
    if groups != 1 and any(parts_of(read.dims[1]) for read in call.value(input)) and 1 in normed:
        call.each(input, lambda read: replace(mix(read, normed), doubt="it norms groups of places"))
    else:
        map_norm(call, input, normed)


@function("layer_norm", "rms_norm")
def layer_norm(call: Call, input: Any, normalized_shape: Any, *_: Any, **__: Any) -> None:
    """Read a norm over the last dimensions: channels, or space too."""
    last = range(input.dim() - len(normalized_shape), input.dim())
    if not any(parts_of(read.dims[dim]) for read in call.value(input) for dim in last):
        call.give(call.value(input))
        return
    read = call.alone(input)
    if read is None:
        return
    normed = [1] * len(call.trace.size(read.layer))
    for part in (part for dim in last for part in parts_of(read.dims[dim])):
        normed[part.axis] *= part.size
    if tuple(normed) == call.trace.size(read.layer):
        map_norm(call, input, range(input.dim()))
    else:
        call.give(tuple(along(read, last)))


@function("normalize")
def normalize(call: Call, input: Any, p: float = 2.0, dim: Any = 1, *_: Any, **__: Any) -> None:
    """Read a division by the length along a dimension."""
    dims = [dim] if isinstance(dim, int) else list(dim)
    reads = [each for read in call.value(input) for each in along(read, dims)]
    call.give(tuple(reads))


@function("softmax", "log_softmax", "softmin", "gumbel_softmax", "glu")
def softmax(call: Call, input: Any, dim: Any = None, *args: Any, **named: Any) -> None:
    """Read what looks along one dimension."""
    if call.name == "glu":
        cut(call, input, -1 if dim is None else dim)
        return
    if dim is None:
        call.unread(f"{call.name} does not say its dimension")
        return
    call.give(tuple(each for read in call.value(input) for each in along(read, [dim])))


#: What tells whether numbers went astray, and what it says of those that did not.
HEALTH = {"isnan": 0, "isinf": 0, "isposinf": 0, "isneginf": 0, "isfinite": 1}


@function(*HEALTH)
def health(call: Call, *_: Any, **__: Any) -> None:
    """Read a look for numbers gone astray: none is taken to be there."""
    call.trace.constants.assume(call.output, HEALTH[call.name])


SHAPES = """
new_zeros new_ones new_full new_empty new_tensor zeros_like ones_like full_like empty_like rand_like
randn_like
"""


@function(*SHAPES.split())
def unrelated(call: Call, *_: Any, **__: Any) -> None:
    """Read what only takes the shape or the type of a tensor: nothing."""
