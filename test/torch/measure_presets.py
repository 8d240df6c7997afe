"""Measures the presets on real modules: which pixels have a gradient when all weights are positive.

    python test/torch/measure_presets.py test/fixtures/presets/measured.json

needs torch and torchvision. torchvision's networks are its own modules, their code included, with
every convolution narrowed to one channel, pools averaging and norms taken out, so that no gradient
can vanish; kernels, strides, paddings and dilations stay what they are. The other networks are
built here from their papers.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import operators  # noqa: F401 -- torchvision cannot be imported before it
import torch
from torch import Tensor, nn
from torch.nn import functional
from torchvision import models

Outputs = dict[str, Tensor]
Forward = Callable[[Tensor], Outputs]

torch.set_default_dtype(torch.float64)


@dataclass(frozen=True)
class Subject:
    """A network to measure.

    Attributes
    ----------
    name : str
        Of the preset.
    source : str
        What is measured.
    size : tuple of int
        Of the input, one entry an axis.
    forward : callable
        Input of shape ``(1, 1, *size)`` -> the map of every layer to measure.
    strip : tuple of int
        Size of an input so long that a feature in the middle of its last axis sees no border.
    period : int
        Neighbours to look at there: a multiple of the period.
    """

    name: str
    source: str
    size: tuple[int, ...]
    forward: Forward
    strip: tuple[int, ...]
    period: int = 1


def seen(output: Tensor, image: Tensor, index: tuple[int, ...]) -> list[tuple[int, int, int]]:
    """First pixel, the one after the last, and how many, an axis, that one feature looks at."""
    [gradient] = torch.autograd.grad(
        output[(0, slice(None), *index)].sum(), image, retain_graph=True
    )
    pixels = gradient[0, 0] != 0
    found = []
    for axis in range(pixels.dim()):
        others = [other for other in range(pixels.dim()) if other != axis]
        places = (pixels.any(dim=others) if others else pixels).nonzero()
        found.append((int(places[0]), int(places[-1]) + 1, len(places)))
    return found


def border(output: Tensor, image: Tensor) -> list[dict[str, list[Any]]]:
    """Clipped fields of the features at both ends and in the middle."""
    size = output.shape[2:]
    axes: list[dict[str, list[Any]]] = [{"u": [], "fields": []} for _ in size]
    for place in ("first", "second", "middle", "last but one", "last"):
        index = tuple(_place(place, n) for n in size)
        for axis, u, fields in zip(axes, index, seen(output, image, index), strict=True):
            if u not in axis["u"]:
                axis["u"].append(u)
                axis["fields"].append(list(fields))
    return axes


def _place(place: str, n: int) -> int:
    places = {"first": 0, "second": 1, "middle": n // 2, "last but one": n - 2, "last": n - 1}
    return min(max(places[place], 0), n - 1)


def interior(output: Tensor, image: Tensor, period: int) -> dict[str, Any]:
    """Lattice on the last axis, far from both borders; all axes are alike."""
    middle = tuple(n // 2 for n in output.shape[2:])
    first = middle[-1] - period // 2
    fields = [seen(output, image, (*middle[:-1], first + step))[-1] for step in range(period + 1)]
    assert all(lo > 0 and hi < image.shape[-1] for lo, hi, _ in fields), "the image is too short"
    sizes = [hi - lo for lo, hi, _ in fields]
    centers = [(lo + hi) / 2 for lo, hi, _ in fields]
    jump = (centers[-1] - centers[0]) / period
    starts = {center - (first + step) * jump for step, center in enumerate(centers)}
    return {
        "r": max(sizes),
        "r_range": [min(sizes), max(sizes)],
        "j": _whole(jump),
        "start": _whole(starts.pop()) if len(starts) == 1 else None,
        "dense": all(count == hi - lo for lo, hi, count in fields),
    }


def _whole(number: float) -> float:
    return int(number) if number.is_integer() else number


def measure(subject: Subject) -> dict[str, Any]:
    image = torch.ones(1, 1, *subject.size, requires_grad=True)
    strip = torch.ones(1, 1, *subject.strip, requires_grad=True)
    maps, long_maps = subject.forward(image), subject.forward(strip)
    rows = [
        {
            "name": name,
            "n": list(output.shape[2:]),
            **interior(long_maps[name], strip, subject.period),
            "border": border(output, image),
        }
        for name, output in maps.items()
    ]
    return {"name": subject.name, "source": subject.source, "size": subject.size, "rows": rows}


def even(module: nn.Module) -> nn.Module:
    """Give all weights of the convolutions the same value, so that sums stay near 1."""
    for layer in module.modules():
        if isinstance(layer, (nn.Conv1d, nn.Conv2d, nn.ConvTranspose2d)):
            nn.init.constant_(layer.weight, 1 / layer.weight[0].numel())
    return module


class Copy(nn.Module):
    """Passes on a copy: torchvision's blocks add in place, to a map that is to be looked at."""

    def forward(self, value: Tensor) -> Tensor:
        return value.clone()


