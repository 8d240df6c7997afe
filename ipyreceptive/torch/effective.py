"""The effective receptive field of trained weights (Luo et al. 2016)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn

from ..network import Network
from .copies import copied, originals, unwrapped
from .measure import Watch, as_array
from .progress import Progress
from .read import read_model, run, said, type_in
from .trace import Trace
from .walk import modules_in

#: What is within two standard deviations of the middle of a normal distribution.
SHARE = 0.9545


@dataclass(frozen=True, repr=False)
class EffectiveField:
    """How much each pixel matters to one feature, with the weights that the model has.

    Attributes
    ----------
    layer : str
        Name of its layer.
    index : tuple of int
        Its place there, one entry an axis.
    values : numpy.ndarray or nested list
        Mean over the images of the gradient's size, of the image's size; the sum is 1.
    center, std : tuple of float
        Mean and standard deviation of the values on each axis, in pixels.
    width : float
        Side of a square (cube, length) with as many pixels as are above ``1 - 0.9545`` of the
        largest value.
    theoretical : tuple of int
        Size of the receptive field, one entry an axis.
    """

    layer: str
    index: tuple[int, ...]
    values: Any
    center: tuple[float, ...]
    std: tuple[float, ...]
    width: float
    theoretical: tuple[int, ...]

    def __repr__(self) -> str:
        size = " × ".join(map(str, self.theoretical))
        return f"<{self.layer} {self.index}: effective width {self.width:.1f} of {size} pixels>"


def effective_field(
    model: nn.Module, images: Any, layer: str, index: int | Sequence[int]
) -> EffectiveField:
    """Measure the effective receptive field of one feature.

    The gradient of the feature (its channels added) by the pixels, in eval mode; its size, added
    over the channels of the image, averaged over the images. The model stays as it was.

    Parameters
    ----------
    model : torch.nn.Module
        With the weights to look at.
    images : torch.Tensor, or what ``torch.as_tensor`` makes one of
        Of shape ``(images, channels, *size)``, as the model takes them; they get the type of its
        weights.
    layer : str
        Name of the layer, as ``Network.from_torch`` gives it.
    index : int or sequence of int
        Its place there, one entry an axis; a single number stands for all axes.

    Raises
    ------
    KeyError, IndexError
        For a layer or a feature that is not there.
    TypeError
        For what is no model, images that are no tensor, or whole numbers, or a layer that is no
        name.
    ValueError
        Where no pixel matters to the feature, the model stops before it, or has no weights; for
        images of which there is none, or that hold no finite numbers.
    """
    if not isinstance(layer, str):
        raise TypeError(
            f"layer is a {type(layer).__name__}; its name is expected, such as 'layer4'"
        )
    images = _tensor(images)
    inner = unwrapped(model)
    if any(each.is_meta for each in model.parameters()):
        raise ValueError("the model has no weights: it is on the meta device")
    images = images.to(type_in(model) or images.dtype)
    size = tuple(images.shape[2:])
    net = read_model(model, size, channels=images.shape[1])
    try:
        field = net.field(layer, index)
    except KeyError:
        stops = [row.reason for row in net if row.name.rpartition(".")[2] == "stopped"]
        if not stops:
            raise
        shape = tuple(images.shape)
        raise ValueError(
            f"{layer!r} is not reached by images of shape {shape}, which is read as (images, "
            f"channels, *size): {stops[0]}"
        ) from None
    if field.layer not in net.layers:
        raise ValueError(
            f"{field.layer} is the image itself, of which each pixel matters to itself"
        )
    number = list(net.layers).index(field.layer) + 1
    total = torch.zeros(size, dtype=torch.float64)
    with Progress("measuring", len(images), "images") as line:
        for image in images:
            # The same weights, nothing that remembers gradients, nor what another run has kept.
            copy = copied(inner, _shared)
            total += _gradient(copy, image[None], size, number, field.index)
            line.step()
    if not total.any():
        raise ValueError(f"no pixel matters to {field.layer} {field.index} on these images")
    return _described(net, field, total / total.sum())


def _tensor(images: Any) -> Tensor:
    try:
        made = torch.as_tensor(images)
    except (TypeError, ValueError, RuntimeError):
        raise TypeError(
            "images is a tensor of shape (images, channels, *size), not "
            f"{type(images).__name__}; torch.stack makes one of several"
        ) from None
    if made.dim() < 3:
        raise ValueError(
            f"images has shape {tuple(made.shape)}; (images, channels, *size) is expected"
        )
    if not len(made):
        raise ValueError("images has no image in it")
    if not made.is_floating_point():
        kind = str(made.dtype).removeprefix("torch.")
        raise TypeError(f"images holds {kind}; give what the model takes, such as images / 255")
    if not made.isfinite().all():
        raise ValueError("images holds what is no finite number (NaN or infinity)")
    return made


def _shared(value: Tensor) -> Tensor:
    kept = value.detach()
    return nn.Parameter(kept, requires_grad=False) if isinstance(value, nn.Parameter) else kept


def _gradient(
    model: nn.Module, image: Tensor, size: tuple[int, ...], number: int, index: Sequence[int]
) -> Tensor:
    watch = Watch({number})
    leaf = image.detach().clone().requires_grad_()
    modules = modules_in(model)
    trace = Trace(size, watch, originals=partial(originals, modules, modules))
    run(trace, modules, leaf, nullcontext())
    if number not in watch.found:
        why = f": {said(trace.error)}" if trace.error else ""
        raise ValueError(f"the model does not come to this layer{why}")
    entries = watch.found[number].entries(index)
    [gradient] = torch.autograd.grad(entries.sum(), leaf)
    return gradient[0].abs().sum(0).double().cpu()


def _described(net: Network, field: Any, values: Tensor) -> EffectiveField:
    axes = values.dim()
    center, std = [], []
    for axis in range(axes):
        weights = values.sum([other for other in range(axes) if other != axis])
        places = torch.arange(len(weights), dtype=values.dtype) + 0.5
        mean = float((weights * places).sum())
        center.append(mean)
        std.append(math.sqrt(float((weights * (places - mean) ** 2).sum())))
    above = int((values > (1 - SHARE) * values.max()).sum())
    return EffectiveField(
        field.layer,
        tuple(field.index),
        as_array(values),
        tuple(center),
        tuple(std),
        above ** (1 / axes),
        net[field.layer].r,
    )
