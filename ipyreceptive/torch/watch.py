"""Telling a trace in which module the run is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from torch import nn

from .alike import given_alike, gives_alike
from .convolved import convolved, is_convolution
from .own_readers import run_as_one
from .progress import Progress
from .registry import ModuleReader, module_reader
from .trace import Trace


@contextmanager
def watched_modules(
    trace: Trace, modules: Sequence[tuple[str, nn.Module]], line: Progress
) -> Iterator[None]:
    """Tell a trace where the run is: on a copy of the model that nobody else uses.

    Parameters
    ----------
    trace : Trace
        Follows the run.
    modules : sequence of (str, torch.nn.Module)
        Those of the copy with their paths; at the end another trace can follow another run of it.
    line : Progress
        Counts the modules that the run came out of.
    """
    own: list[tuple[dict[str, Any], Any]] = []
    readers = {each: module_reader(each) for each in {type(module) for _, module in modules}}
    for path, module in modules:
        if path:
            # Quicker than hooks, of which torch makes sure that each can be taken away alone.
            own.append((vars(module), vars(module).get("forward")))
            vars(module)["forward"] = _watched(trace, path, module, readers[type(module)], line)
    try:
        yield
    finally:
        for kept, forward in own:
            if forward is None:
                del kept["forward"]
            else:
                kept["forward"] = forward


def _watched(
    trace: Trace, path: str, module: nn.Module, read: ModuleReader | None, line: Progress
) -> Any:
    compiled = type(module).__name__ == "OptimizedModule"
    forward = module._modules["_orig_mod"] if compiled else module.forward
    alike = read is None and gives_alike(module)
    slides = read is None and is_convolution(module)

    def run(*args: Any, **kwargs: Any) -> Any:
        if alike and len(args) == 1 and not kwargs:
            given = given_alike(trace, module, args[0])
            if given is not None:
                trace.graph.close(path, trace.value(given)[0].layer)
                line.step()
                return given
        trace.enter(path)
        if read is None:
            direct = slides and len(args) == 1 and not kwargs
            output = convolved(trace, module, args[0]) if direct else None
            if output is None:
                output = forward(*args, **kwargs)
        else:
            output = run_as_one(trace, read, module, forward, args, kwargs)
        trace.leave(path, output)
        line.step()
        return output

    return run
