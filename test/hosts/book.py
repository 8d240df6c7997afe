"""Makes books of the notebooks that pages.py made, by Jupyter Book 1: ``python book.py FOLDER``."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from jupyter_book.cli.main import main as jupyter_book

CONFIG = """
title: Book
author: ipyreceptive
execute:
  execute_notebooks: "off"
sphinx:
  config:
    suppress_warnings: ["mystnb.unknown_mime_type"]
"""

#: Where no widget state is stored, as the README says.
WITHOUT_STATE = """
    nb_mime_priority_overrides: [["html", "application/vnd.jupyter.widget-view+json", null]]
"""


def book(folder: Path, notebook: Path, config: str) -> None:
    folder.mkdir()
    (folder / "_config.yml").write_text(config)
    (folder / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    shutil.copy(notebook, folder / "index.ipynb")
    jupyter_book(["build", "--quiet", str(folder)], standalone_mode=False)
    page = folder / "_build/html/index.html"
    # The tests answer with the program that is named, which is not minified.
    page.write_text(re.sub(r'\bintegrity="[^"]*"', "", page.read_text()))


def main(folder: Path) -> None:
    book(folder / "book-stored", folder / "stored.ipynb", CONFIG)
    book(folder / "book-plain", folder / "plain.ipynb", CONFIG.rstrip() + WITHOUT_STATE)


main(Path(sys.argv[1]))