def narrow(module: nn.Module) -> nn.Module:
    """Put one-channel, linear layers of the same geometry in place of a module's layers."""
    for name, layer in module.named_children():
        if isinstance(layer, nn.Conv2d):
            setattr(module, name, _narrow_conv(layer))
        elif isinstance(layer, nn.MaxPool2d):
            setattr(module, name, _mean_pool(layer))
        elif isinstance(layer, (nn.BatchNorm2d, nn.ReLU, nn.Dropout, nn.Linear)):
            setattr(module, name, Copy())
        else:
            narrow(layer)
    return module


def _narrow_conv(conv: nn.Conv2d) -> nn.Conv2d:
    shape = (conv.kernel_size, conv.stride, conv.padding, conv.dilation)
    return nn.Conv2d(1, 1, *shape, bias=False)


def _mean_pool(pool: nn.MaxPool2d) -> nn.AvgPool2d:
    assert pool.dilation == 1
    return nn.AvgPool2d(pool.kernel_size, pool.stride, pool.padding, pool.ceil_mode)


def torchvision_forward(model: nn.Module, wanted: Iterable[str]) -> Forward:
    """The maps of modules, by their paths, in the order in which they are worked out."""
    module = even(narrow(model.eval()))
    paths = dict(module.named_modules())

    def forward(image: Tensor) -> Outputs:
        outputs: Outputs = {}
        hooks = [
            paths[name].register_forward_hook(
                lambda _module, _inputs, output, name=name: outputs.update({name: output})
            )
            for name in wanted
        ]
        module(image)
        for hook in hooks:
            hook.remove()
        return outputs

    return forward


def vgg(depth: int) -> Subject:
    model = getattr(models, f"vgg{depth}")()
    layers = [
        f"features.{place}"
        for place, layer in enumerate(model.features)
        if isinstance(layer, (nn.Conv2d, nn.MaxPool2d))
    ]
    return torchvision(f"vgg{depth}", model, layers, 768)


def resnet(depth: int) -> Subject:
    """The stem, all blocks, and the convolutions of the first and the last block of a stage."""
    model = getattr(models, f"resnet{depth}")()
    layers = ["conv1", "maxpool"]
    for stage in ("layer1", "layer2", "layer3", "layer4"):
        blocks = getattr(model, stage)
        for place, block in enumerate(blocks):
            if place in (0, len(blocks) - 1):
                convs = [name for name, _ in block.named_children() if name.startswith("conv")]
                convs += ["downsample.0"] if block.downsample is not None else []
                layers += [f"{stage}.{place}.{name}" for name in convs]
            layers.append(f"{stage}.{place}")
    return torchvision(f"resnet{depth}", model, layers, 4096)


def torchvision(name: str, model: nn.Module, layers: list[str], length: int) -> Subject:
    source = f"{_version('torchvision')}, {_version('torch')}"
    return Subject(name, source, (224, 224), torchvision_forward(model, layers), (64, length))


def _version(package: str) -> str:
    return f"{package} {sys.modules[package].__version__.split('+')[0]}"


class UNet(nn.Module):
    """Ronneberger, Fischer and Brox 2015, one channel a map."""

    DEPTH = 4

    def __init__(self, padding: int) -> None:
        super().__init__()
        self.padding = padding
        convs = {"output": nn.Conv2d(1, 1, 1, bias=False)}
        for level in range(1, self.DEPTH + 1):
            convs[f"down{level}/conv1"] = self._conv(1)
            convs[f"down{level}/conv2"] = self._conv(1)
            convs[f"up{level}/upconv"] = nn.ConvTranspose2d(1, 1, 2, stride=2, bias=False)
            convs[f"up{level}/conv1"] = self._conv(2)
            convs[f"up{level}/conv2"] = self._conv(1)
        convs["bottom/conv1"] = self._conv(1)
        convs["bottom/conv2"] = self._conv(1)
        self.layers = nn.ModuleDict(convs)

    def _conv(self, channels: int) -> nn.Conv2d:
        return nn.Conv2d(channels, 1, 3, padding=self.padding, bias=False)

    def forward(self, image: Tensor) -> Outputs:
        outputs: Outputs = {}

        def apply(name: str, value: Tensor) -> Tensor:
            outputs[name] = self.layers[name](value)
            return outputs[name]

        value = image
        for level in range(1, self.DEPTH + 1):
            value = apply(f"down{level}/conv2", apply(f"down{level}/conv1", value))
            value = outputs[f"down{level}/pool"] = functional.avg_pool2d(value, 2)
        value = apply("bottom/conv2", apply("bottom/conv1", value))
        for level in range(self.DEPTH, 0, -1):
            up = apply(f"up{level}/upconv", value)
            skip = outputs[f"down{level}/conv2"]
            rows, columns = (
                (a - b) // 2 for a, b in zip(skip.shape[2:], up.shape[2:], strict=True)
            )
            cut = functional.pad(skip, (-columns, -columns, -rows, -rows))
            if self.padding == 0:
                outputs[f"up{level}/crop"] = cut
            value = outputs[f"up{level}/concat"] = torch.cat([cut, up], dim=1)
            value = apply(f"up{level}/conv2", apply(f"up{level}/conv1", value))
        apply("output", value)
        return outputs


