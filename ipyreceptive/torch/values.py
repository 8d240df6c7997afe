"""Values of tensors that do not depend on the input, where a model is run on shapes alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import torch
from torch import nn
from torch._C import DisableTorchFunction

#: Tensors with more entries are not worked out.
MOST_ENTRIES = 2**22


@dataclass(frozen=True)
class Later:
    """What makes the values of a tensor; gives ``None`` where they are not known."""

    make: Callable[[], torch.Tensor | None]


UNKNOWN = Later(lambda: None)


class Values:
    """Notes how constants were made, and works out those that are asked for.

    Parameters
    ----------
    originals : callable
        Gives the tensors of the model, by the ids of what stands for them.
    """

    def __init__(self, originals: Callable[[], Mapping[int, torch.Tensor]]) -> None:
        self._originals = cache(originals)
        #: The values of tensors, and these, so that no others get their ids.
        self._made: dict[int, tuple[torch.Tensor, Later]] = {}
        #: Other looks at a tensor, and that.
        self._looks: dict[int, tuple[torch.Tensor, torch.Tensor]] = {}

    def make(self, func: Any, args: Any, kwargs: dict[str, Any], output: Any) -> None:
        """Note what a function gave."""
        if isinstance(output, torch.Tensor):
            given, named = self._later(args), self._later(kwargs)
            made = Later(cache(lambda: func(*_values(given), **_values(named))))
            self._made[id(output)] = (output, made)

    def write(self, func: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Note what a function wrote into its first tensor."""
        if not args or not isinstance(args[0], torch.Tensor):
            return
        target = self._looked_at(args[0])
        if target._base is not None:
            self._made[id(target._base)] = (target._base, UNKNOWN)
        before = self._later(target)
        given, named = self._later(args[1:]), self._later(kwargs)

        def written() -> torch.Tensor | None:
            value = before.make()
            if value is not None:
                value = value.clone()
                func(value, *_values(given), **_values(named))
            return value

        self._made[id(target)] = (target, Later(cache(written)))

    def look(self, other: Any, tensor: torch.Tensor) -> None:
        """Note that one tensor is another, which is written with it."""
        if isinstance(other, torch.Tensor):
            self._looks[id(other)] = (other, tensor)

    def has_changed(self, tensor: torch.Tensor) -> bool:
        """Whether a tensor was written, or made of others that matter."""
        return id(tensor) in self._made

    def of(self, tensor: torch.Tensor) -> torch.Tensor | None:
        """Work out a tensor; ``None`` where that is not known, or too much."""
        if tensor.numel() > MOST_ENTRIES:
            return None
        try:
            with DisableTorchFunction(), torch.no_grad():
                value: torch.Tensor | None = _values(self._later(tensor))
                return value
        except Exception:
            # It was made of what is not known.
            return None

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
        found = self._originals().get(id(tensor))
        return None if found is None else found.detach().cpu()


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
