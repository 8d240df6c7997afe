"""The examples that need torch, run as a user would run them."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("name", "leaves", "said"),
    [
        ("from_torch", ["resnet18.svg", "resnet18.tex"], "ResNet: input size 224 × 224, from "),
        ("effective_field", ["effective_field.svg"], ""),
    ],
)
def test_an_example_runs_and_says_nothing_in_red(
    name: str, leaves: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    streams = [output for output in outputs if output.output_type == "stream"]
    assert {output.name for output in streams} <= {"stdout"}
    assert said in "".join(output.text for output in streams)
