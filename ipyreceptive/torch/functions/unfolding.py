"""Maps cut into windows, and put together from them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ..call import Call, channels_of, sizes_of
from ..places import (
    Dim,
    Part,
    Plain,
    Read,
    along_axis,
    is_apart,
    joined,
    loosen,
    parts_of,
    permute,
    plain,
    reshape,
)
from ..registry import function
from ..settle import axis_of
from .partly import NEUTRAL
from .sliding import axes_of, each_dim, flat_channels, pairs


@function("unfold", "im2col")
def unfold(call: Call, input: Any, *args: Any, **named: Any) -> None:
    """Read a map cut into windows."""
    if call.output.dim() == input.dim() + 1:
        _along_one(call, input, *args, **named)
    elif input.dim() == 4:
        _windows(call, input, *args, **named)
    else:
        call.unread("windows without a batch are not known")


def _along_one(call: Call, input: Any, dimension: int, size: int, step: int) -> None:
    """Read windows along one dimension, whose entries stand in a new last one."""
    dim = dimension % input.dim()
    n, count = input.shape[dim], call.output.shape[dim]
    if size == step and n == size * count:
        split = [*input.shape[:dim], count, size, *input.shape[dim + 1 :]]
        order = [place for place in range(len(split)) if place != dim + 1]
        call.each(input, lambda read: permute(reshape(read, split), [*order, dim + 1]))
        return
    if any(parts_of(read.dims[dim]) for read in call.value(input)):
        read = call.alone(input)
        axis = None if read is None else axis_of(read.dims[dim], call.trace.size(read.layer))
        if read is not None and axis is not None:
            _one_axis(call, read, dim, axis, (size, step))
            return

    def cut(read: Read) -> Read:
        loose = loosen(read, [dim], call.output.shape, "it cuts a part of an axis into windows")
        return replace(loose, dims=(*loose.dims, _inside(size)))

    call.each(input, cut)


def _one_axis(call: Call, read: Read, dim: int, axis: int, window: tuple[int, int]) -> None:
    size = call.trace.size(read.layer)
    count = call.output.shape[dim]
    ways = {"kernel_size": window[0], "stride": window[1]}
    parameters = {
        name: [value if place == axis else NEUTRAL[name] for place in range(len(size))]
        for name, value in ways.items()
    }
    after = [count if place == axis else n for place, n in enumerate(size)]
    row = along_axis(axis, count)
    dims = (*read.dims[:dim], row, *read.dims[dim + 1 :], _inside(window[0]))
    call.give(call.layer("conv", parameters, read, after, dims))


def _windows(
    call: Call,
    input: Any,
    kernel_size: Any,
    dilation: Any = 1,
    padding: Any = 0,
    stride: Any = 1,
) -> None:
    """Read windows of two axes: a convolution whose features stand in a row."""
    kernel, steps = each_dim(kernel_size, 2), each_dim(stride, 2)
    batch, channels, *shape = input.shape
    if _is_cut(kernel, steps, padding, dilation, shape):
        (a, b), (y, x) = kernel, _counts(shape, kernel)
        call.each(
            input,
            lambda read: reshape(
                permute(reshape(read, [batch, channels, y, a, x, b]), [0, 1, 3, 5, 2, 4]),
                call.output.shape,
            ),
        )
        return
    read = flat_channels(call, input, 2)
    if read is None:
        return
    size = call.trace.size(read.layer)
    axes = axes_of(read.dims, size, 2)
    if axes is None or None in axes:
        call.unread("it cuts a part of an axis into windows")
        return
    parameters = {
        "kernel_size": kernel,
        "dilation": each_dim(dilation, 2),
        "padding": pairs(padding, 2),
        "stride": steps,
    }
    given = _by_axis(parameters, axes, size)
    [after] = sizes_of([{"type": "conv", **given}], size)
    row: Dim = tuple(Part(axis, 1, after[axis]) for axis in axes if axis is not None)
    inside = joined((*plain(channels), *_inside(math.prod(kernel))))
    dims = (read.dims[0], inside, tuple(p for p in row if p.size > 1))
    call.give(call.layer("conv", given, read, after, dims, channels=channels_of(read)))


@function("fold", "col2im")
def fold(
    call: Call,
    input: Any,
    output_size: Any,
    kernel_size: Any,
    dilation: Any = 1,
    padding: Any = 0,
    stride: Any = 1,
) -> None:
    """Read a map put together from windows, which are added where they lie over each other."""
    if input.dim() != 3:
        call.unread("windows without a batch are not known")
        return
    kernel, steps = each_dim(kernel_size, 2), each_dim(stride, 2)
    batch, channels, *shape = call.output.shape
    if _is_cut(kernel, steps, padding, dilation, shape):
        (a, b), (y, x) = kernel, _counts(shape, kernel)
        call.each(
            input,
            lambda read: reshape(
                permute(reshape(read, [batch, channels, a, b, y, x]), [0, 1, 4, 2, 5, 3]),
                call.output.shape,
            ),
        )
        return
    around, dilations = pairs(padding, 2), each_dim(dilation, 2)
    extents = [by * (k - 1) + 1 for by, k in zip(dilations, kernel, strict=True)]
    counts = [
        (n + sum(pad) - extent) // step + 1
        for n, pad, extent, step in zip(shape, around, extents, steps, strict=True)
    ]
    read = flat_channels(call, input, 1)
    if read is None:
        return
    spread = reshape(read, [batch, input.shape[1], *counts])
    size = call.trace.size(read.layer)
    axes = axes_of(spread.dims, size, 2)
    if spread.doubt or axes is None or None in axes:
        call.unread("it puts windows together whose places are not those of a map")
        return
    parameters = {
        "kernel_size": kernel,
        "dilation": dilations,
        "padding": around,
        "stride": steps,
        "output_padding": [
            n + sum(pad) - extent - (count - 1) * step
            for n, pad, extent, count, step in zip(
                shape, around, extents, counts, steps, strict=True
            )
        ],
    }
    given = _by_axis(parameters, axes, size)
    after = [shape[axes.index(axis)] if axis in axes else n for axis, n in enumerate(size)]
    rows: list[Dim] = [
        () if axis is None else along_axis(axis, n) for axis, n in zip(axes, shape, strict=True)
    ]
    dims = (read.dims[0], plain(channels), *rows)
    made = call.layer("conv_transpose", given, spread, after, dims, channels=channels)
    if is_apart(spread.dims[1]):
        reason = "its windows may be put back as they were cut"
        bound = {"kernel_size": [1] * len(size)}
        made = call.layer("unknown", {"reason": reason, "bound": bound}, made, after, dims)
    call.give(made)


def _inside(size: int) -> Dim:
    return () if size == 1 else (Plain(size, apart=True),)


def _is_cut(
    kernel: Sequence[int], steps: Sequence[int], padding: Any, dilation: Any, shape: Sequence[int]
) -> bool:
    """Whether windows lie side by side and are all of a map: nothing is read twice."""
    apart = not any(map(any, pairs(padding, 2))) and set(each_dim(dilation, 2)) == {1}
    full = math.prod(_counts(shape, kernel)) * math.prod(kernel) == math.prod(shape)
    return apart and full and list(kernel) == list(steps)


def _counts(shape: Sequence[int], kernel: Sequence[int]) -> list[int]:
    return [n // k for n, k in zip(shape, kernel, strict=True)]


def _by_axis(
    parameters: dict[str, list[Any]], axes: Sequence[int | None], size: Sequence[int]
) -> dict[str, list[Any]]:
    """Bring values from one a dimension to one an axis."""
    return {
        name: [values[axes.index(a)] if a in axes else NEUTRAL[name] for a in range(len(size))]
        for name, values in parameters.items()
    }
