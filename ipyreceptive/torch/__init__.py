"""Networks from PyTorch models, and measurements on them."""

from .read import read_model
from .registry import reader

__all__ = ["read_model", "reader"]
