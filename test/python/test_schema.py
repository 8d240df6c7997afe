"""The JSON schema of ``.rf.json`` files."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from networks import truth

import ipyreceptive
from ipyreceptive import LayerError, Network
from ipyreceptive.preset import preset_document

SCHEMA = json.loads((files(ipyreceptive) / "rf.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)
CASES = truth("networks")


def is_valid(document: Any) -> bool:
    return bool(VALIDATOR.is_valid(document))


def test_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("preset", ipyreceptive.presets(), ids=lambda preset: str(preset.name))
def test_presets(preset: ipyreceptive.Preset) -> None:
    document = json.loads(preset_document(preset.name))
    assert is_valid(document)
    # and, of those written by hand, in the full form in which they are saved
    if preset.made_from is None:
        assert is_valid(json.loads(Network(document).to_json()))


def test_valid_networks() -> None:
    refused = [
        case["id"]
        for case in CASES
        if (case["expect"] == "ok" or case.get("only_in") == "torch")
        and not is_valid(case["network"])
    ]
    assert refused == []


@pytest.mark.parametrize(
    "layers",
    [
        [[11, 4, 0], ["pool1", 3, 2, 0]],
        {"conv1": [11, 4, [2, 2]], "pool1": {"type": "max_pool", "kernel_size": 3}},
        [{"type": "conv", "kernel_size": [3, 5], "padding": [[0, 1], [1, 2]], "note": "odd"}],
    ],
)
def test_every_written_form(layers: Any) -> None:
    assert is_valid({"input_size": 227, "layers": layers})
    assert len(Network({"input_size": 227, "layers": layers}))


@pytest.mark.parametrize(
    "change",
    [
        {"input_size": 0},
        {"input_size": [1, 2, 3, 4]},
        {"inputsize": 227},
        {"layers": []},
        {"layers": {"1": [3]}},
        {"spacing": 0},
        {"layers": [{"type": "conf", "kernel_size": 3}]},
        {"layers": [{"type": "conv"}]},
        {"layers": [{"type": "conv", "kernel_size": 3, "strides": 2}]},
        {"layers": [{"type": "avg_pool", "kernel_size": 3, "dilation": 2}]},
        {"layers": [{"type": "conv", "kernel_size": 3, "padding": "mirror"}]},
        {"layers": [{"type": "add", "inputs": []}]},
        {"layers": [{"type": "slice", "step": 0}]},
    ],
    ids=str,
)
def test_what_is_wrong_is_found(change: dict[str, Any]) -> None:
    document = {"input_size": 227, "layers": [[3]], **change}
    assert not is_valid(document)
    with pytest.raises(LayerError):
        Network(json.dumps(document))


#: What is wrong with the others follows from sizes and names, of which a schema knows nothing.
TOLD_BY_THE_SCHEMA = {"bad_stride0"}


def test_invalid_networks() -> None:
    invalid = [case for case in CASES if case["expect"] == "error" and case["only_in"] != "torch"]
    assert invalid
    for case in invalid:
        assert is_valid(case["network"]) is (case["id"] not in TOLD_BY_THE_SCHEMA), case["id"]
        with pytest.raises(LayerError):
            Network(case["network"])
