"""Networks that several tests use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parents[1] / "fixtures"

ALEXNET = [
    ["conv1", 11, 4, 0],
    ["pool1", 3, 2, 0],
    ["conv2", 5, 1, 2],
    ["pool2", 3, 2, 0],
    ["conv3", 3, 1, 1],
    ["conv4", 3, 1, 1],
    ["conv5", 3, 1, 1],
    ["pool5", 3, 2, 0],
    ["fc6", 6, 1, 0],
    ["fc7", 1, 1, 0],
]


def truth(name: str) -> Any:
    return json.loads((FIXTURES / "truth" / f"{name}.json").read_text(encoding="utf-8"))


CASES_OF_ALL_TYPES = [case for case in truth("networks") if case["expect"] == "ok"]
