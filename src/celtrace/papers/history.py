"""What the facts stated in a file say of its making, and which ids two files can share.

A time stated before the time it was made, a program for pictures behind a paper that an
office issued, an id drawn at random once. All of it can be false or have a plain cause; the
list of programs and the stop-list of ids that many files carry are tables with their source.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files

from celtrace.papers.trail import Said
from celtrace.records import Trait

_DAY = timedelta(days=1)
_RSID = re.compile(r"[0-9A-F]{8}")
_ISSUED = frozenset({
    "passport", "id", "id card", "identity card", "residence card", "driving licence", "licence",
    "visa", "diploma", "degree", "certificate", "payslip", "statement", "bank statement", "utility",
    "utility bill", "tax", "contract",
})  # fmt: skip
"""Types of documents that somebody else issued: a CV is made by its own author."""
_LEAST_ID = 8


def issued(type_: str) -> bool:
    """Whether a stated type of document is one that is issued to somebody."""
    return " ".join(type_.lower().replace("_", " ").replace("-", " ").split()) in _ISSUED


def history(traits: Iterable[Trait], type_: str, today: date) -> Iterator[Said]:
    """What times and programs say that cannot, or need not, be so of such a document."""
    told = list(traits)
    yield from _dates(told, today)
    if not issued(type_):
        return
    programs = sorted({t.value for t in told if t.name == "software"})
    for value in programs:
        named = next((one for one in _table("editors") if one in value.lower()), "")
        if named:
            yield Said("editor", f"it names the picture editor {value}")


def _dates(traits: list[Trait], today: date) -> Iterator[Said]:
    times = {
        name: sorted(_naive(t.time) for t in traits if t.name == name and t.time is not None)
        for name in ("created", "modified", "captured")
    }
    first, last = times["created"], times["modified"]
    if first and last and last[-1] + _DAY < first[0]:
        yield Said("dates", f"last changed {last[-1]:%Y-%m-%d}, made {first[0]:%Y-%m-%d}")
    if len(first) > 1 and first[-1] - first[0] > _DAY:
        yield Said("dates", f"made {first[0]:%Y-%m-%d} and made {first[-1]:%Y-%m-%d}")
    late = [time for row in times.values() for time in row if time.date() > today + _DAY]
    if late:
        yield Said("dates", f"a time after the day of the review: {late[-1]:%Y-%m-%d}")


def _naive(time: datetime) -> datetime:
    return time.replace(tzinfo=None)


def lineage(traits: Iterable[Trait]) -> frozenset[str]:
    """Ids that only copies of one file, or pictures of one camera, have.

    Left out are ids on the stop-list, rsids but the first of a document, and short values.
    """
    found = set()
    for one in traits:
        value = one.value.strip()
        usual = value.upper() in _table("ids") or len(value) < _LEAST_ID or len(set(value)) == 1
        if one.name == "lineage" and not usual and (not _RSID.fullmatch(value) or _root(one)):
            found.add(f"id {value}")
        elif one.name == "camera" and "serial" in one.place.lower() and not usual:
            found.add(f"camera serial {value}")
    return frozenset(found)


def _root(one: Trait) -> bool:
    return one.place.endswith("rsidRoot")


@cache
def _table(name: str) -> frozenset[str]:
    table = files(__package__) / "_tables" / f"{name}.csv"
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return frozenset(row["value"] for row in rows)
