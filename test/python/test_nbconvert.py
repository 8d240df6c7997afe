"""A notebook run with a real kernel, and what nbconvert makes of it without Inkscape."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert import HTMLExporter, LatexExporter, MarkdownExporter
from nbconvert.preprocessors import ExecutePreprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from networks import ALEXNET

PLAIN = f"""from ipyreceptive import LayerError, Network, ReceptiveField
ReceptiveField({ALEXNET!r}, input_size=227, name="AlexNet", selection=("conv5", (6, 6)))"""
WITHOUT_RESVG = f"import sys; sys.modules['resvg_py'] = None\n{PLAIN}"


def executed(*sources: str) -> NotebookNode:
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    ExecutePreprocessor(
        timeout=60, kernel_name="python3", store_widget_state=False, allow_errors=True
    ).preprocess(notebook, {})
    nbformat.validate(notebook)
    return notebook


@pytest.fixture(scope="module")
def notebook() -> NotebookNode:
    return executed(PLAIN, 'Network([["c", 3, 0]], 9)')


@pytest.fixture(autouse=True)
def _no_inkscape(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


def test_output_and_error(notebook: NotebookNode) -> None:
    [output] = notebook.cells[0].outputs
    assert {"text/html", "image/png", "text/plain"} <= set(output.data)
    assert "application/vnd.jupyter.widget-view+json" not in output.data
    [error] = notebook.cells[1].outputs
    assert error.ename == "LayerError"
    assert error.evalue == 'layer 1 "c": stride 0 is too small; it must be at least 1'


def test_html(notebook: NotebookNode) -> None:
    body, _ = HTMLExporter().from_notebook_node(notebook)
    assert 'src="data:image/svg+xml,' in body
    assert "conv5 (6, 6) sees 163 × 163 pixels" in body
    assert "model not found" not in body


def test_markdown(notebook: NotebookNode) -> None:
    body, _ = MarkdownExporter().from_notebook_node(notebook)
    assert 'src="data:image/svg+xml,' in body
    assert "conv5 (6, 6) sees 163 × 163 pixels" in body


def test_latex_shows_the_png(notebook: NotebookNode) -> None:
    body, resources = LatexExporter().from_notebook_node(notebook)
    [name] = [name for name in resources["outputs"] if name.endswith(".png")]
    assert resources["outputs"][name].startswith(b"\x89PNG")
    assert name in body
    saved: Any = notebook.cells[0].outputs[0].data["image/png"]
    assert resources["outputs"][name] == base64.b64decode(saved)


def test_latex_shows_the_table_without_resvg() -> None:
    body, resources = LatexExporter().from_notebook_node(executed(WITHOUT_RESVG))
    assert not resources["outputs"]
    assert r"\begin{tabular}{lrrrrrrr}" in body
    assert re.search(r"conv5 & 3 & 1 & 1 & 13 & 16 & 163 & 17.5", body)
