"""Parts of tensors: windows cut and put together, pieces taken and written, rows of tokens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from calling import Calling
from torch import Tensor, nn
from torch.nn import functional

from ipyreceptive import Network

Function = Callable[[Tensor], Tensor]


def mean_of_three(value: Tensor) -> Tensor:
    return functional.avg_pool2d(value, 3, 1, 1)


def in_windows(function: Function) -> Function:
    """Run a function on windows of 4 × 4 that lie side by side."""

    def run(value: Tensor) -> Tensor:
        _, channels, *size = value.shape
        y, x = (n // 4 for n in size)
        cut = value.reshape(channels, y, 4, x, 4).permute(1, 3, 0, 2, 4).reshape(-1, channels, 4, 4)
        made = function(cut)
        n = made.shape[-1]
        whole = made.reshape(y, x, channels, n, n).permute(2, 0, 3, 1, 4)
        return whole.reshape(1, channels, y * n, x * n)

    return run


def padded_by_hand(value: Tensor) -> Tensor:
    made = value.new_zeros(1, 4, 14, 15)
    made[:, :, 1:-1, 2:-1] = value
    return made


def batched(value: Tensor) -> Tensor:
    """Put images of several sizes into one tensor, as detectors do."""
    made = value.new_full((1, 4, 16, 14), 0)
    for place, image in enumerate(value):
        made[place, :, : image.shape[1], 1 : image.shape[2] + 1].copy_(image)
    return made


def through_a_product(value: Tensor) -> Tensor:
    cut = functional.unfold(value, 3, padding=1)
    mixed = torch.matmul(nn.Parameter(torch.ones(36, 36, dtype=value.dtype)), cut)
    return functional.fold(mixed, (12, 12), 3, padding=1)


def around_blocks(value: Tensor) -> Tensor:
    """Let the features of a block read what is around it: halo attention without the weights."""
    around = functional.pad(value, (1, 1, 1, 1)).unfold(2, 6, 4).unfold(3, 6, 4).sum((-2, -1))
    blocks = value.reshape(1, 4, 3, 4, 3, 4)
    return (blocks + around[:, :, :, None, :, None]).reshape(value.shape)


def in_a_grid(value: Tensor) -> Tensor:
    """Let features attend to those that are some places apart."""
    rows = value.reshape(1, 4, 3, 4, 3, 4).permute(0, 3, 5, 2, 4, 1).reshape(16, 9, 4)
    made = torch.matmul(torch.softmax(rows @ rows.mT, -1), rows)
    return made.reshape(1, 4, 4, 3, 3, 4).permute(0, 5, 3, 1, 4, 2).reshape(value.shape)


def with_its_own_weights(slide: Callable[..., Tensor]) -> Function:
    """Slide weights that are made of the image, as trackers and generators do."""

    def run(value: Tensor) -> Tensor:
        weights = value.mean((2, 3)).reshape(4, 1, 1, 1).expand(4, 4, 3, 3)
        return slide(value, weights, stride=2, padding=1)

    return run


def in_waves(value: Tensor) -> Tensor:
    """Weigh frequencies, as Fourier convolutions do, and add what they read to what came in."""
    waves = torch.fft.rfft2(value, norm="ortho")
    real, imaginary = torch.view_as_real(waves).unbind(-1)
    parts = functional.relu(torch.cat([real, imaginary], 1))
    kernel = torch.ones(8, 8, 1, 1, dtype=value.dtype)
    real, imaginary = functional.conv2d(parts, kernel).chunk(2, 1)
    return value + torch.fft.irfft2(torch.complex(real, imaginary), s=value.shape[-2:])


def in_long_waves(value: Tensor) -> Tensor:
    """Keep the long waves along one axis, as Fourier neural operators do."""
    waves = torch.fft.fft(value, dim=3)
    weights = torch.ones(4, 4, 3, dtype=waves.dtype)
    kept = torch.zeros_like(waves)
    kept[..., :3] = torch.einsum("bixy,ioy->boxy", waves[..., :3], weights)
    return torch.fft.ifft(kept, dim=3).abs()


def rows_pooled(value: Tensor) -> Tensor:
    return functional.avg_pool1d(value.flatten(2), 24, 24)


def looks_back(value: Tensor) -> Tensor:
    """Hide what comes after, of which a window is left."""
    kernel = torch.ones(4, 4, 5, 5, dtype=value.dtype)
    kernel[:, :, 3:] = 0
    kernel[..., 4] = 0
    return functional.conv2d(value, kernel, padding=(2, 4), dilation=(1, 2))


def beside_a_grid(value: Tensor) -> Tensor:
    """Add what is some places apart, as linear attention on unfolded windows does."""
    cut = value.reshape(1, 4, 6, 2, 6, 2)
    return (cut + cut.mean((2, 4), keepdim=True).expand(cut.shape)).reshape(value.shape)


def shuffled_and_padded(value: Tensor) -> Tensor:
    cut = value.reshape(1, 1, 2, 2, 12, 12).permute(0, 1, 4, 2, 5, 3)
    return functional.avg_pool2d(functional.pad(cut.reshape(1, 1, 24, 24), (1, 0, 1, 0)), 2, 1)


def beside_positions(value: Tensor) -> Tensor:
    """Let features attend to all, weighed by how far apart they are along one axis."""
    rows = value.flatten(2).mT
    table = nn.Parameter(torch.ones(4, 23, dtype=value.dtype, device=value.device))
    far = functional.pad(rows.reshape(12, 12, 4) @ table, (0, 1)).flatten(1)
    far = functional.pad(far, (0, 11)).reshape(12, 13, 23)[:, :12, 11:]
    scores = (rows @ rows.mT).reshape(12, 12, 12, 12) + far[:, :, None]
    return (scores.reshape(1, 144, 144).softmax(-1) @ rows).mT.reshape(value.shape)


def beside_looked_up_positions(value: Tensor) -> Tensor:
    """Let features attend to all, weighed by a table of which each pair picks an entry."""
    rows = value.flatten(2).mT
    table = nn.Parameter(torch.ones(23, dtype=value.dtype, device=value.device))
    places = torch.arange(144, device=value.device) % 12
    far = functional.one_hot(places[:, None] - places + 11, 23).to(value.dtype)
    scores = rows @ rows.mT + functional.pad(torch.einsum("ijk,k->ij", far, table), (0, 0))
    return (scores.softmax(-1) @ rows).mT.reshape(value.shape)


def maxima(value: Tensor) -> Tensor:
    """Keep what is the largest around, as detectors of keypoints do."""
    largest = functional.max_pool2d(value, 3, 1, 1)
    return value * (largest == value).float()


def maxima_twice(value: Tensor) -> Tensor:
    """Keep the largest, and then those that no other hides."""
    zeros = torch.zeros_like(value)
    kept = value == functional.max_pool2d(value, 3, 1, 1)
    hidden = functional.max_pool2d(kept[:, :1].float(), 3, 1, 1) > 0
    rest = torch.where(hidden, zeros, value)
    kept = kept | ((rest == functional.max_pool2d(rest, 3, 1, 1)) & (~hidden))
    return value.masked_fill(~kept, 0)


def written_where_the_image_says(value: Tensor) -> Tensor:
    value = value.clone()
    value[value != functional.max_pool2d(value, 3, 1, 1)] = 0
    return value


def on_rows(norm: Function, *, channels: bool = False) -> Function:
    """Norm the rows of a map, each as an image, or all as the channels of one."""

    def run(value: Tensor) -> Tensor:
        rows = value[0].transpose(0, 1)
        made = norm(rows.reshape(1, 12, 48) if channels else rows).reshape(rows.shape)
        return made.transpose(0, 1)[None]

    return run


def seen(value: Tensor, *after: None) -> Tensor:
    """Take the mean of each channel."""
    return value.mean((0, 2, 3))[(..., *after)]


#: What a function takes beside a map, worked out of that.
WORKED_OUT: dict[str, Function] = {
    "a bias": lambda value: functional.conv2d(value, torch.eye(4)[..., None, None], seen(value)),
    "a bias on the way up": lambda value: functional.conv_transpose2d(
        value, torch.eye(4)[..., None, None], seen(value)
    ),
    "a bias of a linear layer": lambda value: functional.linear(
        value.movedim(1, -1), torch.eye(4), seen(value)
    ).movedim(-1, 1),
    "the weights of a norm": lambda value: functional.batch_norm(
        value, torch.zeros(4), torch.ones(4), seen(value)
    ),
    "the bias of a norm": lambda value: functional.layer_norm(
        value.movedim(1, -1), (4,), None, seen(value)
    ).movedim(-1, 1),
    "slopes": lambda value: functional.prelu(value, seen(value)),
    "exponents": lambda value: value ** seen(value, None, None),
    "an exponent of a number": lambda value: 2.0 ** (value + seen(value, None, None)),
    "limits": lambda value: value.clamp(max=seen(value, None, None)),
    "remainders": lambda value: value % seen(value, None, None),
    "mixtures": lambda value: torch.lerp(value, value + 1, seen(value, None, None)),
}


def spread_out(value: Tensor) -> Tensor:
    """Put zeros between features, as upsampling by hand does."""
    made = value.new_zeros(1, 4, 24, 25)
    made[:, :, ::2, 1::2] = value
    return mean_of_three(made)


def above(rows: int) -> Function:
    """Look at what stands above, as the vertical stack of a PixelCNN does."""

    def run(value: Tensor) -> Tensor:
        kernel = torch.ones(4, 4, 5, 3, dtype=value.dtype)
        kernel[:, :, rows:] = 0
        return functional.conv2d(value, kernel, padding=(2, 1))

    return run


def looked_after(value: Tensor) -> Tensor:
    """Make sure that no number went astray, and tell how large they are."""
    assert not torch.isnan(value).any()
    assert torch.isfinite(value).all()
    assert f"{value.mean():.2f}"
    return mean_of_three(value.masked_fill(value.isinf(), 0))


#: Functions, how many places their output has, and how many pixels each sees.
EXACT: dict[str, tuple[Function, tuple[int, int], tuple[int, int]]] = {
    "windows side by side, put back": (
        lambda value: functional.fold(functional.unfold(value, 3, stride=3), (12, 12), 3, stride=3),
        (12, 12),
        (3, 3),
    ),
    "windows through a product": (through_a_product, (12, 12), (7, 7)),
    "windows along one axis": (lambda value: value.unfold(3, 5, 2).sum(-1), (12, 4), (3, 7)),
    "windows side by side along one axis": (
        lambda value: value.unfold(2, 4, 4).mean(-1),
        (3, 12),
        (6, 3),
    ),
    "around blocks": (around_blocks, (12, 12), (8, 8)),
    "in a grid": (in_a_grid, (12, 12), (11, 11)),
    "pooled in windows": (in_windows(lambda cut: functional.max_pool2d(cut, 2)), (6, 6), (4, 4)),
    "channels in windows": (
        in_windows(lambda cut: functional.conv2d(cut, torch.ones(4, 4, 1, 1, dtype=cut.dtype))),
        (12, 12),
        (3, 3),
    ),
    "weights of the image": (with_its_own_weights(functional.conv2d), (6, 6), (15, 15)),
    "weights of the image on the way up": (
        with_its_own_weights(functional.conv_transpose2d),
        (23, 23),
        (14, 14),
    ),
    "a product with what is padding": (
        lambda value: value * functional.pad(value, (-3, 3)),
        (12, 12),
        (3, 6),
    ),
    "waves along both axes": (in_waves, (12, 12), (14, 14)),
    "long waves along one axis": (in_long_waves, (12, 1), (3, 14)),
    "a kernel of which the end is hidden": (looks_back, (12, 12), (5, 9)),
    "rows pooled": (rows_pooled, (6, 1), (4, 14)),
    "one place of a row": (lambda value: value.flatten(2)[:, :, 31], (1, 1), (3, 3)),
    "lines of a row": (lambda value: value.flatten(2)[:, :, 24:-12], (9, 12), (3, 3)),
    "written into zeros": (padded_by_hand, (14, 15), (3, 3)),
    "copied into zeros": (batched, (16, 14), (3, 3)),
    "beside a grid": (beside_a_grid, (12, 12), (13, 13)),
    "shuffled and padded": (shuffled_and_padded, (24, 24), (4, 4)),
    "beside looked up positions": (beside_looked_up_positions, (12, 12), (14, 14)),
    "beside positions": (beside_positions, (12, 12), (14, 14)),
    "a row pooled to one": (
        lambda value: functional.adaptive_avg_pool1d(value.flatten(2), 1),
        (1, 1),
        (14, 14),
    ),
    "rows normed": (
        on_rows(lambda rows: functional.group_norm(rows, 2)),
        (12, 12),
        (3, 14),
    ),
    "rows normed as channels": (
        on_rows(functional.instance_norm, channels=True),
        (12, 12),
        (3, 14),
    ),
    "windows normed": (in_windows(functional.instance_norm), (12, 12), (6, 6)),
    "normed by the statistics of the image": (
        lambda value: functional.batch_norm(value, None, None, training=True),
        (12, 12),
        (14, 14),
    ),
    "spread out": (spread_out, (24, 25), (4, 4)),
    "two rows above": (above(2), (12, 12), (4, 5)),
    "one row above": (above(1), (12, 12), (3, 5)),
    "every other row": (lambda value: mean_of_three(value[:, :, [0, 2, 4]]), (3, 12), (7, 5)),
    "rows by their numbers": (
        lambda value: value.index_select(dim=2, index=torch.arange(1, 10, 4, device=value.device)),
        (3, 12),
        (3, 3),
    ),
    "turned over": (lambda value: mean_of_three(torch.fliplr(value[0])[None]), (12, 12), (5, 5)),
    "with the longest waves inside": (
        lambda value: mean_of_three(torch.fft.fftshift(value, dim=(2, 3))),
        (12, 12),
        (5, 5),
    ),
    "where all is so": (
        lambda value: value * (value > 0).all(3, keepdim=True),
        (12, 12),
        (3, 14),
    ),
    "maxima": (maxima, (12, 12), (5, 5)),
    "signs": (lambda value: mean_of_three(value.sign()), (12, 12), (5, 5)),
    "looked after": (looked_after, (12, 12), (5, 5)),
    "the largest channels": (lambda value: mean_of_three(value.topk(2, 1)[0]), (12, 12), (5, 5)),
    "channels in order": (lambda value: mean_of_three(value.sort(1)[0]), (12, 12), (5, 5)),
    "channels weighed by chance": (
        lambda value: mean_of_three(functional.gumbel_softmax(value, tau=1.0, dim=1)),
        (12, 12),
        (5, 5),
    ),
    "rolled twice along an axis": (lambda value: value.roll((5, 7), (2, 2)), (12, 12), (3, 3)),
    "maxima twice": (maxima_twice, (12, 12), (9, 9)),
    "written where the image says": (written_where_the_image_says, (12, 12), (5, 5)),
    **{name: (function, (12, 12), (14, 14)) for name, function in WORKED_OUT.items()},
}


@pytest.mark.parametrize("name", EXACT)
def test_what_is_read_is_exact(name: str) -> None:
    function, n, r = EXACT[name]
    model = Calling(function)
    net = Network.from_torch(model, 12)
    last = list(net)[-1]
    assert (last.n, last.r) == (n, r)
    assert last.status in ("exact", "varies", "whole")
    found = net.check(model)
    assert found.disagreements == ()
    assert any(each.layer == last.name and each.agrees for each in found)


def written_over(value: Tensor) -> Tensor:
    value[:, :, 2:5] = mean_of_three(value)[:, :, 2:5]
    return value


def written_through_a_view(value: Tensor) -> Tensor:
    value[:, :, 3:].add_(mean_of_three(value)[:, :, 3:])
    return value


class OneWay(nn.Module):
    """Reads rows from the left to the right."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(2, 4, 3, padding=1)
        self.row = nn.GRU(4, 4, batch_first=True)

    def forward(self, value: Tensor) -> Tensor:
        """Take each line of the map as a sequence."""
        lines = self.first(value)[0].permute(1, 2, 0)
        return self.row(lines)[0].permute(2, 0, 1)[None]


