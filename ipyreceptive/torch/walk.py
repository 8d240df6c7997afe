"""Going through the modules of a model."""

from __future__ import annotations

from torch import nn

#: Modules with their paths.
Modules = list[tuple[str, nn.Module]]


def modules_in(model: nn.Module) -> Modules:
    """List a model's modules with their paths, as ``named_modules`` does, but faster."""
    found = []
    seen: set[int] = set()
    left = [("", model)]
    while left:
        path, module = left.pop()
        if id(module) in seen:
            continue
        seen.add(id(module))
        found.append((path, module))
        if not module._modules:
            continue
        start = f"{path}." if path else ""
        inside = [
            (start + name, each) for name, each in module._modules.items() if each is not None
        ]
        left += reversed(inside)
    return found
