"""A copy of a model without its weights, on the device that only knows shapes."""

from __future__ import annotations

import copy
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from itertools import filterfalse
from typing import Any

import torch
from torch import nn
from torch.nn.modules.lazy import LazyModuleMixin
from torch.nn.parameter import is_lazy

from .walk import modules_in

#: Types whose values are their own copies.
ATOMS = frozenset({bool, int, float, str, type(None)})
#: Types that torch gives every module many of, most of them empty.
HOLDERS = frozenset({dict, OrderedDict, list, set})
COMMON = ATOMS | HOLDERS | {tuple}
BACKWARD = ("_backward_hooks", "_backward_pre_hooks")
HOOKS = frozenset(
    {
        *BACKWARD,
        *("_forward_hooks", "_forward_hooks_with_kwargs", "_forward_hooks_always_called"),
        *("_forward_pre_hooks", "_forward_pre_hooks_with_kwargs"),
        *("_state_dict_hooks", "_state_dict_pre_hooks"),
        *("_load_state_dict_pre_hooks", "_load_state_dict_post_hooks"),
    }
)


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
    modules = [module for _, module in modules_in(model)]
    others = set(filterfalse(_is_plain, {type(module) for module in modules}))
    for module in modules:
        own = vars(module)
        for kept in (module._parameters, module._buffers, own):
            for value in kept.values():
                if type(value) in COMMON or id(value) in memo:
                    continue
                if isinstance(value, torch.Tensor):
                    memo[id(value)] = convert(value)
        if type(module) in others:
            memo.update((id(hooks), type(hooks)()) for hooks in _hooks(module))
    return _deep_copy(model, modules, memo)


def _hooks(module: nn.Module) -> Iterator[dict[Any, Any]]:
    """Find the hooks, which a copy is not to have; those of lazy modules give them their shape."""
    for name in BACKWARD if isinstance(module, LazyModuleMixin) else HOOKS:
        if hooks := vars(module).get(name):
            yield hooks


def _deep_copy(model: nn.Module, modules: Iterable[nn.Module], memo: dict[int, Any]) -> nn.Module:
    """Copy all that can be copied; operators, locks and files a model holds are shared."""
    try:
        return _copy(model, modules, dict(memo))
    except Exception:
        for module in modules:
            for value in vars(module).values():
                if not _can_be_copied(value, memo):
                    memo[id(value)] = value
    return _copy(model, modules, memo)


def _copy(model: nn.Module, modules: Iterable[nn.Module], memo: dict[int, Any]) -> nn.Module:
    """Copy deeply in eval mode; modules by hand, which is faster, where their type allows it."""
    types = {type(module) for module in modules}
    known = set(filter(_is_plain, types))
    plain = [each for each in modules if type(each) in known and id(each) not in memo]
    for module in plain:
        memo[id(module)] = object.__new__(type(module))
    for module in plain:
        own = vars(module)
        state = memo[id(module)].__dict__
        state.update(own)
        for name, value in own.items():
            kind = type(value)
            if kind in ATOMS:
                continue
            if name in HOOKS:
                state[name] = kind()
            else:
                found = memo.get(id(value), memo)
                state[name] = _copied_value(value, memo) if found is memo else found
        if known == types:
            state["training"] = False
    made = copy.deepcopy(model, memo)
    return made if known == types else made.eval()


def _copied_value(value: Any, memo: dict[int, Any]) -> Any:
    """Copy deeply, what most modules hold without :mod:`copy`."""
    kind = type(value)
    if kind in HOLDERS and not value:
        made = memo[id(value)] = kind()
    elif kind is dict and all(type(v) in ATOMS or id(v) in memo for v in value.values()):
        made = memo[id(value)] = {name: memo.get(id(v), v) for name, v in value.items()}
    elif kind is tuple and ATOMS.issuperset(map(type, value)):
        made = value
    else:
        made = copy.deepcopy(value, memo)
    return made


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
