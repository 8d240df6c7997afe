"""Modules and functions of torch of every kind, each read and compared with the model itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

import numpy
import pytest
import torch
from calling import Calling
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.checkpoint import checkpoint
from torchvision import ops

from ipyreceptive import Network
from ipyreceptive.torch import effective_field

IMAGE = torch.ones(1, 3, 9, 9)
MODES = ("zeros", "reflect", "replicate", "circular")


class Unpooling(nn.Module):
    """Puts features back where the largest of each window stood."""

    def __init__(self, kernel_size: int, stride: int, padding: int) -> None:
        super().__init__()
        window = (kernel_size, stride, padding)
        self.before = nn.Conv2d(3, 4, 3, padding=1)
        self.pool = nn.MaxPool2d(*window, return_indices=True)
        self.within = nn.Conv2d(4, 4, 3, padding=1)
        self.unpool = nn.MaxUnpool2d(*window)
        self.after = nn.Conv2d(4, 4, 3, padding=1)

    def forward(self, value: Tensor) -> Tensor:
        value = self.before(value)
        pooled, places = self.pool(value)
        return self.after(self.unpool(self.within(pooled), places, value.shape[2:]))


class Frozen(nn.Module):
    """Has parts that do not learn: one without a gradient, one without entries, a plain tensor."""

    def __init__(self) -> None:
        super().__init__()
        self.nothing = nn.Parameter(torch.ones(0, 4))
        self.mean = torch.full((1, 3, 1, 1), 0.5)
        self.part = nn.Conv2d(3, 4, 3)
        self.head = nn.Conv2d(4, 4, 3)

    def forward(self, value: Tensor) -> Tensor:
        with torch.no_grad():
            value = self.part(value - self.mean)
        return self.head(value)


def normed(value: Tensor) -> Tensor:
    spread, mean = torch.std_mean(value, (2, 3), keepdim=True)
    return (value - mean) / spread


def rounded(value: Tensor) -> Tensor:
    """Mind numbers of another precision, and functions whose options have names."""
    small = torch.pixel_unshuffle(value, downscale_factor=2)
    weights = torch.ones(4, 16, 3, 3, dtype=value.dtype).float()
    return functional.conv2d(small.to(torch.float32) if value.type() else small, weights)


class Codebook(nn.Module):
    """Puts the nearest word of a codebook at each place, as VQ models do."""

    def __init__(self) -> None:
        super().__init__()
        self.encode = nn.Conv2d(2, 4, 3)
        self.words = nn.Embedding(6, 4)
        self.decode = nn.Conv2d(4, 4, 3)

    def forward(self, value: Tensor) -> Tensor:
        value = self.encode(value)
        rows = value.permute(0, 2, 3, 1)
        nearest = torch.cdist(rows.reshape(-1, 4), self.words.weight).argmin(1)
        word = self.words(nearest).view(rows.shape).permute(0, 3, 1, 2)
        return self.decode(value + (word - value).detach())


def by_name(value: Tensor) -> Tensor:
    """Call functions with names for all that they take."""
    value = functional.layer_norm(input=value, normalized_shape=(12, 12))
    value = value.masked_fill(mask=value > 0, value=0.0)
    value = functional.adaptive_max_pool2d(input=value, output_size=(3, 3))
    weights = torch.ones(5, 3, dtype=value.dtype, device=value.device)
    value = functional.linear(input=value, weight=weights)
    value = functional.max_pool2d(input=value, kernel_size=(2, 1), stride=1)
    return torch.sum(input=torch.cat(tensors=[value, value], dim=1), dim=1, keepdim=True)


#: Models, the sizes of their input, and how many places the last layer has, and sees.
MODELS: dict[str, tuple[nn.Module, tuple[int, ...], tuple[int, ...], tuple[int, ...]]] = {
    "one axis": (
        nn.Sequential(nn.Conv1d(2, 4, 5, 2, dilation=2), nn.MaxPool1d(3, 2), nn.Conv1d(4, 4, 3)),
        (80,),
        (15,),
        (21,),
    ),
    "one axis, up": (
        nn.Sequential(nn.Conv1d(2, 4, 4, 4), nn.ConvTranspose1d(4, 2, 4, 4), nn.AvgPool1d(2)),
        (32,),
        (16,),
        (4,),
    ),
    "three axes": (
        nn.Sequential(
            nn.Conv3d(1, 4, (1, 3, 3), padding=(0, 1, 1)),
            nn.MaxPool3d((1, 2, 2)),
            nn.Conv3d(4, 4, (3, 1, 1), stride=(2, 1, 1), groups=2),
        ),
        (7, 12, 14),
        (3, 6, 7),
        (3, 4, 4),
    ),
    "three axes, up": (
        nn.Sequential(
            nn.Conv3d(1, 2, 2, 2),
            nn.Upsample(scale_factor=2, mode="nearest"),
            nn.Conv3d(2, 2, 3, padding=1),
        ),
        (4, 8, 8),
        (4, 8, 8),
        (4, 4, 4),
    ),
    "lazy": (
        nn.Sequential(nn.LazyConv2d(4, 3), nn.LazyBatchNorm2d(), nn.LazyConv2d(4, 3, 2)),
        (17, 17),
        (7, 7),
        (5, 5),
    ),
    "same": (
        nn.Sequential(nn.Conv2d(2, 4, (4, 3), padding="same"), nn.Conv2d(4, 4, 2, padding="same")),
        (12, 12),
        (12, 12),
        (5, 4),
    ),
    "depthwise": (
        nn.Sequential(nn.Conv2d(2, 8, 1), nn.Conv2d(8, 8, 5, padding=2, groups=8)),
        (12, 12),
        (12, 12),
        (5, 5),
    ),
    **{
        f"padding {mode}": (
            nn.Sequential(
                nn.Conv2d(2, 4, 3, padding=2, padding_mode=mode),
                nn.Conv2d(4, 4, 3, 2, padding=1, padding_mode=mode),
            ),
            (12, 14),
            (7, 8),
            (5, 5),
        )
        for mode in MODES
    },
    "pool of a function": (
        Calling(lambda value: functional.max_pool2d(value, 3, 2, 1, ceil_mode=True)),
        (14, 14),
        (8, 8),
        (5, 5),
    ),
    "slices": (Calling(lambda value: value[:, 1:, 2:-1, ::3]), (16, 16), (13, 6), (3, 3)),
    "branches": (
        Calling(
            lambda value: (
                torch.cat([value, functional.avg_pool2d(value, 3, 1, 1)], 1)
                + torch.cat([value, value], 1)
            )
        ),
        (12, 12),
        (12, 12),
        (5, 5),
    ),
    "other order of axes": (
        Calling(lambda value: functional.max_pool2d(value.permute(0, 1, 3, 2), (1, 3))),
        (12, 15),
        (4, 15),
        (5, 3),
    ),
    "attributes": (
        Calling(lambda value: functional.max_pool2d(value.data.mT.real, (1, 3))),
        (12, 15),
        (4, 15),
        (5, 3),
    ),
    "channels in another order": (
        nn.Sequential(nn.Conv2d(2, 4, 3), nn.ChannelShuffle(2), nn.Conv2d(4, 4, 3)),
        (12, 12),
        (8, 8),
        (5, 5),
    ),
    "put back": (Unpooling(2, 2, 0), (16, 16), (16, 16), (10, 10)),
    "put back, with a row that no window holds": (
        Unpooling(2, 2, 0),
        (13, 13),
        (13, 13),
        (10, 10),
    ),
    "put back over each other": (Unpooling(3, 2, 1), (15, 16), (15, 16), (13, 13)),
    "a part that does not learn": (Frozen(), (12, 12), (8, 8), (5, 5)),
    "a norm by hand": (Calling(normed), (12, 12), (12, 12), (14, 14)),
    "spread along an axis": (
        Calling(lambda value: value.std(3, False)),
        (12, 15),
        (12, 1),
        (3, 15),
    ),
    "of several precisions": (Calling(rounded), (12, 12), (4, 4), (8, 8)),
    "words of a codebook": (Codebook(), (12, 12), (8, 8), (5, 5)),
    "by name": (Calling(by_name), (12, 12), (2, 1), (14, 14)),
    "rows resized": (
        Calling(
            lambda value: functional.interpolate(value[0].mT.permute(2, 0, 1), 24).permute(1, 0, 2)[
                None
            ]
        ),
        (12, 12),
        (12, 24),
        (3, 3),
    ),
    "the largest channel": (
        Calling(
            lambda value: functional.max_pool2d(
                torch.as_tensor(value).max(1, keepdim=True).values.half(), 2
            )
        ),
        (12, 12),
        (6, 6),
        (4, 4),
    ),
    "numbers of numpy": (
        nn.Sequential(
            nn.Conv2d(1, 2, 3), nn.AvgPool2d(*numpy.array([3, 2])), nn.Conv2d(2, 2, 3, padding=1)
        ),
        (12, 12),
        (4, 4),
        (9, 9),
    ),
    "sum over an axis": (Calling(lambda value: value.mean(3)), (12, 15), (12, 1), (3, 15)),
}


def last_place(net: Network, name: str) -> tuple[int, ...]:
    return tuple(n // 2 for n in net[name].n)


@pytest.mark.parametrize("kind", MODELS)
def test_what_is_read_is_what_the_model_reads(kind: str) -> None:
    model, size, n, r = MODELS[kind]
    net = Network.from_torch(model, size, channels=2 if kind == "lazy" else None)
    last = list(net)[-1]
    assert last.n == n
    if last.status != "whole":
        assert last.r == r
    found = net.check(model)
    assert found.disagreements == ()
    assert found.error is None
    assert any(each.layer == last.name and each.agrees for each in found)


def test_a_resize_of_a_function() -> None:
    model = Calling(lambda value: functional.interpolate(value[:, :, ::2, ::2], scale_factor=2.0))
    net = Network.from_torch(model, 16)
    assert list(net)[-1].n == (16, 16)
    assert net.check(model).disagreements == ()


def warped(value: Tensor) -> Tensor:
    """Look where a flow sends it, as optical flow does."""
    flow = functional.avg_pool2d(value[:, :2], 3, 1, 1).permute(0, 2, 3, 1)
    return functional.grid_sample(value, flow, align_corners=False)


def turned(value: Tensor) -> Tensor:
    """Look where one matrix sends it, as a spatial transformer does."""
    theta = functional.linear(value.mean((2, 3)), torch.ones(6, value.shape[1])).view(-1, 2, 3)
    grid = functional.affine_grid(theta, list(value.shape), align_corners=False)
    return functional.grid_sample(value, grid, align_corners=False)


LOOSE: dict[str, tuple[nn.Module, tuple[int, int]]] = {
    "at random places": (Calling(nn.FractionalMaxPool2d(2, output_size=5)), (5, 5)),
    "wherever its grid says": (
        Calling(lambda value: functional.grid_sample(value, torch.zeros(1, 4, 6, 2))),
        (4, 6),
    ),
    "wherever its grid says, which is a flow": (Calling(warped), (12, 12)),
    "wherever its grid says, which is turned": (Calling(turned), (12, 12)),
    "antialias": (
        Calling(
            lambda value: functional.interpolate(value, (5, 7), mode="bilinear", antialias=True)
        ),
        (5, 7),
    ),
    "cumsum reads what came before": (Calling(lambda value: value.cumsum(3)), (12, 12)),
    "cummax reads what came before": (Calling(lambda value: value.cummax(2)[0]), (12, 12)),
}


@pytest.mark.parametrize("reason", LOOSE)
def test_what_follows_values_keeps_its_map_and_is_bounded(reason: str) -> None:
    model, n = LOOSE[reason]
    net = Network.from_torch(model, 12)
    last = list(net)[-1]
    assert (last.n, last.status) == (n, "bound")
    assert reason.split(",")[0] in str(last.reason)
    found = net.check(model)
    assert found.disagreements == ()
    assert found.error is None


def test_what_joins_the_inputs_of_a_function_is_called_so() -> None:
    assert "inputs" in Network.from_torch(Calling(warped), 12).layers
    assert "unpool.inputs" in Network.from_torch(Unpooling(2, 2, 0), 16).layers


def test_a_check_of_what_is_worked_out_twice_or_in_complex_numbers() -> None:
    def run(value: Tensor) -> Tensor:
        value = checkpoint(lambda x: functional.max_pool2d(x, 3, 1), value, use_reentrant=False)
        value = functional.conv2d(value, torch.ones(4, 1, 2, 2), groups=4)
        return torch.fft.irfft2(torch.fft.rfft2(value))

    model = Calling(run)
    found = Network.from_torch(model, 12).check(model)
    assert found.disagreements == ()
    assert found.error is None
    assert all(each.agrees for each in found)


@pytest.mark.parametrize(
    "compile", [torch.jit.script, partial(torch.jit.trace, example_inputs=torch.ones(1, 3, 9, 9))]
)
def test_a_torchscript_model_is_refused(compile: Callable[[nn.Module], nn.Module]) -> None:
    with pytest.raises(TypeError, match="is compiled to TorchScript"):
        Network.from_torch(compile(nn.Sequential(nn.Conv2d(3, 4, 3))), 9)


@pytest.mark.parametrize("type", [torch.half, torch.bfloat16, torch.double])
def test_a_model_of_another_precision_is_read_and_measured(type: torch.dtype) -> None:
    model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Conv2d(4, 4, 3)).to(type)
    net = Network.from_torch(model, 9)
    assert [row.r for row in net] == [(3, 3), (5, 5)]
    found = net.check(model)
    assert all(each.agrees for each in found)
    assert found.error is None
    field = effective_field(model, torch.rand(1, 3, 9, 9), "2", (2, 2))
    assert field.theoretical == (5, 5)


def in_a_function(forward: Callable[[Tensor], Tensor]) -> Callable[[Tensor], Tensor]:
    @wraps(forward)
    def run(value: Tensor) -> Tensor:
        return forward(value)

    return run


@pytest.mark.parametrize(
    "wrap", [in_a_function, lambda f: in_a_function(in_a_function(f)), torch.compile]
)
def test_a_forward_in_a_function_is_that_of_the_copy(wrap: Callable[..., Any]) -> None:
    model: Any = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.MaxPool2d(2))
    model.forward = wrap(model.forward)
    model[1].forward = in_a_function(model[1].forward)
    net = Network.from_torch(model, 12)
    assert [(row.status, row.r) for row in net] == [("exact", (3, 3)), ("exact", (4, 4))]
    assert all(each.agrees for each in net.check(model))
    assert model[1].num_batches_tracked == 0


def test_a_compiled_module_is_read_as_it_was() -> None:
    model = nn.Sequential(nn.Conv2d(3, 4, 3), torch.compile(nn.Conv2d(4, 4, 3)))
    net = Network.from_torch(model, 12)
    assert [row.r for row in net] == [(3, 3), (5, 5)]
    assert all(each.agrees for each in net.check(model))


def test_one_layer_may_be_checked_by_its_name() -> None:
    model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Conv2d(4, 4, 3))
    found = Network.from_torch(model, 12).check(model, "1")
    assert {each.layer for each in found} == {"1"}


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda net, _: net.check(nn.Sequential), r"not type; call Sequential\(\) to make one"),
        (lambda net, _: net.measure(nn.Sequential, "0", 1), r"call Sequential\(\) to make one"),
        (lambda _, model: Network.from_torch(model, 9, channels="rgb"), "channels is 'rgb'"),
        (
            lambda _, model: effective_field(model, IMAGE, model[0], 1),
            "layer is a Conv2d; its name",
        ),
        (lambda _, model: effective_field(model, IMAGE, "input", 1), "input is the image itself"),
        (lambda _, model: effective_field(model, IMAGE[:0], "0", 1), "has no image in it"),
        (lambda _, model: effective_field(model, IMAGE / 0, "0", 1), "no finite number"),
    ],
)
def test_what_is_no_model_nor_image_is_named(ask: Callable[..., Any], message: str) -> None:
    model = nn.Sequential(nn.Conv2d(3, 4, 3))
    with pytest.raises((TypeError, ValueError), match=message):
        ask(Network.from_torch(model, 9), model)


@pytest.mark.parametrize("size", [9.0, numpy.int64(9), torch.tensor(9), torch.tensor([9, 9])])
def test_a_size_may_be_another_library_s_number(size: Any) -> None:
    model = nn.Sequential(nn.Conv2d(3, 4, 3))
    assert Network.from_torch(model, size).input_size == (9, 9)


class Checkpointed(nn.Module):
    """Works its features out again on the way back."""

    def __init__(self, *, reentrant: bool) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 4, 3)
        self.block = nn.Sequential(nn.Conv2d(4, 4, 3), nn.ReLU(), nn.MaxPool2d(2))
        self.second = nn.Sequential(nn.Conv2d(4, 4, 3, padding=1), nn.ReLU())
        self.last = nn.Conv2d(4, 4, 3)
        self.reentrant = reentrant

    def forward(self, value: Tensor) -> Tensor:
        """Keep nothing of the block."""
        made = checkpoint(self.block, self.first(value), use_reentrant=self.reentrant)
        made = checkpoint(self.second, made, use_reentrant=self.reentrant)
        return self.last(made)


@pytest.mark.parametrize("reentrant", [True, False])
def test_what_is_worked_out_again_is_measured(reentrant: bool) -> None:
    model = Checkpointed(reentrant=reentrant)
    net = Network.from_torch(model, 12)
    found = net.check(model)
    assert found.disagreements == ()
    assert {"first", "last"} <= {each.layer for each in found if each.agrees}


@torch.jit.script
def swish(value: Tensor) -> Tensor:
    return value * torch.sigmoid(value)


def test_what_follows_a_compiled_function_is_not_compared() -> None:
    model = Calling(lambda value: functional.avg_pool2d(swish(value), 3))
    net = Network.from_torch(model, 12)
    assert list(net)[-1].status == "unsupported"
    found = net.check(model)
    assert found.disagreements == ()
    assert {each.layer for each in found if each.agrees} == {"first"}


def test_a_torchscript_module_is_refused_by_its_name() -> None:
    model = nn.Sequential(nn.Conv2d(3, 4, 3), torch.jit.script(nn.Conv2d(4, 4, 3)))
    with pytest.raises(TypeError, match=r"^1 is compiled to TorchScript"):
        Network.from_torch(model, 12)


def test_a_model_that_reads_one_place_at_a_time_says_so() -> None:
    with pytest.raises(ValueError, match="nothing in BatchNorm2d reads more than one place"):
        Network.from_torch(nn.BatchNorm2d(3), 8)


def test_an_activation_with_a_forward_of_its_own_is_run() -> None:
    relu: Any = nn.ReLU()
    relu.forward = lambda value: functional.max_pool2d(value, 2)
    net = Network.from_torch(nn.Sequential(nn.Conv2d(1, 2, 3), relu), 12)
    assert (net["1"].type, net["1"].r) == ("max_pool", (4, 4))


def test_flattened_features_are_read_whole() -> None:
    model = nn.Sequential(nn.Conv2d(2, 4, 3), nn.Flatten(), nn.LazyLinear(5))
    net = Network.from_torch(model, 9, channels=2)
    assert (net["2"].status, net["2"].n) == ("whole", (1, 1))


def test_a_model_on_the_meta_device() -> None:
    with torch.device("meta"):
        model = nn.Sequential(nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.MaxPool2d(2))
    assert Network.from_torch(model, 32)["2"].r == (4, 4)
    assert all(parameter.is_meta for parameter in model.parameters())


@torch.library.custom_op("ipyreceptive_tests::twist", mutates_args=())
def twist(value: Tensor) -> Tensor:
    """Stand for an operator of somebody's own."""
    return value.flip(2)


