"""A copy of a model without its weights, on the device that only knows shapes."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Sequence
from types import FunctionType
from typing import Any

import torch
from torch import nn
from torch.nn.modules.lazy import LazyModuleMixin
from torch.nn.parameter import is_lazy

from .copier import HOOKS, Convert, Copier, Memo, Tensors
from .walk import Modules, modules_in

BACKWARD = ("_backward_hooks", "_backward_pre_hooks")


def unwrapped(model: nn.Module) -> nn.Module:
    """Take a model out of what runs it on several devices or compiles it.

    Raises
    ------
    TypeError
        For what is no model.
    """
    if not isinstance(model, nn.Module):
        makes = isinstance(model, (type, FunctionType))
        call = f"; call {model.__name__}() to make one" if makes else ""
        raise TypeError(f"a model is a torch.nn.Module, not {type(model).__name__}{call}")
    for wrapper in ("_orig_mod", "module"):
        inner = dict(model._modules.items()).get(wrapper)
        if inner is not None and len(model._modules) == 1:
            return unwrapped(inner)
    return model


def structure(modules: Modules) -> Modules:
    """Copy a model in eval mode onto the meta device; the model itself is only looked at.

    Parameters
    ----------
    modules : list of (str, torch.nn.Module)
        Those of the model with their paths, itself the first.

    Returns
    -------
    list of (str, torch.nn.Module)
        Those of the copy.
    """
    memo = _copied([module for _, module in modules], _shape_of)
    found = [(path, memo.get(id(module))) for path, module in modules]
    # Modules may have their own way of being copied.
    return modules_in(found[0][1]) if any(module is None for _, module in found) else found


def originals(copies: Modules, modules: Modules) -> dict[int, torch.Tensor]:
    """Find the tensors of a model that are no parameters, by the ids of their copies."""
    return {
        id(made): held[name]
        for (_, module), (_, own) in zip(copies, modules, strict=True)
        for copied, held in ((module._buffers, own._buffers), (vars(module), vars(own)))
        for name, made in copied.items()
        if isinstance(made, torch.Tensor) and name in held
    }


def initialised(model: nn.Module, image: torch.Tensor) -> nn.Module:
    """Give lazy modules their weights, in a copy that has run once; others are given back."""
    if not any(map(is_lazy, (*model.parameters(), *model.buffers()))):
        return model
    made = copied(model, lambda value: _lazy(value, "cpu") if is_lazy(value) else value)
    with torch.no_grad():
        made(image)
    return made


def copied(model: nn.Module, convert: Convert) -> nn.Module:
    """Copy a model in eval mode, each of its tensors through ``convert``."""
    return _copied([module for _, module in modules_in(model)], convert)[id(model)]


def _copied(modules: Sequence[nn.Module], convert: Convert) -> Memo:
    """Copy a model, the first of its modules, with all others; the copies by their ids."""
    plain = set(filter(_is_plain, {type(module) for module in modules}))
    others = [module for module in modules if type(module) not in plain]
    memo = Memo(Tensors(convert))
    for module in others:
        memo.update((id(hooks), type(hooks)()) for hooks in _hooks(module))
    _convert_all(others, memo)
    try:
        made = Copier(plain, Memo(memo.tensors, memo)).copy(modules)
    except Exception:
        # Operators, locks and files a model holds are shared.
        _convert_all(modules, memo)
        for module in modules:
            for value in vars(module).values():
                if not _can_be_copied(value, memo):
                    memo[id(value)] = value
        made = Copier(plain, memo).copy(modules)
    if others:
        made[id(modules[0])].eval()
    return made


def _hooks(module: nn.Module) -> Iterator[dict[Any, Any]]:
    """Find the hooks, which a copy is not to have; those of lazy modules give them their shape."""
    for name in BACKWARD if isinstance(module, LazyModuleMixin) else HOOKS:
        if hooks := vars(module).get(name):
            yield hooks


def _convert_all(modules: Iterable[nn.Module], memo: Memo) -> None:
    """Convert the tensors of modules that :mod:`copy` is to go through."""
    for module in modules:
        for held in (module._parameters, module._buffers, vars(module)):
            for value in held.values():
                if isinstance(value, torch.Tensor):
                    memo.tensor(value)


def _is_plain(type_: type[nn.Module]) -> bool:
    alike = ("__new__", "__getstate__", "__reduce__", "__reduce_ex__")
    # Those of torch add what old files lack.
    own_state = not type_.__setstate__.__module__.startswith("torch.nn.")
    own_modes = type_.train is not nn.Module.train or type_.eval is not nn.Module.eval
    return not (
        own_state
        or own_modes
        or issubclass(type_, LazyModuleMixin)
        or hasattr(type_, "__deepcopy__")
        or any(getattr(type_, name, None) is not getattr(nn.Module, name, None) for name in alike)
    )


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
