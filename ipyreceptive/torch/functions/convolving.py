"""Convolutions, up and down, and which places of their windows they read."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import torch

from ..call import Call
from ..constants import HOLES
from ..places import Read
from ..registry import function
from .resizing import resized
from .sliding import axes_of, each_dim, flat_channels, pairs, slide_over


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
    shape = weight.shape
    settings = [
        tuple(each) if isinstance(each, list) else each for each in (stride, padding, dilation)
    ]
    window = _window(shape[2:], *settings)
    remarks = {"channels": shape[0], "groups": groups if groups > 1 else None}
    convolve(call, input, weight, "conv", window, len(shape) - 2, remarks)


@lru_cache(maxsize=4096)
def _window(kernel: tuple[int, ...], stride: Any, padding: Any, dilation: Any) -> Mapping[str, Any]:
    """Write the window of a convolution, whose size is said for every axis."""
    dims = len(kernel)
    dilations = each_dim(dilation, dims)
    if padding == "same":
        # As torch has it: all of the extent but one, the larger half after.
        totals = [by * (k - 1) for by, k in zip(dilations, kernel, strict=True)]
        around = [[total // 2, total - total // 2] for total in totals]
    else:
        around = pairs(0 if padding == "valid" else padding, dims)
    return {
        "kernel_size": list(kernel),
        "stride": each_dim(stride, dims),
        "padding": around,
        "dilation": dilations,
    }


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
    gate = call.settled(weight)
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
    elif gate is None and trace.constants.is_unknown(weight):
        doubt = {"reason": "its weights are not known, some of which may always be zero"}
        _slide_at_most(call, read, type, parameters, dims, doubt, remarks)
        return
    slide_over(call, read, type, parameters, dims, {}, remarks)


def _slide_at_most(
    call: Call,
    read: Read,
    type: str,
    parameters: Mapping[str, Sequence[Any]],
    dims: int,
    doubt: Mapping[str, Any],
    remarks: Mapping[str, Any],
) -> None:
    """Add a convolution of which not all places of its windows may be read."""
    if type != "conv":
        parameters = {"output_size": list(call.output.shape[-dims:])}
        doubt = {**doubt, "bound": "whole"}
    slide_over(call, read, "unknown", parameters, dims, doubt, remarks)


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
    doubt = {"reason": HOLES}
    if type != "conv":
        _slide_at_most(call, read, type, parameters, dims, doubt, remarks)
        return
    cut = []
    for axis, (k, by, (before, after)) in enumerate(
        zip(*(parameters[name] for name in ("kernel_size", "dilation", "padding")), strict=True)
    ):
        places = support.movedim(axis, 0).reshape(k, -1).any(1).nonzero().flatten().tolist()
        first, last = places[0], places[-1]
        cut.append((last - first + 1, before - first * by, after - (k - 1 - last) * by))
    kernel = [k for k, _, _ in cut]
    full = int(support.sum()) == math.prod(kernel)
    around = [[max(before, 0), max(after, 0)] for _, before, after in cut]
    beyond = [[max(-before, 0), max(-after, 0)] for _, before, after in cut]
    if full and any(map(any, beyond)):
        cropped = _without_edges(call, read, beyond, dims)
        full, read = cropped is not None, cropped or read
    if full or not any(map(any, beyond)):
        parameters = {**parameters, "kernel_size": kernel, "padding": around}
    if full:
        slide_over(call, read, "conv", parameters, dims, {}, remarks)
        return
    _slide_at_most(call, read, type, parameters, dims, doubt, remarks)


def _without_edges(
    call: Call, read: Read, cropping: Sequence[Sequence[int]], dims: int
) -> Read | None:
    """Leave out the edges of a map, which no window reads; ``None`` where it has other axes."""
    size = call.trace.size(read.layer)
    if axes_of(read.dims, size, dims) != list(range(len(size))):
        return None
    after = [n - sum(both) for n, both in zip(size, cropping, strict=True)]
    call.trace.operation = "crop"
    places = [resized(row, size, after) for row in read.dims]
    made = call.layer("crop", {"cropping": [list(both) for both in cropping]}, read, after, places)
    call.trace.operation = call.name
    return made


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
