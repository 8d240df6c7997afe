"""Makes books of what notebooks.py wrote, by Jupyter Book 1: ``python book.py FOLDER``."""

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


def book(folder: Path, config: str, index: Path, *chapters: Path) -> None:
    folder.mkdir()
    (folder / "_config.yml").write_text(config)
    files = "".join(f"  - file: {chapter.stem}\n" for chapter in chapters)
    contents = f"chapters:\n{files}" if files else ""
    (folder / "_toc.yml").write_text(f"format: jb-book\nroot: index\n{contents}")
    shutil.copy(index, folder / "index.ipynb")
    for chapter in chapters:
        shutil.copy(chapter, folder)
    jupyter_book(["build", "--quiet", str(folder)], standalone_mode=False)
    for page in (folder / "_build/html").glob("*.html"):
        # The tests answer with the program that is named, which is not minified.
        page.write_text(re.sub(r'\bintegrity="[^"]*"', "", page.read_text()))


def main(folder: Path) -> None:
    stored, plain, batch = (folder / f"{name}.ipynb" for name in ("stored", "plain", "batch"))
    book(folder / "book-stored", CONFIG, stored, batch)
    book(folder / "book-plain", CONFIG.rstrip() + WITHOUT_STATE, plain)


main(Path(sys.argv[1]))
