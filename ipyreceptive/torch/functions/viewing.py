"""Views: the same entries in another shape or order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ..call import Call
from ..pieces import bare_shape, follow
from ..places import Dim, Plain, Read, expand, joined, parts_of, permute, plain, reshape
from ..registry import function
from .selecting import select


@function(
    "view",
    "reshape",
    "flatten",
    "unflatten",
    "squeeze",
    "unsqueeze",
    "view_as",
    "reshape_as",
    "ravel",
    "atleast_1d",
)
def view(call: Call, input: Any, *args: Any, **named: Any) -> None:
    """Read another shape."""
    call.each(input, lambda read: reshape(read, call.output.shape))
    follow(call, input, lambda labels, read: labels.reshape(bare_shape(read)))


@function("channel_shuffle", "native_channel_shuffle")
def channel_shuffle(call: Call, input: Any, groups: int) -> None:
    """Read channels in another order."""
    batch, channels, *rest = input.shape
    apart = [batch, groups, channels // groups, *rest]
    order = [0, 2, 1, *range(3, len(apart))]
    call.each(input, lambda read: reshape(permute(reshape(read, apart), order), call.output.shape))
    whole = [-1, groups, channels // groups, *[1] * len(rest)]
    follow(
        call,
        input,
        lambda labels, read: labels.reshape(whole).permute(order).reshape(bare_shape(read)),
    )


@function(
    "permute",
    "transpose",
    "t",
    "T",
    "mT",
    "movedim",
    "moveaxis",
    "swapaxes",
    "swapdims",
    "adjoint",
    "H",
    "mH",
)
def order(call: Call, input: Any, *args: Any, **named: Any) -> None:
    """Read another order of dimensions."""
    places = _order(call.name, input.dim(), args, named)
    call.each(input, lambda read: permute(read, places))
    follow(call, input, lambda labels, _: labels.permute(places))


def _order(name: str, rank: int, args: Sequence[Any], named: dict[str, Any]) -> list[int]:
    everything = list(range(rank))
    if name == "permute":
        dims = named.get("dims", args[0] if len(args) == 1 else args)
        return [dim % rank for dim in dims]
    if name in ("t", "T"):
        return everything[::-1]
    if name in ("mT", "mH", "adjoint", "H"):
        return [*everything[:-2], rank - 1, rank - 2]
    given = [*args, *named.values()]
    if name in ("movedim", "moveaxis"):
        moved = [[each] if isinstance(each, int) else list(each) for each in given]
        source, target = ([dim % rank for dim in dims] for dims in moved)
        rest = [dim for dim in everything if dim not in source]
        for to, dim in sorted(zip(target, source, strict=True)):
            rest.insert(to, dim)
        return rest
    a, b = (dim % rank for dim in given[:2])
    everything[a], everything[b] = everything[b], everything[a]
    return everything


@function("expand", "expand_as", "broadcast_to", "broadcast_tensors")
def broadcast(call: Call, input: Any, *args: Any, **named: Any) -> None:
    """Read dimensions of size 1 as many."""
    if call.name == "broadcast_tensors":
        for tensor, output in zip((input, *args), call.outputs, strict=True):
            call.give(tuple(expand(read, output.shape) for read in call.value(tensor)), output)
        return
    call.each(input, lambda read: expand(read, call.output.shape))


@function("repeat", "tile", "repeat_interleave")
def repeat(call: Call, input: Any, *args: Any, **named: Any) -> None:
    """Read copies: of what has no place, or of each feature next to it."""
    output = call.output
    new = output.dim() - input.dim()
    shape = [1] * new + list(input.shape)

    def copied(read: Read) -> Read | None:
        dims: list[Dim] = []
        for dim, n, m in zip([()] * new + list(read.dims), shape, output.shape, strict=True):
            if n == m:
                dims.append(dim)
            elif not parts_of(dim):
                dims.append(plain(m))
            elif call.name == "repeat_interleave":
                dims.append(joined((*dim, Plain(m // n))))
            else:
                return None
        return replace(read, dims=tuple(dims))

    # Without a dimension, all entries stand in one row.
    flat = output.dim() < input.dim()
    found = [None if flat else copied(read) for read in call.value(input)]
    if any(read is None for read in found):
        call.unread("a map is repeated in space")
    else:
        call.give(tuple(read for read in found if read is not None))


@function("chunk", "split", "split_with_sizes", "tensor_split", "unsafe_chunk", "unsafe_split")
def parts(call: Call, input: Any, *args: Any, **named: Any) -> None:
    """Read pieces along a dimension."""
    dim = named.get("dim", args[1] if len(args) > 1 else 0) % input.dim()
    start = 0
    for output in call.outputs:
        stop = start + output.shape[dim]
        select(
            call,
            input,
            output,
            list(range(input.dim())),
            {dim: slice(start, stop)},
        )
        start = stop


@function("unbind")
def unbind(call: Call, input: Any, dim: int = 0) -> None:
    """Read the entries along a dimension, each as a tensor."""
    dim %= input.dim()
    kept = [place for place in range(input.dim()) if place != dim]
    for place, output in enumerate(call.outputs):
        select(call, input, output, kept, {dim: place})


def cut(call: Call, input: Any, dim: int) -> None:
    """Read halves along a dimension that are joined place by place."""
    call.loosened(input, [dim % input.dim()], "halves of a map are joined")
