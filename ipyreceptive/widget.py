"""The widget: a live figure of one network in a notebook."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from typing import Any

from traitlets import observe, validate

from . import _v8
from .bundle import Shown, bundle, wrong_bundle
from .colab import allow_custom_widgets
from .contribution import Contribution
from .errors import LayerError
from .field import Field
from .heatmap import with_heatmap
from .network import Network
from .page import page
from .picture import packed
from .row import Row
from .seen_by import SeenBy
from .selection import selected_by, selection_of
from .wired import SOURCE, Wired
from .written import Written, is_document, is_torch_model

allow_custom_widgets()


class ReceptiveField(Wired):
    """A live figure of the receptive fields of a network.

    A wrong layer list, input size, selection or view raises here. One that is set later, on the
    live widget, does not: the figure keeps its last good picture and says what is wrong, so that
    ``layers`` and ``input_size`` can be set one after the other; :attr:`network` raises then.

    Parameters
    ----------
    layers : list, dict, str, Network or torch.nn.Module
        In any form that :class:`Network` takes; a PyTorch model is read once, here.
    input_size : int or sequence of int, optional
        Pixels of the input, one entry an axis.
    name : str, optional
        Of the network.
    selection : tuple or dict, optional
        ``("conv5", (6, 6))``: the feature to select; or a dict with any of the keys of the
        attribute.
    view : dict, optional
        How to look at it, such as ``{"mode": "overlay"}``.
    spacing, unit : optional
        As in :class:`Network`.
    image : path, bytes, PIL image or array, optional
        A picture to lay under the maps: a file of any format that browsers show, or pixels of the
        shape ``(height, width)`` or ``(height, width, channels)``, whole numbers up to 255 or
        fractions up to 1. It is scaled until it covers the input and cut to its middle.
    keep_image : bool
        Whether the picture goes into the notebook too, so that it is there when the notebook is
        opened again: at the size of the input, and of about 30 KB at most, for which larger ones
        need Pillow.
    static : bool
        Whether outputs hold a picture and a table for where no script runs, up to 80 KB.
    heatmap : optional
        Weights of the pixels to lay over the image: any array of the input's size, of numbers from
        0 on, or what :func:`~ipyreceptive.torch.effective_field` found, which is shown with its
        width for the feature that it is of.

    Attributes
    ----------
    layers, input_size, name, spacing, unit
        The network, as it was written.
    selection : dict or None
        ``{"layer": "conv5", "index": (6, 6)}``; takes a tuple as well. ``extent`` makes it a
        region, so many features an axis from ``index`` on. ``pixel`` asks which features look at a
        pixel of the input, those of ``layer`` first; beside it ``layer`` may be left out.
        ``pinned``, a layer, an index and maybe an extent too, is what the selection is compared
        with. A wrong key or value raises a :class:`LayerError` that names it, such as
        ``selection.extent``.
    view : dict
        ``mode``, ``rotation``, ``zoom``, ``height`` in CSS pixels (``None`` is the one that suits
        the figure), ``axis`` and ``folding`` of the profile, ``overlays`` (``padding``,
        ``contribution``, ``coverage``, ``padding_seen``) and ``pointwise``; what is left out is as
        by default.
    heatmap : dict or None
        The weights as they are drawn, at most 96 cells a side of an image; takes all that the
        parameter does. Setting it selects their feature, and switches the overlay on.
    image : bytes or None
        The picture as a file; takes all forms of the parameter. It goes to the browser alone, and
        is not saved in the notebook, unless ``keep_image`` is true.
    keep_image : bool
        As the parameter; outputs that are made after it was set hold the picture.
    result : dict or None
        ``{"revision": ..., "rows": [...]}``, what the browser worked out; ``None`` before.

    Examples
    --------
    >>> rf = ReceptiveField([["conv1", 11, 4, 0], ["pool1", 3, 2, 0]], input_size=227)
    >>> rf["pool1"].r
    (19, 19)
    >>> rf.selection = ("pool1", (3, 3))
    >>> rf.selection
    {'layer': 'pool1', 'index': (3, 3)}
    """

    def __init__(
        self,
        layers: Any,
        input_size: Any = None,
        name: str | None = None,
        selection: Any = None,
        view: Mapping[str, Any] | None = None,
        *,
        spacing: Any = None,
        unit: Any = None,
        image: Any = None,
        keep_image: bool = False,
        static: bool = True,
        heatmap: Any = None,
        **kwargs: Any,
    ) -> None:
        network = Network(layers, input_size, name, spacing=spacing, unit=unit)
        selection = network._selection(selection_of(selection))
        view = {} if view is None else view
        if heatmap is not None:
            heatmap = network._heatmap(heatmap)
            view = with_heatmap(view)
            selection = selection or selected_by(heatmap)
        _v8.call("view", view=Written().value(view))
        unknown = [key for key in kwargs if not self.has_trait(key)]
        if unknown:
            raise TypeError(f"ReceptiveField() has no argument {unknown[0]!r}")
        source = {key: getattr(network, key) for key in SOURCE}
        whole = isinstance(layers, (Network, str)) or is_document(layers) or is_torch_model(layers)
        if not whole:
            source["layers"] = layers
        self._network: Network | None = None
        self._static = static
        self._twin: Any = None
        shown = {"selection": selection, "view": dict(view), "heatmap": heatmap, "image": image}
        super().__init__(**source, **shown, keep_image=keep_image, **kwargs)
        self._network = network
        self._kept_image()

    @observe("image", "keep_image")
    def _refuse_image(self, change: Any) -> None:
        # What cannot be kept is refused where it is set.
        if self._is_made:
            self._kept_image()

    def _kept_image(self) -> str | None:
        size = self.network.input_size
        if not self.keep_image or self.image is None or len(size) < 2:
            return None
        return packed(self.image, size[-2:])

    @validate("heatmap")
    def _validate_heatmap(self, proposal: Any) -> Any:
        heatmap = proposal["value"]
        # That of the constructor has been read there.
        return self.network._heatmap(heatmap) if heatmap is not None and self._is_made else heatmap

    @observe("heatmap")
    def _show_heatmap(self, change: Any) -> None:
        # While it is made, what was given with it stands.
        if self._is_made and change["new"] is not None:
            self.view = with_heatmap(self.view)
            self.selection = selected_by(change["new"]) or self.selection

    @observe(*SOURCE)
    def _forget(self, change: Any) -> None:
        self._network = None
        # A result that came with the network from the browser belongs to it.
        if "result" not in self._property_lock:
            self.set_trait("result", None)

    @property
    def network(self) -> Network:
        """The network of the figure; takes any written form, and sets all its traits at once.

        Raises
        ------
        LayerError
            Where ``layers`` or another trait was set to something wrong.
        """
        if self._network is None:
            layers, *rest = (getattr(self, key) for key in SOURCE)
            input_size, name, spacing, unit = rest
            self._network = Network(layers, input_size, name, spacing=spacing, unit=unit)
        return self._network

    @network.setter
    def network(self, network: Any) -> None:
        network = Network(network)
        with self.hold_sync():
            for key in SOURCE:
                setattr(self, key, getattr(network, key))

    def __getitem__(self, layer: str) -> Row:
        return self.network[layer]

    def _ipython_key_completions_(self) -> list[str]:
        return self.network._ipython_key_completions_()

    def field(
        self,
        layer: str,
        index: int | Sequence[int],
        *,
        to: str | None = None,
        via: str | None = None,
        extent: int | Sequence[int] | None = None,
    ) -> Field:
        """Work out what a feature, or a region, sees; see :meth:`Network.field`."""
        return self.network.field(layer, index, to=to, via=via, extent=extent)

    def seen_by(self, layer: str, pixel: int | Sequence[int], *, to: str | None = None) -> SeenBy:
        """Find the features that look at a pixel; see :meth:`Network.seen_by`."""
        return self.network.seen_by(layer, pixel, to=to)

    def contribution(
        self, layer: str, index: int | Sequence[int], *, to: str | None = None
    ) -> Contribution:
        """Weigh how much each pixel counts; see :meth:`Network.contribution`."""
        return self.network.contribution(layer, index, to=to)

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        selection: Any = None,
        view: Any = None,
        scale: float = 2,
    ) -> None:
        """Save what the figure shows; see :meth:`Network.save`.

        Parameters
        ----------
        path : str or path-like
            The file; its suffix decides.
        selection, view : optional
            Where the file is to show another feature or view than the figure does.
        scale : float
            Of a PNG.
        """
        self.network.save(
            path,
            selection=self.selection if selection is None else selection_of(selection),
            view=self.view if view is None else view,
            scale=scale,
            heatmap=self.heatmap,
        )

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        model_id = self._put_out()
        state = self.get_state()
        shown = Shown(
            document={key: state[key] for key in SOURCE if state[key] is not None},
            selection=state["selection"],
            view=state["view"],
            model_id=model_id,
            heatmap=state["heatmap"],
        )
        try:
            shown = replace(shown, image=self._kept_image())
            return bundle(self.network, shown, self._static)
        except LayerError as error:
            return wrong_bundle(str(error), shown)

    def _display_(self) -> Any:
        """Make what marimo shows: in step where anywidget is there, else a page of its own."""
        if find_spec("anywidget"):
            from .marimo import Twin

            self._twin = self._twin or Twin(self)
            return self._twin
        import marimo

        state = self.get_state()
        return marimo.iframe(page(self.network, state["selection"], state["view"]))

    def __repr__(self) -> str:
        try:
            return repr(self.network).replace("Network", "ReceptiveField", 1)
        except LayerError as error:
            return f"<ReceptiveField: {error}>"
