"""``Network.design``: what to change."""

from __future__ import annotations

import pytest
from networks import ALEXNET

from ipyreceptive import LayerError, Network

PIX2PIX = [[f"conv{i + 1}", 4, 2 if i < 3 else 1, 1] for i in range(5)]


def test_all_is_as_wanted() -> None:
    net = Network(PIX2PIX, 256)
    (design,) = net.design("conv5", 70)
    assert design.changes == ()
    assert design.network == net
    assert repr(design) == "<no change: r 70, j 8, n 30>"


def test_seventy_pixels() -> None:
    net = Network([*PIX2PIX[:4], ["conv5", 3, 1, 1]], 256)
    designs = net.design("conv5", 70)
    assert designs[0].r == (70, 70)
    assert designs[0].changes == (
        {
            "layer": "conv5",
            "parameter": "kernel_size",
            "from": (3, 3),
            "to": (4, 4),
            "padding": ((1, 2), (1, 2)),
        },
    )
    assert "conv5 kernel_size 3 → 4" in repr(designs)
    assert "conv5 kernel_size 3 → 4" in designs._repr_html_()


def test_sizes_of_several_axes_stay_on_one_line() -> None:
    html = Network([["a", 3, 2, 1], ["b", 3]], (128, 64)).design("b", (23, 15))._repr_html_()
    assert "23\xa0×\xa015" in html
    assert "23 × 15" not in html


@pytest.mark.parametrize("wanted", [300, (300, 300), "image"])
def test_claims_what_the_network_says(wanted: object) -> None:
    designs = Network(ALEXNET, 227).design("conv5", wanted)
    assert len(designs) > 1
    for design in designs:
        row = design.network["conv5"]
        assert (row.n, row.j, row.r) == (design.n, design.j, design.r)


def test_at_least() -> None:
    assert Network(ALEXNET, 227).design("conv5", 100, at_least=True)[0].changes == ()


def test_refuses_what_is_no_size() -> None:
    with pytest.raises(LayerError, match='wanted "picture" is no size of a field') as error:
        Network(ALEXNET, 227).design("conv5", "picture")
    assert error.value.parameter == "wanted"
    with pytest.raises(KeyError, match="Did you mean conv5"):
        Network(ALEXNET, 227).design("konv5", 70)


def test_refuses_a_layer_whose_field_no_change_decides() -> None:
    net = Network([["conv1", 3, 1, 1], {"name": "gap", "type": "global_pool"}], 32)
    said = (
        'layer 2 "gap": wanted 9 cannot be reached by changes: everything is seen from gap on; '
        "ask about conv1, whose field they decide"
    )
    with pytest.raises(LayerError) as error:
        net.design("gap", 9)
    assert str(error.value) == said
    assert (error.value.layer, error.value.parameter, error.value.value) == ("gap", "wanted", 9)
    assert net.design("gap", "image")[0].changes == ()
