"""Lets the tests import torchvision and timm."""

import operators  # noqa: F401 -- torchvision cannot be imported before it