def unet(name: str, size: int, padding: int) -> Subject:
    source = f"the paper's network in {_version('torch')}"
    period = 2**UNet.DEPTH
    return Subject(name, source, (size, size), even(UNet(padding)), (size, size), period)


class Causal(nn.Conv1d):
    """A dilated convolution that sees nothing after its own sample."""

    def __init__(self, kernel: int, dilation: int = 1) -> None:
        super().__init__(1, 1, kernel, dilation=dilation, bias=False)

    def forward(self, value: Tensor) -> Tensor:
        before = (self.kernel_size[0] - 1) * self.dilation[0]
        return super().forward(functional.pad(value, (before, 0)))


class WaveNet(nn.Module):
    """Van den Oord et al. 2016: blocks of gated convolutions; gate and filter see alike."""

    def __init__(self, blocks: int, layers: int) -> None:
        super().__init__()
        self.causal = Causal(2)
        self.gates = nn.ModuleDict(
            {
                f"block{block + 1}/dilation{2**layer}": Causal(2, 2**layer)
                for block in range(blocks)
                for layer in range(layers)
            }
        )

    def forward(self, sound: Tensor) -> Outputs:
        value = self.causal(sound)
        outputs = {"causal": value}
        skip = torch.zeros(())
        for name, gate in self.gates.items():
            gated = outputs[f"{name}/gate"] = gate(value)
            skip = skip + gated
            value = outputs[name] = value + gated
        del outputs[name]
        outputs["skip"] = skip
        return outputs


class TCN(nn.Module):
    """Bai, Kolter and Koltun 2018: residual blocks of two causal convolutions."""

    def __init__(self, levels: int, kernel: int) -> None:
        super().__init__()
        self.pairs = nn.ModuleList(
            nn.ModuleList([Causal(kernel, 2**level), Causal(kernel, 2**level)])
            for level in range(levels)
        )
        self.downsample = nn.Conv1d(1, 1, 1, bias=False)

    def forward(self, value: Tensor) -> Outputs:
        outputs: Outputs = {}
        for level, (first, second) in enumerate(self.pairs):
            name = f"network.{level}"
            one = outputs[f"{name}.conv1"] = first(value)
            two = outputs[f"{name}.conv2"] = second(one)
            shortcut = value
            if level == 0:
                shortcut = outputs[f"{name}.downsample"] = self.downsample(value)
            value = outputs[name] = two + shortcut
        return outputs


class PatchGAN(nn.Module):
    """The 70 x 70 discriminator of Isola et al. 2017."""

    def __init__(self) -> None:
        super().__init__()
        strides = {"C64": 2, "C128": 2, "C256": 2, "C512": 1, "output": 1}
        self.layers = nn.ModuleDict(
            {
                name: nn.Conv2d(1, 1, 4, stride=stride, padding=1, bias=False)
                for name, stride in strides.items()
            }
        )

    def forward(self, value: Tensor) -> Outputs:
        outputs: Outputs = {}
        for name, layer in self.layers.items():
            value = outputs[name] = layer(value)
        return outputs


def subjects() -> Iterable[Subject]:
    source = f"the paper's network in {_version('torch')}"
    yield from map(vgg, (11, 13, 16, 19))
    yield from map(resnet, (34, 50, 101, 152))
    yield unet("unet", 572, 0)
    yield unet("unet_padded", 512, 1)
    yield Subject("pix2pix_discriminator", source, (256, 256), even(PatchGAN()), (64, 512))
    yield Subject("wavenet", source, (16000,), even(WaveNet(3, 10)), (16000,))
    yield Subject("tcn", source, (784,), even(TCN(8, 7)), (8192,))


def main(target: Path) -> None:
    measured = []
    for subject in subjects():
        print(subject.name, flush=True)
        measured.append(measure(subject))
    lines = [
        json.dumps({**one, "rows": None})[:-5].rstrip()
        + " [\n"
        + ",\n".join(f"    {json.dumps(row)}" for row in one["rows"])
        + "\n  ]}"
        for one in measured
    ]
    target.write_text("[\n  " + ",\n  ".join(lines) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
