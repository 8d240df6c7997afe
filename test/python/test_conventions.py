"""What people compare a table with: other conventions, other columns, other units, a program."""

from __future__ import annotations

import re
from html import escape

import pytest

from ipyreceptive import LayerError, Network, ReceptiveField

RESNET_STEM = [["conv1", 7, 2, 3], ["pool1", 3, 2, 1]]


def test_pixel_indices() -> None:
    net = Network([["conv1", 11, 4, 0], ["pool1", 3, 2, 0]], input_size=(227, 227))
    table = net.table(convention="index")
    assert [row.start for row in table] == [(0, 0), (5, 5), (9, 9)]
    assert [row.start for row in net.table()] == [(0.5, 0.5), (5.5, 5.5), (9.5, 9.5)]
    assert [row.effective_padding for row in table] == [
        row.effective_padding for row in net.table()
    ]
    assert str(table).splitlines()[-1].split()[-1] == "9"


def test_another_convention_is_refused() -> None:
    with pytest.raises(LayerError, match='convention "tf" is not one of center, index'):
        Network(RESNET_STEM, 224).table(convention="tf")  # type: ignore[arg-type]


def test_columns_that_are_asked_for() -> None:
    table = Network(RESNET_STEM, 224).table(columns=("k", "r", "effective_padding"))
    assert str(table).splitlines()[1:] == [
        "input  input         1                  0",
        "conv1  conv      7   7                  3",
        "pool1  max_pool  3  11                  5",
    ]
    assert "effective_padding" in table._repr_html_()
    frame = table.to_pandas()
    assert list(frame.columns) == [
        "type",
        *("r_y", "r_x", "effective_padding_y", "effective_padding_x"),
        "status",
    ]
    assert str(table[1:]).splitlines()[0] == str(table).splitlines()[0]
    with pytest.raises(ValueError, match="'padding'; there are k, s, p"):
        Network(RESNET_STEM, 224).table(columns=("padding",))


def test_units_stand_beside_pixels() -> None:
    net = Network([["a", 400, 160, 0]], input_size=[15920], spacing=0.0625, unit="ms")
    row = net["a"]
    assert row.in_units == {"j": (10,), "r": (25,), "start": (12.5,)}
    assert str(net.table()).splitlines() == [
        "layer  type       n    j  j [ms]    r  r [ms]  start  start [ms]",
        "input  input  15920    1  0.0625    1  0.0625    0.5     0.03125",
        "a      conv      98  160      10  400      25    200        12.5",
    ]
    assert "r [ms]" in net._repr_html_()
    assert Network([["a", 3]], 9)["a"].in_units is None


def test_units_of_axes_that_differ() -> None:
    net = Network([["a", 3]], (9, 9), spacing=(2, 0.1), unit=("mm", "s"))
    assert net["a"].cells["r [mm × s]"] == "6 × 0.3"


def test_units_follow_the_convention() -> None:
    net = Network([["a", 3, 2, 0]], 9, spacing=2, unit="mm")
    assert net.table("index")["a"].in_units == {"j": (4, 4), "r": (6, 6), "start": (2, 2)}


def test_where_the_articles_program_prints_another_start() -> None:
    net = Network([["conv1", 3, 2, 1], ["conv2", 3, 2, 1]], input_size=7)
    assert net["conv1"].note is None
    note = net["conv2"].note
    assert note is not None
    assert "prints start 2.5" in note
    assert str(net.table()).splitlines()[-1] == f"conv2: {note}"
    assert escape(note) in net._repr_html_()
    assert "prints" not in str(net.table(columns=("n", "r")))


def test_many_notes_are_not_all_printed() -> None:
    net = Network([["conv1", 3, 2, 1], *[[3, 1, 1]] * 9], input_size=8)
    lines = str(net.table()).splitlines()
    assert len(lines) == 12 + 4
    assert lines[-1] == "… and 7 more, in row.note"
    assert all(row.note for row in net)


def test_a_data_frame_has_units_beside_pixels() -> None:
    layers = [["a", 3, 2, 0]]
    plain = Network(layers, (9, 7)).table().to_pandas()
    assert not any("[" in column for column in plain.columns)
    scaled = Network(layers, (9, 7), spacing=(2, 0.5), unit=("mm", "s"))
    frame = scaled.table(columns=("n", "r", "start")).to_pandas()
    assert list(frame.columns) == [
        *("type", "n_y", "n_x"),
        *("r_y", "r_x", "r_y [mm]", "r_x [s]"),
        *("start_y", "start_x", "start_y [mm]", "start_x [s]"),
        "status",
    ]
    assert list(frame.loc["a", ["r_y", "r_y [mm]", "r_x [s]", "start_x [s]"]]) == [3, 6, 1.5, 0.75]
    nameless = Network(layers, 9, spacing=2).table().to_pandas()
    assert nameless.loc["a", "j_x [units]"] == 4


def heads(html: str) -> list[str]:
    return re.findall(r"<th[^>]*>([^<]*)</th>", html)


def test_html_tables_have_units_where_there_are_any() -> None:
    layers = [["a", 3, 2, 0]]
    plain = ["layer", "type", "n", "j", "r", "start"]
    assert heads(Network(layers, 9)._repr_html_()) == plain
    assert heads(Network(layers, 9, spacing=1, unit="px")._repr_html_()) == plain
    scaled = Network(layers, 9, spacing=2, unit="mm")
    assert heads(scaled._repr_html_()) == [
        *("layer", "type", "n", "j", "j [mm]", "r", "r [mm]", "start", "start [mm]")
    ]
    assert "<td" in scaled._repr_html_()
    # The one of the widget, that a notebook shows without its kernel.
    for source, has_units in ((Network(layers, 9), False), (scaled, True)):
        html = ReceptiveField(source)._repr_mimebundle_()["text/html"]
        assert ("r [mm]" in html) is has_units
