"""What a model states itself, in its configuration or with its weights: input size and name."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from torch import nn


@dataclass(frozen=True)
class Stated:
    """An input size, and who states it.

    Attributes
    ----------
    size : tuple of int
        One entry an axis.
    by : str
        Such as ``"pretrained_cfg"``.
    """

    size: tuple[int, ...]
    by: str


def stated_size(model: nn.Module) -> Stated | None:
    """Find the input size that a model states; ``None`` where it states none.

    Asked in turn: the patch embedding, the model and its ``config`` for ``img_size`` or
    ``image_size``, timm's ``pretrained_cfg`` and ``default_cfg``, and the transforms of
    torchvision's weights for as many parameters, or for the model's family where all agree.
    """
    for size, by in (*_attributes(model), *_configurations(model)):
        found = _size(size)
        if found is not None:
            return Stated(found, by)
    return _of_weights(model)


def stated_name(model: nn.Module) -> str:
    """Tell what timm calls a model, or its class."""
    stated = getattr(model, "pretrained_cfg", None)
    name = stated.get("architecture") if isinstance(stated, dict) else None
    return name if isinstance(name, str) and name else type(model).__name__


def _attributes(model: nn.Module) -> Iterator[tuple[Any, str]]:
    owners = (
        (getattr(model, "patch_embed", None), "patch_embed."),
        (model, ""),
        (getattr(model, "config", None), "config."),
    )
    for owner, prefix in owners:
        for key in ("img_size", "image_size"):
            yield getattr(owner, key, None), prefix + key


def _configurations(model: nn.Module) -> Iterator[tuple[Any, str]]:
    for key in ("pretrained_cfg", "default_cfg"):
        stated = getattr(model, key, None)
        size = stated.get("input_size") if isinstance(stated, dict) else None
        # The channels come first.
        yield size[1:] if isinstance(size, Sequence) else None, key


def _size(value: Any) -> tuple[int, ...] | None:
    """Bring a size into one entry an axis; ``None`` where it is none."""
    values = [value, value] if isinstance(value, int) else value
    if not isinstance(values, Sequence) or not 1 <= len(values) <= 3:
        return None
    whole = all(type(n) is int and n > 0 for n in values)
    return tuple(values) if whole else None


def _of_weights(model: nn.Module) -> Stated | None:
    families = [each.__module__ for each in type(model).__mro__]
    family = next((each for each in families if each.startswith("torchvision.models.")), None)
    if family is None:
        return None
    count = sum(parameter.numel() for parameter in model.parameters())
    own: dict[tuple[int, ...], str] = {}
    all_: dict[tuple[int, ...], str] = {}
    for weights in _weights(family):
        size = _transformed(weights)
        if size is None:
            continue
        all_[size] = "the family's weights"
        if weights.meta.get("num_params") == count:
            own[size] = f"{type(weights).__name__}.{weights.name}"
    found = own or all_
    if len(found) != 1:
        return None
    [(size, by)] = found.items()
    return Stated(size, by)


def _weights(family: str) -> Iterator[Any]:
    """List the weights that torchvision has for models of one file, by the enums there."""
    from torchvision.models import WeightsEnum

    for value in list(vars(sys.modules[family]).values()):
        is_weights = isinstance(value, type) and issubclass(value, WeightsEnum)
        if is_weights and value.__module__ == family:
            yield from value


def _transformed(weights: Any) -> tuple[int, ...] | None:
    """Tell the size to which an image is brought; ``None`` for clips, whose length is not said."""
    transforms = weights.transforms
    if getattr(transforms, "func", type).__name__ == "VideoClassification":
        return None
    options = getattr(transforms, "keywords", {})
    return _size(options.get("crop_size") or options.get("resize_size"))
