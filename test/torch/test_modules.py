"""Modules and functions of torch of every kind, each read and compared with the model itself."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from calling import Calling
from torch import Tensor, nn
from torch.nn import functional
from torchvision import ops

from ipyreceptive import Network

MODES = ("zeros", "reflect", "replicate", "circular")

#: Models, the sizes of their input, and how many places the last layer has, and sees.
MODELS: dict[str, tuple[nn.Module, tuple[int, ...], tuple[int, ...], tuple[int, ...]]] = {
    "one axis": (
        nn.Sequential(nn.Conv1d(2, 4, 5, 2, dilation=2), nn.MaxPool1d(3, 2), nn.Conv1d(4, 4, 3)),
        (80,),
        (15,),
        (21,),
    ),
    "one axis, up": (
        nn.Sequential(nn.Conv1d(2, 4, 4, 4), nn.ConvTranspose1d(4, 2, 4, 4), nn.AvgPool1d(2)),
        (32,),
        (16,),
        (4,),
    ),
    "three axes": (
        nn.Sequential(
            nn.Conv3d(1, 4, (1, 3, 3), padding=(0, 1, 1)),
            nn.MaxPool3d((1, 2, 2)),
            nn.Conv3d(4, 4, (3, 1, 1), stride=(2, 1, 1), groups=2),
        ),
        (7, 12, 14),
        (3, 6, 7),
        (3, 4, 4),
    ),
    "three axes, up": (
        nn.Sequential(
            nn.Conv3d(1, 2, 2, 2),
            nn.Upsample(scale_factor=2, mode="nearest"),
            nn.Conv3d(2, 2, 3, padding=1),
        ),
        (4, 8, 8),
        (4, 8, 8),
        (4, 4, 4),
    ),
    "lazy": (
        nn.Sequential(nn.LazyConv2d(4, 3), nn.LazyBatchNorm2d(), nn.LazyConv2d(4, 3, 2)),
        (17, 17),
        (7, 7),
        (5, 5),
    ),
    "same": (
        nn.Sequential(nn.Conv2d(2, 4, (4, 3), padding="same"), nn.Conv2d(4, 4, 2, padding="same")),
        (12, 12),
        (12, 12),
        (5, 4),
    ),
    "depthwise": (
        nn.Sequential(nn.Conv2d(2, 8, 1), nn.Conv2d(8, 8, 5, padding=2, groups=8)),
        (12, 12),
        (12, 12),
        (5, 5),
    ),
    **{
        f"padding {mode}": (
            nn.Sequential(
                nn.Conv2d(2, 4, 3, padding=2, padding_mode=mode),
                nn.Conv2d(4, 4, 3, 2, padding=1, padding_mode=mode),
            ),
            (12, 14),
            (7, 8),
            (5, 5),
        )
        for mode in MODES
    },
    "pool of a function": (
        Calling(lambda value: functional.max_pool2d(value, 3, 2, 1, ceil_mode=True)),
        (14, 14),
        (8, 8),
        (5, 5),
    ),
    "slices": (Calling(lambda value: value[:, 1:, 2:-1, ::3]), (16, 16), (13, 6), (3, 3)),
    "branches": (
        Calling(
            lambda value: (
                torch.cat([value, functional.avg_pool2d(value, 3, 1, 1)], 1)
                + torch.cat([value, value], 1)
            )
        ),
        (12, 12),
        (12, 12),
        (5, 5),
    ),
    "other order of axes": (
        Calling(lambda value: functional.max_pool2d(value.permute(0, 1, 3, 2), (1, 3))),
        (12, 15),
        (4, 15),
        (5, 3),
    ),
    "attributes": (
        Calling(lambda value: functional.max_pool2d(value.data.mT.real, (1, 3))),
        (12, 15),
        (4, 15),
        (5, 3),
    ),
    "sum over an axis": (Calling(lambda value: value.mean(3)), (12, 15), (12, 1), (3, 15)),
}


def last_place(net: Network, name: str) -> tuple[int, ...]:
    return tuple(n // 2 for n in net[name].n)


@pytest.mark.parametrize("kind", MODELS)
def test_what_is_read_is_what_the_model_reads(kind: str) -> None:
    model, size, n, r = MODELS[kind]
    net = Network.from_torch(model, size, channels=2 if kind == "lazy" else None)
    last = list(net)[-1]
    assert last.n == n
    if last.status != "whole":
        assert last.r == r
    found = net.check(model)
    assert found.disagreements == ()
    assert found.error is None
    assert any(each.layer == last.name and each.agrees for each in found)


def test_a_resize_of_a_function() -> None:
    model = Calling(lambda value: functional.interpolate(value[:, :, ::2, ::2], scale_factor=2.0))
    net = Network.from_torch(model, 16)
    assert list(net)[-1].n == (16, 16)
    assert net.check(model).disagreements == ()


def test_flattened_features_are_read_whole() -> None:
    model = nn.Sequential(nn.Conv2d(2, 4, 3), nn.Flatten(), nn.LazyLinear(5))
    net = Network.from_torch(model, 9, channels=2)
    assert (net["2"].status, net["2"].n) == ("whole", (1, 1))


def test_a_model_on_the_meta_device() -> None:
    with torch.device("meta"):
        model = nn.Sequential(nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.MaxPool2d(2))
    assert Network.from_torch(model, 32)["2"].r == (4, 4)
    assert all(parameter.is_meta for parameter in model.parameters())


@torch.library.custom_op("ipyreceptive_tests::twist", mutates_args=())
def twist(value: Tensor) -> Tensor:
    """Stand for an operator of somebody's own."""
    return value.flip(2)


@twist.register_fake
def _(value: Tensor) -> Tensor:
    return torch.empty_like(value)


def test_an_operator_of_ones_own_is_shown_as_what_it_is() -> None:
    net = Network.from_torch(Calling(twist), 16)
    rows = list(net)
    assert (rows[0].name, rows[0].status) == ("first", "exact")
    # It reads nothing but what it is given.
    assert (rows[-1].status, rows[-1].n) == ("bound", (16, 16))
    assert "twist" in str(rows[-1].reason)


class Deforming(nn.Module):
    """A convolution that looks where the image sends it."""

    def __init__(self) -> None:
        super().__init__()
        self.offset = nn.Conv2d(2, 18, 3, padding=1)
        self.conv = ops.DeformConv2d(2, 4, 3, padding=1)

    def forward(self, value: Tensor) -> Tensor:
        return self.conv(value, self.offset(value))


def test_a_deformable_convolution_is_bounded_by_the_whole_map() -> None:
    net = Network.from_torch(nn.Sequential(Deforming(), nn.Conv2d(4, 4, 3, 2)), 16)
    assert net["0.conv"].status == "bound"
    assert "where the image sends it" in str(net["0.conv"].reason)
    assert net["1"].n == (7, 7)


class Stopping(nn.Module):
    """Runs where tensors have only shapes, and stops where they have values."""

    def forward(self, value: Tensor) -> Tensor:
        if not value.is_meta:
            raise RuntimeError("no weights have been loaded")
        return value


def test_a_check_says_where_the_model_stopped() -> None:
    model = nn.Sequential(nn.Conv2d(2, 4, 3), Stopping(), nn.Conv2d(4, 4, 3))
    net = Network.from_torch(model, 16)
    found: Any = net.check(model)
    assert [each.agrees for each in found if each.layer == "0"] == [True, True]
    assert [each.agrees for each in found if each.layer == "2"] == [None, None]
    assert repr(found).endswith("where the model stopped: no weights have been loaded")
    with pytest.raises(ValueError, match="no weights have been loaded"):
        net.measure(model, "2", 3)
