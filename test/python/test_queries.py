"""Questions about a network: who looks at a pixel, how much each pixel counts."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest

from ipyreceptive import Contribution, LayerError, Network, ReceptiveField, SeenBy

LAYERS = [["conv1", 3, 2, 1], ["pool1", 2, 2, 0], ["conv2", 3, 1, 1]]


@pytest.fixture
def net() -> Network:
    return Network(LAYERS, input_size=(16, 32))


def test_seen_by_is_the_inverse_of_the_clipped_field(net: Network) -> None:
    rows, columns = net["conv2"].n
    for pixel in [(0, 0), (7, 13), (15, 31)]:
        looking = {
            (y, x)
            for y in range(rows)
            for x in range(columns)
            if all(
                any(at in run for run in runs)
                for at, runs in zip(pixel, net.field("conv2", (y, x)).runs, strict=True)
            )
        }
        seen = net.seen_by("conv2", pixel)
        assert isinstance(seen, SeenBy)
        assert seen.features == len(looking)
        assert seen.exact
        found = {(y, x) for ys in seen.runs[:1] for run in ys for y in run for x in seen.runs[1][0]}
        assert found == looking
        assert seen.lo == tuple(min(at) for at in zip(*looking, strict=True))
        assert seen.hi == tuple(max(at) + 1 for at in zip(*looking, strict=True))


def test_seen_by_takes_numpy_numbers_and_stops_at_a_layer(net: Network) -> None:
    seen = net.seen_by("conv2", np.array([1, 2]), to="pool1")
    assert (seen.pixel, seen.lo, seen.hi) == ((1, 2), (0, 1), (3, 4))
    assert "9 features" in repr(seen)


def test_no_feature_looks_at_a_pixel_that_is_jumped_over() -> None:
    seen = Network([[1, 3, 0]], input_size=[9]).seen_by("conv1", 1)
    assert (seen.lo, seen.hi, seen.count, seen.features) == ((None,), (None,), (0,), 0)
    assert repr(seen) == "<(1,) by conv1: no feature>"


def test_contribution_counts_paths() -> None:
    part = Network([[3], [3], [3]], input_size=(9, 7)).contribution("conv3", (1, 0))
    assert isinstance(part, Contribution)
    assert part.first == (1, 0)
    assert part.counts == ((1, 3, 6, 7, 6, 3, 1),) * 2
    assert part.marginals[0] == pytest.approx([count / 27 for count in part.counts[0]], rel=1e-12)
    assert part.values.shape == (7, 7)
    assert part.values.sum() == pytest.approx(1, rel=1e-12)
    assert part.values == pytest.approx(np.outer(*part.marginals), rel=1e-12)
    assert part.mean == pytest.approx((4.5, 3.5))
    assert part.std == pytest.approx((2**0.5, 2**0.5))


def test_contribution_without_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    part = Network([[2], [1]], input_size=(3, 4)).contribution("conv2", (0, 0))
    assert part.values == ((0.25, 0.25), (0.25, 0.25))


def test_contribution_has_no_counts_where_branches_meet() -> None:
    layers: list[Any] = [
        {"name": "a", "type": "conv", "kernel_size": 3, "padding": 1, "inputs": ["input"]},
        {"name": "sum", "type": "add", "inputs": ["a", "input"]},
    ]
    part = Network(layers, input_size=[5]).contribution("sum", 2)
    assert part.counts is None
    assert part.marginals[0] == pytest.approx((0.25, 0.5, 0.25), rel=1e-12)


def test_counts_of_many_digits_stay_exact() -> None:
    layers = [[31, 1, 15]] * 200
    part = Network(layers, input_size=[601]).contribution("conv200", 300)
    assert part.counts is not None
    assert max(part.counts[0]) > 10**290
    assert sum(part.marginals[0]) == pytest.approx(1, rel=1e-12)


def test_the_parts_of_a_merge_one_by_one() -> None:
    layers: list[Any] = [
        {"name": "wide", "type": "conv", "kernel_size": 5, "padding": 2, "inputs": ["input"]},
        {"name": "near", "type": "conv", "kernel_size": 1, "inputs": ["input"]},
        {"name": "sum", "type": "add", "inputs": ["wide", "near"]},
    ]
    net = Network(layers, input_size=[9])
    assert net.field("sum", 4).region == ((2, 7),)
    assert net.field("sum", 4, via="near").region == ((4, 5),)
    with pytest.raises(KeyError, match="near"):
        net.field("sum", 4, via="nearr")


@pytest.mark.parametrize("ask", ["seen_by", "contribution"])
def test_wrong_questions(net: Network, ask: str) -> None:
    with pytest.raises(KeyError, match="conv2"):
        getattr(net, ask)("convv2", 0)
    with pytest.raises(IndexError, match="from 0 to"):
        getattr(net, ask)("conv2", (0, 1000))
    with pytest.raises(KeyError):
        getattr(net, ask)("conv2", 0, to="nothing")


def test_a_field_of_too_many_pixels_is_refused() -> None:
    net = Network([{"name": "all", "type": "linear"}], input_size=2**31 - 1)
    with pytest.raises(LayerError, match="too many to weigh"):
        net.contribution("all", 0)


def test_the_widget_answers_at_once() -> None:
    figure = ReceptiveField(LAYERS, input_size=(16, 32))
    assert figure.seen_by("conv1", 0).features == 1
    assert figure.contribution("conv1", 1).counts == ((1, 1, 1), (1, 1, 1))
    assert figure.field("conv1", 0, via="input").region == ((-1, 2), (-1, 2))


def test_attention_and_map_wide_norms_read_as_pointwise() -> None:
    layers: list[Any] = [
        {"name": "stem", "type": "conv", "kernel_size": 3, "padding": 1},
        {"name": "norm", "type": "norm", "scope": "map"},
        {"name": "squeeze", "type": "global_pool", "inputs": ["stem"]},
        {"name": "scale", "type": "multiply", "inputs": ["norm", "squeeze"]},
    ]
    net = Network(layers, input_size=9, name="gated")
    read = net.pointwise()
    assert net["scale"].status == "whole"
    assert (read["scale"].status, read["scale"].r) == ("exact", (3, 3))
    assert read.layers["scale"]["inputs"] == ["norm"]
    assert read.layers["norm"]["type"] == "pointwise"
    assert read.name == "gated"
    assert read.pointwise() == read


def test_a_region_of_features_and_what_two_fields_share() -> None:
    net = Network.preset("alexnet_article")
    region = net.field("conv5", (3, 5), extent=(3, 4))
    assert (region.extent, region.size, region.pixels) == ((3, 4), (195, 211), 37769)
    shared = net.shared_pixels(("conv5", 6), {"layer": "conv4", "index": (4, 9)})
    assert shared.pixels == 11385
    assert shared.shares == (11385 / 26569, 11385 / 17161)
    with pytest.raises(IndexError, match='extent 11 leaves "conv5"'):
        net.field("conv5", 3, extent=11)
    with pytest.raises(LayerError, match="conv9"):
        net.shared_pixels(("conv9", 6), ("conv5", 6))
