"""One file of a worker's document: drawn, measured, its lines read, its history told.

This runs in a confined process: the bytes are somebody else's. Nothing of a face is looked
for here.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from celtrace.cases.workers.holder import is_name_of
from celtrace.documents.mrz_printed import Printed
from celtrace.papers.bands import Grey
from celtrace.papers.opened import PAGES, Unopened, animated, pages
from celtrace.papers.quality import quality
from celtrace.papers.sketch import Sketch, sketch
from celtrace.papers.trail import Said, trail
from celtrace.papers.zone import ZoneRead, beside, further_zones, read_zone
from celtrace.records import Digest
from celtrace.records.papers import NamesBy, PageLook, ZoneLines

FIELDS = 4


class PaperTask(msgspec.Struct, frozen=True):
    """A document to be read: where its bytes are, and the name it is handed in under."""

    digest: Digest
    name: str
    path: str
    declared: str = ""
    known: bool = False
    """Whether it was read before: then it is only drawn, to be held against others."""
    data: bytes = b""
    """The bytes themselves, where they must not lie on the disk."""


class PageSeen(msgspec.Struct, frozen=True):
    """One page: its measures, the zones on it, and what is kept to find it again."""

    look: PageLook
    zones: tuple[ZoneLines, ...]
    grey: bytes
    """PNG of the sketch."""
    points: bytes
    marks: bytes

    @property
    def sketch(self) -> Sketch:
        """The sketch again."""
        grey = np.asarray(cv2.imdecode(np.frombuffer(self.grey, np.uint8), 0), np.uint8)
        points = np.frombuffer(self.points, np.float32).reshape(-1, FIELDS)
        return Sketch(grey, points, np.frombuffer(self.marks, np.uint8).reshape(-1, 128))


class PaperSeen(msgspec.Struct, frozen=True):
    """What came of one file; `refused` says why it could not be drawn."""

    digest: Digest
    pages: tuple[PageSeen, ...] = ()
    told: tuple[Said, ...] = ()
    notes: tuple[str, ...] = ()
    refused: str = ""


def look_at_paper(task: PaperTask) -> PaperSeen:
    """Draw and read one file. It raises nothing that a file can bring about."""
    cv2.setNumThreads(1)
    data = task.data or Path(task.path).read_bytes()
    seen: list[PageSeen] = []
    refused = ""
    try:
        seen.extend(
            _drawn(page) if task.known else _page(page, task.declared) for page in pages(data)
        )
    except Unopened as error:
        refused = str(error)
    told = () if task.known else trail(data)
    return PaperSeen(task.digest, tuple(seen), told, _notes(data, seen), refused)


def lost(task: PaperTask, why: str) -> PaperSeen:
    """What is known of a file whose reading was given up."""
    return PaperSeen(task.digest, refused=why)


def _notes(data: bytes, seen: list[PageSeen]) -> tuple[str, ...]:
    told = []
    if (frames := animated(data)) > 1:
        told.append(f"it has {frames} frames; the first was read")
    if len(seen) == PAGES:
        told.append(f"it has {PAGES} pages or more; the first {PAGES} were read")
    return tuple(told)


def _page(page: Grey, declared: str) -> PageSeen:
    measured = quality(page)
    first = read_zone(page)
    zones = [first, *further_zones(page, first)] if first else []
    look = PageLook(measured.width, measured.height, measured.flaws, measured.words)
    read = tuple(_zone(zone, beside(page, zone), declared) for zone in zones)
    return msgspec.structs.replace(_drawn(page), look=look, zones=read)


def _drawn(page: Grey) -> PageSeen:
    """What is kept of a page to find it again, and nothing of what it says."""
    kept = sketch(page)
    look = PageLook(page.shape[1], page.shape[0])
    return PageSeen(look, (), _png(kept.grey), kept.points.tobytes(), kept.marks.tobytes())


def _zone(read: ZoneRead, printed: Printed | None, declared: str) -> ZoneLines:
    by: NamesBy = "declared name" if is_name_of(declared, read.zone) else ""
    if read.twice:
        by = "two readings"
    if printed and printed.same:
        by = "printed name"
    text = printed.text if printed else ""
    return ZoneLines(read.zone.lines, read.repairs, read.agreed, by, text)


def _png(grey: NDArray[np.uint8]) -> bytes:
    return bytes(cv2.imencode(".png", grey)[1].tobytes())
