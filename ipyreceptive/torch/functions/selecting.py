"""Choosing entries: slices, single entries, flips."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import torch

from ..call import Call
from ..pieces import bare_shape, doubt, taken_apart
from ..places import Atom, Dim, Part, Read, Tokens, is_apart, loosen, parts_of, plain
from ..plans import is_settled
from ..registry import function
from ..settle import axis_of, spread
from ..tokens import has_none, taken_from


@function("getitem")
def getitem(call: Call, input: Any, index: Any) -> None:
    """Read an index with slices, numbers, ``None`` and ``...``."""
    entries = entries_of(_with_slices(call, input, index), input.dim())
    if entries is None:
        _by_tensor(call, input, index)
        return
    kept: list[int | None] = []
    chosen: dict[int, int | slice] = {}
    dim = 0
    for each in entries:
        if each is None:
            kept.append(None)
            continue
        if isinstance(each, int):
            chosen[dim] = each
        else:
            kept.append(dim)
            if each != slice(None):
                chosen[dim] = each
        dim += 1
    select(call, input, call.output, kept, chosen)


def _with_slices(call: Call, input: torch.Tensor, index: Any) -> Any:
    """Put a slice in the place of numbers that are known, where they are evenly apart."""
    entries = list(index) if isinstance(index, tuple) else [index]
    listed = [at for at, each in enumerate(entries) if isinstance(each, (list, torch.Tensor))]
    if len(listed) != 1 or any(each is ... for each in entries):
        return index
    [at] = listed
    dim = sum(each is not None for each in entries[:at])
    found = _as_slice(call, entries[at], input.shape[dim]) if dim < input.dim() else None
    return index if found is None else (*entries[:at], found, *entries[at + 1 :])


def _as_slice(call: Call, numbers: Any, n: int) -> slice | None:
    """Write known numbers of entries as a slice; ``None`` where they are not evenly apart."""
    if isinstance(numbers, torch.Tensor):
        known = numbers.dtype == torch.long and numbers.dim() == 1 and not call.value(numbers)
        value = call.trace.constants.value(numbers) if known else None
        numbers = [] if value is None else value.tolist()
    if not numbers or any(type(each) is not int for each in numbers):
        return None
    places = [each % n for each in numbers]
    step = places[1] - places[0] if len(places) > 1 else 1
    if step < 1 or places != list(range(places[0], places[-1] + 1, step)):
        return None
    return slice(places[0], places[-1] + 1, step)


def entries_of(index: Any, rank: int) -> list[int | slice | None] | None:
    """Bring an index to one entry a dimension, and ``None`` for new ones; else ``None``."""
    entries = list(index) if isinstance(index, tuple) else [index]
    if any(not isinstance(each, (int, slice, type(None), type(...))) for each in entries):
        return None
    used = sum(each is not None and each is not ... for each in entries)
    if not any(each is ... for each in entries):
        entries.append(...)
    where = next(place for place, each in enumerate(entries) if each is ...)
    entries[where : where + 1] = [slice(None)] * (rank - used)
    return entries


def _by_tensor(call: Call, input: Any, index: Any) -> None:
    """Read an index that is a tensor: harmless where only channels are chosen."""
    entries = list(index) if isinstance(index, tuple) else [index]
    flat = [n for each in entries for n in [each.dim() if _mask(each) else 1] if each is not None]
    touched = range(sum(flat))
    if any(each is ... for each in entries):
        call.unread("entries are chosen by a tensor")
        return
    doubt(call, input)
    output = call.output
    head = output.shape[: output.dim() - (input.dim() - len(touched))]
    reads = [
        loosen(read, touched, input.shape, "entries are chosen by a tensor")
        for read in call.value(input)
    ]
    call.give(
        tuple(replace(read, dims=(*map(plain, head), *read.dims[len(touched) :])) for read in reads)
    )


def _mask(each: Any) -> bool:
    return isinstance(each, torch.Tensor) and each.dtype == torch.bool


def select(
    call: Call,
    input: Any,
    output: torch.Tensor,
    kept: Sequence[int | None],
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
    if not output.numel():
        call.trace.put(output, ())
        return
    taken = {dim: _range(entries, input.shape[dim]) for dim, entries in chosen.items()}
    value, pieces = taken_apart(call, input, call.value(input), taken)
    if any(_takes_a_layer(read, taken) for read in value):
        settled = call.trace.placed_value(value)
        if settled is not None:
            value = (spread(call.trace, settled[0]), *settled[1:])
    left = [read for read in value if not any(has_none(read.dims[d], r) for d, r in taken.items())]
    found = [_kept(_taken(call, read, taken), kept) for read in left]
    call.trace.put(output, tuple(found))
    if pieces is not None and len(found) == 1:
        shape = bare_shape(found[0])
        pieces = pieces.changed(lambda labels: labels.reshape(shape))
        call.trace.pieces.note(output, tuple(found), pieces)
    if found and len(left) < len(value) and not any(read.placed for read in found):
        _name_token(call, output)


def _range(entries: int | slice, n: int) -> range:
    return range(n)[entries] if isinstance(entries, slice) else range(entries % n, entries % n + 1)


def _takes_a_layer(read: Read, taken: Mapping[int, range]) -> bool:
    return any(
        not has_none(read.dims[dim], which) and taken_from(read.dims[dim], which) is None
        for dim, which in taken.items()
    )


def _name_token(call: Call, output: torch.Tensor) -> None:
    """Name the layer by which tokens without a place read features."""
    nodes = call.trace.graph.nodes
    count = len(nodes)
    call.trace.operation = "token"
    found = call.trace.placed(output)
    # A piece of the row may be put back beside the features; one entry is taken for good.
    if found is not None and len(nodes) > count and output.dim() < call.args[0].dim():
        call.trace.put(output, found)
    for node in nodes[count:]:
        if node.type == "linear":
            node.type = "global_pool"
            node.remarks["note"] = "a token that has no place; it sees every feature"


def _kept(read: Read, kept: Sequence[int | None]) -> Read:
    return replace(read, dims=tuple(() if dim is None else read.dims[dim] for dim in kept))


def _taken(call: Call, read: Read, taken: Mapping[int, range]) -> Read:
    """Keep entries along dimensions, with a layer where they are some of many places."""
    for dim, which in taken.items():
        row = taken_from(read.dims[dim], which)
        if row is not None:
            read = _with(read, dim, row)
            continue
        made = None
        if is_settled(read, call.trace.size(read.layer)) and not is_apart(read.dims[dim]):
            made = _of_row(call, read, dim, which)
        reason = "it keeps a part of an axis"
        read = made or loosen(read, [dim], {dim: len(which)}, reason)
    return read


def _with(read: Read, dim: int, row: Dim) -> Read:
    return replace(read, dims=(*read.dims[:dim], row, *read.dims[dim + 1 :]))


def _of_row(call: Call, read: Read, dim: int, taken: range) -> Read | None:
    """Keep some places of a row, by slices of its axes; ``None`` where that is no rectangle."""
    trace, size = call.trace, call.trace.size(read.layer)
    outer, *inner = read.dims[dim]
    if isinstance(outer, Tokens):
        inside = outer.inside
        if taken.start < inside.start or taken.stop > inside.stop or not outer.atoms:
            return None
        outer, *inner = list[Atom](outer.atoms)
        taken = range(taken.start - inside.start, taken.stop - inside.start, taken.step)
    axes = [axis_of((atom,), size) for atom in (outer, *inner)]
    whole = [axis for axis in axes if axis is not None]
    if len(whole) < len(axes):
        return None
    length = math.prod(atom.size for atom in inner)
    slices = {}
    if len(taken) == 1:
        place = taken.start
        for axis in reversed(whole):
            slices[axis] = range(place % size[axis], place % size[axis] + 1)
            place //= size[axis]
    elif length == 1 or (taken.step == 1 and not (taken.start % length or taken.stop % length)):
        slices[whole[0]] = range(taken.start // length, -(-taken.stop // length), taken.step)
    else:
        return None
    after = tuple(len(slices.get(axis, range(n))) for axis, n in enumerate(size))
    chosen = [slices.get(axis, range(n)) for axis, n in enumerate(size)]
    parameters = {
        "start": [each.start for each in chosen],
        "stop": [each.stop if axis in slices else None for axis, each in enumerate(chosen)],
        "step": [each.step for each in chosen],
    }
    row = tuple(Part(axis, 1, after[axis]) for axis in whole if after[axis] > 1)
    trace.operation = "slice"
    return call.layer("slice", parameters, read, after, _with(read, dim, row).dims)


@function("narrow", "select")
def narrow(call: Call, input: Any, dim: int, start: int, length: int | None = None) -> None:
    """Read a piece along a dimension, or one entry."""
    dim %= input.dim()
    if call.name == "select":
        kept = [place for place in range(input.dim()) if place != dim]
        select(call, input, call.output, kept, {dim: start})
    else:
        kept = list(range(input.dim()))
        select(call, input, call.output, kept, {dim: slice(start, start + (length or 0))})


@function("flip", "fliplr", "flipud")
def flip(call: Call, input: Any, *dims: Any, **named: Any) -> None:
    """Read a mirrored map."""
    given = named.get("dims", dims[0] if dims and not isinstance(dims[0], int) else dims)
    given = {"fliplr": 1, "flipud": 0}.get(call.name, given)
    chosen = [given] if isinstance(given, int) else list(given)
    read = call.alone(input)
    if read is None:
        return
    size = call.trace.size(read.layer)
    axes = []
    for dim in chosen:
        axis = axis_of(read.dims[dim], size)
        if axis is not None:
            axes.append(axis)
        elif parts_of(read.dims[dim]):
            call.loosened(
                input, [dim % input.dim() for dim in chosen], "it turns a part of an axis"
            )
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
    place = 1 if call.name in ("topk", "take_along_dim") else 0
    dim = named.get("dim", args[place] if len(args) > place else -1)
    if call.name in ("take", "masked_select", "nonzero"):
        call.unread(f"{call.name} chooses by values")
        return
    dim %= input.dim()
    if call.name == "index_select":
        index = named["index"] if "index" in named else args[-1]
        slice_ = _as_slice(call, index, input.shape[dim])
        if slice_ is not None:
            select(call, input, call.output, list(range(input.dim())), {dim: slice_})
            return
    if call.name in ("index_select", "gather", "take_along_dim"):
        doubt(call, input)
    for output in call.outputs:
        call.give(
            tuple(
                loosen(read, [dim], output.shape, f"{call.name} chooses by values")
                for read in call.value(input)
            ),
            output,
        )


@function("embedding", "one_hot")
def embedding(call: Call, *_: Any, **__: Any) -> None:
    """Read words of a codebook, each chosen by what stands at its place."""
    index = call.tracked[0]
    if len(call.tracked) > 1 or index.is_floating_point():
        call.unread(f"{call.name} of a codebook that depends on the image is not known")
        return
    row = plain(call.output.shape[-1])
    call.each(index, lambda read: replace(read, dims=(*read.dims, row)))
