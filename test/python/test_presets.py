"""The networks that come with the package, and networks in files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from networks import ALEXNET, FIXTURES, truth

import ipyreceptive
from ipyreceptive import LayerError, Network


def facts(name: str) -> Any:
    return json.loads((FIXTURES / "presets" / f"{name}.json").read_text(encoding="utf-8"))


NAMES = [preset.name for preset in ipyreceptive.presets()]
MEASURED = [each for each in facts("measured") if each["name"] in NAMES]
READ = facts("models")
MODELS = truth("models")
PUBLISHED = [
    {"name": each["id"].split("@")[0], "size": each["network"]["input_size"], "rows": each["rows"]}
    for each in truth("published")
] + facts("published")
PUBLISHED = [each for each in PUBLISHED if each["name"] in NAMES]


def test_none_is_listed_without_a_check() -> None:
    checked = {each["name"] for each in (*MEASURED, *PUBLISHED)} | {each["id"] for each in MODELS}
    checked |= {each["name"] for each in READ}
    assert set(NAMES) == checked | {"alexnet_article"}
    assert all(preset.checked for preset in ipyreceptive.presets())


def test_one_that_was_read_from_a_model() -> None:
    [known] = [each for each in READ if each["name"] == "densenet121"]
    net = Network.preset("densenet121")
    for layer, place, clipped, pixels in known["features"]:
        field = net.field(layer, tuple(place))
        assert ([list(axis) for axis in field.clipped], field.pixels) == (clipped, pixels)


@pytest.mark.parametrize("facts", MEASURED, ids=lambda facts: str(facts["name"]))
def test_measured(facts: dict[str, Any]) -> None:
    table = Network.preset(facts["name"]).table()
    for known in facts["rows"]:
        row = table[known["name"]]
        axes = len(row.n)
        assert list(row.n) == known["n"]
        assert row.r == (known["r"],) * axes
        assert row.r_range == (tuple(known["r_range"]),) * axes
        assert row.j == (known["j"],) * axes
        assert row.dense == (known["dense"],) * axes
        if known["start"] is not None:
            assert row.start == (known["start"],) * axes


@pytest.mark.parametrize("facts", MODELS, ids=lambda facts: str(facts["id"]))
def test_models(facts: dict[str, Any]) -> None:
    table = Network.preset(facts["id"]).table()
    for known in facts["rows"]:
        row = table[known["name"]]
        for key in ("n", "r", "j", "start", "dense"):
            assert list(getattr(row, key)) == known[key]


@pytest.mark.parametrize("facts", PUBLISHED, ids=lambda facts: f"{facts['name']}-{facts['size']}")
def test_published(facts: dict[str, Any]) -> None:
    table = Network.preset(facts["name"], facts["size"]).table()
    for known in facts["rows"]:
        row = table[known["name"]]
        for key in ("r", "j", "effective_padding"):
            assert getattr(row, key) == (known[key],) * 2


def test_article() -> None:
    table = Network.preset("alexnet_article").table()
    for known in truth("article")["alexnet_article_227"]:
        row = table[known["layer"]]
        for key in ("n", "j", "r", "start"):
            assert getattr(row, key) == (known[key],) * 2


def test_fields_of_a_measured_network() -> None:
    net = Network.preset("pix2pix_discriminator")
    [facts] = [each for each in MEASURED if each["name"] == "pix2pix_discriminator"]
    for known in facts["rows"]:
        [border, _] = known["border"]
        for u, (lo, hi, count) in zip(border["u"], border["fields"], strict=True):
            field = net.field(known["name"], u)
            assert (field.clipped, field.count) == (((lo, hi),) * 2, (count,) * 2)


def test_search() -> None:
    [found] = ipyreceptive.presets("ResNet-18 pytorch")
    assert (found.name, found.title) == ("resnet18", "ResNet-18 (torchvision)")
    assert repr(found) == "<resnet18: ResNet-18 (torchvision)>"
    assert "residual" in found.keywords
    assert ipyreceptive.presets("no such network") == []
    with pytest.raises(TypeError, match="by words in a text, not by 3"):
        ipyreceptive.presets(3)  # type: ignore[arg-type]


def test_unknown_name() -> None:
    with pytest.raises(KeyError) as caught:
        Network.preset("resnet-50")
    assert str(caught.value).startswith('no preset is called "resnet-50". Did you mean resnet50')
    for name in ("../presets/vgg16", "index", ""):
        with pytest.raises(KeyError):
            Network.preset(name)


def test_size_of_a_preset() -> None:
    assert Network.preset("vgg16", (320, 480)).input_size == (320, 480)
    with pytest.raises(LayerError, match=r"features\.\d+"):
        Network.preset("vgg16", 8)


def test_file_round_trip(tmp_path: Path) -> None:
    net = Network(ALEXNET, 227, "Alex <b>Net</b> ☃", spacing=2, unit="µm")
    for name in ("net.rf.json", "net.json"):
        net.save(tmp_path / name)
        assert Network.from_file(tmp_path / name) == net
        assert Network.from_file(str(tmp_path / name), 321).input_size == (321, 321)


def test_preset_round_trip(tmp_path: Path) -> None:
    for name in ("googlenet", "wavenet"):
        net = Network.preset(name)
        net.save(tmp_path / f"{name}.rf.json")
        assert Network.from_file(tmp_path / f"{name}.rf.json") == net


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b'{"input_size": 9,\n "layers": [[3],]}', r"net\.rf\.json: line 2, column 17: a comma"),
        (b'{"input_size": 9, "layers": [[3, 0]]}', r'net\.rf\.json: layer 1 "conv1": stride 0'),
        (b"", r"net\.rf\.json: line 1, column 1: there is no text"),
        (b"\x89PNG\xff", r"net\.rf\.json: this is no text in UTF-8"),
    ],
)
def test_errors_name_the_file(tmp_path: Path, text: bytes, message: str) -> None:
    file = tmp_path / "net.rf.json"
    file.write_bytes(text)
    with pytest.raises(LayerError, match=message):
        Network.from_file(file)


def test_absent_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Network.from_file(tmp_path / "absent.rf.json")
