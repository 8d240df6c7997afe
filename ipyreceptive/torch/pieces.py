"""Entries without a place that read different layers: channels put together, then taken apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
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
#: Functions of which each entry reads all channels.
MIXING = frozenset(
    {
        *("linear", "matmul", "rmatmul", "bmm", "baddbmm", "einsum", "bilinear", "tensordot"),
        *("scaled_dot_product_attention", "multi_head_attention_forward"),
        *("layer_norm", "rms_norm", "group_norm", "topk", "sort"),
    }
)
CONVOLUTIONS = frozenset(
    f"{name}{dims}d" for name in ("conv", "conv_transpose") for dims in (1, 2, 3)
)


@dataclass(frozen=True)
class Pieces:
    """Which layer each entry without a place reads.

    Attributes
    ----------
    layers : tuple of int or None
        What the pieces read; ``None`` for a constant. Empty where that is not known.
    make : callable
        Makes the number of each entry's piece, in the shape that :func:`bare_shape` gives.
    """

    layers: tuple[int | None, ...] = ()
    make: Callable[[], Tensor] | None = None

    @cached_property
    def labels(self) -> Tensor:
        """The number of each entry's piece."""
        assert self.make is not None
        return self.make()

    def changed(self, change: Callable[[Tensor], Tensor]) -> Pieces:
        """Follow the entries to other places."""
        return Pieces(self.layers, lambda: change(self.labels)) if self.layers else self


UNKNOWN = Pieces()


def bare_shape(read: Read) -> list[int]:
    """Count the entries without a place along each dimension."""
    return [math.prod(atom.size for atom in row if isinstance(atom, Plain)) for row in read.dims]


def note_joined(call: Call, tensors: Sequence[Tensor], values: Sequence[Value], dim: int) -> None:
    """Note of which tensor each entry along a dimension of the output is.

    Parameters
    ----------
    tensors : sequence of Tensor
        Put together along that dimension.
    values : sequence of Value
        What they read, in the shape of the output.
    """
    trace, value = call.trace, call.trace.value(call.output)
    if len(value) != 1:
        return
    shape = bare_shape(value[0])
    known = math.prod(shape) <= MOST_ENTRIES
    parts: list[Pieces] = []
    for tensor, own in zip(tensors, values, strict=True):
        before = trace.pieces.of(tensor, trace.value(tensor))
        alike = len(own) == 1 and replace(own[0], layer=0) == replace(value[0], layer=0)
        if before is None and (alike or not own):
            layer = own[0].layer if own else None
            part = list(shape)
            part[dim] = tensor.shape[dim] if tensor.dim() == len(shape) else 1
            before = Pieces((layer,), _zeros(part))
        known = known and before is not None and alike | (not own) and bool(before.layers)
        parts.append(before or UNKNOWN)
    layers = tuple(dict.fromkeys(layer for part in parts for layer in part.layers))
    if known and len(layers) == 1:
        return

    def labels() -> Tensor:
        numbers = [torch.tensor([layers.index(layer) for layer in part.layers]) for part in parts]
        made = [by[part.labels.long()] for by, part in zip(numbers, parts, strict=True)]
        return torch.cat(
            [each.reshape([*shape[:dim], -1, *shape[dim + 1 :]]) for each in made], dim
        )

    trace.pieces.note(call.output, value, Pieces(layers, labels) if known else UNKNOWN)


def _zeros(shape: Sequence[int]) -> Callable[[], Tensor]:
    return lambda: torch.zeros(shape, dtype=torch.long, device="cpu")


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
    if len(value) != 1:
        bare = {dim for dim in cut for read in value if bare_shape(read)[dim] > 1}
        return (in_doubt(value) if bare else value), UNKNOWN
    [read] = value
    if any(has_place(read.dims[dim]) for dim in cut):
        # Another layer is made of all of them.
        bare = {dim for dim in cut if bare_shape(read)[dim] > 1}
        return (in_doubt(value) if bare else value), UNKNOWN
    if not pieces.layers:
        return (in_doubt(value) if cut else value), UNKNOWN
    labels = pieces.labels
    for dim, which in cut.items():
        labels = labels.index_select(dim, torch.tensor(list(which), dtype=torch.long))
    left = labels.unique().tolist()
    made = Pieces(pieces.layers, lambda: labels)
    if len(left) == len(pieces.layers):
        return value, made
    found = [replace(read, layer=layer) for n in left if (layer := pieces.layers[n]) is not None]
    if not found:
        return (), None
    if len(found) == 1:
        return tuple(found), Pieces((found[0].layer,), lambda: torch.zeros_like(labels))
    operation, trace.operation = trace.operation, "concat"
    joined = merged(trace, found, "concat")
    trace.operation = operation
    return (value if joined is None else (joined,)), made


def doubt(call: Call, tensor: Tensor) -> None:
    """Doubt what a tensor reads of whose channels some are taken, or come to stand in space."""
    value = call.trace.value(tensor)
    if call.trace.pieces and call.trace.pieces.of(tensor, value) is not None:
        call.trace.put(tensor, in_doubt(value))


def doubt_spread(call: Call, tensor: Tensor) -> None:
    """Doubt what a tensor reads whose channels stand beside each other in space."""
    for read in call.trace.value(tensor):
        both = zip(read.dims, bare_shape(read), strict=True)
        if any(bare > 1 and has_place(row) for row, bare in both):
            doubt(call, tensor)
            return


def in_doubt(value: Value) -> Value:
    """Say that some channels may read less than all."""
    return tuple(replace(read, doubt=read.doubt or MINGLED) for read in value)


def mixes(call: Call) -> bool:
    """Whether each entry of what a function gives reads all channels of what it was given."""
    if call.name in CONVOLUTIONS:
        # The groups stand at the same place for both.
        groups = call.args[6] if len(call.args) > 6 else call.kwargs.get("groups", 1)
        return bool(groups == 1)
    return call.name in MIXING
