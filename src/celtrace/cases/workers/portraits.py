"""The face on a document beside that of the log-in picture and of a meeting's stills.

Each two pictures of one worker are compared in a confined process, under a grant of consent for
`face` that holds; pictures whose own consent ended are left out. What comes of it is one of
three bands for people to look at. It is not kept, decides nothing, and fills in no step.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import combinations

import msgspec

from celtrace.cases.workers.acts import consented
from celtrace.cases.workers.handed import Held, grant_of_picture
from celtrace.cases.workers.paper_pages import bounds
from celtrace.cases.workers.register import Register
from celtrace.engine.confined import ConfinedEngine
from celtrace.papers.faces import Compared, compare
from celtrace.papers.opened import Unopened, pages
from celtrace.records import ConsentGrant, Handed
from celtrace.settings import Limits

PICTURED = ("document front", "selfie", "still")
LOOKED = "worker looked at"


class FaceTask(msgspec.Struct, frozen=True):
    """Two pictures, and what permits comparing them now."""

    one: bytes
    other: bytes
    consent: ConsentGrant
    now: datetime


class Beside(msgspec.Struct, frozen=True):
    """Two pictures of a worker, by what they were handed in as, and the band they fall in."""

    one: str
    other: str
    compared: Compared


def beside(held: Held, who: str, called: str, limits: Limits) -> tuple[Beside, ...]:
    """Compare the faces of a worker's pictures, each two; that it was done stands in the journal.

    UsageError without consent to it, which names the equal way.
    """
    told: list[tuple[str, str, FaceTask]] = []

    def opened(register: Register) -> None:
        file, now = register.file(called), register.clock()
        consent = consented(file, "face", register)
        pictures = [
            (one.what, register.bytes_of(file, one)) for one in file.all(Handed)
            if one.what in PICTURED and grant_of_picture(register, file, one)
        ]  # fmt: skip
        for (one, first), (other, second) in combinations(pictures, 2):
            if one != other:
                told.append((one, other, FaceTask(first, second, consent, now)))
        register.journal.append(now, who, LOOKED, {"person": file.person, "faces": len(told)})

    held(opened)
    found = _compared([task for _, _, task in told], limits)
    return tuple(Beside(*row[:2], one) for row, one in zip(told, found, strict=True))


def _compared(tasks: Sequence[FaceTask], limits: Limits) -> list[Compared]:
    engine = ConfinedEngine(1, Compared, _lost, bounds(limits))
    return list(engine.map(compare_pictures, tasks))


def compare_pictures(task: FaceTask) -> Compared:
    """The first page of both, face beside face; NoConsent without a grant that holds."""
    try:
        one, other = (next(iter(pages(data))) for data in (task.one, task.other))
    except Unopened as error:
        return Compared(None, None, str(error))
    return compare(one, other, task.consent, task.now)


def _lost(_: FaceTask, why: str) -> Compared:
    return Compared(None, None, why)
