"""Modules of torch that give a tensor as they got it, place by place: they need not run."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch._C import DisableTorchFunction

from .copier import seen
from .shapes import has_shape_alone, shorts
from .trace import Trace

ACTIVATIONS = frozenset(
    {
        *(nn.ReLU, nn.ReLU6, nn.GELU, nn.SiLU, nn.Mish, nn.ELU, nn.SELU, nn.CELU, nn.LeakyReLU),
        *(nn.Hardswish, nn.Hardsigmoid, nn.Hardtanh, nn.Softplus, nn.Sigmoid, nn.Tanh),
    }
)
#: Norms with statistics of their own, by how many dimensions they take.
NORMS = {nn.BatchNorm1d: (2, 3), nn.BatchNorm2d: (4,), nn.BatchNorm3d: (5,)}


def gives_alike(module: nn.Module) -> bool:
    """Whether a module gives what it gets, as far as places are concerned."""
    known = type(module) in ACTIVATIONS or type(module) in NORMS
    return known and "forward" not in vars(module)


def given_alike(trace: Trace, module: Any, value: Any) -> torch.Tensor | None:
    """Give what such a module gives of features; ``None`` where it is better run."""
    with DisableTorchFunction():
        if not has_shape_alone(value) or not trace.is_known(value):
            return None
        if type(module) not in NORMS:
            made = value if getattr(module, "inplace", False) else value.clone()
        elif value.dim() in NORMS[type(module)]:
            own, kept = seen(module._parameters), seen(module._buffers)
            statistics = (kept.get("running_mean"), kept.get("running_var"))
            made = shorts["batch_norm"](
                value, *statistics, own.get("weight"), own.get("bias"), module.training
            )
        else:
            return None
        if made is not None and made is not value:
            trace.pass_on(value, made)
        return made
