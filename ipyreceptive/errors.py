"""The errors that the package raises; their sentences come from the TypeScript core."""

from __future__ import annotations

from typing import Any


class LayerError(ValueError):
    """A layer list, an input size or a view that cannot be read.

    Attributes
    ----------
    layer : str or None
        Name of the layer at fault, ``"input"`` for a wrong input size, ``None`` where the
        error belongs to no layer.
    parameter : str or None
        The parameter at fault, such as ``"kernel_size"``.
    value : object
        Its value, as it was given.

    Examples
    --------
    >>> from ipyreceptive import LayerError, Network
    >>> try:
    ...     Network([["conv1", 3, 0]], input_size=5)
    ... except LayerError as error:
    ...     print(error.layer, error.parameter, error.value)
    conv1 stride 0
    """

    def __init__(
        self,
        message: str,
        layer: str | None = None,
        parameter: str | None = None,
        value: Any = None,
    ) -> None:
        super().__init__(message)
        self.layer = layer
        self.parameter = parameter
        self.value = value

    def __reduce__(self) -> tuple[type[LayerError], tuple[Any, ...]]:
        """Pickle with the attributes, so that the error survives a process pool."""
        return type(self), (str(self), self.layer, self.parameter, self.value)


class UnknownNameError(KeyError):
    """No layer, or no preset, has this name.

    Attributes
    ----------
    name : str
        The name that was asked for.
    nearest : tuple of str
        The names most like it, the nearest first.
    """

    def __init__(self, message: str, name: str = "", nearest: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.name = name
        self.nearest = nearest

    def __str__(self) -> str:
        # KeyError shows the repr of its argument, which would put the sentence in quotes.
        return str(self.args[0])

    def __reduce__(self) -> tuple[type[UnknownNameError], tuple[Any, ...]]:
        """Pickle with the attributes."""
        return type(self), (str(self), self.name, self.nearest)
