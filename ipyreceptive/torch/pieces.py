"""Entries without a place that read different layers: channels put together, then taken apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from .places import Plain, Read, has_place
from .settle import merged
from .tokens import Value, has_tokens

if TYPE_CHECKING:
    from .call import Call

#: Why a part of the channels may read less than all of them.
MINGLED = "its channels were put together of others, of which it may read some only"
#: Tensors with more entries without a place are not followed.
MOST_ENTRIES = 2**20


class Pieces:
    """Which layer each entry without a place reads.

    Parameters
    ----------
    find : callable, optional
        Finds what is known, once it is asked for.
    alike : bool
        Whether all entries read the same, as those of one piece do.
    along : set of int, optional
        The only dimensions along which entries may read different layers, where that is known.
    """

    def __init__(
        self,
        find: Callable[[], Known | None] | None = None,
        *,
        alike: bool = False,
        along: frozenset[int] | None = None,
    ) -> None:
        self._find = find
        self._along = along
        self.alike = alike

    @cached_property
    def known(self) -> Known | None:
        """The pieces; ``None`` where nothing is known of them."""
        return self._find and self._find()

    @cached_property
    def along(self) -> frozenset[int] | None:
        """The dimensions along which entries may read different layers; ``None`` for any."""
        if self.alike:
            return frozenset()
        if self.known is None:
            return self._along
        labels = self.known.labels
        dims = range(labels.dim())
        return frozenset(dim for dim in dims if bool((labels != labels.narrow(dim, 0, 1)).any()))

    def changed(self, change: Callable[[Tensor], Tensor]) -> Pieces:
        """Follow the entries to other places."""

        def find() -> Known | None:
            return self.known and replace(self.known, labels=change(self.known.labels))

        if self._find is None:
            return self if self.alike else UNKNOWN
        return Pieces(find)


@dataclass(frozen=True)
class Known:
    """What pieces read.

    Attributes
    ----------
    layers : tuple of int or None
        One a piece; ``None`` for a constant.
    labels : Tensor
        The number of each entry's piece, in the shape that :func:`bare_shape` gives.
    """

    layers: tuple[int | None, ...]
    labels: Tensor


UNKNOWN = Pieces()
ALIKE = Pieces(alike=True)


def bare_shape(read: Read) -> list[int]:
    """Count the entries without a place along each dimension."""
    return [math.prod(atom.size for atom in row if isinstance(atom, Plain)) for row in read.dims]


def note_joined(call: Call, tensors: Sequence[Tensor], dim: int, *, stacked: bool = False) -> None:
    """Note of which tensor each entry along a dimension of the output is.

    Parameters
    ----------
    tensors : sequence of Tensor
        Put together along that dimension, which they do not have where they are ``stacked``.
    """
    trace, value = call.trace, call.trace.value(call.output)
    values = [trace.value(each) for each in tensors]
    before = [trace.pieces.of(*each) for each in zip(tensors, values, strict=True)]
    layers = {each[0].layer if each else None for each in values}
    if len(value) == 1 and (len(layers) > 1 or any(before)):
        sizes = [1 if stacked else each.shape[dim] for each in tensors]
        find = partial(_joined, value[0], values, before, sizes, dim, stacked)
        trace.pieces.note(call.output, value, Pieces(find))


def _joined(
    read: Read,
    values: Sequence[Value],
    before: Sequence[Pieces | None],
    sizes: Sequence[int],
    dim: int,
    stacked: bool,
) -> Known | None:
    shape = bare_shape(read)
    if math.prod(shape) > MOST_ENTRIES:
        return None
    layers: dict[int | None, int] = {}
    labels = []
    for value, pieces, n in zip(values, before, sizes, strict=True):
        part = [*shape[:dim], n, *shape[dim + 1 :]]
        if pieces is None or pieces.alike:
            if len(value) > 1 or (value and not _alike(value[0], read, dim, stacked)):
                return None
            number = layers.setdefault(value[0].layer if value else None, len(layers))
            labels.append(torch.full(part, number))
        elif pieces.known is None:
            return None
        else:
            numbers = [layers.setdefault(each, len(layers)) for each in pieces.known.layers]
            labels.append(torch.tensor(numbers)[pieces.known.labels].reshape(part))
    return Known(tuple(layers), torch.cat(labels, dim))


def _alike(own: Read, read: Read, dim: int, stacked: bool) -> bool:
    """Whether a tensor that was put beside others has its places where the output has them."""
    rest = own.dims if stacked else (*own.dims[:dim], *own.dims[dim + 1 :])
    others = (*read.dims[:dim], *read.dims[dim + 1 :])
    return (rest, own.mixed, own.doubt) == (others, read.mixed, read.doubt)


def follow(call: Call, input: Tensor, change: Callable[[Tensor, Read], Tensor]) -> None:
    """Note of the output what a change of places makes of what is known of the input."""
    trace = call.trace
    known = trace.pieces.of(input, trace.value(input)) if trace.pieces else None
    after = trace.value(call.output)
    if known is not None and len(after) == 1 and not has_tokens(after[0]):
        made = UNKNOWN if after[0].doubt else known.changed(lambda each: change(each, after[0]))
        trace.pieces.note(call.output, after, made)


def taken_apart(
    call: Call, input: Tensor, value: Value, chosen: Mapping[int, range]
) -> tuple[Value, Pieces | None]:
    """Tell what some entries of a tensor read, and what is known of them.

    Parameters
    ----------
    value : Value
        What all read.
    chosen : mapping
        The entries taken along dimensions.
    """
    trace = call.trace
    pieces = trace.pieces.of(input, value) if trace.pieces else None
    if pieces is None:
        return value, None
    cut = {dim: each for dim, each in chosen.items() if len(each) < input.shape[dim]}
    if not cut or pieces.alike:
        return value, pieces
    bare = {dim for dim in cut if _is_bare(value, dim)}
    if not bare:
        # Another layer is made of all channels.
        return value, UNKNOWN
    if pieces.known is None and pieces.along is not None and bare.isdisjoint(pieces.along):
        return value, UNKNOWN
    if len(value) != 1 or any(has_place(value[0].dims[dim]) for dim in bare):
        return in_doubt(value), UNKNOWN
    [read] = value
    known = pieces.known
    if known is None:
        return in_doubt(value), UNKNOWN
    labels = known.labels
    for dim in bare:
        labels = labels.index_select(dim, torch.tensor(list(cut[dim]), dtype=torch.long))
    # Of space another layer is made.
    kept = Pieces(lambda: replace(known, labels=labels)) if len(bare) == len(cut) else UNKNOWN
    left = labels.unique().tolist()
    if len(left) == len(known.layers):
        return value, kept
    found = [replace(read, layer=layer) for n in left if (layer := known.layers[n]) is not None]
    if len(left) == 1:
        return tuple(found), ALIKE
    layers = {each.layer for each in found}
    if all(each is None or trace.graph.merges(each, layers) for each in known.layers):
        # What is left out reads no more than what is taken.
        return value, kept
    operation, trace.operation = trace.operation, "concat"
    joined = merged(trace, found, "concat")
    trace.operation = operation
    return (value if joined is None else (joined,)), kept


def doubt(call: Call, tensor: Tensor) -> None:
    """Doubt what a tensor reads of whose channels some are taken, or come to stand in space."""
    value = call.trace.value(tensor)
    pieces = call.trace.pieces.of(tensor, value)
    if pieces is not None and not pieces.alike:
        call.trace.put(tensor, in_doubt(value))


def doubt_spread(call: Call, tensor: Tensor) -> None:
    """Doubt what a tensor reads whose channels stand beside each other in space."""
    value = call.trace.value(tensor)
    if call.trace.pieces.of(tensor, value) is None:
        return
    both = (each for read in value for each in zip(read.dims, bare_shape(read), strict=True))
    if any(bare > 1 and has_place(row) for row, bare in both):
        doubt(call, tensor)


def _is_bare(value: Value, dim: int) -> bool:
    """Whether entries without a place stand along a dimension, and not beside those with one."""
    placed = [read for read in value if has_place(read.dims[dim])]
    return any(bare_shape(read)[dim] > 1 for read in placed or value)


def in_doubt(value: Value) -> Value:
    """Say that some channels may read less than all."""
    return tuple(replace(read, doubt=read.doubt or MINGLED) for read in value)
