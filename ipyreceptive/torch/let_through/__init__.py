"""Functions that let everything through, in the place of those that may hide what is read.

Each replacement reads what its function reads, and is increasing in all of it.
"""

from . import attention, norms, pooling, products, transforms
from .choosing import WRITING
from .pointwise import ROUNDING
from .replacing import replacements

__all__ = [
    "ROUNDING",
    "WRITING",
    "attention",
    "norms",
    "pooling",
    "products",
    "replacements",
    "transforms",
]
