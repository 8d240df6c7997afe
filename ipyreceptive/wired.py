"""The traits of the widget, and how each is written on the wire between Python and browsers."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from traitlets import Any as AnyTrait
from traitlets import Bool, Dict, Unicode, default, validate

from . import _v8
from .network import Network
from .picture import picture
from .selection import on_all_axes, selection_of
from .sleeper import Sleeper
from .written import Written, is_torch_model

#: The traits that make the network.
SOURCE = ("layers", "input_size", "name", "spacing", "unit")


def _layers_to_json(value: Any, _: Any) -> Any:
    return Written().source(value)


def _to_json(value: Any, _: Any) -> Any:
    return Written().value(value)


def _size_to_json(value: Any, _: Any) -> Any:
    # Two equal axes are one number, as in the layer list, so that a slider can be linked to them.
    plain = Written().value(value)
    isotropic = isinstance(plain, list) and len(plain) == 2 and plain[0] == plain[1]
    return plain[0] if isotropic else plain


def _tuple_from_json(value: Any, _: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _selection_from_json(value: Any, _: Any) -> Any:
    return selection_of(value)


def _per_axis(value: Any) -> Any:
    """Bring a value with one entry an axis into a tuple of plain numbers or texts."""
    written = Written()
    plain = written.value(value)
    if not written.is_plain:
        return value
    return tuple(plain) if isinstance(plain, list) else plain


class Wired(Sleeper):
    """What a figure shows, in step with every browser that shows it."""

    _model_name = Unicode("ReceptiveFieldModel", read_only=True).tag(sync=True)
    _model_module = Unicode("ipyreceptive", read_only=True).tag(sync=True)
    _model_module_version = Unicode(read_only=True).tag(sync=True)
    _view_name = Unicode("ReceptiveFieldView", read_only=True).tag(sync=True)
    _view_module = Unicode("ipyreceptive", read_only=True).tag(sync=True)
    _view_module_version = Unicode(read_only=True).tag(sync=True)

    layers = AnyTrait().tag(sync=True, to_json=_layers_to_json)
    input_size = AnyTrait().tag(sync=True, to_json=_size_to_json, from_json=_tuple_from_json)
    name = AnyTrait().tag(sync=True, to_json=_to_json)
    spacing = AnyTrait().tag(sync=True, to_json=_to_json, from_json=_tuple_from_json)
    unit = AnyTrait().tag(sync=True, to_json=_to_json, from_json=_tuple_from_json)
    selection = AnyTrait().tag(sync=True, to_json=_to_json, from_json=_selection_from_json)
    view = AnyTrait({}).tag(sync=True, to_json=_to_json)
    heatmap = AnyTrait(None, allow_none=True).tag(sync=True)
    image = AnyTrait(None).tag(sync=True)
    keep_image = Bool(False)
    result = Dict(None, allow_none=True, read_only=True).tag(sync=True, echo_update=False)

    @default("_model_module_version")
    def _default_model_module_version(self) -> str:
        version: str = _v8.call("version")
        return version

    @default("_view_module_version")
    def _default_view_module_version(self) -> str:
        return self._default_model_module_version()

    @validate("layers")
    def _validate_layers(self, proposal: Any) -> Any:
        layers = proposal["value"]
        if is_torch_model(layers):
            layers = Network.from_torch(layers, self.input_size)
        if isinstance(layers, Network):
            layers = layers.layers
        elif isinstance(layers, str):
            # Text that is no JSON goes to the figure, which says where it breaks off.
            with suppress(ValueError):
                layers = json.loads(layers)
        written = Written()
        plain = written.source(layers)
        return plain if written.is_plain else layers

    @validate("input_size")
    def _validate_input_size(self, proposal: Any) -> Any:
        size = _per_axis(proposal["value"])
        return (size, size) if type(size) is int else size

    @validate("image")
    def _validate_image(self, proposal: Any) -> bytes | None:
        return picture(proposal["value"])

    @validate("spacing", "unit")
    def _validate_per_axis(self, proposal: Any) -> Any:
        return _per_axis(proposal["value"])

    @validate("selection")
    def _validate_selection(self, proposal: Any) -> Any:
        axes = len(self.input_size) if isinstance(self.input_size, tuple) else 1
        return on_all_axes(selection_of(proposal["value"]), axes)

    def _should_send_property(self, key: str, value: Any) -> bool:
        # The result goes one way, from the browser to Python.
        return key != "result" and bool(super()._should_send_property(key, value))
