"""``python -m ipyreceptive``: the numbers and pictures of a network from a shell."""

import sys

from .shell import main

sys.exit(main())
