"""A U-Net as it is most often written: padded, with transposed convolutions on the way up."""

from __future__ import annotations

import torch
from torch import Tensor, nn

WIDTHS = (64, 128, 256, 512, 1024)


def block(before: int, after: int) -> nn.Sequential:
    """Make two convolutions, each with its norm and activation."""
    layers: list[nn.Module] = []
    for width in (before, after):
        layers += [nn.Conv2d(width, after, 3, padding=1), nn.BatchNorm2d(after), nn.ReLU()]
    return nn.Sequential(*layers)


class UNet(nn.Module):
    """Five levels, joined across by concatenation."""

    def __init__(self) -> None:
        super().__init__()
        self.down = nn.ModuleList(map(block, (3, *WIDTHS), WIDTHS))
        self.pool = nn.MaxPool2d(2)
        pairs = [*zip(WIDTHS[:0:-1], WIDTHS[-2::-1], strict=True)]
        self.up = nn.ModuleList(nn.ConvTranspose2d(a, b, 2, 2) for a, b in pairs)
        self.join = nn.ModuleList(block(a, b) for a, b in pairs)
        self.last = nn.Conv2d(WIDTHS[0], 2, 1)

    def forward(self, value: Tensor) -> Tensor:
        """Go down, keep each level, and come up again."""
        kept = []
        for place, down in enumerate(self.down):
            value = down(self.pool(value) if place else value)
            kept.append(value)
        for up, join, across in zip(self.up, self.join, kept[-2::-1], strict=True):
            value = join(torch.cat([across, up(value)], 1))
        return self.last(value)
