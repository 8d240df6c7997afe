"""What a network is saved as."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Any

import pytest
from networks import ALEXNET
from PIL import Image

from ipyreceptive import LayerError, Network, ReceptiveField
from ipyreceptive.save import WRITERS

SUFFIXES = list(WRITERS)


@pytest.fixture(scope="module")
def alexnet() -> Network:
    return Network(ALEXNET, 227, "AlexNet")


@pytest.fixture(scope="module")
def small() -> Network:
    """Give a network whose picture is drawn fast."""
    return Network([["conv1", 3, 2, 1], ["conv2", 3, 2, 1]], 5)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_suffix_decides(small: Network, tmp_path: Path, suffix: str) -> None:
    starts = {".svg": b"<svg", ".png": b"\x89PNG", ".pdf": b"%PDF", ".html": b"<!doctype html>"}
    starts |= {".csv": b"layer,type,", ".md": b"| layer", ".tex": b"\\begin{", ".json": b"{"}
    file = tmp_path / f"net{suffix.upper()}"
    small.save(file)
    first = file.read_bytes()
    assert first.startswith(starts[suffix])
    small.save(str(file))
    if suffix != ".pdf":
        assert file.read_bytes() == first
    assert [each.name for each in tmp_path.iterdir()] == [file.name]


def test_names_with_half_a_character(tmp_path: Path) -> None:
    net = Network([["a\ud800", 3]], 5, "\udfff")
    for suffix in SUFFIXES:
        net.save(tmp_path / f"net{suffix}")
    for suffix in (".csv", ".md", ".json"):
        assert "a\\ud800" in (tmp_path / f"net{suffix}").read_text(encoding="utf-8")
    assert Network.from_file(tmp_path / "net.json") == net
    assert "text/html" in ReceptiveField(net)._repr_mimebundle_()
    for text in (repr(net["a\ud800"]), net._repr_html_(), net.table()._repr_latex_()):
        assert text.encode()


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf", ".html"])
def test_a_picture_shows_what_is_asked_for(small: Network, tmp_path: Path, suffix: str) -> None:
    one, other, view = (tmp_path / f"{name}{suffix}" for name in ("one", "other", "view"))
    small.save(one, selection=("conv2", (0, 0)))
    small.save(other, selection=("conv1", (2, 2)))
    small.save(view, selection=("conv2", (0, 0)), view={"mode": "overlay"})
    assert len({file.read_bytes() for file in (one, other, view)}) == 3
    with pytest.raises(LayerError, match=r"view\.mode"):
        small.save(one, view={"mode": "pie"})
    with pytest.raises(LayerError, match="selection"):
        small.save(one, selection=("conv9", (0, 0)))


def test_the_widget_saves_what_it_shows(alexnet: Network, tmp_path: Path) -> None:
    rf = ReceptiveField(alexnet, selection=("conv2", (3, 3)), view={"mode": "overlay"})
    rf.save(tmp_path / "widget.svg")
    alexnet.save(tmp_path / "net.svg", selection=("conv2", (3, 3)), view={"mode": "overlay"})
    assert (tmp_path / "widget.svg").read_bytes() == (tmp_path / "net.svg").read_bytes()
    rf.save(tmp_path / "widget.svg", view={"mode": "stack"})
    assert (tmp_path / "widget.svg").read_bytes() != (tmp_path / "net.svg").read_bytes()
    rf.close()


def test_a_table_follows_the_view_that_reads_attention_as_pointwise(tmp_path: Path) -> None:
    net = Network([["a", 3], {"name": "att", "type": "attention"}, ["b", 3]], 9)
    net.save(tmp_path / "whole.csv")
    net.save(tmp_path / "pointwise.csv", view={"pointwise": True})
    assert "whole" in (tmp_path / "whole.csv").read_text()
    assert "whole" not in (tmp_path / "pointwise.csv").read_text()


def test_csv_is_read_as_it_was_written(alexnet: Network, tmp_path: Path) -> None:
    alexnet.save(tmp_path / "net.csv")
    with (tmp_path / "net.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    table = alexnet.table()
    assert [row["layer"] for row in rows] == [row.name for row in table]
    assert [int(row["r"]) for row in rows] == [row.r[0] for row in table]
    assert [float(row["start"]) for row in rows] == [row.start[0] for row in table]


def test_scale_of_a_png(small: Network, tmp_path: Path) -> None:
    sizes = []
    for scale in (1, 1.5, 4):
        small.save(tmp_path / "net.png", scale=scale)
        with Image.open(tmp_path / "net.png") as image:
            sizes.append(image.width)
            assert image.convert("RGBA").getpixel((0, 0))[3] == 0
    assert sizes == [572, 858, 2288]
    with pytest.raises(ValueError, match="scale 5 is not from 1 to 4"):
        small.save(tmp_path / "net.png", scale=5)


def test_pdf_keeps_text_as_text(tmp_path: Path) -> None:
    evil = Network([['#panic() ")', 3]], 9, name='#panic() "')
    evil.save(tmp_path / "net.pdf")
    content = (tmp_path / "net.pdf").read_bytes()
    assert b"Inter-Regular" in content
    assert b"/FontFile2" in content


def test_a_page_is_small_and_asks_nothing_of_a_network(tmp_path: Path) -> None:
    Network.preset("resnet152").save(tmp_path / "net.html")
    page = (tmp_path / "net.html").read_text(encoding="utf-8")
    assert len(page.encode()) <= 262_000
    assert page.count("<receptive-field") == 1
    for asking in ('src="http', "href=", "import(", "@import", "url("):
        assert asking not in page.replace("url(%23", "").replace("url(#", "")


def test_names_in_a_page_are_data(tmp_path: Path) -> None:
    name = "</script><script>alert(1)</script><!--"
    Network([[name, 3]], 9, name=name).save(tmp_path / "net.html")
    page = (tmp_path / "net.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "<!--" not in page


@pytest.mark.parametrize(
    ("missing", "suffix", "says"),
    [("resvg_py", ".png", "pip install resvg-py"), ("typst", ".pdf", r"ipyreceptive\[pdf\]")],
)
def test_what_is_missing_is_said_in_one_line(
    alexnet: Network,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    missing: str,
    suffix: str,
    says: str,
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    file = tmp_path / f"net{suffix}"
    file.write_text("old")
    with pytest.raises(ImportError, match=says) as caught:
        alexnet.save(file)
    assert "\n" not in str(caught.value)
    assert file.read_text() == "old"


def test_an_unknown_suffix_is_refused_with_the_list(alexnet: Network, tmp_path: Path) -> None:
    old = tmp_path / "net.txt"
    old.write_text("old")
    with pytest.raises(ValueError, match=r"'net\.txt'; the suffix must be one of") as caught:
        alexnet.save(old)
    assert all(suffix in str(caught.value) for suffix in SUFFIXES)
    assert old.read_text() == "old"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_failed_save_leaves_the_old_file(
    small: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    def full(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / f"net{suffix}"
    file.write_text("old")
    monkeypatch.setattr("ipyreceptive.files.os.replace", full)
    with pytest.raises(OSError, match="No space"):
        small.save(file)
    assert file.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == [file.name]


def test_a_table_prints_as_latex_as_it_is_saved(alexnet: Network, tmp_path: Path) -> None:
    alexnet.save(tmp_path / "net.tex")
    columns = ("k", "s", "p", "n", "j", "r", "start")
    assert alexnet.table(columns=columns)._repr_latex_() == (tmp_path / "net.tex").read_text()
