"""The pictures of a Photoshop file, drawn by psd-tools (https://psd-tools.readthedocs.io).

psd-tools is optional. Pixels cost a hundred times what names cost: they are drawn last,
only within a budget.
"""

from __future__ import annotations

import importlib
import io
from collections.abc import Iterator
from typing import Any

from celtrace.files._blob import Blob
from celtrace.files._pictures import BROKEN, MOST_PIXELS, png_of
from celtrace.files._psd_blocks import Header
from celtrace.ports import Note
from celtrace.records import Drawn

_BUDGET = 4 * MOST_PIXELS
_MOST_LAYERS = 500


def pictures(blob: Blob, data: bytes, top: Header, note: Note) -> Iterator[Drawn]:
    """The whole picture as Photoshop saved it, then each layer that has pixels of its own."""
    if not blob.pixels:
        return
    if top.width * top.height > MOST_PIXELS:
        note("picture", f"{top.width} x {top.height} pixels", "it was not drawn")
        return
    try:
        package: Any = importlib.import_module("psd_tools")
    except ImportError:
        note("picture", "psd-tools is not installed", "run: pip install 'celtrace[files]'")
        return
    try:
        image = package.PSDImage.open(io.BytesIO(data))
        yield from _drawn(image, note)
    except BROKEN as error:
        note("picture", f"it cannot be drawn: {type(error).__name__}", "its facts were read")


def _drawn(image: Any, note: Note) -> Iterator[Drawn]:  # noqa: ANN401 - the package is optional
    merged = image.topil()
    if merged is not None and image.has_preview():
        yield Drawn(data=png_of(merged), role="whole", width=merged.width, height=merged.height)
    left = _BUDGET
    for number, layer in enumerate(image.descendants(), 1):
        left -= layer.width * layer.height
        if left < 0 or number > _MOST_LAYERS:
            note("layers", f"more than {_BUDGET} pixels", f"layers from {number} on were not drawn")
            return
        yield from _layer(layer)


def _layer(layer: Any) -> Iterator[Drawn]:  # noqa: ANN401 - the package is optional
    if not layer.has_pixels() or not layer.width or not layer.height:
        return
    drawn = layer.topil()
    if drawn is not None:
        drawn = _masked(layer, drawn)
        yield Drawn(
            data=png_of(drawn), role="layer", place=_place(layer),
            width=drawn.width, height=drawn.height,
        )  # fmt: skip


def _masked(layer: Any, drawn: Any) -> Any:  # noqa: ANN401 - the package is optional
    """The layer as its mask shows it: what the artist masked away is not what was to be seen."""
    mask = layer.mask
    held = mask.topil() if mask is not None and not mask.disabled and mask.width else None
    if held is None:
        return drawn
    imaging: Any = importlib.import_module("PIL.Image")
    shown = imaging.new("L", drawn.size, mask.background_color)
    shown.paste(held.convert("L"), (mask.left - layer.left, mask.top - layer.top))
    whole = drawn.convert("RGBA")
    chops: Any = importlib.import_module("PIL.ImageChops")
    whole.putalpha(chops.multiply(whole.getchannel("A"), shown))
    return whole


def _place(layer: Any) -> str:  # noqa: ANN401 - the package is optional
    names: list[str] = []
    while layer is not None and layer.parent is not None:
        names.append(str(layer.name))
        layer = layer.parent
    return "/".join(reversed(names))
