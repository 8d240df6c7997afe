"""Functions of several tensors, place by place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import torch

from ..call import Call
from ..constants import tensors_in
from ..places import Dim, Read, Tokens, expand, parts_of, plain, reshape
from ..registry import function
from ..settle import axis_of, is_settled, merged, settle
from .mixing import reduction
from .resizing import resized

SUMS = """
add iadd radd sub isub rsub subtract addcmul addcdiv lerp maximum minimum max min fmax fmin where
hypot logaddexp
"""
PRODUCTS = "mul imul rmul multiply div idiv truediv itruediv rtruediv divide true_divide"
OTHERS = """
eq ne lt le gt ge and or xor bitwise_and bitwise_or logical_and logical_or fmod remainder mod
floor_divide floordiv rfloordiv rpow ipow atan2 masked_fill copysign heaviside
"""
TYPES = {**dict.fromkeys(SUMS.split(), "add"), **dict.fromkeys(PRODUCTS.split(), "multiply")}


@function(*TYPES, *OTHERS.split())
def elementwise(call: Call, *args: Any, **named: Any) -> None:
    """Read a sum, a product, or what else joins tensors place by place."""
    if call.name in ("max", "min") and next(tensors_in((args[1:], named)), None) is None:
        reduction(call, *args, **named)
        return
    join(call, call.tracked, TYPES.get(call.name, "add"))


def join(call: Call, tensors: Sequence[torch.Tensor], type: str) -> None:
    """Join tensors that are broadcast to the shape of the output."""
    trace, output = call.trace, call.output
    values = [
        tuple(expand(read, output.shape) for read in call.value(tensor)) for tensor in tensors
    ]
    together = tuple(dict.fromkeys(read for value in values for read in value))
    if len(values) == 1:
        constants = [each for each in tensors_in((call.args, call.kwargs)) if not call.value(each)]
        if len(together) > 1 and any(map(trace.constants.may_mask, constants)):
            reason = "a mask may hide features from each other"
            together = tuple(replace(read, doubt=read.doubt or reason) for read in together)
        call.give(together)
        return
    if len(together) == 1:
        call.give(together)
        return
    settled = [attempted(call, value) for value in values]
    if all(read is not None for read in settled):
        read = merged(trace, [read for read in settled if read is not None], type)
        if read is not None:
            call.give(read)
            return
    call.give(together)


def attempted(call: Call, value: tuple[Read, ...]) -> Read | None:
    """Settle a value, unless it is on its way to attention."""
    if len(value) == 1 and is_settled(value[0], call.trace.size(value[0].layer)):
        return value[0]
    operation, call.trace.operation = call.trace.operation, ""
    read = settle(call.trace, value)
    call.trace.operation = operation
    return read


@function("cat", "concat", "concatenate")
def cat(call: Call, tensors: Any, dim: int = 0, **named: Any) -> None:
    """Read a concatenation: of channels, or of tokens with others that have no place."""
    tensors = named.get("tensors", tensors)
    dim = named.get("axis", dim) % call.output.dim()
    tensors = [each for each in tensors if each.dim() == call.output.dim()]
    spatial = [any(parts_of(read.dims[dim]) for read in call.value(each)) for each in tensors]
    if not any(spatial):
        _side_by_side(call, tensors, dim)
    elif sum(spatial) == 1:
        _beside(call, tensors, spatial.index(True), dim)
    else:
        call.unread("maps are put beside each other in space")


def _side_by_side(call: Call, tensors: Sequence[torch.Tensor], dim: int) -> None:
    n = call.output.shape[dim]

    def widened(read: Read) -> Read:
        dims = (*read.dims[:dim], plain(n), *read.dims[dim + 1 :])
        return Read(read.layer, dims, read.mixed, read.doubt)

    reads = [call.trace.settled(each) for each in tensors]
    found = [widened(read) for read in reads if read is not None]
    read = merged(call.trace, found, "concat")
    if read is None:
        call.unread("its inputs do not have the same places")
    else:
        call.give(read)


def _beside(call: Call, tensors: Sequence[torch.Tensor], which: int, dim: int) -> None:
    """Put what has no place before or after features in a row."""
    before = sum(each.shape[dim] for each in tensors[:which])
    after = sum(each.shape[dim] for each in tensors[which + 1 :])
    main = tensors[which]
    others = [each for place, each in enumerate(tensors) if place != which]

    # Others that read something may have read the features.
    since = 0 if any(map(call.value, others)) else len(call.trace.graph.nodes) - 1

    def row(old: Dim) -> Dim:
        if len(old) == 1 and isinstance(old[0], Tokens):
            inside = old[0]
            both = {"before": inside.before + before, "after": inside.after + after}
            return (replace(inside, **both),)
        return (Tokens(before, old, after, since),)  # type: ignore[arg-type]

    read = call.trace.settled(main)
    if read is None:
        return
    size = call.trace.size(read.layer)
    axis = axis_of(read.dims[dim], size)
    if (
        axis is not None
        and len([n for n in size if n > 1]) > 1
        and not any(map(call.value, others))
    ):
        around = [[before, after] if place == axis else [0, 0] for place in range(len(size))]
        larger = [n + sum(both) for n, both in zip(size, around, strict=True)]
        wide = tuple(resized(each, size, larger) for each in read.dims)
        call.trace.operation = "pad"
        call.give(call.layer("pad", {"padding": around}, read, larger, wide))
        return
    dims = tuple(row(old) if place == dim else old for place, old in enumerate(read.dims))
    more = [call.trace.settled(each) for each in others if call.value(each)]
    found = [Read(read.layer, dims)]
    for each in more:
        if each is not None and not each.placed and each.layer != read.layer:
            found.append(Read(each.layer, tuple(map(plain, call.output.shape))))
    joined = merged(call.trace, found, "concat") if len(found) > 1 else found[0]
    call.give(joined or found[0])


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
    found = [read for read in settled if read is not None]
    read = merged(call.trace, found, "concat") if len(found) == len(settled) else None
    call.give(read or together)
