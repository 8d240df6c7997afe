"""``net.findings()``: what a good reviewer would point out, as ``docs/findings.md`` explains it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from ipyreceptive import Finding, LayerError, Network, presets

PAGE = (Path(__file__).parents[2] / "docs" / "findings.md").read_text(encoding="utf-8")


def sections() -> list[tuple[str, list[Any], str]]:
    """The kinds of the page: code, its two networks, and what is said of the first."""
    found = []
    for section in re.split(r"^### ", PAGE, flags=re.MULTILINE)[1:]:
        code = section.split("`")[1]
        networks = [
            json.loads(text) for text in re.findall(r"```json\n(.*?)```", section, re.DOTALL)
        ]
        said = re.search(r"^> (.*)$", section, re.MULTILINE)
        assert said
        found.append((code, networks, said[1]))
    return found


@pytest.mark.parametrize(("code", "networks", "said"), sections())
def test_the_examples_of_the_page(code: str, networks: list[Any], said: str) -> None:
    shows, just_not = map(Network, networks)
    assert [found.message for found in shows.findings() if found.code == code] == [said]
    assert code not in [found.code for found in just_not.findings()]


def test_a_finding_says_what_where_and_how_much() -> None:
    [finding] = Network([["pool1", 2, 2]], input_size=(8, 9)).findings()
    assert isinstance(finding, Finding)
    assert (finding.code, finding.layer, finding.severity) == ("rows_dropped", "pool1", "warning")
    assert finding.values["axis"] == "x"
    assert (finding.values["smaller"], finding.values["larger"]) == (8, 10)
    assert repr(finding) == f"<warning: {finding.message}>"
    assert finding in {finding}


def test_warnings_stand_first() -> None:
    net = Network([["conv1", 5, 1, 2], ["pool1", 2, 2], ["conv2", 7, 1, 3]], input_size=9)
    severities = [finding.severity for finding in net.findings()]
    assert severities == sorted(severities, reverse=True)
    assert set(severities) == {"warning", "info"}


def test_a_clean_network_has_none() -> None:
    assert Network([[3, 1, 1], [3, 1, 1]], input_size=32).findings() == []


def test_numbers_that_are_no_longer_exact_name_the_layer() -> None:
    net = Network([[1, 2**20, 0]] * 3, input_size=2**31 - 1)
    with pytest.raises(LayerError, match="conv3"):
        net.findings()


@pytest.mark.parametrize("name", [preset.name for preset in presets() if preset.made_from is None])
def test_networks_that_people_use_have_no_warning(name: str) -> None:
    found = Network.preset(name).findings()
    assert [finding for finding in found if finding.severity == "warning"] == []
    assert len(found) <= 5
