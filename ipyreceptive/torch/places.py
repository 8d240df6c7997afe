"""Where the features of a layer stand in a tensor, through views, permutations and products.

A dimension of a tensor is a row of atoms, the last one fastest: a part of an axis of the layer, a
plain run of channels or batch, or tokens of which some have no place. Reshaping splits and joins
atoms, as einops does with its names.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from typing import NamedTuple


# Made and compared often, which a named tuple does much faster than a frozen class.
class Part(NamedTuple):
    """``size`` places on an axis of the layer, ``step`` features apart."""

    axis: int
    step: int
    size: int


class Plain(NamedTuple):
    """What has no place: batch, channels, heads; ``apart`` where each reads its own of a window."""

    size: int
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Tokens:
    """Features in a row, with others beside them that have no place (class tokens)."""

    before: int
    atoms: tuple[Part | Plain, ...]
    after: int

    @property
    def size(self) -> int:
        """How many tokens in all."""
        return self.before + math.prod(atom.size for atom in self.atoms) + self.after

    @property
    def inside(self) -> range:
        """Where the features stand."""
        return range(self.before, self.size - self.after)


@dataclass(frozen=True, slots=True)
class Beside:
    """The entries from ``start`` to ``stop`` of a row: tokens that alone read something."""

    start: int
    stop: int
    size: int


Atom = Part | Plain | Tokens | Beside
Dim = tuple[Atom, ...]


# Made often: a frozen class takes three times as long.
@dataclass(slots=True, unsafe_hash=True)
class Read:
    """What each entry of a tensor reads of one layer.

    The feature at the entry's own place along the parts that stand in ``dims``, and all features
    along those in ``mixed``.

    Attributes
    ----------
    layer : int
        Number of the layer in the graph.
    dims : tuple of Dim
        One entry a dimension of the tensor.
    mixed : frozenset of Part
        Parts along which everything is read.
    doubt : str or None
        Why it may read less than it says.
    settled : bool or None
        Whether every feature of the layer has its own place; ``None`` where nobody asked yet.
    """

    layer: int
    dims: tuple[Dim, ...]
    mixed: frozenset[Part] = frozenset()
    doubt: str | None = None
    settled: bool | None = field(default=None, init=False, compare=False, repr=False)
    _placed: tuple[Part, ...] | None = field(default=None, init=False, compare=False, repr=False)

    @property
    def placed(self) -> tuple[Part, ...]:
        """The parts that stand in the dimensions."""
        if self._placed is None:
            self._placed = tuple(chain.from_iterable(map(parts_of, self.dims)))
        return self._placed


def parts_of(dim: Iterable[Atom]) -> list[Part]:
    """List the parts of axes in a dimension, those among tokens too."""
    found = []
    for atom in dim:
        if isinstance(atom, Tokens):
            found += parts_of(atom.atoms)
        elif isinstance(atom, Part):
            found.append(atom)
    return found


def has_place(dim: Iterable[Atom]) -> bool:
    """Whether a dimension has parts of axes."""
    for atom in dim:
        if isinstance(atom, Part) or (isinstance(atom, Tokens) and has_place(atom.atoms)):
            return True
    return False


def is_apart(dim: Iterable[Atom]) -> bool:
    """Whether the entries along a dimension read each its own of a window."""
    return any(isinstance(atom, Plain) and atom.apart for atom in dim)


def size_of(dim: Dim) -> int:
    """How many entries a dimension has."""
    return math.prod(atom.size for atom in dim)


# Dimensions are compared often; the same ones are found alike at once.
@lru_cache(maxsize=4096)
def plain(size: int) -> Dim:
    """Make a dimension without a place."""
    return () if size == 1 else (Plain(size),)


@lru_cache(maxsize=4096)
def along_axis(axis: int, size: int) -> Dim:
    """Make a dimension that is an axis of the layer."""
    return () if size == 1 else (Part(axis, 1, size),)


def joined(atoms: Iterable[Atom]) -> Dim:
    """Join neighbours that are one run, and leave out what has size 1."""
    found: list[Atom] = []
    for atom in atoms:
        last = found[-1] if found else None
        if atom.size == 1 and not isinstance(atom, Tokens):
            continue
        if isinstance(atom, Plain) and isinstance(last, Plain) and atom.apart == last.apart:
            found[-1] = Plain(last.size * atom.size, atom.apart)
        elif (
            isinstance(atom, Part)
            and isinstance(last, Part)
            and last.axis == atom.axis
            and last.step == atom.step * atom.size
        ):
            found[-1] = Part(atom.axis, atom.step, last.size * atom.size)
        else:
            found.append(atom)
    return tuple(found)


def among(row: Dim, before: int, after: int) -> Dim:
    """Put entries that have no place before and after a row."""
    if not before and not after:
        return row
    inside = row[0] if len(row) == 1 else None
    if isinstance(inside, Tokens):
        both = (inside.before + before, inside.after + after)
        return (replace(inside, before=both[0], after=both[1]),)
    return (Tokens(before, row, after),)  # type: ignore[arg-type]


def reshaped(dims: Sequence[Dim], shape: Sequence[int]) -> tuple[Dim, ...] | None:
    """Give a tensor another shape; ``None`` where that cuts through a run of places."""
    rest: list[Atom] = [atom for dim in reversed(dims) for atom in reversed(dim)]
    rest = list(reversed(joined(reversed(rest))))
    found = []
    for size in shape:
        dim: list[Atom] = []
        while size > 1:
            if not rest:
                return None
            atom = rest.pop()
            if size % atom.size == 0:
                dim.append(atom)
                size //= atom.size
            elif atom.size % size == 0 and not isinstance(atom, (Tokens, Beside)):
                outer, inner = _split(atom, size)
                dim.append(outer)
                rest.append(inner)
                size = 1
            else:
                return None
        found.append(joined(dim))
    return tuple(found)


def _split(atom: Part | Plain, size: int) -> tuple[Part | Plain, Part | Plain]:
    inner = atom.size // size
    if isinstance(atom, Plain):
        return Plain(size, atom.apart), Plain(inner, atom.apart)
    return Part(atom.axis, atom.step * inner, size), Part(atom.axis, atom.step, inner)


def overlaid(a: Dim, b: Dim) -> Dim | None:
    """Lay the places of one dimension of two tensors over each other; ``None`` where they clash."""
    if a == b or not has_place(b):
        return a
    if not has_place(a):
        return b
    if isinstance(a[0], Tokens) or isinstance(b[0], Tokens):
        return a if a == b else _overlaid_tokens(a, b)
    rest, others = list(reversed(a)), list(reversed(b))
    found: list[Atom] = []
    while rest and others:
        one, other = rest.pop(), others.pop()
        if isinstance(one, (Tokens, Beside)) or isinstance(other, (Tokens, Beside)):
            return None
        size = min(one.size, other.size)
        if one.size % size or other.size % size:
            return None
        for atom, queue in ((one, rest), (other, others)):
            if atom.size > size:
                queue.append(_split(atom, size)[1])
        one, other = _split(one, size)[0], _split(other, size)[0]
        if isinstance(one, Part) and isinstance(other, Part) and one != other:
            return None
        found.append(one if isinstance(one, Part) else other)
    return joined(found)


def _overlaid_tokens(a: Dim, b: Dim) -> Dim | None:
    one, other = a[0], b[0]
    if not (isinstance(one, Tokens) and isinstance(other, Tokens)):
        return None
    inside = overlaid(one.atoms, other.atoms)
    if inside is None or (one.before, one.after) != (other.before, other.after):
        return None
    return (replace(one, atoms=inside),)  # type: ignore[arg-type]


def reshape(read: Read, shape: Sequence[int]) -> Read:
    """Follow a view; where it cuts through places, all of them are taken to be read."""
    dims = reshaped(read.dims, shape)
    if dims is not None:
        return replace(read, dims=dims)
    return scattered(read, shape, "a reshape does not keep the axes apart")


def scattered(read: Read, shape: Sequence[int], reason: str) -> Read:
    """Say that the places cannot be followed into a tensor of ``shape``."""
    mixed = read.mixed | frozenset(read.placed)
    return Read(read.layer, tuple(map(plain, shape)), mixed, read.doubt or reason)


def permute(read: Read, order: Sequence[int]) -> Read:
    """Follow a permutation of the dimensions."""
    return replace(read, dims=tuple(read.dims[dim] for dim in order))


def expand(read: Read, shape: Sequence[int]) -> Read:
    """Follow a broadcast to ``shape``: dimensions of size 1 are repeated, new ones come first."""
    dims = _expanded(read.dims, tuple(shape))
    return read if dims == read.dims else replace(read, dims=dims)


@lru_cache(maxsize=4096)
def _expanded(dims: tuple[Dim, ...], shape: tuple[int, ...]) -> tuple[Dim, ...]:
    all_ = ((),) * (len(shape) - len(dims)) + dims
    return tuple(
        plain(size) if size_of(dim) == 1 else dim for dim, size in zip(all_, shape, strict=True)
    )


def mix(read: Read, dims: Iterable[int], sizes: dict[int, int] | None = None) -> Read:
    """Read everything along dimensions, which become plain, of ``sizes`` or as they were."""
    chosen = set(dims)
    mixed = frozenset(part for dim in chosen for part in parts_of(read.dims[dim]))
    return replace(
        read,
        dims=tuple(
            plain((sizes or {}).get(place, size_of(dim))) if place in chosen else dim
            for place, dim in enumerate(read.dims)
        ),
        mixed=read.mixed | mixed,
    )


def loosen(
    read: Read, dims: Iterable[int], shape: Sequence[int] | Mapping[int, int], reason: str
) -> Read:
    """Read at most everything along dimensions, which have their sizes from ``shape``."""
    chosen = list(dims)
    made = mix(read, chosen, {dim: shape[dim] for dim in chosen})
    placed = any(parts_of(read.dims[dim]) or is_apart(read.dims[dim]) for dim in chosen)
    return replace(made, doubt=read.doubt or reason) if placed else made


def covered(parts: Iterable[Part], by: Iterable[Part]) -> bool:
    """Whether parts are nothing that others together are not, whichever way they are cut."""
    others = list(by)

    def within(part: Part) -> bool:
        step, end = part.step, part.step * part.size
        while step < end:
            ends = [o.step * o.size for o in others if o.axis == part.axis and o.step <= step]
            if max(ends, default=0) <= step:
                return False
            step = max(ends)
        return True

    return all(map(within, parts))


def contract(read: Read, labels: Sequence[str], out: Sequence[str], sizes: dict[str, int]) -> Read:
    """Follow a product of tensors, in the manner of einsum.

    Parameters
    ----------
    read : Read
        Of one operand.
    labels, out : sequence of str
        One label a dimension of the operand, and of the result.
    sizes : dict
        Of every label.
    """
    summed = [place for place, label in enumerate(labels) if label not in out]
    mixed = mix(read, summed)
    dims = dict(zip(labels, mixed.dims, strict=True))
    return replace(
        mixed,
        dims=tuple(
            plain(sizes[label]) if size_of(dims.get(label, ())) == 1 else dims[label]
            for label in out
        ),
    )
