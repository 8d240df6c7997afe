"""How a layer changes over sizes of the input."""

from __future__ import annotations

import json

import pytest

from ipyreceptive import LayerError, Network
from ipyreceptive.shell import main

ROWS = [["conv1", 11, 4, 0], ["pool1", 3, 2, 0], ["conv2", 5, 1, 2], ["pool2", 3, 2, 0]]


def test_rows() -> None:
    net = Network(ROWS, 227)
    sweep = net.sweep("pool2", range(8, 228))
    assert [row.input_size for row in sweep] == [(n, n) for n in range(8, 228)]
    last = sweep[-1]
    assert (last.n, last.start, last.dropped, last.error) == ((13, 13), (17.5, 17.5), (0, 0), None)
    assert last.n == net["pool2"].n
    assert last.padding_share == net.field("pool2", (6, 6)).padding_share
    assert list(last.findings) == [finding.code for finding in net.findings()]


def test_sizes_of_use() -> None:
    sweep = Network(ROWS, 227).sweep("pool2", range(8, 228))
    for row in sweep:
        assert (row.error is None) == (row.input_size >= sweep.smallest)
    assert (sweep.smallest, sweep.sees_all) == ((35, 35), (67, 67))
    assert "pool2" in sweep.reasons["smallest"][0]
    assert "feature 1 of pool2" in sweep.reasons["sees_all"][0]
    assert sweep.no_drop[:2] == ((35, 35), (51, 51))
    assert "drops the end of input" in sweep.reasons["no_drop"]


def test_sizes_differ_by_axis() -> None:
    (row,) = Network(ROWS, 227).sweep("pool2", [(227, 224)])
    assert (row.n, row.dropped) == ((13, 12), (0, 13))


def test_whole() -> None:
    net = Network([["conv1", 3], {"name": "pool", "type": "global_pool"}], 9)
    sweep = net.sweep("pool", [9])
    assert sweep.sees_all == (None, None)
    assert sweep.reasons["sees_all"] == ("everything is seen from pool on",) * 2


def test_prints_a_table() -> None:
    sweep = Network(ROWS, 227).sweep("pool2", range(8, 228))
    head, refused, first, *_, last, _, smallest, sees_all, no_drop = repr(sweep).splitlines()
    assert head.split() == ["input_size", "n", "start", "padding", "dropped", "findings"]
    assert refused.startswith("8 to 34 ")
    assert first.split()[:5] == ["35", "1", "17.5", "72.7%", "0"]
    assert last.split() == ["227", "13", "17.5", "0.0%", "0"]
    assert smallest.startswith('smallest  35: layer 4 "pool2": kernel_size 3')
    assert sees_all.startswith("sees all  67: ")
    assert no_drop.startswith("no drop   35, 51, 67, ")
    html = sweep._repr_html_()
    assert html.count("<tr>") == 195
    assert "refused: layer" in html


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        (64, "sizes 64 is no list of sizes"),
        ([], "sizes is empty"),
        (range(1, 10_002), "10001 sizes are too many"),
        ([(1, 2, 3)], "has not one entry for each of the 2 axes"),
        ([64, -1], "too small"),
        (["64"], "is text"),
    ],
)
def test_no_sizes(sizes: object, message: str) -> None:
    with pytest.raises(LayerError, match=message):
        Network(ROWS, 227).sweep("pool2", sizes)  # type: ignore[arg-type]


def test_unknown_layer() -> None:
    with pytest.raises(KeyError, match="pool2"):
        Network(ROWS, 227).sweep("pol2", [227])


def test_in_a_shell(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sweep", "vgg16", "features.30", "16", "64", "--step", "16"]) == 0
    sweep = Network.preset("vgg16").sweep("features.30", range(16, 65, 16))
    assert capsys.readouterr().out == f"{sweep}\n"
    assert main(["sweep", "vgg16", "features.30", "32", "64", "--step", "32", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [row["input_size"] for row in found["rows"]] == [[32, 32], [64, 64]]
    assert [limit["size"] for limit in found["smallest"]] == [32, 32]
    assert main(["sweep", "vgg16", "features.30", "64", "32"]) == 2
    assert main(["sweep", "vgg16", "features.30", "1", "2", "--step", "0"]) == 2
