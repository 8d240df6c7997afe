"""The commands of ``python -m ipyreceptive``: one module each, listed in ``COMMANDS``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from . import (
    anchors,
    contribution,
    design,
    draw,
    field,
    findings,
    presets,
    seen_by,
    sweep,
    table,
    tile_overlap,
)

#: A module has ``NAME``, ``HELP``, ``add_arguments(parser)`` and ``run(options) -> str``.
COMMANDS = (
    table,
    field,
    seen_by,
    contribution,
    findings,
    design,
    sweep,
    anchors,
    tile_overlap,
    draw,
    presets,
)

WRONG = 2
#: As a shell says that somebody pressed Ctrl-C.
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code: 2 where something is wrong, said on stderr."""
    options = _parser().parse_args(arguments)
    try:
        said = options.run(options)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _refuse(f"{where}{error.strerror or error}")
    except (ValueError, LookupError, ImportError) as error:
        return _refuse(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    return _say(said) if said else 0


def _say(said: str) -> int:
    if sys.stdout is None:
        return _refuse("standard output: it is closed")
    # What the terminal cannot show must not end in a traceback.
    encoding = sys.stdout.encoding or "utf-8"
    said = said.encode(encoding, "backslashreplace").decode(encoding)
    try:
        print(said, end="" if said.endswith("\n") else "\n", flush=True)
    except OSError as error:
        # Nothing more may be flushed at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        # The reader, such as head, may have seen enough.
        enough = isinstance(error, BrokenPipeError)
        return 0 if enough else _refuse(f"standard output: {error.strerror}")
    return 0


def _refuse(message: str) -> int:
    print(f"ipyreceptive: {message}", file=sys.stderr)
    return WRONG


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ipyreceptive",
        description="Receptive fields of convolutional networks, exact.",
        epilog="'%(prog)s COMMAND --help' says more of one command. Write -- before a name or "
        "a number that begins with a hyphen.",
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for module in COMMANDS:
        command = commands.add_parser(
            module.NAME, help=module.HELP, description=f"{module.HELP[0].upper()}{module.HELP[1:]}."
        )
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser
