"""One call of a function, while it is read."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch

from ..network import Network
from .constants import LIKENESSES, tensors_in
from .mingling import keep_pieces, kept_of
from .places import Dim, Plain, Read, along_axis, loosen, parts_of, plain, scattered, size_of
from .registry import functions, writes
from .settle import axis_of, merged
from .tokens import Value, has_tokens

if TYPE_CHECKING:
    from .trace import Trace


@dataclass
class Call:
    """One call of a function that reads at least one tensor of interest."""

    trace: Trace
    name: str
    func: Any
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    tracked: list[torch.Tensor]

    def __post_init__(self) -> None:
        self.shapes = [tensor.shape for tensor in self.tracked]
        #: Ids of the tensors of which it was asked what they read.
        self.asked: set[int] = set()

    def read(self, output: Any) -> None:
        """Read what the function gave."""
        self.output = output
        self.trace.operation = self.name
        over = self.args[0] if writes(self.func) and self.args else None
        before = () if over is None else self.trace.value(over)
        kept = kept_of(self) if self.trace.pieces else None
        if len(self.tracked) < 2:
            self._read()
        else:
            with self.trace.watched_later():
                self._read()
                self._read_others()
        if kept is not None:
            keep_pieces(self, kept)
        if over is None:
            return
        beside = any(each is not self.args[0] for each in self.tracked)
        if beside:
            # What a sign such as += gives has a name anew; all else was written for others too.
            self.trace.writes |= not self.func.__name__.startswith("__i")
        if beside or self.trace.value(over) != before:
            self.trace.tell_base(self.args[0])
            self.trace.tell_others(self.args[0])

    def pass_on(self, input: torch.Tensor, output: torch.Tensor) -> None:
        """Say that an output is worked out of an input, each place by itself."""
        self.asked.add(id(input))
        self.trace.pass_on(input, output)

    def _read(self) -> None:
        read = functions.get(self.name)
        if read is None:
            self.unread(f"{self.name} is not known")
        else:
            read(self, *self.args, **self.kwargs)

    def value(self, tensor: Any) -> Value:
        """Tell what a tensor reads."""
        self.asked.add(id(tensor))
        return self.trace.value(tensor)

    def settled(self, tensor: torch.Tensor) -> Read | None:
        """Bring what features read to one read of one layer; ``None`` where they read nothing."""
        self.asked.add(id(tensor))
        return self.trace.settled(tensor)

    def _read_others(self) -> None:
        """Read tensors that the reader of the function did not ask about: biases, exponents."""
        if self.name in LIKENESSES:
            return
        over = self.args[0] if writes(self.func) else None
        left = [t for t in self.tracked if id(t) not in self.asked and t is not over]
        for output in self.outputs if left else ():
            own = self.trace.value(output)
            if own:
                more = [self._unplaced(r, each, output) for each in left for r in self.value(each)]
                self.trace.put(output, (*own, *more))
                self.give(self.trace.placed(output), output)

    def _unplaced(self, read: Read, tensor: torch.Tensor, output: torch.Tensor) -> Read:
        if read.placed or not tensor.is_floating_point():
            return scattered(read, output.shape, f"{self.name} may read more than its own place")
        return Read(read.layer, tuple(map(plain, output.shape)), read.mixed, read.doubt)

    @property
    def outputs(self) -> list[torch.Tensor]:
        """The tensors that the function gives."""
        return [self.output] if isinstance(self.output, torch.Tensor) else tensors_in(self.output)

    def give(self, value: Value | Read | None, output: torch.Tensor | None = None) -> None:
        """Say what the output reads."""
        target = self.output if output is None else output
        if value is None or value == ():
            return
        self.trace.put(target, value if isinstance(value, tuple) else (value,))

    def each(self, tensor: torch.Tensor, follow: Callable[[Read], Read]) -> None:
        """Say that the output reads what a tensor reads, with its places moved."""
        self.give(tuple(follow(read) for read in self.value(tensor)))

    def alone(self, tensor: torch.Tensor) -> Read | None:
        """Settle features beside which no tokens read other things; else say so."""
        self.asked.add(id(tensor))
        value = self.trace.settled_value(tensor)
        if len(value) < 2:
            return value[0] if value else None
        self.unread("tokens stand beside it that read other things")
        return None

    def loosened(self, tensor: torch.Tensor, dims: Iterable[int], reason: str) -> None:
        """Say that the output reads at most everything along dimensions of a tensor."""
        chosen = tuple(dims)
        self.each(tensor, lambda read: loosen(read, chosen, self.output.shape, reason))

    def layer(
        self,
        type: str,
        parameters: dict[str, Any],
        read: Read,
        size: Sequence[int],
        dims: Sequence[Dim],
        **remarks: Any,
    ) -> Read:
        """Add a layer on what was read."""
        return Read(self.trace.emit(type, parameters, [read.layer], size, **remarks), tuple(dims))

    def unread(self, reason: str) -> None:
        """Say that the function reads at most all of its tensors; places stay if the shape does."""
        trace = self.trace
        reads = [self.settled(tensor) for tensor in self.tracked]
        found = [read for read in reads if read is not None]
        all_ = [read for tensor in self.tracked for read in trace.value(tensor)]
        layers = list(dict.fromkeys(read.layer for read in all_))
        for output in self.outputs:
            lost = any(map(has_tokens, all_))
            read = None if lost else self._kept(found, output.shape, reason)
            if read is None:
                inputs = layers if len(layers) == 1 else [self._all(layers)]
                read = trace.unknown(inputs, output.shape, reason, bound="whole")
            trace.put(output, (read,))

    def _kept(self, found: list[Read], shape: Sequence[int], reason: str) -> Read | None:
        if any(each != tuple(shape) for each in self.shapes):
            return None
        read = merged(self.trace, found, "add")
        if read is None:
            return None
        size = self.trace.size(read.layer)
        return self.layer("unknown", {"reason": reason, "bound": "whole"}, read, size, read.dims)

    def _all(self, layers: Sequence[int]) -> int:
        """Merge layers that have nothing in common, each as one that is seen as a whole."""
        ones = [1] * len(self.trace.size(0))
        return self.trace.emit(
            "concat",
            {},
            [self.trace.emit("global_pool", {}, [layer], ones) for layer in layers],
            ones,
        )


def moved(read: Read, before: Sequence[int], after: Sequence[int], shape: Sequence[int]) -> Any:
    """Place the features of a layer on a tensor as those of its input stand; ``None`` where not."""
    if len(shape) != len(read.dims):
        return None
    dims: list[Dim] = []
    for dim, n in zip(read.dims, shape, strict=True):
        axis = axis_of(dim, before)
        if axis is not None:
            dim = plain(n) if after[axis] == 1 else along_axis(axis, after[axis])
        elif not parts_of(dim):
            dim = plain(n)
        elif any(before[part.axis] != after[part.axis] for part in parts_of(dim)):
            return None
        if size_of(dim) != n:
            return None
        dims.append(dim)
    return tuple(dims)


def sizes_of(layers: Sequence[dict[str, Any]], size: Sequence[int]) -> list[tuple[int, ...]]:
    """Ask the core for the sizes of layers in a chain."""
    return [row.n for row in Network(list(layers), input_size=list(size))]


def channels_of(read: Read) -> int:
    """Count the entries that stand at one place: channels, where the batch is one."""
    atoms = [atom for dim in read.dims for atom in dim]
    return math.prod(atom.size for atom in atoms if isinstance(atom, Plain))
