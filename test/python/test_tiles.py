"""``Network.anchors`` and ``Network.tile_overlap``."""

from __future__ import annotations

import pytest
from networks import ALEXNET

from ipyreceptive import Anchors, Network, TileOverlap


def test_anchors() -> None:
    assert Network(ALEXNET, (227, 239)).anchors("conv5") == Anchors(
        layer="conv5", offset=(17.5, 17.5), stride=(16, 16), status="exact", reason=None
    )


def test_tile_overlap() -> None:
    tiles = Network([["a", 3, 1, 1], ["b", 3, 2, 1]], (64, 65)).tile_overlap("b")
    assert tiles == TileOverlap(
        layer="b", overlap=(4, 3), step=(2, 2), skip=(1, 1), advance=(1, 1), reason=None
    )


def test_no_cut_will_do_where_everything_is_seen() -> None:
    net = Network([["conv1", 3], {"name": "pool", "type": "global_pool"}], 9)
    tiles = net.tile_overlap("pool")
    assert (tiles.overlap, tiles.step) == ((None, None), (None, None))
    assert tiles.reason == "pool sees everything, so that every tile would be another image to it"
    assert net.anchors("pool").status == "whole"


def test_a_container_is_its_last_layer() -> None:
    net = Network([["part.a", 3], ["part.b", 3]], 9)
    assert net.anchors("part").layer == net.tile_overlap("part").layer == "part.b"


@pytest.mark.parametrize("ask", [Network.anchors, Network.tile_overlap])
def test_unknown_layer(ask: object) -> None:
    with pytest.raises(KeyError, match="Did you mean conv5"):
        ask(Network(ALEXNET, 227), "konv5")  # type: ignore[operator]
