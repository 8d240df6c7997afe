"""The columns of a network's table, to the right of a torchinfo summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ..network import Network
from ..table import Table

GAP = "  "


def beside(net: Network, summary: Any, columns: Sequence[str]) -> str:
    """Put columns beside those of a summary; see :meth:`Network.beside`."""
    if not hasattr(summary, "summary_list"):
        raise TypeError(
            f"summary is {summary!r:.60}; it must be what torchinfo.summary(model, …) returns"
        )
    lines = str(summary).split("\n")
    cells = _placed(net.table(columns=columns), list(net.layers), summary, lines)
    cells[1] = list(columns)
    widths = [max(map(len, column)) for column in zip(*cells.values(), strict=True)]
    left = max(map(len, lines))

    def longer(place: int, line: str) -> str:
        if line and set(line) == {"="}:
            return line.ljust(left + sum(widths) + len(GAP) * len(widths), "=")
        if place not in cells:
            return line
        right = (GAP + c.rjust(width) for c, width in zip(cells[place], widths, strict=True))
        return (line.ljust(left) + "".join(right)).rstrip()

    return "\n".join(longer(place, line) for place, line in enumerate(lines))


def _placed(table: Table, names: list[str], summary: Any, lines: list[str]) -> dict[int, list[str]]:
    """Find the cells of the lines that tell of a module: those of its last layer."""
    placed = {}
    place = 2
    for title, path in _shown(summary):
        place = next(at for at in range(place + 1, len(lines)) if lines[at].startswith(title))
        within = [name for name in names if not path or name.startswith(f"{path}.")]
        last = path if path in names else next(reversed(within), None)
        placed[place] = [table[last].cells[key] if last else "" for key in table.columns]
    return placed


def _shown(summary: Any) -> Iterator[tuple[str, str]]:
    """Tell the beginning of each line on a module, and its path, with ``:n`` at its n-th use."""
    form = summary.formatting
    path: list[str] = []
    used: Counter[str] = Counter()
    for info in summary.summary_list:
        path = [*path[: max(info.depth - 1, 0)], *([info.var_name] if info.depth else [])]
        name = ".".join(path)
        used[name] += 1
        if info.depth <= form.max_depth and not (form.hide_recursive_layers and info.is_recursive):
            title = info.get_layer_name(form.show_var_name, form.show_depth)
            use = used[name]
            yield form.get_start_str(info.depth) + title, name if use == 1 else f"{name}:{use}"
