"""Layers that bring what a tensor reads to places: attention, pooling, known by their effect."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from .places import Atom, Dim, Part, Read, Tokens, covered, joined, overlaid, parts_of

Size = tuple[int, ...]
Dims = tuple[Dim, ...]


def is_settled(read: Read, size: Sequence[int]) -> bool:
    """Whether every feature of the layer has its own place in the tensor."""
    return not read.mixed and read.doubt is None and fill(read.dims, tuple(size))


@lru_cache(maxsize=4096)
def fill(dims: Dims, size: Size) -> bool:
    """Whether all of every axis stands in the dimensions."""
    counts = [1] * len(size)
    for part in (part for dim in dims for part in parts_of(dim)):
        counts[part.axis] *= part.size
    return counts == list(size)


def is_partial(read: Read, size: Sequence[int]) -> bool:
    """Whether it keeps places among neighbours and mixes these, as a mean over a grid does.

    Only beside the features of the whole map is there a layer that does so.
    """
    return any(
        count > 1 and count * step != n
        for n, (count, step) in zip(size, _kept(read.placed, size), strict=True)
    )


def _kept(parts: Iterable[Part], size: Sequence[int]) -> list[tuple[int, int]]:
    """Count the places that parts keep of each axis, and how many features they are apart."""
    found = []
    for axis, n in enumerate(size):
        runs = [part for part in parts if part.axis == axis]
        found.append(
            (math.prod(part.size for part in runs), min((part.step for part in runs), default=n))
        )
    return found


@dataclass(frozen=True, slots=True)
class Plan:
    """Layers to add after one: a chain of type, parameters and size, and where its end stands."""

    layer: int
    dims: Dims
    size: Size
    chain: tuple[tuple[str, dict[str, Any], Size], ...] = ()


def plans_of(sizes: Mapping[int, Size], reads: Iterable[Read]) -> list[Plan] | None:
    """Plan for all that a tensor reads, by layer; ``None`` where its entries have no one place."""
    groups: dict[int, list[Read]] = {}
    for read in reads:
        groups.setdefault(read.layer, []).append(read)
    anchors: dict[int, Dims] = {}
    for layer, group in groups.items():
        found = {r.dims for r in group if is_settled(replace(r, doubt=None), sizes[layer])}
        if len(found) > 1:
            return None
        if found:
            anchors[layer] = found.pop()
    plans = []
    for layer, group in groups.items():
        size = sizes[layer]
        dims = anchors.get(layer) or _borrowed(group, size, anchors, sizes)
        plan = _reduced(layer, group, size) if dims is None else _anchored(group, size, dims)
        if plan is None:
            return None
        plans.append(plan)
    return _lifted(plans)


def _borrowed(
    reads: Sequence[Read], size: Size, anchors: Mapping[int, Dims], sizes: Mapping[int, Size]
) -> Dims | None:
    """Find where another layer of the same size stands, and these reads with it."""
    for layer, dims in anchors.items():
        placed = any(read.placed for read in reads)
        if placed and sizes[layer] == size and all(_agree(read.dims, dims) for read in reads):
            return dims
    return None


def _lifted(plans: Sequence[Plan]) -> list[Plan]:
    """Repeat the features of smaller maps until all maps have the same size, where that can be."""
    most = tuple(map(max, zip(*(plan.size for plan in plans), strict=True)))
    made = []
    for plan in plans:
        factors = [
            1 if n == 1 or whole % n else whole // n
            for n, whole in zip(plan.size, most, strict=True)
        ]
        if any(factor > 1 for factor in factors):
            size = tuple(n * factor for n, factor in zip(plan.size, factors, strict=True))
            dims = tuple(_scaled(dim, factors) for dim in plan.dims)
            chain = (*plan.chain, ("upsample", {"scale_factor": factors}, size))
            plan = Plan(plan.layer, dims, size, chain)
        made.append(plan)
    return made


def _scaled(dim: Dim, factors: Sequence[int | Fraction]) -> Dim:
    """Place the parts of a dimension in a map with other distances between its features."""

    def scaled(atom: Atom) -> Atom:
        if isinstance(atom, Part):
            return atom._replace(step=max(int(atom.step * factors[atom.axis]), 1))
        if isinstance(atom, Tokens):
            inner = tuple(scaled(each) for each in atom.atoms)
            return replace(atom, atoms=inner)  # type: ignore[arg-type]
        return atom

    return tuple(map(scaled, dim))


def _anchored(reads: Sequence[Read], size: Size, dims: Dims) -> Plan | None:
    """Plan for reads of which some are at the places that ``dims`` give them."""
    if any(not _agree(read.dims, dims) for read in reads):
        return None
    layer = reads[0].layer
    most = _without_outdone(reads)
    doubt = next((read.doubt for read in most if read.doubt), None)
    mixed = {read.mixed for read in most if read.mixed}
    if not mixed and not doubt:
        return Plan(layer, dims, size)
    return Plan(layer, dims, size, (_attention(mixed, doubt, size),))


def _without_outdone(reads: Sequence[Read]) -> list[Read]:
    """Leave out what may be read where others surely read as much."""
    rest = list(reads)
    for read in reads:
        others = [other for other in rest if other is not read and not other.doubt]
        if any(
            covered(read.mixed, other.mixed) and covered(read.placed, (*other.mixed, *other.placed))
            for other in others
        ):
            rest.remove(read)
    return rest


def _agree(dims: Sequence[Dim], anchor: Sequence[Dim]) -> bool:
    """Whether what has a place stands where the anchor has it."""
    return all(overlaid(dim, whole) == whole for dim, whole in zip(dims, anchor, strict=True))


def _attention(
    mixed: set[frozenset[Part]], doubt: str | None, size: tuple[int, ...]
) -> tuple[str, dict[str, Any], tuple[int, ...]]:
    everything = frozenset[Part]().union(*mixed)
    if everything not in mixed:
        doubt = doubt or "it reads along several axes at once"
    windows: list[int | None] = []
    steps = [1] * len(size)
    for axis, n in enumerate(size):
        parts = [part for part in everything if part.axis == axis]
        parts.sort(key=lambda part: -part.step)
        run = joined(parts)
        if not run:
            windows.append(None)
        elif len(run) == 1 and isinstance(run[0], Part):
            windows.append(run[0].size)
            steps[axis] = run[0].step
        else:
            doubt = doubt or "it reads features that are not neighbours"
            windows.append(n)
    if doubt:
        reach = [(window or 1) * step for window, step in zip(windows, steps, strict=True)]
        return "unknown", {"reason": doubt, "bound": _around(reach, size)}, size
    axes = [axis for axis, window in enumerate(windows) if window is not None]
    parameters: dict[str, Any] = {} if len(axes) == len(size) else {"axes": axes or [0]}
    if any(windows[axis] != size[axis] for axis in axes):
        parameters["window"] = [window or 1 for window in windows]
    if any(step > 1 for step in steps):
        parameters["dilation"] = steps
    return "attention", parameters, size


def _around(windows: Sequence[int], size: Sequence[int]) -> str | dict[str, Any]:
    """Cover what is read in windows: as a convolution reaches them from anywhere inside."""
    reach = [window - 1 for window in windows]
    if all(by == n - 1 for by, n in zip(reach, size, strict=True)):
        return "whole"
    return {"kernel_size": [2 * by + 1 for by in reach], "padding": [[by, by] for by in reach]}


def _reduced(layer: int, reads: list[Read], size: tuple[int, ...]) -> Plan | None:
    """Plan for what keeps no place for each feature: pools, linear layers, patches."""
    if len({read.dims for read in reads}) > 1 and any(read.placed for read in reads):
        return None
    dims = reads[0].dims
    placed = reads[0].placed
    doubt = next((read.doubt for read in reads if read.doubt), None)
    factors, left = [], []
    for n, (count, step) in zip(size, _kept(placed, size), strict=True):
        if count > 1 and count * step != n:
            doubt = doubt or "it keeps some features of a group and mixes others"
        factors.append(step if count > 1 else 1)
        left.append(count)
    after = tuple(left)
    moved = tuple(_scaled(dim, [Fraction(1, factor) for factor in factors]) for dim in dims)
    if doubt:
        unknown = {"reason": doubt, "bound": "whole", "output_size": list(after)}
        return Plan(layer, moved, after, (("unknown", unknown, after),))
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
    return Plan(layer, moved, after, tuple(chain))
