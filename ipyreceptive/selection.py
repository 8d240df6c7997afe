"""Selections as the widget takes and keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .written import Written

#: The parts of a selection that have one entry an axis.
PER_AXIS = ("index", "extent", "pixel")


def selection_of(value: Any) -> Any:
    """Bring a selection into its one form, with tuples for what has one entry an axis."""
    if isinstance(value, (tuple, list)) and len(value) == 2:
        value = {"layer": value[0], "index": value[1]}
    if not isinstance(value, Mapping):
        return value
    plain: dict[str, Any] = Written().value(value)
    for key in PER_AXIS:
        if isinstance(plain.get(key), list):
            plain[key] = tuple(plain[key])
    if plain.get("pinned") is not None:
        plain["pinned"] = selection_of(plain["pinned"])
    return plain


def on_all_axes(selection: Any, axes: int) -> Any:
    """Write out single numbers, which stand for all axes."""
    if not isinstance(selection, dict):
        return selection
    full = dict(selection)
    for key in PER_AXIS:
        if type(full.get(key)) is int:
            full[key] = (full[key],) * axes
    if "pinned" in full:
        full["pinned"] = on_all_axes(full["pinned"], axes)
    return full


def selected_by(heatmap: Mapping[str, Any]) -> dict[str, Any] | None:
    """Select the feature that weights of the pixels are of."""
    if "layer" not in heatmap:
        return None
    selected: dict[str, Any] = selection_of((heatmap["layer"], heatmap["index"]))
    return selected
