"""Reads the models of torchvision and timm, and compares sampled layers with measurements.

    .venv-torch/bin/python bench/survey.py [--only NAME ...] [--table]

writes a line a model to ``test-results/survey.jsonl``, and goes on after those that are there;
``--table`` makes ``bench/survey.md`` of them. No weights are downloaded.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import zip_longest
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "test/torch"))

import operators  # noqa: E402, F401 -- torchvision cannot be imported before it
import timm  # noqa: E402
import torch  # noqa: E402
import torchvision  # noqa: E402
from torch import nn  # noqa: E402
from torch.overrides import TorchFunctionMode  # noqa: E402

from ipyreceptive import Network  # noqa: E402
from ipyreceptive.torch.stated import stated_size  # noqa: E402

ROWS = ROOT / "test-results/survey.jsonl"
TABLE = ROOT / "bench/survey.md"
STATUSES = ("exact", "varies", "whole", "bound", "unsupported")
#: Architectures of timm: of every family in turn.
TIMM = 200
#: What needs more memory than a laptop has.
LARGE = re.compile(r"gemma|giant|gigantic|huge|xxlarge|_so\d|_7b|_e\d+_")
#: Layers of each model to measure, at two features each.
SAMPLES = 4
#: How many choices of layers to try.
ROUNDS = 3
#: A small image, for those that take any.
SMALL = (128, 128)
CLIP = (16, 112, 112)
#: Sizes for those that take one of their own only when they are made, and are too large else.
SMALLER = {
    "cait_m36_384": 192,
    "beit_large_patch16_384": 192,
    "deepseek_vit_412m": 168,
    "deepseek_vit_412m_align": 168,
    "vitamin_large2_336": 112,
    "aimv2_1b_patch14_224": 112,
}
#: Processor seconds and bytes that measuring one model may take.
SECONDS = 300
MEMORY = 6 * 2**30


class Unset(TorchFunctionMode):
    """Leaves the weights of large layers as the memory was: only their shapes matter."""

    def __torch_function__(
        self, func: Any, types: Any, args: Any = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Skip what fills a parameter."""
        name = getattr(func, "__name__", "")
        fills = name.endswith("_") and not name.startswith("__") and name != "requires_grad_"
        if fills and args and isinstance(args[0], nn.Parameter) and args[0].numel() > 10_000:
            return args[0]
        return func(*args, **(kwargs or {}))


def of_torchvision() -> list[str]:
    return [f"torchvision/{name}" for name in torchvision.models.list_models()]


