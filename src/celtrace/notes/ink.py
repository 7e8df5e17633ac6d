"""Coloured ink taken apart from grey drawing: notes are red or blue over pencil.

A pixel is of a coloured ink where one channel stands clear of the others; how far it stands
out is how much ink lies there, so soft edges survive. The grey drawing is what is left.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Ink = Literal["red", "blue", "grey"]
Picture = NDArray[np.uint8]
"""Height by width by three channels (red, green, blue), or height by width for one ink."""
LEAST = 40
"""Difference of channels from which a pixel is coloured ink."""
PAPER = 215
"""Grey level under which a pixel is drawn or written."""
SHARE = 0.35
"""Share of dark pixels in a box that must be coloured for it to be read as that ink."""


def strength(picture: Picture, ink: Ink) -> NDArray[np.int16]:
    """How much ink lies at each pixel, 0 to 255."""
    red, green, blue = (picture[..., at].astype(np.int16) for at in range(3))
    if ink == "red":
        force = red - np.maximum(green, blue)
    elif ink == "blue":
        force = blue - np.maximum(red, green * 9 // 10)
    else:
        force = 255 - np.minimum(np.minimum(red, green), blue)
    return np.asarray(np.clip(force, 0, 255), np.int16)


def alone(picture: Picture, ink: Ink) -> Picture:
    """One ink as dark on white, three equal channels."""
    force = strength(picture, ink).astype(np.float32)
    if ink == "grey":
        coloured = np.maximum(strength(picture, "red"), strength(picture, "blue"))
        page = np.where(coloured >= LEAST, 255, picture.mean(axis=-1))
    else:
        strong = force[force >= LEAST]
        full = float(np.percentile(strong, 90)) if strong.size else 255.0
        page = 255 - np.clip((force - LEAST / 3) / max(full - LEAST / 3, 1.0), 0, 1) * 255
    return np.repeat(page.astype(np.uint8)[..., None], 3, axis=-1)


def darkest(cut: Picture) -> Picture:
    """Writing that is darker than the drawing behind it, without the drawing.

    Where the dark pixels fall into two clear groups (Otsu's threshold), the lighter group is
    taken for pencil and made white; where they do not, the cut-out is given back as it is.
    """
    grey = np.asarray(cut.mean(axis=-1), np.uint8)
    dark = grey[grey < PAPER]
    if dark.size < 2 * LEAST:
        return cut
    level = _otsu(dark)
    ink, pencil = dark[dark <= level], dark[dark > level]
    if not ink.size or not pencil.size or float(pencil.mean()) - float(ink.mean()) < LEAST:
        return cut
    low, high = float(np.percentile(ink, 25)), level + (float(pencil.mean()) - level) * 0.35
    page = np.clip((grey.astype(np.float32) - low) / max(high - low, 1.0), 0, 1) * 255
    return np.repeat(page.astype(np.uint8)[..., None], 3, axis=-1)


def _otsu(values: NDArray[np.uint8]) -> float:
    """The level that parts values into the two tightest groups."""
    share = np.bincount(values, minlength=256).astype(np.float64) / values.size
    below = np.cumsum(share)
    mean = np.cumsum(share * np.arange(256))
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (mean[-1] * below - mean) ** 2 / (below * (1 - below))
    return float(np.nanargmax(np.where(np.isfinite(between), between, -1)))


def main_ink(picture: Picture) -> Ink:
    """The ink of most of what is written in a cut-out: coloured where enough of it is."""
    dark = strength(picture, "grey") > 2 * LEAST
    inks: tuple[Ink, ...] = ("red", "blue")
    shares = {ink: float((strength(picture, ink) >= LEAST).sum()) for ink in inks}
    best = max(inks, key=lambda ink: shares[ink])
    coloured = shares[best] >= SHARE * max(float(dark.sum()), 1.0)
    return best if coloured and shares[best] > 0 else "grey"
