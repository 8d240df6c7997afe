"""Values of tensors that do not depend on the input, where a model is run on shapes alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import torch
from torch._C import DisableTorchFunction

from .registry import function_name

#: Tensors with more entries are not worked out.
MOST_ENTRIES = 2**22


@dataclass(frozen=True)
class Later:
    """What makes the values of a tensor; gives ``None`` where they are not known.

    They are ``sure`` where nothing is in them that was learned, or left to chance.
    """

    make: Callable[[], torch.Tensor | None]
    sure: bool = True


UNKNOWN = Later(lambda: None)
#: Functions whose values are other ones each time.
RANDOM = frozenset(
    {
        *("rand", "randn", "randint", "randperm", "rand_like", "randn_like", "randint_like"),
        *("normal", "uniform", "random", "bernoulli", "multinomial", "poisson", "exponential"),
        *("empty", "empty_like", "empty_strided", "new_empty", "dropout", "gumbel_softmax"),
    }
)


class Values:
    """Notes how constants were made, and works out those that are asked for.

    Parameters
    ----------
    originals : callable
        Gives the tensors of the model, by the ids of what stands for them.
    is_learned : callable
        Tells of a tensor whether it was worked out of parameters alone.
    """

    def __init__(
        self,
        originals: Callable[[], Mapping[int, torch.Tensor]],
        is_learned: Callable[[torch.Tensor], bool],
    ) -> None:
        self._originals = cache(originals)
        self._is_learned = is_learned
        #: The values of tensors, and these, so that no others get their ids.
        self._made: dict[int, tuple[torch.Tensor, Later]] = {}
        #: Other looks at a tensor, and that.
        self._looks: dict[int, tuple[torch.Tensor, torch.Tensor]] = {}

    def forget(self) -> None:
        """Let go of all tensors, and of how they were made."""
        self._originals = cache(dict)
        self._made.clear()
        self._looks.clear()

    def make(self, func: Any, args: Any, kwargs: dict[str, Any], output: Any) -> None:
        """Note what a function gave."""
        if any(output is each for each in (*args, *kwargs.values())):
            # It gives what it was given.
            return
        given, named = self._later(args), self._later(kwargs)
        made = cache(lambda: func(*_values(given), **_values(named)))
        sure = function_name(func) not in RANDOM and _sure((given, named))
        if isinstance(output, torch.Tensor):
            self._made[id(output)] = (output, Later(made, sure))
        elif isinstance(output, (list, tuple)):
            for place, piece in enumerate(output):
                if isinstance(piece, torch.Tensor):
                    self._made[id(piece)] = (piece, Later(partial(_piece, made, place), sure))

    def write(self, func: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Note what a function wrote into its first tensor."""
        if not args or not isinstance(args[0], torch.Tensor):
            return
        target = self._looked_at(args[0])
        if target._base is not None:
            base = self._looked_at(target._base)
            self._made[id(base)] = (base, UNKNOWN)
        before = UNKNOWN if self._is_itself(target) else self._later(target)
        given, named = self._later(args[1:]), self._later(kwargs)

        def written() -> torch.Tensor | None:
            value = before.make()
            if value is not None:
                value = value.clone()
                func(value, *_values(given), **_values(named))
            return value

        sure = function_name(func) not in RANDOM and _sure((before, given, named))
        self._made[id(target)] = (target, Later(cache(written), sure))

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
        chance = torch.default_generator.get_state()
        try:
            with DisableTorchFunction(), torch.no_grad():
                # What is left to chance is the same whenever a model is run.
                torch.default_generator.manual_seed(0)
                value: torch.Tensor | None = _values(self._later(tensor))
                return value
        except Exception:
            # It was made of what is not known.
            return None
        finally:
            torch.default_generator.set_state(chance)

    def answer(self, func: Any, args: Any, kwargs: dict[str, Any]) -> Any:
        """Work out what needs values, and leave it without any; ``None`` where it is not sure."""
        given, named = self._later(args), self._later(kwargs)
        if not _sure((given, named)):
            return None
        try:
            with DisableTorchFunction(), torch.no_grad():
                return _without_values(func(*_values(given), **_values(named)))
        except Exception:
            # It was made of what is not known.
            return None

    def with_numbers(self, given: Any) -> Any:
        """Put numbers in the place of tensors without dimensions whose values are sure.

        Of other tensors with values, those without stand there.
        """
        if not isinstance(given, torch.Tensor):
            return mapped(self.with_numbers, given)
        if given.dim() and not given.is_meta:
            shape = torch.empty_like(given, device="meta")
            self._made[id(shape)] = (shape, self._later(given))
            return shape
        value = self.of(given) if given.is_meta and not given.dim() else None
        return given if value is None or not self._later(given).sure else value.item()

    def _looked_at(self, tensor: torch.Tensor) -> torch.Tensor:
        return self._looks.get(id(tensor), (tensor, tensor))[1]

    def _later(self, given: Any) -> Any:
        """Put what makes their values in the place of tensors, as it is now."""
        if isinstance(given, torch.Tensor):
            tensor = self._looked_at(given)
            made = self._made.get(id(tensor))
            if made is None:
                return Later(lambda: self._given(tensor), not self._is_learned(tensor))
            return made[1]
        return mapped(self._later, given)

    def _given(self, tensor: torch.Tensor) -> torch.Tensor | None:
        if self._is_learned(tensor):
            # What was learned is taken for anything but zero, and for no two times the same.
            learned = torch.arange(1, tensor.numel() + 1) * torch.pi
            return learned.reshape(tensor.shape).to(tensor.dtype)
        found = tensor if self._is_itself(tensor) else self._originals().get(id(tensor))
        return None if found is None else found.detach().cpu()

    def _is_itself(self, tensor: torch.Tensor) -> bool:
        """Whether nothing stands for a tensor: one in a list, or of another library's numbers."""
        other = tensor.is_meta or tensor.requires_grad or self._is_learned(tensor)
        return not other and id(tensor) not in self._made and id(tensor) not in self._originals()


def _piece(made: Callable[[], Any], place: int) -> Any:
    return made()[place]


def _values(given: Any) -> Any:
    """Work out what was to be made later, on a device that has values."""
    if isinstance(given, Later):
        return given.make()
    return "cpu" if isinstance(given, torch.device) else mapped(_values, given)


def _sure(given: Any) -> bool:
    """Tell whether all that was to be made later will be what it is."""
    if isinstance(given, Later):
        return given.sure
    if isinstance(given, dict):
        given = given.values()
    elif not isinstance(given, (list, tuple)):
        return True
    return all(map(_sure, given))


def _without_values(given: Any) -> Any:
    """Leave the shapes of tensors alone."""
    if isinstance(given, torch.Tensor):
        return given.to("meta")
    return mapped(_without_values, given)


def mapped(change: Callable[[Any], Any], given: Any) -> Any:
    """Change each of nested lists, tuples and dicts."""
    if isinstance(given, (list, tuple)):
        values = map(change, given)
        return list(values) if isinstance(given, list) else tuple(values)
    if isinstance(given, dict):
        return {name: change(each) for name, each in given.items()}
    return given
