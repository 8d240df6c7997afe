"""Readers of modules that are better read as one."""

from __future__ import annotations

from typing import Any

from .registry import reader


@reader("torchvision.ops.deform_conv.DeformConv2d")
def deformable(module: Any) -> dict[str, Any]:
    """Read a deformable convolution: where it looks depends on the image."""
    return {
        "type": "unknown",
        "reason": "a deformable convolution looks where the image sends it",
        "bound": "whole",
    }
