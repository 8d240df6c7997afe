"""Models of torchvision and small ones read by ``Network.from_torch``."""

from __future__ import annotations

import copy
import gc
import json
import pickle
import subprocess
import sys
from collections import OrderedDict
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional
from torchvision import models

from ipyreceptive import Network
from ipyreceptive.torch import reader

FIXTURES = Path(__file__).parents[1] / "fixtures"
MEASURED = json.loads((FIXTURES / "truth/models.json").read_text())


def torchvision_model(name: str) -> nn.Module:
    options = {"init_weights": False} if name == "googlenet" else {}
    with torch.device("meta"):
        model: nn.Module = getattr(models, name)(**options)
    return model


@pytest.mark.parametrize("case", MEASURED, ids=lambda case: str(case["id"]))
def test_rows_of_measured_models(case: dict[str, Any]) -> None:
    net = Network.from_torch(torchvision_model(case["id"]), case["network"]["input_size"])
    for expected in case["rows"]:
        row = net[expected["name"]]
        assert row.status == "exact"
        for key in ("n", "r", "j", "start", "dense"):
            assert list(getattr(row, key)) == expected[key], (row.name, key)
        for axis, border in enumerate(expected["border"]):
            for u, (lo, hi, count) in zip(border["u"], border["fields"], strict=True):
                index = [n // 2 for n in row.n]
                index[axis] = u
                field = net.field(row.name, index)
                assert field.clipped[axis] == (lo, hi), (row.name, u)
                assert field.count[axis] == count


def test_torch_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, ipyreceptive; ipyreceptive.Network; sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_container_stands_for_its_last_layer() -> None:
    net = Network.from_torch(torchvision_model("resnet18"))
    assert net["layer1"] == net["layer1.1"]
    for mapping in (net, net.table()):
        assert [mapping[name].name for name in ("input", "layer1")] == ["input", "layer1.1"]
        assert all(name in mapping for name in ("input", "layer1", "layer1.1", "layer1.1.conv2"))
        assert not any(name in mapping for name in ("layer", "layer1.", "layer1.2"))
    assert net.field("layer4", (3, 3)).layer == "layer4.1"


def test_a_layer_used_twice_appears_twice() -> None:
    class Twice(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.conv = nn.Conv2d(3, 3, 3, padding=1)

        def forward(self, value: Tensor) -> Tensor:
            return self.conv(functional.relu(self.conv(value)))

    net = Network.from_torch(Twice(), 32)
    assert [(row.name, row.r) for row in net] == [("conv", (3, 3)), ("conv:2", (5, 5))]


@dataclass
class Given:
    """What a module may give instead of a tensor."""

    map: Tensor
    rest: Any = None


class Giving(nn.Module):
    """Gives its map, and what stands beside it, as someone likes."""

    def __init__(self, wrap: Callable[[Tensor, Tensor], Any]) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=1)
        self.wrap = wrap

    def forward(self, value: Tensor) -> Any:
        seen = self.conv(value)
        return self.wrap(functional.max_pool2d(seen, 2), seen)


@pytest.mark.parametrize(
    ("wrap", "name"),
    [
        (lambda pooled, seen: (pooled, None, 3), "part"),
        (lambda pooled, seen: {"out": [pooled]}, "part"),
        (lambda pooled, seen: Given(pooled), "part"),
        (lambda pooled, seen: (pooled, pooled.mean((2, 3))), "part"),
        (lambda pooled, seen: pooled.chunk(2, 1), "part"),
        (lambda pooled, seen: (pooled, seen), "part.max_pool2d"),
        (lambda pooled, seen: [seen, pooled], "part.max_pool2d"),
    ],
)
def test_a_module_names_the_one_map_that_it_gives(wrap: Any, name: str) -> None:
    net = Network.from_torch(nn.Sequential(OrderedDict(part=Giving(wrap))), 32)
    assert [row.name for row in net if row.type == "max_pool"] == [name]
    assert net["part"] == net[name]


def test_recurrent_layers_and_attention_are_called_as_their_modules() -> None:
    class Tokens(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.stem = nn.Conv1d(3, 8, 4, 4)
            self.rnn = nn.LSTM(8, 4, batch_first=True, bidirectional=True)
            self.conv = nn.Conv1d(8, 8, 3)
            self.attention = nn.MultiheadAttention(8, 2, batch_first=True)

        def forward(self, value: Tensor) -> Tensor:
            tokens, _ = self.rnn(self.stem(value).transpose(1, 2))
            tokens = self.conv(tokens.transpose(1, 2)).transpose(1, 2)
            return self.attention(tokens, tokens, tokens)[0] + tokens

    rows = [(row.name, row.type) for row in Network.from_torch(Tokens(), (64,))]
    assert rows[:4] == [
        ("stem", "conv"),
        ("rnn", "attention"),
        ("conv", "conv"),
        ("attention", "attention"),
    ]


def test_a_module_without_a_row_tells_whose_features_it_gives() -> None:
    branch = nn.Sequential(nn.BatchNorm2d(4), nn.ReLU(), nn.Dropout(), nn.Identity())
    relu = nn.ReLU()
    model = nn.Sequential(relu, nn.Conv2d(3, 4, 3), relu, branch)
    net = Network.from_torch(model, 32)
    asked = {"0": ("input", "1"), **dict.fromkeys(("3", "3.0", "3.1", "3.2", "3.3"), ("1",))}
    for again in (net, pickle.loads(pickle.dumps(net))):
        for name, layers in asked.items():
            those = " and ".join(f'"{layer}"' for layer in layers)
            message = f'"{name}", which changes no field .* are those of {those}$'
            with pytest.raises(KeyError, match=message) as caught:
                again.field(name, 0)
            assert caught.value.nearest == layers
            for mapping in (again, again.table()):
                with pytest.raises(KeyError, match=message):
                    mapping[name]
                assert name not in mapping


class Stateful(nn.Module):
    """Has what reading could leave traces in."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3)
        self.norm = nn.BatchNorm2d(4)
        self.drop = nn.Dropout(0.5)
        self.seen: list[Any] = []

    def forward(self, value: Tensor) -> Tensor:
        return self.drop(self.norm(self.conv(value)))


def test_the_model_is_left_as_it_was() -> None:
    model = Stateful().train()
    model.conv.weight.requires_grad_(False)
    calls: list[int] = []
    handle = model.conv.register_forward_hook(lambda *_: calls.append(1))
    state = {name: value.clone() for name, value in model.state_dict().items()}
    modules = {name: dict(vars(module)) for name, module in model.named_modules()}
    torch.manual_seed(7)
    random = torch.get_rng_state()
    Network.from_torch(model, 32)
    assert torch.equal(torch.get_rng_state(), random)
    assert calls == []
    assert model.training
    assert model.norm.training
    assert [parameter.requires_grad for parameter in model.parameters()] == [
        False,
        True,
        True,
        True,
    ]
    for name, value in model.state_dict().items():
        assert value.device.type == "cpu"
        assert torch.equal(value, state[name])
    for name, module in model.named_modules():
        assert dict(vars(module)) == modules[name]
    assert len(model.conv._forward_hooks) == 1
    handle.remove()


class Inward(nn.Module):
    """Looks at its own weights and buffers in every way."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(4, 4, 3)
        self.again = nn.Conv2d(4, 4, 3)
        self.again.weight = self.conv.weight
        self.norm = nn.BatchNorm2d(4)
        self.register_buffer("middle", torch.tensor([0.0, 1, 0]).repeat(3, 1))
        self.options = [{"both": True}]

    def forward(self, value: Tensor) -> Tensor:
        self.made = torch.zeros(1)
        assert next(self.parameters()).device == self.norm.running_mean.device == value.device
        assert {each.device for each in self.buffers()} == {value.device}
        assert len(self.state_dict()) == 10
        assert self.again.weight is self.conv.weight
        assert any(each is self.conv.bias for each in self.conv._parameters.values())
        value = copy.deepcopy(self.conv)(value)
        weight = self.again.weight * self.middle
        return (
            functional.conv2d(self.norm(value), weight, padding=1)
            if self.options[0]["both"]
            else value
        )


def test_a_model_may_look_at_its_own_weights() -> None:
    net = Network.from_torch(Inward(), 32)
    assert [row.status for row in net] == ["exact", "exact"]
    assert net["conv2d"].r == (5, 3)


class Holding(nn.Module):
    """Holds tensors and numbers that are neither parameters nor buffers."""

    def __init__(self) -> None:
        super().__init__()
        self.scale = torch.ones(3, 1, 1)
        self.mean = np.zeros(3)
        self.kernels = {"smooth": torch.ones(2, 3, 5, 5), "size": 5}

    def forward(self, image: Tensor) -> Tensor:
        return functional.conv2d(image * self.scale, self.kernels["smooth"])


def test_a_model_may_hold_tensors_that_are_no_buffers() -> None:
    model = Holding()
    net = Network.from_torch(model, 12)
    assert [row.r for row in net] == [(5, 5)]
    assert all(value.device.type == "cpu" for value in (model.scale, model.kernels["smooth"]))


def test_no_copy_waits_for_a_search_for_garbage() -> None:
    def modules() -> int:
        return sum(issubclass(type(each), nn.Module) for each in gc.get_objects())

    model = Inward()
    gc.collect()
    gc.disable()
    try:
        before = modules()
        Network.from_torch(model, 32)
        assert modules() == before
    finally:
        gc.enable()


def test_channels_and_groups_come_along() -> None:
    net = Network.from_torch(nn.Conv2d(4, 8, 3, groups=2), 16)
    [layer] = net.layers.values()
    assert (layer["channels"], layer["groups"]) == (8, 2)


class Choosing(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 8, 3)
        self.second = nn.Conv2d(8, 8, 3)

    def forward(self, value: Tensor) -> Tensor:
        value = self.first(value)
        if value.mean() > 0:
            value = self.second(value)
        return value


def test_what_depends_on_the_data_is_read_up_to_there() -> None:
    model = Choosing()
    net = Network.from_torch(model, 32)
    assert [each.agrees for each in net.check(model)] == [True, True, True, None]
    rows = list(net)
    assert rows[0].name == "first"
    assert rows[0].status == "exact"
    assert rows[-1].status == "unsupported"
    why = "the model stops here: what it does next depends on values, and it is read without any"
    assert str(rows[-1].reason).endswith(why)
    assert str(net.table()).count(why) == net.table()._repr_html_().count(why) == 1


class Codec(nn.Module):
    """Pads sound so that its stride divides it, and keeps that as a tensor."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv1d(2, 4, 5, stride=2)
        self.register_buffer("stride", torch.tensor(2))

    def forward(self, value: Tensor) -> Tensor:
        steps = torch.ceil((value.shape[-1] - 5) / self.stride).to(torch.int64)
        more = steps * self.stride + 5 - value.shape[-1]
        if torch.ones(3, device=value.device).bool().all():
            value = functional.pad(value, (0, more))
        scale = torch.full((1, 1, 1), self.stride, device=value.device)
        return self.conv(value * scale)


def test_what_depends_on_constants_alone_is_read_on() -> None:
    model = Codec()
    net = Network.from_torch(model, (30,))
    assert [(row.name, row.n, row.status) for row in net] == [
        ("pad", (31,), "exact"),
        ("conv", (14,), "exact"),
    ]
    assert net.check(model).disagreements == ()


class Deciding(nn.Module):
    def __init__(self, decide: Callable[[Tensor, Tensor], Tensor]) -> None:
        super().__init__()
        self.decide = decide
        self.first = nn.Conv2d(3, 8, 3)

    def forward(self, value: Tensor) -> Tensor:
        value = self.first(value)
        return value if self.decide(self.first.weight, value) else value[:, :, ::2]


@pytest.mark.parametrize(
    "decide",
    [
        lambda weight, value: weight.abs().sum() > 0,
        lambda weight, value: torch.rand(3, device=value.device).sum() > 1,
        lambda weight, value: torch.zeros(3, device=value.device).normal_().sum() > 1,
    ],
)
def test_chance_and_what_was_learned_are_not_guessed(decide: Any) -> None:
    net = Network.from_torch(Deciding(decide), 12)
    assert "depends on values" in str(list(net)[-1].reason)


COLLECTED: ContextVar[list[Tensor] | None] = ContextVar("collected", default=None)


def collect(module: nn.Module, args: Any, output: Tensor) -> None:
    collected = COLLECTED.get()
    if collected is not None:
        collected.append(output)


class Stage(nn.Sequential):
    """Is a part of which hooks collect what it gives."""


class Collecting(nn.Module):
    """Goes on with what hooks have collected, as backbones do."""

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(Stage(nn.Conv2d(2, 4, 3)), Stage(nn.Conv2d(4, 4, 3)))
        self.head = nn.Conv2d(4, 4, 3)
        for stage in self.body:
            stage.register_forward_hook(collect)

    def forward(self, value: Tensor) -> Tensor:
        token = COLLECTED.set([])
        self.body(value)
        [first, _] = COLLECTED.get() or ()
        COLLECTED.reset(token)
        return self.head(first)


def test_hooks_that_are_a_part_of_the_model_are_called() -> None:
    model = Collecting()
    net = Network.from_torch(model, 12)
    assert net["head"].r == (5, 5)
    found = net.check(model)
    assert found.error is None
    assert all(each.agrees for each in found)


class Sound(nn.Module):
    """Takes sound without a dimension of channels."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv1d(1, 4, 5, stride=2)

    def forward(self, value: Tensor) -> Tensor:
        return self.conv(value[:, None])


class Mixed(Sound):
    """Takes more channels than its convolution."""

    def __init__(self) -> None:
        super().__init__()
        self.mix = nn.Linear(5, 1)

    def forward(self, value: Tensor) -> Tensor:
        return self.conv(self.mix(value.mT).mT)


@pytest.mark.parametrize(("model", "channels"), [(Sound(), 0), (Mixed(), 5)])
def test_a_check_takes_the_channels_that_were_read(model: nn.Module, channels: int) -> None:
    net = Network.from_torch(model, (30,), channels=channels)
    for each in (net, pickle.loads(pickle.dumps(net))):
        found = each.check(model)
        assert len(found) == 2
        assert all(one.agrees for one in found)
        assert each.measure(model, next(iter(net.layers)), 3).pixels > 0


class OtherWays(nn.Module):
    """Goes one way where there are values, and another where there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(2, 4, 3)
        self.second = nn.Conv2d(4, 4, 3)

    def forward(self, value: Tensor) -> Tensor:
        value = self.first(value)
        if not value.is_meta:
            value = functional.max_pool2d(value, 3, 1)
        return self.second(value)


def test_layers_are_not_compared_with_others_in_their_place() -> None:
    model = OtherWays()
    net = Network.from_torch(model, 12)
    assert net.measure(model, "first", 3).pixels == 9
    with pytest.raises(ValueError, match=r"goes another way .* has max_pool2d .* of second"):
        net.check(model)


class Blur(nn.Module):
    def __init__(self, stride: int) -> None:
        super().__init__()
        self.stride = stride

    def forward(self, value: Tensor) -> Tensor:
        kernel = torch.ones(value.shape[1], 1, 3, 3, device=value.device)
        return functional.conv2d(value, kernel, None, self.stride, 1, 1, value.shape[1])


def test_a_reader_for_a_module_of_ones_own() -> None:
    @reader(Blur)
    def read_blur(module: Blur, size: tuple[int, ...]) -> dict[str, Any]:
        return {"type": "avg_pool", "kernel_size": 3, "stride": module.stride, "padding": 1}

    net = Network.from_torch(nn.Sequential(nn.Conv2d(3, 3, 3), Blur(2)), 33)
    assert net["1"].type == "avg_pool"
    assert (net["1"].n, net["1"].r) == ((16, 16), (5, 5))


def test_what_is_no_model_is_refused() -> None:
    with pytest.raises(TypeError, match=r"not function; call resnet18\(\) to make one"):
        Network.from_torch(models.resnet18)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"not str$"):
        Network.from_torch("resnet18")  # type: ignore[arg-type]


def test_a_detector_is_read_as_its_backbone_up_to_where_values_decide() -> None:
    sizes = {"min_size": 96, "max_size": 96}
    model = models.detection.fasterrcnn_mobilenet_v3_large_320_fpn(
        weights=None, weights_backbone=None, **sizes
    )
    whole = Network.from_torch(model, 96)
    backbone = Network.from_torch(model.backbone, 96)
    assert len(backbone) > 80
    for row in backbone:
        same = whole[f"backbone.{row.name}"]
        assert (same.n, same.j, same.r, same.start) == (row.n, row.j, row.r, row.start)
        assert same.status == row.status
    assert "depends on values" in str(list(whole)[-1].reason)
