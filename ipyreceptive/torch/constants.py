"""Tensors that do not depend on the input: which of them may be masks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import nn

from .copies import ATOMS

#: Why what is read beside a mask may be less than it could be.
MASK = "a mask may hide features from each other"
#: Functions that bring a mask into a learned bias.
JOINING = frozenset({"add", "iadd", "radd", "sub", "isub", "where", "masked_fill", "mul"})


def tensors_in(value: Any) -> list[torch.Tensor]:
    """Find the tensors in nested lists, tuples and dicts."""
    found: list[torch.Tensor] = []
    _gather((value,), found)
    return found


def _gather(values: Iterable[Any], found: list[torch.Tensor]) -> None:
    for each in values:
        if type(each) in ATOMS:
            continue
        if isinstance(each, torch.Tensor):
            found.append(each)
        elif isinstance(each, (list, tuple)):
            _gather(each, found)
        elif isinstance(each, dict):
            _gather(each.values(), found)


class Constants:
    """Knows which tensors were worked out of parameters alone: a bias hides nothing, a mask may."""

    def __init__(self) -> None:
        self._learned: dict[int, torch.Tensor] = {}

    def follow(self, name: str, given: Any, output: Any) -> None:
        """Note what a function gives that reads no tensor of interest."""
        tensors = tensors_in(given)
        if not any(map(self._is_learned, tensors)):
            return
        if name in JOINING and any(map(self.may_mask, tensors)):
            return
        for each in tensors_in(output):
            self._learned[id(each)] = each

    def _is_learned(self, tensor: torch.Tensor) -> bool:
        return isinstance(tensor, nn.Parameter) or id(tensor) in self._learned

    def may_mask(self, tensor: Any) -> bool:
        """Tell whether a tensor may say which entries are not to be read."""
        if not isinstance(tensor, torch.Tensor) or tensor.numel() == 1:
            return False
        known = tensor.is_floating_point() or tensor.dtype == torch.bool
        return known and not self._is_learned(tensor)
