"""The layers found in a model, and their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

#: Types of layers that read everything.
WHOLE = frozenset({"linear", "global_pool"})
#: Types of layers whose features read windows.
SLIDING = frozenset({"conv", "max_pool", "avg_pool"})
#: Other types of layers of which each feature reads one of its input or more.
PASSING = frozenset(
    {"attention", "norm", "crop", "slice", "upsample", "pixel_shuffle", "pixel_unshuffle"}
)
#: Types of layers that read the same place of all their inputs.
MERGING = frozenset({"add", "multiply", "concat"})
NONE: frozenset[int] = frozenset()


@dataclass(slots=True)
class Node:
    """One layer.

    Attributes
    ----------
    type : str
        One of the layer list's.
    parameters : dict
        Of that type.
    inputs : tuple of int
        Numbers of the nodes that feed it; 0 is the network's input.
    size : tuple of int
        Features an axis, as torch has them.
    owner : str
        Path of the module in whose forward it was found.
    operation : str
        What the function is called, for the name.
    remarks : dict
        ``channels``, ``groups``, ``note``.
    name : str
        Given when its module ends, or at the end.
    whole : frozenset of int
        Numbers of the nodes of which each of its features surely reads everything.
    """

    type: str
    parameters: dict[str, Any]
    inputs: tuple[int, ...]
    size: tuple[int, ...]
    owner: str
    operation: str
    remarks: dict[str, Any] = field(default_factory=dict)
    name: str = ""
    whole: frozenset[int] = NONE

    @property
    def sees_all(self) -> bool:
        """Whether each feature surely reads everything of its input."""
        if self.type == "attention":
            return not self.parameters.keys() & {"axes", "window"}
        return self.type in WHOLE or self.parameters.get("scope") == "map"

    @property
    def sees_something(self) -> bool:
        """Whether each feature surely reads a feature of its input, and not padding alone."""
        if self.type not in SLIDING:
            return self.type in PASSING
        padding = self.parameters.get("padding", 0)
        around = 0 if isinstance(padding, str) else max(_numbers(padding))
        return around < min(_numbers(self.parameters["kernel_size"]))


def _numbers(value: Any) -> list[int]:
    if not isinstance(value, (list, tuple)):
        return [value]
    return [n for each in value for n in _numbers(each)]


class Graph:
    """Layers in the order in which they were found; node 0 is the input."""

    def __init__(self, size: tuple[int, ...]) -> None:
        self.nodes = [Node("input", {}, (), size, "", "input", name="input")]
        self._uses: Counter[str] = Counter(["input"])
        self._passed: dict[str, list[int]] = {}

    def add(self, node: Node) -> int:
        """Append a node; its number."""
        before = NONE.union(*[self.nodes[each].whole for each in node.inputs])
        if node.sees_all:
            node.whole = before | frozenset(node.inputs)
        elif before and (node.type in MERGING or node.sees_something):
            node.whole = before
        self.nodes.append(node)
        return len(self.nodes) - 1

    def adds(self, number: int, other: int) -> bool:
        """Whether a layer is another one, to which more may have been added place by place."""
        if number == other:
            return True
        node = self.nodes[number]
        return node.type in MERGING and any(self.adds(each, other) for each in node.inputs)

    def merges(self, number: int, among: Collection[int]) -> bool:
        """Whether a layer is one of others, or puts nothing but these together."""
        if number in among:
            return True
        node = self.nodes[number]
        return node.type in MERGING and all(self.merges(each, among) for each in node.inputs)

    def close(self, path: str, number: int) -> None:
        """Give a module's name to the layer that is its output, where it made that itself."""
        node = self.nodes[number]
        if node.owner != path:
            self._passed.setdefault(path, []).append(number)
        elif path and not node.name:
            node.name = self._unique(path)

    def finish(self) -> None:
        """Name the rest after the function, under the path of the module."""
        for node in self.nodes:
            if not node.name:
                where = f"{node.owner}." if node.owner else ""
                node.name = self._unique(where + node.operation)

    def _unique(self, name: str) -> str:
        self._uses[name] += 1
        if self._uses[name] == 1:
            return name
        return self._unique(f"{name}:{self._uses[name]}")

    def without_row(self) -> dict[str, list[str]]:
        """Tell modules that gave layers' features as they were, and those layers."""
        return {
            path: [self.nodes[number].name for number in dict.fromkeys(numbers)]
            for path, numbers in self._passed.items()
        }

    def layers(self) -> list[dict[str, Any]]:
        """Write the layer list."""
        return [
            {
                "name": node.name,
                "type": node.type,
                "inputs": [self.nodes[number].name for number in node.inputs],
                **node.parameters,
                **node.remarks,
            }
            for node in self.nodes[1:]
        ]
