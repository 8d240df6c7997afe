"""Running a model while its functions are read, one call after the other."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import torch
from torch._C import DisableTorchFunction
from torch.overrides import TorchFunctionMode

from .call import Call
from .constants import HIDDEN, LIKENESSES, Constants, tensors_in
from .graph import Graph, Node
from .masks import Places
from .notes import Notes
from .pieces import UNKNOWN, Pieces
from .places import Dim, Read, along_axis, plain, scattered
from .plans import is_settled
from .registry import function_name, is_question, writes
from .settle import settle
from .tokens import Value, parted


def _run(func: Any, args: Any, kwargs: dict[str, Any]) -> Any:
    return func(*args, **kwargs)


class Trace(TorchFunctionMode):
    """Follows every tensor that depends on the input, and collects the layers.

    Parameters
    ----------
    size : tuple of int
        Of the input, one entry an axis.
    watch : callable, optional
        Is told every new layer's number, a tensor that holds its features and where they stand.
    run : callable, optional
        Runs a function with its arguments, by position and by name.
    originals : callable, optional
        Gives the tensors that those of the model stand for, by their ids.
    """

    def __init__(
        self,
        size: tuple[int, ...],
        watch: Callable[[int, torch.Tensor, Read], None] | None = None,
        run: Callable[[Any, Any, dict[str, Any]], Any] | None = None,
        originals: Callable[[], Mapping[int, torch.Tensor]] = dict,
    ) -> None:
        super().__init__()
        self._run = run or _run
        self.graph = Graph(size)
        self.paths: list[str] = [""]
        self.watch = watch
        self.operation = ""
        self.error: Exception | None = None
        #: Whether tensors were written in place with what others read.
        self.writes = False
        self.constants = Constants(originals)
        #: Where products with masks were read: others may show the rest.
        self.shown = Notes[Mapping[Read, Places]]()
        #: Tensors whose channels were put together.
        self.pieces = Notes[Pieces]()
        self._values: dict[int, tuple[torch.Tensor, Value]] = {}
        self._through: dict[int, tuple[torch.Tensor, torch.Tensor, Value]] = {}
        self._looks: dict[int, tuple[torch.Tensor, torch.Tensor]] = {}
        self._emitted: dict[tuple[Any, ...], int] = {}
        self._silent = 0

    # What tensors read

    def start(self, image: torch.Tensor) -> None:
        """Follow the input, whose last dimensions are the axes."""
        size = self.graph.nodes[0].size
        dims: list[Dim] = [plain(n) for n in image.shape[: -len(size)]]
        dims += [along_axis(axis, n) for axis, n in enumerate(size)]
        self.put(image, (Read(0, tuple(dims)),))

    def value(self, tensor: Any) -> Value:
        """Tell what a tensor reads; nothing where it does not depend on the input."""
        found = self._values.get(id(tensor))
        if found is not None:
            return found[1]
        if not isinstance(tensor, torch.Tensor):
            return ()
        if tensor.requires_grad and not tensor.is_leaf and not self._silent:
            # Only the input asks for gradients, so this came from it by ways that were not seen.
            return self._unseen(tensor)
        return ()

    def _unseen(self, tensor: torch.Tensor) -> Value:
        last = len(self.graph.nodes) - 1
        reason = "it comes from a function that cannot be looked into"
        value = (self.unknown([last], tensor.shape, reason),)
        self.put(tensor, value)
        return value

    def put(self, tensor: torch.Tensor, value: Value) -> None:
        """Note what a tensor reads."""
        if len(value) > 1:
            value = tuple(dict.fromkeys(value))
        if not tensor.numel():
            value = ()
        self._values[id(tensor)] = (tensor, value)
        known = None if self.watch is None else self._known(value)
        if self.watch is not None and known is not None:
            self.watch(known.layer, tensor, known)

    def pass_on(self, tensor: torch.Tensor, output: torch.Tensor) -> None:
        """Note that a tensor was worked out of another, each place by itself."""
        value = self.value(tensor)
        if value:
            self.put(output, value)
            self.shown.pass_on(tensor, value, output)
            self.pieces.pass_on(tensor, value, output)

    def _settle_as(self, tensor: torch.Tensor, found: Value) -> None:
        """Note that a tensor reads the same in another way."""
        known = self.pieces.of(tensor, self.value(tensor)) if self.pieces else None
        self.put(tensor, found)
        if known is not None:
            self.pieces.note(tensor, self.value(tensor), UNKNOWN)

    @contextmanager
    def watched_later(self) -> Iterator[None]:
        """Tell who watches only in the end which tensors hold layers: those that still do."""
        watch, told = self.watch, []
        if watch is None:
            yield
            return
        self.watch = lambda *found: told.append(found)
        try:
            yield
        finally:
            self.watch = watch
        for layer, tensor, read in told:
            if read == self._known(self.value(tensor)):
                watch(layer, tensor, read)

    def tell_base(self, view: torch.Tensor) -> None:
        """Let the tensor of which another is a view read what was written into that."""
        base = view._base
        if base is None:
            return
        self.writes = True
        own = self.value(base)
        reason = "it is written through a view"
        more = tuple(scattered(read, base.shape, reason) for read in self.value(view))
        self._through[id(view)] = (view, base, own)
        self.put(base, tuple(replace(read, doubt=read.doubt or reason) for read in own) + more)

    def look(self, other: torch.Tensor, tensor: torch.Tensor) -> None:
        """Note that one tensor is another by a name of its own, as its data is."""
        if other is not tensor:
            self._looks[id(other)] = (other, tensor)

    def tell_others(self, written: torch.Tensor) -> None:
        """Let a tensor read what was written into it by another name."""
        target = written if written._base is None else written._base
        while id(target) in self._looks:
            target, other = self._looks[id(target)][1], target
            self.writes = True
            self.put(target, self.value(other))
            self.tell_base(target)

    def before_view(self, base: torch.Tensor, view: Any) -> Value:
        """Tell what a tensor read before its view was written, which is now written into it."""
        found = self._through.pop(id(view), None)
        return self.value(base) if found is None or found[1] is not base else found[2]

    # Layers

    def size(self, layer: int) -> tuple[int, ...]:
        """Tell the features of a layer, one entry an axis."""
        return self.graph.nodes[layer].size

    def whole(self, layer: int) -> frozenset[int]:
        """Tell the layers of which each feature of a layer surely reads everything."""
        return self.graph.nodes[layer].whole

    def emit(
        self,
        type: str,
        parameters: dict[str, Any],
        inputs: Sequence[int],
        size: Sequence[int],
        **remarks: Any,
    ) -> int:
        """Add a layer that was found in the module now running; its number."""
        # A mask is only told when something reads what it hides.
        operation = "mask" if parameters.get("reason") == HIDDEN else self.operation or type
        node = Node(type, parameters, tuple(inputs), tuple(size), self.paths[-1], operation)
        node.remarks.update({key: value for key, value in remarks.items() if value is not None})
        return self.graph.add(node)

    def emit_once(
        self, type: str, parameters: dict[str, Any], inputs: Sequence[int], size: Sequence[int]
    ) -> int:
        """Add a layer, unless the module now running has the same one."""
        key = (type, repr(parameters), *inputs, *size)
        found = self._emitted.get(key)
        if found is None:
            found = self._emitted[key] = self.emit(type, parameters, inputs, size)
        return found

    def unknown(
        self, inputs: Sequence[int], shape: Sequence[int], reason: str, **bound: str
    ) -> Read:
        """Add a layer that cannot be read, and lose the places of what it gives."""
        axes = [1] * len(self.graph.nodes[0].size)
        parameters = {"reason": reason, "output_size": axes, **bound}
        return Read(self.emit("unknown", parameters, inputs, axes), tuple(map(plain, shape)))

    def settled(self, tensor: torch.Tensor, merge: str = "add") -> Read | None:
        """Bring what features read to one read of one layer; ``None`` where they read nothing."""
        value = self.settled_value(tensor, merge)
        return value[0] if value else None

    def settled_value(self, tensor: torch.Tensor, merge: str = "add") -> Value:
        """Bring what features read to one read, the first, with what tokens beside them read."""
        value = self.value(tensor)
        if not value or (len(value) == 1 and self._known(value)):
            return value
        found = self.placed(tensor, merge)
        if found is None:
            reason = "its entries have no one place, as those of an attention matrix"
            found = settle(self, tuple(scattered(each, tensor.shape, reason) for each in value))
            assert found is not None
        self._settle_as(tensor, found)
        return found

    def placed(self, tensor: torch.Tensor, merge: str = "add") -> Value | None:
        """Bring what features read to one read, with what tokens read; ``None`` without places."""
        return self.placed_value(self.value(tensor), merge)

    def placed_value(self, value: Value, merge: str = "add") -> Value | None:
        """Bring a value to one read, with what tokens read; ``None`` without places."""
        known = self._known(value)
        if known is not None:
            return (known, *parted(value)[1])
        return settle(self, value, merge) if value else None

    def _known(self, value: Value) -> Read | None:
        read = value[0] if value else None
        if read is not None and len(value) > 1:
            features = parted(value)[0]
            read = features[0] if len(features) == 1 else None
        if read is None:
            return None
        if read.settled is None:
            read.settled = is_settled(read, self.size(read.layer))
        return read if read.settled else None

    def is_known(self, tensor: torch.Tensor) -> bool:
        """Whether a tensor holds the features of one layer, and where they stand is known."""
        return not self._silent and self._known(self.value(tensor)) is not None

    # The run

    def __torch_function__(
        self, func: Any, types: Any, args: Any = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Read one call of a function."""
        kwargs = kwargs or {}
        if self._silent or is_question(func):
            return self._run(func, args, kwargs)
        name = function_name(func)
        # What is asked about tensors in between is asked of torch directly, which is faster.
        with DisableTorchFunction():
            tracked = [each for each in tensors_in((args, kwargs)) if self.value(each)]
            call = Call(self, name, func, args, kwargs, tracked)
            if tracked and args and isinstance(args[0], torch.Tensor):
                # It may be written in place: so far it reads what it reads.
                self._values.setdefault(id(args[0]), (args[0], ()))
                base = args[0]._base if writes(func) else None
                if base is not None:
                    self._values.setdefault(id(base), (base, ()))
        try:
            output = self._run(func, args, kwargs)
        except Exception as error:
            # It asks for values, which may be known where nothing of the image is in them.
            if tracked and name == "format":
                # A text that is only shown.
                return format(math.nan, *args[1:])
            if tracked:
                call.args, call.kwargs = self.constants.with_numbers((args, kwargs))
                output = self._run(func, call.args, call.kwargs)
            else:
                output = self.constants.answer(func, args, kwargs)
                if output is None:
                    raise error from None
        with DisableTorchFunction():
            if tracked:
                call.read(output)
                if name in LIKENESSES and not self.value(output):
                    self.constants.follow_likeness(func, name, args, kwargs, output, tracked)
            else:
                self._without_input(func, name, args, kwargs, output)
        return output

    def _without_input(
        self, func: Any, name: str, args: Any, kwargs: dict[str, Any], output: Any
    ) -> None:
        self.constants.follow(func, name, args, kwargs, output)
        for each in tensors_in(output):
            if each.requires_grad and not each.is_leaf:
                # It comes from tokens beside the features, which have read nothing so far.
                self.put(each, ())

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Read nothing for a while."""
        self._silent += 1
        try:
            yield
        finally:
            self._silent -= 1

    def forget(self) -> None:
        """Let go of tensors and of the model, which hold each other, once it has run."""
        self._values.clear()
        self._through.clear()
        self._looks.clear()
        self.shown.forget()
        self.pieces.forget()
        self.constants.forget()

    def enter(self, path: str) -> None:
        """Go into a module."""
        self.paths.append(path)
        self._emitted.clear()

    def leave(self, path: str, output: Any) -> None:
        """Come out of a module: settle what it gives, and let its layer have its name."""
        if not self._silent:
            one = output if isinstance(output, torch.Tensor) else self._one_of(output)
            known = None if one is None else self._settled_output(one)
            if known is not None:
                self.graph.close(path, known.layer)
        self.paths.pop()
        self._emitted.clear()

    def _one_of(self, outputs: Any) -> torch.Tensor | None:
        """Find the one output that is a map, or what stands for all where they are of one layer."""
        found = [each for each in tensors_in(outputs) if self.value(each)]
        maps = [each for each in found if any(read.placed for read in self.value(each))] or found
        known = [self._known(self.value(each)) for each in maps]
        layers = {maps[at] if each is None else each.layer for at, each in enumerate(known)}
        return maps[0] if len(layers) == 1 else None

    def _settled_output(self, output: torch.Tensor) -> Read | None:
        value = self.value(output)
        known = self._known(value)
        # What is in doubt may be read for sure by what comes.
        if known is not None or not value or any(read.doubt for read in value):
            return known
        self.operation = ""
        found = settle(self, value)
        if found is None:
            return None
        self._settle_as(output, found)
        return self._known(found)
