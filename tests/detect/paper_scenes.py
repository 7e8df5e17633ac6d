"""Scenes of workers' documents: what was read from pictures, files and texts."""

from __future__ import annotations

from datetime import date
from typing import Any

from celtrace.records import (
    ContactSpan,
    Digest,
    Evidence,
    PaperPage,
    PaperPair,
    PaperTrace,
    Record,
    Stint,
    Worker,
)
from celtrace.records.papers import PageLook, ZoneLines

ZONE = (
    "P<UTOMUSTER<<ADA<MARIA<<<<<<<<<<<<<<<<<<<<<<",
    "X1234567<7UTO9002281F3001318<<<<<<<<<<<<<<06",
)
FILE = Digest("d" * 64)


def seen(place: str = "page 1") -> Evidence:
    return Evidence(FILE, "papers/a.jpg", place, f"as read at {place}", "papers")


def person(id_: str, **facts: Any) -> Worker:
    return Worker(seen=seen(id_), id=id_, name=facts.pop("name", f"{id_.title()} A."), **facts)


def page(worker: str = "ann", path: str = "papers/a.jpg", **facts: Any) -> PaperPage:
    """A page whose lines two recognisers read alike; facts of look and lines may be given plain."""
    given = {"type": "passport", "measures": "as measured", "zone": ZONE, **facts}
    look = PageLook(900, 600, given.pop("flaws", ()), given.pop("measures"))
    lines = given.pop("zone")
    read = ZoneLines(lines, agreed=given.pop("agreed", bool(lines)))
    return PaperPage(
        seen=seen(), worker=worker, path=path, file=FILE, look=look, zone=read, **given
    )


def trace(what: Any, said: str = "as told", worker: str = "ann") -> PaperTrace:
    return PaperTrace(
        seen=seen(said),
        worker=worker,
        path="papers/a.pdf",
        file=FILE,
        type="diploma",
        trace=what,
        said=said,
    )


def pair(what: Any = "photograph", **facts: Any) -> PaperPair:
    given = {
        "a": "ann",
        "a_path": "a.jpg",
        "b": "ben",
        "b_path": "b.jpg",
        "same": 70,
        "of": 100,
        "said": "70 of 100 squares agree",
        "beyond": what == "photograph",
        **facts,
    }
    return PaperPair(seen=seen(), what=what, **given)


def stint(words: str, start: str, until: str = "", **facts: Any) -> Stint:
    return Stint(
        seen=seen(words),
        worker="ann",
        path="cv.docx",
        file=FILE,
        place=words,
        words=words,
        start=date.fromisoformat(start),
        until=date.fromisoformat(until) if until else None,
        **facts,
    )


def phones(*days: str) -> Worker:
    """Somebody whose telephone number was another one from each of the days."""
    spans = [ContactSpan("phone", f"+81 3 {n}", date.fromisoformat(d)) for n, d in enumerate(days)]
    return person("ann", contacts=tuple(spans))


TWO = (person("ann"), person("ben"))
SCENES: dict[str, tuple[tuple[Record, ...], tuple[Record, ...]]] = {
    "id_image_quality": (
        (person("ann"), page(flaws=("blurred",), zone=())),
        (person("ann"), page(zone=())),
    ),
    "document_tampered": (
        (person("ann"), trace("after signing", "what page 1 shows was changed")),
        (person("ann"), page()),
    ),
    "document_reused": ((*TWO, pair()), (*TWO, page("ann"), page("ben", "papers/b.jpg"))),
    "cv_impossible_dates": (
        (person("ann"), stint("2019-2015", "2019-01-01", "2015-12-31")),
        (person("ann"), stint("2015-2019", "2015-01-01", "2019-12-31")),
    ),
    "contact_churn": (
        (phones("2023-01-01", "2023-04-01", "2023-10-01"),),
        (phones("2021-01-01", "2022-04-01", "2023-10-01"),),
    ),
}
