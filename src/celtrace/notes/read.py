"""Words in a picture: where they stand, in which ink, what they say and how surely.

RapidOCR (https://github.com/RapidAI/RapidOCR, Apache-2.0) finds the boxes and reads Chinese,
Japanese and Latin with the weights in its package; these hold no Hangul, and from a line of
Hangul it may read the number alone, surely. So boxes that it is not sure of, or that it did
not fill, go to our own net, and to another reader of Hangul where there is one. What nobody
can read is left out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Protocol

import cv2
import msgspec
import numpy as np
from rapidocr import RapidOCR
from rapidocr.ch_ppocr_det.utils import ResizeImgError as BoxesTooNarrow
from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError
from rapidocr.main import RapidOCRError
from rapidocr.utils.process_img import ResizeImgError

from celtrace.notes.hangul import HangulNet, Letter
from celtrace.notes.ink import Ink, Picture, alone, darkest, main_ink
from celtrace.notes.stands import MOSTLY, best, hangul
from celtrace.notes.together import together

SURE, LEAST = 0.93, 0.55
"""Confidence from which Chinese, Japanese or Latin is kept unasked, and under which nothing is."""
ALONE = 0.75
"""Confidence under which our net is not believed alone where less than MOSTLY is Hangul."""
FILLED = 0.6
"""Letters (half ones half) to a square of the box from which a sure reading is of all of it."""
LARGEST = 40_000_000
"""Pixels beyond which a picture is made smaller before it is read; so is one too wide to turn."""
LONGEST = 100
"""Sides of a picture that are further apart are not read: RapidOCR makes one of them nothing."""
_SMALL, _WIDEST = 8, 30_000
"""Pixels: lower boxes are no line; wider ones are squeezed (OpenCV turns 32,767 at most)."""
_FAILURES = (cv2.error, BoxesTooNarrow, ONNXRuntimeError, RapidOCRError, ResizeImgError)


class Written(msgspec.Struct, frozen=True):
    """One line of writing in a picture."""

    text: str
    box: tuple[int, int, int, int]
    """Left, top, width, height in pixels of the picture."""
    confidence: Decimal
    ink: Ink
    by: str


class HangulReader(Protocol):
    """Whoever reads lines of Hangul, letter by letter."""

    name: str

    def __call__(self, lines: Sequence[Picture]) -> Sequence[Sequence[Letter]]:
        """Readings in the order of the lines; empty where nothing was read."""


class NotRead(ValueError):
    """A picture in which nobody could look for notes."""


class NotAPicture(NotRead):
    """Bytes that hold no picture that can be decoded."""


class Reader:
    """Reads pictures; made once, as loading the weights takes a second."""

    def __init__(self, hangul: HangulReader | None = None, threads: int = 1) -> None:
        """`hangul` is asked beside our own net."""
        self._net, self._hangul = HangulNet(threads=threads), hangul
        self._engine: Any = RapidOCR(params={
            "Global.log_level": "error", "Global.text_score": 0.0,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": threads,
        })  # fmt: skip

    @property
    def hangul(self) -> str:
        """Who reads Hangul."""
        return self._who(net=True, other=True)

    def read(self, data: bytes) -> tuple[Written, ...]:
        """What is written, from the top down; NotAPicture where the bytes are none."""
        return self.read_picture(decoded(data))

    def read_picture(self, picture: Picture) -> tuple[Written, ...]:
        """The same for a decoded picture; NotRead where a reader fails on it."""
        try:
            return self._read(picture)
        except _FAILURES as error:
            why = str(error).strip() or "no reason given"
            raise NotRead(f"a reader failed: {type(error).__name__}, {why}") from error

    def _read(self, picture: Picture) -> tuple[Written, ...]:
        found = self._engine(picture[:, :, ::-1], use_det=True, use_cls=False, use_rec=False)
        corners = [] if found.boxes is None else [np.asarray(box) for box in found.boxes]
        lines = [_Line(picture, box) for box in corners if _large(box)]
        for line in lines:
            line.text, line.confidence = self._surest(line)
        self._ask(lines)
        kept = [line.written() for line in lines if line.confidence >= LEAST]
        said = [one for one in kept if one.text]
        return tuple(sorted(said, key=lambda one: (one.box[1], one.box[0], one.text)))

    def _surest(self, line: _Line) -> tuple[str, float]:
        """The reading of the cut-out, or of it without the drawing where that is surer."""
        first = self._rapid(line.cut)
        if first[1] >= SURE or line.ink != "grey":
            return first
        return max(first, self._rapid(darkest(line.cut)), key=lambda one: one[1])

    def _rapid(self, cut: Picture) -> tuple[str, float]:
        found = self._engine(cut[:, :, ::-1], use_det=False, use_cls=False, use_rec=True)
        return (found.txts[0], float(found.scores[0])) if found.txts else ("", 0.0)

    def _ask(self, lines: Sequence[_Line]) -> None:
        """Have the boxes that are not surely Chinese, Japanese or Latin read as Hangul."""
        open_ = [(line, line.views()) for line in lines if not line.settled()]
        every = [view for _, views in open_ for view in views]
        others = iter(self._hangul(every) if self._hangul else [()] * len(every))
        for line, views in open_:
            net = best([self._net.letters(view) for view in views])
            other = best([next(others) for _ in views])
            text, confidence = together(net, other)
            least = LEAST if other or hangul(text, MOSTLY) else ALONE
            if hangul(text) and confidence >= least:
                line.text, line.confidence = text, confidence
                line.by = self._who(net=bool(net), other=bool(other))

    def _who(self, *, net: bool, other: bool) -> str:
        names = self._net.name if net else "", self._hangul.name if self._hangul and other else ""
        return ", ".join(filter(None, names))


class _Line:
    """One box on its way: cut out in its own ink, then read."""

    def __init__(self, picture: Picture, corners: Any) -> None:  # noqa: ANN401 - an array of four points
        rough = cut_out(picture, corners)
        self.ink: Ink = main_ink(rough)
        self.cut = rough if self.ink == "grey" else alone(rough, self.ink)
        left, top = corners.min(axis=0)
        right, bottom = corners.max(axis=0)
        self.box = int(left), int(top), int(right - left), int(bottom - top)
        self.text, self.confidence, self.by = "", 0.0, "rapidocr"

    def settled(self) -> bool:
        """Whether it was read surely, and so many letters that they can be all of the line."""
        letters = sum(1.0 if unicodedata.east_asian_width(one) == "W" else 0.5 for one in self.text)
        high, wide = self.cut.shape[:2]
        return self.confidence >= SURE and letters >= FILLED * wide / high

    def views(self) -> tuple[Picture, ...]:
        """The cut-out as it is, without the drawing behind it, and that with thicker strokes."""
        if self.ink != "grey":
            return self.cut, thicker(self.cut)
        plain = darkest(self.cut)
        return self.cut, plain, thicker(plain)

    def written(self) -> Written:
        """The line as a value."""
        sure = Decimal(str(round(min(self.confidence, 1.0), 3)))
        return Written(self.text.strip(), self.box, sure, self.ink, self.by)


def decoded(data: bytes) -> Picture:
    """A picture as red, green and blue on white; NotAPicture where it cannot be decoded."""
    try:
        raw = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED) if data else None
    except cv2.error as error:
        raise NotAPicture(f"no picture can be decoded from the bytes: {error.err}") from error
    if raw is None or raw.ndim not in {2, 3}:
        raise NotAPicture("the bytes hold no picture that can be decoded")
    height, width = raw.shape[:2]
    if max(height, width) > LONGEST * min(height, width):
        raise NotAPicture(f"a strip of {width} by {height} pixels, which is no picture of notes")
    if raw.dtype != np.uint8:
        raw = cv2.convertScaleAbs(raw, alpha=255.0 / max(float(raw.max()), 1.0))
    page = _on_white(raw)
    scale = min((LARGEST / (height * width)) ** 0.5, _WIDEST / max(height, width))
    if scale < 1:
        page = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(page, np.uint8)


def _on_white(raw: Any) -> Any:  # noqa: ANN401 - arrays of one, three or four channels
    if raw.ndim == 2:  # noqa: PLR2004 - grey
        return np.repeat(raw[..., None], 3, axis=-1)
    if raw.shape[2] == 4:  # noqa: PLR2004 - with transparency
        share = raw[..., 3:].astype(np.float32) / 255
        return (raw[..., 2::-1] * share + 255 * (1 - share)).astype(np.uint8)
    return raw[..., ::-1]


def cut_out(picture: Picture, corners: Any) -> Picture:  # noqa: ANN401 - an array of four points
    """The box turned upright, with a little room around it."""
    corners = corners.astype(np.float32)
    width = int(
        max(np.linalg.norm(corners[0] - corners[1]), np.linalg.norm(corners[2] - corners[3]))
    )
    height = int(
        max(np.linalg.norm(corners[0] - corners[3]), np.linalg.norm(corners[1] - corners[2]))
    )
    width, height = min(width, _WIDEST), max(1, height * min(width, _WIDEST) // max(1, width))
    room = max(2, height // 10)
    to = np.array(
        [[room, room], [room + width, room], [room + width, room + height], [room, room + height]],
        np.float32,
    )
    turn = cv2.getPerspectiveTransform(corners, to)
    size = (width + 2 * room, height + 2 * room)
    page = cv2.warpPerspective(
        picture, turn, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(page, np.uint8)


def cropped(picture: Picture, box: tuple[int, int, int, int]) -> bytes:
    """The box (left, top, width, height in pixels) with room around it, as PNG."""
    left, top, width, height = box
    room = max(4, height // 4)
    part = picture[max(0, top - room) : top + height + room,
                   max(0, left - room) : left + width + room]  # fmt: skip
    _, packed = cv2.imencode(".png", np.ascontiguousarray(part[:, :, ::-1]))
    return packed.tobytes()


def thicker(cut: Picture) -> Picture:
    """Strokes one pixel wider on each side, for thin pens."""
    return np.asarray(cv2.erode(cut, np.ones((3, 3), np.uint8)), np.uint8)


def _large(corners: Any) -> bool:  # noqa: ANN401 - an array of four points
    return bool(min(np.ptp(corners, axis=0)) >= _SMALL)
