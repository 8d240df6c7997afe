"""Choosing entries: slices, single entries, flips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import torch

from ..call import Call
from ..places import Dim, Part, Read, Tokens, parts_of, plain
from ..registry import function
from ..settle import axis_of, spread


@function("getitem")
def getitem(call: Call, input: Any, index: Any) -> None:
    """Read an index with slices, numbers, ``None`` and ``...``."""
    entries = list(index) if isinstance(index, tuple) else [index]
    if any(not isinstance(each, (int, slice, type(None), type(...))) for each in entries):
        _by_tensor(call, input, entries)
        return
    used = sum(each is not None and each is not ... for each in entries)
    if not any(each is ... for each in entries):
        entries.append(...)
    where = next(place for place, each in enumerate(entries) if each is ...)
    entries[where : where + 1] = [slice(None)] * (input.dim() - used)
    kept: list[tuple[int | None, None]] = []
    chosen: dict[int, int | slice] = {}
    dim = 0
    for each in entries:
        if each is None:
            kept.append((None, None))
            continue
        if isinstance(each, int):
            chosen[dim] = each
        else:
            kept.append((dim, None))
            if each != slice(None):
                chosen[dim] = each
        dim += 1
    select(call, input, call.output, kept, chosen)


def _by_tensor(call: Call, input: Any, entries: Sequence[Any]) -> None:
    """Read an index that is a tensor: harmless where only channels are chosen."""
    flat = [n for each in entries for n in [each.dim() if _mask(each) else 1] if each is not None]
    touched = range(sum(flat))
    clean = all(not isinstance(each, type(...)) for each in entries)
    if clean and not any(parts_of(read.dims[dim]) for read in call.value(input) for dim in touched):
        rest = [read.dims[sum(flat) :] for read in call.value(input)]
        head = call.output.dim() - (input.dim() - sum(flat))
        shape = call.output.shape[:head]
        call.give(
            tuple(
                replace(read, dims=(*map(plain, shape), *dims))
                for read, dims in zip(call.value(input), rest, strict=True)
            )
        )
        return
    call.unread("entries are chosen by a tensor", "whole")


def _mask(each: Any) -> bool:
    return isinstance(each, torch.Tensor) and each.dtype == torch.bool


def select(
    call: Call,
    input: Any,
    output: torch.Tensor,
    kept: Sequence[tuple[int | None, None]],
    chosen: Mapping[int, int | slice],
) -> None:
    """Keep entries along dimensions.

    Parameters
    ----------
    kept : sequence
        For each dimension of the output, the one of the input it is; ``None`` for a new one.
    chosen : mapping
        What is kept along dimensions of the input.
    """
    value = call.value(input)
    if any(parts_of(read.dims[dim]) for read in value for dim in chosen):
        read = call.trace.settled(input)
        if read is None:
            return
        read = spread(call.trace, read)
        if any(_beside(call, read, dim, entries) for dim, entries in chosen.items()):
            call.trace.put(output, ())
            return
        for dim, entries in chosen.items():
            if read is not None:
                read = _chosen(call, read, dim, entries, input.shape[dim])
        if read is None:
            call.unread("it keeps a part of an axis")
            return
        value = (read,)
    call.give(tuple(_kept(read, output, kept, chosen) for read in value), output)


def _beside(call: Call, read: Read, dim: int, entries: int | slice) -> bool:
    """Whether these are tokens beside the features that have read nothing so far."""
    old = read.dims[dim]
    if not (len(old) == 1 and isinstance(old[0], Tokens)):
        return False
    tokens = old[0]
    inside = range(tokens.before, tokens.size - tokens.after)
    taken = range(tokens.size)[entries] if isinstance(entries, slice) else [entries % tokens.size]
    return not set(taken) & set(inside) and not call.trace.graph.joins_tokens(
        read.layer, tokens.since
    )


def _kept(read: Read, output: Any, kept: Any, chosen: Any) -> Read:
    dims: list[Dim] = []
    for place, (dim, _) in enumerate(kept):
        if dim is None:
            dims.append(())
        elif dim in chosen and not parts_of(read.dims[dim]):
            dims.append(plain(output.shape[place]))
        else:
            dims.append(read.dims[dim])
    return replace(read, dims=tuple(dims))


def _chosen(call: Call, read: Read, dim: int, entries: int | slice, n: int) -> Read | None:
    """Keep entries along one dimension of a settled tensor, with a layer where they have places."""
    old = read.dims[dim]
    if not parts_of(old):
        return read
    if len(old) == 1 and isinstance(old[0], Tokens):
        return _of_tokens(call, read, dim, entries, old[0])
    trace = call.trace
    size = trace.size(read.layer)
    axis = axis_of(old, size)
    if axis is None:
        return None
    if isinstance(entries, int):
        place = entries % n
        entries = slice(place, place + 1)
    start, stop, step = entries.indices(n)
    count = len(range(start, stop, step))
    if count == n and step == 1:
        return read
    after = tuple(count if place == axis else m for place, m in enumerate(size))
    parameters = {
        "start": [start if place == axis else 0 for place in range(len(size))],
        "stop": [stop if place == axis else None for place in range(len(size))],
        "step": [step if place == axis else 1 for place in range(len(size))],
    }
    dims = list(read.dims)
    dims[dim] = plain(1) if count == 1 else (Part(axis, 1, count),)
    trace.operation = "slice"
    return call.layer("slice", parameters, read, after, dims)


def _of_tokens(
    call: Call, read: Read, dim: int, entries: int | slice, tokens: Tokens
) -> Read | None:
    """Keep some of a row of tokens: the features themselves, or those that have no place."""
    n = tokens.size
    last = n - tokens.after
    inside = range(tokens.before, last)
    taken = range(n)[entries] if isinstance(entries, slice) else [range(n)[entries]]
    dims = list(read.dims)
    if list(taken) == list(inside):
        dims[dim] = tokens.atoms
        return replace(read, dims=tuple(dims))
    if isinstance(taken, range) and taken.step == 1 and set(inside) <= set(taken):
        before, after = tokens.before - taken.start, taken.stop - last
        dims[dim] = (replace(tokens, before=before, after=after),)
        return replace(read, dims=tuple(dims))
    if set(taken) & set(inside):
        return None
    dims[dim] = plain(len(taken))
    return _classed(call, read, tuple(dims), tokens)


def _classed(call: Call, read: Read, dims: tuple[Dim, ...], tokens: Tokens) -> Read:
    """Read tokens without a place: they have seen all that attention showed them."""
    trace = call.trace
    size = trace.size(read.layer)
    axes = {part.axis for part in parts_of(tokens.atoms)}
    ones = [1 if axis in axes else n for axis, n in enumerate(size)]
    left = [None if n > 1 else 1 for n in ones]
    trace.operation = "token"
    note = "a token that has no place; through attention it sees every feature"
    if all(n == 1 for n in ones):
        layer = trace.emit("global_pool", {}, [read.layer], ones, note=note)
    else:
        layer = trace.emit("adaptive_pool", {"output_size": left}, [read.layer], ones, note=note)
    return Read(layer, dims)


@function("narrow", "select")
def narrow(call: Call, input: Any, dim: int, start: int, length: int | None = None) -> None:
    """Read a piece along a dimension, or one entry."""
    dim %= input.dim()
    if call.name == "select":
        kept = [(place, None) for place in range(input.dim()) if place != dim]
        select(call, input, call.output, kept, {dim: start})
    else:
        kept = [(place, None) for place in range(input.dim())]
        select(call, input, call.output, kept, {dim: slice(start, start + (length or 0))})


@function("flip")
def flip(call: Call, input: Any, *dims: Any, **named: Any) -> None:
    """Read a mirrored map."""
    given = named.get("dims", dims[0] if dims and not isinstance(dims[0], int) else dims)
    chosen = [given] if isinstance(given, int) else list(given)
    read = call.trace.settled(input)
    if read is None:
        return
    size = call.trace.size(read.layer)
    axes = []
    for dim in chosen:
        axis = axis_of(read.dims[dim], size)
        if axis is not None:
            axes.append(axis)
        elif parts_of(read.dims[dim]):
            call.unread("it turns a part of an axis round")
            return
    if not axes:
        call.give(read)
        return
    step = [-1 if axis in axes else 1 for axis in range(len(size))]
    call.give(call.layer("slice", {"step": step}, read, size, read.dims))


@function(
    "index_select",
    "gather",
    "take_along_dim",
    "take",
    "topk",
    "sort",
    "argsort",
    "masked_select",
    "nonzero",
)
def chosen_by_value(call: Call, input: Any, *args: Any, **named: Any) -> None:
    """Read what is chosen along a dimension by numbers that are not known."""
    dim = named.get("dim", next((each for each in args if isinstance(each, int)), -1))
    if call.name in ("topk", "sort", "argsort") and "dim" not in named:
        dim = -1
    reads = call.value(input)
    if call.name not in ("take", "masked_select", "nonzero") and not any(
        parts_of(read.dims[dim]) for read in reads
    ):
        for output in call.outputs:
            call.give(
                tuple(
                    replace(
                        read,
                        dims=tuple(
                            plain(output.shape[place]) if place == dim % input.dim() else old
                            for place, old in enumerate(read.dims)
                        ),
                    )
                    for read in reads
                ),
                output,
            )
        return
    call.unread(f"{call.name} chooses by values", "whole")


@function("setitem")
def setitem(call: Call, input: Any, index: Any, value: Any) -> None:
    """Read a write into a part of a tensor: all of it may read both."""
    own, written = call.value(input), call.value(value)
    if not written:
        return
    trace = call.trace
    if not own and isinstance(value, torch.Tensor) and value.shape == input.shape:
        trace.put(input, written)
        return
    reads = [trace.settled(each) for each in (input, value) if call.value(each)]
    layers = list(dict.fromkeys(read.layer for read in reads if read is not None))
    if own and len(layers) == 1 and reads[0] is not None:
        same = [read for read in reads if read is not None]
        if all(
            set(map(tuple, map(parts_of, read.dims)))
            == set(map(tuple, map(parts_of, same[0].dims)))
            for read in same
        ):
            return
    layer = layers[0] if len(layers) == 1 else call._all(layers)
    trace.put(input, (trace.unknown([layer], input.shape, "a part of a map is written over"),))


@function("set")
def assigned(call: Call, input: Any, value: Any) -> None:
    """Read an assignment to an attribute of a tensor: its data, if anything of interest."""
    if isinstance(value, torch.Tensor) and value.shape == input.shape:
        call.trace.put(input, call.value(value))
