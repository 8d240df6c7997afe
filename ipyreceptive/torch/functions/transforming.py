"""Transforms between places and frequencies."""

from __future__ import annotations

from typing import Any

from ..call import Call
from ..constants import HOLES
from ..pieces import UNKNOWN
from ..places import Read, along_axis, mix, parts_of, plain
from ..registry import function
from ..settle import axis_of
from .merging import join

ALONG_ONE = ["fft_fft", "fft_ifft", "fft_rfft", "fft_irfft", "fft_hfft", "fft_ihfft"]
ALONG_TWO = [f"{name}2" for name in ALONG_ONE]
ALONG_ALL = [f"{name}n" for name in ALONG_ONE]
TRANSFORMS = (*ALONG_ONE, *ALONG_TWO, *ALONG_ALL)


def transformed_dims(name: str, dims: int, size: Any, dim: Any) -> list[int]:
    """Tell along which of a tensor's dimensions a transform of this name goes."""
    if dim is None and name in ALONG_ALL:
        dim = range(dims) if size is None else range(-len(size), 0)
    elif dim is None:
        dim = (-2, -1) if name in ALONG_TWO else -1
    return [each % dims for each in ((dim,) if isinstance(dim, int) else dim)]


@function(*TRANSFORMS)
def transform(
    call: Call, input: Any, size: Any = None, dim: Any = None, *_: Any, **named: Any
) -> None:
    """Read a Fourier transform: each frequency reads everything along its dimensions."""
    size = named.get("n", named.get("s", size))
    dims = transformed_dims(call.name, input.dim(), size, dim)
    placed = any(parts_of(read.dims[each]) for read in call.value(input) for each in dims)
    kept = [size] if isinstance(size, int) else size
    if placed and kept is not None and list(kept) != [*map(input.size, dims)]:
        call.loosened(input, dims, "it may leave out some entries")
        return
    sizes = {each: call.output.shape[each] for each in dims}
    call.give(tuple(mix(read, dims, sizes) for read in call.value(input)))
    if placed:
        call.trace.settled(call.output)


@function("complex", "polar")
def complex_of(call: Call, *_: Any, **__: Any) -> None:
    """Read complex numbers of their parts, or of their lengths and angles."""
    join(call, call.tracked, "concat")
    if len({read.layer for each in call.tracked for read in call.value(each)}) > 1:
        call.trace.pieces.note(call.output, call.trace.value(call.output), UNKNOWN)


def frame(n_fft: int, win_length: int | None) -> tuple[int, int, int]:
    """Tell how long the window of a short-time transform is, and what lies before and after it."""
    length = n_fft if win_length is None else win_length
    before = (n_fft - length) // 2
    return length, before, n_fft - length - before


@function("stft")
def short_time(
    call: Call,
    input: Any,
    n_fft: int,
    hop_length: int | None = None,
    win_length: int | None = None,
    window: Any = None,
    center: bool = True,
    pad_mode: str = "reflect",
    *_: Any,
    **__: Any,
) -> None:
    """Read a short-time Fourier transform: a window that slides, its frequencies as channels."""
    read = call.alone(input)
    if read is None:
        return
    trace, shape = call.trace, call.output.shape
    size = trace.size(read.layer)
    # In a batch or alone.
    channel = len(read.dims) - 1
    if axis_of(read.dims[-1], size) != 0 or len(size) > 1:
        call.unread("such an stft is not known")
        return
    length, before, after = frame(n_fft, win_length)
    first, last, holes = _weighed(call, window, length)
    length, before, after = last + 1 - first, before + first, after + length - 1 - last
    layer = read.layer
    if center:
        around = [n_fft // 2 - before, n_fft // 2 - after]
        trace.operation = "pad"
        padded = {"padding": [around], "mode": "zeros" if pad_mode == "constant" else pad_mode}
        layer = trace.emit("pad", padded, [layer], [size[0] + sum(around)])
    elif before or after:
        trace.operation = "slice"
        kept = {"start": [before], "stop": [size[0] - after]}
        layer = trace.emit("slice", kept, [layer], [size[0] - before - after])
    trace.operation = call.name
    frequencies, frames, *parts = shape[channel:]
    windows = {"kernel_size": [length], "stride": [hop_length or n_fft // 4]}
    if holes:
        made = trace.emit("unknown", {"reason": HOLES, "bound": windows}, [layer], [frames])
    else:
        made = trace.emit("conv", windows, [layer], [frames], channels=frequencies)
    dims = (plain(frequencies), along_axis(0, frames), *map(plain, parts))
    call.give(Read(made, (*read.dims[:-1], *dims)))


def _weighed(call: Call, window: Any, length: int) -> tuple[int, int, bool]:
    """Tell the first and last entry of a window that are not zero, and whether some between are."""
    seen = None if window is None else call.trace.constants.support(window)
    places = [] if seen is None else seen.nonzero().flatten().tolist()
    if not places:
        return 0, length - 1, False
    return places[0], places[-1], len(places) <= places[-1] - places[0]
