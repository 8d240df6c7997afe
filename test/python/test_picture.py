"""A picture to lay under the maps comes in many forms."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from ipyreceptive import ReceptiveField

LAYERS = [["conv1", 3, 1, 1]]


def shown(image: Any) -> np.ndarray:
    """Pixels of the file that the browser gets."""
    data = ReceptiveField(LAYERS, 9, image=image).image
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGBA"))


PIXELS = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3) * 10


def test_an_array_is_shown_pixel_by_pixel() -> None:
    assert (shown(PIXELS)[:, :, :3] == PIXELS).all()
    assert (shown(PIXELS / 255)[:, :, :3] == PIXELS).all()
    assert (shown(PIXELS.astype(int))[:, :, :3] == PIXELS).all()
    grey = PIXELS[:, :, 0]
    assert (shown(grey)[:, :, 1] == grey).all()
    assert (shown(grey > 50)[:, :, 1] == np.where(grey > 50, 255, 0)).all()


def test_a_file_its_bytes_and_a_pil_image_are_the_same_picture(tmp_path: Path) -> None:
    file = tmp_path / "own.png"
    image = Image.fromarray(PIXELS)
    image.save(file)
    for form in (image, file, str(file), file.read_bytes()):
        assert (shown(form)[:, :, :3] == PIXELS).all()


def test_what_is_none_is_refused() -> None:
    with pytest.raises(TypeError, match="image is a int; give a file name"):
        ReceptiveField(LAYERS, 9, image=3)
    with pytest.raises(ValueError, match=r"shape \(2, 3, 5\); write \(height, width\)"):
        ReceptiveField(LAYERS, 9, image=np.zeros((2, 3, 5)))


def test_it_can_be_changed_and_does_not_go_into_the_notebook() -> None:
    rf = ReceptiveField(LAYERS, 9, image=PIXELS)
    before = rf.image
    rf.image = PIXELS[::-1]
    assert rf.image != before
    assert rf._repr_mimebundle_().keys() == ReceptiveField(LAYERS, 9)._repr_mimebundle_().keys()
    assert "image" not in str(rf._repr_mimebundle_()["application/vnd.ipyreceptive.v1+json"])
    rf.image = None
    assert rf.image is None


MIME_TYPE = "application/vnd.ipyreceptive.v1+json"


def kept(rf: ReceptiveField) -> Any:
    """What of the picture stands in an output, decoded; within the limit of the output."""
    bundle = rf._repr_mimebundle_()
    assert len(json.dumps(bundle)) <= 100_000
    text = bundle[MIME_TYPE].get("image")
    if text is None:
        return None
    kind, data = text.split(";base64,")
    assert kind in ("data:image/png", "data:image/jpeg", "data:image/webp", "data:image/gif")
    assert len(text) <= 40_000
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB"))


def test_it_goes_into_the_notebook_when_asked() -> None:
    rf = ReceptiveField(LAYERS, 9, image=PIXELS, keep_image=True)
    assert (kept(rf) == PIXELS).all()
    rf.keep_image = False
    assert kept(rf) is None


def test_a_large_one_is_kept_at_the_size_of_the_input() -> None:
    noise = np.random.default_rng(3).integers(0, 255, (700, 900, 3), np.uint8)
    assert kept(ReceptiveField(LAYERS, [60, 90], image=noise, keep_image=True)).shape == (60, 90, 3)
    large = kept(ReceptiveField(LAYERS, [1024, 2048], image=noise, keep_image=True))
    assert large.shape[1] <= 512
    assert large.shape[1] == 2 * large.shape[0]


def test_what_cannot_be_kept_is_refused_where_it_is_set() -> None:
    rf = ReceptiveField(LAYERS, 9, image=b"<svg/>" * 10_000)
    with pytest.raises(ValueError, match="no picture that Pillow reads"):
        rf.keep_image = True
    with pytest.raises(ValueError, match="no picture that Pillow reads"):
        ReceptiveField(LAYERS, 9, image=b"<svg/>", keep_image=True)
