"""A model that lets everything through, so that gradients show what its architecture reads.

Sums of positive numbers cannot cancel: with positive weights, an entry has a gradient exactly where
it is read.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from .comparing import JOINING, Comparisons, depends, is_answer
from .constants import tensors_in
from .copies import copied
from .let_through import ROUNDING, WRITING, replacements
from .registry import function_name, is_question, writes


class Positive(TorchFunctionMode):
    """Replaces functions of tensors that depend on the input, while it is entered.

    Parameters
    ----------
    apart : bool
        Whether every tensor has memory of its own, so that it can be written in place.
    """

    def __init__(self, *, apart: bool = False) -> None:
        super().__init__()
        self._apart = apart
        #: Whether a tensor was written in place, whose memory others may share.
        self.writes = False
        self._compared = Comparisons()

    def __torch_function__(
        self, func: Any, types: Any, args: Any = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Run one call, or what stands for it."""
        kwargs = kwargs or {}
        if func is torch._C._set_grad_enabled and not args[0]:
            # What a model keeps from learning is read all the same.
            return None
        taken = self._compared.in_place_of(func, args, kwargs)
        of_interest = (
            taken or any(map(depends, (*args, *kwargs.values()))) or function_name(func) in ROUNDING
        )
        if not of_interest or is_question(func):
            return func(*args, **kwargs)
        if function_name(func) == "detach" and not torch.is_grad_enabled():
            # On the way back, where something is to be worked out again.
            return func(*args, **kwargs)
        if taken or function_name(func) in JOINING:
            made = None if writes(func) else func(*args, **kwargs)
            args, kwargs = taken or (args, kwargs)
            if is_answer(made):
                self._compared.follow(func, args, kwargs, made)
            if made is not None and not (isinstance(made, Tensor) and made.is_floating_point()):
                return made
        run = replacements.get(function_name(func))
        if run is not None and "input" in kwargs and not args:
            args, kwargs = (kwargs["input"],), {k: v for k, v in kwargs.items() if k != "input"}
        self.writes |= writes(func) and (run is None or run in WRITING)
        call = func if run is None else partial(run, func)
        return (
            self._with_own_memory(func, call, args, kwargs)
            if self._apart
            else call(*args, **kwargs)
        )

    def _with_own_memory(
        self, func: Any, call: Callable[..., Any], args: Any, kwargs: dict[str, Any]
    ) -> Any:
        if writes(func):
            made = call(*map(_cloned, args), **kwargs) if call is not func else None
            return func(*args, **kwargs) if made is None else args[0].copy_(made)
        copies = [_cloned(each) for each in args]
        made = call(*copies, **kwargs)
        views = [each for each in tensors_in(made) if any(each._base is copy for copy in copies)]
        return call(*args, **kwargs) if views else _cloned(made)


def _cloned(value: Any) -> Any:
    return value.clone(memory_format=torch.contiguous_format) if depends(value) else value


def positive(model: nn.Module, *, apart: bool = False) -> nn.Module:
    """Copy a model with positive weights, in double precision and eval mode.

    Weights can be written where they are ``apart``, not one number for all.
    """
    return copied(model, partial(_positive, apart=apart))


def _positive(value: Tensor, *, apart: bool) -> Tensor:
    if not (value.is_floating_point() or value.is_complex()):
        return value.detach().clone()
    precision = torch.complex128 if value.is_complex() else torch.float64
    if not isinstance(value, nn.Parameter):
        return value.detach().to(precision, copy=True)
    inputs = math.prod(value.shape[1:])
    made = torch.full((), 1 / max(inputs, 1), dtype=precision).expand(value.shape)
    if apart or value.shape[-1:] == (2,):
        # Two may be looked at as one complex number, which no stride of zero allows.
        made = made.contiguous()
    return nn.Parameter(made, requires_grad=False)
