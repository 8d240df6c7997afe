"""Builds a JupyterLite site that needs no network: ``python lite.py FOLDER PYODIDE``.

``FOLDER/files`` holds its notebooks, ``PYODIDE`` what ``scripts/pyodide.mjs`` fetched; the site is
made in ``FOLDER/site``.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

from jupyterlite_core.app import LiteApp

ROOT = Path(__file__).parents[2]
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
#: What of Pyodide's package a page loads.
LOADED = (".mjs", ".wasm", ".zip", "pyodide-lock.json")


def write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value))


def wheels(folder: Path, fetched: Path) -> list[Path]:
    """Lay the fetched wheels and our own where the site offers them to ``%pip``."""
    folder.mkdir()
    for wheel in fetched.glob("*.whl"):
        shutil.copy(wheel, folder)
    build = ["pip", "--quiet", "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir"]
    environment = {**os.environ, "SKIP_JUPYTER_BUILDER": "1"}
    command = [sys.executable, "-m", *build, str(folder), str(ROOT)]
    subprocess.run(command, check=True, env=environment)
    return sorted(folder.glob("*.whl"))


def pyodide(folder: Path, fetched: Path, micropip: Path) -> None:
    """Lay Pyodide where the site finds it, with micropip alone of its packages."""
    folder.mkdir(parents=True)
    [archive] = fetched.glob("pyodide-*.tgz")
    with tarfile.open(archive) as tar:
        for member in tar:
            file = tar.extractfile(member)
            if file and member.name.endswith(LOADED):
                (folder / Path(member.name).name).write_bytes(file.read())
    shutil.move(micropip, folder)
    path = folder / "pyodide-lock.json"
    lock = json.loads(path.read_text())
    digest = hashlib.sha256((folder / micropip.name).read_bytes()).hexdigest()
    entry = {**lock["packages"]["micropip"], "file_name": micropip.name, "sha256": digest}
    write(path, {**lock, "packages": {"micropip": entry}})


def main(folder: Path, fetched: Path) -> None:
    source = folder / "source"
    source.mkdir()
    offered = wheels(source / "pypi", fetched)
    [micropip] = (wheel for wheel in offered if wheel.name.startswith("micropip-"))
    pyodide(source / "static" / "pyodide", fetched, micropip)
    settings = {KERNEL: {"disablePyPIFallback": True}}
    config = {"exposeAppInBrowser": True, "litePluginSettings": settings}
    site = {"jupyter-lite-schema-version": 0, "jupyter-config-data": config}
    write(source / "jupyter-lite.json", site)
    extensions = ("ipyreceptive-", "jupyterlab_widgets-")
    build = {
        "apps": ["lab"],
        "contents": [str(folder / "files")],
        "federated_extensions": [str(one) for one in offered if one.name.startswith(extensions)],
        "no_sourcemaps": True,
    }
    write(source / "jupyter_lite_config.json", {"LiteBuildConfig": build})
    os.chdir(source)
    LiteApp.launch_instance(["build", "--output-dir", str(folder / "site")])


main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
