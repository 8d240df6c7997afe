"""The output of a cell, for every place that a notebook goes to."""

from __future__ import annotations

import base64
import io
import json
import re
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from ipywidgets.embed import dependency_state
from networks import ALEXNET, CASES_OF_ALL_TYPES
from PIL import Image

from ipyreceptive import Network, ReceptiveField, _v8, png

OURS = "application/vnd.ipyreceptive.v1+json"
VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(autouse=True)
def _fresh_pictures() -> Iterator[None]:
    png.png.cache_clear()
    yield
    png.png.cache_clear()


def output_of(*args: Any, **kwargs: Any) -> dict[str, Any]:
    rf = ReceptiveField(*args, **kwargs)
    try:
        return rf._repr_mimebundle_()
    finally:
        rf.close()


def size(data: dict[str, Any]) -> int:
    return len(json.dumps(data, ensure_ascii=False).encode())


def picture_in(html: str) -> ElementTree.Element:
    [source] = re.findall(r'src="data:image/svg\+xml,([^"]+)"', html)
    return ElementTree.fromstring(unquote(source))


def test_alexnet() -> None:
    rf = ReceptiveField(ALEXNET, 227, "AlexNet", selection=("conv5", 6), view={"mode": "stack"})
    data = rf._repr_mimebundle_()
    assert next(iter(data)) == OURS
    assert set(data) == {OURS, VIEW, "text/html", "image/png", "text/plain"}
    assert data[OURS] == {
        "version": _v8.call("version"),
        "network": {"layers": ALEXNET, "input_size": 227, "name": "AlexNet"},
        "selection": {"layer": "conv5", "index": [6, 6]},
        "view": {"mode": "stack"},
        "model_id": rf.model_id,
    }
    assert data[VIEW] == {"version_major": 2, "version_minor": 0, "model_id": rf.model_id}
    assert size(data) <= 100_000
    json.dumps(data, allow_nan=False)
    rf.close()


def test_html_is_a_figure_with_picture_and_numbers() -> None:
    html = output_of(ALEXNET, 227, "AlexNet", selection=("conv5", 6))["text/html"]
    assert html.startswith("<figure")
    picture = picture_in(html)
    assert picture.tag.endswith("svg")
    assert "conv5" in "".join(picture.itertext())
    assert "conv5 (6, 6) sees 163 × 163 pixels" in html
    rows = re.findall(r"<tr>(.*?)</tr>", html)
    texts = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]
    assert texts[0] == ["layer", "k", "s", "p", "n", "j", "r", "start"]
    assert texts[1] == ["fc7", "1", "1", "0", "1", "32", "355", "113.5"]
    assert texts[-1] == ["input", "", "", "", "227", "1", "1", "0.5"]
    assert "<script" not in html
    assert "<style" not in html


def test_png_has_its_text_without_fonts_of_the_machine() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">'
        '<text x="4" y="28" font-size="24" font-family="system-ui, sans-serif">163 × 163</text>'
        "</svg>"
    )
    drawn = png.png(svg, 100_000)
    assert drawn is not None
    with Image.open(io.BytesIO(drawn)) as image:
        alpha = image.convert("RGBA").getchannel("A")
        inked = sum(1 for value in alpha.tobytes() if value > 128)
    assert inked > 500


def test_png_keeps_a_transparent_ground_and_its_limit() -> None:
    data = output_of(ALEXNET, 227, selection=("conv5", 6))
    with Image.open(io.BytesIO(base64.b64decode(data["image/png"]))) as image:
        assert image.width >= 560
        assert image.convert("RGBA").getpixel((0, 0))[3] == 0
    svg = Network(ALEXNET, 227)._figure()["svg"]
    drawn = png.png(svg, 30_000)
    assert drawn is None or len(drawn) <= 30_000
    assert png.png(svg, 100) is None


