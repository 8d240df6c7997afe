"""From what a tensor reads to layers: attention, pooling and shuffles are known by their effect."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from .places import Atom, Dim, Part, Plain, Read, Tokens, joined, parts_of

Value = tuple[Read, ...]


class Emitter(Protocol):
    """What settling asks of a trace."""

    def size(self, layer: int) -> tuple[int, ...]:
        """Tell the features of a layer, one entry an axis."""

    def emit(
        self,
        type: str,
        parameters: dict[str, Any],
        inputs: Sequence[int],
        size: Sequence[int],
        **remarks: Any,
    ) -> int:
        """Add a layer; its number."""


def is_settled(read: Read, size: Sequence[int]) -> bool:
    """Whether every feature of the layer has its own place in the tensor."""
    return not read.mixed and read.doubt is None and _covers(read.placed, size)


def _covers(parts: Iterable[Part], size: Sequence[int]) -> bool:
    counts = [1] * len(size)
    for part in parts:
        counts[part.axis] *= part.size
    return all(count == n for count, n in zip(counts, size, strict=True))


def settle(trace: Emitter, value: Value, merge: str = "add") -> Read | None:
    """Bring what a tensor reads into one read of one layer, by adding layers.

    Returns
    -------
    Read or None
        ``None`` where the entries have no one place, as those of an attention matrix.
    """
    by_layer: dict[int, list[Read]] = {}
    for read in value:
        by_layer.setdefault(read.layer, []).append(read)
    plans = [_plan(trace, layer, reads) for layer, reads in by_layer.items()]
    if any(plan is None for plan in plans):
        return None
    shapes = [plan.dims for plan in plans if plan is not None]
    if merged_dims(shapes) is None:
        return None
    found = [_carry_out(trace, plan) for plan in plans if plan is not None]
    return found[0] if len(found) == 1 else merged(trace, found, merge)


@dataclass(frozen=True, slots=True)
class _Plan:
    """Layers to add: a chain of type, parameters and size, and what is read at its end."""

    layer: int
    dims: tuple[Dim, ...]
    chain: tuple[tuple[str, dict[str, Any], tuple[int, ...]], ...] = ()


def _carry_out(trace: Emitter, plan: _Plan) -> Read:
    layer = plan.layer
    for type, parameters, size in plan.chain:
        layer = trace.emit(type, parameters, [layer], size)
    return Read(layer, plan.dims)


def _plan(trace: Emitter, layer: int, reads: list[Read]) -> _Plan | None:
    size = trace.size(layer)
    anchors = {read.dims for read in reads if is_settled(replace(read, doubt=None), size)}
    if len(anchors) > 1:
        return None
    if not anchors:
        return _reduced(layer, reads, size)
    [dims] = anchors
    if any(not _agree(read.dims, dims) for read in reads):
        return None
    doubt = next((read.doubt for read in reads if read.doubt), None)
    mixed = {read.mixed for read in reads if read.mixed}
    if not mixed and not doubt:
        return _Plan(layer, dims)
    return _Plan(layer, dims, (_attention(mixed, doubt, size),))


def _agree(dims: Sequence[Dim], anchor: Sequence[Dim]) -> bool:
    """Whether what has a place stands where the anchor has it."""
    return all(
        set(parts_of(dim)) <= set(parts_of(whole)) for dim, whole in zip(dims, anchor, strict=True)
    )


def _attention(
    mixed: set[frozenset[Part]], doubt: str | None, size: tuple[int, ...]
) -> tuple[str, dict[str, Any], tuple[int, ...]]:
    everything = frozenset[Part]().union(*mixed)
    if everything not in mixed:
        doubt = doubt or "it reads along several axes at once"
    windows: list[int | None] = []
    for axis, n in enumerate(size):
        parts = [part for part in everything if part.axis == axis]
        parts.sort(key=lambda part: -part.step)
        run = joined(parts)
        if not run:
            windows.append(None)
        elif len(run) == 1 and isinstance(run[0], Part) and run[0].step == 1:
            windows.append(run[0].size)
        else:
            doubt = doubt or "it reads features that are not neighbours"
            windows.append(n)
    if doubt:
        return "unknown", {"reason": doubt, "bound": "whole"}, size
    axes = [axis for axis, window in enumerate(windows) if window is not None]
    parameters: dict[str, Any] = {} if len(axes) == len(size) else {"axes": axes or [0]}
    if any(windows[axis] != size[axis] for axis in axes):
        parameters["window"] = [window or 1 for window in windows]
    return "attention", parameters, size


def _reduced(layer: int, reads: list[Read], size: tuple[int, ...]) -> _Plan | None:
    """Plan for what keeps no place for each feature: pools, linear layers, patches."""
    if len({read.dims for read in reads}) > 1 and any(read.placed for read in reads):
        return None
    dims = reads[0].dims
    placed = reads[0].placed
    doubt = next((read.doubt for read in reads if read.doubt), None)
    factors, left = [], []
    for axis, n in enumerate(size):
        runs = [part for part in placed if part.axis == axis]
        count = math.prod(part.size for part in runs)
        step = min((part.step for part in runs), default=n)
        if count > 1 and count * step != n:
            doubt = doubt or "it keeps some features of a group and mixes others"
        factors.append(step if count > 1 else 1)
        left.append(count)
    after = tuple(left)
    moved = tuple(_divided(dim, factors) for dim in dims)
    if doubt:
        unknown = {"reason": doubt, "bound": "whole", "output_size": list(after)}
        return _Plan(layer, moved, (("unknown", unknown, after),))
    chain: list[tuple[str, dict[str, Any], tuple[int, ...]]] = []
    if any(factor > 1 for factor in factors):
        between = tuple(n // factor for n, factor in zip(size, factors, strict=True))
        chain.append(("pixel_unshuffle", {"factor": factors}, between))
        size = between
    if all(count == 1 for count in after):
        chain.append(("linear", {}, after))
    elif after != size:
        kept = [None if count == n else 1 for count, n in zip(after, size, strict=True)]
        chain.append(("adaptive_pool", {"output_size": kept}, after))
    return _Plan(layer, moved, tuple(chain))


def _divided(dim: Dim, factors: Sequence[int]) -> Dim:
    """Count the steps of parts in blocks of ``factors`` features."""

    def divided(atom: Atom) -> Atom:
        if isinstance(atom, Part):
            return replace(atom, step=max(atom.step // factors[atom.axis], 1))
        if isinstance(atom, Tokens):
            inner = tuple(divided(each) for each in atom.atoms)
            return replace(atom, atoms=inner)  # type: ignore[arg-type]
        return atom

    return tuple(divided(atom) for atom in dim)


def merged_dims(shapes: Sequence[tuple[Dim, ...]]) -> tuple[Dim, ...] | None:
    """Lay the places of several tensors of one shape over each other; ``None`` where they clash."""
    found: list[Dim] = []
    for each in zip(*shapes, strict=True):
        parts = {dim for dim in each if parts_of(dim)}
        if len(parts) > 1:
            return None
        found.append(parts.pop() if parts else each[0])
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
    sizes = [trace.size(layer) for layer in layers]
    size = tuple(map(max, zip(*sizes, strict=True)))
    if any(n not in (1, most) for each in sizes for n, most in zip(each, size, strict=True)):
        return None
    if not _covers((part for dim in dims for part in parts_of(dim)), size):
        return None
    return Read(trace.emit(type, {}, layers, size), dims)


def spread(trace: Emitter, read: Read) -> Read:
    """Make one axis of a dimension whose features carry more of them: a shuffle by hand."""
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
