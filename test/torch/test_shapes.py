"""Tensors that only have shapes: what is made short gives what torch gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from ipyreceptive import Network
from ipyreceptive.torch.shapes import run_on_shapes

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
    "sum": lambda value: value + value,
    "sum in place": lambda value: value.add_(value[:, :1]),
    "sum in place that does not fit": lambda value: value[:, :1].clone().add_(value),
    "sum with a number": lambda value: 1 - value * 2,
    "sum, broadcast": lambda value: value[:, :1, :, :1] + value,
    "sum, broadcast both ways": lambda value: value[:1] * value[:, :1],
    "sum of fewer dimensions": lambda value: value + value[0, 0],
    "sum that does not fit": lambda value: value + value[:, :2],
    "cat": lambda value: torch.cat([value, value[:, 2:], value[:, :0]], 1),
    "cat along the last": lambda value: torch.cat((value, value[..., :1]), dim=-1),
    "cat of one that is empty": lambda value: torch.cat([value, value.new_empty(0)], 1),
    "cat that does not fit": lambda value: torch.cat([value, value[:, :, 1:]], 1),
    "conv": nn.Conv2d(6, 8, (3, 4), stride=(2, 1), padding=(1, 0), dilation=2, groups=2),
    "conv, the same size": nn.Conv2d(6, 8, 3, padding="same", dilation=3, bias=False),
    "conv of one axis": lambda value: nn.Conv1d(10, 4, 3, 2, device=value.device)(value[0]),
    "conv without a batch": lambda value: nn.Conv2d(6, 4, 3, 2, device=value.device)(value[0]),
    "conv of too many": nn.Conv2d(5, 8, 3),
    "conv that is too large": nn.Conv2d(6, 8, 13),
    "linear": nn.Linear(12, 5),
    "linear of too many": nn.Linear(11, 5),
    "pooled to one": nn.AdaptiveAvgPool2d(1),
    "pooled to one, without a batch": lambda value: nn.AdaptiveMaxPool2d((1, 1))(value[0]),
    "pooled to some": nn.AdaptiveAvgPool2d((None, 1)),
    "mean": lambda value: value.mean((2, -1)),
    "mean, kept": lambda value: value.mean(dim=(2, 3), keepdim=True),
    "mean of one dimension": lambda value: value.mean(1, True),
    "mean of all": lambda value: value.mean(),
    "mean of what is not there": lambda value: value.mean(4),
    "mean of one dimension twice": lambda value: value.mean((1, -3)),
}


class Shapes(TorchFunctionMode):
    """Runs all on tensors that only have shapes."""

    def __torch_function__(
        self, func: Any, types: Any, args: Any = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Run one call."""
        return run_on_shapes(func, args, kwargs or {})


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
    with torch.device("meta"), Shapes(), torch.no_grad():
        found = shape_of(call, torch.ones(MAP))
    assert found == right


def test_what_a_short_way_gives_still_comes_from_the_input() -> None:
    value = torch.ones(MAP, device="meta", requires_grad=True)
    constant = torch.ones(MAP, device="meta")
    with Shapes():
        found = [constant + value[:, :1], torch.cat([constant, value]), value.mean(1)]
    assert all(each.requires_grad and not each.is_leaf for each in found)


def test_a_norm_that_does_not_fit_stops_the_model() -> None:
    net = Network.from_torch(nn.Sequential(nn.Conv2d(3, 8, 3), nn.BatchNorm2d(4)), 16)
    assert "the model stops here" in str(list(net)[-1].reason)
