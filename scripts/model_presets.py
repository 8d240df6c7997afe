"""Makes presets from the models of torchvision and timm, without weights.

    .venv-torch/bin/python scripts/model_presets.py && node scripts/presets.mjs

Every model is read with ``Network.from_torch``, written as short as a document can be, read back,
and compared with the model itself at sampled layers. Of models that are alike up to their channels
one becomes a preset, and its entry names the others. Written are the documents in
``ipyreceptive/presets``, what is said of them (``scripts/presets/models.json``), and what was
measured (``test/fixtures/presets/models.json``). What was read before is kept in
``test-results/model-presets.jsonl``; without that file all is done anew, to the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "bench"))

from survey import (  # noqa: E402
    CLIP,
    TooCostlyError,
    Unset,
    limited,
    made,
    size_for,
    timm,
    torch,
    torchvision,
)

from ipyreceptive import Network  # noqa: E402

READ = ROOT / "test-results/model-presets.jsonl"
FOLDER = ROOT / "ipyreceptive/presets"
FACTS = ROOT / "scripts/presets/models.json"
MEASURED = ROOT / "test/fixtures/presets/models.json"
#: Layers of each model to measure, at two features each.
SAMPLES = 6
#: Processor seconds that measuring one model may take.
SECONDS = 60
#: More layers than this make a large file, and a figure that nobody can read.
MOST_LAYERS = 320
#: Of several kinds that torchvision has, in the order in which those that are alike stand.
TORCHVISION = (  # noqa: SIM905
    "densenet121 efficientnet_b0 inception_v3 mnasnet1_0 mobilenet_v3_large "
    "mobilenet_v3_small r3d_18 fasterrcnn_resnet50_fpn fcn_resnet50 lraspp_mobilenet_v3_large "
    "vit_b_16 swin_t regnet_x_400mf regnet_y_400mf resnext50_32x4d wide_resnet50_2 "
    "shufflenet_v2_x1_0 squeezenet1_0 squeezenet1_1 mc3_18 r2plus1d_18 convnext_tiny "
    "ssdlite320_mobilenet_v3_large retinanet_resnet50_fpn deeplabv3_resnet50 "
    "efficientnet_v2_s swin_v2_t vit_b_32 s3d shufflenet_v2_x0_5 mnasnet0_5 efficientnet_b1 "
    "efficientnet_b2 fcos_resnet50_fpn densenet169"
).split()
#: What people use most of timm; what is alike to a preset of torchvision's is named there.
TIMM = (  # noqa: SIM905
    "vit_tiny_patch16_224 vit_small_patch16_224 vit_base_patch16_224 vit_base_patch32_224 "
    "vit_base_patch16_384 resnet50d seresnet50 tf_efficientnetv2_s mobilenetv3_large_100 "
    "mobilenetv4_conv_small convnext_atto convnext_nano xception cspdarknet53 "
    "darknet53 resnest50d resnet18 resnet50 resnet26 resnet101 wide_resnet50_2 resnext50_32x4d "
    "efficientnet_b0 tf_efficientnet_b0 tf_efficientnet_b3 tf_efficientnet_lite0 "
    "mobilenetv2_100 mobilenetv3_small_100 mnasnet_100 convnext_tiny convnextv2_tiny "
    "swin_tiny_patch4_window7_224 deit_tiny_patch16_224 deit_base_patch16_224 "
    "beit_base_patch16_224 eva02_tiny_patch14_224 vit_base_patch16_clip_224 mixer_b16_224 "
    "densenet121 inception_v3 inception_v4 regnety_016 regnetx_032 ghostnet_100 "
    "dla34 dpn68 vgg16 vgg16_bn res2net50_26w_4s ecaresnet50d mobilevit_s maxvit_tiny_tf_224 "
    "repvgg_a2 fastvit_t8 edgenext_small pvt_v2_b0 poolformer_s12 rexnet_100 resnetv2_50 "
    "skresnet18 cspresnet50 tinynet_a lcnet_050 selecsls42b hardcorenas_a"
).split()
#: What is left out where a parameter is this, or as large as the kernel for a pool's stride.
DEFAULTS: dict[str, Any] = {
    "stride": 1,
    "padding": 0,
    "dilation": 1,
    "output_padding": 0,
    "padding_mode": "zeros",
    "ceil_mode": False,
    "shift": 0,
    "window": None,
    "scale_factor": None,
    "size": None,
    "align_corners": False,
    "mode": "nearest",
    "start": 0,
    "stop": None,
    "step": 1,
    "output_size": None,
}
#: Shown, and different in models that are otherwise alike.
SHOWN = {"channels", "groups"}


def sources() -> list[str]:
    """Name the models to read: those that are alike stand in this order."""
    of_timm = [f"timm/{name}" for name in TIMM if timm.is_model(name)]
    return [f"torchvision/{name}" for name in TORCHVISION] + of_timm


def input_size(source: str, model: Any) -> tuple[int, ...]:
    """Take the size that a model states; detectors, which take any, have one of their order."""
    _, _, name = source.partition("/")
    detector = re.search("rcnn|fcos|retinanet|ssd", name)
    if detector:
        stated = re.search(r"3[02]0", name)
        return (int(stated[0]),) * 2 if stated else (320, 320)
    size = size_for(source, model)
    return size if len(size) == 3 or size != (128, 128) else (224, 224)


def even(value: Any) -> Any:
    """Write what is alike on all axes, or on both sides, once."""
    if not isinstance(value, list) or not value:
        return value
    entries = [even(entry) for entry in value]
    alike = all(entry == entries[0] for entry in entries)
    return entries[0] if alike and not isinstance(entries[0], list) else value


def short_layer(layer: dict[str, Any], before: str) -> dict[str, Any]:
    """Leave out what a reader of the document adds by itself."""
    short: dict[str, Any] = {}
    for key, value in layer.items():
        one = value if key in ("inputs", "axes") else even(value)
        default = DEFAULTS.get(key, ())
        if key == "stride" and layer["type"].endswith("_pool"):
            default = even(layer["kernel_size"])
        if key == "output_size" and layer["type"] != "unknown":
            default = ()
        left_out = one == default and isinstance(one, bool) == isinstance(default, bool)
        if key not in SHOWN and not left_out and not (key == "inputs" and one == [before]):
            short[key] = one
    return short


def short_layers(net: Network) -> list[dict[str, Any]]:
    """Write the layers of a network as short as they can be."""
    layers = json.loads(net.to_json())["layers"]
    names = ["input", *(layer["name"] for layer in layers)]
    return [short_layer(layer, before) for layer, before in zip(layers, names, strict=False)]


def document(title: str, size: tuple[int, ...], layers: Iterable[dict[str, Any]]) -> str:
    """Write a document, one layer a line, as scripts/presets.mjs does."""
    one = size[0] if len(size) == 2 and size[0] == size[1] else list(size)
    lines = ",\n".join(f"    {json.dumps(layer, ensure_ascii=False)}" for layer in layers)
    head = f'{{\n  "name": {json.dumps(title)},\n  "input_size": {json.dumps(one)},\n'
    return f'{head}  "layers": [\n{lines}\n  ]\n}}\n'


def without_shown(net: Network) -> list[dict[str, Any]]:
    """List the layers with all parameters, but without what only is shown."""
    layers = json.loads(net.to_json())["layers"]
    return [{key: each[key] for key in each if key not in SHOWN} for each in layers]


def sampled(names: list[str]) -> list[str]:
    """Choose layers, evenly spread, the last one among them."""
    step = max(len(names) // SAMPLES, 1)
    return names[::-1][::step][:SAMPLES][::-1]


def read(source: str) -> dict[str, Any]:
    """Read one model and measure some of its layers; ``why_not`` says why it is no preset."""
    with Unset():
        model = made(source)
    size = input_size(source, model)
    kind, _, name = source.partition("/")
    title = f"{name} ({kind})"
    net = Network.from_torch(model, size, name=title)
    facts = {"source": source, "class": type(model).__name__, "size": list(size)}
    rows = list(net)
    unsupported = sum(row.status == "unsupported" for row in rows)
    if unsupported:
        return {**facts, "why_not": f"{unsupported} of {len(rows)} rows unsupported"}
    if len(rows) > MOST_LAYERS:
        return {**facts, "why_not": f"{len(rows)} layers"}
    text = document(title, size, short_layers(net))
    preset = Network(json.loads(text))
    if without_shown(preset) != without_shown(net):
        raise ValueError(f"the short document of {source} is another network")
    with limited(SECONDS):
        found = preset.check(model, sampled(list(preset.layers)), progress=False)
    if found.disagreements:
        return {**facts, "why_not": f"disagrees:\n{found}"}
    measured = [
        [each.layer, list(each.index), each.measured.clipped, each.measured.pixels]
        for each in found
        if each.measured is not None and each.status != "bound"
    ]
    compared = sum(each.agrees is not None for each in found)
    if compared < SAMPLES or not measured:
        return {**facts, "why_not": f"only {compared} features could be measured"}
    return {**facts, "document": text, "compared": compared, "measured": measured}


def attempted(source: str) -> dict[str, Any]:
    """Read one model; an error is why it is no preset."""
    try:
        return read(source)
    except (Exception, TooCostlyError) as error:
        return {"source": source, "why_not": f"{type(error).__name__}: {error}"[:300]}


def all_read() -> dict[str, dict[str, Any]]:
    """Read all models, each in a process of its own, which leaves its memory when it ends."""
    READ.parent.mkdir(exist_ok=True)
    lines = READ.read_text(encoding="utf-8").splitlines() if READ.exists() else []
    known = {row["source"]: row for row in map(json.loads, lines)}
    wanted = sources()
    processes = get_context("fork").Pool(1, maxtasksperchild=1)
    with READ.open("a", encoding="utf-8") as file, processes as pool:
        for row in pool.imap(attempted, [name for name in wanted if name not in known]):
            file.write(json.dumps(row) + "\n")
            file.flush()
            known[row["source"]] = row
    return {source: known[source] for source in wanted}


def by_structure(rows: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Put models together whose documents differ in their titles only."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        _, _, structure = row["document"].partition('"input_size"')
        groups.setdefault(structure, []).append(row)
    return list(groups.values())


def task(source: str, size: list[int]) -> str:
    """Say what a model is for."""
    if re.search("rcnn|fcos|retinanet|ssd", source):
        return "detection"
    if re.search("deeplab|fcn_|lraspp", source):
        return "segmentation"
    return "video" if len(size) == len(CLIP) else "classification"


def said(group: list[dict[str, Any]], taken: Callable[[str], bool]) -> dict[str, Any] | None:
    """Say what a preset is; the first of a group whose name is free stands for it."""
    free = [row for row in group if not taken(row["source"].partition("/")[2])]
    if not free:
        return None
    row = free[0]
    kind, _, name = row["source"].partition("/")
    others = [other["source"].partition("/") for other in group if other is not row]
    alike = [other if of == kind else f"{of}'s {other}" for of, _, other in others]
    purpose = task(row["source"], row["size"])
    what = f"{kind}'s {name}"
    if purpose == "detection":
        what = f"the backbone of {what}"
    also = f" Alike up to channels: {', '.join(alike)}." if alike else ""
    version = sys.modules[kind].__version__.split("+")[0]
    return {
        "name": name,
        "title": f"{name} ({kind})",
        "description": f"{what[0].upper()}{what[1:]}, named by module path.{also}"
        if purpose == "detection"
        else f"{what}, named by module path.{also}",
        "keywords": list(dict.fromkeys([purpose, row["class"].lower(), "pytorch"])),
        "checked": f"Measured on the model by gradients with positive weights: {row['compared']} "
        f"features of sampled layers, no disagreement ({kind} {version}, "
        f"torch {torch.__version__.split('+')[0]}).",
        "made_from": row["source"],
    }


def written_by_hand() -> set[str]:
    """Name the presets that are no models read."""
    index = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))
    return {preset["name"] for preset in index if "made_from" not in preset}


def lines(entries: Iterable[Any]) -> str:
    """Write a list, one entry a line."""
    written = ",\n".join(f"  {json.dumps(entry, ensure_ascii=False)}" for entry in entries)
    return f"[\n{written}\n]\n"


def main() -> None:
    """Read all, write all."""
    torch.set_num_threads(1)
    rows = all_read()
    names = written_by_hand()
    facts = []
    for group in by_structure(row for row in rows.values() if "document" in row):
        fact = said(group, names.__contains__)
        if fact is not None:
            names.add(fact["name"])
            facts.append(fact)
    measured = []
    for fact in facts:
        row = rows[fact["made_from"]]
        (FOLDER / f"{fact['name']}.rf.json").write_text(row["document"], encoding="utf-8")
        measured.append({"name": fact["name"], "features": row["measured"]})
    FACTS.write_text(lines(facts), encoding="utf-8")
    MEASURED.write_text(lines(measured), encoding="utf-8")
    for row in rows.values():
        if "why_not" in row:
            print(f"{row['source']}: {row['why_not']}")
    print(f"{len(facts)} presets of {len(rows)} models, torchvision {torchvision.__version__}")


if __name__ == "__main__":
    main()
