"""The questions that a network answers; the core works the answers out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Literal

from .contribution import Contribution
from .errors import LayerError, UnknownNameError
from .field import Field
from .finding import Finding
from .heatmap import feature_of
from .kept import Kept
from .rows import Rows, Source
from .seen_by import SeenBy
from .shared import Shared
from .sweep import Sweep
from .table import NUMBERS, Table
from .tiles import Anchors, TileOverlap
from .written import Written

#: What a question may leave out.
OPTIONS = ("to", "via", "extent")


class Questions:
    """What can be asked about a network, which the core keeps read."""

    __slots__ = ("_kept",)

    _kept: Kept

    def table(
        self,
        convention: Literal["center", "index"] = "center",
        columns: str | Sequence[str] = NUMBERS,
    ) -> Table:
        """Work out the rows of all layers, the input's first.

        Parameters
        ----------
        convention : str, optional
            Where a pixel stands: with ``"center"`` pixel ``i`` has its centre at ``i + 0.5``, as in
            the article; with ``"index"`` at ``i``, as in Distill 2019 and TensorFlow's tool.
            ``start`` and the centres of ``phases`` are told so.
        columns : str or sequence of str, optional
            What is printed, one or more of ``k``, ``s``, ``p``, ``n``, ``j``, ``r``, ``start`` and
            ``effective_padding``. Where the network has a spacing, ``j``, ``r`` and ``start``
            stand there in units too.

        Raises
        ------
        ValueError
            For another convention or column.

        Examples
        --------
        >>> from ipyreceptive import Network
        >>> net = Network([["conv1", 11, 4, 0], ["pool1", 3, 2, 0]], input_size=227)
        >>> print(net.table("index", columns=("n", "r", "start", "effective_padding")))
        layer  type        n   r  start  effective_padding
        input  input     227   1      0                  0
        conv1  conv       55  11      5                  0
        pool1  max_pool   27  19      9                  0
        """
        source = Source(self._kept, convention)
        return Table(Rows(source, range(source.count)), columns)

    def field(
        self,
        layer: str,
        index: int | Sequence[int],
        *,
        to: str | None = None,
        via: str | None = None,
        extent: int | Sequence[int] | None = None,
    ) -> Field:
        """Work out what one feature, or a region of features, sees.

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
        extent : int or sequence of int, optional
            How many features an axis are meant together, from ``index`` on; one where it is left
            out.

        Raises
        ------
        KeyError
            Where no layer has that name; it tells the nearest ones.
        IndexError
            Where the layer has no such feature; it tells the permitted range.
        """
        return Field.from_json(
            self._asked("field", layer=layer, index=index, to=to, via=via, extent=extent)
        )

    def shared_pixels(self, first: Any, second: Any) -> Shared:
        """Count the real pixels that two features, or regions of features, both see.

        Parameters
        ----------
        first, second : tuple or dict
            ``("conv5", (6, 6))``, or ``{"layer": "conv5", "index": (2, 3), "extent": (4, 5)}``.

        Raises
        ------
        LayerError
            Where there is no such layer or feature.

        Examples
        --------
        >>> from ipyreceptive import Network
        >>> net = Network([[3, 1, 1], [3, 1, 1]], input_size=9)
        >>> net.shared_pixels(("conv2", 4), ("conv1", (4, 6)))
        Shared(pixels=6, shares=(0.24, 0.6666666666666666))
        """
        return Shared.from_json(self._asked("shared_pixels", features=[first, second]))

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
        ask = partial(self._asked, layer=layer, index=index, to=to)
        return Contribution(ask("contribution"), ask)

    def findings(self) -> list[Finding]:
        """Point out what a good reviewer would.

        Returns
        -------
        list of Finding
            Warnings first, then by how much they matter; what has one cause is said once. Empty
            where there is nothing to say.
        """
        return [Finding.from_json(found) for found in self._kept.ask("findings")]

    def sweep(self, layer: str, sizes: Sequence[int | Sequence[int]]) -> Sweep:
        """See how a layer changes over sizes of the input, and which sizes are of use.

        Parameters
        ----------
        layer : str
            Name of the layer.
        sizes : range or sequence of int or of tuple
            At most 10,000 sizes of the input, fewer of networks of more than 200 layers; a single
            number stands for all axes.

        Raises
        ------
        KeyError
            Where no layer has that name.
        LayerError
            Where ``sizes`` holds what is no size. A size that the network refuses is no error; its
            row says what refuses it.

        Examples
        --------
        >>> from ipyreceptive import Network
        >>> net = Network([["conv1", 11, 4, 0], ["pool1", 3, 2, 0]], input_size=227)
        >>> net.sweep("pool1", range(220, 230)).sees_all
        (19, 19)
        """
        return Sweep(self._asked("sweep", layer=layer, sizes=sizes))

    def anchors(self, layer: str) -> Anchors:
        """Work out where detection puts its anchors: offset and stride of a layer in pixels.

        Raises
        ------
        KeyError
            Where no layer has that name.
        """
        return Anchors.from_json(self._asked("anchors", layer=layer))

    def tile_overlap(self, layer: str) -> TileOverlap:
        """Work out what a run in tiles needs so that the features of a layer join without a seam.

        Raises
        ------
        KeyError
            Where no layer has that name.
        """
        return TileOverlap.from_json(self._asked("tileOverlap", layer=layer))

    def _figure(self, **options: Any) -> dict[str, Any]:
        figure: dict[str, Any] = self._kept.ask("figure", **options)
        return figure

    def _selection(self, selection: Any) -> Any:
        """Check a selection and bring it into its full form; ``None`` stays ``None``."""
        return self._kept.ask("selection", selection=Written().value(selection))

    def _heatmap(self, values: Any) -> dict[str, Any]:
        """Check weights of the pixels, and bring them into the form that is drawn."""
        about = feature_of(values)
        plain = getattr(values, "values", values) if about else values
        found: dict[str, Any] = self._asked("heatmap", values=plain, about=about)
        return found

    def _asked(self, method: str, **question: Any) -> Any:
        """Ask the core about this network; an option that is ``None`` is left out."""
        written = Written()
        given = {
            key: written.value(value)
            for key, value in question.items()
            if value is not None or key not in OPTIONS
        }
        try:
            return self._kept.ask(method, **given)
        except (LayerError, UnknownNameError, IndexError) as error:
            if isinstance(error, LayerError):
                error.value = written.original(error.value)
            raise error.with_traceback(None) from None
