"""One checked network, and the questions it answers."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from . import _v8
from .contribution import Contribution
from .design import Design, Designs
from .errors import LayerError
from .field import Field
from .finding import Finding
from .png import full_png
from .preset import preset_document
from .row import Row
from .seen_by import SeenBy
from .sweep import Sweep
from .table import NUMBERS, Table
from .tiles import Anchors, TileOverlap
from .written import LONGEST_TEXT, Written


class Network:
    """A layer list and an input size, checked and immutable.

    Parameters
    ----------
    layers : list, dict, str or Network
        Rows ``[name, kernel, stride, padding, dilation]``, a dict of them, full layers as dicts,
        a document that holds them (``{"input_size": ..., "layers": ...}``) or JSON text of any of
        these.
    input_size : int or sequence of int, optional
        Pixels of the input, one entry an axis, the last axis is x; a single number means two
        equal axes. Left out where ``layers`` says it.
    name : str, optional
        Of the network.
    spacing : float or sequence of float, optional
        Size of a pixel on each axis, in ``unit``.
    unit : str or sequence of str, optional
        Such as ``"mm"``.

    Raises
    ------
    LayerError
        At the first thing that is wrong; it names layer, parameter and value.

    Examples
    --------
    >>> net = Network([["conv1", 11, 4, 0], ["pool1", 3, 2, 0]], input_size=227, name="AlexNet")
    >>> net["pool1"].r
    (19, 19)
    >>> print(net.table())
    layer  type        n  j   r  start
    input  input     227  1   1    0.5
    conv1  conv       55  4  11    5.5
    pool1  max_pool   27  8  19    9.5
    """

    __slots__ = ("_document", "_text")

    def __init__(
        self,
        layers: Any,
        input_size: Any = None,
        name: str | None = None,
        *,
        spacing: Any = None,
        unit: Any = None,
    ) -> None:
        source = json.loads(layers._text) if isinstance(layers, Network) else layers
        remarks = {"inputSize": input_size, "name": name, "spacing": spacing, "unit": unit}
        written = Written()
        try:
            self._text: str = _v8.call(
                "read",
                source=written.source(source),
                options={
                    key: written.value(value) for key, value in remarks.items() if value is not None
                },
            )
        except LayerError as error:
            error.value = written.original(error.value)
            raise
        self._document: dict[str, Any] = json.loads(self._text)

    @classmethod
    def preset(cls, name: str, input_size: Any = None) -> Network:
        """Take a network that comes with the package; ``ipyreceptive.presets`` lists them.

        Parameters
        ----------
        name : str
            Such as ``"resnet50"``.
        input_size : int or sequence of int, optional
            Another size of the input.

        Raises
        ------
        KeyError
            Where there is none of that name; it tells the nearest ones.
        LayerError
            Where the input is too small for it.

        Examples
        --------
        >>> Network.preset("resnet50")["layer4.2.conv3"].r
        (427, 427)
        """
        return cls(preset_document(name), input_size)

    @classmethod
    def from_file(cls, path: str | os.PathLike[str], input_size: Any = None) -> Network:
        """Read a network from a file such as ``net.rf.json``; :meth:`save` writes it.

        Parameters
        ----------
        path : str or path-like
            Text in UTF-8: a document, or any other form of JSON that ``Network`` reads.
        input_size : int or sequence of int, optional
            Where the file does not say it, or for another one.

        Raises
        ------
        LayerError
            At the first thing that is wrong; it names the file, and the line and column of what
            is no JSON.
        OSError
            Where the file cannot be read.
        """
        file = os.fspath(path)
        try:
            with open(file, encoding="utf-8") as opened:
                # What is longer the core refuses in any case.
                return cls(opened.read(LONGEST_TEXT), input_size)
        except UnicodeDecodeError as error:
            raise LayerError(f"{file}: this is no text in UTF-8") from error
        except LayerError as error:
            error.args = (f"{file}: {error}",)
            raise

    @property
    def layers(self) -> dict[str, dict[str, Any]]:
        """Every layer as a full dict, by its name, in order; a copy."""
        return {layer["name"]: layer for layer in json.loads(self._text)["layers"]}

    @property
    def input_size(self) -> tuple[int, ...]:
        """Pixels of the input, one entry an axis."""
        return tuple(self._document["input_size"])

    @property
    def name(self) -> str | None:
        """Name of the network."""
        name: str | None = self._document["name"]
        return name

    @property
    def spacing(self) -> tuple[float, ...] | None:
        """Size of a pixel on each axis."""
        spacing = self._document.get("spacing")
        return None if spacing is None else tuple(spacing)

    @property
    def unit(self) -> tuple[str, ...] | None:
        """Unit of the spacing, one entry an axis."""
        unit = self._document.get("unit")
        return None if unit is None else tuple(unit)

    def table(
        self,
        convention: Literal["center", "index"] = "center",
        columns: Sequence[str] = NUMBERS,
    ) -> Table:
        """Work out the rows of all layers, the input's first.

        Parameters
        ----------
        convention : str, optional
            Where a pixel stands: with ``"center"`` pixel ``i`` has its centre at ``i + 0.5``, as in
            the article; with ``"index"`` at ``i``, as in Distill 2019 and TensorFlow's tool.
            ``start`` and the centres of ``phases`` are told so.
        columns : sequence of str, optional
            What is printed, of ``k``, ``s``, ``p``, ``n``, ``j``, ``r``, ``start`` and
            ``effective_padding``. Where the network has a spacing, ``j``, ``r`` and ``start``
            stand there in units too.

        Raises
        ------
        ValueError
            For another convention or column.

        Examples
        --------
        >>> net = Network([["conv1", 11, 4, 0], ["pool1", 3, 2, 0]], input_size=227)
        >>> print(net.table("index", columns=("n", "r", "start", "effective_padding")))
        layer  type        n   r  start  effective_padding
        input  input     227   1      0                  0
        conv1  conv       55  11      5                  0
        pool1  max_pool   27  19      9                  0
        """
        rows = _v8.call("table", network=self._text, convention=convention)
        return Table([Row.from_json(row) for row in rows], columns)

    def field(
        self,
        layer: str,
        index: int | Sequence[int],
        *,
        to: str | None = None,
        via: str | None = None,
    ) -> Field:
        """Work out what one feature sees.

        Parameters
        ----------
        layer : str
            Name of its layer, or ``"input"``.
        index : int or sequence of int
            Its place there, one entry an axis; a single number stands for all axes.
        to : str, optional
            The layer to stop at, in whose features the field is then told; the input where it is
            left out.
        via : str, optional
            The only one of the layer's inputs to go through, for the parts of a merge.

        Raises
        ------
        KeyError
            Where no layer has that name; it tells the nearest ones.
        IndexError
            Where the layer has no such feature; it tells the permitted range.
        """
        return Field.from_json(self._asked("field", layer=layer, index=index, to=to, via=via))

    def seen_by(self, layer: str, pixel: int | Sequence[int], *, to: str | None = None) -> SeenBy:
        """Find the features of a layer that look at a pixel: the inverse of the clipped field.

        Parameters
        ----------
        layer : str
            Name of the features' layer.
        pixel : int or sequence of int
            A pixel of the input, one entry an axis; a single number stands for all axes.
        to : str, optional
            The layer that the pixel is a feature of; the input where it is left out.

        Raises
        ------
        KeyError, IndexError
            As :meth:`field`.
        """
        return SeenBy.from_json(self._asked("seen_by", layer=layer, pixel=pixel, to=to))

    def contribution(
        self, layer: str, index: int | Sequence[int], *, to: str | None = None
    ) -> Contribution:
        """Weigh how much each pixel counts for one feature, by the number of paths to it.

        Parameters
        ----------
        layer : str
            Name of its layer.
        index : int or sequence of int
            Its place there, one entry an axis; a single number stands for all axes.
        to : str, optional
            The layer whose features are weighed; the input where it is left out.

        Raises
        ------
        KeyError, IndexError
            As :meth:`field`.
        LayerError
            Where the field has too many pixels to weigh each.
        """

        def ask(method: str) -> Any:
            return self._asked(method, layer=layer, index=index, to=to)

        return Contribution(ask("contribution"), ask)

    def pointwise(self) -> Network:
        """Read attention and map-wide norms as pointwise, and leave gates out.

        Every input of a merge that sees everything is left out: a gate, an image-pooling branch.
        """
        return Network(json.loads(self._asked("pointwise")))

    def _asked(self, method: str, **question: Any) -> Any:
        """Ask the core about this network; what is ``None`` is left out."""
        given = {key: value for key, value in question.items() if value is not None}
        for key in ("index", "pixel"):
            if key in given:
                given[key] = Written().value(given[key])
        return _v8.call(method, network=self._text, **given)

    def design(
        self, layer: str, wanted: int | Sequence[int] | str, *, at_least: bool = False
    ) -> Designs:
        """Find what to change so that the fields of a layer have a wanted size.

        The best of every kind of change: nearest first, then what costs the fewest weights, then
        what changes the jump least.

        Parameters
        ----------
        layer : str
            Name of the layer.
        wanted : int, sequence of int or "image"
            Pixels, one entry an axis; a single number stands for all axes. ``"image"`` is the
            whole image or more.
        at_least : bool
            Whether a larger field is as good.

        Returns
        -------
        Designs
            One without changes where all is as wanted; none where no change helps.

        Raises
        ------
        KeyError
            Where no layer has that name.
        LayerError
            Where ``wanted`` is no size.
        """
        found = _v8.call(
            "design",
            network=self._text,
            layer=layer,
            wanted=Written().value(wanted),
            options={"atLeast": bool(at_least)},
        )
        return Designs([Design.from_json(each, type(self)(each.pop("network"))) for each in found])

    def sweep(self, layer: str, sizes: Sequence[int | Sequence[int]]) -> Sweep:
        """See how a layer changes over sizes of the input, and which sizes are of use.

        Parameters
        ----------
        layer : str
            Name of the layer.
        sizes : range or sequence of int or of tuple
            At most 10,000 sizes of the input; a single number stands for all axes.

        Raises
        ------
        KeyError
            Where no layer has that name.
        LayerError
            Where ``sizes`` holds what is no size. A size that the network refuses is no error; its
            row says what refuses it.

        Examples
        --------
        >>> net = Network([["conv1", 11, 4, 0], ["pool1", 3, 2, 0]], input_size=227)
        >>> net.sweep("pool1", range(220, 230)).sees_all
        (19, 19)
        """
        return Sweep(
            _v8.call("sweep", network=self._text, layer=layer, sizes=Written().value(sizes))
        )

    def anchors(self, layer: str) -> Anchors:
        """Work out where detection puts its anchors: offset and stride of a layer in pixels.

        Raises
        ------
        KeyError
            Where no layer has that name.
        """
        return Anchors.from_json(_v8.call("anchors", network=self._text, layer=layer))

    def tile_overlap(self, layer: str) -> TileOverlap:
        """Work out what a run in tiles needs so that the features of a layer join without a seam.

        Raises
        ------
        KeyError
            Where no layer has that name.
        """
        return TileOverlap.from_json(_v8.call("tileOverlap", network=self._text, layer=layer))

    def findings(self) -> list[Finding]:
        """Point out what a good reviewer would.

        Returns
        -------
        list of Finding
            Warnings first, then by how much they matter; what has one cause is said once. Empty
            where there is nothing to say.
        """
        return [Finding.from_json(found) for found in _v8.call("findings", network=self._text)]

    def to_json(self) -> str:
        """Write the document of the network, one layer a line; ``Network`` reads it back."""
        document = dict(self._document)
        layers = ",\n".join(f"    {_line(layer)}" for layer in document.pop("layers"))
        head = "".join(f'  "{key}": {_line(value)},\n' for key, value in document.items())
        return f'{{\n{head}  "layers": [\n{layers}\n  ]\n}}\n'

    def save(
        self, path: str | os.PathLike[str], *, selection: Any = None, view: Any = None
    ) -> None:
        """Save the network (``.json``) or its picture (``.svg``, ``.png``); the suffix decides.

        The file is replaced as a whole: where saving fails the old one stays.

        Parameters
        ----------
        path : str or path-like
            The file.
        selection, view : optional
            What the picture shows, as in the widget: ``("conv5", (6, 6))``,
            ``{"mode": "overlay"}``.

        Raises
        ------
        ValueError
            For another suffix.
        LayerError
            For a selection or a view that cannot be read.
        ImportError
            For PNG where ``resvg-py`` is not installed.
        """
        target = Path(path)

        def svg() -> str:
            shown = {"selection": Written().value(selection), "view": Written().value(view)}
            return str(self._figure(**shown)["svg"])

        writers: dict[str, Callable[[], str | bytes]] = {
            ".json": self.to_json,
            ".svg": svg,
            ".png": lambda: full_png(svg()),
        }
        writer = writers.get(target.suffix.lower())
        if writer is None:
            known = ", ".join(writers)
            raise ValueError(f"cannot save as {target.name!r}; the suffix must be one of {known}")
        _write(target, writer())

    def _figure(self, **options: Any) -> dict[str, Any]:
        figure: dict[str, Any] = _v8.call("figure", network=self._text, **options)
        return figure

    def _selection(self, selection: Any) -> Any:
        """Check a selection and bring it into its full form; ``None`` stays ``None``."""
        return _v8.call("selection", network=self._text, selection=Written().value(selection))

    def __getitem__(self, layer: str) -> Row:
        return self.table()[layer]

    def __contains__(self, layer: object) -> bool:
        return layer in self.layers

    def __iter__(self) -> Iterator[Row]:
        return iter(self.table()[1:])

    def __len__(self) -> int:
        return len(self._document["layers"])

    def __eq__(self, other: object) -> bool:
        return self._text == other._text if isinstance(other, Network) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self) -> tuple[type[Network], tuple[str]]:
        return type(self), (self._text,)

    def __repr__(self) -> str:
        name = f"{self.name}: " if self.name else ""
        size = " × ".join(map(str, self.input_size))
        count = len(self)
        return f"<Network {name}{count} {'layer' if count == 1 else 'layers'} on {size}>"

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _write(target: Path, content: str | bytes) -> None:
    """Write a file so that it is either the old or the new one, never a part."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        mode = target.stat().st_mode if target.exists() else 0o666 & ~_umask()
        os.chmod(name, mode)
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
