"""Notebooks that run with nobody in front of them, to be made into pages."""

from __future__ import annotations

import os
import sys


def is_in_batch() -> bool:
    """Whether nbclient runs this kernel, for nbconvert, papermill, Jupyter Book or Quarto.

    It does not say so, but keeps no history. Voila runs notebooks by it too, and shows them live.
    """
    voila = os.environ.get("SERVER_SOFTWARE", "").startswith("voila")
    return "--HistoryManager.hist_file=:memory:" in sys.argv and not voila