def masked(hide: Callable[[Tensor, Tensor], Tensor]) -> Function:
    """Let each feature of a row attend to itself and those before it; ``hide`` applies the mask."""

    def run(value: Tensor) -> Tensor:
        rows = value.flatten(2).mT
        later = torch.ones(144, 144, dtype=torch.bool, device=value.device).triu(1)
        return (hide(rows @ rows.mT, later) @ rows).mT.reshape(value.shape)

    return run


class Masked(nn.Conv2d):
    """Looks at what comes before a place, as autoregressive models do."""

    def __init__(self, *, in_place: bool) -> None:
        super().__init__(2, 4, 5, padding=2)
        mask = torch.ones(5, 5)
        mask[3:] = 0
        mask[2, 2:] = 0
        self.in_place = in_place
        self.register_buffer("mask", mask)

    def forward(self, value: Tensor) -> Tensor:
        """Hide the weights that are not to be seen first."""
        if not self.in_place:
            return self._conv_forward(value, self.weight * self.mask, self.bias)
        self.weight.data *= self.mask
        return super().forward(value)


class Hidden(nn.Module):
    """Learns a kernel of 5 × 5 of which the last two rows are hidden, one way or the other."""

    def __init__(self, hide: Callable[[Tensor, Tensor], Tensor]) -> None:
        super().__init__()
        self.hide = hide
        self.weight = nn.Parameter(torch.ones(4, 2, 5, 5))
        mask = torch.ones(4, 2, 5, 5)
        mask[:, :, 3:] = 0
        self.register_buffer("mask", mask)

    def forward(self, value: Tensor) -> Tensor:
        """Convolve with what is left."""
        return functional.conv2d(value, self.hide(self.weight, self.mask), padding=2)


