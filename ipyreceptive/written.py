"""From what somebody wrote in Python to plain JSON for the core."""

from __future__ import annotations

import math
import operator
import sys
from collections.abc import Mapping, Sequence
from typing import Any

#: The core reads no list longer than this; of a longer one it is told the length alone.
LONGEST_LIST = 100_000
#: Nor a text longer than half of this; the rest of it is not sent.
LONGEST_TEXT = 2**25
#: Lists and objects that stand in one another more deeply than any layer list.
DEEPEST = 16
#: Values sent at most, several times those of the longest layer list.
MOST_VALUES = 10_000_000
#: Whole numbers up to here are sent as they are; what is larger the core refuses in any case.
LARGEST_WHOLE = 2**63
#: Types that need not be asked what they can do, which takes longer.
BUILT_IN = frozenset({list, tuple, dict})

KEY = "$python"


class Written:
    """Turns what was written into plain JSON, and finds the way back.

    Plain JSON is made of ``None``, ``bool``, ``int``, finite ``float``, ``str``, ``list`` and
    ``dict``. Anything with ``__index__`` or ``tolist`` (numpy, ``torch.Size``, tensors) counts as
    the numbers it holds. What JSON cannot carry (NaN, a set, a list that holds itself, a list of
    ten million layers) goes as ``{"$python": place}``, from which the core makes something that it
    refuses, and :meth:`original` the value itself.
    """

    def __init__(self) -> None:
        self._kept: list[Any] = []
        self._rounded: dict[float, int] = {}
        self._open: set[int] = set()
        self._sent = 0

    @property
    def is_plain(self) -> bool:
        """Whether JSON can carry everything so far."""
        return not self._kept

    def value(self, value: Any) -> Any:
        """Plain JSON for a value that stands beside the layers."""
        return self._plain(value)

    def source(self, value: Any) -> Any:
        """Plain JSON for a layer list in any written form.

        A dict of layers becomes a list, since an object in JavaScript may lose their order.
        """
        if not isinstance(value, Mapping):
            return self._plain(value)
        if not is_document(value):
            return self._rows(value)
        document = self._plain({**value, "layers": None})
        if "layers" not in value:
            document.pop("layers", None)
        elif isinstance(value["layers"], Mapping):
            document["layers"] = self._rows(value["layers"])
        else:
            document["layers"] = self._plain(value["layers"])
        return document

    def original(self, value: Any) -> Any:
        """Find what was written, for a value that the core sent back."""
        if isinstance(value, list):
            return [self.original(entry) for entry in value]
        if isinstance(value, dict):
            if KEY in value:
                place = value[KEY]
                return float(value["number"]) if place is None else self._kept[place]
            return {key: self.original(entry) for key, entry in value.items()}
        if isinstance(value, float):
            return self._rounded.get(value, value)
        return value

    def _rows(self, layers: Mapping[Any, Any]) -> Any:
        if len(layers) > LONGEST_LIST:
            return self._foreign(layers, length=len(layers))
        return [self._row(self._plain(name), self._plain(row)) for name, row in layers.items()]

    def _row(self, name: Any, row: Any) -> Any:
        if isinstance(row, dict) and KEY not in row:
            inner = row.get("name", name)
            return {**row, "name": name if inner == name else [name, inner]}
        if not isinstance(row, list):
            return row
        if not isinstance(name, str):
            return {"name": name}
        if not row or not isinstance(row[0], str):
            return [name, *row]
        return row if row[0] == name else {"name": [name, row[0]]}

    def _plain(self, value: Any) -> Any:
        self._sent += 1
        kind = type(value)
        if (kind is int and abs(value) < LARGEST_WHOLE) or (
            kind is str and len(value) < LONGEST_TEXT
        ):
            return value
        if kind in BUILT_IN:
            return self._nested(value)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return str(value[:LONGEST_TEXT])
        if isinstance(value, int):
            return self._number(int(value))
        if isinstance(value, float):
            return self._number(float(value))
        if hasattr(value, "tolist"):
            return self._plain_of(value, value.tolist)
        if hasattr(value, "__index__"):
            return self._plain_of(value, lambda: operator.index(value))
        if isinstance(value, (Mapping, Sequence)) and not isinstance(value, (bytes, bytearray)):
            return self._nested(value)
        return self._foreign(value)

    def _plain_of(self, value: Any, convert: Any) -> Any:
        try:
            converted = convert()
        except (TypeError, ValueError, RuntimeError):
            return self._foreign(value)
        return self._foreign(value) if converted is value else self._plain(converted)

    def _number(self, value: float) -> Any:
        if isinstance(value, int) and abs(value) < LARGEST_WHOLE:
            return value
        try:
            number = float(value)
        except OverflowError:
            number = math.copysign(sys.float_info.max, value > 0 or -1)
        if not math.isfinite(number):
            return self._foreign(value, number=str(number))
        if isinstance(value, int):
            self._rounded[number] = value
        return number

    def _nested(self, value: Mapping[Any, Any] | Sequence[Any]) -> Any:
        length = length_of(value)
        if length > LONGEST_LIST:
            return self._foreign(value, length=length)
        if id(value) in self._open or len(self._open) == DEEPEST or self._sent > MOST_VALUES:
            return self._foreign(value)
        self._open.add(id(value))
        try:
            if type(value) is list or not isinstance(value, Mapping):
                return [self._plain(entry) for entry in value]
            if not all(isinstance(key, str) for key in value):
                return self._foreign(value)
            return {str(key): self._plain(entry) for key, entry in value.items()}
        finally:
            self._open.remove(id(value))

    def _foreign(self, value: Any, **hint: Any) -> dict[str, Any]:
        self._kept.append(value)
        return {KEY: len(self._kept) - 1, **hint}


def length_of(value: Mapping[Any, Any] | Sequence[Any]) -> int:
    """Count entries; a range of more than Python can count has the most that it can."""
    try:
        return len(value)
    except OverflowError:
        return sys.maxsize


def is_document(source: Any) -> bool:
    """Whether a dict is a document, not layers by their names."""
    return isinstance(source, Mapping) and ("layers" in source or "input_size" in source)


def is_torch_model(source: Any) -> bool:
    """Whether it is a module of PyTorch, which is not imported to find that out."""
    torch = sys.modules.get("torch")
    module = getattr(getattr(torch, "nn", None), "Module", None)
    return module is not None and isinstance(source, module)
