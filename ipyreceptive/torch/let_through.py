"""Functions that let everything through, in the place of those that may hide what is read.

Each replacement reads what its function reads, and is increasing in all of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from .comparing import depends
from .functions.sliding import each_dim
from .functions.transforming import ALONG_ONE, TRANSFORMS, frame, transformed_dims
from .registry import function_name

#: Scores below this are taken for masked.
MASKED = -50.0
#: How much of the scores of attention shows in its weights.
PART = 0.01

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


ACTIVATIONS = """
relu relu6 gelu silu mish elu selu celu leaky_relu prelu rrelu threshold hardtanh hardswish
hardsigmoid hardshrink softshrink tanhshrink softsign softplus sigmoid tanh logsigmoid neg exp
exp2 expm1 log log1p log2 log10 sqrt rsqrt square pow ipow reciprocal clamp clip clamp_min clamp_max
floor ceil round erf sin cos tan dropout dropout2d dropout3d alpha_dropout
feature_alpha_dropout local_response_norm logit detach data
"""


def with_others(made: Tensor, *given: Any, **named: Any) -> Tensor:
    """Add what depends on the image too: biases, exponents, limits."""
    for each in filter(depends, (*given, *named.values())):
        fits = all(n in (1, m) for n, m in zip(each.shape[::-1], made.shape[::-1], strict=False))
        made = made + (each if fits and each.dim() <= made.dim() else each.mean())
    return made


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


@replaces("abs", "absolute", "angle")
def real(func: Any, value: Tensor, *_: Any, **__: Any) -> Tensor:
    """Pass on what is real, and both parts of what is not."""
    return value.real + value.imag if value.is_complex() else value


@replaces(*TRANSFORMS)
def transformed(
    func: Any, value: Tensor, size: Any = None, dim: Any = None, *_: Any, **named: Any
) -> Tensor:
    """Read all along the dimensions: of an even image all waves but the longest are nothing."""
    size = named.get("n", named.get("s", size))
    name = function_name(func)
    dims = transformed_dims(name, value.dim(), size, dim)
    after = func(value.detach(), size, dims[0] if name in ALONG_ONE else dims)
    made = level(real(None, value).mean(dims, keepdim=True)).expand(after.shape)
    return torch.complex(made, made) if after.is_complex() else made


@replaces("stft")
def short_time(
    func: Any,
    value: Tensor,
    n_fft: int,
    hop_length: int | None = None,
    win_length: int | None = None,
    window: Any = None,
    center: bool = True,
    pad_mode: str = "reflect",
    **named: Any,
) -> Tensor:
    """Read all that is in the window, at every frequency."""
    framed = (n_fft, hop_length, win_length)
    after = func(value.detach(), *framed, window, center, pad_mode, **named)
    rows = value.reshape(1, -1, value.shape[-1])
    if center:
        rows = functional.pad(rows, (n_fft // 2, n_fft // 2), pad_mode)
    length, before, _ = frame(n_fft, win_length)
    seen = rows.unfold(-1, n_fft, hop_length or n_fft // 4).narrow(-1, before, length)
    seen = (seen if window is None else seen * (window != 0)).mean(-1)
    made = seen.reshape(*value.shape[:-1], 1, -1)
    if not after.is_complex():
        return made.unsqueeze(-1).expand(after.shape)
    return torch.complex(made, made).expand(after.shape)


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


@replaces("softmax", "log_softmax", "softmin")
def softmax(func: Any, value: Tensor, dim: int = -1, *_: Any, **__: Any) -> Tensor:
    """Weigh all scores that are not masked."""
    kept = (value > MASKED).to(value.dtype)
    scores = level(torch.where(kept > 0, value, torch.zeros_like(value)))
    n = value.shape[dim]
    return kept * (1 / n + PART * scores / n + PART * scores.mean(dim, keepdim=True) / n)


@replaces("scaled_dot_product_attention")
def attention(
    func: Any,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attn_mask: Tensor | None = None,
    dropout_p: float = 0.0,
    is_causal: bool = False,
    **_: Any,
) -> Tensor:
    """Weigh all values that are not masked."""
    scores = level(query @ key.transpose(-2, -1))
    if is_causal:
        attn_mask = torch.ones(scores.shape[-2:], dtype=torch.bool).tril()
    if attn_mask is not None and attn_mask.dtype == torch.bool:
        scores = scores.masked_fill(~attn_mask, 2 * MASKED)
    elif attn_mask is not None:
        scores = scores + attn_mask
    return level(softmax(None, scores, -1) @ value)


@replaces("multi_head_attention_forward")
def multi_head(
    func: Any, query: Tensor, key: Tensor, value: Tensor, *args: Any, **named: Any
) -> Any:
    """Read the query's own place, and all keys and values."""
    seen = key.mean((0, 2), keepdim=True) + value.mean((0, 2), keepdim=True)
    return level(query.mean(2, keepdim=True) + seen).expand(query.shape), None


@replaces(
    "max_pool1d_with_indices",
    "max_pool2d_with_indices",
    "max_pool3d_with_indices",
)
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


@replaces("sub", "isub", "subtract", "rsub", "maximum", "minimum", "fmax", "fmin")
def add(func: Any, a: Any, b: Any, *_: Any, **__: Any) -> Any:
    """Add what may cancel."""
    return _magnitude(a) + _magnitude(b)


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
    return level(a + b if depends(a) and depends(b) else _magnitude(a) * _magnitude(b))


@replaces("div", "truediv", "idiv", "itruediv", "rtruediv", "rdiv", "divide", "true_divide")
def divide(func: Any, a: Any, b: Any, *_: Any, **__: Any) -> Any:
    """Read both, as a product."""
    if depends(b):
        return multiply(func, a, b)
    return level(a + torch.zeros_like(torch.as_tensor(b, dtype=a.dtype)))


def _magnitude(value: Any) -> Any:
    if depends(value) or (isinstance(value, Tensor) and value.dtype == torch.bool):
        return value
    return abs(value)


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
