"""The layers found in a model, and their names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

#: Types of layers that read along a row of tokens.
JOINING = frozenset({"attention", "linear", "unknown"})


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
    """

    type: str
    parameters: dict[str, Any]
    inputs: tuple[int, ...]
    size: tuple[int, ...]
    owner: str
    operation: str
    remarks: dict[str, Any] = field(default_factory=dict)
    name: str = ""


class Graph:
    """Layers in the order in which they were found; node 0 is the input."""

    def __init__(self, size: tuple[int, ...]) -> None:
        self.nodes = [Node("input", {}, (), size, "", "input", name="input")]
        self._uses: Counter[str] = Counter(["input"])

    def add(self, node: Node) -> int:
        """Append a node; its number."""
        self.nodes.append(node)
        return len(self.nodes) - 1

    def joins_tokens(self, number: int, since: int) -> bool:
        """Whether a layer, or one before it, lets what stands beside the features read them.

        Parameters
        ----------
        number : int
            Of the layer.
        since : int
            Number of the last layer before they came to stand there.
        """
        seen: set[int] = set()
        rest = [number] if number > since else []
        while rest:
            place = rest.pop()
            if self.nodes[place].type in JOINING:
                return True
            seen.add(place)
            rest += [n for n in self.nodes[place].inputs if n not in seen and n > since]
        return False

    def close(self, path: str, number: int) -> None:
        """Give a module's name to the layer that is its output, where it made that itself."""
        node = self.nodes[number]
        if path and node.owner == path and not node.name:
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
