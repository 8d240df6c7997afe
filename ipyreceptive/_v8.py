"""The TypeScript core in V8: one context a process, made when first needed.

In Pyodide, which has no package of V8, it is the engine that Python itself runs in. Every call is
``ipyreceptive.call(request)``, a string of JSON in and a string of JSON out.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from .errors import LayerError, UnknownNameError
from .visible import visible

BUNDLE = Path(__file__).with_name("kernel.js")
# Where the processor has memory protection keys, V8 lets only the threads use its memory that
# descend from the one which started it: in a forked child none does, and the child would crash.
FORKABLE = "--no-memory-protection-keys"
# The best code is compiled while the caller waits, and pays only for what runs very often.
PATIENT = "--invocation-count-for-turbofan=100000"
# It takes notes of a function from its first run on, and so compiles it sooner: most networks are
# read, and asked for their table, once or twice.
EAGER = "--no-lazy-feedback-allocation"


class ForgottenError(Exception):
    """The core no longer keeps a network, or never did."""


_lock = Lock()
_call: Callable[[str], str] | None = None


def call(method: str, **parameters: Any) -> Any:
    """Ask the core, from any thread.

    Parameters
    ----------
    method : str
        One of the methods of ``src/kernel.ts``.
    **parameters
        What JSON can carry.

    Raises
    ------
    LayerError, UnknownNameError, IndexError
        What the core refuses, with its sentence.
    RuntimeError
        Where the core cannot be run, or failed.
    ForgottenError
        Where the core no longer keeps the network.
    """
    request = json.dumps({"method": method, **parameters}, separators=(",", ":"))
    answer = json.loads(_run(request))
    if "error" in answer:
        raise _exception(answer["error"])
    return answer["result"]


def _run(request: str) -> str:
    global _call
    with _lock:
        if _call is None:
            _call = _start()
        return _call(request)


def _start() -> Callable[[str], str]:
    """Load the core into a new context."""
    try:
        source = BUNDLE.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise RuntimeError(f"{BUNDLE.name} has not been built; npm run build makes it") from error
    if sys.platform == "emscripten":
        from . import _pyodide

        return _pyodide.start(source)
    return _start_v8(source)


def _start_v8(source: str) -> Callable[[str], str]:
    try:
        from py_mini_racer import DEFAULT_V8_FLAGS, MiniRacer, init_mini_racer
    except ImportError as error:
        raise RuntimeError(
            "ipyreceptive needs the package mini-racer to run its core; pip install mini-racer"
        ) from error

    outcome: list[Any] = []

    def start() -> None:
        try:
            init_mini_racer(
                flags=(*DEFAULT_V8_FLAGS, FORKABLE, PATIENT, EAGER), ignore_duplicate_init=True
            )
            context = MiniRacer()
            context.eval(source)
            function = context.eval("(request) => ipyreceptive.call(request)")
            # Neither the end of the process nor a forked child may free them: both would wait
            # for the context's threads, which may be gone by then.
            for kept in (context, function):
                ctypes.pythonapi.Py_IncRef(ctypes.py_object(kept))
            outcome.append(function)
        except Exception as error:
            outcome.append(error)

    # A context made where an event loop runs (a notebook's cell) would run on that loop, and
    # a call from a second thread would wait for ever while the cell waits for the thread. In a
    # thread of its own it brings its own loop.
    thread = Thread(target=start, name="ipyreceptive-v8", daemon=True)
    thread.start()
    thread.join()
    if isinstance(outcome[0], Exception):
        raise RuntimeError("V8 could not be started for ipyreceptive") from outcome[0]
    function: Callable[[str], str] = outcome[0]
    return function


def _start_anew_in_child() -> None:
    """Leave the parent's context alone: its threads do not exist in a forked child."""
    global _lock, _call
    _lock = Lock()
    _call = None


if hasattr(os, "register_at_fork"):
    # No fork while V8 is at work, so that none of its own locks is held in the child.
    os.register_at_fork(
        before=lambda: _lock.acquire(),
        after_in_parent=lambda: _lock.release(),
        after_in_child=_start_anew_in_child,
    )


def _exception(error: dict[str, Any]) -> Exception:
    """Make the exception that the core's answer speaks of."""
    message = visible(error["message"])
    kind = error["kind"]
    if kind == "layer":
        return LayerError(message, error["layer"], error["parameter"], error["value"])
    if kind == "key":
        return UnknownNameError(message, error["name"], tuple(error["nearest"]))
    if kind == "index":
        return IndexError(message)
    return ForgottenError(message) if kind == "forgotten" else RuntimeError(message)
