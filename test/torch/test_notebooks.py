"""The examples that need torch, run as a user would run them."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("name", "leaves"),
    [
        ("from_torch", ["resnet18.svg", "resnet18.tex"]),
        ("effective_field", ["effective_field.svg"]),
    ],
)
def test_an_example_runs(
    name: str, leaves: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The kernel has to know torchvision's operators before a cell imports it.
    startup = tmp_path / "ipython/profile_default/startup"
    startup.mkdir(parents=True)
    shutil.copy(Path(__file__).with_name("operators.py"), startup / "00-operators.py")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    notebook = nbformat.read(ROOT / f"examples/{name}.ipynb", as_version=4)
    resources = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources).execute()
    assert [file for file in leaves if (tmp_path / file).stat().st_size > 1000] == leaves
