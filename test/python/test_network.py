"""``Network``: what may be written, and what it answers."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from networks import ALEXNET

from ipyreceptive import Network, ReceptiveField

ROWS = [[11, 4, 0], [3, 2, 0]]


class Index:
    """A number in the sense of Python, as ``torch.Size`` holds them."""

    def __init__(self, value: int) -> None:
        self.value = value

    def __index__(self) -> int:
        return self.value


@pytest.mark.parametrize(
    "layers",
    [
        [["conv1", 11, 4, 0], ["conv2", 3, 2, 0]],
        (("conv1", 11, 4, 0), ("conv2", 3, 2, 0)),
        {"conv1": [11, 4, 0], "conv2": [3, 2, 0]},
        {"conv1": np.array([11, 4, 0]), "conv2": {"type": "conv", "kernel_size": 3, "stride": 2}},
        [
            {"name": "conv1", "type": "conv", "kernel_size": 11, "stride": 4},
            ["conv2", (3, 3), [2, 2], [[0, 0], [0, 0]]],
        ],
        [[np.int64(11), np.int8(4), np.uint8(0)], [Index(3), np.array(2), 0]],
        np.array(ROWS),
        "[[11, 4, 0], [3, 2, 0]]",
        '{"conv1": [11, 4, 0], "conv2": [3, 2, 0]}',
        {"input_size": 227, "layers": ROWS},
        {"input_size": [227, 227], "layers": {"conv1": [11, 4, 0], "conv2": [3, 2, 0]}},
        Network(ROWS, 227),
    ],
)
@pytest.mark.parametrize("size", [227, (227, 227), np.int32(227), [Index(227), np.int64(227)]])
def test_every_written_form_is_the_same_network(layers: object, size: object) -> None:
    net = Network(layers, size)
    assert net == Network(ROWS, 227)
    assert hash(net) == hash(Network(ROWS, 227))


def test_dict_keeps_its_order_where_javascript_would_not() -> None:
    layers = {"conv": [3], "10": [3, 2], "2": [5]}
    assert list(Network(layers, 32).layers) == ["conv", "10", "2"]


def test_attributes() -> None:
    net = Network(ALEXNET, (227, 239), "AlexNet", spacing=(0.5, 1), unit="mm")
    assert net.input_size == (227, 239)
    assert net.name == "AlexNet"
    assert (net.spacing, net.unit) == ((0.5, 1), ("mm", "mm"))
    assert len(net) == len(list(net)) == len(net.layers) == 10
    assert [row.name for row in net] == [row[0] for row in ALEXNET]
    assert "conv5" in net
    assert "conv6" not in net
    assert 5 not in net
    assert net["conv5"] not in net
    with pytest.raises(KeyError, match=r"known by its name; net\.table\(\) has rows by position"):
        net[-1]  # type: ignore[index]
    assert net.layers["pool1"] == {
        "name": "pool1",
        "type": "max_pool",
        "inputs": ["conv1"],
        "kernel_size": [3, 3],
        "stride": [2, 2],
        "padding": [[0, 0], [0, 0]],
        "dilation": [1, 1],
        "ceil_mode": False,
    }


def test_is_immutable() -> None:
    net = Network(ROWS, 227)
    before = net.to_json()
    net.layers["conv1"]["kernel_size"][0] = 99
    net.layers.clear()
    assert net.to_json() == before
    with pytest.raises(AttributeError):
        net.name = "other"  # type: ignore[misc]


def test_equality_tells_networks_apart() -> None:
    net = Network(ROWS, 227)
    assert net != Network(ROWS, 226)
    assert net != Network(ROWS, 227, name="AlexNet")
    assert net != Network(ROWS[:1], 227)
    assert net != ROWS
    assert len({net, Network(ROWS, 227), Network(ROWS, 226)}) == 2


def test_json_round_trip() -> None:
    net = Network(ALEXNET, 227, "Alex <b>Net</b> ☃", spacing=2)
    text = net.to_json()
    assert json.loads(text)["layers"][0]["name"] == "conv1"
    assert Network(text) == net
    assert Network(json.loads(text)) == net


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda net: pickle.loads(pickle.dumps(net))])
def test_copies(copied: object) -> None:
    net = Network(ALEXNET, 227, "AlexNet")
    assert copied(net) == net  # type: ignore[operator]


def test_row() -> None:
    row = Network([["conv1", [3, 5], [2, 1], "same"]], (9, 7))["conv1"]
    assert (row.name, row.type, row.inputs) == ("conv1", "conv", ("input",))
    assert (row.n, row.j, row.r, row.start) == ((5, 7), (2, 1), (3, 5), (0.5, 0.5))
    assert (row.r_range, row.dense, row.aligned) == (((3, 3), (5, 5)), (True,) * 2, (True,) * 2)
    assert row.period == (1, 1)
    assert row.statuses == ("exact", "exact")
    assert (row.status, row.reason) == ("exact", None)
    assert row.effective_padding == (1, 2)
    assert repr(row) == "<conv1: conv, n 5 × 7, j 2 × 1, r 3 × 5, start 0.5>"


def test_row_that_sees_everything_says_why() -> None:
    row = Network([["conv1", 3], {"name": "pool", "type": "global_pool"}], 9)["pool"]
    assert row.status == "whole"
    assert row.n == (1, 1)
    assert row.reason == "everything is seen from pool on"


def test_row_that_varies() -> None:
    row = Network([{"type": "upsample", "scale_factor": 3, "mode": "linear"}], [5])["upsample1"]
    assert row.j == (Fraction(1, 3),)
    assert repr(row) == "<upsample1: upsample, n 15, j 1/3, r 1–2, start 0, varies>"


def test_field() -> None:
    net = Network([[3, 2, 1], [3, 2, 1]], 5)
    field = net.field("conv2", (0, 1))
    assert (field.layer, field.index, field.center) == ("conv2", (0, 1), (0.5, 4.5))
    assert field.size == (7, 7)
    assert field.region == ((-3, 4), (1, 8))
    assert field.clipped == ((0, 4), (1, 5))
    assert field.count == (4, 4)
    assert field.runs == ((range(4),), (range(1, 5),))
    assert field.pixels == 16
    assert (field.dense, field.exact) == (True, True)
    assert field.padding_share == pytest.approx(1 - 16 / 49)
    assert list(field.path) == ["conv2", "conv1", "input"]
    assert field.path["conv1"] == (((-1, 2), (1, 4)), ((0, 2), (1, 3)))
    assert hash(field) == hash(net.field("conv2", (0, 1)))
    assert field == net.field("conv2", [np.int64(0), Index(1)])
    assert repr(field) == "<conv2 (0, 1): [0, 4), [1, 5), 16 pixels, 67% padding>"


def test_field_with_holes() -> None:
    field = Network([{"type": "conv", "kernel_size": 3, "dilation": 3}], (16,))
    runs = field.field("conv1", 2).runs
    assert [pixel for run in runs[0] for pixel in run] == [2, 5, 8]


def test_field_that_sees_no_pixel() -> None:
    field = Network([["conv1", 1, 1, 2]], (4, 4)).field("conv1", 0)
    assert field.clipped == (None, None)
    assert field.count == (0, 0)
    assert repr(field) == "<conv1 (0, 0): no pixel>"


def test_one_pixel_is_one() -> None:
    net = Network([["conv1", 1]], (4,))
    field = net.field("conv1", 2)
    assert repr(field) == "<conv1 (2,): [2, 3), 1 pixel>"
    assert repr(net.seen_by("conv1", 2)) == "<(2,) by conv1: [2, 3), 1 feature>"
    part = net.contribution("conv1", 2)
    floats = (
        field.padding_share,
        *part.marginals[0],
        *part.mean,
        net.sweep("conv1", [3])[0].padding_share,
    )
    assert all(isinstance(number, float) for number in floats)


def test_field_to_another_layer() -> None:
    field = Network([[3, 2, 1], [3, 2, 1]], 5).field("conv2", 1, to="conv1")
    assert field.region == ((1, 4), (1, 4))


def test_table() -> None:
    table = Network([[3, 2, 1], [3, 2, 1]], input_size=5).table()
    assert str(table).splitlines() == [
        "layer  type   n  j  r  start",
        "input  input  5  1  1    0.5",
        "conv1  conv   3  2  3    0.5",
        "conv2  conv   2  4  7    0.5",
    ]
    assert len(table) == 3
    assert table[0].name == "input"
    assert table[-1] == table["conv2"]
    assert [row.name for row in table[1:]] == ["conv1", "conv2"]
    assert table == Network([[3, 2, 1], [3, 2, 1]], input_size=5).table()


def test_table_shows_axes_and_status() -> None:
    net = Network([["c", [3, 1]], {"name": "g", "type": "global_pool"}], (9, 7))
    lines = str(net.table()).splitlines()
    assert lines[0].split() == ["layer", "type", "n", "j", "r", "start", "status"]
    assert "9 × 7" in lines[1]
    assert "3 × 1" in lines[2]
    assert lines[3].split()[-1] == "whole"
    assert " all " in lines[3]


def test_rows_of_a_deep_network_are_those_asked_for_one_by_one() -> None:
    layers = [[3, 1, 1]] * 2500 + [{"name": "gap", "type": "global_pool"}]
    net = Network(layers, 64)
    table = net.table()
    rows = list(table)
    assert [row.name for row in rows] == ["input", *net.layers]
    for at in (0, 1, 999, 1000, 1001, 2499, 2500, 2501, -1):
        assert table[at] == rows[at] == net[rows[at].name] == table[rows[at].name]
        assert pickle.loads(pickle.dumps(rows[at])).cells == rows[at].cells
        assert rows[at].cells == net[rows[at].name].cells
    assert list(net) == rows[1:]
    assert list(table[2490:2400:-9]) == rows[2490:2400:-9]
    assert str(table).splitlines()[-1].split()[-1] == "whole"
    assert str(table[:-1]).splitlines()[0].split()[-1] == "start"
    assert pickle.loads(pickle.dumps(table)) == table
    with pytest.raises(IndexError):
        table[2502]


def test_what_has_more_text_than_is_read_is_copied_all_the_same() -> None:
    layers = [{"name": f"{'x' * 900}{at}", "type": "pointwise"} for at in range(18_000)]
    net = Network(layers, 9)
    assert pickle.loads(pickle.dumps(net)) == net
    assert Network(net, 10).input_size == (10, 10)


def test_long_table_is_short() -> None:
    table = Network([[3, 1, 1]] * 2000, 64).table()
    assert len(table) == 2001
    lines = str(table).splitlines()
    assert len(lines) < 50
    assert any("1,961 more" in line for line in lines)
    assert len(table._repr_html_()) < 50_000


def test_a_long_name_is_printed_without_its_middle() -> None:
    name = f"first{'x' * 500}.last"
    net = Network([["c" * 80, 1], [name, 3]], 9)
    assert max(map(len, str(net.table()).splitlines())) < 120
    for text in (str(net.table()), net._repr_html_()):
        assert "c" * 80 in text
        assert "firstxxx" in text
        assert "…" in text
        assert "xxx.last" in text
    assert name in net.table().to_text()


def test_table_in_pandas() -> None:
    frame = Network(ALEXNET, (227, 239)).table().to_pandas()
    assert isinstance(frame, pd.DataFrame)
    assert list(frame.columns) == [
        "type",
        *(f"{key}_{axis}" for key in ("n", "j", "r", "start") for axis in "yx"),
        "status",
    ]
    assert frame.loc["conv5", "r_x"] == 163
    assert frame.index.name == "layer"
    one = Network([[3]], (9,)).table().to_pandas()
    assert list(one.columns) == ["type", "n_x", "j_x", "r_x", "start_x", "status"]


def test_short_and_readable() -> None:
    assert repr(Network(ALEXNET, 227, "AlexNet")) == "<Network AlexNet: 10 layers on 227 × 227>"
    assert str(Network([[3]], (9,))) == "<Network 1 layer on 9>"
    assert "<td" in Network([[3]], 9)._repr_html_()


def test_markup_in_names_is_text() -> None:
    name = '<img src=x onerror="alert(1)">'
    net = Network([[name, 3]], 9, name="<script>")
    assert net[name].name == name
    for markup in (net._repr_html_(), net.table()._repr_html_()):
        assert "<img" not in markup
        assert "&lt;img src=x onerror=&quot;" in markup
    assert r"\_" in Network([["a_b%", 3]], 9).table()._repr_latex_()


def test_json_reads_back(tmp_path: Path) -> None:
    net = Network(ALEXNET, 227, "AlexNet")
    net.save(tmp_path / "net.json")
    assert Network((tmp_path / "net.json").read_text(encoding="utf-8")) == net
    with pytest.raises(FileNotFoundError):
        net.save(tmp_path / "absent" / "net.json")


@pytest.mark.parametrize("convention", ["center", "index"])
def test_all_rows_are_printed_as_each_is(convention: str) -> None:
    units = Network(
        {
            "input_size": [9, 12],
            "layers": [
                [[3, 5], [1, 2], 1],
                {"type": "global_pool"},
                {"type": "upsample", "size": 5},
            ],
            "spacing": [0.5, 2],
            "unit": "mm",
        }
    )
    for net in (Network.preset("resnet18"), Network.preset("unet"), units):
        table = net.table(convention, columns=("k", "s", "p", "n", "j", "r", "start"))
        many = len(table)
        assert table.to_text() == table.to_text(many)
        assert table[1:-1:2].to_text() == table[1:-1:2].to_text(many)
        assert table[:0].to_text().startswith("layer")


@pytest.mark.parametrize(
    "ask",
    [
        lambda net: net.table(),
        lambda net: net["conv3"],
        lambda net: net.field("conv3", 6),
        lambda net: net.seen_by("conv3", 113),
        lambda net: net.contribution("conv3", 6),
        lambda net: net.contribution("conv3", np.array([6, 5]), to="conv1"),
        lambda net: net.design("conv3", 120),
        lambda net: net.design("conv3", 120)[0],
        lambda net: net.sweep("conv3", (64, 227)),
        lambda net: net.anchors("conv3"),
        lambda net: net.tile_overlap("conv3"),
    ],
)
def test_answers_can_be_compared_and_sent(ask: Callable[[Network], Any]) -> None:
    net, other = Network(ALEXNET, 227), Network([*ALEXNET[:4], ["conv3", 5, 1, 1]], 227)
    answer = ask(net)
    sent = pickle.loads(pickle.dumps(answer))
    assert answer == ask(net) == copy.deepcopy(answer) == sent
    assert hash(answer) == hash(ask(net)) == hash(sent)
    assert answer != ask(other)
    assert answer != "another"
    assert repr(sent) == repr(answer)


def test_contributions_are_compared_pixel_by_pixel() -> None:
    def crossed(*kernels: list[int]) -> Any:
        layers = [
            {
                "name": f"a{i}",
                "type": "conv",
                "kernel_size": kernel,
                "padding": "same",
                "inputs": ["input"],
            }
            for i, kernel in enumerate(kernels)
        ]
        names = [layer["name"] for layer in layers]
        return Network([*layers, {"name": "sum", "type": "add", "inputs": names}], 9).contribution(
            "sum", 4
        )

    cross, again = crossed([1, 3], [3, 1]), crossed([3, 1], [1, 3])
    assert cross == again
    assert cross.values.tolist() == again.values.tolist()


def test_columns_in_any_form() -> None:
    net = Network(ROWS, 227)
    assert net.table(columns="start").columns == ("start",)
    assert net.table(columns=iter(["n", "r"])) == net.table(columns=("n", "r"))
    with pytest.raises(ValueError, match="columns names 'size'; there are k, s, p"):
        net.table(columns="size")


def test_a_row_that_is_not_there() -> None:
    table = Network(ROWS, 227).table()
    with pytest.raises(IndexError, match="row 3 is outside the table; it has 3 rows"):
        table[3]


def test_keys_are_completed() -> None:
    net = Network(ROWS, 227)
    for keyed in (net, net.table(), ReceptiveField(net)):
        assert keyed._ipython_key_completions_() == ["input", "conv1", "conv2"]


def test_an_upper_bound_reads_as_one() -> None:
    layers = [{"name": "mine", "type": "unknown", "reason": "MyOp", "bound": {"kernel_size": 3}}]
    net = Network(layers, [9])
    assert repr(net.field("mine", 3)) == "<mine (3,): at most [3, 6), 3 pixels>"
    assert repr(net.seen_by("mine", 4)) == "<(4,) by mine: at most [2, 5), 3 features>"
    part = net.contribution("mine", 4)
    assert (part.exact, net.contribution("mine", 4, to="mine").exact) == (False, True)
    assert repr(part).endswith("pixels, of an upper bound>")


def test_a_data_frame_has_no_size_where_none_is_known() -> None:
    layers = [["conv1", 3, 1, 1], {"name": "mine", "type": "unknown", "reason": "MyOp"}]
    frame = Network(layers, [9], spacing=0.5, unit="mm").table().to_pandas()
    for column, known in (("r_x", 3), ("r_x [mm]", 1.5)):
        assert frame.loc["conv1", column] == known
        assert pd.isna(frame.loc["mine", column])
    assert frame.loc["mine", "n_x"] == 9
