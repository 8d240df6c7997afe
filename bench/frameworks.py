"""Time from a torch model to the receptive fields of all its convolutions, by several tools.

Prints JSON: for each tool its seconds, and how many of its fields differ from ours; or why it has
none; ``wrong`` is ``null`` where a tool tells of no fields at all.
"""

import contextlib
import json
import os
import sys
from collections.abc import Callable
from importlib.metadata import version
from time import perf_counter

TESTS = os.path.join(os.path.dirname(os.path.dirname(__file__)), "test", "torch")
sys.path.append(TESTS)

import operators  # noqa: E402, F401 -- torchvision cannot be imported before it
import torch  # noqa: E402
import torchvision  # noqa: E402
import unet  # noqa: E402

from ipyreceptive import Network  # noqa: E402

NAME = sys.argv[1]
RUNS = int(sys.argv[2])
SIZE = 224
#: Seconds after which a tool is asked no more.
ENOUGH = 20

builders = {"unet": unet.UNet}
model = builders[NAME]() if NAME in builders else torchvision.models.get_model(NAME, weights=None)
model = model.eval()
image = torch.zeros(1, 3, SIZE, SIZE)


def ours() -> list[int | None]:
    """Read the model, and take the fields from the table; ``None`` where all is seen."""
    return [
        None if row.status == "whole" else row.r[0]
        for row in Network.from_torch(model, SIZE).table()
        if row.type == "conv"
    ]


def torchlens() -> list[int]:
    """Trace a forward pass, and take the fields from the trace."""
    import torchlens

    trace = torchlens.trace(model, image)
    names = [name for name in trace.layer_labels if name.startswith("conv2d")]
    return [int(trace[name].receptive_field.size[0]) for name in names]


def torchscan() -> list[int]:
    """Crawl the modules, and take the fields from the report: each is in its own input's cells."""
    import torchscan

    layers = torchscan.crawl_module(model, (3, SIZE, SIZE))["layers"]
    return [
        int(layer["metrics"]["receptive_field"]["value"] or 0)
        for layer in layers
        if layer["type"] == "Conv2d"
    ]


def torchinfo() -> list[int]:
    """Make the summary, which tells of no fields."""
    import torchinfo

    torchinfo.summary(model, (1, 3, SIZE, SIZE), verbose=0)
    return []


def rfa_toolbox() -> list[int]:
    """Read the model's graph, and take the fields of its convolutions."""
    from rfa_toolbox import create_graph_from_pytorch_model

    graph = create_graph_from_pytorch_model(model, input_res=(1, 3, SIZE, SIZE))
    fields = [max(r.receptive_field for r in n.receptive_field_info) for n in graph.all_layers]
    kinds = [node.layer_info.name for node in graph.all_layers]
    return [int(r) for r, kind in zip(fields, kinds, strict=True) if kind.startswith("Conv2d")]


def is_wrong(told: int, field: int | None) -> bool:
    """Tell whether a field is not ours; one that covers the image does for all of it."""
    return told < SIZE if field is None else told != field


def seconds(ask: Callable[[], object]) -> list[float]:
    """Time some runs after one that warms up, fewer where they take long."""
    times: list[float] = []
    while len(times) < RUNS and sum(times) < ENOUGH:
        start = perf_counter()
        ask()
        times.append(perf_counter() - start)
    return times


right = ours()
results = [{"name": "ipyreceptive", "seconds": seconds(ours), "wrong": 0, "of": len(right)}]
for tool in (torchlens, torchscan, torchinfo, rfa_toolbox):
    name = tool.__name__
    try:
        with contextlib.redirect_stdout(sys.stderr):
            told = tool()
            wrong = sum(map(is_wrong, told, right)) + abs(len(right) - len(told)) if told else None
            times = seconds(tool)
        name = f"{name} {version(name)}"
        results.append({"name": name, "seconds": times, "wrong": wrong, "of": len(right)})
    except Exception as error:
        results.append({"name": name, "error": f"{type(error).__name__}: {error}"[:200]})
print(json.dumps(results))
