"""Columns beside those of a real torchinfo summary."""

from __future__ import annotations

import operators  # noqa: F401 -- torchvision cannot be imported before it
import pytest
import torch
import torchinfo
import torchvision
from torch import nn

from ipyreceptive import Network


class Twice(nn.Module):
    """One module used twice, and a block."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 3, 3, padding=1)
        self.block = nn.Sequential(nn.Conv2d(3, 3, 3), nn.ReLU())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.block(self.conv(self.conv(x)))


def added(text: str, summary: torchinfo.ModelStatistics) -> dict[str, list[str]]:
    """What stands to the right of each line of a summary, by how the line begins."""
    left = max(map(len, str(summary).split("\n")))
    told = ((line[:left].lstrip("│├└─ ").split("   ")[0], line[left:]) for line in text.split("\n"))
    return {name: right.split() for name, right in told if right.strip()}


def test_each_module_has_the_numbers_of_its_last_layer() -> None:
    model = torchvision.models.resnet18()
    net = Network.from_torch(model, 224)
    summary = torchinfo.summary(model, (1, 3, 224, 224), verbose=0)
    text = net.beside(summary)
    table = net.table()

    def told(name: str) -> list[str]:
        return [table[name].cells[key] for key in ("r", "j", "start")]

    right = added(text, summary)
    assert right["Layer (type:depth-idx)"] == ["r", "j", "start"]
    assert right["Conv2d: 1-1"] == told("conv1")
    assert right["Sequential: 1-5"] == right["BasicBlock: 2-2"] == told("layer1.1")
    assert right["Conv2d: 3-13"] == told("layer2.0.conv1")
    assert right["ResNet"] == told(list(net.layers)[-1])
    assert "ReLU: 1-3" not in right
    lines = text.split("\n")
    assert all(map(str.startswith, lines, str(summary).split("\n")))
    assert len({len(line) for line in lines if line.startswith("===")}) == 1


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"row_settings": ("ascii_only", "depth"), "col_names": ("kernel_size",)},
        {"verbose": 2},
        {"depth": 1},
    ],
)
def test_any_form_of_the_summary(form: dict[str, object], capsys: pytest.CaptureFixture) -> None:
    model = Twice()
    net = Network.from_torch(model, 32)
    summary = torchinfo.summary(model, (1, 3, 32, 32), **{"verbose": 0, **form})
    capsys.readouterr()
    lines = [line for line in net.beside(summary, ("r",)).split("\n") if "Conv2d" in line]
    own = ["3", "5"] if form.get("depth") == 1 else ["3", "5", "7"]
    assert [line.split()[-1] for line in lines] == own


def test_what_is_no_summary_is_refused() -> None:
    net = Network([[3, 1, 1]], 8)
    with pytest.raises(TypeError, match=r"summary is 'ResNet'; it must be what torchinfo\.summary"):
        net.beside("ResNet")
