"""Products and reductions: functions that read along dimensions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import torch

from ..call import Call
from ..constants import HIDDEN, MASK
from ..masks import hides_in_product
from ..places import Read, contract, expand, is_apart, mix, parts_of, plain
from ..plans import is_partial
from ..registry import function
from ..tokens import Value, is_beside


def along(read: Read, dims: Iterable[int]) -> list[Read]:
    """Read everything along dimensions, and keep the places."""
    chosen = [dim % len(read.dims) for dim in dims]
    if any(is_apart(read.dims[dim]) for dim in chosen):
        read = mix(read, [dim for dim in chosen if not parts_of(read.dims[dim])])
    if is_beside(read):
        # What some of a row read, all of it reads along it.
        return [mix(read, [dim for dim in chosen if not parts_of(read.dims[dim])])]
    if not any(parts_of(read.dims[dim]) for dim in chosen):
        return [read]
    return [read, mix(read, chosen)]


@function(
    "mean",
    "sum",
    "amax",
    "amin",
    "max",
    "min",
    "var",
    "std",
    "norm",
    "logsumexp",
    "prod",
    "median",
    "nansum",
    "nanmean",
    "vector_norm",
    "linalg_vector_norm",
    "var_mean",
    "std_mean",
    "any",
    "all",
    "argmax",
    "argmin",
    "count_nonzero",
    "aminmax",
)
def reduction(call: Call, input: Any, *args: Any, **named: Any) -> None:
    """Read what keeps one number of the entries along dimensions."""
    output = call.outputs[0]
    dims = _dims(call, args, named)
    everywhere = dims is None
    chosen = range(input.dim()) if dims is None else [dim % input.dim() for dim in dims]

    def reduced(read: Read) -> Read:
        mixed = mix(read, chosen, dict.fromkeys(chosen, 1))
        if output.dim() == input.dim():
            return mixed
        left = () if everywhere else tuple(d for d in range(input.dim()) if d not in chosen)
        return replace(mixed, dims=tuple(mixed.dims[dim] for dim in left))

    if any(parts_of(read.dims[dim]) for read in call.value(input) for dim in chosen):
        value: Value = call.trace.placed(input) or call.value(input)
    else:
        value = call.value(input)
    found = tuple(reduced(read) for read in value)
    for each in call.outputs:
        call.give(found, each)
    if any(read.mixed for read in found) and not any(
        is_partial(read, call.trace.size(read.layer)) for read in found
    ):
        _pool(call)


def _pool(call: Call) -> None:
    """Settle a reduction; where it leaves nothing of any axis it is a global pool."""
    nodes = call.trace.graph.nodes
    count = len(nodes)
    found = call.trace.placed(call.outputs[0])
    if found is None:
        return
    if len(nodes) > count and nodes[-1].type == "linear":
        nodes[-1].type = "global_pool"
    for each in call.outputs:
        call.give(found, each)


def _dims(call: Call, args: Sequence[Any], named: dict[str, Any]) -> list[int] | None:
    dim = named.get("dim", named.get("axis"))
    place = 1 if call.name in ("norm", "vector_norm", "linalg_vector_norm") else 0
    if dim is None and len(args) > place:
        dim = args[place]
    if dim is None or isinstance(dim, bool):
        return None
    if isinstance(dim, int):
        return [dim]
    return list(dim) or None


@function("linear", "bilinear")
def linear(call: Call, input: Any, weight: Any, *args: Any, **named: Any) -> None:
    """Read a linear layer: it reads all of the last dimension."""
    if call.name == "bilinear":
        call.unread("a bilinear layer is not known")
        return
    last = input.dim() - 1
    sizes = {last: weight.shape[0] if weight.dim() > 1 else 1}
    mixed = tuple(mix(read, [last], sizes) for read in call.value(input))
    value = mixed + tuple(
        Read(read.layer, tuple(map(plain, call.output.shape)), read.mixed, read.doubt)
        for read in call.value(weight)
    )
    if weight.dim() == 1:
        value = tuple(replace(read, dims=read.dims[:-1]) for read in value)
    call.give(value)
    trace = call.trace
    if not any(read.placed for read in mixed):
        read = trace.settled(call.output)
        if read is not None and trace.graph.nodes[read.layer].operation != "linear":
            ones = trace.size(read.layer)
            call.give(call.layer("linear", {}, read, ones, read.dims))
    elif any(parts_of(read.dims[last]) for read in call.value(input)):
        trace.settled(call.output)


def product(
    call: Call, operands: Sequence[tuple[torch.Tensor, Sequence[str]]], out: Sequence[str]
) -> None:
    """Read a product of tensors whose dimensions have labels."""
    sizes: dict[str, int] = {}
    for tensor, labels in operands:
        for label, n in zip(labels, tensor.shape, strict=True):
            sizes[label] = max(n, sizes.get(label, 1))

    def read_through(place: int, read: Read) -> Read:
        """Read one operand; what others weigh with zeros is not surely read."""
        labels = operands[place][1]
        made = contract(read, labels, out, sizes)
        summed = {
            label
            for label, dim in zip(labels, read.dims, strict=True)
            if label not in out and (parts_of(dim) or is_apart(dim))
        }
        hidden = any(
            summed.intersection(others) and _hides(call, tensor)
            for other, (tensor, others) in enumerate(operands)
            if other != place
        )
        if hidden:
            return replace(made, doubt=made.doubt or MASK)
        own = [label if label in labels else "" for label in out]
        weighed = any(
            other != place
            and not call.value(tensor)
            and hides_in_product(call.trace, tensor, others, made, own)
            for other, (tensor, others) in enumerate(operands)
        )
        return replace(made, doubt=made.doubt or HIDDEN) if weighed else made

    call.give(
        tuple(
            read_through(place, read)
            for place, (tensor, _) in enumerate(operands)
            for read in call.value(tensor)
        )
    )


def _hides(call: Call, tensor: torch.Tensor) -> bool:
    """Tell whether a factor may be zero where a mask says so."""
    reads = call.value(tensor)
    if not reads:
        return call.trace.constants.may_mask(tensor)
    return any(read.doubt in (MASK, HIDDEN) for read in reads)


@function("matmul", "bmm", "mm", "mv", "rmatmul", "dot")
def matmul(call: Call, input: Any, other: Any, **named: Any) -> None:
    """Read a product of matrices."""
    a, b = (other, input) if call.name == "rmatmul" else (input, other)
    batch = [f"batch{place}" for place in range(max(a.dim(), b.dim()) - 2, 0, -1)]
    left = [*batch[len(batch) - max(a.dim() - 2, 0) :], *(["k"] if a.dim() == 1 else ["m", "k"])]
    right = [*batch[len(batch) - max(b.dim() - 2, 0) :], *(["k"] if b.dim() == 1 else ["k", "n"])]
    out = [*batch, *(["m"] if a.dim() > 1 else []), *(["n"] if b.dim() > 1 else [])]
    product(call, [(a, left), (b, right)], out)


@function("cdist")
def distances(call: Call, a: Any, b: Any, *_: Any, **__: Any) -> None:
    """Read the distances of each row to each other, as those to the words of a codebook."""
    batch = [f"batch{place}" for place in range(a.dim() - 2)]
    product(call, [(a, [*batch, "m", "k"]), (b, [*batch, "n", "k"])], [*batch, "m", "n"])


@function("baddbmm", "addmm", "addbmm")
def addmm(call: Call, input: Any, a: Any, b: Any, **named: Any) -> None:
    """Read a product of matrices that is added to another."""
    if call.name == "addbmm":
        call.unread("addbmm is not known")
        return
    batch = ["batch"] if a.dim() == 3 else []
    product(call, [(a, [*batch, "m", "k"]), (b, [*batch, "k", "n"])], [*batch, "m", "n"])
    if call.value(input):
        own = call.value(call.output)
        more = tuple(expand(read, call.output.shape) for read in call.value(input))
        call.give(own + more)


@function("einsum")
def einsum(call: Call, equation: Any, *operands: Any) -> None:
    """Read a product by its labels."""
    if not isinstance(equation, str):
        call.unread("einsum without an equation is not known")
        return
    tensors = list(operands[0]) if isinstance(operands[0], (list, tuple)) else list(operands)
    left, _, right = equation.replace(" ", "").partition("->")
    terms = left.split(",")
    if "->" not in equation:
        letters = [letter for term in terms for letter in term if letter.isalpha()]
        right = "".join(sorted(each for each in set(letters) if letters.count(each) == 1))
        right = ("..." if "..." in left else "") + right
    labelled = []
    for tensor, term in zip(tensors, terms, strict=True):
        head, dots, tail = term.partition("...")
        rest = tensor.dim() - len(head) - len(tail)
        middle = [f"dots{place}" for place in range(rest, 0, -1)] if dots else []
        labelled.append((tensor, [*head, *middle, *tail]))
    most = max((sum(len(each) > 1 for each in labels) for _, labels in labelled), default=0)
    head, dots, tail = right.partition("...")
    out = [*head, *([f"dots{place}" for place in range(most, 0, -1)] if dots else []), *tail]
    product(call, labelled, out)


@function("scaled_dot_product_attention")
def attention(
    call: Call,
    query: Any,
    key: Any,
    value: Any,
    attn_mask: Any = None,
    dropout_p: float = 0.0,
    is_causal: bool = False,
    **named: Any,
) -> None:
    """Read attention: the query's own place, and everything that keys and values hold."""
    rank = max(query.dim(), key.dim(), value.dim())
    batch = [f"batch{place}" for place in range(rank - 2, 0, -1)]
    operands = [
        (query, [*batch[rank - query.dim() :], "m", "k"]),
        (key, [*batch[rank - key.dim() :], "n", "k"]),
        (value, [*batch[rank - value.dim() :], "n", "d"]),
    ]
    if attn_mask is not None and call.value(attn_mask):
        operands.append((attn_mask, [*batch[rank - attn_mask.dim() :], "m", "n"]))
    product(call, operands, [*batch, "m", "d"])
    if is_causal or call.trace.constants.may_mask(attn_mask):
        masked(call)


def masked(call: Call) -> None:
    """Say that less may be read than could be."""
    call.give(
        tuple(
            replace(read, doubt=read.doubt or MASK) if read.mixed else read
            for read in call.value(call.output)
        )
    )


@function("multi_head_attention_forward")
def multi_head(call: Call, query: Any, key: Any, value: Any, *args: Any, **named: Any) -> None:
    """Read attention as torch's own module has it: features in the first dimension."""
    output = call.outputs[0]
    operands = [(query, ["m", "b", "k"]), (key, ["n", "b", "k"]), (value, ["n", "b", "k"])]
    sizes = {"m": query.shape[0], "b": query.shape[1], "e": output.shape[-1]}
    if query.dim() != 3:
        call.unread("attention without a batch is not known")
        return
    found = tuple(
        contract(read, labels, ["m", "b", "e"], {**sizes, "n": key.shape[0], "k": key.shape[2]})
        for tensor, labels in operands
        for read in call.value(tensor)
    )
    call.give(found, output)
    for more in call.outputs[1:]:
        call.trace.put(more, found[:0])
    hides = call.trace.constants.may_mask(named.get("key_padding_mask"))
    if hides or named.get("attn_mask") is not None or named.get("is_causal"):
        call.output = output
        masked(call)
