"""The picture as PNG, for LaTeX and PDF."""

from __future__ import annotations

import io
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

FONTS = Path(__file__).with_name("fonts")

#: The bundled fonts have the letters of these; other scripts need the machine's own fonts.
BUNDLED_LETTERS = range(0x590)
BUNDLED_SIGNS = range(0x2000, 0x2600)

#: Pixels a CSS pixel, and colours; the first that fits is taken.
QUALITIES = ((1.25, 256), (1.25, 128), (1.25, 64), (1, 64))
#: The smallest and the largest picture that may take what it needs, in pixels a CSS pixel.
SCALES = (1, 4)


@lru_cache(maxsize=4)
def png(svg: str, limit: int) -> bytes | None:
    """Draw SVG as PNG, with its text also where the machine has no fonts.

    Parameters
    ----------
    svg : str
        The picture.
    limit : int
        Bytes it may take.

    Returns
    -------
    bytes or None
        ``None`` where ``resvg-py`` is missing, or nothing legible fits.
    """
    if find_spec("resvg_py") is None:
        return None
    from PIL import Image

    for scale in dict.fromkeys(scale for scale, _ in QUALITIES):
        with Image.open(io.BytesIO(_drawn(svg, scale))) as image:
            for colors in (colors for at, colors in QUALITIES if at == scale):
                # Few colours cost a tenth of all of them; an octree keeps the transparent ground.
                few = image.quantize(
                    colors, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
                )
                out = io.BytesIO()
                few.save(out, "PNG", compress_level=9)
                if out.tell() <= limit:
                    return out.getvalue()
    return None


def full_png(svg: str, scale: float) -> bytes:
    """Draw SVG as PNG in all its colours.

    Parameters
    ----------
    svg : str
        The picture.
    scale : float
        Pixels a CSS pixel.

    Raises
    ------
    ValueError
        For a scale that is not from 1 to 4.
    ImportError
        Where ``resvg-py`` is not installed.
    """
    least, most = SCALES
    if not least <= scale <= most:
        raise ValueError(f"scale {scale!r} is not from {least} to {most}")
    if find_spec("resvg_py") is None:
        raise ImportError("PNG needs the package resvg-py; pip install resvg-py, or save as .svg")
    return _drawn(svg, scale)


def _drawn(svg: str, scale: float) -> bytes:
    import resvg_py

    drawn: bytes = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=scale,
        skip_system_fonts=has_letters_of(svg),
        font_files=[str(path) for path in sorted(FONTS.glob("*.ttf"))],
        font_family="Inter",
        sans_serif_family="Inter",
    )
    return bytes(drawn)


def has_letters_of(text: str) -> bool:
    """Whether the bundled fonts can write a text."""
    return all(code in BUNDLED_LETTERS or code in BUNDLED_SIGNS for code in map(ord, text))
