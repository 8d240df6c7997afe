"""Weights of the pixels that somebody measured, in the form in which a figure keeps them."""

from __future__ import annotations

from typing import Any


def feature_of(measured: Any) -> dict[str, Any]:
    """Tell which feature an ``EffectiveField`` is of, and how wide it is; empty for an array."""
    keys = ("layer", "index", "width")
    if not all(hasattr(measured, key) for key in keys):
        return {}
    layer, index, width = (getattr(measured, key) for key in keys)
    return {"layer": layer, "index": list(index), "width": float(width)}


def with_heatmap(view: Any) -> dict[str, Any]:
    """Switch the overlay on, unless the view says whether it is shown."""
    view = dict(view or {})
    return {**view, "overlays": {"heatmap": True, **view.get("overlays", {})}}
