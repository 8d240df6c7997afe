"""Presets that were read from models come out the same, byte for byte."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from model_presets import FACTS, FOLDER, MEASURED, read  # noqa: E402

FACTS_OF = {fact["name"]: fact for fact in json.loads(FACTS.read_text(encoding="utf-8"))}
FEATURES_OF = {
    each["name"]: each["features"] for each in json.loads(MEASURED.read_text(encoding="utf-8"))
}


@pytest.mark.parametrize("name", list(FACTS_OF)[:: max(len(FACTS_OF) // 2, 1)])
def test_made_again(name: str) -> None:
    made = read(FACTS_OF[name]["made_from"])
    assert made["document"].encode() == (FOLDER / f"{name}.rf.json").read_bytes()
    assert json.loads(json.dumps(made["measured"])) == FEATURES_OF[name]