def zeroed_through_a_view(weight: Tensor, _: Tensor) -> Tensor:
    weight = weight.clone()
    weight[:, :, 0].zero_()
    return weight


HIDDEN: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "by a mask of its type": lambda weight, mask: weight * mask.to(weight),
    "by a mask typed as it": lambda weight, mask: mask.type_as(weight) * weight,
    "by a choice": lambda weight, mask: torch.where(mask > 0, weight, torch.zeros_like(weight)),
    "by padding": lambda weight, mask: functional.pad(weight[:, :, :3], (0, 0, 0, 2)),
    "by zeros beside it": lambda weight, mask: torch.cat([weight[:, :, :3], mask[:, :, 3:]], 2),
    "by a sum of products": lambda weight, mask: torch.einsum(
        "oihw,h->oihw", weight, mask[0, 0, :, 0]
    ),
    "by a diagonal": lambda weight, mask: torch.diag(mask[0, 0, :, 0]) @ weight,
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_is_hidden_of_a_learned_kernel_is_not_read(name: str) -> None:
    model = Hidden(HIDDEN[name])
    net = Network.from_torch(model, 12, channels=2)
    [row] = net
    assert (row.status, row.r) == ("exact", (3, 5))
    assert net.check(model).disagreements == ()


def edges(value: Tensor) -> Tensor:
    """Look for edges, with a kernel that has no middle."""
    across = torch.tensor([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]], dtype=value.dtype)
    kernels = torch.stack([across, across.mT])[:, None].repeat(2, 1, 1, 1)
    return functional.conv2d(value, kernels, padding=1, groups=4)


