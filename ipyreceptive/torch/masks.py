"""Constants that hide places: factors that are zero there, choices that fall on something else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import torch
from torch import Tensor

from .constants import HIDDEN, tensors_in
from .places import Atom, Beside, Plain, Read, Tokens, is_apart, parts_of, size_of
from .tokens import Value

if TYPE_CHECKING:
    from .call import Call
    from .trace import Trace

#: Tells of the values of a constant where a tensor is read.
Where = Callable[[Tensor], Tensor]
#: The places at which something is read, one dimension an atom.
Places: TypeAlias = Tensor

PRODUCTS = frozenset({"mul", "imul", "rmul", "multiply"})
QUOTIENTS = frozenset({"div", "idiv", "truediv", "itruediv", "divide", "true_divide"})
CHOICES = frozenset({"where", "masked_fill"})
OTHERS = frozenset({"lerp", "addcmul"})
HIDING = PRODUCTS | QUOTIENTS | CHOICES | OTHERS


def _is(number: int, value: Tensor) -> Tensor:
    return value == number


def _is_not(number: int, value: Tensor) -> Tensor:
    return value != number


def mask_of(call: Call, tensor: Tensor) -> tuple[Tensor, Where] | None:
    """Find the constant that decides where a function reads one of its tensors."""
    if call.name not in HIDING:
        return None
    given = tensors_in((call.args, call.kwargs))
    if len(given) < 2:
        return None
    which = next(place for place, each in enumerate(given) if each is tensor)
    by, where = _decided(call, given, which)
    if by is None or by == which or not 0 <= by < len(given) or call.value(given[by]):
        return None
    return given[by], where


def _decided(call: Call, given: Sequence[Tensor], which: int) -> tuple[int | None, Where]:
    """Tell which of the tensors given decides on another, and how."""
    name, shown = call.name, partial(_is_not, 0)
    if name in PRODUCTS:
        return 1 - which, shown
    if name in QUOTIENTS:
        return (0 if which else None), shown
    if name == "masked_fill":
        return 1, shown if which else partial(_is, 0)
    if name == "where":
        # As a function it comes first, as a method second.
        mask = 0 if given[0].dtype == torch.bool else 1
        first = call.args[1 - mask] if len(call.args) > 1 - mask else call.kwargs.get("input")
        return mask, shown if given[which] is first else partial(_is, 0)
    if name == "lerp":
        return 2, shown if which else partial(_is_not, 1)
    return (3 - which if which else None), shown


def hides_channels(call: Call) -> bool:
    """Whether a constant may hide some of the entries that stand at one place."""
    if call.name not in HIDING:
        return False
    given = tensors_in((call.args, call.kwargs))
    for each in given if len(given) > 1 else ():
        if call.trace.constants.may_mask(each) and not call.value(each):
            value = call.trace.constants.value(each)
            if value is None or not bool(value.all()):
                return True
    return False


def puts_nothing_else(call: Call) -> bool:
    """Whether what a function hides is zero: a sum with what it hides reads that."""
    numbers = [each for each in call.args if type(each) in (int, float)]
    return call.name not in CHOICES or numbers == [0]


def shows(
    trace: Trace,
    mask: Tensor,
    where: Where,
    sizes: Sequence[int],
    read: Read,
    before: Sequence[int],
) -> Places | None:
    """Tell where a constant lets a tensor be read; ``None`` where it cannot hide a place.

    Parameters
    ----------
    mask : Tensor
        The constant.
    where : callable
        Tells of its values where something is read.
    sizes : sequence of int
        The shape of that; 1 along dimensions that it does not have.
    read : Read
        Of a tensor in the shape that it is brought to.
    before : sequence of int
        Its shape before that; 1 along dimensions that it did not have.
    """
    # Copies of what has no place may come to stand at places.
    whole = _is_placed(trace, read)
    atoms: list[Atom | None] = []
    copies = placed = False
    for row, size, n in zip(read.dims, sizes, before, strict=True):
        if size == 1:
            atoms += [None] * max(len(row), 1)
        elif n == 1:
            atoms.append(Plain(size, apart=not whole))
            copies |= not whole
        else:
            atoms += row
            placed |= bool(parts_of(row)) or is_apart(row) or _is_beside(row)
    if not (placed or copies):
        return None
    value = trace.constants.value(mask)
    if value is not None:
        places = where(value)
    elif trace.constants.is_unknown(mask):
        # It may hide anything.
        places = torch.zeros((), dtype=torch.bool).expand(mask.shape)
    else:
        return None
    if places.all() or (not placed and _moves(places)):
        return None
    places = places.reshape([1 if atom is None else atom.size for atom in atoms])
    for dim, atom in enumerate(atoms):
        if isinstance(atom, Tokens):
            places = places.narrow(dim, atom.before, len(atom.inside))
        elif isinstance(atom, Beside):
            places = places.narrow(dim, atom.start, atom.stop - atom.start)
        elif isinstance(atom, Plain) and not atom.apart:
            places = places.any(dim, keepdim=True)
    return places


def _shown_by(
    call: Call, mask: Tensor, where: Where, read: Read, before: Sequence[int]
) -> Places | None:
    rank = len(read.dims)
    sizes, own = ([1] * (rank - len(shape)) + list(shape) for shape in (mask.shape, before))
    return shows(call.trace, mask, where, sizes, read, own)


def hides_in_product(
    trace: Trace, mask: Tensor, labels: Sequence[str], read: Read, out: Sequence[str]
) -> bool:
    """Tell whether a constant factor hides places of another, in the manner of einsum.

    Parameters
    ----------
    mask : Tensor
        The constant.
    labels : sequence of str
        Of its dimensions.
    read : Read
        Of the product.
    out : sequence of str
        The labels of its dimensions; empty for those that the other factor does not have.
    """
    kept = [label for label in labels if label in out]

    def where(value: Tensor) -> Tensor:
        shown = value != 0
        for dim in reversed(range(len(labels))):
            shown = shown if labels[dim] in kept else shown.any(dim)
        return shown.permute([kept.index(label) for label in out if label in kept])

    sizes = [mask.shape[labels.index(label)] if label in kept else 1 for label in out]
    places = shows(trace, mask, where, sizes, read, [size_of(row) for row in read.dims])
    return places is not None and not bool(places.all())


def _is_placed(trace: Trace, read: Read) -> bool:
    axes = {axis for axis, n in enumerate(trace.size(0)) if n > 1}
    return not read.mixed and axes == {part.axis for part in read.placed}


def _moves(places: Tensor) -> bool:
    """Whether a matrix chooses one entry for each: as a factor of a matrix it hides nothing."""
    return places.dim() > 1 and all(bool((places.sum(dim) == 1).all()) for dim in (-1, -2))


def _is_beside(row: Iterable[Atom]) -> bool:
    return any(isinstance(atom, Beside) for atom in row)


def hidden_by_constants(
    call: Call, tensors: Sequence[Tensor], values: Sequence[Value]
) -> tuple[Sequence[Value], Mapping[Read, Places]]:
    """Put in doubt what constants hide of tensors that are joined place by place.

    Returns
    -------
    tuple
        What the tensors read, and where that is which is in doubt for this alone.
    """
    if not call.trace.shown and all(map(call.value, tensors_in((call.args, call.kwargs)))):
        return values, {}
    shape = call.output.shape
    masks = [mask_of(call, tensor) for tensor in tensors]
    notes = [
        (tensor.shape == shape and call.trace.shown.of(tensor, call.value(tensor))) or {}
        for tensor in tensors
    ]
    if not any(masks) and not any(notes):
        return values, {}
    bare: list[list[Read]] = []
    total: dict[Read, Places | None] = {}
    for tensor, value, mask, earlier in zip(tensors, values, masks, notes, strict=True):
        bare.append([])
        for read in value:
            places = earlier.get(read)
            own = read if places is None else replace(read, doubt=None)
            now = None if mask is None else _shown_by(call, *mask, own, tensor.shape)
            if places is None or now is None:
                places = now if places is None else places
            else:
                places = places & now
            bare[-1].append(own)
            known = total.get(own, places)
            total[own] = None if known is None or places is None else known | places
    hidden = {
        read: replace(read, doubt=read.doubt or HIDDEN)
        for read, places in total.items()
        if places is not None and not places.all()
    }
    found = [tuple(hidden.get(read, read) for read in row) for row in bare]
    return found, {made: total[read] for read, made in hidden.items() if not read.doubt}
