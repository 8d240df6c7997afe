"""Random networks as torch modules and as layer lists, grown together a layer at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

#: Features an axis at most, by the number of axes.
LARGEST = {1: 40, 2: 14, 3: 7}

#: All of them, or their inverses, are not rounded down in single precision, as torch has them.
SCALES = (2, 3, 1.5, 0.5, 2.5, 0.75, 1.25, 4)

Layer = dict[str, Any]
Forward = Callable[..., Tensor]
Made = tuple[Layer, Forward] | None


@dataclass
class Model:
    """A network in both forms."""

    input_size: list[int]
    #: Every weight is one, and an edge counts once: gradients are numbers of paths.
    counting: bool
    layers: list[Layer] = field(default_factory=list)
    forwards: list[Forward] = field(default_factory=list)
    #: Features an axis of every map so far.
    sizes: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def maps(self, image: Tensor) -> dict[str, Tensor]:
        """All maps by name, from an image of the input size."""
        maps = {"input": image[None, None]}
        for layer, forward in zip(self.layers, self.forwards, strict=True):
            maps[layer["name"]] = forward(*(maps[name] for name in layer["inputs"]))
        return maps


@dataclass
class Draw:
    """What a maker of a layer draws from."""

    random: Random
    size: tuple[int, ...]
    counting: bool

    @property
    def axes(self) -> int:
        return len(self.size)

    def each(self, low: int, high: int) -> list[int]:
        return [self.random.randint(low, high) for _ in self.size]

    def pairs(self, most: int) -> list[list[int]]:
        return [[self.random.randint(0, most), self.random.randint(0, most)] for _ in self.size]

    def module(self, name: str) -> Any:
        """The module of torch for this number of axes."""
        return getattr(nn, f"{name}{self.axes}d")

    def weighted(self, module: nn.Module) -> nn.Module:
        """Give a module weights above zero, by a seed of this network."""
        weights = torch.Generator().manual_seed(self.random.getrandbits(32))
        for weight in module.parameters():
            with torch.no_grad():
                if self.counting:
                    weight.fill_(1)
                else:
                    weight.copy_(0.1 + torch.rand(weight.shape, generator=weights))
        return module


def sides(pairs: list[list[int]]) -> list[int]:
    """Padding in the order of ``functional.pad``: the last axis first."""
    return [side for pair in reversed(pairs) for side in pair]


def border(draw: Draw, most: int) -> tuple[str, list[list[int]]]:
    mode = draw.random.choice(("zeros", "zeros", "reflect", "replicate", "circular"))
    pairs = draw.pairs(most)
    if mode in ("reflect", "circular"):
        limit = [n - 1 if mode == "reflect" else n for n in draw.size]
        pairs = [[min(side, n) for side in pair] for pair, n in zip(pairs, limit, strict=True)]
    return mode, pairs


def padded(mode: str, pairs: list[list[int]]) -> Forward:
    kind = "constant" if mode == "zeros" else mode
    return lambda x: functional.pad(x, sides(pairs), mode=kind)


def conv(draw: Draw) -> Made:
    kernel, stride, dilation = draw.each(1, 3), draw.each(1, 3), draw.each(1, 2)
    mode, pairs = border(draw, 2)
    layer = {"kernel_size": kernel, "stride": stride, "dilation": dilation, "padding_mode": mode}
    options = {"stride": stride, "dilation": dilation, "bias": False, "dtype": torch.float64}
    if all(before == after for before, after in pairs) and draw.random.random() < 0.7:
        padding = [before for before, _ in pairs]
        module = draw.module("Conv")(1, 1, kernel, padding=padding, padding_mode=mode, **options)
        return {**layer, "padding": pairs}, draw.weighted(module)
    module = draw.weighted(draw.module("Conv")(1, 1, kernel, **options))
    pad = padded(mode, pairs)
    return {**layer, "padding": pairs}, lambda x: module(pad(x))


def avg_pool(draw: Draw) -> Made:
    kernel, stride = draw.each(1, 4), draw.each(1, 3)
    padding = [draw.random.randint(0, k // 2) for k in kernel]
    ceil = draw.random.random() < 0.5
    layer = {"kernel_size": kernel, "stride": stride, "padding": padding, "ceil_mode": ceil}
    if not draw.counting:
        return layer, draw.module("AvgPool")(kernel, stride, padding, ceil_mode=ceil)
    if draw.axes == 1:
        return None
    return layer, draw.module("AvgPool")(
        kernel, stride, padding, ceil_mode=ceil, divisor_override=1
    )


def conv_transpose(draw: Draw) -> Made:
    kernel, stride, dilation = draw.each(1, 3), draw.each(1, 3), draw.each(1, 2)
    padding = draw.each(0, 1)
    more = [
        draw.random.randrange(max(s, d)) if draw.random.random() < 0.4 else 0
        for s, d in zip(stride, dilation, strict=True)
    ]
    layer = {"kernel_size": kernel, "stride": stride, "dilation": dilation, "padding": padding}
    module = draw.module("ConvTranspose")(
        1, 1, kernel, stride, padding, more, bias=False, dilation=dilation, dtype=torch.float64
    )
    return {**layer, "output_padding": more}, draw.weighted(module)


def is_rounded(n: int, size: int, mode: str) -> bool:
    """Whether torch reads another feature of ``n`` than the nearest one somewhere.

    Torch works out in single precision where the features of a nearest resize stand, whatever the
    tensors are of: from 26 to 22, feature 11 stands at 12.999999 and reads feature 12, not 13.
    Where exact arithmetic and torch part, torch is no referee: such sizes are not drawn.
    """
    features = np.arange(size)
    half = int(mode == "nearest-exact")
    scale = np.float32(n) / np.float32(size)
    rounded = np.floor((features.astype(np.float32) + np.float32(half / 2)) * scale)
    exact = (2 * features + half) * n // (2 * size)
    return mode.startswith("nearest") and bool((rounded != exact).any())


def is_copied(n: int, factor: float) -> bool:
    """Whether some of torch's kernels copy features in place of resizing them.

    They do where the output comes out as large as the input, or twice as large, also where that is
    because a part of a feature was cut off, as of 3 by 1.25; then forward and backward, one axis
    and two, are not the same. Such factors are not drawn either.
    """
    return n * factor % 1 > 0 and int(n * factor) in (n, 2 * n)


def upsample(draw: Draw) -> Made:
    linear = ("linear", "bilinear", "trilinear")[draw.axes - 1]
    modes = ["nearest", "nearest-exact"]
    if not draw.counting:
        modes += [linear, linear] + (["bicubic"] if draw.axes == 2 else [])
    mode = draw.random.choice(modes)
    layer: Layer = {"mode": mode}
    if draw.random.random() < 0.7:
        factors = [draw.random.choice(SCALES) for _ in draw.size]
        if any(map(is_copied, draw.size, factors)):
            return None
        layer["scale_factor"] = factors
    else:
        sizes = [draw.random.randint(1, 2 * n) for n in draw.size]
        if any(is_rounded(n, m, mode) for n, m in zip(draw.size, sizes, strict=True)):
            return None
        layer["size"] = sizes
    options = {key: tuple(value) for key, value in layer.items() if key != "mode"}
    if not mode.startswith("nearest"):
        layer["align_corners"] = options["align_corners"] = draw.random.random() < 0.4
    return layer, nn.Upsample(mode=mode, **options)


def adaptive_pool(draw: Draw) -> Made:
    size = [draw.random.randint(1, n + 1) for n in draw.size]
    mean = draw.module("AdaptiveAvgPool")(size)
    if not draw.counting:
        return {"output_size": size}, mean
    counts = torch.ones(size, dtype=torch.float64)
    for axis, (n, m) in enumerate(zip(draw.size, size, strict=True)):
        own = [-(-(u + 1) * n // m) - u * n // m for u in range(m)]
        shape = [m if k == axis else 1 for k in range(draw.axes)]
        counts = counts * torch.tensor(own, dtype=torch.float64).reshape(shape)
    return {"output_size": size}, lambda x: mean(x) * counts


def global_pool(draw: Draw) -> Made:
    if draw.random.random() < 0.6:
        return None
    if draw.counting:
        return {}, everything
    return {}, draw.module("AdaptiveAvgPool")(1)


def everything(x: Tensor) -> Tensor:
    """Sum a map to one feature."""
    return x.sum(tuple(range(2, x.dim())), keepdim=True)


def linear(draw: Draw) -> Made:
    if draw.random.random() < 0.6:
        return None
    features = int(torch.tensor(draw.size).prod())
    module = draw.weighted(nn.Linear(features, 1, bias=False, dtype=torch.float64))
    shape = (1, 1) + (1,) * draw.axes
    return {}, lambda x: module(x.flatten()).reshape(shape)


def squeeze_and_excite(draw: Draw) -> Made:
    if draw.random.random() < 0.6:
        return None
    if draw.counting:
        return {"type": "norm", "scope": "map"}, lambda x: everything(x).expand_as(x)
    return {"type": "norm", "scope": "map"}, lambda x: (1 + x) * (1 + x.mean())


def pad(draw: Draw) -> Made:
    mode, pairs = border(draw, 3)
    return {"padding": pairs, "mode": mode}, padded(mode, pairs)


def crop(draw: Draw) -> Made:
    pairs = draw.pairs(2)
    cut = tuple(slice(b, n - a) for (b, a), n in zip(pairs, draw.size, strict=True))
    return {"cropping": pairs}, lambda x: x[(..., *cut)]


def slices(draw: Draw) -> Made:
    step = [draw.random.choice((1, 2, -1, -2, 3)) for _ in draw.size]
    start = [draw.random.randrange(-n, n) for n in draw.size]
    stop = [draw.random.choice((None, None, 1, -2)) for _ in draw.size]
    kept = [
        list(range(n))[slice(*cut)]
        for n, cut in zip(draw.size, zip(start, stop, step, strict=True), strict=True)
    ]
    if not all(kept):
        return None

    def forward(x: Tensor) -> Tensor:
        for axis, indices in enumerate(kept):
            x = x.index_select(axis + 2, torch.tensor(indices))
        return x

    return {"type": "slice", "start": start, "stop": stop, "step": step}, forward


def pixel_shuffle(draw: Draw) -> Made:
    if draw.axes != 2:
        return None
    factor = draw.random.randint(2, 3)
    module = nn.PixelShuffle(factor)
    return {"factor": factor}, lambda x: module(x.repeat(1, factor**2, 1, 1))


def pixel_unshuffle(draw: Draw) -> Made:
    if draw.axes != 2:
        return None
    factor = next((f for f in (3, 2) if all(n % f == 0 for n in draw.size)), None)
    if factor is None:
        return None
    module = nn.PixelUnshuffle(factor)
    return {"factor": factor}, lambda x: module(x).sum(1, keepdim=True)


def pointwise(_: Draw) -> Made:
    """Let everything through, also what a cubic resize leaves below zero."""
    return {}, nn.LeakyReLU(0.5)


MAKERS: dict[str, Callable[[Draw], Made]] = {
    "conv": conv,
    "avg_pool": avg_pool,
    "conv_transpose": conv_transpose,
    "upsample": upsample,
    "adaptive_pool": adaptive_pool,
    "global_pool": global_pool,
    "linear": linear,
    "norm": squeeze_and_excite,
    "pad": pad,
    "crop": crop,
    "slice": slices,
    "pixel_shuffle": pixel_shuffle,
    "pixel_unshuffle": pixel_unshuffle,
    "pointwise": pointwise,
}

OFTEN = ("conv", "conv", "conv", "conv_transpose", "upsample")


def add(*maps: Tensor) -> Tensor:
    return sum(maps[1:], maps[0])


def multiply(*maps: Tensor) -> Tensor:
    """Multiply maps, none of which a zero in another may hide."""
    product = torch.ones_like(maps[0])
    for each in maps:
        product = product * (1 + each)
    return product


def concat(*maps: Tensor) -> Tensor:
    """Join maps along the channels, and read all of these with one weight."""
    return torch.cat(torch.broadcast_tensors(*maps), dim=1).sum(1, keepdim=True)


MERGES = {"add": add, "multiply": multiply, "concat": concat}


def append(model: Model, layer: Layer, forward: Forward) -> None:
    """Add a layer where torch can run it and its map is neither empty nor large."""
    layer = {"name": f"layer{len(model.layers) + 1}", **layer}
    shapes = [(1, 1, *model.sizes[name]) for name in layer["inputs"]]
    inputs = [torch.ones(shape, dtype=torch.float64) for shape in shapes]
    try:
        with torch.no_grad():
            size = tuple(forward(*inputs).shape[2:])
    except (RuntimeError, ValueError):
        return
    if not all(1 <= n <= LARGEST[len(size)] for n in size):
        return
    model.layers.append(layer)
    model.forwards.append(forward)
    model.sizes[layer["name"]] = size


def merge(random: Random, model: Model) -> None:
    known = model.sizes
    first = random.choice(list(known)[-4:])
    fitting = [
        name
        for name, size in known.items()
        if all(n in (1, m) for n, m in zip(size, known[first], strict=True))
    ]
    kind = random.choice(["add", "concat"] if model.counting else list(MERGES))
    inputs = [first, *random.sample(fitting, min(len(fitting), random.randint(1, 2)))]
    append(model, {"type": kind, "inputs": inputs}, MERGES[kind])


def random_model(seed: int, *, counting: bool = False) -> Model:
    """Grow the network of a seed, of one to three axes and at most about eight layers."""
    random = Random(seed)
    axes = random.choice((1, 1, 2, 2, 2, 3))
    size = [random.randint(3, LARGEST[axes] - 2) for _ in range(axes)]
    model = Model(size, counting, sizes={"input": tuple(size)})
    for _ in range(random.randint(2, 9 if axes < 3 else 5)):
        if random.random() < 0.2:
            merge(random, model)
            continue
        kind = random.choice((*OFTEN, *OFTEN, *MAKERS))
        name = random.choice(list(model.sizes)[-2:])
        made = MAKERS[kind](Draw(random, model.sizes[name], counting))
        if made:
            append(model, {"type": kind, "inputs": [name], **made[0]}, made[1])
    return model if model.layers else random_model(seed + 1_000_000, counting=counting)
