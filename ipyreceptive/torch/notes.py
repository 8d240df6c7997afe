"""What is known of tensors beside what they read, as long as they read that."""

from __future__ import annotations

from typing import Generic, TypeVar

from torch import Tensor

from .tokens import Value

T = TypeVar("T")


class Notes(Generic[T]):
    """Remembers something of tensors, until they read something else."""

    def __init__(self) -> None:
        # With the tensors, so that no others get their ids.
        self._notes: dict[int, tuple[Tensor, Value, T]] = {}

    def __bool__(self) -> bool:
        return bool(self._notes)

    def note(self, tensor: Tensor, value: Value, what: T) -> None:
        """Remember something of a tensor that reads a value."""
        self._notes[id(tensor)] = (tensor, value, what)

    def of(self, tensor: Tensor, value: Value) -> T | None:
        """Tell what is known of a tensor that reads a value."""
        found = self._notes.get(id(tensor))
        return found[2] if found is not None and found[1] == value else None

    def pass_on(self, tensor: Tensor, value: Value, output: Tensor) -> None:
        """Remember the same of what was worked out of each place by itself."""
        known = self.of(tensor, value) if self._notes else None
        if known is not None:
            self.note(output, value, known)

    def forget(self) -> None:
        """Let go of all tensors."""
        self._notes.clear()
