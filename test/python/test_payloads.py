"""Names, notes and reasons are data, whatever they say and wherever a file of them is opened."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ipyreceptive import LayerError, Network
from ipyreceptive.bundle import still

PAYLOADS = json.loads((Path(__file__).parents[1] / "fixtures/payloads.json").read_text("utf-8"))


def document(payload: str) -> dict[str, object]:
    layers = [
        {"name": payload, "type": "conv", "kernel_size": 3, "note": payload},
        {"name": "odd", "type": "unknown", "reason": payload, "note": payload},
    ]
    unit = [payload, payload]
    return {"name": payload, "input_size": 9, "unit": unit, "spacing": 2, "layers": layers}


@pytest.fixture(scope="module")
def networks(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, Network]]:
    """Give every payload's network, read from a file, but for the names that are refused."""
    file = tmp_path_factory.mktemp("payloads") / "net.rf.json"
    read = []
    for payload in PAYLOADS:
        for written in (document(payload), {**document("plain"), "name": payload}):
            file.write_text(json.dumps(written), encoding="utf-8")
            try:
                read.append((payload, Network.from_file(file)))
                break
            except LayerError:
                continue  # such a name cannot be: "input", or an empty one
    assert len(read) >= 100
    return read


class Tags(HTMLParser):
    """What tags a page has, and every attribute of them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.urls: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.urls |= {(value or "")[:11] for name, value in attrs if name in {"src", "href"}}


def test_pictures_hold_text_alone(networks: list[tuple[str, Network]], tmp_path: Path) -> None:
    file = tmp_path / "net.svg"
    allowed = {"svg", "g", "path", "rect", "line", "text", "tspan", "defs", "pattern", "mask"}
    allowed |= {"clipPath", "linearGradient", "stop", "circle", "polygon", "use"}
    for payload, net in networks:
        net.save(file, selection=(net.table()[1].name, (1, 1)))
        for element in ElementTree.parse(file).iter():
            assert element.tag.rpartition("}")[2] in allowed, payload
            for name, value in element.attrib.items():
                assert not name.lower().startswith("on"), payload
                assert name != "style", payload
                if "href" in name:
                    assert value.startswith("#"), payload
                if "url(" in value and not name.startswith("data-"):
                    assert re.fullmatch(r"url\(#[\w-]+\)", value), payload


def test_pages_and_outputs_hold_no_other_tags(
    networks: list[tuple[str, Network]], tmp_path: Path
) -> None:
    file = tmp_path / "net.html"
    Network([["a", 3], {"type": "unknown", "reason": "r"}], 9).save(file)
    page_tags = set(Tags(file.read_text("utf-8")).tags)
    for payload, net in networks[::16]:
        net.save(file)
        page = Tags(file.read_text("utf-8"))
        assert set(page.tags) <= page_tags, payload
        assert page.tags.count("script") == 1, payload
        assert not [name for name in page.attributes if name.startswith("on")], payload
        assert page.urls == {"data:image/"}, payload
    for payload, net in networks:
        output = Tags(still(net, None, {}))
        assert set(output.tags) <= page_tags, payload
        assert not [name for name in output.attributes if name.startswith("on")], payload
        assert output.urls == {"data:image/"}, payload


def test_tables_stay_tables(networks: list[tuple[str, Network]], tmp_path: Path) -> None:
    sheet, marked, typeset = (tmp_path / f"net.{suffix}" for suffix in ("csv", "md", "tex"))
    for payload, net in networks:
        for file in (sheet, marked, typeset):
            net.save(file)
        with sheet.open(newline="", encoding="utf-8") as lines:
            rows = list(csv.reader(lines))
        assert {len(row) for row in rows} == {len(rows[0])}, payload
        assert len(rows) == 4, payload
        for cell in (cell for row in rows for cell in row):
            # A spreadsheet reads these as the start of a formula; a number may be negative.
            assert not re.match(r"\s*[=+@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]|-(?![\d.]+$)", cell), (
                payload,
                cell,
            )

        table = [line for line in marked.read_text("utf-8").split("\n") if line]
        cells = {len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in table}
        assert len(cells) == 1, payload
        assert not re.search(r"(?<!\\)(?:\\\\)*[<`$]", "".join(table)), payload

        text = typeset.read_text("utf-8")
        printed = re.sub(
            r"\\(begin|end)\{tabular\}(\{\w+\})?|\\(text\w+|hline|\\)(\{\})?|\\[$&%#_{}]", "", text
        )
        assert not re.search(r"[\\$%#]|\^\^", printed), (payload, printed)
