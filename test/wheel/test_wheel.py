"""The wheel in an environment of its own, on a machine without Node."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PIP = ["-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet"]
EXTENSION = "share/jupyter/labextensions/ipyreceptive"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run([sys.executable, *PIP, *build], check=True)
    [file] = folder.glob("*.whl")
    return file


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the wheel and JupyterLab alone."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    pins = ["--constraint", str(ROOT / "requirements-dev.txt")]
    run(programs, "python", *PIP, "install", "--no-compile", *pins, str(wheel), "jupyterlab")
    return programs


def run(programs: Path, program: str, *args: str) -> str:
    home = str(programs.parent)
    folders = {"JUPYTER_CONFIG_DIR": home, "JUPYTER_DATA_DIR": home}
    process = subprocess.run(
        [str(programs / program), *args],
        env={**os.environ, **folders, "PATH": str(programs)},
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stdout
    return process.stdout


def test_wheel_holds_the_built_front_end_once(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "ipyreceptive/element.js" in names
    assert "ipyreceptive/kernel.js" in names
    assert "ipyreceptive/py.typed" in names
    assert "ipyreceptive/presets/resnet50.rf.json" in names
    installed = [name for name in names if EXTENSION in name]
    assert any(name.endswith(f"{EXTENSION}/install.json") for name in installed)
    assert any(name.endswith(f"{EXTENSION}/package.json") for name in installed)
    assert any("/static/remoteEntry." in name for name in installed)
    assert not any(name.startswith("ipyreceptive/labextension") for name in names)
    legacy = [name for name in names if "nbextension" in name]
    assert sorted(name.partition(".data/data/")[2] for name in legacy) == [
        "share/jupyter/nbextensions/ipyreceptive/extension.js",
        "share/jupyter/nbextensions/ipyreceptive/index.js",
    ]


def test_extension_is_enabled_and_ok(programs: Path) -> None:
    listed = run(programs, "jupyter", "labextension", "list")
    [line] = [line for line in listed.splitlines() if "ipyreceptive" in line]
    assert "enabled" in line
    assert "OK" in line


def test_core_answers(programs: Path) -> None:
    code = (
        "from ipyreceptive import Network;"
        "net = Network([[3, 2, 1], [3, 2, 1]], input_size=5);"
        "print(net.table()[-1].r)"
    )
    assert run(programs, "python", "-c", code).strip() == "(7, 7)"
