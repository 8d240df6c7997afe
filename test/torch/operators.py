"""Lets torchvision be imported beside a torch that it was not built for."""

from __future__ import annotations

import torch

if not hasattr(torch.ops.torchvision, "nms"):
    # torchvision's compiled operators belong to another build of torch; none of them is used.
    OPERATORS = torch.library.Library("torchvision", "DEF")
    for name in ("nms", "qnms"):
        OPERATORS.define(f"{name}(Tensor boxes, Tensor scores, float threshold) -> Tensor")
