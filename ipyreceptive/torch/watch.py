"""Telling a trace in which module the run is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from torch import nn

from .own_readers import run_as_one
from .progress import Progress
from .registry import module_reader
from .trace import Trace


@contextmanager
def watched_modules(trace: Trace, model: nn.Module, line: Progress) -> Iterator[None]:
    """Tell a trace where the run is: on a copy of the model that nobody else uses.

    Parameters
    ----------
    trace : Trace
        Follows the run.
    model : torch.nn.Module
        The copy; at the end another trace can follow another run of it.
    line : Progress
        Counts the modules that the run came out of.
    """
    undo: list[Callable[[], None]] = []
    for path, module in model.named_modules():
        if not path:
            continue
        read = module_reader(module)
        if read is not None:
            _read_as_one(trace, module, read)
            undo.append(partial(module.__dict__.pop, "forward"))

        def enter(_module: nn.Module, _args: Any, path: str = path) -> None:
            trace.enter(path)

        def leave(_module: nn.Module, _args: Any, output: Any, path: str = path) -> None:
            trace.leave(path, output)
            line.step()

        undo += [
            module.register_forward_pre_hook(enter).remove,
            module.register_forward_hook(leave).remove,
        ]
    try:
        yield
    finally:
        for each in undo:
            each()


def _read_as_one(
    trace: Trace, module: nn.Module, read: Callable[[Any, tuple[int, ...]], Any]
) -> None:
    forward = module.forward

    def run(*args: Any, **kwargs: Any) -> Any:
        return run_as_one(trace, read, module, forward, args, kwargs)

    module.forward = run
