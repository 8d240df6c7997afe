"""Attention: every score that is not masked has its weight."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from .replacing import level, replaces

#: Scores below this are taken for masked.
MASKED = -50.0
#: How much of the scores of attention shows in its weights.
PART = 0.01


@replaces("softmax", "log_softmax", "softmin")
def softmax(func: Any, value: Tensor, dim: int = -1, *_: Any, **__: Any) -> Tensor:
    """Weigh all scores that are not masked."""
    kept = (value > MASKED).to(value.dtype)
    scores = level(torch.where(kept > 0, value, torch.zeros_like(value)))
    n = value.shape[dim]
    return kept * (1 / n + PART * scores / n + PART * scores.mean(dim, keepdim=True) / n)


@replaces("gumbel_softmax")
def gumbel_softmax(func: Any, value: Tensor, *_: Any, dim: int = -1, **__: Any) -> Tensor:
    """Weigh all scores, without what is left to chance."""
    return softmax(None, value, dim)


@replaces("scaled_dot_product_attention")
def attention(
    func: Any,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attn_mask: Tensor | None = None,
    dropout_p: float = 0.0,
    is_causal: bool = False,
    **_: Any,
) -> Tensor:
    """Weigh all values that are not masked."""
    scores = level(query @ key.transpose(-2, -1))
    if is_causal:
        attn_mask = torch.ones(scores.shape[-2:], dtype=torch.bool).tril()
    if attn_mask is not None and attn_mask.dtype == torch.bool:
        scores = scores.masked_fill(~attn_mask, 2 * MASKED)
    elif attn_mask is not None:
        scores = scores + attn_mask
    return level(softmax(None, scores, -1) @ value)


@replaces("multi_head_attention_forward")
def multi_head(
    func: Any, query: Tensor, key: Tensor, value: Tensor, *args: Any, **named: Any
) -> Any:
    """Read the query's own place, and all keys and values."""
    seen = key.mean((0, 2), keepdim=True) + value.mean((0, 2), keepdim=True)
    return level(query.mean(2, keepdim=True) + seen).expand(query.shape), None