def unknown_weights(value: Tensor) -> Tensor:
    """Hide a row of a kernel, by way of a look at it."""
    kernel = torch.ones(4, 4, 3, 3, dtype=value.dtype)
    kernel[:, :, 0].zero_()
    kernel[:, :, :, 0].zero_()
    return functional.conv2d(value, kernel, padding=1)


def pooled_after(write: Callable[[Tensor], Any]) -> Function:
    """Write into a map, and look around each of its places."""

    def run(value: Tensor) -> Tensor:
        write(value)
        return mean_of_three(value)

    return run


def stripes(value: Tensor) -> Tensor:
    """Make a mask that hides every other column."""
    return torch.arange(12, dtype=value.dtype, device=value.device) % 2


#: Numbers written into a part of a map.
OVERWRITTEN: dict[str, Function] = {
    "by an index": pooled_after(lambda value: value.__setitem__((..., 3, slice(2, 5)), 0)),
    "by zeros": pooled_after(lambda value: value[:, :, :2].zero_()),
    "by ones": pooled_after(lambda value: value[..., 3].fill_(1.0)),
    "by its data": pooled_after(lambda value: value.data[:, :, :2].zero_()),
    "by another name": pooled_after(
        lambda value: value.detach().__setitem__(
            (..., slice(2, 4), slice(None)), mean_of_three(value)[:, :, 2:4]
        )
    ),
    "by a constant": pooled_after(lambda value: value[:, :, :2].copy_(torch.ones(12))),
    "along a diagonal": pooled_after(lambda value: value[0, 0].fill_diagonal_(0)),
    "by numbers of places": pooled_after(
        lambda value: value.index_put_(
            tuple(torch.tensor([[0], [0], [1], [2]])), torch.zeros((), dtype=value.dtype)
        )
    ),
    "by a mask, through a view": pooled_after(lambda value: value[:, :, 2:4].mul_(stripes(value))),
    "by a mask, in rows": pooled_after(
        lambda value: value.view(1, 4, -1).mul_(stripes(value).repeat(12))
    ),
    "where a mask says": pooled_after(
        lambda value: value[:, :, 2:4].masked_fill_(stripes(value) > 0, 0)
    ),
}


