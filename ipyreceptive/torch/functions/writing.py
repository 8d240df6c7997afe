"""Writing into tensors: into a part of them, and over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import torch

from ..call import Call
from ..pieces import UNKNOWN, doubt
from ..places import (
    Beside,
    Dim,
    Read,
    Tokens,
    among,
    expand,
    has_place,
    loosen,
    parts_of,
    plain,
    scattered,
)
from ..plans import is_settled
from ..registry import function
from ..settle import axis_of, settle
from ..tokens import Value, has_tokens
from .merging import join
from .resizing import resized
from .selecting import entries_of

OVER = "a part of it is written over"


@function("setitem")
def setitem(call: Call, input: torch.Tensor, index: Any, value: Any) -> None:
    """Read a write into a part of a tensor."""
    trace = call.trace
    if _tells_where(call, input, index, value):
        call.output = input
        join(call, call.tracked, "add")
        return
    own, written = trace.before_view(input, value), call.value(value)
    entries = entries_of(index, input.dim())
    if entries is None:
        kept = tuple(replace(read, doubt=read.doubt or OVER) for read in own)
        trace.put(input, kept + tuple(scattered(read, input.shape, OVER) for read in written))
    else:
        ranges = _ranges(entries, input.shape)
        apart = None if own or len(written) != 1 else _apart(call, written[0], entries, ranges)
        if apart is not None:
            written, ranges = (apart,), [range(each[0], each[-1] + 1) for each in ranges]
        pieced = trace.pieces.of(input, own) is not None
        laid = tuple(_laid(read, entries, ranges, input.shape) for read in written)
        if not any(map(has_tokens, own)):
            laid = tuple(_padded(call, read) for read in laid)
        trace.put(input, _left(call, own, laid, ranges) + laid)
        made = trace.value(input)
        part = [dim for dim, n in enumerate(input.shape) if len(ranges[dim]) < n]
        if not all(any(has_place(read.dims[dim]) for read in made) for dim in part):
            trace.pieces.note(input, made, UNKNOWN)
            if pieced:
                doubt(call, input)


def _tells_where(call: Call, input: torch.Tensor, index: Any, value: Any) -> bool:
    """Whether it writes one number wherever the image says so."""
    asked = isinstance(index, torch.Tensor) and index.dtype == torch.bool
    one = not isinstance(value, torch.Tensor) or value.numel() == 1
    return asked and one and index.shape == input.shape and bool(call.value(index))


def _ranges(entries: Sequence[int | slice | None], shape: Sequence[int]) -> list[range]:
    chosen = [each for each in entries if each is not None]
    return [
        range(n)[each] if isinstance(each, slice) else range(each % n, each % n + 1)
        for each, n in zip(chosen, shape, strict=True)
    ]


def _apart(
    call: Call, read: Read, entries: Sequence[int | slice | None], ranges: Sequence[range]
) -> Read | None:
    """Put features some places apart, as a write with steps does; ``None`` where it has none."""
    size = call.trace.size(read.layer)
    alike = len(read.dims) == len(entries) == len(ranges)
    if not alike or not is_settled(read, size) or all(each.step == 1 for each in ranges):
        return None
    steps = [1] * len(size)
    for row, chosen in zip(read.dims, ranges, strict=True):
        axis = axis_of(row, size)
        if axis is not None:
            steps[axis] = chosen.step
        elif has_place(row):
            return None
    after = [(n - 1) * by + 1 for n, by in zip(size, steps, strict=True)]
    rows = [resized(row, size, after) for row in read.dims]
    call.trace.operation = "spread"
    window = {"kernel_size": [1] * len(size), "stride": steps}
    return call.layer("conv_transpose", window, read, after, rows)


def _laid(
    read: Read, entries: Sequence[int | slice | None], ranges: Sequence[range], shape: Sequence[int]
) -> Read:
    """Place what is written into a part of a tensor in all of it."""
    lengths = iter(map(len, ranges))
    part = [1 if each is None else next(lengths) for each in entries]
    kept = [place for place, each in enumerate(entries) if not isinstance(each, int)]
    rows = iter(expand(read, [part[place] for place in kept]).dims)
    taken = [() if isinstance(each, int) else next(rows) for each in entries]
    dims = [row for row, each in zip(taken, entries, strict=True) if each is not None]
    loose: list[int] = []
    for dim, (row, chosen, n) in enumerate(zip(dims, ranges, shape, strict=True)):
        if len(chosen) == n:
            continue
        if not parts_of(row):
            dims[dim] = plain(n)
        elif chosen.step == 1:
            dims[dim] = among(row, chosen.start, n - chosen.stop)
        else:
            loose.append(dim)
    return loosen(replace(read, dims=tuple(dims)), loose, shape, OVER)


def _left(call: Call, own: Value, laid: Value, ranges: Sequence[range]) -> Value:
    """Tell what is left of what a tensor read before a part of it was written over."""
    cut = [dim for dim, row in enumerate(call.args[0].shape) if len(ranges[dim]) < row]
    if not cut:
        return ()
    lost = [
        read
        for read in own
        if read not in laid and any(_is_lost(read.dims[dim], ranges[dim]) for dim in cut)
    ]
    if not lost:
        return own
    settled = settle(call.trace, own)
    adds = call.trace.graph.adds
    if settled is not None and any(
        settled[0].dims == read.dims and adds(read.layer, settled[0].layer) for read in laid
    ):
        # What is written reads all that was there; tokens stay where nothing is written.
        return settled[1:]
    return tuple(replace(read, doubt=read.doubt or OVER) if read in lost else read for read in own)


def _is_lost(row: Dim, written: range) -> bool:
    """Whether something is written where a row has places, or its tokens."""
    if row and isinstance(row[0], Beside):
        return any(row[0].start <= entry < row[0].stop for entry in written)
    return bool(parts_of(row))


def _padded(call: Call, read: Read) -> Read:
    """Add the padding that a tensor is that was empty before; where its rows are axes."""
    size = call.trace.size(read.layer)
    around = [[0, 0] for _ in size]
    bare = []
    for row in read.dims:
        if row and isinstance(row[0], Tokens):
            axis = axis_of(row[0].atoms, size)
            if axis is None:
                return read
            around[axis] = [row[0].before, row[0].after]
            row = row[0].atoms
        bare.append(row)
    if not any(map(any, around)) or not is_settled(read, size):
        return read
    larger = [n + sum(both) for n, both in zip(size, around, strict=True)]
    call.trace.operation = "pad"
    dims = [resized(row, size, larger) for row in bare]
    return call.layer("pad", {"padding": around}, read, larger, dims)


@function("copy", "fill", "zero")
def written_over(call: Call, input: torch.Tensor, value: Any = 0, *_: Any) -> None:
    """Read a copy of a tensor, or of a number, over another, or into a piece of it."""
    base = input._base
    piece = None if base is None else _piece(input, base)
    if piece is not None:
        call.args = (base, piece, value)
        setitem(call, *call.args)
    call.trace.put(input, tuple(expand(read, input.shape) for read in call.value(value)))


def _piece(view: torch.Tensor, base: torch.Tensor) -> tuple[int | slice, ...] | None:
    """Tell the index that makes a view of a tensor; ``None`` where it is not one of slices."""
    if not base.is_contiguous():
        return None
    offset = view.storage_offset() - base.storage_offset()
    sizes = list(zip(view.stride(), view.shape, strict=True))
    index: list[int | slice] = []
    for stride, n in zip(base.stride(), base.shape, strict=True):
        start, offset = divmod(offset, stride)
        if sizes and sizes[0][0] == stride and start + sizes[0][1] <= n:
            index.append(slice(start, start + sizes.pop(0)[1]))
        else:
            index.append(start)
    return None if sizes else tuple(index)


@function("set")
def assigned(call: Call, input: torch.Tensor, value: Any) -> None:
    """Read an assignment to an attribute of a tensor: its data, if anything of interest."""
    if isinstance(value, torch.Tensor) and value.shape == input.shape:
        call.trace.put(input, call.value(value))
