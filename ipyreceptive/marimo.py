"""The figure in marimo, which shows Jupyter's widgets only where they are anywidget's."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from .page import ELEMENT
from .widget import ReceptiveField
from .wired import SOURCE

#: What of the widget the browser is told, and tells.
SHARED = (*SOURCE, "selection", "view", "heatmap", "image")


def _trait(key: str) -> Any:
    metadata = ReceptiveField.class_traits()[key].metadata
    return traitlets.Any().tag(**metadata)


class Twin(anywidget.AnyWidget):
    """A widget that follows another, and is followed by it."""

    layers, input_size, name, spacing, unit, selection, view, heatmap, image = map(_trait, SHARED)

    def __init__(self, widget: ReceptiveField) -> None:
        self._esm = f"{ELEMENT.read_text()}\nexport default receptiveField.default;"
        super().__init__(**{key: getattr(widget, key) for key in SHARED})
        for one, other in ((widget, self), (self, widget)):
            one.observe(lambda change, to=other: setattr(to, change.name, change.new), SHARED)
