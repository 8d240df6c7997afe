"""Receptive fields of convolutional networks, exact and interactive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .contribution import Contribution
from .design import Design, Designs
from .errors import LayerError
from .field import Field
from .finding import Finding
from .network import Network
from .preset import Preset, presets
from .row import Row
from .seen_by import SeenBy
from .shared import Shared
from .sweep import Sweep, SweepRow
from .table import Table
from .tiles import Anchors, TileOverlap

if TYPE_CHECKING:
    from .widget import ReceptiveField

__all__ = [
    "Anchors",
    "Contribution",
    "Design",
    "Designs",
    "Field",
    "Finding",
    "LayerError",
    "Network",
    "Preset",
    "ReceptiveField",
    "Row",
    "SeenBy",
    "Shared",
    "Sweep",
    "SweepRow",
    "Table",
    "TileOverlap",
    "__version__",
    "presets",
]


def __getattr__(name: str) -> Any:
    # The widget, and with it ipywidgets, is loaded by those who want one.
    if name == "ReceptiveField":
        from .widget import ReceptiveField

        return ReceptiveField
    if name == "__version__":
        from importlib.metadata import version

        return version("ipyreceptive")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
