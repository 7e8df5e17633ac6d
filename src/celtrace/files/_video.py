"""Frames of a video as pictures, by OpenCV (https://docs.opencv.org), which is optional.

Its wheel carries FFmpeg under the LGPL, built without the GPL parts. Frames are taken
evenly over the length, where they are cheapest: at the nearest key frame before.
"""

from __future__ import annotations

import importlib
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from celtrace.files._blob import Blob
from celtrace.files._pictures import BROKEN, MOST_PIXELS
from celtrace.ports import Note
from celtrace.records import Drawn

FRAMES = 12
"""So many frames of a video are drawn."""
_SLOWEST, _FASTEST = 1.0, 240.0


def frames(blob: Blob, data: bytes, note: Note) -> Iterator[Drawn]:
    """Frames spread over the length, as JPEG, with their second."""
    if not blob.pixels:
        return
    try:
        opencv: Any = importlib.import_module("cv2")
    except ImportError:
        note("frames", "OpenCV is not installed", "run: pip install 'celtrace[files]'")
        return
    try:
        opencv.utils.logging.setLogLevel(opencv.utils.logging.LOG_LEVEL_SILENT)
        found = opencv.VideoCapture(io.BytesIO(data), opencv.CAP_FFMPEG, [])
        if not found.isOpened():
            note("frames", "no decoder opens it", "no frame was drawn")
            return
        yield from _spread(opencv, found)
    except (*BROKEN, opencv.error) as error:
        note("frames", f"{type(error).__name__}: {error}", "the rest was not drawn")


def _spread(opencv: Any, found: Any) -> Iterator[Drawn]:  # noqa: ANN401 - the package is optional
    count = int(found.get(opencv.CAP_PROP_FRAME_COUNT))
    rate = found.get(opencv.CAP_PROP_FPS)
    rate = rate if _SLOWEST <= rate <= _FASTEST else 24.0
    wanted = sorted({count * n // FRAMES for n in range(FRAMES)}) if count > 0 else [0]
    for position in wanted:
        if position:
            found.set(opencv.CAP_PROP_POS_FRAMES, position)
        read, pixels = found.read()
        if not read:
            continue
        height, width = pixels.shape[:2]
        if width * height > MOST_PIXELS:
            return
        _, packed = opencv.imencode(".jpg", pixels, [opencv.IMWRITE_JPEG_QUALITY, 92])
        seconds = Decimal(str(round(position / rate, 3)))
        yield Drawn(
            data=packed.tobytes(), role="frame", place=f"second {seconds}", position=position,
            seconds=seconds, width=width, height=height,
        )  # fmt: skip
