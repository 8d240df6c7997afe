"""What a person mistypes, and what programs pass by mistake: one clear error each."""

from __future__ import annotations

import math
import pickle
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from networks import ALEXNET

from ipyreceptive import LayerError, Network

NAN = math.nan

CASES: dict[str, tuple[Any, Any, str | None, str | None, str]] = {
    "stride of 0": ([["c", 3, 0]], 9, "c", "stride", "stride 0 is too small"),
    "text for a number": ([["c", "3"]], 9, "c", "kernel_size", 'kernel_size "3" is text'),
    "misspelt": (
        [{"name": "c", "type": "conv", "kernal_size": 3}],
        9,
        "c",
        "kernal_size",
        "Did you mean kernel_size?",
    ),
    "missing comma": ('[["c", 3] ["d", 3]]', 9, None, None, "line 1, column 11: a comma"),
    "empty list": ([], 9, None, None, "the list of layers is empty"),
    "empty dict": ({}, 9, None, None, "the list of layers is empty"),
    "NaN": ([["c", NAN]], 9, "c", "kernel_size", "kernel_size NaN is not a number"),
    "numpy NaN": ([["c", np.float32("nan")]], 9, "c", "kernel_size", "kernel_size NaN"),
    "NaN for a name": ([[NAN, 3]], 9, "conv1", "kernel_size", "kernel_size NaN"),
    "infinity": ([["c", 3, -math.inf]], 9, "c", "stride", "stride -Infinity"),
    "huge": ([["c", 10**30]], 9, "c", "kernel_size", "is too large"),
    "huger": ([["c", 10**5000]], 9, "c", "kernel_size", "is too large; at most 2147483647"),
    "fraction": ([["c", 2.5]], 9, "c", "kernel_size", "kernel_size 2.5 is not a whole number"),
    "boolean": ([["c", True]], 9, "c", "kernel_size", "kernel_size true is not a number"),
    "set": ([["c", {3}]], 9, "c", "kernel_size", "kernel_size an object is not a number"),
    "bytes": ([["c", b"3"]], 9, "c", "kernel_size", "kernel_size an object is not a number"),
    "decimal": ([["c", Decimal(3)]], 9, "c", "kernel_size", "kernel_size an object"),
    "too large a kernel": ([["c", 10]], 9, "c", "kernel_size", "kernel_size 10 is larger than"),
    "no layers": (None, 9, None, None, "null is not a list of layers"),
    "a number": (3, 9, None, None, "3 is not a list of layers"),
    "a generator": ((row for row in ALEXNET), 227, None, None, "is not a list of layers"),
    "number for a name": ({1: [3]}, 9, "layer1", "name", "name 1 is not text"),
    "two names": ({"a": {"name": "b", "type": "conv"}}, 9, None, "name", 'name ["a", "b"]'),
    "two names in a row": ({"a": ["b", 3]}, 9, None, "name", 'name ["a", "b"]'),
    "a file": ("net.rf.json", 9, None, None, '"net"; Network.from_file reads a file'),
    "a path": (Path("net.rf.json"), 9, None, None, "; Network.from_file reads a file"),
    "a preset": ("resnet18", None, None, None, '; Network.preset("resnet18") takes the one of'),
    "three units for two axes": (
        {"layers": [[3]], "input_size": 9, "unit": ["mm"] * 3},
        None,
        None,
        "unit",
        '"mm"] has 3 entries; write one value, or one for each of the 2 axes',
    ),
    "no row": ({"a": 3}, 9, None, None, "3 is not a layer"),
    "no size": ([["c", 3]], None, "input", "input_size", "input_size is missing"),
    "NaN size": ([["c", 3]], NAN, "input", "input_size", "input_size NaN"),
    "set for a size": ([["c", 3]], {9}, "input", "input_size", "input_size an object"),
    "four axes": ([["c", 3]], (9, 9, 9, 9), "input", "input_size", "has 4 axes"),
    "document without layers": ({"input_size": 9}, None, None, None, "has no layers"),
    "unknown key": ({"layers": [[3]], "input_size": 9, "foo": 1}, None, None, "foo", "foo is not"),
    "type of another library": (
        [{"type": "BatchNorm2d"}],
        9,
        None,
        "type",
        'type "BatchNorm2d" is not known. Did you mean pointwise?',
    ),
    "twenty megabytes": (" " * (20 * 2**20), 9, None, None, "at most 16777216 are read"),
}


