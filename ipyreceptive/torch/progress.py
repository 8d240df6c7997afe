"""What is said beside an answer: how far something is, once it takes long."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TextIO

#: Seconds after which it is shown.
PATIENCE = 1.0
#: Seconds between two lines.
INTERVAL = 0.2


def aside() -> TextIO:
    """Find where to say it: stderr, but stdout in a notebook, which shows stderr as an error."""
    in_notebook = type(sys.stdout).__module__.startswith("ipykernel.")
    return sys.stdout if in_notebook else sys.stderr


class Progress:
    """Says how far something is while it is entered; in a terminal it clears itself.

    Parameters
    ----------
    doing : str
        Such as ``"reading"``.
    total : int
        Of ``what`` in all.
    what : str
        Such as ``"modules"``.
    shown : bool
        Whether to say anything at all.
    """

    def __init__(self, doing: str, total: int, what: str, *, shown: bool = True) -> None:
        self._doing, self._total, self._what = doing, total, what
        self._next = time.monotonic() + PATIENCE if shown else float("inf")
        self._done = 0
        self._width = 0

    def step(self) -> None:
        """Count one more."""
        self._done += 1
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + INTERVAL
        # A module may be used twice.
        done = min(self._done, self._total)
        self._write(f"{self._doing}: {done} of {self._total} {self._what}")

    def _write(self, line: str) -> None:
        print(f"\r{line.ljust(self._width)}", end="", file=aside(), flush=True)
        self._width = len(line)

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._width and not aside().isatty():
            # What a notebook or a log keeps is better said than blank.
            self._write(f"{self._doing}: {'stopped' if error else 'done'}")
            print(file=aside())
        elif self._width:
            self._write("")
            print("\r", end="", file=aside(), flush=True)