@twist.register_fake
def _(value: Tensor) -> Tensor:
    return torch.empty_like(value)


def test_an_operator_of_ones_own_is_shown_as_what_it_is() -> None:
    net = Network.from_torch(Calling(twist), 16)
    rows = list(net)
    assert (rows[0].name, rows[0].status) == ("first", "exact")
    # It reads nothing but what it is given.
    assert (rows[-1].status, rows[-1].n) == ("bound", (16, 16))
    assert "twist" in str(rows[-1].reason)


class Deforming(nn.Module):
    """A convolution that looks where the image sends it."""

    def __init__(self) -> None:
        super().__init__()
        self.offset = nn.Conv2d(2, 18, 3, padding=1)
        self.conv = ops.DeformConv2d(2, 4, 3, padding=1)

    def forward(self, value: Tensor) -> Tensor:
        return self.conv(value, self.offset(value))


def test_a_deformable_convolution_is_bounded_by_the_whole_map() -> None:
    net = Network.from_torch(nn.Sequential(Deforming(), nn.Conv2d(4, 4, 3, 2)), 16)
    assert net["0.conv"].status == "bound"
    assert "where the image sends it" in str(net["0.conv"].reason)
    assert net["1"].n == (7, 7)


class Stopping(nn.Module):
    """Runs where tensors have only shapes, and stops where they have values."""

    def forward(self, value: Tensor) -> Tensor:
        if not value.is_meta:
            raise RuntimeError("no weights have been loaded")
        return value


def test_a_check_says_where_the_model_stopped() -> None:
    model = nn.Sequential(nn.Conv2d(2, 4, 3), Stopping(), nn.Conv2d(4, 4, 3))
    net = Network.from_torch(model, 16)
    found: Any = net.check(model)
    assert [each.agrees for each in found if each.layer == "0"] == [True, True]
    assert [each.agrees for each in found if each.layer == "2"] == [None, None]
    assert repr(found).endswith("where the model stopped: no weights have been loaded")
    with pytest.raises(ValueError, match="no weights have been loaded"):
        net.measure(model, "2", 3)
