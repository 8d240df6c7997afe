"""Tensors that only have shapes: what is made short gives what torch gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from ipyreceptive import Network
from ipyreceptive.torch.shapes import without_values

MAP = (2, 6, 10, 12)
CALLS: dict[str, Callable[[Tensor], Any]] = {
    "relu in place": lambda value: value.relu_(),
    "hardswish": functional.hardswish,
    "batch_norm": nn.BatchNorm2d(6).eval(),
    "batch_norm in training": nn.BatchNorm2d(6),
    "batch_norm of too many": nn.BatchNorm2d(5).eval(),
    "layer_norm": nn.LayerNorm((10, 12)),
    "layer_norm of too few": nn.LayerNorm(10),
    "group_norm": nn.GroupNorm(3, 6),
    "group_norm of too many": nn.GroupNorm(4, 8),
    "attention": lambda value: functional.scaled_dot_product_attention(
        value, value[:, :, 1:], value[:, :, 1:, 3:]
    ),
    "attention, broadcast": lambda value: functional.scaled_dot_product_attention(
        value, value[:1], value[:1]
    ),
    "bilinear": lambda value: functional.interpolate(value, scale_factor=1.3, mode="bilinear"),
    "bicubic": lambda value: functional.interpolate(value, (7, 30), mode="bicubic"),
    "trilinear of two axes": lambda value: functional.interpolate(value, 7, mode="trilinear"),
}


def shape_of(call: Callable[[Tensor], Any], value: Tensor) -> tuple[int, ...] | None:
    """Tell the shape of what is given; ``None`` where that is an error."""
    try:
        return tuple(call(value).shape)
    except Exception:
        return None


@pytest.mark.parametrize("name", CALLS)
def test_the_shape_is_that_of_torch(name: str) -> None:
    call = CALLS[name]
    with torch.no_grad():
        right = shape_of(call, torch.ones(MAP))
    if isinstance(call, nn.Module):
        call = call.to("meta")
    with without_values(), torch.no_grad():
        found = shape_of(call, torch.ones(MAP))
    assert found == right


def test_a_norm_that_does_not_fit_stops_the_model() -> None:
    net = Network.from_torch(nn.Sequential(nn.Conv2d(3, 8, 3), nn.BatchNorm2d(4)), 16)
    assert "the model stops here" in str(list(net)[-1].reason)
