"""A model of one function, after a convolution."""

from __future__ import annotations

from collections.abc import Callable

from torch import Tensor, nn


class Calling(nn.Module):
    """A function in the place of a module, after and before a convolution."""

    def __init__(self, function: Callable[[Tensor], Tensor], axes: int = 2) -> None:
        super().__init__()
        self.function = function
        self.first = [nn.Conv1d, nn.Conv2d, nn.Conv3d][axes - 1](2, 4, 3, padding=1)

    def forward(self, value: Tensor) -> Tensor:
        """Run the convolution, and then the function."""
        return self.function(self.first(value))