class PaddedRow(nn.Module):
    """Attends to a row of which only the first six are no padding."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(2, 4, 3, padding=1)
        self.attention = nn.MultiheadAttention(4, 2, batch_first=True)

    def forward(self, value: Tensor) -> Tensor:
        """Leave out the padding."""
        row = self.first(value).flatten(2).mT
        padding = (torch.arange(row.shape[1], device=row.device) > 5)[None]
        made = self.attention(row, row, row, key_padding_mask=padding)[0]
        return made.mT.reshape(1, 4, 12, 12)


BOUND: dict[str, Function | nn.Module] = {
    **{f"overwritten {name}": function for name, function in OVERWRITTEN.items()},
    "windows put back as they were": lambda value: functional.fold(
        functional.unfold(value, 3, padding=1), (12, 12), 3, padding=1
    ),
    "one entry of each window": lambda value: value.unfold(2, 3, 1)[..., 1],
    "inside windows": in_windows(mean_of_three),
    "written over": written_over,
    "written through a view": written_through_a_view,
    "chosen by numbers": lambda value: value[:, :, torch.tensor([5, 0, 7])],
    "a part of a row": lambda value: value.flatten(2)[:, :, 5:40],
    "one way along rows": OneWay(),
    "masked by a sum": masked(lambda scores, mask: (scores - 1e9 * mask).softmax(-1)),
    "masked by a choice": masked(lambda scores, mask: scores.masked_fill(mask, -1e9).softmax(-1)),
    "masked by a product": masked(lambda scores, mask: scores.softmax(-1) * ~mask),
    "weighed by a triangle": lambda value: torch.ones(12, 12, dtype=value.dtype).tril() @ value,
    "before, by a mask in a product": Masked(in_place=False),
    "before, by a mask written into the weights": Masked(in_place=True),
    "a kernel without its middle": edges,
    "a kernel that is not known": unknown_weights,
    "a learned kernel, below its diagonal": Hidden(lambda weight, _: weight.tril()),
    "a learned kernel, below a diagonal of ones": Hidden(
        lambda weight, mask: weight * torch.ones_like(weight).tril()
    ),
    "a learned kernel, zeroed through a view": Hidden(zeroed_through_a_view),
    "rolled as a row": lambda value: mean_of_three(value.roll(1)),
    "a row with padding": PaddedRow(),
    "groups of rows normed": on_rows(lambda rows: functional.group_norm(rows, 3), channels=True),
    "maps in a row": lambda value: torch.cat([value, mean_of_three(value)], 2),
}


@pytest.mark.parametrize("name", BOUND)
def test_what_cannot_be_told_is_bounded(name: str) -> None:
    given = BOUND[name]
    model = given if isinstance(given, nn.Module) else Calling(given)
    net = Network.from_torch(model, 12, channels=2)
    last = list(net)[-1]
    assert last.status == "bound"
    found = net.check(model)
    assert found.disagreements == ()
    assert any(each.layer == last.name and each.agrees for each in found)


@pytest.mark.parametrize(
    "write",
    [
        Tensor.zero_,
        lambda value: value.fill_(1.0),
        lambda value: value.copy_(torch.ones(12, 12)),
    ],
)
def test_what_is_overwritten_is_not_read(write: Callable[[Tensor], Any]) -> None:
    model = Calling(pooled_after(write))
    net = Network.from_torch(model, 12)
    assert list(net.layers) == ["first"]
    assert net.check(model).disagreements == ()


@pytest.mark.parametrize(
    "write",
    [
        lambda value: value[:, :2].relu_(),
        lambda value: value.view(1, 4, -1).sub_(1),
        lambda value: nn.ReLU(inplace=True)(value.chunk(2, 1)[0]),
    ],
)
def test_a_change_of_each_place_through_a_view_hides_nothing(
    write: Callable[[Tensor], Any],
) -> None:
    model = Calling(pooled_after(write))
    net = Network.from_torch(model, 12)
    assert [(row.status, row.r) for row in net] == [("exact", (n, n)) for n in (3, 5)]
    assert net.check(model).disagreements == ()


def test_a_row_read_both_ways_is_seen_whole() -> None:
    model = OneWay()
    model.row = nn.LSTM(4, 2, bidirectional=True, batch_first=True)
    net = Network.from_torch(model, 12)
    last = list(net)[-1]
    assert (last.status, last.n, last.statuses) == ("whole", (12, 12), ("exact", "whole"))
    assert net.check(model).disagreements == ()


class PooledKeys(nn.Module):
    """A class token that sees some pixels only: those that a strided convolution keeps."""

    def __init__(self) -> None:
        super().__init__()
        self.patches = nn.Conv2d(2, 8, 2, stride=2)
        self.keys = nn.Conv2d(8, 8, 1, stride=2)
        self.token = nn.Parameter(torch.zeros(1, 1, 8))
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)
        self.last = nn.Conv2d(8, 8, 1)

    def forward(self, image: Tensor) -> Tensor:
        """Let token and features read the keys, and add what they were."""
        value = self.patches(image)
        row = torch.cat([self.token, value.flatten(2).transpose(1, 2)], 1)
        keys = self.keys(value).flatten(2).transpose(1, 2)
        row = row + self.attention(row, keys, keys)[0]
        token, rest = row[:, :1], row[:, 1:]
        rest = self.last(rest.transpose(1, 2).reshape(value.shape)).flatten(2).transpose(1, 2)
        return torch.cat([token, rest], 1)[:, 0]


def test_a_token_reads_what_attention_showed_it_alone() -> None:
    model = PooledKeys()
    net = Network.from_torch(model, 16)
    found = net.check(model)
    assert found.disagreements == ()
    token = found[-1]
    assert net.layers["token"]["inputs"] == ["keys"]
    assert token.measured is not None
    assert (token.status, token.measured.pixels) == ("whole", 4 * 16)
    assert net.field("last", (1, 1)).pixels == 4 * 16 + 4


class Patches(nn.Module):
    """A vision transformer: a class token beside patches, from which a head takes its classes."""

    def __init__(self) -> None:
        super().__init__()
        self.patches = nn.Conv2d(2, 8, 4, stride=4)
        self.token = nn.Parameter(torch.zeros(1, 1, 8))
        self.block = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)
        self.norm = nn.LayerNorm(8)
        self.head = nn.Linear(8, 3)

    def forward(self, image: Tensor) -> Tensor:
        """Classify by the token alone."""
        row = torch.cat([self.token, self.patches(image).flatten(2).mT], 1)
        return self.head(self.norm(self.block(row))[:, 0])


def test_a_head_reads_the_token() -> None:
    model = Patches()
    net = Network.from_torch(model, 16)
    assert net.layers["token"]["inputs"] == ["patches"]
    assert net.layers["head"]["inputs"] == ["token"]
    assert net.check(model).disagreements == ()


class Spectrogram(nn.Module):
    """Convolves the frequencies of short windows of a sound."""

    def __init__(self, weigh: Callable[..., Tensor] = torch.ones, **options: Any) -> None:
        super().__init__()
        self.weigh = weigh
        self.options = options
        self.first = nn.Conv1d(9, 2, 3, padding=1)

    def forward(self, value: Tensor) -> Tensor:
        """Take a sound of one channel."""
        window = self.weigh(self.options.get("win_length", 16))
        waves = torch.stft(value[:, 0], 16, window=window, return_complex=True, **self.options)
        return self.first(waves.abs())


@pytest.mark.parametrize(
    ("options", "n", "r", "status"),
    [
        ({}, 33, 24, "exact"),
        ({"hop_length": 3, "win_length": 10, "pad_mode": "constant"}, 43, 16, "exact"),
        ({"center": False}, 29, 24, "exact"),
        ({"center": False, "win_length": 10}, 29, 18, "exact"),
        # The first entry of such a window is zero.
        ({"weigh": torch.hann_window}, 33, 23, "exact"),
        ({"weigh": torch.hann_window, "center": False, "win_length": 10}, 29, 17, "exact"),
        ({"weigh": lambda n: torch.arange(n) % 3}, 33, 22, "bound"),
    ],
)
def test_windows_of_a_sound(options: dict[str, Any], n: int, r: int, status: str) -> None:
    model = Spectrogram(**options)
    net = Network.from_torch(model, (128,), channels=1)
    stft, last = net["stft"], list(net)[-1]
    assert (stft.n, last.r, stft.status) == ((n,), (r,), status)
    found = net.check(model)
    assert found.disagreements == ()
    assert any(each.layer == "stft" and each.agrees for each in found)
