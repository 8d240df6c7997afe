"""Names as a terminal may show them."""

from __future__ import annotations

import re

#: Characters of a name that a table prints; of a longer one the middle is left out.
WIDEST = 80

# Ends of lines, what steers a terminal, and what turns the direction of all that follows.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    r"""Write what cannot be seen as Python would quote it: ``\n``, ``\x1b``.

    A layer may have any name, and a file may come from anybody: no name breaks a table or steers
    a terminal.
    """
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def shortened(text: str) -> str:
    """Leave out the middle of a name that would make a printed table as wide as itself."""
    half = WIDEST // 2
    return text if len(text) <= WIDEST else f"{text[: half - 1]}…{text[-half:]}"
