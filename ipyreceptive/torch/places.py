"""Where the features of a layer stand in a tensor, through views, permutations and products.

A dimension of a tensor is a row of atoms, the last one fastest: a part of an axis of the layer, a
plain run of channels or batch, or tokens of which some have no place. Reshaping splits and joins
atoms, as einops does with its names.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Part:
    """``size`` places on an axis of the layer, ``step`` features apart."""

    axis: int
    step: int
    size: int


@dataclass(frozen=True, slots=True)
class Plain:
    """What has no place: batch, channels, heads."""

    size: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """Features in a row, with others beside them that have no place (class tokens).

    Only layers after number ``since`` can have shown them the features.
    """

    before: int
    atoms: tuple[Part | Plain, ...]
    after: int
    since: int = field(default=0, compare=False)

    @property
    def size(self) -> int:
        """How many tokens in all."""
        return self.before + math.prod(atom.size for atom in self.atoms) + self.after


Atom = Part | Plain | Tokens
Dim = tuple[Atom, ...]


@dataclass(frozen=True, slots=True)
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
    """

    layer: int
    dims: tuple[Dim, ...]
    mixed: frozenset[Part] = frozenset()
    doubt: str | None = None

    @property
    def placed(self) -> tuple[Part, ...]:
        """The parts that stand in the dimensions."""
        return tuple(part for dim in self.dims for part in parts_of(dim))


def parts_of(dim: Iterable[Atom]) -> list[Part]:
    """List the parts of axes in a dimension, those among tokens too."""
    found = []
    for atom in dim:
        if isinstance(atom, Tokens):
            found += parts_of(atom.atoms)
        elif isinstance(atom, Part):
            found.append(atom)
    return found


def size_of(dim: Dim) -> int:
    """How many entries a dimension has."""
    return math.prod(atom.size for atom in dim)


def plain(size: int) -> Dim:
    """Make a dimension without a place."""
    return () if size == 1 else (Plain(size),)


def joined(atoms: Iterable[Atom]) -> Dim:
    """Join neighbours that are one run, and leave out what has size 1."""
    found: list[Atom] = []
    for atom in atoms:
        last = found[-1] if found else None
        if atom.size == 1 and not isinstance(atom, Tokens):
            continue
        if isinstance(atom, Plain) and isinstance(last, Plain):
            found[-1] = Plain(last.size * atom.size)
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
            elif atom.size % size == 0 and not isinstance(atom, Tokens):
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
        return Plain(size), Plain(inner)
    return Part(atom.axis, atom.step * inner, size), Part(atom.axis, atom.step, inner)


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
    dims: list[Dim] = [()] * (len(shape) - len(read.dims)) + list(read.dims)
    return replace(
        read,
        dims=tuple(
            plain(size) if size_of(dim) == 1 else dim for dim, size in zip(dims, shape, strict=True)
        ),
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
