"""Interpolation, shuffles, and padding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ..call import Call
from ..pieces import UNKNOWN, doubt, doubt_spread
from ..places import Dim, Part, Tokens, among, parts_of, permute, plain
from ..registry import function
from ..settle import axis_of, spread
from .sliding import each_dim, flat_channels, slide, slide_over, together

MODES = {"bilinear": "linear", "trilinear": "linear", "bicubic": "cubic"}


@function("interpolate", "upsample", "upsample_nearest", "upsample_bilinear")
def interpolate(
    call: Call,
    input: Any,
    size: Any = None,
    scale_factor: Any = None,
    mode: str = "nearest",
    align_corners: bool | None = None,
    recompute_scale_factor: bool | None = None,
    antialias: bool = False,
) -> None:
    """Read a resize."""
    if call.name == "upsample_bilinear":
        mode, align_corners = "bilinear", True
    dims = input.dim() - 2
    if antialias:
        reason = "a resize with antialias reads more pixels the smaller it makes the map"
        doubt = {"reason": reason, "bound": "whole"}
        sizes = {"output_size": list(call.output.shape[2:])}
        slide(call, input, "unknown", sizes, dims, options=doubt)
        return
    if mode == "area":
        slide(call, input, "adaptive_pool", {"output_size": list(call.output.shape[2:])}, dims)
        return
    options: dict[str, Any] = {"mode": MODES.get(mode, mode)}
    if align_corners:
        options["align_corners"] = True
    if tuple(call.output.shape[2:]) == tuple(input.shape[2:]):
        call.each(input, lambda read: read)
    elif scale_factor is None or recompute_scale_factor:
        slide(call, input, "upsample", {"size": list(call.output.shape[2:])}, dims, options=options)
    else:
        factors = {"scale_factor": [float(each) for each in each_dim(scale_factor, dims)]}
        slide(call, input, "upsample", factors, dims, options=options)


@function("affine_grid")
def affine_grid(call: Call, theta: Any, *_: Any, **__: Any) -> None:
    """Read the places that a matrix sends to, each from all of it."""
    if any(read.placed for read in call.value(theta)):
        call.unread("affine_grid of matrices that have places is not known")
        return
    dims = tuple(map(plain, call.output.shape))
    call.each(theta, lambda read: replace(read, dims=dims))


@function("grid_sample")
def grid_sample(call: Call, input: Any, grid: Any, *_: Any, **__: Any) -> None:
    """Read a resize that looks wherever its grid says."""
    dims = input.dim() - 2
    reads = [flat_channels(call, input, dims)] if call.value(input) else []
    if call.value(grid):
        own = call.settled(grid)
        reads.append(own and permute(own, [0, dims + 1, *range(1, dims + 1)]))
    found = [read for read in reads if read is not None]
    read = together(call, found) if len(found) == len(reads) else None
    if read is None:
        call.unread("grid_sample looks wherever its grid says")
        return
    doubt = {"reason": "it looks wherever its grid says", "bound": "whole"}
    sizes = {"output_size": list(call.output.shape[2:])}
    slide_over(call, read, "unknown", sizes, dims, doubt, {})


@function("pixel_shuffle", "pixel_unshuffle")
def shuffle(call: Call, input: Any, *given: int, **named: int) -> None:
    """Read a shuffle between channels and space."""
    [factor] = given or named.values()
    if call.name == "pixel_shuffle":
        doubt(call, input)
    slide(call, input, call.name, {"factor": [factor, factor]}, 2)
    if call.name == "pixel_unshuffle":
        call.trace.pieces.note(call.output, call.trace.value(call.output), UNKNOWN)


@function("pad")
def pad(call: Call, input: Any, pad: Any, mode: str = "constant", value: Any = None) -> None:
    """Read padding; negative padding crops."""
    trace = call.trace
    doubt_spread(call, input)
    read = call.alone(input)
    if read is None:
        return
    if _is_map(read.dims, trace.size(read.layer)):
        read = spread(trace, read)
    size = trace.size(read.layer)
    around = [[0, 0] for _ in size]
    dims: list[Dim] = list(read.dims)
    for back, (before, after) in enumerate(zip(pad[::2], pad[1::2], strict=True)):
        place = len(dims) - 1 - back
        if not (before or after):
            continue
        axis = axis_of(dims[place], size)
        row = dims[place]
        if _is_row(row, size) and mode == "constant" and min(before, after) >= 0:
            dims[place] = among(row, before, after)
            continue
        if axis is None and parts_of(row):
            dims_touched = [len(dims) - 1 - at for at in range(len(pad) // 2)]
            call.loosened(input, dims_touched, "it pads a part of an axis")
            return
        if axis is None and dims[place] == () and 1 in size and place >= len(dims) - len(size):
            axis = place - len(dims) + len(size)
            if size[axis] != 1:
                axis = None
        if axis is None:
            dims[place] = plain(call.output.shape[place])
        else:
            around[axis] = [before, after]
    made = read
    for type, name, sides in (
        ("crop", "cropping", [[max(0, -side) for side in both] for both in around]),
        ("pad", "padding", [[max(0, side) for side in both] for both in around]),
    ):
        if not any(map(any, sides)):
            continue
        sign = 1 if type == "pad" else -1
        n = [
            each + sign * sum(both)
            for each, both in zip(trace.size(made.layer), sides, strict=True)
        ]
        parameters: dict[str, Any] = {name: sides}
        if type == "pad" and mode != "constant":
            parameters["mode"] = mode
        dims = [resized(dim, trace.size(made.layer), n) for dim in dims]
        trace.operation = type
        made = call.layer(type, parameters, made, n, dims)
    call.give(replace(read, dims=tuple(dims)) if made is read else made)


def _is_map(dims: Sequence[Dim], size: Sequence[int]) -> bool:
    """Whether the last dimensions are the axes, though they may hold more of each feature."""
    rows = dims[-len(size) :]
    return len(dims) > len(size) and all(
        n == 1 or row[:1] == (Part(axis, 1, n),)
        for axis, (row, n) in enumerate(zip(rows, size, strict=True))
    )


def _is_row(dim: Dim, size: Sequence[int]) -> bool:
    """Whether a dimension holds the features of several axes in a row."""
    return (
        axis_of(dim, size) is None
        and len(parts_of(dim)) > 1
        and not any(isinstance(atom, Tokens) for atom in dim)
    )


def resized(dim: Dim, before: Sequence[int], after: Sequence[int]) -> Dim:
    """Give a dimension that is an axis its new size."""
    axis = axis_of(dim, before)
    return dim if axis is None else (Part(axis, 1, after[axis]),)


@function("fft_fftshift", "fft_ifftshift")
def shift_waves(call: Call, input: Any, dim: Any = None) -> None:
    """Read a roll by half of each dimension, which brings the longest waves to the middle."""
    dims = range(input.dim()) if dim is None else [dim] if isinstance(dim, int) else dim
    more = int(call.name == "fft_ifftshift")
    roll(call, input, [(input.shape[each] + more) // 2 for each in dims], list(dims))


@function("roll")
def roll(call: Call, input: Any, shifts: Any, dims: Any = None) -> None:
    """Read a map moved in a circle: padded at one end, and cut at the other."""
    trace = call.trace
    by = [shifts] if isinstance(shifts, int) else list(shifts)
    which = [dims] if isinstance(dims, int) else list(dims or [])
    if not which:
        # All is rolled as one row.
        which = [dim for dim, n in enumerate(input.shape) if n > 1]
        if len(which) > 1:
            call.loosened(input, which, "it rolls all dimensions as one")
            return
    read = call.alone(input)
    if read is None:
        return
    size = trace.size(read.layer)
    around, cropping = [[0, 0] for _ in size], [[0, 0] for _ in size]
    for shift, dim in zip(by, which, strict=False):
        axis = axis_of(read.dims[dim], size)
        if axis is None:
            if parts_of(read.dims[dim]):
                call.loosened(input, which, "it rolls a part of an axis")
                return
            continue
        amount = (around[axis][0] + shift) % size[axis]
        around[axis], cropping[axis] = [amount, 0], [0, amount]
    if not any(map(any, around)):
        call.give(read)
        return
    larger = [n + sum(both) for n, both in zip(size, around, strict=True)]
    wide = [resized(dim, size, larger) for dim in read.dims]
    padded = call.layer("pad", {"padding": around, "mode": "circular"}, read, larger, wide)
    call.give(call.layer("crop", {"cropping": cropping}, padded, size, read.dims))
