"""Convolutions and pools: windows that slide over the last dimensions of a tensor."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import torch

from ..call import Call
from ..places import Dim, Read, along_axis, has_place, mix, plain
from ..registry import function
from ..settle import axis_of, merged, settle, spread
from .partly import NEUTRAL, slide_on_parts


def each_dim(value: Any, dims: int) -> list[Any]:
    """Give a number for all dimensions to each of them."""
    if isinstance(value, (list, tuple)):
        return list(value) * dims if len(value) == 1 else list(value)
    return [value] * dims


def axes_of(read: Read, size: Sequence[int], dims: int) -> list[int | None] | None:
    """Tell the axes that the last ``dims`` dimensions are; ``None`` where one is a part of one."""
    last = read.dims[-dims:]
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
    axes = axes_of(read, size, dims)
    if axes is None:
        return slide_on_parts(call, read, type, parameters, dims, options, remarks)
    after = list(size)
    found: list[Dim] = list(read.dims[: len(read.dims) - dims])
    if len(found) > 0:
        found[-1] = plain(output.shape[-dims - 1])
    for axis, n in zip(axes, output.shape[-dims:], strict=True):
        if axis is None:
            found.append(plain(n))
        else:
            after[axis] = n
            found.append(along_axis(axis, n))
    if all(axis is None for axis in axes):
        made = Read(read.layer, tuple(found))
    else:
        in_order = axes == list(range(len(size)))
        given: Mapping[str, Any] = (
            parameters
            if in_order
            else {
                name: [
                    values[axes.index(axis)] if axis in axes else NEUTRAL[name]
                    for axis in range(len(size))
                ]
                for name, values in parameters.items()
            }
        )
        if type == "unknown" and "kernel_size" in given:
            given = {"bound": given, "output_size": after}
        made = call.layer(type, {**given, **options}, read, after, found, **remarks)
    call.give(made, output)
    return made


def flat_channels(call: Call, tensor: torch.Tensor, dims: int) -> Read | None:
    """Settle a tensor, and what its channels hold of the axes too."""
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


@function("conv1d", "conv2d", "conv3d")
def conv(
    call: Call,
    input: Any,
    weight: Any,
    bias: Any = None,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
) -> None:
    """Read a convolution."""
    dims = int(call.name[-2])
    kernel = list(weight.shape[2:])
    dilations = each_dim(dilation, dims)
    if padding == "same":
        # As torch has it: all of the extent but one, the larger half after.
        totals = [by * (k - 1) for by, k in zip(dilations, kernel, strict=True)]
        around = [[total // 2, total - total // 2] for total in totals]
    else:
        around = pairs(0 if padding == "valid" else padding, dims)
    parameters = {
        "kernel_size": kernel,
        "stride": each_dim(stride, dims),
        "padding": around,
        "dilation": dilations,
    }
    remarks = {"channels": weight.shape[0], "groups": groups if groups > 1 else None}
    convolve(call, input, weight, "conv", parameters, dims, remarks)


def convolve(
    call: Call,
    input: Any,
    weight: Any,
    type: str,
    parameters: Mapping[str, Sequence[Any]],
    dims: int,
    remarks: Mapping[str, Any],
) -> None:
    """Add a convolution; where its weights depend on the image, what they read is read too."""
    trace = call.trace
    gate = trace.settled(weight)
    if gate is not None and (gate.placed or not call.value(input)):
        call.unread("its weights depend on the place")
        return
    read = flat_channels(call, input, dims)
    if read is None:
        return
    if gate is not None:
        trace.operation = "weights"
        layer = trace.emit("multiply", {}, [read.layer, gate.layer], trace.size(read.layer))
        trace.operation = call.name
        read = Read(layer, read.dims)
    support = None if gate is not None else trace.constants.support(weight)
    if support is not None:
        at = support.reshape(-1, *support.shape[-dims:]).any(0)
        if at.any() and not at.all():
            slide_with_holes(call, read, at, type, parameters, dims, remarks)
            return
    slide_over(call, read, type, parameters, dims, {}, remarks)


def slide_with_holes(
    call: Call,
    read: Read,
    support: torch.Tensor,
    type: str,
    parameters: Mapping[str, Sequence[Any]],
    dims: int,
    remarks: Mapping[str, Any],
) -> None:
    """Add a convolution whose weights are always zero where ``support`` is not."""
    doubt = {"reason": "some of its weights are always zero"}
    if type != "conv":
        sizes = {"output_size": list(call.output.shape[-dims:])}
        slide_over(call, read, "unknown", sizes, dims, {**doubt, "bound": "whole"}, remarks)
        return
    cut = []
    for axis, (k, by, (before, after)) in enumerate(
        zip(*(parameters[name] for name in ("kernel_size", "dilation", "padding")), strict=True)
    ):
        places = support.movedim(axis, 0).reshape(k, -1).any(1).nonzero().flatten().tolist()
        first, last = places[0], places[-1]
        cut.append((last - first + 1, before - first * by, after - (k - 1 - last) * by))
    if all(before >= 0 and after >= 0 for _, before, after in cut):
        kernel = [k for k, _, _ in cut]
        around = [[before, after] for _, before, after in cut]
        parameters = {**parameters, "kernel_size": kernel, "padding": around}
        if int(support.sum()) == math.prod(kernel):
            slide_over(call, read, "conv", parameters, dims, {}, remarks)
            return
    slide_over(call, read, "unknown", parameters, dims, doubt, remarks)


@function("conv_transpose1d", "conv_transpose2d", "conv_transpose3d")
def conv_transpose(
    call: Call,
    input: Any,
    weight: Any,
    bias: Any = None,
    stride: Any = 1,
    padding: Any = 0,
    output_padding: Any = 0,
    groups: int = 1,
    dilation: Any = 1,
) -> None:
    """Read a transposed convolution."""
    dims = int(call.name[-2])
    parameters = {
        "kernel_size": list(weight.shape[2:]),
        "stride": each_dim(stride, dims),
        "padding": pairs(padding, dims),
        "output_padding": each_dim(output_padding, dims),
        "dilation": each_dim(dilation, dims),
    }
    channels = call.output.shape[-dims - 1]
    remarks = {"channels": channels, "groups": groups if groups > 1 else None}
    convolve(call, input, weight, "conv_transpose", parameters, dims, remarks)


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
    steps = kernel if stride is None or stride == [] else each_dim(stride, dims)
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
        "stride": kernel if stride is None or stride == [] else each_dim(stride, dims),
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
