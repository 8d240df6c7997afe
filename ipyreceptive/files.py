"""Files that are either the old or the new one, never a part."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_file(target: Path, content: str | bytes) -> None:
    """Replace a file as a whole: where writing fails the old one stays.

    Halves of a character, which a text of JSON may have and UTF-8 has not, are escaped.
    """
    if isinstance(content, str):
        content = content.encode(errors="backslashreplace")
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(target)) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        mode = target.stat().st_mode if target.exists() else 0o666 & ~_umask()
        os.chmod(name, mode)
        os.replace(name, target)
    except OSError as error:
        os.unlink(name)
        raise type(error)(error.errno, error.strerror, str(target)) from None
    except BaseException:
        os.unlink(name)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
