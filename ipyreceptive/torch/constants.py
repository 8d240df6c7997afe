"""Tensors that do not depend on the input: which of them may be masks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import torch
from torch import nn
from torch._C import DisableTorchFunction

from .copies import ATOMS
from .registry import writes

#: Why what is read beside a mask may be less than it could be.
MASK = "a mask may hide features from each other"
#: Functions that bring a mask into a learned bias.
JOINING = frozenset({"add", "iadd", "radd", "sub", "isub", "where", "masked_fill", "mul", "imul"})


def tensors_in(value: Any) -> list[torch.Tensor]:
    """Find the tensors in nested lists, tuples and dicts."""
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


#: The values of tensors with more entries are not looked at.
MOST_ENTRIES = 2**22


@dataclass(frozen=True)
class Later:
    """What makes the values of a tensor; gives ``None`` where they are not known."""

    make: Callable[[], torch.Tensor | None]


class Constants:
    """Knows which tensors were worked out of parameters alone: a bias hides nothing, a mask may.

    Parameters
    ----------
    values : callable
        Gives the tensors of the model that is read, by the ids of what stands for them where it is
        run on shapes.
    """

    def __init__(self, values: Callable[[], Mapping[int, torch.Tensor]] = dict) -> None:
        self._values = cache(values)
        self._learned: dict[int, torch.Tensor] = {}
        #: The values of tensors, and these, so that no others get their ids.
        self._made: dict[int, tuple[torch.Tensor, Later]] = {}
        #: Other looks at a tensor, and that.
        self._looks: dict[int, tuple[torch.Tensor, torch.Tensor]] = {}

    def follow(self, func: Any, name: str, args: Any, kwargs: dict[str, Any], output: Any) -> None:
        """Note what a function gives that reads no tensor of interest."""
        tensors = tensors_in((args, kwargs))
        if writes(func) and args and isinstance(args[0], torch.Tensor):
            self._follow_writing(func, args, kwargs)
        learned = any(map(self._is_learned, tensors))
        if learned and not (name in JOINING and any(map(self.may_mask, tensors))):
            for each in tensors_in(output):
                self._learned[id(each)] = each
        elif isinstance(output, torch.Tensor) and not writes(func):
            given, named = self._later(args), self._later(kwargs)
            made = Later(cache(lambda: func(*_values(given), **_values(named))))
            self._made[id(output)] = (output, made)
        if name in ("data", "detach") and isinstance(output, torch.Tensor):
            self._looks[id(output)] = (output, args[0])

    def _follow_writing(self, func: Any, args: Any, kwargs: dict[str, Any]) -> None:
        target = self._looked_at(args[0])
        if target._base is not None:
            self._made[id(target._base)] = (target._base, Later(lambda: None))
        before = self._later(target)
        given, named = self._later(args[1:]), self._later(kwargs)

        def written() -> torch.Tensor | None:
            value = before.make()
            if value is not None:
                value = value.clone()
                func(value, *_values(given), **_values(named))
            return value

        self._made[id(target)] = (target, Later(cache(written)))

    def _looked_at(self, tensor: torch.Tensor) -> torch.Tensor:
        return self._looks.get(id(tensor), (tensor, tensor))[1]

    def _later(self, given: Any) -> Any:
        """Put what makes their values in the place of tensors, as it is now."""
        if isinstance(given, torch.Tensor):
            tensor = self._looked_at(given)
            made = self._made.get(id(tensor))
            return Later(lambda: self._given(tensor)) if made is None else made[1]
        return _mapped(self._later, given)

    def _given(self, tensor: torch.Tensor) -> torch.Tensor | None:
        if isinstance(tensor, nn.Parameter):
            # What was learned is taken for anything but zero, and for no two times the same.
            return torch.arange(1, tensor.numel() + 1, dtype=tensor.dtype).reshape(tensor.shape)
        found = self._values().get(id(tensor))
        return None if found is None else found.detach().cpu()

    def support(self, tensor: torch.Tensor) -> torch.Tensor | None:
        """Tell which entries of a constant are not zero; ``None`` where none surely is."""
        if tensor.numel() > MOST_ENTRIES or (
            id(tensor) not in self._made and self._is_learned(tensor)
        ):
            return None
        try:
            with DisableTorchFunction(), torch.no_grad():
                value = _values(self._later(tensor))
                return None if value is None else value.detach() != 0
        except Exception:
            # It was made of what is not known.
            return None

    def _is_learned(self, tensor: torch.Tensor) -> bool:
        return isinstance(tensor, nn.Parameter) or id(tensor) in self._learned

    def may_mask(self, tensor: Any) -> bool:
        """Tell whether a tensor may say which entries are not to be read."""
        if not isinstance(tensor, torch.Tensor) or tensor.numel() == 1:
            return False
        known = tensor.is_floating_point() or tensor.dtype == torch.bool
        return known and not self._is_learned(tensor)


def _values(given: Any) -> Any:
    """Work out what was to be made later, on a device that has values."""
    if isinstance(given, Later):
        return given.make()
    return "cpu" if isinstance(given, torch.device) else _mapped(_values, given)


def _mapped(change: Callable[[Any], Any], given: Any) -> Any:
    if isinstance(given, (list, tuple)):
        values = map(change, given)
        return list(values) if isinstance(given, list) else tuple(values)
    if isinstance(given, dict):
        return {name: change(each) for name, each in given.items()}
    return given
