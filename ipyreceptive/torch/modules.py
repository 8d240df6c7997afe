"""Readers of modules that are better read as one."""

from __future__ import annotations

from typing import Any

from .registry import reader


@reader("torchvision.ops.deform_conv.DeformConv2d")
def deformable(module: Any, size: tuple[int, ...]) -> dict[str, Any]:
    """Read a deformable convolution: where it looks depends on the image."""
    return {
        "type": "unknown",
        "reason": "a deformable convolution looks where the image sends it",
        "bound": "whole",
        "channels": module.out_channels,
    }


@reader(
    "torchvision.models.swin_transformer.ShiftedWindowAttention",
    "torchvision.models.swin_transformer.ShiftedWindowAttentionV2",
    "torchvision.models.video.swin_transformer.ShiftedWindowAttention3d",
)
def shifted_window_attention(module: Any, size: tuple[int, ...]) -> list[dict[str, Any]] | None:
    """Read torchvision's attention in windows, which it pads at the end and shifts."""
    window = list(module.window_size)
    if len(window) != len(size):
        return None
    if len(window) == 3:
        # In video the window is no larger than the map.
        window = [min(n, each) for n, each in zip(size, window, strict=True)]
    return _windowed(window, list(module.shift_size), size)


def _windowed(window: list[int], shift: list[int], size: tuple[int, ...]) -> list[dict[str, Any]]:
    after = [-n % each for n, each in zip(size, window, strict=True)]
    moved = [
        0 if each >= n + more else by
        for each, by, n, more in zip(window, shift, size, after, strict=True)
    ]
    attention = {"type": "attention", "window": window, "shift": moved}
    if not any(after):
        return [attention]
    around = [[0, more] for more in after]
    return [
        {"type": "pad", "padding": around},
        attention,
        {"type": "crop", "cropping": around},
    ]


@reader(
    "timm.models.swin_transformer.SwinTransformerBlock",
    "timm.models.swin_transformer_v2.SwinTransformerV2Block",
    "timm.models.swin_transformer_v2_cr.SwinTransformerV2CrBlock",
)
def swin_block(module: Any, size: tuple[int, ...]) -> list[dict[str, Any]] | None:
    """Read timm's block: beside its attention all is place by place."""
    window, shift = list(module.window_size), list(module.shift_size)
    if any(n % each for n, each in zip(size, window, strict=True)):
        # It pads after it shifts; what the mask hides then is not told by a window.
        return None
    return _windowed(window, shift, size)