def of_timm() -> list[str]:
    families = [
        [name for name in timm.list_models(module=module) if not LARGE.search(name)]
        for module in timm.list_modules()
    ]
    spread = [
        [names[place * len(names) // 4] for place in range(min(len(names), 4))]
        for names in families
    ]
    # A model may stand in two families.
    turns = list(dict.fromkeys(name for turn in zip_longest(*spread) for name in turn if name))
    return [f"timm/{name}" for name in turns[:TIMM]]


def made(name: str) -> nn.Module:
    source, _, name = name.partition("/")
    if source == "timm":
        size = {"img_size": SMALLER[name]} if name in SMALLER else {}
        return timm.create_model(name, pretrained=False, **size)
    builder = torchvision.models.get_model_builder(name)
    detects = re.search("rcnn|fcos|retinanet|ssd", name)
    options: dict[str, Any] = {"weights": None}
    if detects or re.search("deeplab|fcn_|lraspp", name):
        options["weights_backbone"] = None
    if name in ("googlenet", "inception_v3"):
        options["init_weights"] = False
    model = builder(**options)
    # These take lists of images, or two.
    if detects:
        return model.backbone
    return model.feature_encoder if name.startswith("raft") else model


def size_for(name: str, model: nn.Module) -> tuple[int, ...]:
    if re.search(r"mc3|mvit_v|r2plus1d|r3d|s3d|swin3d", name) and name.startswith("torchvision"):
        return (16, 224, 224) if re.search("mvit|s3d", name) else CLIP
    smaller = SMALLER.get(name.partition("/")[2])
    if smaller:
        return (smaller, smaller)
    of_detector = re.search(r"ssd(?:lite)?(\d+)", name)
    if of_detector:
        return (int(of_detector[1]),) * 2
    stated = stated_size(model)
    return SMALL if stated is None else stated.size


def read(name: str, model: nn.Module) -> Network:
    """Read a model at a small size, or at its own where it does not take that."""
    own = size_for(name, model)
    small = SMALL if len(own) == 2 else own
    net = Network.from_torch(model, small)
    stops = any("the model stops here" in str(row.reason) for row in net)
    return Network.from_torch(model, own) if stops and own != small else net


class TooCostlyError(BaseException):
    """Measuring takes longer, or more memory, than a survey can have; no error of the model."""


@contextmanager
def limited(seconds: float = SECONDS) -> Iterator[None]:
    """Stop what takes too long or too much memory; looks once a second."""
    end = time.process_time() + seconds

    def look(*_: Any) -> None:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        if time.process_time() > end or pages * resource.getpagesize() > MEMORY:
            raise TooCostlyError

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 1, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def survey(name: str, samples: int = SAMPLES) -> dict[str, Any]:
    """Read one model, and compare some of its layers."""
    with Unset():
        model = made(name)
    start = time.perf_counter()
    net = read(name, model)
    seconds = time.perf_counter() - start
    rows = list(net)
    counts = Counter(row.status for row in rows)
    reasons = Counter(
        str(row.reason) for row in rows if row.status in ("bound", "unsupported")
    ).most_common(2)
    names = [row.name for row in rows if row.status != "unsupported"]
    step = max(len(names) // samples, 1)
    found: Any = ()
    wrong: Any = ()
    try:
        with limited():
            # Not every row is a tensor of the model: where few of them are, their neighbours are.
            for before in range(1, min(step, ROUNDS) + 1):
                more = net.check(model, names[step - before :: step][:samples], progress=False)
                found, wrong = (*found, *more), (*wrong, *more.disagreements)
                if wrong or sum(each.agrees is not None for each in found) >= samples:
                    break
    except TooCostlyError:
        reasons.append(("too large to be measured in this survey", 1))
    return {
        "model": name,
        "size": list(net.input_size),
        "layers": len(rows),
        **{status: counts[status] for status in STATUSES},
        "compared": sum(each.agrees is not None for each in found),
        "disagreements": len(wrong),
        "wrong": [f"{each.layer} {each.index}" for each in wrong],
        "reasons": [f"{reason} ({count})" for reason, count in reasons],
        "seconds": round(seconds, 2),
    }


def attempted(name: str) -> dict[str, Any]:
    try:
        return survey(name)
    except Exception as error:
        return {"model": name, "error": f"{type(error).__name__}: {error}"[:300]}


def known() -> dict[str, dict[str, Any]]:
    lines = ROWS.read_text(encoding="utf-8").splitlines() if ROWS.exists() else []
    return {row["model"]: row for row in map(json.loads, lines)}


HEADS = ("model", "size", "layers", *STATUSES, "compared", "disagreements", "why not exact")


def table(rows: list[dict[str, Any]]) -> str:
    head = (
        "# Models read and compared\n\n"
        f"{date.today()}, torch {torch.__version__.split('+')[0]}, torchvision "
        f"{torchvision.__version__.split('+')[0]}, timm {timm.__version__}: `python "
        "bench/survey.py`, then `python bench/survey.py --table`.\n\n"
        "Every model of torchvision (of detectors and optical flow what reads the image) and "
        f"{sum(row['model'].startswith('timm/') for row in rows)} architectures of timm, of every "
        "family some, without weights. Columns: rows of "
        "the table by their status; features compared with a measurement on the model itself "
        "(four layers, each at its middle and its end), and how "
        "many of them disagree.\n\n"
    )
    errors = [row for row in rows if "error" in row]
    good = [row for row in rows if "error" not in row]
    total = {key: sum(row[key] for row in good) for key in HEADS[2:-1]}
    lines = [
        f"{len(rows)} models, {len(errors)} of them with an error, {total['compared']} features "
        f"compared, **{total['disagreements']} disagreements**.\n\n"
        f"| {' | '.join(HEADS)} |\n|{' --- |' * len(HEADS)}"
    ]
    for row in rows:
        if "error" in row:
            lines.append(f"| {row['model']} |{' |' * (len(HEADS) - 2)} {row['error']} |")
            continue
        cells = [row[key] for key in HEADS[2:-1]]
        why = "; ".join(row["reasons"]).replace("|", "\\|")
        size = " × ".join(map(str, row["size"]))
        lines.append(f"| {row['model']} | {size} | {' | '.join(map(str, cells))} | {why} |")
    return head + "\n".join(lines) + "\n"


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--only", nargs="*")
    options.add_argument("--table", action="store_true")
    given = options.parse_args()
    torch.set_num_threads(1)
    wanted = of_torchvision() + of_timm()
    rows = known()
    if given.table:
        TABLE.write_text(table([rows[name] for name in wanted if name in rows]), encoding="utf-8")
        return
    if given.only:
        for name in given.only:
            print(json.dumps(attempted(name)), flush=True)
        return
    ROWS.parent.mkdir(exist_ok=True)
    # Each in a process of its own, which leaves its memory when it ends.
    processes = get_context("fork").Pool(1, maxtasksperchild=1)
    with ROWS.open("a", encoding="utf-8") as file, processes as pool:
        for row in pool.imap(attempted, [name for name in wanted if name not in rows]):
            file.write(json.dumps(row) + "\n")
            file.flush()


if __name__ == "__main__":
    main()
