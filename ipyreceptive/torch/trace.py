"""Running a model while its functions are read, one call after the other."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

from ..network import Network
from .constants import Constants, tensors_in
from .graph import Graph, Node
from .places import Dim, Part, Plain, Read, parts_of, plain, scattered, size_of
from .registry import function_name, functions, module_reader
from .settle import Value, axis_of, merged, settle, spread


class Trace(TorchFunctionMode):
    """Follows every tensor that depends on the input, and collects the layers.

    Parameters
    ----------
    size : tuple of int
        Of the input, one entry an axis.
    watch : callable, optional
        Is told every new layer's number, a tensor that holds its features and where they stand.
    """

    def __init__(
        self, size: tuple[int, ...], watch: Callable[[int, torch.Tensor, Read], None] | None = None
    ) -> None:
        super().__init__()
        self.graph = Graph(size)
        self.paths: list[str] = [""]
        self.watch = watch
        self.operation = ""
        self.error: Exception | None = None
        self.constants = Constants()
        self._values: dict[int, tuple[torch.Tensor, Value]] = {}
        self._silent = 0

    # What tensors read

    def start(self, image: torch.Tensor) -> None:
        """Follow the input, whose last dimensions are the axes."""
        size = self.graph.nodes[0].size
        dims: list[Dim] = [plain(n) for n in image.shape[: -len(size)]]
        dims += [() if n == 1 else (Part(axis, 1, n),) for axis, n in enumerate(size)]
        self.put(image, (Read(0, tuple(dims)),))

    def value(self, tensor: Any) -> Value:
        """Tell what a tensor reads; nothing where it does not depend on the input."""
        if not isinstance(tensor, torch.Tensor):
            return ()
        found = self._values.get(id(tensor))
        if found is not None:
            return found[1]
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
        value = tuple(dict.fromkeys(value))
        self._values[id(tensor)] = (tensor, value)
        if self.watch is not None and len(value) == 1 and self._known(value) is not None:
            self.watch(value[0].layer, tensor, value[0])

    # Layers

    def size(self, layer: int) -> tuple[int, ...]:
        """Tell the features of a layer, one entry an axis."""
        return self.graph.nodes[layer].size

    def emit(
        self,
        type: str,
        parameters: dict[str, Any],
        inputs: Sequence[int],
        size: Sequence[int],
        **remarks: Any,
    ) -> int:
        """Add a layer that was found in the module now running; its number."""
        operation = self.operation or type
        node = Node(type, parameters, tuple(inputs), tuple(size), self.paths[-1], operation)
        node.remarks.update({key: value for key, value in remarks.items() if value is not None})
        return self.graph.add(node)

    def unknown(self, inputs: Sequence[int], shape: Sequence[int], reason: str) -> Read:
        """Add a layer that cannot be read, and lose the places of what it gives."""
        axes = [1] * len(self.graph.nodes[0].size)
        parameters = {"reason": reason, "output_size": axes}
        return Read(self.emit("unknown", parameters, inputs, axes), tuple(map(plain, shape)))

    def settled(self, tensor: torch.Tensor, merge: str = "add") -> Read | None:
        """Bring what a tensor reads to one read of one layer; ``None`` where it reads nothing."""
        value = self.value(tensor)
        if not value:
            return None
        read = self._known(value) or settle(self, value, merge)
        if read is None:
            reason = "its entries have no one place, as those of an attention matrix"
            read = settle(self, tuple(scattered(each, tensor.shape, reason) for each in value))
            assert read is not None
        self.put(tensor, (read,))
        return read

    def _known(self, value: Value) -> Read | None:
        if len(value) > 1 or value[0].mixed or value[0].doubt:
            return None
        counts = [1] * len(self.size(value[0].layer))
        for part in value[0].placed:
            counts[part.axis] *= part.size
        return value[0] if tuple(counts) == self.size(value[0].layer) else None

    # The run

    def __torch_function__(
        self, func: Any, types: Any, args: Any = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Read one call of a function."""
        kwargs = kwargs or {}
        if self._silent:
            return func(*args, **kwargs)
        tracked = [each for each in tensors_in((args, kwargs)) if self.value(each)]
        name = function_name(func)
        if not tracked:
            output = func(*args, **kwargs)
            self.constants.follow(name, (args, kwargs), output)
            return output
        if name == "get" or name in _ABOUT:
            return func(*args, **kwargs)
        call = Call(self, name, func, args, kwargs, tracked)
        return call.run()

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Read nothing for a while."""
        self._silent += 1
        try:
            yield
        finally:
            self._silent -= 1

    def enter(self, path: str) -> None:
        """Go into a module."""
        self.paths.append(path)

    def leave(self, path: str, output: Any) -> None:
        """Come out of a module: settle what it gives, and let its layer have its name."""
        if isinstance(output, torch.Tensor) and not self._silent:
            self._settle_output(output)
            value = self.value(output)
            if len(value) == 1:
                self.graph.close(path, value[0].layer)
        self.paths.pop()

    def _settle_output(self, output: torch.Tensor) -> None:
        value = self.value(output)
        if value and self._known(value) is None:
            self.operation = ""
            read = settle(self, value)
            if read is not None:
                self.put(output, (read,))


#: Asks about a tensor that tell nothing of its entries.
_ABOUT = frozenset(
    {
        *("size", "dim", "stride", "numel", "is_contiguous", "is_floating_point", "is_complex"),
        *("data_ptr", "storage_offset", "element_size", "get_device", "requires_grad"),
        *("retain_grad", "register_hook", "backward", "len", "hash"),
    }
)


@dataclass
class Call:
    """One call of a function that reads at least one tensor of interest."""

    trace: Trace
    name: str
    func: Any
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    tracked: list[torch.Tensor]

    def run(self) -> Any:
        """Call the function, and read what it gives."""
        trace = self.trace
        # Read before the call: where it writes in place, the old values would be gone.
        before = [(tensor, trace.value(tensor)) for tensor in self.tracked]
        self.shapes = [tuple(tensor.shape) for tensor in self.tracked]
        self.output = self.func(*self.args, **self.kwargs)
        for tensor, value in before:
            trace.put(tensor, value)
        read = functions.get(self.name)
        trace.operation = self.name
        if read is None:
            self.unread(f"{self.name} is not known")
        else:
            read(self, *self.args, **self.kwargs)
        return self.output

    @property
    def outputs(self) -> list[torch.Tensor]:
        """The tensors that the function gives."""
        return list(tensors_in(self.output))

    def value(self, tensor: Any) -> Value:
        """Tell what a tensor reads."""
        return self.trace.value(tensor)

    def give(self, value: Value | Read | None, output: torch.Tensor | None = None) -> None:
        """Say what the output reads."""
        target = self.output if output is None else output
        if value is None or value == ():
            return
        self.trace.put(target, value if isinstance(value, tuple) else (value,))

    def each(self, tensor: torch.Tensor, follow: Callable[[Read], Read]) -> None:
        """Say that the output reads what a tensor reads, with its places moved."""
        self.give(tuple(follow(read) for read in self.value(tensor)))

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

    def unread(self, reason: str, bound: str | None = None) -> None:
        """Say that the function cannot be read; places stay where the shape does."""
        trace = self.trace
        reads = [trace.settled(tensor) for tensor in self.tracked]
        found = [read for read in reads if read is not None]
        layers = list(dict.fromkeys(read.layer for read in found))
        for output in self.outputs:
            read = self._kept(found, output.shape, reason, bound)
            if read is None:
                inputs = layers[:1] if len(layers) == 1 else [self._all(layers)]
                read = trace.unknown(inputs, output.shape, reason)
            trace.put(output, (read,))

    def _kept(
        self, found: list[Read], shape: Sequence[int], reason: str, bound: str | None
    ) -> Read | None:
        if any(each != tuple(shape) for each in self.shapes):
            return None
        read = merged(self.trace, found, "add")
        if read is None:
            return None
        parameters = {"reason": reason} if bound is None else {"reason": reason, "bound": bound}
        size = self.trace.size(read.layer)
        return self.layer("unknown", parameters, read, size, read.dims)

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
            dim = plain(n) if after[axis] == 1 else (Part(axis, 1, after[axis]),)
        elif not parts_of(dim):
            dim = plain(n)
        elif any(before[part.axis] != after[part.axis] for part in parts_of(dim)):
            return None
        if size_of(dim) != n:
            return None
        dims.append(dim)
    return tuple(dims)


def run_as_one(
    trace: Trace,
    read: Callable[[Any, tuple[int, ...]], Any],
    module: nn.Module,
    forward: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> Any:
    """Run a module that has a reader, which tells its layers."""
    tracked = [each for each in tensors_in((args, kwargs)) if trace.value(each)]
    if not tracked:
        return forward(*args, **kwargs)
    reads = [trace.settled(each) for each in tracked]
    inputs = list(dict.fromkeys(each.layer for each in reads if each is not None))
    first = spread(trace, reads[0]) if reads[0] is not None else None
    assert first is not None
    told = read(module, trace.size(first.layer))
    if told is None:
        return forward(*args, **kwargs)
    with trace.silent():
        try:
            output = forward(*args, **kwargs)
        except Exception:
            # It does not run on tensors without values; its reader says what it would give.
            output = None
        return _told(trace, type(module).__name__, told, (first, inputs), output, tracked[0])


def _told(
    trace: Trace,
    name: str,
    told: Any,
    source: tuple[Read, list[int]],
    output: Any,
    like: torch.Tensor,
) -> Any:
    """Add the layers that a reader told, and say what the module's output reads."""
    first, inputs = source
    trace.operation = name
    layers = [dict(told)] if isinstance(told, dict) else [dict(each) for each in told]
    size = before = trace.size(first.layer)
    number = first.layer
    remarks: dict[str, Any] = {}
    for layer, n in zip(layers, sizes_of(layers, size), strict=True):
        remarks = {key: layer.pop(key, None) for key in ("channels", "groups", "note")}
        number = trace.emit(layer.pop("type"), layer, [number], n, **remarks)
        size = n
    found = next(tensors_in(output), None)
    if found is None:
        found = output = _made_up(first, before, size, remarks.get("channels"), like)
    dims = moved(first, before, size, found.shape)
    if len(inputs) > 1:
        read = trace.unknown(inputs[:1], found.shape, "it reads several tensors")
    elif dims is None:
        reason = f"its reader gives {size}, and its output has shape {tuple(found.shape)}"
        read = trace.unknown([number], found.shape, reason)
    else:
        read = Read(number, dims)
    trace.put(found, (read,))
    return output


