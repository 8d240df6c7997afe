"""Recurrent layers and running sums: along a sequence they read what came before, or all of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..call import Call
from ..places import Read, mix, plain
from ..registry import function
from .mixing import along

BEFORE = "a recurrent layer reads what came before"


@function("lstm", "gru", "rnn_tanh", "rnn_relu")
def recurrent(call: Call, input: Any, state: Any, weights: Any, *options: Any) -> None:
    """Read a recurrent layer; one that goes both ways sees all along the sequence."""
    if not isinstance(weights, (list, tuple)) or len(call.tracked) > 1:
        call.unread("a recurrent layer on packed sequences, or with a state, is not known")
        return
    *_, both_ways, batch_first = options
    output, *states = call.outputs
    sequence = 1 if batch_first else 0

    def gone_along(read: Read) -> list[Read]:
        own, *all_ = along(mix(read, [2], {2: output.shape[2]}), [sequence])
        return [own, *(each if both_ways else replace(each, doubt=BEFORE) for each in all_)]

    def at_the_end(read: Read) -> Read:
        last = mix(read, [sequence, 2])
        return replace(last, dims=(plain(states[0].shape[0]), last.dims[1 - sequence], plain(1)))

    reads = call.value(input)
    call.give(tuple(each for read in reads for each in gone_along(read)), output)
    for each in states:
        ends = map(at_the_end, reads)
        call.give(
            tuple(replace(end, dims=(*end.dims[:2], plain(each.shape[2]))) for end in ends), each
        )


@function("cumsum", "cumprod", "cummax", "cummin", "logcumsumexp")
def running(call: Call, input: Any, dim: int) -> None:
    """Read what is worked out along one dimension, from its start on."""
    reason = f"{call.name} reads what came before"

    def gone_along(read: Read) -> list[Read]:
        own, *all_ = along(read, [dim])
        return [own, *(replace(each, doubt=reason) for each in all_)]

    reads = tuple(each for read in call.value(input) for each in gone_along(read))
    for output in call.outputs:
        call.give(reads, output)
