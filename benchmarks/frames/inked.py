"""Synfig's examples as finished frames and as the ink of the same frames.

Debian's package `synfig-examples` holds them (GPL art): they are rendered into a cache
folder and never kept here. For the ink every filled shape is made white, dark lines stay,
shading and effects go: what an animator would have drawn, with what stands in front
hiding what is behind.
"""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import cv2
import numpy as np

EXAMPLES = Path("/usr/share/doc/synfig-examples/examples")
MOVING = {"eye": (1.0, 4.5, 8.0, 11.5)}
"""Seconds of their gallery frames; `prologue_kid` moves too, but its ink cannot be had this way."""
STILLS = ("pirates", "macwolfen", "backdrop")
"""Single pictures, over which a camera moves."""
_LONGEST = 300
"""Seconds that one picture may take."""
_DARK = 0.45
"""Sum of three colours of 0 to 1 below which a line is ink."""
_LINES = frozenset({"outline", "advanced_outline", "plant"})
_FILLS = frozenset({"region", "circle", "rectangle", "polygon", "star", "SolidColor"})
_FOLDERS = frozenset({"PasteCanvas", "translate", "zoom", "rotate", "group", "warp"})


class Inked(NamedTuple):
    """A frame and its ink."""

    colour: np.ndarray
    ink: np.ndarray


def there() -> bool:
    """Whether synfig and its examples are installed."""
    return shutil.which("synfig") is not None and EXAMPLES.is_dir()


def rendered(name: str, seconds: float, cache: Path, wide: int = 640) -> Inked | None:
    """A picture of an example in both forms, from the cache or made; None where synfig fails."""
    folder = cache / "synfig"
    folder.mkdir(parents=True, exist_ok=True)
    out = [folder / f"{name}-{wide}-{round(seconds * 1000):06d}-{form}.png" for form in ("c", "i")]
    sources = [EXAMPLES / f"{name}.sif", folder / f"{name}-ink.sif"]
    if not sources[1].is_file():
        sources[1].write_bytes(ink_only(sources[0].read_bytes()))
    for source, path in zip(sources, out, strict=True):
        if not path.is_file():
            _render(source, (seconds, wide), path)
    colour = cv2.imread(str(out[0])) if out[0].is_file() else None
    ink = cv2.imread(str(out[1]), cv2.IMREAD_GRAYSCALE) if out[1].is_file() else None
    if colour is None or ink is None:
        return None
    return Inked(colour, ink)


def _render(source: Path, how: tuple[float, int], out: Path) -> None:
    program = shutil.which("synfig") or "synfig"
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(
            [program, str(source), "-w", str(how[1]), "-t", "png", "--time", f"{how[0]}s",
             "-T", "1", "-o", str(out)],
            check=False, capture_output=True, timeout=_LONGEST,
        )  # fmt: skip


def ink_only(sif: bytes) -> bytes:
    """An example with white fills and its dark lines only."""
    root = ET.fromstring(sif)  # noqa: S314 - Debian's own files
    for canvas in [root, *root.iter("canvas")]:
        for layer in list(canvas.findall("layer")):
            if not _inked(layer):
                canvas.remove(layer)
    ground = ET.fromstring(  # noqa: S314 - the line above it
        '<layer type="SolidColor" active="true"><param name="color"><color><r>1</r><g>1</g>'
        "<b>1</b><a>1</a></color></param></layer>"
    )
    root.insert(_first_layer(root), ground)
    return ET.tostring(root)


def _first_layer(root: ET.Element) -> int:
    return next(n for n, part in enumerate(root) if part.tag == "layer")


def _inked(layer: ET.Element) -> bool:
    """Paint a layer white or leave it ink; whether it stays at all."""
    kind = layer.get("type", "")
    if kind in _FOLDERS:
        return True
    if kind not in _LINES | _FILLS:
        return False
    colour = layer.find("param[@name='color']/color")
    if colour is None:
        return False
    r, g, b, a = (float(colour.findtext(part) or 0) for part in "rgba")
    if r + g + b < _DARK and kind in _LINES:
        _paint(colour, 0)
        return a > 0.5
    _paint(colour, 1)
    return (
        a > 0.9 and _number(layer, "amount", 1.0) > 0.9 and _number(layer, "blend_method", 0) == 0
    )


def _paint(colour: ET.Element, value: int) -> None:
    for part in "rgb":
        one = colour.find(part)
        if one is not None:
            one.text = str(value)


def _number(layer: ET.Element, name: str, default: float) -> float:
    """A plain number of a layer; the default where it is animated or not said."""
    for kind in ("real", "integer"):
        one = layer.find(f"param[@name='{name}']/{kind}")
        if one is not None:
            return float(one.get("value", default))
    return default
