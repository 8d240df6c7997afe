"""Tensors that do not depend on the input: which of them may be masks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

import torch
from torch import nn

from .copier import ATOMS
from .registry import writes
from .values import Later, Values, mapped

#: Why what is read beside a mask may be less than it could be.
MASK = "a mask may hide features from each other"
#: Why what a mask was multiplied with may be less.
HIDDEN = "a mask hides some of it"
#: Why a window may read less than it spans.
HOLES = "some of its weights are always zero"
#: Functions that may take no more than the shape or the type of one of their tensors.
LIKENESSES = frozenset(
    {
        *("new_zeros", "new_ones", "new_full", "new_tensor"),
        *("zeros_like", "ones_like", "full_like", "rand_like", "randn_like"),
        *("to", "type", "type_as", "expand_as", "view_as", "reshape_as"),
    }
)
#: Those of them that give the values of their first tensor.
CHANGING = frozenset({"to", "type", "type_as", "expand_as", "view_as", "reshape_as"})
#: Functions that bring a mask into a learned bias.
JOINING = frozenset({"add", "iadd", "radd", "sub", "isub", "where", "masked_fill", "mul", "imul"})
#: Functions that put zeros beside what was learned, or in its place: it hides nothing as a bias.
ZEROING = frozenset(
    {
        *("tril", "triu", "pad", "diag", "diag_embed", "block_diag", "cat", "concat", "stack"),
        *("einsum", "matmul", "rmatmul", "bmm", "kron", "rmul"),
    }
)


def tensors_in(value: Any) -> list[torch.Tensor]:
    """Find the tensors in nested lists, tuples, dicts and dataclasses."""
    found: list[torch.Tensor] = []
    _gather((value,), found)
    return found


def _gather(values: Iterable[Any], found: list[torch.Tensor]) -> None:
    for each in values:
        if type(each) in ATOMS:
            continue
        if isinstance(each, torch.Tensor):
            found.append(each)
        elif isinstance(each, (list, tuple)):
            _gather(each, found)
        elif isinstance(each, dict):
            _gather(each.values(), found)
        elif hasattr(each, "__dataclass_fields__"):
            _gather((getattr(each, name, None) for name in each.__dataclass_fields__), found)


class Constants:
    """Knows which tensors were worked out of parameters alone: a bias hides nothing, a mask may.

    Parameters
    ----------
    originals : callable
        Gives the tensors of the model that is read, by the ids of what stands for them where it is
        run on shapes.
    """

    def __init__(self, originals: Callable[[], Mapping[int, torch.Tensor]] = dict) -> None:
        self._learned: dict[int, torch.Tensor] = {}
        # Not a method, which would hold what it is kept by until garbage is looked for.
        self._is_learned = partial(_is_learned, self._learned)
        self._values = Values(originals, self._is_learned)

    def follow(self, func: Any, name: str, args: Any, kwargs: dict[str, Any], output: Any) -> None:
        """Note what a function gives that reads no tensor of interest."""
        tensors = tensors_in((args, kwargs))
        if name in LIKENESSES:
            tensors = tensors[:1] if name in CHANGING else []
        learned = any(map(self._is_learned, tensors))
        kept = learned and not (name in JOINING and any(map(self.may_mask, tensors)))
        if kept:
            for each in tensors_in(output):
                self._learned[id(each)] = each
        if writes(func):
            self._values.write(func, args, kwargs)
        elif not kept or name in ZEROING or any(map(self._values.has_changed, tensors)):
            self._values.make(func, args, kwargs, output)
        if name in ("data", "detach"):
            self._values.look(output, args[0])

    def follow_likeness(
        self, func: Any, name: str, args: Any, kwargs: dict[str, Any], output: Any, like: Any
    ) -> None:
        """Note what a function gives that takes no values of some of its tensors."""
        placeless = {id(each) for each in like}

        def shaped(given: Any) -> Any:
            if isinstance(given, torch.Tensor) and id(given) in placeless:
                return Later(partial(torch.empty, given.shape, dtype=given.dtype))
            return mapped(shaped, given)

        self.follow(func, name, shaped(args), shaped(kwargs), output)

    def answer(self, func: Any, args: Any, kwargs: dict[str, Any]) -> Any:
        """Work out a function that needs the values of tensors; ``None`` where they are not known.

        Tensors that it gives are as those that it was given: without values.
        """
        if not any(each.is_meta for each in tensors_in((args, kwargs))):
            return None
        return self._values.answer(func, args, kwargs)

    def with_numbers(self, given: Any) -> Any:
        """Put numbers in the place of tensors without dimensions whose values are known.

        Of other tensors with values, those without stand there.
        """
        return self._values.with_numbers(given)

    def forget(self) -> None:
        """Let go of all tensors."""
        self._values.forget()
        self._learned.clear()

    def may_mask(self, tensor: Any) -> bool:
        """Tell whether a tensor may say which entries are not to be read."""
        if not isinstance(tensor, torch.Tensor) or tensor.numel() == 1:
            return False
        known = tensor.is_floating_point() or tensor.dtype == torch.bool
        return known and not self._is_learned(tensor)

    def value(self, tensor: torch.Tensor) -> torch.Tensor | None:
        """Work out the values of a tensor; ``None`` where they are learned, or not known."""
        if self._is_learned(tensor) and not self._values.has_changed(tensor):
            return None
        return self._values.of(tensor)

    def is_unknown(self, tensor: torch.Tensor) -> bool:
        """Whether nothing is known of the values of a tensor, not even that they are learned."""
        learned = self._is_learned(tensor) and not self._values.has_changed(tensor)
        return not learned and self._values.of(tensor) is None

    def assume(self, tensor: torch.Tensor, number: float) -> None:
        """Take all values of a tensor for a number."""
        self._values.make(torch.full, (tensor.shape, number), {"dtype": tensor.dtype}, tensor)

    def support(self, tensor: torch.Tensor) -> torch.Tensor | None:
        """Tell which entries are not zero; ``None`` where all may be other things."""
        value = self.value(tensor)
        return None if value is None else value != 0


def _is_learned(learned: Mapping[int, torch.Tensor], tensor: torch.Tensor) -> bool:
    return isinstance(tensor, nn.Parameter) or id(tensor) in learned
