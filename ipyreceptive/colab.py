"""Google Colab, which shows widgets that are not its own only where it was told to."""

from __future__ import annotations

import sys
from importlib import import_module


def allow_custom_widgets() -> None:
    """Let Colab show our widgets, where this runs in it."""
    if "google.colab" in sys.modules:
        import_module("google.colab.output").enable_custom_widget_manager()
