"""A model's layers: run once on tensors that only have shapes, and looked at."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

import torch
from torch import nn

from ..errors import LayerError
from ..network import Network
from . import functions, modules
from .constants import tensors_in
from .copies import structure, unwrapped
from .graph import Node
from .trace import Trace, watch_modules


def read_model(
    model: nn.Module,
    input_size: int | Sequence[int] = (224, 224),
    *,
    channels: int | None = None,
    name: str | None = None,
) -> Network:
    """Read a model into a network; see :meth:`Network.from_torch`."""
    size = (input_size, input_size) if isinstance(input_size, int) else tuple(input_size)
    inner = unwrapped(model)
    trace = traced(structure(inner), size, channels)
    document = {"input_size": list(size), "name": name or type(inner).__name__}
    return _network(document, trace.graph.nodes, trace.graph.layers())


def traced(model: nn.Module, size: tuple[int, ...], channels: int | None = None) -> Trace:
    """Run a copy of a model on the meta device; the trace of it, up to where it stopped."""
    trace = Trace(size)
    image = image_for(model, size, channels, device="meta").requires_grad_()
    run(trace, model, image, torch.device("meta"))
    return trace


def image_for(
    model: nn.Module, size: tuple[int, ...], channels: int | None, **options: Any
) -> torch.Tensor:
    """Make an image of ones for a model."""
    return torch.ones((1, channels or channels_in(model), *size), **options)


def run(
    trace: Trace, model: nn.Module, image: torch.Tensor, beside: AbstractContextManager[Any]
) -> None:
    """Run a copy of a model while ``beside`` is entered, and trace it up to where it stops."""
    undo = watch_modules(trace, model)
    # A copy of the leaf, which may be written in place.
    image = image.clone()
    trace.start(image)
    try:
        with torch.enable_grad(), beside, trace:
            output = model(image)
        for each in _outputs(output):
            trace.operation = "output"
            if trace.value(each):
                trace.settled(each)
    except Exception as error:
        # What can be read is shown, up to here.
        last = len(trace.graph.nodes) - 1
        reason = str(error).strip().split("\n")[0] or type(error).__name__
        trace.operation = "stopped"
        ones = [1] * len(trace.size(0))
        parameters = {"reason": f"the model stops here: {reason}"[:900], "output_size": ones}
        trace.emit("unknown", parameters, [last], ones)
        trace.error = error
    undo()
    trace.graph.finish()


def _outputs(output: Any) -> list[torch.Tensor]:
    if hasattr(output, "to_tuple"):
        output = output.to_tuple()
    return list(tensors_in(output))


def channels_in(model: nn.Module) -> int:
    """Find how many channels the input has, from the model or its first convolution; 3 else."""
    stated = getattr(model, "pretrained_cfg", None)
    if isinstance(stated, dict) and len(stated.get("input_size") or ()) == 3:
        return int(getattr(model, "in_chans", None) or stated["input_size"][0])
    for module in model.modules():
        found = getattr(module, "in_channels", None)
        if isinstance(module, (nn.modules.conv._ConvNd,)) and isinstance(found, int) and found > 0:
            return found
    return 3


def _network(document: dict[str, Any], nodes: list[Node], layers: list[dict[str, Any]]) -> Network:
    """Check the layers; one that the core refuses becomes unknown, and says why."""
    places = {layer["name"]: place for place, layer in enumerate(layers)}
    for _ in range(len(layers) + 1):
        try:
            return Network({**document, "layers": layers})
        except LayerError as error:
            place = places.get(error.layer or "")
            if place is None or layers[place]["type"] == "unknown":
                raise
            old = layers[place]
            layers[place] = {
                "name": old["name"],
                "type": "unknown",
                "inputs": old["inputs"][:1],
                "reason": str(error)[:900],
                "output_size": list(nodes[place + 1].size),
            }
    raise AssertionError("every layer is unknown by now")


__all__ = ["functions", "modules", "read_model", "traced"]
