"""Copying the modules of a model by hand, and their tensors when they are asked for."""

from __future__ import annotations

import copy
from collections import OrderedDict, UserDict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import CellType, FunctionType, MethodType
from typing import Any

import torch
from torch import nn
from torch._C import DisableTorchFunction

Convert = Callable[[torch.Tensor], torch.Tensor]
#: Types whose values are their own copies.
ATOMS = frozenset({bool, int, float, str, type(None)})
HOLDERS = frozenset({list, set})
#: What torch gives every module.
HOOKS = tuple(name for name in vars(nn.Module()) if "_hooks" in name)
TENSORS = ("_parameters", "_buffers")
COPIED = frozenset({*HOOKS, *TENSORS})
#: What of it most modules have empty.
EMPTY = frozenset({"_modules", "_non_persistent_buffers_set"})


class Tensors:
    """Copies each tensor once, when it is asked for; the modules that hold them are not held here.

    Parameters
    ----------
    convert : callable
        Makes the copy of a tensor.
    """

    def __init__(self, convert: Convert) -> None:
        self._convert = convert
        self._made: dict[int, torch.Tensor] = {}

    def of(self, value: torch.Tensor) -> torch.Tensor:
        """Take the copy of a tensor."""
        made = self._made.get(id(value))
        if made is None:
            # It may be asked for while the copy is run and traced.
            with DisableTorchFunction():
                made = self._made[id(value)] = self._convert(value)
        return made


class Memo(dict[int, Any]):
    """What was copied, by the ids of the originals; most tensors only when they are asked for."""

    def __init__(self, tensors: Tensors, known: Mapping[int, Any] = {}) -> None:
        super().__init__(known)
        self.tensors = tensors
        #: Tensors that nobody asked for, by their ids.
        self.waiting: dict[int, torch.Tensor] = {}

    def get(self, key: int, default: Any = None) -> Any:
        """Take a copy, as :mod:`copy` does."""
        waiting = self.waiting.pop(key, None)
        return super().get(key, default) if waiting is None else self.tensor(waiting)

    def tensor(self, value: torch.Tensor) -> torch.Tensor:
        """Take the copy of a tensor."""
        made = self[id(value)] = self.tensors.of(value)
        return made


