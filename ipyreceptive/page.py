"""The figure as one page that stays interactive and asks nothing of a network."""

from __future__ import annotations

import base64
import gzip
import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .bundle import still

if TYPE_CHECKING:
    from .network import Network

#: ``<receptive-field>`` as a plain script.
ELEMENT = Path(__file__).with_name("element.js")

#: The digits to the base of 85 of ``base64.b85encode``, with which four bytes take five letters;
#: two of them are replaced that could be read as a tag or as an address.
_B85 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
_DIGITS = bytes.maketrans(b"<(", b",.")

# Element and network packed take less than half; every browser of today unpacks them. Where
# scripts are off the picture and the table inside the element are what is seen.
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --rf-page: #fff }}
@media (prefers-color-scheme: dark) {{ :root {{ --rf-page: #111 }} }}
body {{ margin: 24px auto; max-width: 1400px; padding: 0 16px; background: var(--rf-page);
  font: 13px/19px system-ui, sans-serif }}
td, th {{ padding: 2px 8px; text-align: right }}
th {{ font-weight: normal }}
@media (max-width: 480px) {{ body {{ margin: 8px auto; padding: 0 8px }} }}
@media print {{ :root {{ color-scheme: light; --rf-page: #fff }} }}
</style>
</head>
<body>
<receptive-field>{still}</receptive-field>
<script>
(async () => {{
  const [digits, text] = ['{digits}', '{text}'];
  const bytes = new DataView(new ArrayBuffer((text.length / 5) * 4));
  for (let i = 0; i < text.length; i += 5) {{
    const digit = (sum, each) => sum * 85 + digits.indexOf(each);
    bytes.setUint32((i / 5) * 4, [...text.slice(i, i + 5)].reduce(digit, 0));
  }}
  const packed = new Blob([new Uint8Array(bytes.buffer, 0, {length})]);
  const unpacked = packed.stream().pipeThrough(new DecompressionStream('gzip'));
  const script = document.createElement('script');
  script.textContent = await new Response(unpacked).text();
  document.head.append(script);
}})();
</script>
</body>
</html>
"""


def page(network: Network, selection: Any, view: Any, heatmap: Any = None) -> str:
    """Make a page with one ``<receptive-field>``.

    Parameters
    ----------
    network : Network
        The network.
    selection, view : object
        What the figure shows first, as plain JSON.
    heatmap : dict, optional
        Weights of the pixels, as the widget has them.

    Raises
    ------
    RuntimeError
        Where the element has not been built.
    """
    try:
        element = ELEMENT.read_bytes()
    except FileNotFoundError as error:
        raise RuntimeError(f"{ELEMENT.name} has not been built; npm run build makes it") from error
    figure = {
        "network": network._document,
        "selection": network._selection(selection),
        "view": view or {},
        "heatmap": heatmap,
    }
    text = json.dumps(figure, separators=(",", ":"))
    script = element + f"Object.assign(document.querySelector('receptive-field'),{text});".encode()
    packed = gzip.compress(script, 9, mtime=0)
    return _PAGE.format(
        title=escape(network.name or "Receptive fields"),
        still=still(network, selection, view, heatmap),
        digits=_digits(_B85),
        text=_digits(base64.b85encode(packed, pad=True)),
        length=len(packed),
    )


def _digits(text: bytes) -> str:
    return text.translate(_DIGITS).decode("ascii")
