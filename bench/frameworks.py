"""Time from a torch model to the receptive fields of all its convolutions, by several tools.

Prints JSON: for each tool its seconds, and how many of its fields differ from ours; or why it has
none.
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

from ipyreceptive import Network  # noqa: E402

NAME = sys.argv[1]
RUNS = int(sys.argv[2])
SIZE = 224

model = getattr(torchvision.models, NAME)(weights=None).eval()
image = torch.zeros(1, 3, SIZE, SIZE)


def ours() -> list[int]:
    """Read the model, and take the fields from the table."""
    return [row.r[0] for row in Network.from_torch(model, SIZE).table() if row.type == "conv"]


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


def seconds(ask: Callable[[], list[int]]) -> list[float]:
    """Time some runs after one that warms up."""
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        ask()
        times.append(perf_counter() - start)
    return times


right = ours()
results = [{"name": "ipyreceptive", "seconds": seconds(ours), "wrong": 0, "of": len(right)}]
for tool in (torchlens, torchscan):
    name = tool.__name__
    try:
        with contextlib.redirect_stdout(sys.stderr):
            told = tool()
            wrong = sum(one != other for one, other in zip(told, right, strict=True))
            times = seconds(tool)
        name = f"{name} {version(name)}"
        results.append({"name": name, "seconds": times, "wrong": wrong, "of": len(right)})
    except Exception as error:
        results.append({"name": name, "error": f"{type(error).__name__}: {error}"[:200]})
print(json.dumps(results))
