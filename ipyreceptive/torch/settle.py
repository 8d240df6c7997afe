"""From what a tensor reads to one read of one layer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Protocol

from .places import Dim, Part, Plain, Read, overlaid, parts_of
from .plans import Plan, fill, plans_of
from .tokens import Value, needed, parted, read_by_tokens


class Emitter(Protocol):
    """What settling asks of a trace."""

    def size(self, layer: int) -> tuple[int, ...]:
        """Tell the features of a layer, one entry an axis."""

    def whole(self, layer: int) -> frozenset[int]:
        """Tell the layers of which each feature of a layer surely reads everything."""

    def emit(
        self,
        type: str,
        parameters: dict[str, Any],
        inputs: Sequence[int],
        size: Sequence[int],
        **remarks: Any,
    ) -> int:
        """Add a layer; its number."""

    def emit_once(
        self, type: str, parameters: dict[str, Any], inputs: Sequence[int], size: Sequence[int]
    ) -> int:
        """Add a layer, unless the same module already has the same one."""


def settle(trace: Emitter, value: Value, merge: str = "add") -> Value | None:
    """Bring what a tensor reads into one read of one layer, by adding layers.

    Returns
    -------
    tuple of Read or None
        Of the features, and then what only tokens beside them read; ``None`` where the entries
        have no one place, as those of an attention matrix.
    """
    features, tokens = parted(value)
    reads = needed(features, trace.whole)
    plans = plans_of({read.layer: trace.size(read.layer) for read in reads}, reads)
    if not plans or merged_dims([plan.dims for plan in plans]) is None:
        return None
    found = [_carry_out(trace, plan) for plan in plans]
    read = found[0] if len(found) == 1 else merged(trace, found, merge)
    if read is None:
        return None
    more = (*tokens, *read_by_tokens(features, read.dims))
    return (read, *needed(more, trace.whole, alike=True))


def _carry_out(trace: Emitter, plan: Plan) -> Read:
    layer = plan.layer
    for type, parameters, size in plan.chain:
        layer = trace.emit_once(type, parameters, [layer], size)
    return Read(layer, plan.dims)


def merged_dims(shapes: Iterable[tuple[Dim, ...]]) -> tuple[Dim, ...] | None:
    """Lay the places of several tensors of one shape over each other; ``None`` where they clash."""
    return _laid(tuple(dict.fromkeys(shapes)))


@lru_cache(maxsize=4096)
def _laid(shapes: tuple[tuple[Dim, ...], ...]) -> tuple[Dim, ...] | None:
    found: list[Dim] = list(shapes[0])
    for dims in shapes[1:]:
        for place, dim in enumerate(dims):
            laid = overlaid(found[place], dim)
            if laid is None:
                return None
            found[place] = laid
    axes = [part for dim in found for part in parts_of(dim)]
    return None if len(axes) != len(set(axes)) else tuple(found)


def merged(trace: Emitter, reads: Sequence[Read], type: str) -> Read | None:
    """Merge settled reads of several layers; ``None`` where their places clash."""
    dims = merged_dims([read.dims for read in reads])
    if dims is None:
        return None
    layers = list(dict.fromkeys(read.layer for read in reads))
    if len(layers) == 1:
        return Read(layers[0], dims)
    sizes = {trace.size(layer) for layer in layers}
    size = tuple(map(max, zip(*sizes, strict=True)))
    if len(sizes) > 1 and any(
        n not in (1, most) for each in sizes for n, most in zip(each, size, strict=True)
    ):
        return None
    if not fill(dims, size):
        return None
    return Read(trace.emit_once(type, {}, layers, size), dims)


def merged_values(trace: Emitter, values: Sequence[Value], type: str) -> Value | None:
    """Merge what settled tensors read; ``None`` where their places clash."""
    features = [value[0] for value in values]
    read = merged(trace, features, type)
    if read is None:
        return None
    tokens = [each for value in values for each in value[1:]]
    more = (*tokens, *read_by_tokens(features, read.dims))
    return (read, *needed(more, trace.whole, alike=True))


def spread(trace: Emitter, read: Read) -> Read:
    """Make one axis of a dimension whose features carry more of them: a shuffle by hand."""
    if max(map(len, read.dims), default=0) < 2:
        return read
    size = trace.size(read.layer)
    factors = [1] * len(size)
    dims = list(read.dims)
    for place, dim in enumerate(dims):
        if len(dim) != 2:
            continue
        part, inside = dim
        if (
            isinstance(part, Part)
            and isinstance(inside, Plain)
            and not inside.apart
            and (part.step, part.size) == (1, size[part.axis])
        ):
            factors[part.axis] = inside.size
            dims[place] = (Part(part.axis, 1, part.size * inside.size),)
    if all(factor == 1 for factor in factors):
        return read
    after = tuple(n * factor for n, factor in zip(size, factors, strict=True))
    return Read(trace.emit("pixel_shuffle", {"factor": factors}, [read.layer], after), tuple(dims))


def axis_of(dim: Dim, size: Sequence[int]) -> int | None:
    """Tell which axis of the layer a dimension is; ``None`` where it is not exactly one."""
    part = dim[0] if len(dim) == 1 else None
    if not isinstance(part, Part) or (part.step, part.size) != (1, size[part.axis]):
        return None
    return part.axis
