"""Makes pages of one notebook, by the tools that people use: ``python pages.py FOLDER``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import nbformat
from ipywidgets.embed import embed_minimal_html
from nbconvert import HTMLExporter
from nbconvert.preprocessors import ExecutePreprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from sphinx.cmd.build import build_main

from ipyreceptive import ReceptiveField

ALEXNET = [
    ["conv1", 11, 4, 0],
    ["pool1", 3, 2, 0],
    ["conv2", 5, 1, 2],
    ["pool2", 3, 2, 0],
    ["conv3", 3, 1, 1],
    ["conv4", 3, 1, 1],
    ["conv5", 3, 1, 1],
]
FIGURE = f"ReceptiveField({ALEXNET!r}, 227, 'AlexNet', selection=('conv5', (6, 6)))"

CONF = """
extensions = ["myst_nb"]
nb_execution_mode = "off"
html_theme = "alabaster"
html_theme_options = {"page_width": "1200px"}
suppress_warnings = ["mystnb.unknown_mime_type"]
"""

#: Where no widget state is stored, as the README says.
CONF_WITHOUT_STATE = """
nb_mime_priority_overrides = [("html", "application/vnd.jupyter.widget-view+json", None)]
"""


def executed() -> NotebookNode:
    """Run the notebook; what the widgets hold is stored in it."""
    notebook = new_notebook(
        cells=[
            new_markdown_cell("# AlexNet"),
            new_code_cell(f"from ipyreceptive import ReceptiveField\n{FIGURE}"),
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    ExecutePreprocessor(timeout=60, kernel_name="python3").preprocess(notebook, {})
    return notebook


def without_state(notebook: NotebookNode) -> NotebookNode:
    """Take away what the widgets hold, as JupyterLab saves notebooks by default."""
    copy = nbformat.from_dict(notebook)
    del copy.metadata["widgets"]
    return copy


def html(notebook: NotebookNode) -> str:
    body: str
    body, _ = HTMLExporter(mathjax_url="").from_notebook_node(notebook)
    return body


def sphinx(folder: Path, notebook: NotebookNode, conf: str) -> None:
    folder.mkdir()
    (folder / "conf.py").write_text(conf)
    nbformat.write(notebook, folder / "index.ipynb")
    if build_main(["-q", "-b", "html", str(folder), str(folder / "html")]) != 0:
        raise SystemExit(f"Sphinx failed in {folder}")


def main(folder: Path) -> None:
    notebook = executed()
    (folder / "stored.html").write_text(html(notebook))
    (folder / "plain.html").write_text(html(without_state(notebook)))
    figure: ReceptiveField = eval(FIGURE)
    embed_minimal_html(folder / "embed.html", [figure], title="AlexNet")
    sphinx(folder / "sphinx-stored", notebook, CONF)
    sphinx(folder / "sphinx-plain", without_state(notebook), CONF + CONF_WITHOUT_STATE)
    for page in folder.rglob("*.html"):
        # The tests answer with the program that is named, which is not minified.
        page.write_text(re.sub(r'\bintegrity="[^"]*"', "", page.read_text()))


main(Path(sys.argv[1]))
