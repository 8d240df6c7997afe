"""Windows that slide over a part of an axis: inside the windows of a map, or along its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..call import Call
from ..places import (
    Atom,
    Dim,
    Part,
    Read,
    along_axis,
    loosen,
    mix,
    parts_of,
    plain,
    reshape,
    size_of,
)
from ..settle import axis_of

#: What a parameter is on an axis over which the window does not slide; a size stays.
NEUTRAL: Mapping[str, Any] = {
    "kernel_size": 1,
    "stride": 1,
    "padding": [0, 0],
    "dilation": 1,
    "output_padding": 0,
    "output_size": None,
    "scale_factor": 1,
    "factor": 1,
}
#: Types whose window is that of a convolution.
WINDOWS = frozenset({"conv", "max_pool", "avg_pool"})


@dataclass(frozen=True, slots=True)
class _Along:
    """How a window slides along one dimension."""

    parameters: Mapping[str, Any]
    before: int
    after: int

    @property
    def stays(self) -> bool:
        """Whether it reads each place by itself."""
        return all(NEUTRAL[name] == value for name, value in self.parameters.items())

    @property
    def is_cut(self) -> bool:
        """Whether it cuts the dimension into pieces, and reads each of them whole."""
        kernel = self.parameters["kernel_size"]
        others = {**self.parameters, "kernel_size": 1, "stride": 1}
        apart = all(NEUTRAL[name] == value for name, value in others.items())
        return apart and self.parameters["stride"] == kernel and self.after * kernel == self.before

    @property
    def is_even(self) -> bool:
        """Whether it moves through windows side by side as it does through the whole axis."""
        return self.after * int(self.parameters["stride"]) == self.before


def slide_on_parts(
    call: Call,
    read: Read,
    type: str,
    parameters: Mapping[str, Sequence[Any]],
    dims: int,
    options: Mapping[str, Any],
    remarks: Mapping[str, Any],
) -> Read:
    """Add a layer that works on dimensions of which one is a part of an axis."""
    output = call.outputs[0]
    first = len(read.dims) - dims
    ways = {
        first + place: _Along(
            {name: values[place] for name, values in parameters.items()},
            size_of(read.dims[first + place]),
            output.shape[first + place],
        )
        for place in range(dims)
    }
    channels = plain(output.shape[first - 1])
    flat = replace(read, dims=(*read.dims[: first - 1], channels, *read.dims[first:]))
    made = None
    if type == "adaptive_pool" and all(way.after in (1, way.before) for way in ways.values()):
        whole = [dim for dim, way in ways.items() if way.after < way.before]
        made = mix(flat, whole, dict.fromkeys(whole, 1))
    elif type in WINDOWS:
        made = _in_windows(call, flat, type, ways, options, remarks) or _in_pieces(flat, ways)
    if made is None:
        reason = "it works on a part of an axis"
        moving = [dim for dim, way in ways.items() if not (type in WINDOWS and way.stays)]
        made = loosen(flat, moving, output.shape, reason)
    call.give(made, output)
    return made


def _in_windows(
    call: Call,
    read: Read,
    type: str,
    ways: Mapping[int, _Along],
    options: Mapping[str, Any],
    remarks: Mapping[str, Any],
) -> Read | None:
    """Add a layer on whole axes in the place of one on windows that lie side by side."""
    size = call.trace.size(read.layer)
    over: dict[int, _Along] = {}
    widths: dict[int, int] = {}
    for dim, way in ways.items():
        row = read.dims[dim]
        if way.stays or not parts_of(row):
            continue
        part = row[0]
        if len(row) > 1 or not isinstance(part, Part) or part.step != 1:
            return None
        if part.size < size[part.axis] and not way.is_even:
            return None
        over[part.axis], widths[part.axis] = way, part.size
    names = list(next(iter(ways.values())).parameters)
    given = {
        name: [
            over[axis].parameters[name] if axis in over else NEUTRAL[name]
            for axis in range(len(size))
        ]
        for name in names
    }
    strides = [int(stride) for stride in given["stride"]]
    after = [
        over[axis].after * (n // widths[axis]) if axis in over else n for axis, n in enumerate(size)
    ]
    dims: list[Dim] = []
    for dim, row in enumerate(read.dims):
        axis = axis_of(row, size)
        if dim in ways and (axis is not None or not parts_of(row)):
            n = ways[dim].after
            dims.append(plain(n) if axis is None else along_axis(axis, n))
            continue
        made = _shrunk(row, strides)
        if made is None:
            return None
        dims.append(made)
    if not any(not way.is_cut and widths[axis] < size[axis] for axis, way in over.items()):
        return call.layer(type, {**given, **options}, read, after, dims, **remarks)
    reason = "it works inside windows, and stops at their borders"
    unknown = {"reason": reason, "bound": given, "output_size": after}
    return call.layer("unknown", unknown, read, after, dims, **remarks)


def _shrunk(row: Dim, strides: Sequence[int]) -> Dim | None:
    """Place every so many features of the parts in a dimension; ``None`` where that cuts one."""
    made: list[Atom] = []
    for atom in row:
        if not isinstance(atom, Part):
            if parts_of([atom]):
                return None
            made.append(atom)
            continue
        stride = strides[atom.axis]
        if atom.step == 1 and atom.size % stride == 0:
            made.append(atom._replace(size=atom.size // stride))
        elif atom.step % stride == 0:
            made.append(atom._replace(step=atom.step // stride))
        else:
            return None
    return tuple(atom for atom in made if atom.size > 1)


def _in_pieces(read: Read, ways: Mapping[int, _Along]) -> Read | None:
    """Read the pieces into which rows of places are cut."""
    if not all(way.stays or way.is_cut for way in ways.values()):
        return None
    shape: list[int] = []
    inner: list[int] = []
    for dim, row in enumerate(read.dims):
        way = ways.get(dim)
        if way is None or way.stays:
            shape.append(size_of(row))
        else:
            shape.append(way.after)
            inner.append(len(shape))
            shape.append(way.before // way.after)
    cut = reshape(read, shape)
    if cut.doubt and not read.doubt:
        return None
    mixed = mix(cut, inner)
    kept = tuple(row for dim, row in enumerate(mixed.dims) if dim not in inner)
    return replace(mixed, dims=kept)
