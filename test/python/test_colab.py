"""Colab is not ours to run: what it would be asked for."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from ipyreceptive.colab import allow_custom_widgets


def test_colab_is_told_to_show_custom_widgets(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    output = ModuleType("google.colab.output")
    output.enable_custom_widget_manager = lambda: calls.append("enabled")  # type: ignore[attr-defined]
    for name in ("google", "google.colab"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, "google.colab.output", output)
    allow_custom_widgets()
    assert calls == ["enabled"]


def test_elsewhere_nothing_is_imported() -> None:
    allow_custom_widgets()
    assert "google.colab.output" not in sys.modules