def _made_up(
    read: Read, before: Sequence[int], after: Sequence[int], channels: int | None, like: Any
) -> torch.Tensor:
    """Make a tensor for a module that does not run on the meta device."""
    shape = list(like.shape)
    for place, dim in enumerate(read.dims):
        axis = axis_of(dim, before)
        if axis is not None:
            shape[place] = after[axis]
    if channels is not None and len(shape) > 1:
        shape[1] = channels
    return torch.empty(shape, dtype=like.dtype, device=like.device)


def sizes_of(layers: Sequence[dict[str, Any]], size: Sequence[int]) -> list[tuple[int, ...]]:
    """Ask the core for the sizes of layers in a chain."""
    return [row.n for row in Network(list(layers), input_size=list(size))]


def channels_of(read: Read) -> int:
    """Count the entries that stand at one place: channels, where the batch is one."""
    atoms = [atom for dim in read.dims for atom in dim]
    return math.prod(atom.size for atom in atoms if isinstance(atom, Plain))


def watch_modules(trace: Trace, model: nn.Module) -> Callable[[], None]:
    """Tell a trace where the run is: on a copy of the model that nobody else uses.

    Returns
    -------
    callable
        Undoes it, so that another trace can follow another run.
    """
    undo: list[Callable[[], None]] = []
    for path, module in model.named_modules():
        if not path:
            continue
        read = module_reader(module)
        if read is not None:
            _read_as_one(trace, module, read)
            undo.append(partial(module.__dict__.pop, "forward"))
        enter = module.register_forward_pre_hook(
            lambda _module, _args, path=path: trace.enter(path)
        )
        leave = module.register_forward_hook(
            lambda _module, _args, output, path=path: trace.leave(path, output)
        )
        undo += [enter.remove, leave.remove]

    def undone() -> None:
        for each in undo:
            each()

    return undone


def _read_as_one(
    trace: Trace, module: nn.Module, read: Callable[[Any, tuple[int, ...]], Any]
) -> None:
    forward = module.forward

    def run(*args: Any, **kwargs: Any) -> Any:
        return run_as_one(trace, read, module, forward, args, kwargs)

    module.forward = run