class Held(UserDict[str, Any]):
    """Parameters or buffers of a copy, which are copied when they are first asked for.

    Attributes
    ----------
    data : dict
        What was copied; what was not yet, is the original's.
    """

    def __init__(self, own: dict[str, Any], tensors: Tensors) -> None:
        self.data = own.copy()
        self._tensors = tensors
        self._left = set(own)

    def __getitem__(self, name: str) -> Any:
        if name in self._left:
            self._left.remove(name)
            value = self.data[name]
            if isinstance(value, torch.Tensor):
                self.data[name] = self._tensors.of(value)
        return self.data[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self._left.discard(name)
        self.data[name] = value

    def __reduce__(self) -> Any:
        """Copy and pickle it as a plain dict."""
        return dict, (dict(self),)


def seen(held: Any) -> Mapping[str, Any]:
    """Look at parameters or buffers, of which those that nobody asked for are the original's."""
    return held.data if type(held) is Held else held


def hooks_of_its_own(module: nn.Module) -> OrderedDict[int, Any]:
    """Find hooks that are a part of a module: functions of its own library that hold nothing."""
    library = type(module).__module__.partition(".")[0]
    return OrderedDict(
        (key, hook)
        for key, hook in module._forward_hooks.items()
        if key not in module._forward_hooks_with_kwargs
        and getattr(hook, "__module__", "").partition(".")[0] == library
        and _holds_nothing(hook)
    )


def _holds_nothing(hook: Any) -> bool:
    """Whether it is a function that keeps nothing from one call to the next."""
    return type(hook) is FunctionType and all(
        type(cell.cell_contents) in ATOMS or _holds_nothing(cell.cell_contents)
        for cell in hook.__closure__ or ()
    )


def rebound(function: FunctionType, memo: Memo) -> Any:
    """Copy a function that holds modules, or methods of theirs, to hold their copies."""
    compiled = vars(function).get("_torchdynamo_orig_callable")
    if compiled is not None:
        return _rebound(compiled, memo)
    around = function.__globals__
    names = [name for name in function.__code__.co_names if name in around]
    changed = {name: _of_copy(around[name], memo) for name in names}
    changed = {name: each for name, each in changed.items() if each is not None}
    if not changed and _holds_nothing(function):
        return function
    cells = tuple(CellType() for _ in function.__closure__ or ())
    made = FunctionType(
        function.__code__,
        {**around, **changed} if changed else around,
        function.__name__,
        function.__defaults__,
        cells,
    )
    made.__kwdefaults__ = function.__kwdefaults__
    vars(made).update(vars(function))
    memo[id(function)] = made
    for cell, own in zip(cells, function.__closure__ or (), strict=True):
        cell.cell_contents = _rebound(own.cell_contents, memo)
    return made


def _rebound(value: Any, memo: Memo) -> Any:
    known = _of_copy(value, memo)
    if known is not None:
        return known
    return rebound(value, memo) if type(value) is FunctionType else value


def _of_copy(value: Any, memo: Memo) -> Any:
    """Take the copy of a module, or its method; ``None`` for what is neither."""
    if type(value) is MethodType and id(value.__self__) in memo:
        return MethodType(value.__func__, memo[id(value.__self__)])
    return dict.get(memo, id(value))


class Copier:
    """Copies modules of plain types by hand, which is faster, and others with :mod:`copy`."""

    def __init__(self, plain: set[type], memo: Memo) -> None:
        self._plain = plain
        self._memo = memo
        #: What is left to :mod:`copy`: the attributes of a copy, and one that was not copied yet.
        self._left: list[tuple[dict[str, Any], str, Any]] = []

    def copy(self, modules: Sequence[nn.Module]) -> Memo:
        """Copy a model; in eval mode where all its modules are of plain types."""
        memo = self._memo
        by_hand = [each for each in modules if type(each) in self._plain]
        # Others have a say in which mode theirs are in.
        modes = {"training": False} if len(by_hand) == len(modules) else {}
        for module in by_hand:
            memo[id(module)] = object.__new__(type(module))
        for module in by_hand:
            state = vars(memo[id(module)])
            self._fill(state, vars(module))
            if module._forward_hooks:
                state["_forward_hooks"] = hooks_of_its_own(module)
            state.update(modes)
        if self._left or len(by_hand) < len(modules):
            memo.waiting = {
                id(value): value
                for module in by_hand
                for name in TENSORS
                for value in vars(module)[name].values()
                if value is not None
            }
        for state, name, value in self._left:
            made = rebound(value, memo) if type(value) is FunctionType else None
            state[name] = made or copy.deepcopy(value, memo)
        memo[id(modules[0])] = copy.deepcopy(modules[0], memo)
        return memo

    def _fill(self, state: dict[str, Any], own: dict[str, Any]) -> None:
        """Copy the attributes of a module."""
        state.update(own)
        for name in HOOKS:
            state[name] = OrderedDict()
        for name in TENSORS:
            state[name] = Held(own[name], self._memo.tensors) if own[name] else {}
        for name, value in own.items():
            kind = type(value)
            if name in COPIED or kind in ATOMS:
                continue
            if name in EMPTY and not value:
                state[name] = kind()
            elif kind is not tuple or not ATOMS.issuperset(map(type, value)):
                made = self._made(kind, value)
                if made is None:
                    self._left.append((state, name, value))
                else:
                    state[name] = made

    def _made(self, kind: type, value: Any) -> Any:
        """Copy what many modules hold; ``None`` where it is something else."""
        memo = self._memo
        made = dict.get(memo, id(value))
        if made is not None:
            return made
        if kind is dict:
            made = self._dict(value)
        elif kind in HOLDERS and ATOMS.issuperset(map(type, value)):
            made = kind(value)
        elif isinstance(value, torch.Tensor):
            made = memo.tensor(value)
        if made is not None:
            memo[id(value)] = made
        return made

    def _dict(self, value: dict[Any, Any]) -> dict[Any, Any] | None:
        """Copy modules, tensors and plain values; ``None`` where a dict holds other things."""
        made = value.copy()
        known = partial(dict.get, self._memo)
        for name, each in value.items():
            if type(each) not in ATOMS:
                tensor = isinstance(each, torch.Tensor)
                found = self._memo.tensor(each) if tensor else known(id(each))
                if found is None:
                    return None
                made[name] = found
        return made
