"""What functions make of channels that were put together: which of them mix these, or hide some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torch import Tensor

from .pieces import UNKNOWN, Pieces, bare_shape, doubt

if TYPE_CHECKING:
    from .call import Call

#: Functions whose output has the dimensions of what they are given, in their places.
IN_PLACE = frozenset(
    {
        *("matmul", "bmm", "pad", "softmax", "add", "iadd", "sub", "isub", "mul", "imul", "div"),
        *("truediv", "idiv", "itruediv"),
    }
)
#: Functions that put tensors beside each other, and note of which each entry is.
JOINING = frozenset({"cat", "concat", "concatenate", "stack"})
CONVOLUTIONS = frozenset(
    f"{name}{dims}d" for name in ("conv", "conv_transpose") for dims in (1, 2, 3)
)


def has_pieces(call: Call) -> bool:
    """Whether channels of what a function was given were put together of others."""
    trace = call.trace
    known = [trace.pieces.of(each, trace.value(each)) for each in call.tracked]
    return any(each is not None and not each.alike for each in known)


def kept_of(call: Call) -> Pieces | None:
    """Tell what is known of the output's pieces; ``None`` where it has none, or is noted by itself.

    Called before the function is read, which may write over what it was given.
    """
    if call.name in JOINING or not has_pieces(call) or _mixes(call):
        return None
    along = _along_output(call)
    return UNKNOWN if along is None else Pieces(along=along)


def keep_pieces(call: Call, kept: Pieces = UNKNOWN) -> None:
    """Note that channels of the output may read less than all, where nothing else is known."""
    pieces = call.trace.pieces
    for output in call.outputs:
        value = call.trace.value(output)
        if value and pieces.of(output, value) is None:
            pieces.note(output, value, kept)


def doubt_mingled(call: Call) -> None:
    """Doubt what channels read of which some are hidden: those that others were put together of."""
    pieced = has_pieces(call)
    if pieced or all(tensor.shape == call.output.shape for tensor in call.tracked):
        keep_pieces(call)
    for output in call.outputs if pieced else ():
        doubt(call, output)


def _mixes(call: Call) -> bool:
    """Whether each entry of what a function gives reads all channels that were put together."""
    trace = call.trace
    for tensor in call.tracked:
        value = trace.value(tensor)
        if trace.pieces.of(tensor, value) is None:
            continue
        over = {dim % tensor.dim() for dim in _contracted(call, tensor)}
        if any(n > 1 and at not in over for r in value for at, n in enumerate(bare_shape(r))):
            return False
    return True


def _along_output(call: Call) -> frozenset[int] | None:
    """Tell the dimensions of the output along which entries may read different pieces.

    ``None`` for any, as where dimensions do not stay what they are.
    """
    if call.name not in IN_PLACE:
        return None
    found: frozenset[int] = frozenset()
    for tensor in call.tracked:
        pieces = call.trace.pieces.of(tensor, call.trace.value(tensor))
        if pieces is None:
            continue
        if pieces.along is None or any(tensor.dim() != each.dim() for each in call.outputs):
            return None
        contracted = _contracted(call, tensor)
        found |= pieces.along - {dim % tensor.dim() for dim in contracted}
    return found


def _contracted(call: Call, tensor: Tensor) -> tuple[int, ...]:
    """Tell the dimensions of a tensor of which each entry of the output reads all."""
    name, args = call.name, call.args
    if name in CONVOLUTIONS:
        # The groups stand at the same place for both.
        groups = args[6] if len(args) > 6 else call.kwargs.get("groups", 1)
        return (-int(name[-2]) - 1,) if groups == 1 else ()
    if name in ("linear", "multi_head_attention_forward"):
        return (-1,)
    if name in ("layer_norm", "rms_norm"):
        return tuple(range(-len(args[1]), 0)) if len(args) > 1 else (-1,)
    if name in ("matmul", "bmm", "rmatmul"):
        first = (args[0] is tensor) != (name == "rmatmul")
        return (-1,) if first else (-2,)
    return ()
