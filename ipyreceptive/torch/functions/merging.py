"""Functions of several tensors, place by place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import torch

from ..call import Call
from ..constants import MASK, tensors_in
from ..masks import PRODUCTS, hidden_by_constants, hides_channels, puts_nothing_else
from ..mingling import doubt_mingled, has_pieces, keep_pieces
from ..pieces import note_joined
from ..places import Beside, Read, among, expand, has_place, plain, reshape, size_of
from ..plans import is_partial, is_settled
from ..registry import function, writes
from ..settle import axis_of, merged_values, settle
from ..tokens import Value
from .mixing import reduction
from .resizing import resized

SUMS = """
add iadd radd sub isub rsub subtract addcmul addcdiv lerp maximum minimum max min fmax fmin where
hypot logaddexp
"""
QUOTIENTS = "div idiv truediv itruediv rtruediv divide true_divide"
OTHERS = """
eq ne lt le gt ge and or xor bitwise_and bitwise_or logical_and logical_or fmod remainder mod
floor_divide floordiv rfloordiv rpow ipow atan2 masked_fill copysign heaviside
"""
TYPES = {
    **dict.fromkeys(SUMS.split(), "add"),
    **dict.fromkeys((*PRODUCTS, *QUOTIENTS.split()), "multiply"),
}


@function(*TYPES, *OTHERS.split())
def elementwise(call: Call, *args: Any, **named: Any) -> None:
    """Read a sum, a product, or what else joins tensors place by place."""
    if call.name in ("max", "min") and not tensors_in((args[1:], named)):
        reduction(call, *args, **named)
        return
    if call.name in PRODUCTS and any(type(each) in (int, float) and each == 0 for each in args):
        call.trace.put(call.output, ())
        return
    join(call, call.tracked, TYPES.get(call.name, "add"))


def join(call: Call, tensors: Sequence[torch.Tensor], type: str) -> None:
    """Join tensors that are broadcast to the shape of the output."""
    trace, output = call.trace, call.output
    values: Sequence[Value] = [
        tuple(expand(read, output.shape) for read in call.value(tensor)) for tensor in tensors
    ]
    if len(values) == 1 and len(values[0]) > 1:
        constants = [each for each in tensors_in((call.args, call.kwargs)) if not call.value(each)]
        if any(map(trace.constants.may_mask, constants)):
            call.give(tuple(replace(read, doubt=read.doubt or MASK) for read in values[0]))
            return
    values, shown = hidden_by_constants(call, tensors, values)
    together = tuple(dict.fromkeys(read for value in values for read in value))
    if len(values) > 1 and len(together) > 1:
        settled = [attempted(call, value) for value in values]
        found = [value for value in settled if value is not None]
        if len(found) == len(settled):
            together = merged_values(trace, found, type) or together
    call.give(together)
    if hides_channels(call):
        doubt_mingled(call)
    if shown and puts_nothing_else(call):
        trace.shown.note(output, trace.value(output), shown)
    # What is not read must not be read after it was written over.
    trace.writes |= bool(shown) and writes(call.func)


def attempted(call: Call, value: Value) -> Value | None:
    """Settle a value, unless it is on its way to attention."""
    if len(value) == 1 and is_settled(value[0], call.trace.size(value[0].layer)):
        return value
    if any(read.doubt for read in value):
        # What is in doubt may be read for sure by what comes.
        return None
    if any(is_partial(read, call.trace.size(read.layer)) for read in value):
        return None
    operation, call.trace.operation = call.trace.operation, ""
    found = settle(call.trace, value)
    call.trace.operation = operation
    return found


@function("cat", "concat", "concatenate")
def cat(call: Call, tensors: Any, dim: int = 0, **named: Any) -> None:
    """Read a concatenation: of channels, or of tokens with others that have no place."""
    tensors = named.get("tensors", tensors)
    dim = named.get("axis", dim) % call.output.dim()
    tensors = [each for each in tensors if each.numel()]
    rows = {read.dims[dim] for each in tensors for read in call.value(each)}
    if not any(map(has_place, rows)):
        _side_by_side(call, tensors, dim)
        return
    spatial = [any(has_place(read.dims[dim]) for read in call.value(each)) for each in tensors]
    if sum(spatial) == 1:
        pieced = has_pieces(call)
        _beside(call, tensors, spatial.index(True), dim)
        if pieced:
            keep_pieces(call)
    else:
        call.unread("maps are put beside each other in space")


def _side_by_side(call: Call, tensors: Sequence[torch.Tensor], dim: int) -> None:
    row = plain(call.output.shape[dim])

    def widened(read: Read) -> Read:
        dims = (*read.dims[:dim], row, *read.dims[dim + 1 :])
        return Read(read.layer, dims, read.mixed, read.doubt)

    values = [value for value in map(call.trace.settled_value, tensors) if value]
    together = merged_values(call.trace, [tuple(map(widened, each)) for each in values], "concat")
    if together is None:
        call.unread("its inputs do not have the same places")
    else:
        call.give(together)
        note_joined(call, tensors, dim)


def _beside(call: Call, tensors: Sequence[torch.Tensor], which: int, dim: int) -> None:
    """Put what has no place before or after features in a row."""
    lengths = [each.shape[dim] for each in tensors]
    starts = [sum(lengths[:place]) for place in range(len(lengths))]
    n, before, after = sum(lengths), starts[which], sum(lengths[which + 1 :])
    read = call.settled(tensors[which])
    if read is None:
        return
    tokens = [
        _moved(each, dim, start, n)
        for place, (tensor, start) in enumerate(zip(tensors, starts, strict=True))
        for each in call.value(tensor)[1 if place == which else 0 :]
    ]
    size = call.trace.size(read.layer)
    axis = axis_of(read.dims[dim], size)
    if axis is not None and len([m for m in size if m > 1]) > 1 and not tokens:
        around = [[before, after] if place == axis else [0, 0] for place in range(len(size))]
        larger = [m + sum(both) for m, both in zip(size, around, strict=True)]
        wide = tuple(resized(each, size, larger) for each in read.dims)
        call.trace.operation = "pad"
        call.give(call.layer("pad", {"padding": around}, read, larger, wide))
        return
    row = among(read.dims[dim], before, after)
    features = replace(read, dims=(*read.dims[:dim], row, *read.dims[dim + 1 :]))
    call.give((features, *tokens))


def _moved(read: Read, dim: int, start: int, n: int) -> Read:
    """Say that only some of a longer row read something."""
    row = read.dims[dim]
    old = row[0] if row and isinstance(row[0], Beside) else Beside(0, size_of(row), size_of(row))
    beside = Beside(old.start + start, old.stop + start, n)
    return replace(read, dims=(*read.dims[:dim], (beside,), *read.dims[dim + 1 :]))


@function("stack", "hstack", "vstack", "dstack")
def stack(call: Call, tensors: Any, dim: int = 0, **named: Any) -> None:
    """Read tensors stacked along a new dimension."""
    output = call.output
    if call.name != "stack":
        call.unread(f"{call.name} is not known")
        return
    dim %= output.dim()
    shape = [1 if place == dim else n for place, n in enumerate(output.shape)]
    values = [
        tuple(expand(reshape(read, shape), output.shape) for read in call.value(each))
        for each in tensors
        if call.value(each)
    ]
    together = tuple(dict.fromkeys(read for value in values for read in value))
    if len(together) == 1:
        call.give(together)
        return
    settled = [attempted(call, value) for value in values]
    found = [value for value in settled if value is not None]
    if len(found) == len(settled):
        together = merged_values(call.trace, found, "concat") or together
    call.give(together)
    note_joined(call, tensors, dim, stacked=True)
