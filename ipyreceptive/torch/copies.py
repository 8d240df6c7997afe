"""A copy of a model without its weights, on the device that only knows shapes."""

from __future__ import annotations

import copy
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import torch
from torch import nn
from torch.nn.modules.lazy import LazyModuleMixin
from torch.nn.parameter import is_lazy

from .walk import modules_in

Convert = Callable[[torch.Tensor], torch.Tensor]
#: Types whose values are their own copies.
ATOMS = frozenset({bool, int, float, str, type(None)})
#: Types that torch gives every module many of, most of them empty.
HOLDERS = frozenset({dict, OrderedDict, list, set})
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


def originals(copy: nn.Module, model: nn.Module) -> dict[int, torch.Tensor]:
    """Find the tensors of a model that are no parameters, by the ids of their copies."""
    return {
        id(made): held[name]
        for (_, module), (_, own) in zip(modules_in(copy), modules_in(model), strict=True)
        for copies, held in ((module._buffers, own._buffers), (vars(module), vars(own)))
        for name, made in copies.items()
        if isinstance(made, torch.Tensor)
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
    modules = [module for _, module in modules_in(model)]
    plain = set(filter(_is_plain, {type(module) for module in modules}))
    others = [module for module in modules if type(module) not in plain]
    memo: dict[int, Any] = {}
    for module in others:
        memo.update((id(hooks), type(hooks)()) for hooks in _hooks(module))
    _convert_all(others, convert, memo)
    try:
        made = _Copier(plain, dict(memo), convert).copy(model, modules)
    except Exception:
        # Operators, locks and files a model holds are shared.
        _convert_all(modules, convert, memo)
        for module in modules:
            for value in vars(module).values():
                if not _can_be_copied(value, memo):
                    memo[id(value)] = value
        made = _Copier(plain, memo, convert).copy(model, modules)
    if others:
        made.eval()
    return made


def _hooks(module: nn.Module) -> Iterator[dict[Any, Any]]:
    """Find the hooks, which a copy is not to have; those of lazy modules give them their shape."""
    for name in BACKWARD if isinstance(module, LazyModuleMixin) else HOOKS:
        if hooks := vars(module).get(name):
            yield hooks


def _convert_all(modules: Iterable[nn.Module], convert: Convert, memo: dict[int, Any]) -> None:
    """Convert the tensors of modules that :mod:`copy` is to go through."""
    for module in modules:
        for held in (module._parameters, module._buffers, vars(module)):
            for value in held.values():
                if isinstance(value, torch.Tensor) and id(value) not in memo:
                    memo[id(value)] = convert(value)


class _Copier:
    """Copies modules of plain types by hand, which is faster, and others with :mod:`copy`."""

    def __init__(self, plain: set[type], memo: dict[int, Any], convert: Convert) -> None:
        self._plain = plain
        self._memo = memo
        self._convert = convert
        #: What is left to :mod:`copy`: the attributes of a copy, and one that was not copied yet.
        self._left: list[tuple[dict[str, Any], str, Any]] = []

    def copy(self, model: nn.Module, modules: Sequence[nn.Module]) -> nn.Module:
        """Copy a model; in eval mode where all its modules are of plain types."""
        memo = self._memo
        by_hand = [each for each in modules if type(each) in self._plain]
        # Others have a say in which mode theirs are in.
        modes = {"training": False} if len(by_hand) == len(modules) else {}
        for module in by_hand:
            memo[id(module)] = object.__new__(type(module))
        for module in by_hand:
            state = vars(memo[id(module)])
            self._fill(state, module)
            state.update(modes)
        for state, name, value in self._left:
            state[name] = copy.deepcopy(value, memo)
        return copy.deepcopy(model, memo)

    def _fill(self, state: dict[str, Any], module: nn.Module) -> None:
        """Copy the attributes of a module."""
        own = vars(module)
        state.update(own)
        for name, value in own.items():
            kind = type(value)
            if kind in ATOMS:
                continue
            if name in HOOKS:
                state[name] = kind()
                continue
            found = self._copied(value)
            if found is None:
                self._left.append((state, name, value))
            else:
                state[name] = found

    def _copied(self, value: Any) -> Any:
        """Copy what most modules hold; ``None`` where it is something else."""
        memo = self._memo
        made = memo.get(id(value))
        if made is not None:
            return made
        kind = type(value)
        if kind in HOLDERS and not value:
            made = memo[id(value)] = kind()
        elif kind is dict:
            made = self._dict(value)
        elif kind in (tuple, list) and ATOMS.issuperset(map(type, value)):
            made = memo[id(value)] = value if kind is tuple else value.copy()
        elif isinstance(value, torch.Tensor):
            made = memo[id(value)] = self._convert(value)
        return made

    def _dict(self, value: dict[Any, Any]) -> dict[Any, Any] | None:
        """Copy parameters, buffers or modules; ``None`` where a dict holds other things."""
        memo = self._memo
        made = value.copy()
        for name, each in value.items():
            if type(each) in ATOMS:
                continue
            found = memo.get(id(each))
            if found is None:
                if not isinstance(each, torch.Tensor):
                    return None
                found = memo[id(each)] = self._convert(each)
            made[name] = found
        memo[id(value)] = made
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
