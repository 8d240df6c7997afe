"""The networks that come with the package: ``presets/*.rf.json`` and their index."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import _v8

FOLDER = Path(__file__).with_name("presets")


@dataclass(frozen=True, repr=False)
class Preset:
    """What is known of a network that comes with the package.

    Attributes
    ----------
    name : str
        What :meth:`Network.preset` takes.
    title, description : str
        What it is.
    keywords : tuple of str
        Other words that find it.
    checked : str
        Where its numbers were checked.
    made_from : str or None
        The model that it was read from, such as ``"timm/xception"``; ``None`` for one written by
        hand.
    """

    name: str
    title: str
    description: str
    keywords: tuple[str, ...]
    checked: str
    made_from: str | None = None

    def __repr__(self) -> str:
        return f"<{self.name}: {self.title}>"


def presets(text: str = "") -> list[Preset]:
    """List the networks that come with the package.

    Parameters
    ----------
    text : str, optional
        Words, in whatever case, that must all occur in what is said of a network.

    Raises
    ------
    TypeError
        For what is no text.

    Examples
    --------
    >>> import ipyreceptive
    >>> ipyreceptive.presets("resnet-18")
    [<resnet18: ResNet-18 (torchvision)>]
    """
    if not isinstance(text, str):
        raise TypeError(f"presets are found by words in a text, not by {text!r}")
    found = _v8.call("find_presets", presets=_index(), text=text)
    return [Preset(**{**preset, "keywords": tuple(preset["keywords"])}) for preset in found]


def preset_document(name: str) -> str:
    """Read the document of a network that comes with the package.

    Raises
    ------
    KeyError
        Where there is none of that name; it tells the nearest ones.
    """
    names = [preset["name"] for preset in _index()]
    if name not in names:
        _v8.call("unknown_preset", name=name, names=names)
    return (FOLDER / f"{name}.rf.json").read_text(encoding="utf-8")


def _index() -> list[dict[str, Any]]:
    index: list[dict[str, Any]] = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))
    return index
