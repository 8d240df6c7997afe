"""Writes notebooks as tools leave them: ``python notebooks.py FOLDER``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nbformat
from nbconvert.preprocessors import ExecutePreprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

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


def executed(history: str = "") -> NotebookNode:
    """Run the notebook; what the widgets hold is stored in it.

    ``:memory:`` is the history that nbclient asks for by itself; without it the kernel takes the
    notebook for one that a person has open.
    """
    notebook = new_notebook(
        cells=[
            new_markdown_cell("# AlexNet"),
            new_code_cell(f"from ipyreceptive import ReceptiveField\n{FIGURE}"),
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    options = {"timeout": 60, "kernel_name": "python3", "ipython_hist_file": history}
    ExecutePreprocessor(**options).preprocess(notebook, {})
    return notebook


def without_state(notebook: NotebookNode) -> NotebookNode:
    """Take away what the widgets hold, as JupyterLab saves notebooks by default."""
    copy = nbformat.from_dict(notebook)
    del copy.metadata["widgets"]
    return copy


def main(folder: Path) -> None:
    os.environ["IPYTHONDIR"] = str(folder / "ipython")
    stored = executed()
    notebooks = {
        "stored": stored,
        "plain": without_state(stored),
        "batch": executed(":memory:"),
    }
    for name, notebook in notebooks.items():
        nbformat.write(notebook, folder / f"{name}.ipynb")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
