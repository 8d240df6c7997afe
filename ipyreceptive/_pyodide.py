"""The TypeScript core where Python itself runs in JavaScript: in Pyodide, as in JupyterLite."""

from __future__ import annotations

from collections.abc import Callable


def start(source: str) -> Callable[[str], str]:
    """Load the core into the engine that Python runs in.

    Parameters
    ----------
    source : str
        The script of the core.

    Returns
    -------
    callable
        A string of JSON in, a string of JSON out.
    """
    from pyodide.code import run_js

    run_js(source)
    function: Callable[[str], str] = run_js("(request) => ipyreceptive.call(request)")
    return function
