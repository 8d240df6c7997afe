"""Torch's own convolutions, read without the ways that a call takes through torch."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch._C import DisableTorchFunction
from torch.nn import functional

from .call import Call
from .copier import seen
from .shapes import has_shape_alone, shorts
from .trace import Trace

CONVOLUTIONS: dict[type[nn.Module], Any] = {
    nn.Conv1d: functional.conv1d,
    nn.Conv2d: functional.conv2d,
    nn.Conv3d: functional.conv3d,
}


def is_convolution(module: nn.Module) -> bool:
    """Whether a module does what torch's own convolution does, and no more."""
    own = type(module) in CONVOLUTIONS and "forward" not in vars(module)
    return own and module.padding_mode == "zeros"


def convolved(trace: Trace, module: Any, value: Any) -> torch.Tensor | None:
    """Give what such a module gives of features, and read it; ``None`` where it is better run."""
    with DisableTorchFunction():
        if not has_shape_alone(value) or not trace.is_known(value):
            return None
        own = seen(module._parameters)
        weight, bias = own.get("weight"), own.get("bias")
        if weight is None:
            return None
        func = CONVOLUTIONS[type(module)]
        settings = (module.stride, module.padding, module.dilation, module.groups)
        args = (value, weight, bias, *settings)
        made: torch.Tensor | None = shorts[func.__name__](*args)
        if made is not None:
            Call(trace, func.__name__, func, args, {}, [value]).read(made)
        return made
