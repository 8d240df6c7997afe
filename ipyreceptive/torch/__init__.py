"""Networks from PyTorch models, and measurements on them."""

from .check import Agreement, Agreements, check, measure
from .effective import EffectiveField, effective_field
from .measure import Measurement
from .read import read_model
from .registry import reader

__all__ = [
    "Agreement",
    "Agreements",
    "EffectiveField",
    "Measurement",
    "check",
    "effective_field",
    "measure",
    "read_model",
    "reader",
]
