"""The picture as PDF: shapes stay shapes, and text stays text."""

from __future__ import annotations

from importlib.util import find_spec

from .png import FONTS, has_letters_of

#: One page, as large as the picture. Texts go in as data, never as markup.
_PAGE = b"""
#set document(title: sys.inputs.title, date: none)
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", alt: sys.inputs.alt)
"""


def pdf(svg: str, title: str, alt: str) -> bytes:
    """Draw SVG as PDF, one page of its size.

    Parameters
    ----------
    svg : str
        The picture.
    title, alt : str
        Of the document, and what the picture says in words.

    Raises
    ------
    ImportError
        Where ``typst`` is not installed.
    """
    if find_spec("typst") is None:
        raise ImportError("PDF needs the package typst; pip install 'ipyreceptive[pdf]'")
    import typst

    # Typst knows no generic families, and would take a serif for them.
    named = svg.replace('font-family="', 'font-family="Inter, ', 1)
    fonts = typst.Fonts(
        include_system_fonts=not has_letters_of(svg),
        include_embedded_fonts=False,
        font_paths=[FONTS],
    )
    drawn: bytes = typst.compile(
        _PAGE,
        format="pdf",
        font_paths=fonts,
        sys_inputs={"svg": named, "title": title, "alt": alt},
    )
    return drawn
