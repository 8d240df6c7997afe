"""A copy of a model without its weights, on the device that only knows shapes."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import torch
from torch import nn
from torch.nn.parameter import is_lazy


def unwrapped(model: nn.Module) -> nn.Module:
    """Take a model out of what runs it on several devices or compiles it."""
    for wrapper in ("_orig_mod", "module"):
        inner = model._modules.get(wrapper)
        if inner is not None and len(model._modules) == 1:
            return unwrapped(inner)
    return model


def structure(model: nn.Module) -> nn.Module:
    """Copy a model in eval mode onto the meta device; the model itself is only looked at."""
    return copied(model, _shape_of)


def initialised(model: nn.Module, image: torch.Tensor) -> nn.Module:
    """Give lazy modules their weights, in a copy that has run once; others are given back."""
    if not any(map(is_lazy, (*model.parameters(), *model.buffers()))):
        return model
    made = copied(model, lambda value: _lazy(value, "cpu") if is_lazy(value) else value)
    with torch.no_grad():
        made(image)
    return made


def copied(model: nn.Module, convert: Callable[[torch.Tensor], torch.Tensor]) -> nn.Module:
    """Copy a model in eval mode, each of its tensors through ``convert``."""
    memo: dict[int, Any] = {}
    for module in model.modules():
        for kept in (module._parameters, module._buffers, vars(module)):
            for value in kept.values():
                if isinstance(value, torch.Tensor) and id(value) not in memo:
                    memo[id(value)] = convert(value)
    made = _deep_copy(model, memo)
    for module in made.modules():
        # Those of lazy modules give them their shape; all others are the user's.
        if not isinstance(module, nn.modules.lazy.LazyModuleMixin):
            module._forward_hooks.clear()
            module._forward_pre_hooks.clear()
        module._backward_hooks.clear()
    return made.eval()


def _deep_copy(model: nn.Module, memo: dict[int, Any]) -> nn.Module:
    """Copy all that can be copied; operators, locks and files a model holds are shared."""
    try:
        return copy.deepcopy(model, dict(memo))
    except Exception:
        for module in model.modules():
            for value in vars(module).values():
                if not _can_be_copied(value, memo):
                    memo[id(value)] = value
    return copy.deepcopy(model, memo)


def _can_be_copied(value: Any, memo: dict[int, Any]) -> bool:
    try:
        copy.deepcopy(value, dict(memo))
    except Exception:
        # Modules are gone through one by one.
        return isinstance(value, dict) and any(isinstance(v, nn.Module) for v in value.values())
    return True


def _lazy(value: torch.Tensor, device: str) -> torch.Tensor:
    lazy: Any = type(value)
    made: torch.Tensor = lazy(requires_grad=False, device=device, dtype=value.dtype)
    return made


def _shape_of(value: torch.Tensor) -> torch.Tensor:
    if is_lazy(value):
        return _lazy(value, "meta")
    shape = torch.empty_strided(
        value.shape, value.stride(), dtype=value.dtype, device="meta", requires_grad=False
    )
    return nn.Parameter(shape, requires_grad=False) if isinstance(value, nn.Parameter) else shape
