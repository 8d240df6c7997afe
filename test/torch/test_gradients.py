"""Gradients of real torch networks against what ipyreceptive says of the same layers.

Weights and pixels are above zero, so a gradient is zero only where nothing is read. Where all
weights are one and no divisor plays a part, a gradient is the number of paths.
"""

from __future__ import annotations

import itertools
import os

import numpy as np
import pytest
import torch
from random_models import Model, random_model

from ipyreceptive import Network

#: ``CASES=500 SEED=2 pytest test/torch/test_gradients.py`` looks at more and at other networks.
CASES, SEED = (int(os.environ.get(name, usual)) for name, usual in (("CASES", 150), ("SEED", 0)))
SEEDS = range(CASES * SEED, CASES * (SEED + 1))

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


#: Features of a network whose contributions are compared at most.
COMPARED = 12


@pytest.mark.parametrize("seed", SEEDS)
def test_contributions_are_the_shares_of_the_paths(seed: int) -> None:
    model = random_model(seed, counting=True)
    net = network(model)
    name = model.layers[-1]["name"]
    paths = gradients(model)
    features = list(itertools.product(*map(range, net[name].n)))
    for index in features[:: max(1, len(features) // COMPARED)]:
        found = net.contribution(name, index)
        total = paths[index].sum()
        if total == 0:
            assert net.field(name, index).pixels == 0, (seed, index)
            continue
        shares = paths[index] / total
        values = torch.zeros_like(shares)
        own = torch.as_tensor(np.array(found.values), dtype=torch.float64)
        ends = zip(found.first, own.shape, strict=True)
        values[tuple(slice(first, first + n) for first, n in ends)] = own
        torch.testing.assert_close(values, shares, rtol=1e-12, atol=0)
        for axis, marginal in enumerate(found.marginals):
            others = [k for k in range(shares.dim()) if k != axis]
            summed = shares.sum(others) if others else shares
            stretch = summed[found.first[axis] : found.first[axis] + len(marginal)]
            torch.testing.assert_close(
                torch.tensor(list(marginal), dtype=torch.float64), stretch, rtol=1e-12, atol=0
            )
