"""What a good reviewer would point out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from .visible import visible


@dataclass(frozen=True, repr=False)
class Finding:
    """One thing that a good reviewer would point out; ``docs/findings.md`` explains each kind.

    Attributes
    ----------
    code : str
        What kind it is, such as ``"rows_dropped"``.
    layer : str
        The layer where it begins.
    severity : str
        ``"warning"`` for a fault of the design, ``"info"`` for what is worth knowing.
    values : dict
        Its numbers and names; ``"axis"`` names the axes where they are not all.
    message : str
        The same in words.

    Examples
    --------
    >>> from ipyreceptive import Network
    >>> net = Network([["conv1", 11, 4, 0], ["pool1", 3, 2, 0]], input_size=(227, 224))
    >>> [finding] = net.findings()
    >>> finding.code, finding.layer, finding.values["larger"]
    ('rows_dropped', 'conv1', 227)
    """

    code: str
    layer: str
    severity: Literal["warning", "info"]
    values: dict[str, Any] = field(hash=False)
    message: str

    @classmethod
    def from_json(cls, finding: dict[str, Any]) -> Finding:
        """Make a finding of what the core says of it."""
        return cls(**{**finding, "message": visible(finding["message"])})

    def __repr__(self) -> str:
        return f"<{self.severity}: {self.message}>"
