"""A network in the core, which keeps the last ones read."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from typing import Any

from . import _v8
from .errors import UnknownNameError

_numbers = itertools.count(1)


class Kept:
    """What was written of a network, and the number by which the core knows it.

    A network that the core has let go, or that a forked child asks for, is read again.

    Parameters
    ----------
    written : str
        JSON: ``{"source": layers, "options": what stands beside them}``.

    Raises
    ------
    LayerError
        Where it cannot be read.

    Attributes
    ----------
    remarks : dict
        ``name``, ``input_size`` and ``count`` of layers; ``spacing`` and ``unit`` where it has
        them.
    without_row : dict
        What changes no field and so is no layer, and the layers whose features it gives.
    channels : int or None
        Of the image of which the model was read, where they were given.
    """

    __slots__ = ("_number", "_written", "channels", "remarks", "without_row")

    def __init__(
        self,
        written: str,
        without_row: Mapping[str, Sequence[str]] | None = None,
        channels: int | None = None,
    ) -> None:
        self._number = next(_numbers)
        self._written = written
        self.without_row = without_row or {}
        self.channels = channels
        self.remarks: dict[str, Any] = self._read("read")

    @classmethod
    def of(cls, source: Any, options: dict[str, Any]) -> Kept:
        """Have a layer list read that is plain JSON, with what stands beside it."""
        return cls(json.dumps({"source": source, "options": options}, separators=(",", ":")))

    @classmethod
    def of_document(cls, text: str) -> Kept:
        """Have a document read that is JSON text."""
        return cls(f'{{"source":{text},"options":{{}}}}')

    def ask(self, method: str, **question: Any) -> Any:
        """Ask the core about the network."""
        try:
            return _v8.call(method, network=self._number, **question)
        except _v8.ForgottenError:
            return self._read(method, **question)
        except UnknownNameError as error:
            layers = self.without_row.get(error.name)
            if layers is None:
                raise
            those = " and ".join(f'"{layer}"' for layer in layers)
            message = (
                f'no layer is called "{error.name}", which changes no field and so has no row; '
                f"its features are those of {those}"
            )
            raise UnknownNameError(message, error.name, tuple(layers)) from None

    def __reduce__(self) -> tuple[type[Kept], tuple[Any, ...]]:
        """Pickle what was written: another process has other numbers."""
        return type(self), (self._written, self.without_row, self.channels)

    def _read(self, method: str, **question: Any) -> Any:
        return _v8.call(method, network=self._number, written=self._written, **question)
