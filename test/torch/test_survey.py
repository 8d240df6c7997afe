"""A sample of the survey in bench/survey.md: models of many kinds read, and compared."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from survey import survey


@pytest.mark.parametrize(
    "name",
    [
        "torchvision/shufflenet_v2_x0_5",
        "torchvision/lraspp_mobilenet_v3_large",
        "timm/swin_tiny_patch4_window7_224",
        "timm/vit_tiny_patch16_224",
        "timm/convnext_atto",
        "timm/coat_lite_mini",
    ],
)
def test_sampled_layers_agree(name: str) -> None:
    row = survey(name, samples=2)
    assert row["compared"] > 0
    assert row["wrong"] == []
    assert row["unsupported"] == 0
