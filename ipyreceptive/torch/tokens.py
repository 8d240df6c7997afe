"""Tokens beside features in a row: what they alone read, and what is left of a row."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from .places import Beside, Dim, Plain, Read, Tokens, covered, is_apart, parts_of, plain, size_of

Value = tuple[Read, ...]


def is_beside(read: Read) -> bool:
    """Whether a read is that of tokens alone."""
    return any(isinstance(atom, Beside) for dim in read.dims for atom in dim)


def has_tokens(read: Read) -> bool:
    """Whether tokens stand beside features, or a read is that of tokens alone."""
    return any(isinstance(atom, (Beside, Tokens)) for dim in read.dims for atom in dim)


def parted(value: Iterable[Read]) -> tuple[Value, Value]:
    """Tell what features read, and what only tokens beside them read."""
    features: list[Read] = []
    tokens: list[Read] = []
    for read in value:
        (tokens if is_beside(read) else features).append(read)
    return tuple(features), tuple(tokens)


def read_by_tokens(reads: Iterable[Read], dims: Sequence[Dim]) -> Value:
    """Tell what of the reads of features the tokens beside them read too: what has no place there.

    Parameters
    ----------
    reads : iterable of Read
        Of features.
    dims : sequence of Dim
        Where features and tokens stand.
    """
    found = []
    for place, row in enumerate(dims):
        if not (row and isinstance(row[0], Tokens)):
            continue
        n, inside = row[0].size, row[0].inside
        for start, stop in ((0, inside.start), (inside.stop, n)):
            beside: Dim = (Beside(start, stop, n),)
            found += [
                replace(read, dims=(*read.dims[:place], beside, *read.dims[place + 1 :]))
                for read in reads
                if start < stop and not parts_of(read.dims[place])
            ]
    return tuple(found)


def needed(
    reads: Iterable[Read], whole: Callable[[int], frozenset[int]], *, alike: bool = False
) -> Value:
    """Leave out reads without a place of which others surely read all.

    Parameters
    ----------
    reads : iterable of Read
        Of one tensor.
    whole : callable
        Tells the layers of which each feature of a layer reads everything.
    alike : bool
        Whether others count only where they stand in the same dimensions.
    """
    rest = list(dict.fromkeys(reads))
    for read in tuple(rest):
        others = [
            other
            for other in rest
            if other is not read and not other.doubt and (not alike or other.dims == read.dims)
        ]
        if not read.placed and any(
            read.layer in whole(other.layer)
            or (other.layer == read.layer and alike and covered(read.mixed, other.mixed))
            for other in others
        ):
            rest.remove(read)
    return tuple(rest)


def has_none(row: Dim, taken: range) -> bool:
    """Whether of what reads something along a row nothing is taken."""
    atom = row[0] if len(row) == 1 else None
    if isinstance(atom, Tokens):
        return not any(entry in atom.inside for entry in taken)
    if isinstance(atom, Beside):
        return not any(atom.start <= entry < atom.stop for entry in taken)
    return False


def taken_from(row: Dim, taken: range) -> Dim | None:
    """Take entries of a row; ``None`` where that takes a layer, or cannot be said."""
    if taken == range(size_of(row)):
        return row
    atom = row[0] if len(row) == 1 else None
    if isinstance(atom, Beside):
        which = [at for at, entry in enumerate(taken) if atom.start <= entry < atom.stop]
        if len(which) == len(taken):
            return plain(len(taken))
        return (Beside(which[0], which[-1] + 1, len(taken)),)
    if isinstance(atom, Tokens):
        before, after = atom.inside.start - taken.start, taken.stop - atom.inside.stop
        if min(before, after) < 0 or taken.step != 1:
            return None
        return (replace(atom, before=before, after=after),) if before or after else atom.atoms
    if parts_of(row):
        return None
    return _windows_from(row, taken) if is_apart(row) else plain(len(taken))


def _windows_from(row: Dim, taken: range) -> Dim | None:
    """Take whole windows, whose entries are the last ones of a row."""
    inside = [atom for atom in row if isinstance(atom, Plain) and atom.apart]
    length = math.prod(atom.size for atom in inside)
    whole = row[len(row) - len(inside) :] == tuple(inside) and taken.step == 1
    if not whole or taken.start % length or len(taken) % length:
        return None
    return (*plain(len(taken) // length), *inside)