@pytest.mark.parametrize(
    ("layers", "size", "layer", "parameter", "message"), CASES.values(), ids=list(CASES)
)
def test_sentence_and_place(
    layers: Any, size: Any, layer: str | None, parameter: str | None, message: str
) -> None:
    with pytest.raises(LayerError) as caught:
        Network(layers, size)
    assert message in str(caught.value)
    assert isinstance(caught.value, ValueError)
    assert caught.value.parameter == parameter
    if layer is not None:
        assert caught.value.layer == layer


def test_the_value_is_the_one_that_was_given() -> None:
    for wrong in ({3}, Decimal(3), 2**40, 2**70, -(10**5000), "3", 2.5, object()):
        with pytest.raises(LayerError) as caught:
            Network([["c", wrong]], 9)
        assert caught.value.value is wrong or caught.value.value == wrong
    with pytest.raises(LayerError) as caught:
        Network([["c", NAN]], 9)
    assert math.isnan(caught.value.value)
    size = {9}
    with pytest.raises(LayerError) as caught:
        Network([["c", {3}]], size)
    assert caught.value.value is size


def test_ten_million_layers_are_refused_at_once() -> None:
    layers = [[3, 1, 1]] * 10_000_000
    began = time.perf_counter()
    with pytest.raises(LayerError, match="10000000 layers are too many; at most 100000"):
        Network(layers, 9)
    assert time.perf_counter() - began < 2


def test_long_lists_in_a_layer_are_refused_at_once() -> None:
    with pytest.raises(LayerError, match="has 50000000 entries"):
        Network([["c", range(50_000_000)]], 9)


def test_a_list_that_holds_itself() -> None:
    rows: list[Any] = []
    rows.append(rows)
    with pytest.raises(LayerError, match="is not a layer"):
        Network(rows, 9)
    layer: dict[str, Any] = {"type": "conv"}
    layer["kernel_size"] = layer
    with pytest.raises(LayerError, match="kernel_size an object"):
        Network([layer], 9)


def test_a_hundred_thousand_layers_are_read() -> None:
    assert len(Network([[1]] * 100_000, 9)) == 100_000


def test_unknown_layer() -> None:
    net = Network(ALEXNET, 227)
    for ask in (lambda: net["conv9"], lambda: net.table()["conv9"], lambda: net.field("conv9", 0)):
        with pytest.raises(KeyError) as caught:
            ask()
        assert str(caught.value).startswith('no layer is called "conv9". Did you mean conv')
        assert "conv5" in caught.value.nearest or "conv1" in caught.value.nearest  # type: ignore[attr-defined]
    with pytest.raises(KeyError):
        net.field("conv5", 0, to="absent")


@pytest.mark.parametrize(
    "ask",
    [
        lambda: Network([["conv1", 3, 0]], 9),
        lambda: Network(ALEXNET, 227)["conv9"],
        lambda: Network(ALEXNET, 227).field("conv5", 99),
    ],
)
def test_a_traceback_ends_where_somebody_asked(ask: Callable[[], object]) -> None:
    with pytest.raises((LayerError, LookupError)) as caught:
        ask()
    names = [entry.name for entry in caught.traceback][1:]
    assert "call" not in names
    assert len(names) <= 3


@pytest.mark.parametrize("index", [13, -1, (0, 13), (0,), (0, 0, 0), 1.5, NAN, "0", None])
def test_index_out_of_range(index: Any) -> None:
    with pytest.raises(IndexError) as caught:
        Network(ALEXNET, 227).field("conv5", index)
    assert "conv5" in str(caught.value)


def test_index_error_tells_the_range() -> None:
    net = Network(ALEXNET, 227)
    with pytest.raises(KeyError, match="no layer is called null"):
        net.field(None, 0)  # type: ignore[arg-type]
    with pytest.raises(LayerError, match="selection"):
        net.shared_pixels(None, None)
    with pytest.raises(IndexError, match='index null is no place in "conv5"'):
        net.field("conv5", None)  # type: ignore[arg-type]
    with pytest.raises(IndexError, match='pixel 227 is outside "input" on axis x'):
        net.seen_by("conv5", (0, 227))
    with pytest.raises(IndexError, match=r'index 13 is outside "conv5" on axis y.* 0 to 12'):
        net.field("conv5", 13)


def test_errors_survive_a_process_pool() -> None:
    with pytest.raises(LayerError) as caught:
        Network([["c", 3, 0]], 9)
    error = pickle.loads(pickle.dumps(caught.value))
    assert (str(error), error.layer, error.parameter, error.value) == (
        str(caught.value),
        "c",
        "stride",
        0,
    )
    with pytest.raises(KeyError) as unknown:
        Network([["c", 3]], 9)["d"]
    assert str(pickle.loads(pickle.dumps(unknown.value))) == str(unknown.value)
