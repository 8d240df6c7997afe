"""Windows that slide over the last dimensions of a tensor, and pools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import torch

from ..call import Call
from ..pieces import doubt_spread
from ..places import Dim, Read, along_axis, has_place, mix, plain
from ..registry import function
from ..settle import axis_of, merged, settle, spread
from .partly import NEUTRAL, slide_on_parts


def each_dim(value: Any, dims: int) -> list[Any]:
    """Give a number for all dimensions to each of them."""
    if isinstance(value, (list, tuple)):
        return list(value) * dims if len(value) == 1 else list(value)
    return [value] * dims


def _strides(stride: Any, kernel: list[Any], dims: int) -> list[Any]:
    """Tell the stride of a pool, which is its kernel where none is given."""
    none = stride is None or (isinstance(stride, (list, tuple)) and not stride)
    return kernel if none else each_dim(stride, dims)


def axes_of(places: Sequence[Dim], size: Sequence[int], dims: int) -> list[int | None] | None:
    """Tell the axes that the last ``dims`` dimensions are; ``None`` where one is a part of one."""
    last = places[-dims:]
    axes = [axis_of(dim, size) for dim in last]
    if None not in axes:
        return axes
    if any(axis is None and has_place(dim) for axis, dim in zip(axes, last, strict=True)):
        return None
    free = [axis for axis, n in enumerate(size) if n == 1]
    return [
        free.pop(0) if axis is None and dim == () and free else axis
        for axis, dim in zip(axes, last, strict=True)
    ]


def slide(
    call: Call,
    tensor: torch.Tensor,
    type: str,
    parameters: Mapping[str, Sequence[Any]],
    dims: int,
    *,
    options: Mapping[str, Any] | None = None,
    **remarks: Any,
) -> Read | None:
    """Add a layer that works on the last ``dims`` dimensions, with a value for each of them."""
    read = flat_channels(call, tensor, dims)
    if read is None:
        return None
    return slide_over(call, read, type, parameters, dims, options or {}, remarks)


def slide_over(
    call: Call,
    read: Read,
    type: str,
    parameters: Mapping[str, Sequence[Any]],
    dims: int,
    options: Mapping[str, Any],
    remarks: Mapping[str, Any],
) -> Read | None:
    """Add a layer that works on the last ``dims`` dimensions of what was read."""
    output = call.outputs[0]
    size = call.trace.size(read.layer)
    slid = _slid(read.dims, size, output.shape, dims)
    if slid is None:
        return slide_on_parts(call, read, type, parameters, dims, options, remarks)
    axes, after, found = slid
    if all(axis is None for axis in axes):
        made = Read(read.layer, found)
    else:
        given = parameters if axes == tuple(range(len(size))) else _for_axes(parameters, axes, size)
        if type == "unknown" and "kernel_size" in given:
            given = {"bound": given, "output_size": list(after)}
        made = call.layer(type, {**given, **options}, read, after, found, **remarks)
    call.give(made, output)
    return made


# Most layers of a model slide over few kinds of maps.
@lru_cache(maxsize=4096)
def _slid(
    places: tuple[Dim, ...], size: tuple[int, ...], shape: tuple[int, ...], dims: int
) -> tuple[tuple[int | None, ...], tuple[int, ...], tuple[Dim, ...]] | None:
    """Tell the axes, how many features there are after it, and where; ``None`` where on parts."""
    axes = axes_of(places, size, dims)
    if axes is None:
        return None
    after = list(size)
    found: list[Dim] = list(places[: len(places) - dims])
    if len(found) > 0:
        found[-1] = plain(shape[-dims - 1])
    for axis, n in zip(axes, shape[-dims:], strict=True):
        if axis is None:
            found.append(plain(n))
        else:
            after[axis] = n
            found.append(along_axis(axis, n))
    return tuple(axes), tuple(after), tuple(found)


def _for_axes(
    parameters: Mapping[str, Sequence[Any]], axes: Sequence[int | None], size: Sequence[int]
) -> Mapping[str, Any]:
    """Put what is said for dimensions in the order of the axes."""
    return {
        name: [
            values[axes.index(axis)] if axis in axes else NEUTRAL.get(name, n)
            for axis, n in enumerate(size)
        ]
        for name, values in parameters.items()
    }


def flat_channels(call: Call, tensor: torch.Tensor, dims: int) -> Read | None:
    """Settle a tensor, and what its channels hold of the axes too."""
    doubt_spread(call, tensor)
    read = call.alone(tensor)
    if read is None:
        return None
    channel = len(read.dims) - dims - 1
    if channel >= 0 and has_place(read.dims[channel]):
        found = settle(call.trace, (mix(read, [channel]),))
        if found is None:
            return None
        read = found[0]
    return spread(call.trace, read)


def pairs(padding: Any, dims: int) -> list[list[int]]:
    """Write padding as before and after, for each dimension."""
    return [[each, each] for each in each_dim(padding, dims)]


def together(call: Call, reads: Sequence[Read]) -> Read | None:
    """Merge what a function reads of its inputs; ``None`` where their places clash."""
    call.trace.operation = "inputs"
    read = merged(call.trace, reads, "concat")
    call.trace.operation = call.name
    return read


@function("max_unpool1d", "max_unpool2d", "max_unpool3d")
def max_unpool(
    call: Call,
    input: Any,
    indices: Any,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    output_size: Any = None,
) -> None:
    """Read what puts values back in windows, wherever in them the largest stood."""
    dims = int(call.name[-2])
    kernel = each_dim(kernel_size, dims)
    steps = _strides(stride, kernel, dims)
    around = each_dim(padding, dims)
    ways = zip(input.shape[-dims:], call.output.shape[-dims:], kernel, steps, around, strict=True)
    more = [n - ((m - 1) * by + k - 2 * p) for m, n, k, by, p in ways]
    parameters = {
        "kernel_size": kernel,
        "stride": steps,
        "padding": [[p, p - min(each, 0)] for p, each in zip(around, more, strict=True)],
        "output_padding": [max(each, 0) for each in more],
    }
    reads = [flat_channels(call, each, dims) for each in (input, indices) if call.value(each)]
    settled = [each for each in reads if each is not None]
    read = together(call, settled) if len(settled) == len(reads) else None
    if read is None:
        call.unread("what is put back does not stand where the largest stood")
    else:
        slide_over(call, read, "conv_transpose", parameters, dims, {}, {})


@function("fractional_max_pool2d", "fractional_max_pool3d")
def fractional_pool(call: Call, input: Any, kernel_size: Any, *_: Any, **__: Any) -> None:
    """Read a pool whose windows stand at random places, one after the other."""
    dims = int(call.name[-2])
    sizes = {"output_size": list(call.outputs[0].shape[-dims:])}
    doubt = {"reason": "its windows stand at random places", "bound": "whole"}
    slide(call, input, "unknown", sizes, dims, options=doubt)


def _pool(
    call: Call,
    input: Any,
    type: str,
    kernel_size: Any,
    stride: Any,
    padding: Any,
    ceil_mode: bool,
    dilation: Any = None,
) -> None:
    dims = int(call.name.replace("_with_indices", "")[-2])
    kernel = each_dim(kernel_size, dims)
    parameters = {
        "kernel_size": kernel,
        "stride": _strides(stride, kernel, dims),
        "padding": pairs(padding, dims),
    }
    if dilation is not None:
        parameters["dilation"] = each_dim(dilation, dims)
    slide(call, input, type, parameters, dims, options={"ceil_mode": bool(ceil_mode)})
    for more in call.outputs[1:]:
        call.give(call.value(call.outputs[0]), more)


@function(
    "max_pool1d",
    "max_pool2d",
    "max_pool3d",
    "max_pool1d_with_indices",
    "max_pool2d_with_indices",
    "max_pool3d_with_indices",
)
def max_pool(
    call: Call,
    input: Any,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> None:
    """Read a max pool."""
    _pool(call, input, "max_pool", kernel_size, stride, padding, ceil_mode, dilation)


@function("avg_pool1d", "avg_pool2d", "avg_pool3d")
def avg_pool(
    call: Call,
    input: Any,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: Any = None,
) -> None:
    """Read an average pool."""
    _pool(call, input, "avg_pool", kernel_size, stride, padding, ceil_mode)


@function("lp_pool1d", "lp_pool2d", "lp_pool3d")
def lp_pool(
    call: Call,
    input: Any,
    norm_type: float,
    kernel_size: Any,
    stride: Any = None,
    ceil_mode: bool = False,
) -> None:
    """Read a power-average pool."""
    _pool(call, input, "avg_pool", kernel_size, stride, 0, ceil_mode)


@function(
    "adaptive_avg_pool1d",
    "adaptive_avg_pool2d",
    "adaptive_avg_pool3d",
    "adaptive_max_pool1d",
    "adaptive_max_pool2d",
    "adaptive_max_pool3d",
    "adaptive_max_pool1d_with_indices",
    "adaptive_max_pool2d_with_indices",
    "adaptive_max_pool3d_with_indices",
)
def adaptive_pool(call: Call, input: Any, output_size: Any, return_indices: bool = False) -> None:
    """Read an adaptive pool."""
    dims = int(call.name.replace("_with_indices", "")[-2])
    slide(call, input, "adaptive_pool", {"output_size": each_dim(output_size, dims)}, dims)
    for more in call.outputs[1:]:
        call.give(call.value(call.outputs[0]), more)
