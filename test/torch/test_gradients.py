"""Gradients of real torch networks against what ipyreceptive says of the same layers.

Weights and pixels are above zero, so a gradient is zero only where nothing is read.
"""

from __future__ import annotations

import itertools
import os

import pytest
import torch
from random_models import Model, random_model

from ipyreceptive import Network

SEEDS = range(int(os.environ.get("CASES", "150")))

#: Gradients below this part of the largest are rounding.
NOTHING = 1e-13


def gradients(model: Model) -> torch.Tensor:
    """How much each pixel of the image matters to each feature of the last layer."""
    image = torch.ones(model.input_size, dtype=torch.float64)
    if not model.counting:
        image += torch.rand(image.shape, generator=torch.Generator().manual_seed(1))
    image.requires_grad_()
    out = model.maps(image)[model.layers[-1]["name"]][0, 0]
    rows = [
        torch.autograd.grad(feature, image, retain_graph=True, allow_unused=True)[0]
        for feature in out.flatten()
    ]
    none = torch.zeros_like(image)
    return torch.stack([none if row is None else row for row in rows]).reshape(
        *out.shape, *image.shape
    )


def is_seen(gradient: torch.Tensor) -> torch.Tensor:
    largest = gradient.abs().max()
    return gradient.abs() > NOTHING * largest if largest > 0 else torch.zeros_like(gradient) > 0


def network(model: Model) -> Network:
    return Network({"input_size": model.input_size, "layers": model.layers})


@pytest.mark.parametrize("seed", SEEDS)
def test_every_feature_sees_the_pixels_that_matter_to_it(seed: int) -> None:
    model = random_model(seed)
    net = network(model)
    name = model.layers[-1]["name"]
    found = gradients(model)
    axes = len(model.input_size)
    assert net[name].n == tuple(found.shape[:axes])
    for index in itertools.product(*map(range, net[name].n)):
        seen = is_seen(found[index]).nonzero()
        field = net.field(name, index)
        where = (seed, name, index, model.layers)
        assert field.pixels == len(seen), where
        shadows = [sorted(set(seen[:, axis].tolist())) for axis in range(axes)]
        runs = [sorted(itertools.chain(*axis)) for axis in field.runs]
        assert runs == shadows, where
        boxes = tuple((shadow[0], shadow[-1] + 1) if shadow else None for shadow in shadows)
        assert field.clipped == boxes, where