def test_latex_where_resvg_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    data = output_of([["a_b&c", 3, 2, 1], ["100%", 5, 1, 2]], (24, 32), "x^2 ~ {y}")
    assert "image/png" not in data
    latex = data["text/latex"]
    assert r"\begin{tabular}{lrrrrrrr}" in latex
    assert r"a\_b\&c & 3 & 2 & 1" in latex
    assert r"100\%" in latex
    assert r"x\textasciicircum{}2 \textasciitilde{} \{y\}" in latex
    assert "×" not in latex


@pytest.mark.parametrize(
    ("network", "most"),
    [(Network(ALEXNET, 227, "AlexNet"), 4_000), (Network.preset("resnet152"), 40_000)],
    ids=["alexnet", "resnet152"],
)
def test_saved_state_and_static_parts_are_small(network: Network, most: int) -> None:
    rf = ReceptiveField(network)
    assert len(json.dumps(dependency_state([rf], drop_defaults=False))) <= most
    data = rf._repr_mimebundle_()
    rf.close()
    static = {key: value for key, value in data.items() if key in ("text/html", "image/png")}
    assert set(static) == {"text/html", "image/png"}
    assert size(static) <= 80_000


def test_static_parts_can_be_left_out() -> None:
    data = output_of(ALEXNET, 227, static=False)
    assert set(data) == {OURS, VIEW, "text/plain"}


def test_where_pages_are_made_the_still_figure_is_shown_and_names_its_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "argv", ["kernel", "--HistoryManager.hist_file=:memory:"])
    rf = ReceptiveField(ALEXNET, 227)
    data = rf._repr_mimebundle_()
    assert VIEW not in data
    assert next(iter(data)) == OURS
    assert f'data-model="{rf.model_id}"' in data["text/html"]
    assert VIEW in ReceptiveField(ALEXNET, 227, static=False)._repr_mimebundle_()
    # Voila runs notebooks in the same way, and shows them live.
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5")
    assert VIEW in rf._repr_mimebundle_()
    rf.close()


def test_never_an_svg_output() -> None:
    assert "image/svg+xml" not in output_of(ALEXNET, 227)


@pytest.mark.parametrize("count", [1, 60, 400, 5000])
def test_one_output_takes_at_most_a_hundred_kilobytes(count: int) -> None:
    data = output_of(
        [["layer with a rather long name " + str(i), 3, 1, 1] for i in range(count)], 64
    )
    assert size(data) <= 100_000
    assert "text/html" in data
    assert len(data["text/plain"].splitlines()) < 70


@pytest.mark.parametrize("mode", ["stack", "side-by-side", "overlay", "profile", "conventional"])
def test_views(mode: str) -> None:
    data = output_of(ALEXNET, 227, view={"mode": mode})
    assert data[OURS]["view"] == {"mode": mode}
    assert {"text/html", "image/png"} <= set(data)


def test_markup_in_names_is_text() -> None:
    html = output_of([['"><script>alert(1)</script>', 3]], 9, "<b>bold</b>")["text/html"]
    assert "<script" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;" in html


def test_a_wrong_network_says_why() -> None:
    rf = ReceptiveField(ALEXNET, 227)
    rf.layers = [["a", 99999]]
    data = rf._repr_mimebundle_()
    assert data[OURS]["network"]["layers"] == [["a", 99999]]
    assert "kernel_size 99999" in data["text/html"]
    assert data["text/plain"].startswith('layer 1 "a": kernel_size 99999')
    rf.close()


def test_a_closed_widget_is_not_shown() -> None:
    rf = ReceptiveField(ALEXNET, 227)
    rf.close()
    assert rf._repr_mimebundle_ is None


@pytest.mark.parametrize("case", CASES_OF_ALL_TYPES, ids=lambda case: case["id"])
def test_every_network_has_an_output(case: dict[str, Any]) -> None:
    data = output_of(case["network"])
    assert size(data) <= 100_000
    picture_in(data["text/html"])
