"""Numbers measured elsewhere, through Python."""

from __future__ import annotations

from typing import Any

import pytest
from networks import ALEXNET, truth

from ipyreceptive import LayerError, Network

CASES = truth("networks")
VALID = [case for case in CASES if case["expect"] == "ok"]
INVALID = [case for case in CASES if case["expect"] == "error" and case.get("only_in") != "torch"]


def by_id(case: dict[str, Any]) -> str:
    return str(case["id"])


def test_there_are_cases() -> None:
    assert len(VALID) >= 10
    assert len(INVALID) >= 4


@pytest.mark.parametrize("case", VALID, ids=by_id)
def test_rows_and_fields(case: dict[str, Any]) -> None:
    net = Network(case["network"])
    for name, expected in case["rows"].items():
        row = net[name]
        assert list(row.n) == expected["n"]
        middle = tuple(n // 2 for n in row.n)
        field = net.field(name, middle)
        if "pixels_middle" in expected:
            assert field.pixels == expected["pixels_middle"]
        for axis, fields in enumerate(expected["fields"]):
            for u in {0, middle[axis], row.n[axis] - 1}:
                index = (*middle[:axis], u, *middle[axis + 1 :])
                seen = net.field(name, index)
                lo, hi = fields["lo"][u], fields["hi"][u]
                if lo is None:
                    assert seen.clipped == (None,) * len(row.n)
                    assert seen.count == (0,) * len(row.n)
                elif seen.pixels:
                    assert seen.clipped[axis] == (lo, hi)
                    assert seen.count[axis] == fields["count"][u]
                    assert sum(map(len, seen.runs[axis])) == fields["count"][u]


@pytest.mark.parametrize("case", INVALID, ids=by_id)
def test_invalid(case: dict[str, Any]) -> None:
    with pytest.raises(LayerError) as caught:
        Network(case["network"])
    assert caught.value.layer == case["at"]


def test_article() -> None:
    table = Network(ALEXNET, 227).table()
    assert [row.r[0] for row in table] == [1, 11, 19, 51, 67, 99, 131, 163, 195, 355, 355]
    assert [row.start[0] for row in table][-3:] == [33.5, 113.5, 113.5]
    assert [row.j[0] for row in table] == [1, 4, 8, 8, 16, 16, 16, 16, 32, 32, 32]


@pytest.mark.parametrize(
    ("size", "layers", "r"), [(5, [[3, 2, 1], [3, 2, 1]], 7), (7, [[3, 2, 1], [3, 2, 1]], 7)]
)
def test_article_figures(size: int, layers: list[list[int]], r: int) -> None:
    assert Network(layers, size)["conv2"].r == (r, r)
