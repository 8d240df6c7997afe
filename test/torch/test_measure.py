"""What the core works out against what models read, by gradient."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional
from torchvision import models

from ipyreceptive import Network
from ipyreceptive.torch import effective_field


class Branches(nn.Module):
    """Pools, holes, a gate and a resize."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 4, 5, stride=2, padding=2)
        self.norm = nn.BatchNorm2d(4)
        self.holes = nn.Conv2d(4, 4, 3, padding=4, dilation=4)
        self.down = nn.Conv2d(4, 4, 3, stride=2, padding=1)

    def forward(self, value: Tensor) -> Tensor:
        value = functional.relu(self.norm(self.first(value)))
        small = functional.max_pool2d(self.down(value), 2)
        up = functional.interpolate(small, size=value.shape[2:], mode="nearest")
        return functional.gelu(torch.cat([self.holes(value), up], 1))[:, :, 1:-1, ::2]


def test_fields_are_what_the_model_reads() -> None:
    model = Branches()
    net = Network.from_torch(model, (40, 48))
    found = net.check(model)
    assert found.disagreements == ()
    # A slice of two axes is two layers; the model has no tensor between them.
    assert {each.layer for each in found if each.agrees} == set(net.layers) - {"slice"}


@pytest.mark.parametrize("name", ["resnet18", "swin_t", "mobilenet_v3_small"])
def test_sampled_layers_of_torchvision(name: str) -> None:
    model = models.get_model(name, weights=None)
    net = Network.from_torch(model)
    names = list(net.layers)
    found = net.check(model, names[:: max(len(names) // 4, 1)])
    assert found.disagreements == ()
    assert any(each.agrees for each in found)


def test_a_wrong_network_disagrees() -> None:
    model = nn.Conv2d(1, 1, 3)
    wrong = Network([{"name": "conv2d", "type": "conv", "kernel_size": 5, "padding": 1}], 16)
    assert len(wrong.check(model).disagreements) > 0


def test_another_model_than_the_one_that_was_read_is_refused() -> None:
    net = Network.from_torch(models.resnet18(), 224)
    other = models.resnet18()
    other.layer2 = nn.Sequential(nn.Conv2d(64, 128, 7, stride=2, padding=3))
    for ask in (lambda: net.check(other), lambda: net.measure(other, "layer4", 3)):
        with pytest.raises(ValueError, match=r"was not read from this model, .* it has .* in the"):
            ask()
    assert net.check(other, ["layer1"]).disagreements == ()


class Remembering(nn.Module):
    """Attention whose bias is worked out once and kept."""

    def __init__(self) -> None:
        super().__init__()
        self.bias = nn.Parameter(torch.rand(16))
        self.kept: dict[str, Tensor] = {}

    def forward(self, tokens: Tensor) -> Tensor:
        if "bias" not in self.kept:
            self.kept["bias"] = self.bias[torch.arange(16)]
        scores = tokens @ tokens.transpose(1, 2) + self.kept["bias"]
        return scores.softmax(2) @ tokens


class Written(nn.Module):
    """Writes in place around such an attention, so that it is run twice to be measured."""

    def __init__(self) -> None:
        super().__init__()
        self.patches = nn.Conv2d(3, 8, 4, stride=4)
        self.attention = Remembering()
        self.last = nn.Conv2d(8, 8, 3, padding=1)

    def forward(self, image: Tensor) -> Tensor:
        value = self.patches(image)
        value.clamp_(-4)
        tokens = value.flatten(2).transpose(1, 2)
        tokens = tokens + self.attention(tokens)
        return self.last(tokens.transpose(1, 2).reshape(value.shape))


def test_what_a_run_keeps_is_not_there_in_the_next_one() -> None:
    torch.manual_seed(0)
    model = Written()
    net = Network.from_torch(model, 16)
    assert {each.agrees for each in net.check(model)} == {True}
    image = torch.rand(1, 3, 16, 16)
    one, two = (effective_field(model, image.repeat(n, 1, 1, 1), "last", 2) for n in (1, 2))
    assert torch.equal(torch.as_tensor(one.values), torch.as_tensor(two.values))
    assert model.attention.kept == {}


def test_one_measurement() -> None:
    model = nn.Sequential(nn.Conv2d(1, 2, 3, dilation=2), nn.ReLU(), nn.MaxPool2d(2))
    net = Network.from_torch(model, 17)
    found = net.measure(model, "2", (1, 1))
    assert (found.clipped, found.pixels) == (net.field("2", (1, 1)).clipped, 36)


def test_the_effective_field_of_equal_weights() -> None:
    model = nn.Sequential(*[nn.Conv2d(1, 1, 3, padding=1, bias=False) for _ in range(4)])
    for layer in model:
        nn.init.constant_(layer.weight, 1.0)
    state = [parameter.clone() for parameter in model.parameters()]
    found = effective_field(model, torch.rand(2, 1, 21, 21), "3", (10, 10))
    assert found.theoretical == (9, 9)
    assert found.center == pytest.approx((10.5, 10.5))
    # Four steps of variance 2/3.
    assert found.std == pytest.approx(((8 / 3) ** 0.5,) * 2)
    assert 5 < found.width < 9
    for parameter, before in zip(model.parameters(), state, strict=True):
        assert torch.equal(parameter, before)
        assert parameter.requires_grad


class Tokens(nn.Module):
    """Patches with a class token beside them, pooled apart before and after attention."""

    def __init__(self) -> None:
        super().__init__()
        self.patches = nn.Conv2d(3, 8, 4, stride=4)
        self.token = nn.Parameter(torch.zeros(1, 1, 8))
        self.pool = nn.Conv2d(8, 8, 3, padding=1)
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)
        self.last = nn.Conv2d(8, 8, 3, padding=1)

    def forward(self, image: Tensor) -> Tensor:
        value = self.patches(image)
        row = torch.cat([self.token, value.flatten(2).transpose(1, 2)], 1)
        for layer in (self.pool, self.last):
            token, rest = row[:, :1], row[:, 1:]
            rest = layer(rest.transpose(1, 2).reshape(value.shape)).flatten(2).transpose(1, 2)
            row = torch.cat([token, rest], 1)
            if layer is self.pool:
                row = row + self.attention(row, row, row)[0]
        return row[:, 0]


def test_a_token_beside_the_features_reads_nothing_before_attention() -> None:
    model = Tokens()
    net = Network.from_torch(model, 32)
    assert net["pool"].status == "exact"
    assert net["last"].status == "whole"
    assert list(net)[-1].status == "whole"
    assert net.check(model).disagreements == ()


class PaddedPool(nn.Module):
    """A max pool as TensorFlow pads it: with what is never the largest."""

    def forward(self, value: Tensor) -> Tensor:
        value = functional.pad(value, (0, 1, 0, 1), value=-torch.inf)
        return functional.max_pool2d(value, 3, 2)


def test_padding_with_minus_infinity_hides_nothing() -> None:
    model = nn.Sequential(nn.Conv2d(3, 4, 3), PaddedPool(), nn.Conv2d(4, 4, 3))
    net = Network.from_torch(model, 24)
    found = net.check(model)
    assert found.disagreements == ()
    assert found[-1].measured is not None
    assert found[-1].measured.pixels > 0


class Stubborn(nn.Module):
    """Goes on only where there are no values."""

    def forward(self, value: Tensor) -> Tensor:
        if not value.is_meta:
            raise ValueError("of two minds")
        return value


def test_images_and_models_that_do_not_reach_a_layer() -> None:
    model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Conv2d(4, 4, 3))
    with pytest.raises(ValueError, match=r"'1' is not reached by images of shape \(3, 16, 16\)"):
        effective_field(model, torch.rand(3, 16, 16), "1", (5, 5))
    with pytest.raises(ValueError, match=r"images, channels, \*size"):
        effective_field(model, torch.rand(16, 16), "1", (5, 5))
    for images, message in (
        ([torch.rand(3, 16, 16)] * 2, "not list; torch.stack makes one"),
        (np.zeros((1, 3, 16, 16), np.uint8), "images holds uint8; .* such as images / 255"),
    ):
        with pytest.raises(TypeError, match=message):
            effective_field(model, images, "1", (5, 5))
    image = np.ones((1, 3, 16, 16), np.float32)
    assert effective_field(model, image, "1", (5, 5)).theoretical == (5, 5)
    with pytest.raises(ValueError, match="does not come to this layer: of two minds"):
        effective_field(nn.Sequential(Stubborn(), *model), torch.rand(1, 3, 16, 16), "2", (5, 5))
    with pytest.raises(ValueError, match="no weights"):
        effective_field(model.to("meta"), torch.rand(1, 3, 16, 16), "1", (5, 5))
