"""Two workers' documents side by side, for whoever may open the sealed files.

A review says which squares of two sealed documents differ and shows no more. The documents
themselves are laid on each other here, in memory; that somebody looked stands in the journal,
and the picture is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from itertools import product

import msgspec

from celtrace.cases.workers.handed import pages_read
from celtrace.cases.workers.paper_looking import PaperSeen, PaperTask, look_at_paper, lost
from celtrace.cases.workers.paper_pages import bounds
from celtrace.cases.workers.portraits import LOOKED
from celtrace.cases.workers.register import Register
from celtrace.engine.confined import ConfinedEngine
from celtrace.errors import UsageError
from celtrace.papers.alike import alike
from celtrace.papers.overlay import side_by_side
from celtrace.papers.sketch import Sketch
from celtrace.records import Digest
from celtrace.settings import Limits

Named = tuple[str, Sketch]


class Laid(msgspec.Struct, frozen=True):
    """The two pages that agree most: a JPEG of both, red around what differs."""

    one: str
    other: str
    agree: int
    squares: int
    picture: bytes


def of_worker(register: Register, who: str, called: str) -> list[Named]:
    """The pages that a worker handed in and that were read; it is noted that they are looked at."""
    file = register.file(called)
    body = {"person": file.person, "documents": "laid beside others"}
    register.journal.append(register.clock(), who, LOOKED, body)
    found = [(page.handed.file.path, page.sketch) for page in pages_read(register, file, ())]
    if not found:
        message = f"No picture of a document of {called} was read that may be opened now."
        raise UsageError(message, "Run a review first, or ask for the consent to documents.")
    return found


def of_picture(name: str, data: bytes, limits: Limits) -> list[Named]:
    """The pages of a file, drawn in a confined process."""
    task = PaperTask(Digest(sha256(data).hexdigest()), name, "", known=True, data=data)
    (seen,) = ConfinedEngine(1, PaperSeen, lost, bounds(limits)).map(look_at_paper, [task])
    if seen.refused:
        raise UsageError(f"{name}: {seen.refused}.")
    return [(f"{name} page {number}", page.sketch) for number, page in enumerate(seen.pages, 1)]


def laid_beside(first: Iterable[Named], second: Iterable[Named]) -> Laid | None:
    """The two pages of two people that agree most; None if none lies on any."""
    best: Laid | None = None
    for (one, page), (other, against) in product(first, list(second)):
        found = alike(page, against)
        if found and found.same and (best is None or found.agree > best.agree):
            drawn = side_by_side(page, against, found)
            best = Laid(one, other, found.agree, found.squares, drawn)
    return best
