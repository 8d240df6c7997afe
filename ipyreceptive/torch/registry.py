"""Who reads what: functions by their name in torch, modules by their type."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from .call import Call

FunctionReader = Callable[..., Any]
ModuleReader = Callable[[Any, tuple[int, ...]], Any]
F = TypeVar("F", bound=Callable[..., Any])

functions: dict[str, FunctionReader] = {}
modules: dict[type | str, ModuleReader] = {}


def function(*names: str) -> Callable[[F], F]:
    """Register the reader of functions and of methods of tensors with these names.

    It is called with the :class:`Call` and the function's own arguments.
    """

    def register(read: F) -> F:
        functions.update(dict.fromkeys(names, read))
        return read

    return register


def reader(*types: type | str) -> Callable[[F], F]:
    """Register a function that tells the layers of a module of your own.

    Parameters
    ----------
    *types : type or str
        Types of modules, or their full names (``"package.module.Type"``) where importing them is
        not wanted.

    Notes
    -----
    The function takes the module and the size of its input, one entry an axis, and returns a layer
    as a dict (``type`` and the parameters of that type; no ``name`` or ``inputs``), a list of them,
    one after the other, or ``None`` where the module is better looked into. The module's own
    forward still runs, for the shape of its output; where it cannot run on the meta device, give
    the layer ``channels``.

    Examples
    --------
    >>> from ipyreceptive.torch import reader
    >>> @reader(MyBlurPool)
    ... def read_blur(module, size):
    ...     return {"type": "avg_pool", "kernel_size": 3, "stride": module.stride, "padding": 1}
    """
    return lambda read: modules.update(dict.fromkeys(types, read)) or read


def module_reader(type_: type) -> ModuleReader | None:
    """Find the reader of a type of modules, or of the nearest type it is derived from."""
    for each in type_.__mro__:
        found = modules.get(each) or modules.get(f"{each.__module__}.{each.__qualname__}")
        if found is not None:
            return found
    return None


@cache
def function_name(function: Any) -> str:
    """Name a function of torch without what tells its variants apart: ``relu_`` is ``relu``.

    An attribute of a tensor has the attribute's name.
    """
    name: str = getattr(function, "__name__", "")
    if name == "__get__":
        return str(function.__self__.__name__)
    name = name.split(".")[0]
    if name.startswith("__") and name.endswith("__"):
        return name.strip("_")
    return name.rstrip("_")


#: Methods that begin as those of ``+=`` and its like do.
NO_SIGNS = frozenset({"__invert__", "__int__", "__index__", "__iter__"})


@cache
def writes(func: Any) -> bool:
    """Whether a function writes into its first tensor."""
    name: str = getattr(func, "__name__", "")
    own = name.endswith("_") and not name.endswith("__")
    sign = name.startswith("__i") and name not in NO_SIGNS
    return own or sign or name in ("__setitem__", "__set__")


@cache
def is_question(function: Any) -> bool:
    """Whether a function only asks about a tensor, and tells nothing of its entries."""
    name = function_name(function)
    return name in QUESTIONS or (
        getattr(function, "__name__", "") == "__get__" and name not in functions
    )


QUESTIONS = frozenset(
    {
        *("size", "dim", "stride", "numel", "is_contiguous", "is_floating_point", "is_complex"),
        *("data_ptr", "storage_offset", "element_size", "get_device", "retain_grad"),
        *("register_hook", "backward", "grad", "len", "hash"),
    }
)

__all__ = ["Call", "function", "function_name", "functions", "module_reader", "reader"]
