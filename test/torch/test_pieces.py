"""Channels that were put together and are taken apart again: each reads what it was made of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from ipyreceptive import Network

Taken = Callable[["Wide", Tensor], Tensor]


class Wide(nn.Module):
    """Looks at an image in windows of 3 and of 7, and takes what it likes of both."""

    def __init__(self, take: Taken) -> None:
        super().__init__()
        self.take = take
        self.near = nn.Conv2d(8, 4, 3, padding=1)
        self.far = nn.Conv2d(8, 4, 7, padding=3)
        self.norm = nn.BatchNorm2d(8)
        self.in_groups = nn.Conv2d(8, 8, 3, padding=1, groups=2)
        self.mixed = nn.Conv2d(8, 8, 1)
        self.linear = nn.Linear(8, 8)
        self.small = nn.Linear(4, 4)
        self.along = nn.Linear(12, 12)
        self.last = nn.Conv2d(4, 4, 3, padding=1)

    def both(self, image: Tensor) -> Tensor:
        """Put both side by side."""
        return torch.cat([self.near(image), self.far(image)], 1)

    def forward(self, image: Tensor) -> Tensor:
        """Look around what was taken."""
        return self.last(self.take(self, image))


def coupled(net: Wide, image: Tensor, *, swapped: bool) -> Tensor:
    """Let half of the channels change the others, three times, as flows do."""
    for _ in range(3):
        a, b = image.chunk(2, 1)
        changed = b + net.last(a)
        image = torch.cat([changed, a] if swapped else [a, changed], 1)
    return image[:, 4:]


def with_a_ramp(net: Wide, image: Tensor) -> Tensor:
    """Put a constant beside features, and take them out again."""
    ramp = torch.ones(1, 1, 12, 12, dtype=image.dtype, device=image.device)
    return torch.cat([net.near(image), ramp], 1)[:, :4]


def carried_along(net: Wide, image: Tensor) -> Tensor:
    """Keep a part of the image beside what is worked out of all."""
    state = torch.cat([image[:, :4], net.near(image)], 1)
    state = torch.cat([state[:, :4], net.mixed(state)[:, :4]], 1)
    return state[:, :4]


def shuffled(net: Wide, image: Tensor) -> Tensor:
    apart = net.both(image).view(1, 2, 4, 12, 12).transpose(1, 2)
    return apart.reshape(1, 8, 12, 12).chunk(2, 1)[0]


#: What is taken, and how many pixels a convolution of 3 × 3 on that sees.
TAKEN: dict[str, tuple[Taken, int]] = {
    "the first half": (lambda net, image: net.both(image).chunk(2, 1)[0], 5),
    "the second half": (lambda net, image: net.both(image)[:, 4:], 9),
    "some of both": (lambda net, image: net.both(image)[:, 2:6], 9),
    "one of a stack": (lambda net, image: torch.stack([net.near(image), net.far(image)])[0], 5),
    "one of a stack inside": (
        lambda net, image: torch.stack([net.near(image), net.far(image)], 2).unbind(2)[0],
        5,
    ),
    "one of a batch": (
        lambda net, image: torch.cat([net.near(image), net.far(image)], 0).chunk(2)[0],
        5,
    ),
    "after a norm": (lambda net, image: net.norm(net.both(image)).relu()[:, :4], 5),
    "channels last": (
        lambda net, image: net.both(image).permute(0, 2, 3, 1)[..., :4].permute(0, 3, 1, 2),
        5,
    ),
    "shuffled": (shuffled, 9),
    "shuffled by torch": (
        lambda net, image: functional.channel_shuffle(net.both(image), 2)[:, :4],
        9,
    ),
    "mixed": (lambda net, image: net.mixed(net.both(image))[:, :4], 9),
    "mixed by a linear layer": (
        lambda net, image: net.linear(net.both(image).movedim(1, -1))[..., :4].movedim(-1, 1),
        9,
    ),
    "the same twice": (lambda net, image: torch.cat([net.near(image)] * 2, 1)[:, 4:], 5),
    "beside a constant": (with_a_ramp, 5),
    "carried along": (carried_along, 3),
    "with a part of space": (lambda net, image: net.both(image)[:, :4, 1:-1, 1:-1], 5),
    "through a layer of their own": (
        lambda net, image: net.small(net.both(image)[:, :4].movedim(1, -1)).movedim(-1, 1),
        5,
    ),
    "changed by what stays": (lambda net, image: coupled(net, image, swapped=False), 5),
    "changed in turns": (lambda net, image: coupled(net, image, swapped=True), 7),
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_part_reads_what_it_was_made_of(name: str) -> None:
    take, r = TAKEN[name]
    model = Wide(take)
    net = Network.from_torch(model, 12)
    last = list(net)[-1]
    assert (last.status, last.r) == ("exact", (r, r))
    found = net.check(model)
    assert found.disagreements == ()
    assert any(each.layer == last.name and each.agrees for each in found)


def in_scales(net: Wide, image: Tensor) -> Tensor:
    """Let heads of two scales attend to all, each weighed by a sum beside its values."""
    heads = net.both(image).reshape(1, 2, 4, 144).mT
    values = functional.pad(heads, (0, 1), value=1.0)
    made = heads @ (heads.relu().mT @ values)
    return net.mixed((made[..., :-1] / made[..., -1:]).mT.reshape(1, 8, 12, 12))[:, :4]


def test_heads_of_scales_are_not_taken_apart_along_their_values() -> None:
    model = Wide(in_scales)
    net = Network.from_torch(model, 12)
    assert list(net)[-1].status == "whole"
    assert net.check(model).disagreements == ()


def written_beside(net: Wide, image: Tensor) -> Tensor:
    made = image.new_zeros(image.shape)
    made[:, :4] = net.near(image)
    made[:, 4:] = net.far(image)
    return made[:, :4]


def hidden_and_mixed(net: Wide, image: Tensor) -> Tensor:
    """Hide what looks far away, and mix all."""
    mask = torch.tensor([1.0] * 4 + [0.0] * 4, dtype=image.dtype, device=image.device)
    return net.mixed(net.both(image) * mask[:, None, None])[:, :4]


def zeroed_and_mixed(net: Wide, image: Tensor) -> Tensor:
    made = net.both(image)
    made[:, 4:] = 0
    return net.mixed(made)[:, :4]


def masked_by_turns(net: Wide, image: Tensor) -> Tensor:
    """Take every other channel from here, the rest from there, and look at the first ones."""
    mask = torch.tensor([1.0, 0, 1, 0], dtype=image.dtype, device=image.device)[:, None, None]
    made = net.near(image) * mask + net.far(image) * (1 - mask)
    return made[:, ::2].repeat_interleave(2, 1)


#: What may read less than all that was put together.
LOST: dict[str, Taken] = {
    "through groups": lambda net, image: net.in_groups(net.both(image))[:, :4],
    "through a pool": lambda net, image: functional.max_pool2d(net.both(image), 2)[:, :4],
    "hidden, and then mixed": hidden_and_mixed,
    "zeroed, and then mixed": zeroed_and_mixed,
    "masked by turns": masked_by_turns,
    "a batch through one layer": lambda net, image: net.last(
        torch.cat([net.near(image), net.far(image)])
    ).chunk(2)[0],
    "axes in another order": lambda net, image: torch.einsum("bchw->bhwc", net.both(image))[
        ..., :4
    ].movedim(-1, 1),
    "mixed along an axis": lambda net, image: net.along(net.both(image))[:, :4],
    "parts of complex numbers": lambda net, image: (
        torch.complex(net.near(image), net.far(image)).real
    ),
    "every other column of a stack": lambda net, image: torch.stack(
        [net.near(image), net.far(image)], -1
    ).flatten(3)[..., ::2],
    "after a sum": lambda net, image: (net.both(image) + image)[:, :4],
    "written beside others": written_beside,
    "by numbers": lambda net, image: net.both(image)[:, torch.tensor([0, 2, 3, 1])],
    "from channels to space": lambda net, image: functional.pixel_shuffle(
        torch.cat([net.both(image)] * 2, 1), 2
    ),
    "to space and back": lambda net, image: functional.pixel_shuffle(
        functional.pixel_unshuffle(net.near(image), 2), 2
    ),
    "beside each other": lambda net, image: torch.stack([net.near(image), net.far(image)], 3).view(
        1, 4, 24, 12
    ),
}


@pytest.mark.parametrize("name", LOST)
def test_a_part_of_which_that_is_not_known_is_bounded(name: str) -> None:
    model = Wide(LOST[name])
    net = Network.from_torch(model, 12)
    last = list(net)[-1]
    assert last.status == "bound"
    found = net.check(model)
    assert found.disagreements == ()
    assert any(each.layer == last.name and each.agrees for each in found)
