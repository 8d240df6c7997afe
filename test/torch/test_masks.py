"""Constants with zeros: what a mask hides is not told to be read."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
from calling import Calling
from torch import Tensor, nn
from torch.nn import functional

from ipyreceptive import Network

Function = Callable[[Tensor], Tensor]


def checkerboard(like: Tensor) -> Tensor:
    """Make a mask that hides every other place of 12 × 12."""
    cells = [[(y + x) % 2 for x in range(12)] for y in range(12)]
    return torch.tensor(cells, dtype=like.dtype, device=like.device)


def shown(like: Tensor) -> Tensor:
    return checkerboard(like) > 0


def hidden_half(value: Tensor) -> Tensor:
    mask = torch.ones_like(value)
    mask[:, :, :, 7:] = 0
    return value * mask


def of_other_numbers(value: Tensor) -> Tensor:
    rows = np.arange(12, dtype="float32") % 2
    return value * torch.from_numpy(rows).to(value)


def means(value: Tensor) -> Tensor:
    return functional.avg_pool2d(value, 3, 1, 1)


def channel_wise(value: Tensor) -> Tensor:
    """Hide places in half of the channels, and others in the other half."""
    mask = checkerboard(value)
    return value * torch.stack([mask, 1 - mask]).repeat(2, 1, 1)


def some_channels(value: Tensor) -> Tensor:
    mask = torch.ones(4, 1, 1, dtype=value.dtype, device=value.device)
    mask[1:3] = 0
    return value * mask


def turned(value: Tensor) -> Tensor:
    """Turn pairs of channels by the place along a row, as rotary positions do; by nothing first."""
    angles = torch.arange(144, dtype=value.dtype, device=value.device) / 100
    rows = value.flatten(2)
    left, right = rows.chunk(2, 1)
    made = rows * angles.cos() + torch.cat([-right, left], 1) * angles.sin()
    return made.reshape(value.shape)


def in_waves(value: Tensor) -> Tensor:
    """Fade the ends of each row out before its frequencies are looked at."""
    window = torch.hann_window(12, dtype=value.dtype, device=value.device)
    return torch.fft.rfft(value * window, dim=3).abs()


def halves(value: Tensor) -> Tensor:
    """Read what is known at half of the places, and what is worked out of that at the others."""
    known = value * checkerboard(value)
    return known + (1 - checkerboard(value)) * (value + means(known))


def in_a_row(value: Tensor) -> Tensor:
    """Hide places of a row whose first entry is another."""
    rows = torch.cat([value.new_zeros(1, 4, 1), value.flatten(2)], 2)
    mask = torch.ones(145, dtype=value.dtype, device=value.device)
    mask[0] = 0
    return (rows * mask)[:, :, 1:].reshape(value.shape)


def of_the_pooled(value: Tensor) -> Tensor:
    return value + value.mean((2, 3), keepdim=True) * checkerboard(value)


#: Made where the model was written, not where it runs.
CONSTANT = checkerboard(torch.zeros(1))


class Listed(nn.Module):
    """Keeps its masks where a module does not look for tensors."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(2, 4, 3, padding=1)
        self.masks = [checkerboard(torch.zeros(1)).float()]

    def forward(self, value: Tensor) -> Tensor:
        """Take one of them to where the features are."""
        [mask] = self.masks
        return self.first(value) * mask.to(value.device)


HIDES: dict[str, Function | nn.Module] = {
    "a product": lambda value: value * checkerboard(value),
    "a product of numbers and of yes and no": lambda value: shown(value) * value,
    "a product in place": lambda value: value.mul_(checkerboard(value)),
    "a product with what is made like it": hidden_half,
    "a product with another library's numbers": of_other_numbers,
    "a product, its channels apart": lambda value: torch.einsum(
        "bchw,hw->bchw", value, checkerboard(value)
    ),
    "a quotient of it": lambda value: checkerboard(value) / value,
    "filled": lambda value: value.masked_fill(~shown(value), 0),
    "chosen": lambda value: torch.where(shown(value), value, 0.0),
    "chosen, by a method": lambda value: value.where(shown(value), torch.zeros_like(value)),
    "one or the other": lambda value: torch.where(shown(value), value, means(value)),
    "from one to the other": lambda value: torch.lerp(value, means(value), checkerboard(value)),
    "added in part": lambda value: torch.addcmul(means(value), means(value), checkerboard(value)),
    "a window before a transform": in_waves,
    "halves": halves,
    "what was pooled": of_the_pooled,
    "by a constant of its own": lambda value: value * CONSTANT,
    "kept in a list": Listed(),
    "the same places twice": lambda value: (
        value * checkerboard(value) + value.neg() * checkerboard(value)
    ),
}


class Gated(nn.Module):
    """Weighs places by what it learns, which is nothing at first."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(2, 4, 3, padding=1)
        self.gate = nn.Parameter(torch.zeros(12, 12))

    def forward(self, value: Tensor) -> Tensor:
        return self.first(value) * self.gate


SHOWS: dict[str, Function | nn.Module] = {
    "by ones": lambda value: value * torch.ones_like(value),
    "by a quotient": lambda value: value / (1 + checkerboard(value)),
    "by channels": channel_wise,
    "by some channels": some_channels,
    "by what is learned": Gated(),
    "by both masks": lambda value: (
        (value * checkerboard(value)).relu() + value * (1 - checkerboard(value))
    ),
    "one way or the other": lambda value: torch.where(shown(value), value, value.exp()),
    "beside it all": turned,
    "beside a row": in_a_row,
}


@pytest.mark.parametrize("name", [*HIDES, *SHOWS])
def test_what_a_mask_hides_is_not_surely_read(name: str) -> None:
    given = HIDES.get(name) or SHOWS[name]
    model = given if isinstance(given, nn.Module) else Calling(given)
    net = Network.from_torch(model, 12)
    last = list(net)[-1]
    assert (last.status == "bound") == (name in HIDES), (last.status, last.reason)
    found = net.check(model)
    assert found.disagreements == ()
    assert any(each.layer == last.name and each.agrees for each in found)


def test_a_mask_too_large_to_be_looked_at_may_hide_anything() -> None:
    mask = torch.ones(2100, 2100)
    model = Calling(lambda value: value * mask.to(value.device))
    assert list(Network.from_torch(model, 2100))[-1].status == "bound"


class Coupling(nn.Module):
    """A step of a flow: half of the image, as on a checkerboard, changes the other."""

    def __init__(self) -> None:
        super().__init__()
        self.change = nn.Conv2d(1, 2, 3, padding=1)
        mask = (torch.arange(8)[:, None] + torch.arange(8)) % 2
        self.register_buffer("mask", mask[None, None])

    def forward(self, image: Tensor) -> Tensor:
        kept = image * self.mask
        scale, shift = self.change(kept).chunk(2, 1)
        return kept + (1 - self.mask) * (image * scale.tanh().exp() + shift)


def test_a_masked_image_bounds_what_is_read_of_it() -> None:
    model = Coupling()
    net = Network.from_torch(model, 8, channels=1)
    assert str(net["change"].reason).endswith("change.mask on: a mask hides some of it")
    found = net.check(model)
    assert found.disagreements == ()
    assert {each.layer for each in found if each.agrees} >= {"change", list(net.layers)[-1]}
