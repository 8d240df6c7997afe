"""A model's layers: run once on tensors that only have shapes, and looked at."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import partial
from operator import index
from typing import Any

import torch
from torch import nn

from ..errors import LayerError
from ..kept import Kept
from ..network import Network
from ..uncollected import nothing_collected
from . import functions, modules
from .constants import tensors_in
from .copies import originals, structure, unwrapped
from .graph import Graph, Node
from .progress import Progress, aside
from .shapes import run_on_shapes
from .stated import stated_name, stated_size
from .trace import Trace
from .walk import Modules, modules_in
from .watch import watched_modules

#: What torch says where a model looks at values that are not there.
WITHOUT_VALUES = re.compile(
    r"item\(\) cannot be called on meta|run this operator with Meta tensors|copy out of meta|"
    "convert meta device|register_meta function"
)


def read_model(
    model: nn.Module,
    input_size: int | Sequence[int] | None = None,
    *,
    channels: int | None = None,
    name: str | None = None,
) -> Network:
    """Read a model into a network; see :meth:`Network.from_torch`."""
    inner = unwrapped(model)
    name = name or stated_name(inner)
    modules = modules_in(inner)
    for path, module in modules:
        if isinstance(module, torch.jit.ScriptModule):
            raise TypeError(
                f"{path or name} is compiled to TorchScript, which cannot be looked into; give the "
                "model as it was before torch.jit.script or torch.jit.trace"
            )
    size = _size_of(inner, input_size, name)
    with nothing_collected():
        return _read(modules, size, channels, name)


def _read(modules: Modules, size: tuple[int, ...], channels: int | None, name: str) -> Network:
    """Read a model of some modules; what was made for it is gone afterwards."""
    graph = _graph(modules, size, channels, name)
    layers = graph.layers()
    if not layers:
        raise ValueError(
            f"nothing in {name} reads more than one place, so there is no layer to show"
        )
    document = {"input_size": list(size), "name": name}
    network = _network(document, graph.nodes, layers)
    network._kept.without_row = graph.without_row()
    network._kept.channels = channels
    return network


def _graph(modules: Modules, size: tuple[int, ...], channels: int | None, name: str) -> Graph:
    """Find the layers of a model."""
    copies = structure(modules)
    trace = Trace(size, run=run_on_shapes, originals=partial(originals, copies, modules))
    image = image_for(modules[0][1], size, channels, device="meta").requires_grad_()
    run(trace, copies, image, torch.device("meta"), doing=f"reading {name}")
    return trace.graph


def _size_of(model: nn.Module, given: int | Sequence[int] | None, name: str) -> tuple[int, ...]:
    """Tell the input size, and say it where the model stated it."""
    if given is not None:
        return _given(given)
    stated = stated_size(model)
    if stated is None:
        raise ValueError(
            f"{name} does not state the size of its input; give it: "
            "from_torch(model, input_size=(224, 224)), or one number an axis for sound, clips and "
            "volumes"
        )
    size = " × ".join(map(str, stated.size))
    print(f"{name}: input size {size}, from {stated.by}", file=aside())
    return stated.size


def _given(size: int | Sequence[int]) -> tuple[int, ...]:
    sizes: tuple[int, ...]
    try:
        sizes = (index(size),) * 2  # type: ignore[arg-type]
    except TypeError:
        try:
            sizes = tuple(map(index, size))  # type: ignore[arg-type]
        except TypeError:
            sizes = ()
    if not 1 <= len(sizes) <= 3 or min(sizes) < 1:
        # The core says what is wrong with it, or takes it.
        return Network([["layer", 1]], input_size=size).input_size
    return sizes


def image_for(
    model: nn.Module, size: tuple[int, ...], channels: int | None, **options: Any
) -> torch.Tensor:
    """Make an image of ones for a model, of the type of its weights where none is said."""
    options = {"dtype": type_in(model), **options}
    of_one = channels_in(model) if channels is None else channels
    if not hasattr(of_one, "__index__") or of_one < 0:
        raise TypeError(f"channels is {of_one!r}; a whole number of channels is expected")
    return torch.ones((1, of_one, *size) if of_one else (1, *size), **options)


def run(
    trace: Trace,
    modules: Modules,
    image: torch.Tensor,
    beside: AbstractContextManager[Any],
    *,
    doing: str = "",
) -> None:
    """Run a copy of a model while ``beside`` is entered, and trace it up to where it stops.

    ``modules`` are those of the copy with their paths, itself the first. Where ``doing`` is said,
    it is shown how far that is, once it takes long.
    """
    line = Progress(doing, len(modules), "modules", shown=bool(doing))
    # A copy of the leaf, which may be written in place.
    image = image.clone()
    trace.start(image)
    try:
        with line, watched_modules(trace, modules, line), torch.enable_grad(), beside, trace:
            output = modules[0][1](image)
        for each in tensors_in(output):
            trace.operation = "output"
            if trace.value(each):
                trace.settled(each)
    except Exception as error:
        # What can be read is shown, up to here.
        last = len(trace.graph.nodes) - 1
        trace.operation = "stopped"
        ones = [1] * len(trace.size(0))
        given = "" if last else f", given {_shape(image)}"
        reason = f"the model stops here{given}: {said(error)}"
        parameters = {"reason": reason[:900], "output_size": ones}
        trace.emit("unknown", parameters, [last], ones)
        trace.error = error
    trace.graph.finish()
    trace.forget()


def _shape(image: torch.Tensor) -> str:
    return f"an input of {' × '.join(map(str, image.shape))} (the input size last)"


def said(error: Exception) -> str:
    """Tell the first line of an error, or its kind where it says nothing."""
    if WITHOUT_VALUES.search(str(error)):
        return "what it does next depends on values, and it is read without any"
    return str(error).strip().split("\n")[0] or type(error).__name__


def type_in(model: nn.Module) -> torch.dtype | None:
    """Tell the type of a model's weights; ``None`` where it has none."""
    types = (each.dtype for each in model.parameters() if each.is_floating_point())
    return next(types, None)


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
            return _checked({**document, "layers": layers})
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


def _checked(document: dict[str, Any]) -> Network:
    try:
        text = json.dumps(document, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError):
        # A reader of the user's own gave other numbers than Python's.
        return Network(document)
    return Network._of(Kept.of_document(text))


__all__ = ["functions", "modules", "read_model"]
