"""Which pixels a feature reads, found on the model itself."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd import Variable

from .copies import initialised, originals, unwrapped
from .places import Part, Read, Tokens
from .positive import Positive, positive
from .read import image_for, run
from .trace import Trace
from .walk import modules_in


@dataclass(frozen=True, repr=False)
class Measurement:
    """The pixels that one feature of a model reads.

    Attributes
    ----------
    layer : str
        Name of its layer.
    index : tuple of int
        Its place there, one entry an axis.
    pixels : int
        How many pixels, all axes together.
    clipped : tuple of (int, int) or None
        First pixel and the one after the last, one entry an axis.
    runs : tuple of tuple of int
        The pixels on each axis.
    mask : numpy.ndarray or nested list
        Of the image's size: whether the pixel is read.
    """

    layer: str
    index: tuple[int, ...]
    pixels: int
    clipped: tuple[tuple[int, int] | None, ...]
    runs: tuple[tuple[int, ...], ...]
    mask: Any

    def __repr__(self) -> str:
        where = ", ".join(
            "none" if box is None else f"{box[0]}–{box[1] - 1}" for box in self.clipped
        )
        return f"<{self.layer} {self.index}: {self.pixels} pixels, {where}>"


@dataclass(frozen=True)
class Watched:
    """A tensor that holds the features of a layer, and where they stand in it."""

    tensor: Tensor
    read: Read

    def entries(self, index: Sequence[int]) -> Tensor:
        """Take all channels of one feature."""
        tensor, shape, chosen = self.tensor, [], []
        for place, dim in enumerate(self.read.dims):
            for atom in dim:
                if isinstance(atom, Tokens):
                    n = atom.size - atom.before - atom.after
                    tensor = tensor.narrow(place, atom.before, n)
            atoms = [
                a for atom in dim for a in (atom.atoms if isinstance(atom, Tokens) else (atom,))
            ]
            shape += [atom.size for atom in atoms]
            chosen += [
                index[atom.axis] // atom.step % atom.size if isinstance(atom, Part) else slice(None)
                for atom in atoms
            ]
        return tensor.reshape(shape)[tuple(chosen)]


class Watch:
    """Keeps the first tensor of each wanted layer."""

    def __init__(self, wanted: Collection[int]) -> None:
        self.wanted = wanted
        self.found: dict[int, Watched] = {}

    def __call__(self, layer: int, tensor: Tensor, read: Read) -> None:
        """Keep a copy, which later writes in place do not reach."""
        if layer in self.wanted and layer not in self.found and tensor.requires_grad:
            self.found[layer] = Watched(tensor.clone(), read)


class Measured:
    """A model with positive weights that was run once, to be asked about its features.

    Parameters
    ----------
    model : torch.nn.Module
        The model; it is only looked at.
    size : tuple of int
        Of the input, one entry an axis.
    names : dict
        Numbers of the layers to measure, by their names.
    channels : int, optional
        Of the input, as :meth:`Network.from_torch` has them.
    progress : bool
        Whether to say how far the run is, once it takes long.
    """

    def __init__(
        self,
        model: nn.Module,
        size: tuple[int, ...],
        names: dict[str, int],
        channels: int | None = None,
        *,
        progress: bool = True,
    ) -> None:
        model = unwrapped(model)
        model = initialised(model, image_for(model, size, channels))
        copy = positive(model)
        self.image = image_for(copy, size, channels, dtype=torch.float64).requires_grad_()
        self._names = names
        self._axes = len(size)
        doing = "measuring" if progress else ""
        for self._apart in (False, True):
            watch = Watch(set(names.values()))
            copies = modules_in(copy)
            trace = Trace(size, watch, originals=partial(originals, copies, modules_in(model)))
            mode = Positive(apart=self._apart)
            with _in_double_precision(), warnings.catch_warnings():
                # What is written in shared memory is run once more.
                warnings.filterwarnings("ignore", "Use of .* on expanded tensors")
                run(trace, copies, self.image, mode, doing=doing)
            self.error = trace.error
            self._found = watch.found
            #: What the model has in the places of the layers.
            nodes = dict(enumerate(trace.graph.nodes))
            self.nodes = {name: nodes[at] for name, at in names.items() if at in nodes}
            # What is written in place needs memory of its own.
            if not (trace.writes or mode.writes or trace.error):
                break
            # What the run has kept would be read as a mask; where it stopped, weights may be
            # written too.
            copy = positive(model, apart=trace.error is not None)

    def __contains__(self, layer: str) -> bool:
        return self._names.get(layer) in self._found

    def measure(self, layer: str, index: Sequence[int]) -> Measurement:
        """Find the pixels that one feature reads."""
        return measured(layer, tuple(index), self.gradient(layer, index) != 0)

    def gradient(self, layer: str, index: Sequence[int]) -> Tensor:
        """Work out how much each pixel matters, its channels added."""
        total = self._found[self._names[layer]].entries(index).sum()
        if total.is_complex():
            total = total.real + total.imag
        # What is worked out again on the way back (checkpoints) must be what was worked out before.
        self.image.grad = None
        with _in_double_precision(), Positive(apart=self._apart):
            # What total.backward(retain_graph=True) calls, which would leave the mode before.
            Variable._execution_engine.run_backward(
                (total,),
                (torch.ones_like(total),),
                True,
                False,
                (),
                allow_unreachable=True,
                accumulate_grad=True,
            )
        found = self.image.grad
        gradient = torch.zeros_like(self.image) if found is None else found
        return gradient.abs().reshape(-1, *gradient.shape[-self._axes :]).sum(0)


@contextmanager
def _in_double_precision() -> Iterator[None]:
    """Let tensors that a model makes on its way have the precision of its weights."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    try:
        yield
    finally:
        torch.set_default_dtype(before)


def measured(layer: str, index: tuple[int, ...], seen: Tensor) -> Measurement:
    """Describe which pixels are seen."""
    runs = []
    for axis in range(seen.dim()):
        others = [other for other in range(seen.dim()) if other != axis]
        along = seen.any(dim=others) if others else seen
        runs.append(tuple(along.nonzero().flatten().tolist()))
    return Measurement(
        layer,
        index,
        int(seen.sum()),
        tuple((run[0], run[-1] + 1) if run else None for run in runs),
        tuple(runs),
        as_array(seen),
    )


def as_array(values: Tensor) -> Any:
    """Make a numpy array of a tensor, or nested lists where numpy is missing."""
    try:
        return values.detach().cpu().numpy()
    except RuntimeError:
        return values.tolist()
