"""The input size that a model states, and models given in the place of layers."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Any

import pytest
import timm
import torch
from torch import Tensor, nn
from torchvision import models

from ipyreceptive import LayerError, Network, ReceptiveField


def on_meta(builder: Any, **options: Any) -> nn.Module:
    with torch.device("meta"):
        model: nn.Module = builder(weights=None, **options)
    return model


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (-3, "input_size -3 is too small"),
        ((64, 0), "input_size 0 is too small"),
        ("64", 'input_size "64"'),
        ((64, 6.5), "6.5 is not a whole number"),
        ((1, 3, 64, 64), r"input_size \[1, 3, 64, 64\] has 4 axes"),
    ],
)
def test_a_size_that_is_none_is_refused_as_that_of_a_layer_list(size: Any, told: str) -> None:
    with pytest.raises(LayerError, match=told):
        Network.from_torch(nn.Conv2d(3, 4, 3), size)


@pytest.mark.parametrize(
    ("builder", "options", "size", "by"),
    [
        (models.resnet18, {}, (224, 224), "ResNet18_Weights"),
        (models.efficientnet_b4, {}, (380, 380), "EfficientNet_B4_Weights"),
        (models.vit_b_16, {"image_size": 96}, (96, 96), "image_size"),
        # Another head: as all ResNets have one size, this one has it too.
        (models.resnet18, {"num_classes": 3}, (224, 224), "the family's weights"),
    ],
)
def test_what_torchvision_states(
    builder: Any, options: Any, size: Any, by: str, capsys: pytest.CaptureFixture[str]
) -> None:
    net = Network.from_torch(on_meta(builder, **options))
    assert net.input_size == size
    said = capsys.readouterr().err
    assert f"input size {size[0]} × {size[1]}, from {by}" in said


def test_what_timm_states(capsys: pytest.CaptureFixture[str]) -> None:
    model = timm.create_model("efficientnet_b3", pretrained=False)
    net = Network.from_torch(model)
    assert (net.name, net.input_size) == ("efficientnet_b3", (288, 288))
    assert "efficientnet_b3: input size 288 × 288, from pretrained_cfg" in capsys.readouterr().err
    assert Network.from_torch(model, name="mine").name == "mine"
    cut = timm.create_model("vit_tiny_patch16_224", pretrained=False, img_size=(64, 96))
    assert Network.from_torch(cut).input_size == (64, 96)


@pytest.mark.parametrize(
    "model",
    [
        nn.Sequential(nn.Conv2d(3, 8, 3)),
        # Widths have as many sizes as models.
        on_meta(models.efficientnet_b4, num_classes=3),
        # Clips have a length too, which no weights state.
        on_meta(models.video.r3d_18),
    ],
    ids=["own", "efficientnet", "video"],
)
def test_what_states_nothing_asks_for_it(model: nn.Module) -> None:
    with pytest.raises(ValueError, match=r"does not state .* from_torch\(model, input_size="):
        Network.from_torch(model)


def test_nothing_is_said_where_the_size_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    Network.from_torch(on_meta(models.resnet18), 64)
    assert capsys.readouterr().err == ""


def test_a_model_in_the_place_of_layers() -> None:
    model = nn.Sequential(nn.Conv2d(3, 8, 3), nn.MaxPool2d(2))
    field = ReceptiveField(model, input_size=33)
    assert field.network == Network.from_torch(model, 33) == Network(model, 33)
    assert list(field.network.layers) == ["0", "1"]
    field.network = on_meta(models.alexnet)
    assert field["features.0"].r == (11, 11)


def test_torch_is_not_imported_for_what_is_no_model() -> None:
    code = (
        "import sys; from ipyreceptive import ReceptiveField;"
        "ReceptiveField([[3, 1, 1]], 9); sys.exit('torch' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


class Slow(nn.Module):
    def forward(self, value: Tensor) -> Tensor:
        time.sleep(0.6)
        return value


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_clears_itself_in_a_terminal_and_leaves_no_blank_elsewhere(
    terminal: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    Network.from_torch(nn.Sequential(Slow(), Slow(), nn.Conv2d(3, 3, 3)), 16)
    said = capsys.readouterr().err
    assert "reading Sequential: 2 of 4 modules" in said
    *_, last_but_one, last = said.split("\r")
    if terminal:
        assert (last_but_one.strip(), last) == ("", "")
    else:
        assert last.rstrip(" \n") == "reading Sequential: done"
        assert last.endswith("\n")


def test_channels_in_the_size_are_seen_in_what_the_model_was_given() -> None:
    [row] = Network.from_torch(models.resnet18(), (3, 64, 64))
    told = "the model stops here, given an input of 1 × 3 × 3 × 64 × 64 (the input size last): "
    assert told in str(row.reason)
