"""A picture to lay under the maps, from whatever form it has in Python."""

from __future__ import annotations

import base64
import io
import os
import struct
import zlib
from pathlib import Path
from typing import Any

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: Characters of a picture that is kept in a notebook at most.
MOST_KEPT = 40_000
#: Larger inputs have their picture at this size; the screen shows no more.
_FINEST = 512
#: Kinds of files by how they begin.
_TYPES = {_SIGNATURE: "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}
_QUALITIES = (90, 70, 40)
_SIDES = (1, 0.7, 0.5)
#: Colour types of PNG by the number of channels.
_COLOURS = {1: 0, 2: 4, 3: 2, 4: 6}


def picture(image: Any) -> bytes | None:
    """Bring a picture into the bytes of a file.

    Parameters
    ----------
    image : None, path, bytes, PIL image or array
        A path names a file of any format that browsers show. An array has the shape
        ``(height, width)``, or ``(height, width, channels)`` with one to four channels, and holds
        whole numbers from 0 to 255, or fractions from 0 to 1.

    Returns
    -------
    bytes or None
        ``None`` for none.

    Raises
    ------
    TypeError
        For anything else.
    ValueError
        For an array of another shape.
    """
    if image is None or isinstance(image, bytes):
        return image
    if isinstance(image, (bytearray, memoryview)):
        return bytes(image)
    if isinstance(image, (str, os.PathLike)):
        return Path(image).expanduser().read_bytes()
    if hasattr(image, "save") and hasattr(image, "convert"):
        file = io.BytesIO()
        image.convert("RGBA").save(file, "PNG")
        return file.getvalue()
    if hasattr(image, "shape"):
        return _of_array(image)
    kind = type(image).__name__
    raise TypeError(
        f"image is a {kind}; give a file name, bytes, a PIL image or an array of pixels"
    )


def packed(image: bytes, size: tuple[int, ...]) -> str:
    """Bring a picture into a data URI that is small enough to be kept in a notebook.

    With Pillow it is scaled until it covers the input and cut to its middle, as the network gets
    it, and written with as little loss as may be.

    Parameters
    ----------
    image : bytes
        A file.
    size : tuple of int
        Height and width of the input.

    Raises
    ------
    ValueError
        Where it takes more room than there is, or is no picture.
    """
    types = [kind for start, kind in _TYPES.items() if image.startswith(start)]
    if types and (whole := _uri(types[0], image)) and len(whole) <= MOST_KEPT:
        return whole
    try:
        from PIL import Image, ImageOps
    except ImportError:
        raise ValueError(
            f"image has {len(image):,} bytes, and a notebook keeps about {MOST_KEPT * 3 // 4:,}; "
            "with Pillow installed it is made smaller, or give a smaller one"
        ) from None
    try:
        picture = Image.open(io.BytesIO(image)).convert("RGB")
    except OSError:
        raise ValueError("image cannot be kept: it is no picture that Pillow reads") from None
    height, width = size
    for side in _SIDES:
        fine = side * min(1, _FINEST / max(height, width))
        box = max(1, round(width * fine)), max(1, round(height * fine))
        fitted = ImageOps.fit(picture, box, Image.Resampling.LANCZOS)
        for quality in _QUALITIES:
            file = io.BytesIO()
            fitted.save(file, "WEBP", quality=quality)
            if len(text := _uri("image/webp", file.getvalue())) <= MOST_KEPT:
                return text
    raise ValueError("image cannot be kept: it takes too much room even when it is small")


def _uri(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _of_array(array: Any) -> bytes:
    import numpy as np

    pixels = np.asarray(array)
    if pixels.ndim == 2:
        pixels = pixels[:, :, None]
    if pixels.ndim != 3 or pixels.shape[2] not in _COLOURS or 0 in pixels.shape:
        raise ValueError(
            f"image has the shape {tuple(np.shape(array))}; "
            "write (height, width) or (height, width, channels) with one to four channels"
        )
    if pixels.dtype.kind == "b":
        pixels = pixels * 255
    elif pixels.dtype.kind == "f":
        pixels = np.rint(np.nan_to_num(pixels) * 255)
    pixels = pixels.clip(0, 255).astype(np.uint8)
    height, width, channels = pixels.shape
    # Each line of a PNG begins with the number of its filter; 0 is none.
    lines = np.zeros((height, 1 + width * channels), np.uint8)
    lines[:, 1:] = pixels.reshape(height, -1)
    head = struct.pack(">IIBBBBB", width, height, 8, _COLOURS[channels], 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(lines.tobytes())), (b"IEND", b"")]
    return _SIGNATURE + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
