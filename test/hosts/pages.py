"""Makes pages of the notebooks that notebooks.py wrote: ``python pages.py FOLDER``."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import nbformat
from ipywidgets.embed import embed_minimal_html
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from nbformat.v4 import new_raw_cell
from notebooks import FIGURE

from ipyreceptive import ReceptiveField

LOOKS = """
html_theme = "alabaster"
html_theme_options = {"page_width": "1200px"}
"""

MYST = f"""{LOOKS}
extensions = ["myst_nb"]
nb_execution_mode = "off"
suppress_warnings = ["mystnb.unknown_mime_type"]
"""

#: Where no widget state is stored, as the README says.
MYST_WITHOUT_STATE = f"""{MYST}
nb_mime_priority_overrides = [("html", "application/vnd.jupyter.widget-view+json", None)]
"""

NBSPHINX = f"""{LOOKS}
extensions = ["nbsphinx"]
nbsphinx_execute = "never"
"""

NBSPHINX_WITHOUT_STATE = f"""{NBSPHINX}
import nbsphinx
nbsphinx.DISPLAY_DATA_PRIORITY_HTML = nbsphinx.DISPLAY_DATA_PRIORITY_HTML[2:]
"""


def without_pandoc(notebook: NotebookNode) -> NotebookNode:
    """Write the heading as nbsphinx itself reads it; for Markdown it asks pandoc."""
    copy = nbformat.from_dict(notebook)
    heading = {"raw_mimetype": "text/restructuredtext"}
    copy.cells[0] = new_raw_cell("AlexNet\n=======", metadata=heading)
    return copy


def html(notebook: NotebookNode) -> str:
    body: str
    body, _ = HTMLExporter(mathjax_url="").from_notebook_node(notebook)
    return body


def sphinx(folder: Path, conf: str, **notebooks: NotebookNode) -> None:
    folder.mkdir()
    (folder / "conf.py").write_text(conf)
    for name, notebook in notebooks.items():
        nbformat.write(notebook, folder / f"{name}.ipynb")
    # A process of its own: MyST and nbsphinx take the parser of notebooks from each other.
    build = ["sphinx", "-q", "-b", "html", str(folder), str(folder / "html")]
    subprocess.run([sys.executable, "-m", *build], check=True)


def main(folder: Path) -> None:
    names = ("stored", "plain", "batch")
    stored, plain, batch = (nbformat.read(folder / f"{name}.ipynb", 4) for name in names)
    for name, notebook in zip(names, (stored, plain, batch), strict=True):
        (folder / f"{name}.html").write_text(html(notebook))
    [figure_html] = (out.data["text/html"] for cell in plain.cells[1:] for out in cell.outputs)
    for ground, ink in (("white", "black"), ("black", "white")):
        look = f"background:{ground};color:{ink}"
        mail = f'<meta charset="utf-8"><title>Mail</title><body style="{look}">{figure_html}'
        (folder / f"mail-on-{ground}.html").write_text(f"<!doctype html>{mail}")
    figure: ReceptiveField = eval(FIGURE)
    embed_minimal_html(folder / "embed.html", [figure], title="AlexNet")
    sphinx(folder / "sphinx-stored", MYST, index=stored, batch=batch)
    sphinx(folder / "sphinx-plain", MYST_WITHOUT_STATE, index=plain)
    ours = {"index": without_pandoc(stored), "batch": without_pandoc(batch)}
    sphinx(folder / "nbsphinx-stored", NBSPHINX, **ours)
    sphinx(folder / "nbsphinx-plain", NBSPHINX_WITHOUT_STATE, index=without_pandoc(plain))
    for page in folder.rglob("*.html"):
        # The tests answer with the program that is named, which is not minified.
        page.write_text(re.sub(r'\bintegrity="[^"]*"', "", page.read_text()))


main(Path(sys.argv[1]))
