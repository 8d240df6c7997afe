"""Modules that are read as one, by readers of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import nn

from .call import moved, sizes_of
from .constants import tensors_in
from .places import Read
from .settle import axis_of, merged, spread
from .tokens import has_tokens
from .trace import Trace


def run_as_one(
    trace: Trace,
    read: Callable[[Any, tuple[int, ...]], Any],
    module: nn.Module,
    forward: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> Any:
    """Run a module that has a reader, which tells its layers."""
    tracked = [each for each in tensors_in((args, kwargs)) if trace.value(each)]
    if not tracked or any(has_tokens(read) for each in tracked for read in trace.value(each)):
        return forward(*args, **kwargs)
    reads = [each for each in map(trace.settled, tracked) if each is not None]
    first = spread(trace, reads[0])
    told = read(module, trace.size(first.layer))
    if told is None:
        return forward(*args, **kwargs)
    layers = [dict(told)] if isinstance(told, dict) else [dict(each) for each in told]
    inputs = list(dict.fromkeys(each.layer for each in reads))
    if len(inputs) > 1 and layers[0].get("bound") == "whole":
        # What is at most the whole map is so of all its inputs.
        trace.operation = "inputs"
        together = merged(trace, reads, "concat")
        if together is not None:
            first, inputs = together, [together.layer]
    with trace.silent():
        try:
            output = forward(*args, **kwargs)
        except Exception:
            # It does not run on tensors without values; its reader says what it would give.
            output = None
        return _told(trace, type(module).__name__, layers, (first, inputs), output, tracked[0])


def _told(
    trace: Trace,
    name: str,
    layers: list[dict[str, Any]],
    source: tuple[Read, list[int]],
    output: Any,
    like: torch.Tensor,
) -> Any:
    """Add the layers that a reader told, and say what the module's output reads."""
    first, inputs = source
    trace.operation = name
    size = before = trace.size(first.layer)
    number = first.layer
    remarks: dict[str, Any] = {}
    for layer, n in zip(layers, sizes_of(layers, size), strict=True):
        remarks = {key: layer.pop(key, None) for key in ("channels", "groups", "note")}
        number = trace.emit(layer.pop("type"), layer, [number], n, **remarks)
        size = n
    found = next(iter(tensors_in(output)), None)
    if found is None:
        found = output = _made_up(first, before, size, remarks.get("channels"), like)
    dims = moved(first, before, size, found.shape)
    if len(inputs) > 1:
        read = trace.unknown(inputs[:1], found.shape, "it reads several tensors")
    elif dims is None:
        reason = f"its reader gives {size}, and its output has shape {tuple(found.shape)}"
        read = trace.unknown([number], found.shape, reason)
    else:
        read = Read(number, dims)
    trace.put(found, (read,))
    return output


def _made_up(
    read: Read, before: Sequence[int], after: Sequence[int], channels: int | None, like: Any
) -> torch.Tensor:
    """Make a tensor for a module that does not run on the meta device."""
    shape = list(like.shape)
    for place, dim in enumerate(read.dims):
        axis = axis_of(dim, before)
        if axis is not None:
            shape[place] = after[axis]
    if channels is not None and len(shape) > 1:
        shape[1] = channels
    return torch.empty(shape, dtype=like.dtype, device=like.device)
