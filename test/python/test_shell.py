"""``python -m ipyreceptive``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from networks import ALEXNET

from ipyreceptive import Network
from ipyreceptive.shell import COMMANDS, main


@pytest.fixture
def alexnet(tmp_path: Path) -> str:
    file = tmp_path / "net.rf.json"
    Network(ALEXNET, 227, "AlexNet").save(file)
    return str(file)


def test_table(alexnet: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["table", alexnet]) == 0
    assert capsys.readouterr().out == f"{Network.from_file(alexnet).table()}\n"


def test_table_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["table", "resnet152"]) == 0
    net = Network.preset("resnet152")
    _, *rows = capsys.readouterr().out.splitlines()
    assert [row.split()[0] for row in rows[: len(net) + 1]] == ["input", *net.layers]


def test_table_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["table", "unet", "--json", "--input-size", "572,588"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows[0]["n"] == [572, 588]
    assert rows[-1]["n"] == [388, 404]
    assert rows[-1]["r_range"] == [[188, 204], [188, 204]]


def test_table_with_pixel_indices(alexnet: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["table", alexnet, "--convention", "index", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["start"] for row in rows[:3]] == [[0, 0], [5, 5], [9, 9]]


def test_table_of_other_columns(alexnet: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["table", alexnet, "--columns", "r,effective_padding"]) == 0
    head, *_ = capsys.readouterr().out.splitlines()
    assert head.split() == ["layer", "type", "r", "effective_padding"]
    assert main(["table", alexnet, "--columns", "size"]) == 2
    assert "columns names 'size'; there are k, s, p, n" in capsys.readouterr().err


def test_findings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "net.json"
    Network([["conv1", 11, 4, 0]], input_size=(227, 224)).save(file)
    assert main(["findings", str(file)]) == 0
    [line] = [line for line in capsys.readouterr().out.splitlines() if line.startswith("warning")]
    assert "conv1" in line
    assert main(["findings", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["code"] == "rows_dropped"


def test_findings_of_a_clean_network(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "net.json"
    Network([[3, 1, 0]], input_size=9).save(file)
    assert main(["findings", str(file)]) == 0
    assert capsys.readouterr().out == "nothing to point out\n"


def test_field(alexnet: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["field", alexnet, "conv5", "6,0"]) == 0
    lines = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    field = Network.from_file(alexnet).field("conv5", (6, 0))
    assert lines["feature"] == "conv5 (6, 0)"
    assert lines["clipped"] == str(field.clipped)
    assert lines["pixels"] == str(field.pixels)


def test_field_in_json(alexnet: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["field", alexnet, "conv5", "6", "--to", "conv4", "--json"]) == 0
    field = json.loads(capsys.readouterr().out)
    assert field["clipped"] == [[5, 8], [5, 8]]


def test_seen_by(alexnet: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seen-by", alexnet, "conv5", "0,113"]) == 0
    lines = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    seen = Network.from_file(alexnet).seen_by("conv5", (0, 113))
    assert lines["pixel"] == "(0, 113)"
    assert lines["box"] == str(tuple(zip(seen.lo, seen.hi, strict=True)))
    assert lines["features"] == str(seen.features)
    assert main(["seen-by", alexnet, "conv5", "6", "--to", "conv4", "--json"]) == 0
    seen_by = json.loads(capsys.readouterr().out)
    assert (seen_by["lo"], seen_by["hi"]) == ([5, 5], [8, 8])


def test_contribution(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "net.rf.json"
    Network([[3], [3]], input_size=[9]).save(file)
    assert main(["contribution", str(file), "conv2", "2"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "feature  conv2 (2,)",
        "mean     4.5000",
        "std      1.1547",
        "pixels on x, and the share of each",
        "       2 0.111111",
        "       3 0.222222",
        "       4 0.333333",
        "       5 0.222222",
        "       6 0.111111",
    ]
    assert main(["contribution", str(file), "conv2", "2", "--to", "conv1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["first"], found["mean"]) == ([2], [3.5])
    assert found["marginals"] == [pytest.approx([1 / 3] * 3)]


def test_design(alexnet: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["design", alexnet, "conv5", "image"]) == 0
    designs = Network.from_file(alexnet).design("conv5", "image")
    assert capsys.readouterr().out == f"{designs}\n"
    assert main(["design", alexnet, "conv5", "163", "--json"]) == 0
    (design,) = json.loads(capsys.readouterr().out)
    assert (design["changes"], design["r"]) == ([], [163, 163])
    assert Network(design["network"]) == Network.from_file(alexnet)
    assert main(["design", alexnet, "conv5", str(10**30)]) == 0
    assert capsys.readouterr().out == "no change helps\n"
    assert main(["design", "resnet18", "avgpool", "9"]) == 2
    refused = capsys.readouterr()
    assert refused.out == ""
    assert 'avgpool": wanted 9 cannot be reached by changes: everything is seen' in refused.err


def test_anchors(alexnet: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["anchors", alexnet, "conv5"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "layer    conv5",
        "offset   (17.5, 17.5)",
        "stride   (16, 16)",
        "status   exact",
    ]
    assert main(["anchors", alexnet, "conv5", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["stride"] == [16, 16]


def test_fractions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(tmp_path / "net.rf.json")
    Network([{"name": "up", "type": "upsample", "scale_factor": 3}], [9]).save(file)
    assert main(["anchors", file, "up"]) == 0
    assert "stride   (1/3,)" in capsys.readouterr().out


def test_tile_overlap(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(tmp_path / "net.rf.json")
    layers = [["a", 5, 1, 2], ["b", 3, 2, 1], {"name": "all", "type": "linear"}]
    Network(layers, 1024).save(file)
    assert main(["tile-overlap", file, "b"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "layer    b",
        "overlap  (6, 6)",
        "step     (2, 2)",
        "skip     (2, 2)",
        "advance  (1, 1)",
    ]
    assert main(["tile-overlap", file, "all"]) == 0
    assert "reason   all sees everything" in capsys.readouterr().out
    assert main(["tile-overlap", file, "b", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["skip"] == [2, 2]


def test_read_as_pointwise_through_one_input_and_over_a_region(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "net.rf.json")
    layers = [
        ["conv1", 3, 1, 1],
        {"name": "gate", "type": "norm", "scope": "map"},
        {"name": "sum", "type": "add", "inputs": ["gate", "conv1"]},
    ]
    net = Network(layers, [9])
    net.save(file)
    for options, field in (
        ([], net.field("sum", 4)),
        (["--pointwise"], net.pointwise().field("sum", 4)),
        (["--via", "conv1"], net.field("sum", 4, via="conv1")),
        (["--via", "conv1", "--extent", "2"], net.field("sum", 4, via="conv1", extent=2)),
    ):
        assert main(["field", file, "sum", "4", *options]) == 0
        assert f"clipped  {field.clipped}" in capsys.readouterr().out
    assert main(["field", file, "sum", "4", "--via", "input"]) == 2


def test_draw(alexnet: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    svg, png = tmp_path / "net.svg", tmp_path / "net.png"
    assert main(["draw", alexnet, str(svg)]) == 0
    plain = svg.read_text(encoding="utf-8")
    assert plain.startswith("<svg")
    options = ["--view", "overlay", "--select", "conv3", "--index", "1,2"]
    assert main(["draw", alexnet, str(svg), *options]) == 0
    assert svg.read_text(encoding="utf-8") != plain
    assert main(["draw", alexnet, str(png), *options]) == 0
    assert png.read_bytes().startswith(b"\x89PNG")
    assert capsys.readouterr().out == ""


def test_presets(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["presets", "unet"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "unet         U-Net (the paper)",
        "unet_padded  U-Net (padded)",
    ]
    assert main(["presets", "--json", "no", "such", "network"]) == 0
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["table", "resnet-50"], 'no preset is called "resnet-50". Did you mean resnet50'),
        (["table", "absent.rf.json"], "absent.rf.json: No such file or directory"),
        (["table", "."], "Is a directory"),
        (["table", "vgg16", "--input-size", "8"], "features."),
        (["field", "vgg16", "feature.0", "0"], 'no layer is called "feature.0". Did you mean'),
        (["field", "vgg16", "features.30", "7"], "it goes from 0 to 6"),
        (["sweep", "vgg16", "features.0", "1", str(10**30)], "sizes are too many; at most 10000"),
        (["draw", "vgg16", "out.txt"], "the suffix must be one of .svg, .png, .pdf"),
        (["draw", "vgg16", "out.svg", "--view", "heap"], "stack, side-by-side"),
        (["draw", "vgg16", "out.svg", "--index", "1"], "--index needs --select"),
        (["draw", "vgg16", "absent/out.svg"], "No such file or directory"),
    ],
)
def test_errors(
    arguments: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("ipyreceptive: ")
    assert len(said.err.splitlines()) == 1
    assert message in said.err


@pytest.mark.parametrize("arguments", [[], ["tabel", "vgg16"], ["field", "vgg16", "c", "1;2"]])
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert "usage: python -m ipyreceptive" in capsys.readouterr().err


def run(*arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ipyreceptive", *arguments]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False)


def test_standard_input() -> None:
    answer = run("table", "-", "--input-size", "5", text="[[3, 2, 1], [3, 2, 1]]")
    assert answer.stdout.splitlines()[-1].split() == ["conv2", "conv", "2", "4", "7", "0.5"]
    wrong = run("table", "-", text='{"input_size": 5,\n "layers": [[3],]}')
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("ipyreceptive: standard input: line 2, column 17: a comma")


@pytest.mark.parametrize("axes", [1, 2, 3])
def test_another_size_in_one_number(
    axes: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "net.rf.json"
    net = Network([[3, 2, 1]], input_size=(9, 8, 7)[:axes])
    net.save(file)
    assert main(["table", str(file), "--input-size", "16", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["n"] == [16] * axes
    assert Network(net, 16) == Network(net, (16,) * axes) == Network.from_file(file, 16)


def test_what_a_terminal_cannot_show_is_written_otherwise(tmp_path: Path) -> None:
    file = tmp_path / "net.rf.json"
    file.write_text('{"input_size": [9, 7], "layers": [["\\ud800", 3], ["\u00fc", 3]]}')
    for encoding in ("utf-8", "ascii"):
        answer = subprocess.run(
            [sys.executable, "-m", "ipyreceptive", "table", str(file)],
            capture_output=True,
            env={**os.environ, "PYTHONIOENCODING": encoding},
            check=False,
        )
        assert (answer.returncode, answer.stderr) == (0, b"")
        assert b"\\ud800" in answer.stdout


def test_no_name_breaks_lines_or_steers_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, shown = "a\x1b[31m\n\u202eb", r"a\x1b[31m\n\u202eb"
    file = str(tmp_path / "net.rf.json")
    net = Network([[name, 4, 2], ["top", 3]], input_size=[9], name=name, unit=name)
    net.save(file)
    for *command, code in (
        ("table", 0),
        ("findings", 0),
        ("field", name, "0", 0),
        ("contribution", name, "0", 0),
        ("seen-by", name, "0", 0),
        ("design", name, "9", 0),
        ("sweep", name, "1", "9", 0),
        ("field", f"{name}?", "0", 2),
        ("field", name, "9", 2),
        ("table", "--input-size", "3", 2),
    ):
        assert main([command[0], file, *command[1:]]) == code
        said = "".join(capsys.readouterr())
        assert shown in said
        assert all(line.isprintable() for line in said.splitlines())
        assert code == 0 or len(said.splitlines()) == 1
    for read in (net, net[name], net.field(name, 0), net.seen_by(name, 0)):
        assert shown in repr(read)
        assert repr(read).isprintable()


@pytest.mark.parametrize(
    ("where", "message"), [("> /dev/full", "No space left on device"), (">&-", "it is closed")]
)
def test_output_that_takes_nothing(where: str, message: str) -> None:
    command = f'"$0" -m ipyreceptive table alexnet {where}'
    answer = subprocess.run(
        ["sh", "-c", command, sys.executable], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 2
    assert answer.stderr == f"ipyreceptive: standard output: {message}\n"


def test_a_folder_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "net.json"
    folder.mkdir()
    assert main(["draw", "alexnet", str(folder)]) == 2
    assert capsys.readouterr().err == f"ipyreceptive: {folder}: Is a directory\n"


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    said = run("--help").stdout
    for command in COMMANDS:
        assert command.NAME in said
        with pytest.raises(SystemExit, match="0"):
            main([command.NAME, "--help"])
        assert f"usage: python -m ipyreceptive {command.NAME}" in capsys.readouterr().out


def test_the_widget_is_not_loaded() -> None:
    code = (
        "import sys; from ipyreceptive.shell import main; main(['table', 'alexnet']);"
        "print('ipywidgets' in sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.splitlines()[-1] == "False"
