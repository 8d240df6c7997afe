"""Weights of the pixels that somebody measured, over the image of a figure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from networks import ALEXNET

from ipyreceptive import LayerError, Network, ReceptiveField
from ipyreceptive.bundle import LIMIT, MIME_TYPE

WEIGHTS = np.outer(np.hanning(227), np.hanning(227))


@dataclass
class Measured:
    """What ``effective_field`` finds."""

    values: Any
    layer: str = "conv5"
    index: tuple[int, ...] = (6, 6)
    width: float = 81.5


@pytest.fixture
def net() -> Network:
    return Network(ALEXNET, input_size=227)


def test_an_array_is_shown_over_the_image(net: Network) -> None:
    rf = ReceptiveField(net, heatmap=WEIGHTS)
    assert rf.heatmap["shape"] == [96, 96]
    assert rf.view == {"overlays": {"heatmap": True}}
    assert rf.selection is None
    assert ReceptiveField(net, heatmap=WEIGHTS.tolist()).heatmap == rf.heatmap


def test_what_was_measured_selects_its_feature(net: Network) -> None:
    rf = ReceptiveField(net, heatmap=Measured(WEIGHTS))
    assert rf.selection == {"layer": "conv5", "index": (6, 6)}
    assert (rf.heatmap["layer"], rf.heatmap["width"]) == ("conv5", 81.5)
    assert "measured width 81.5, theoretical 163 × 163" in rf._repr_mimebundle_()["text/plain"]


def test_a_heatmap_set_later(net: Network) -> None:
    rf = ReceptiveField(net, view={"mode": "overlay"})
    rf.heatmap = Measured(WEIGHTS, "conv4", (2, 3))
    assert rf.view == {"mode": "overlay", "overlays": {"heatmap": True}}
    assert rf.selection == {"layer": "conv4", "index": (2, 3)}
    rf.heatmap = None
    assert rf.heatmap is None


def test_one_that_is_kept_is_taken_again_and_a_wrong_one_is_not(net: Network) -> None:
    kept = ReceptiveField(net, heatmap=Measured(WEIGHTS)).heatmap
    rf = ReceptiveField(net, heatmap=kept)
    rf.heatmap = {**kept, "index": [1, 2]}
    assert rf.selection == {"layer": "conv5", "index": (1, 2)}
    for wrong in (
        {**kept, "shape": [9, 9]},
        {"levels": "BB"},
        {"layer": "conv5", **kept, "index": 7},
    ):
        with pytest.raises(LayerError, match="heatmap"):
            rf.heatmap = wrong
        with pytest.raises(LayerError, match="heatmap"):
            ReceptiveField(net, heatmap=wrong)


def test_a_view_may_leave_it_out(net: Network) -> None:
    view = {"overlays": {"heatmap": False}}
    assert ReceptiveField(net, heatmap=WEIGHTS, view=view).view == view


@pytest.mark.parametrize(
    "wrong", [WEIGHTS[1:], -WEIGHTS, WEIGHTS * 0, WEIGHTS * np.nan, "conv5", 7]
)
def test_what_is_no_heatmap(net: Network, wrong: Any) -> None:
    with pytest.raises(LayerError, match=r"heatmap .*227 × 227") as caught:
        ReceptiveField(net, heatmap=wrong)
    assert caught.value.parameter == "heatmap"


def test_an_output_keeps_it(net: Network) -> None:
    rf = ReceptiveField(net, heatmap=Measured(WEIGHTS))
    data = rf._repr_mimebundle_()
    assert data[MIME_TYPE]["heatmap"] == rf.heatmap
    assert len(json.dumps(data, ensure_ascii=False).encode()) <= LIMIT


def test_a_saved_figure_shows_it(net: Network, tmp_path: Path) -> None:
    rf = ReceptiveField(net, heatmap=Measured(WEIGHTS))
    rf.save(tmp_path / "with.svg")
    net.save(tmp_path / "same.svg", selection=("conv5", (6, 6)), heatmap=Measured(WEIGHTS))
    net.save(tmp_path / "without.svg", selection=("conv5", (6, 6)))
    same, without = (tmp_path / name for name in ("same.svg", "without.svg"))
    assert (tmp_path / "with.svg").read_text() == same.read_text() != without.read_text()
