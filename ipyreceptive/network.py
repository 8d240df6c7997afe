"""One checked network."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from types import FunctionType
from typing import TYPE_CHECKING, Any

from .design import Design, Designs
from .errors import LayerError, UnknownNameError
from .heatmap import with_heatmap
from .kept import Kept
from .preset import preset_document, presets
from .questions import Questions
from .row import Row
from .save import Wanted, save
from .visible import visible
from .written import LONGEST_TEXT, Written, is_torch_model

if TYPE_CHECKING:
    from .torch import Agreements, Measurement


class Network(Questions):
    """A layer list and an input size, checked and immutable.

    Parameters
    ----------
    layers : list, dict, str, Network or torch.nn.Module
        Rows ``[name, kernel, stride, padding, dilation]``, a dict of them, full layers as dicts,
        a document that holds them (``{"input_size": ..., "layers": ...}``), JSON text of any of
        these, or a PyTorch model, which :meth:`from_torch` reads.
    input_size : int or sequence of int, optional
        Pixels of the input, one entry an axis, the last axis is x; a single number means two
        equal axes, or as many as those that ``layers`` says. Left out where it says it.
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

    __slots__ = ()

    def __init__(
        self,
        layers: Any,
        input_size: Any = None,
        name: str | None = None,
        *,
        spacing: Any = None,
        unit: Any = None,
    ) -> None:
        if is_torch_model(layers):
            layers = type(self).from_torch(layers, input_size, name=name)
        source = layers._document if isinstance(layers, Network) else layers
        remarks = {"inputSize": input_size, "name": name, "spacing": spacing, "unit": unit}
        written = Written()
        try:
            self._kept = Kept.of(
                written.source(source),
                {key: written.value(value) for key, value in remarks.items() if value is not None},
            )
        except LayerError as error:
            error.value = written.original(error.value)
            error.args = (f"{error}{_meant(layers)}",)
            # How the core was asked is of no use to who asked.
            raise error.with_traceback(None) from None

    @staticmethod
    def _of(kept: Kept) -> Network:
        """Make a network of what the core has read."""
        found = Network.__new__(Network)
        found._kept = kept
        return found

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
    def from_torch(
        cls,
        model: Any,
        input_size: int | Sequence[int] | None = None,
        *,
        channels: int | None = None,
        name: str | None = None,
    ) -> Network:
        """Read a PyTorch model: its layers, named by the paths of its modules.

        The model runs once, as a copy in eval mode on tensors that only have a shape: no weights,
        no GPU, and the model stays as it is. What only looks at each place by itself (activations,
        batch norm) is no layer of its own; asked for it, the network tells whose features it gives.
        What cannot be read is ``unknown`` and says why.

        A model that takes more than an image, or its axes in another order, is read in a module
        that makes what it takes of one.

        Parameters
        ----------
        model : torch.nn.Module
            Any model whose first input is an image of shape ``(1, channels, *input_size)``.
        input_size : int or sequence of int, optional
            Pixels of the input, one entry an axis; a single number means two equal axes. Left out,
            what the model states: its ``img_size``, timm's configuration, torchvision's weights;
            it is said on stderr, or in the cell's output.
        channels : int, optional
            Of the input; left out, those of the first convolution; 0 where the input has no
            dimension of channels, as sound often comes: ``(1, *input_size)``.
        name : str, optional
            Of the network; left out, what timm calls the model, or its class.

        Raises
        ------
        ImportError
            Where torch is not installed.
        ValueError
            Where no input size is given, and the model states none.

        Examples
        --------
        >>> net = Network.from_torch(torchvision.models.resnet18())  # doctest: +SKIP
        >>> net["layer4"].r  # doctest: +SKIP
        (435, 435)

        >>> class AtStep3(nn.Module):  # doctest: +SKIP
        ...     def __init__(self, unet):
        ...         super().__init__()
        ...         self.unet = unet
        ...
        ...     def forward(self, image):
        ...         return self.unet(image, timestep=3)
        >>> net = Network.from_torch(AtStep3(unet), 64)  # doctest: +SKIP
        """
        from .torch import read_model

        return read_model(model, input_size, channels=channels, name=name)

    def measure(self, model: Any, layer: str, index: int | Sequence[int]) -> Measurement:
        """Find on the PyTorch model itself which pixels a feature reads.

        By gradient, on a copy with positive weights whose activations, norms and max pools let
        everything through: what the architecture reads, whatever was learned.

        Parameters
        ----------
        model : torch.nn.Module
            The one that :meth:`from_torch` read.
        layer : str
            Name of the feature's layer.
        index : int or sequence of int
            Its place there, one entry an axis; a single number stands for all axes.

        Raises
        ------
        KeyError, IndexError
            As :meth:`field`.
        ValueError
            Where the model has no such layer.
        """
        from .torch import measure

        return measure(self, model, layer, index)

    def check(
        self, model: Any, layers: str | Sequence[str] | None = None, *, progress: bool = True
    ) -> Agreements:
        """Compare fields with what the PyTorch model itself reads, at the middle and the end.

        Parameters
        ----------
        model : torch.nn.Module
            The one that :meth:`from_torch` read.
        layers : str or sequence of str, optional
            The layers to look at; all where it is left out.
        progress : bool, optional
            Whether to say how far it is, once it takes longer than a second.

        Returns
        -------
        Agreements
            Prints as a table; ``disagreements`` is empty where all is well.
        """
        from .torch import check

        return check(self, model, layers, progress=progress)

    def beside(self, summary: Any, columns: Sequence[str] = ("r", "j", "start")) -> str:
        """Put columns of the table beside those of a torchinfo summary of the same model.

        Parameters
        ----------
        summary : torchinfo.ModelStatistics
            What ``torchinfo.summary(model, …)`` returns.
        columns : sequence of str, optional
            As for :meth:`table`. A container has those of its last layer; what changes no field,
            such as an activation, has none.

        Raises
        ------
        TypeError
            For what is no such summary.

        Examples
        --------
        >>> print(net.beside(summary(model, (1, 3, 224, 224))))  # doctest: +SKIP
        """
        from .torch.beside import beside

        return beside(self, summary, columns)

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
    def _text(self) -> str:
        """Its document as JSON."""
        text: str = self._asked("document")
        return text

    @property
    def _document(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self._text)
        return document

    @property
    def layers(self) -> dict[str, dict[str, Any]]:
        """Every layer as a full dict, by its name, in order; a copy."""
        return {layer["name"]: layer for layer in self._document["layers"]}

    @property
    def input_size(self) -> tuple[int, ...]:
        """Pixels of the input, one entry an axis."""
        return tuple(self._kept.remarks["input_size"])

    @property
    def name(self) -> str | None:
        """Name of the network."""
        name: str | None = self._kept.remarks["name"]
        return name

    @property
    def spacing(self) -> tuple[float, ...] | None:
        """Size of a pixel on each axis."""
        spacing = self._kept.remarks.get("spacing")
        return None if spacing is None else tuple(spacing)

    @property
    def unit(self) -> tuple[str, ...] | None:
        """Unit of the spacing, one entry an axis."""
        unit = self._kept.remarks.get("unit")
        return None if unit is None else tuple(unit)

    def pointwise(self) -> Network:
        """Read attention and map-wide norms as pointwise, and leave gates out.

        Every input of a merge that sees everything is left out: a gate, an image-pooling branch.
        """
        return Network._of(Kept.of_document(self._asked("pointwise")))

    def design(
        self, layer: str, wanted: int | Sequence[int] | str, *, at_least: bool = False
    ) -> Designs:
        """Find what to change so that the fields of a layer have a wanted size.

        The best of every kind of change: nearest first, then what costs the fewest weights, then
        what changes the jump least. A parameter gets a value of its own on each axis where that
        brings the field nearer than one for all.

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
            Where ``wanted`` is no size, or where no change decides what the layer sees: its status
            is ``"bound"`` or ``"unsupported"``, or ``"whole"`` and it does not see so much already.
            Nor are networks of more than 10,000 layers changed on trial.
        """
        options = {"atLeast": bool(at_least)}
        found = self._asked("design", layer=layer, wanted=wanted, options=options)
        return Designs([Design.from_json(each, type(self)(each.pop("network"))) for each in found])

    def to_json(self) -> str:
        """Write the document of the network, one layer a line; ``Network`` reads it back."""
        text: str = self._kept.ask("text", format="json")
        return text

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        selection: Any = None,
        view: Any = None,
        scale: float = 2,
        heatmap: Any = None,
    ) -> None:
        """Save the picture, the table or the network; the suffix of the file decides.

        - ``.svg``, ``.png``, ``.pdf``: the picture, on a transparent ground;
        - ``.html``: the figure as one page, interactive without a network;
        - ``.csv``, ``.md``, ``.tex``: the table, its numbers exact. In ``.csv`` ``r`` is the
          largest where it varies, and where the axes differ each has a column (``n_y``, ``n_x``);
        - ``.json``: the network, which :meth:`from_file` reads back.

        The file is replaced as a whole: where saving fails the old one stays.

        Parameters
        ----------
        path : str or path-like
            The file.
        selection, view : optional
            What the picture shows, as in the widget: ``("conv5", (6, 6))``,
            ``{"mode": "overlay"}``. A table follows the view where that reads attention as
            pointwise.
        scale : float
            Pixels of a PNG for each pixel of the picture, from 1 to 4.
        heatmap : optional
            Weights of the pixels to lay over the image, as in the widget.

        Raises
        ------
        ValueError
            For another suffix or scale.
        LayerError
            For a selection, a view or a heatmap that cannot be read.
        ImportError
            For PNG where ``resvg-py`` is not installed, and for PDF where ``typst`` is not.
        """
        shown = {"selection": Written().value(selection), "view": Written().value(view)}
        if heatmap is not None:
            heatmap = self._heatmap(heatmap)
            shown["view"] = with_heatmap(shown["view"])
        save(path, Wanted(self, scale=scale, heatmap=heatmap, **shown))

    def __getitem__(self, layer: str) -> Row:
        if isinstance(layer, (int, slice)):
            raise UnknownNameError("a layer is known by its name; net.table() has rows by position")
        return Row.from_json(self._asked("row", layer=layer))

    def _ipython_key_completions_(self) -> list[str]:
        names: list[str] = self._asked("names")
        return names

    def __contains__(self, layer: object) -> bool:
        try:
            return isinstance(layer, str) and bool(self._asked("row", layer=layer))
        except KeyError:
            return False

    def __iter__(self) -> Iterator[Row]:
        return iter(self.table()[1:])

    def __len__(self) -> int:
        count: int = self._kept.remarks["count"]
        return count

    def __eq__(self, other: object) -> bool:
        return self._text == other._text if isinstance(other, Network) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        name = f"{visible(self.name)}: " if self.name else ""
        size = " × ".join(map(str, self.input_size))
        count = len(self)
        return f"<Network {name}{count} {'layer' if count == 1 else 'layers'} on {size}>"

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()


def _meant(layers: Any) -> str:
    """Tell what reads a file or a preset, to who gave its name in the place of layers."""
    if isinstance(layers, os.PathLike) or (isinstance(layers, str) and layers.endswith(".json")):
        return "; Network.from_file reads a file"
    if isinstance(layers, (type, FunctionType)):
        return f"; call {layers.__name__}() to make a model"
    if isinstance(layers, str) and any(layers == preset.name for preset in presets()):
        return f'; Network.preset("{layers}") takes the one of that name'
    return ""
