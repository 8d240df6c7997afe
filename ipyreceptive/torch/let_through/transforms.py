"""Fourier transforms, of maps and of short windows."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from ..functions.transforming import ALONG_ONE, TRANSFORMS, frame, transformed_dims
from ..registry import function_name
from .pointwise import real
from .replacing import level, replaces


@replaces(*TRANSFORMS)
def transformed(
    func: Any, value: Tensor, size: Any = None, dim: Any = None, *_: Any, **named: Any
) -> Tensor:
    """Read all along the dimensions: of an even image all waves but the longest are nothing."""
    size = named.get("n", named.get("s", size))
    name = function_name(func)
    dims = transformed_dims(name, value.dim(), size, dim)
    after = func(value.detach(), size, dims[0] if name in ALONG_ONE else dims)
    made = level(real(None, value).mean(dims, keepdim=True)).expand(after.shape)
    return torch.complex(made, made) if after.is_complex() else made


@replaces("stft")
def short_time(
    func: Any,
    value: Tensor,
    n_fft: int,
    hop_length: int | None = None,
    win_length: int | None = None,
    window: Any = None,
    center: bool = True,
    pad_mode: str = "reflect",
    **named: Any,
) -> Tensor:
    """Read all that is in the window, at every frequency."""
    framed = (n_fft, hop_length, win_length)
    after = func(value.detach(), *framed, window, center, pad_mode, **named)
    rows = value.reshape(1, -1, value.shape[-1])
    if center:
        rows = functional.pad(rows, (n_fft // 2, n_fft // 2), pad_mode)
    length, before, _ = frame(n_fft, win_length)
    seen = rows.unfold(-1, n_fft, hop_length or n_fft // 4).narrow(-1, before, length)
    seen = (seen if window is None else seen * (window != 0)).mean(-1)
    made = seen.reshape(*value.shape[:-1], 1, -1)
    if not after.is_complex():
        return made.unsqueeze(-1).expand(after.shape)
    return torch.complex(made, made).expand(after.shape)
