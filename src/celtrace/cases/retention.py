"""How long what is kept: a period for each category, what is due, and erasing as a person's act.

Nothing is erased by the clock alone: a named person confirms with a reason, and a line in the
journal says what went. Of a case that is erased as a whole a new, empty one remains whose journal
names the last line of the old.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, get_args

import msgspec
import yaml

from celtrace.cases.case import Case
from celtrace.cases.find import drop_index
from celtrace.cases.handover.kept import FrozenFiles
from celtrace.cases.workers.policy import LONGEST
from celtrace.cases.workers.register import ACTION, EXPIRED, Register
from celtrace.errors import UsageError
from celtrace.ports import Entry
from celtrace.records import ConsentGrant, Handed, Purpose
from celtrace.settings import Settings
from celtrace.store.keyring import KeyRing

if TYPE_CHECKING:
    from celtrace.cases.room import Room

Category = Literal["case", "worker_files", "pictures", "handed"]
CATEGORIES: tuple[Category, ...] = get_args(Category)
SET, ERASED, GONE = "retention set", "retention erased", "case erased"
PURPOSE: Purpose = "face"
"""The purpose that pictures of faces are kept for."""
MOST = 100 * 366
"""Days of a period."""
Clock = Callable[[], datetime]


class Period(msgspec.Struct, frozen=True, rename={"since": "from"}):
    """What is kept for how long, why, and on what basis."""

    what: str
    purpose: str
    basis: str
    days: int | None
    since: str
    """What the days are counted from."""
    otherwise: str
    """For how long where no days are set."""
    by: str = ""
    """Who set it; empty where nobody did."""


class Due(msgspec.Struct, frozen=True):
    """Something whose period is over."""

    category: Category
    key: str
    """The file's name or the person's random id; empty for the case."""
    since: date
    until: date


class Held:
    """What there is in and beside a case, to be looked at."""

    def __init__(self, settings: Settings, register: Register, clock: Clock) -> None:
        self.register = register
        self.entries = tuple(register.journal.read())
        self.freezer = FrozenFiles(settings.home, settings.case, clock)
        self.today = clock().date()


@cache
def packaged() -> dict[Category, Period]:
    """The periods of the package."""
    text = files("celtrace.cases").joinpath("_tables", "retention.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), dict[Category, Period])


def periods(entries: Iterable[Entry]) -> dict[Category, Period]:
    """The periods of a case: the package's, and what people set since."""
    found = dict(packaged())
    for entry in entries:
        if entry.action == SET:
            category = msgspec.convert(entry.body["category"], Category)
            told = {key: entry.body[key] for key in ("days", "purpose", "basis")}
            found[category] = msgspec.structs.replace(found[category], by=entry.actor, **told)
    return found


def period_set(
    before: dict[Category, Period], category: str, days: int | None, words: tuple[str, str]
) -> dict[str, object]:
    """The body of the line that sets a period, with purpose and basis; UsageError if it cannot be.

    Empty words leave what stood. Faces are kept no longer than the file they are in, nor than
    three years (740 ILCS 14/15(a)).
    """
    if category not in CATEGORIES:
        raise UsageError(f"There is no category {category}.", f"One of: {', '.join(CATEGORIES)}.")
    if days is not None and not 1 <= days <= MOST:
        raise UsageError("A period is at least one day.", "Give days, or none.")
    files_, faces = (before[one].days for one in ("worker_files", "pictures"))
    files_ = days if category == "worker_files" else files_
    faces = days if category == "pictures" else faces
    longest = min(files_ or LONGEST, LONGEST)
    if faces and faces > longest:
        message = f"Pictures of faces are kept for {longest} days at most."
        raise UsageError(message, "They are kept no longer than the files of workers.")
    known = before[category]
    purpose, basis = (new.strip()[:500] or old for new, old in
                      zip(words, (known.purpose, known.basis), strict=True))  # fmt: skip
    return {"category": category, "days": days, "purpose": purpose, "basis": basis}


def keep_period(
    room: Room, who: str, category: str, days: int | None, words: tuple[str, str]
) -> Period:
    """Set a period in the journal of a room; how it stands."""
    body = period_set(periods(room.journal.read()), category, days, words)
    room.log(who, SET, body)
    return periods(room.journal.read())[msgspec.convert(category, Category)]


def held_in(room: Room) -> Held:
    """What there is in and beside the case of a room."""
    return room.people(lambda register: Held(room.settings, register, room.clock))


def erase_in(room: Room, who: str, why: str, category: str) -> list[Due]:
    """Erase what is due of a category; not the case as a whole, which is open."""
    if category in ("", "case"):
        message = "A case as a whole is not erased while it is open."
        raise UsageError(message, "Stop the server and run: celtrace case retention --erase")
    return room.sealed(lambda _: erase(room.settings, room.clock, who, why, category))


def due(held: Held) -> tuple[Due, ...]:
    """Everything whose period is over, the oldest first."""
    found = []
    for category, period in periods(held.entries).items():
        for key, since in _LASTS[category](held):
            until = since + timedelta(days=period.days or 0)
            if period.days is not None and until <= held.today:
                found.append(Due(category, key, since, until))
    return tuple(sorted(found, key=lambda one: (one.until, one.category, one.key)))


def erase(settings: Settings, clock: Clock, who: str, why: str, wanted: str = "") -> list[Due]:
    """Erase everything that is due, or one category of it; what went.

    UsageError without a person or a reason, or if nothing is due.
    """
    if not who.strip() or not why.strip():
        raise UsageError("An erasure needs a person and a reason.", "Add: --who NAME --because WHY")
    with Case.create_or_open(settings.case, clock) as case:
        register = Register(case.journal, case.vault, KeyRing(settings.keys), clock)
        held = Held(settings, register, clock)
        gone = [one for one in due(held) if wanted in ("", one.category)]
        if not gone:
            raise UsageError("Nothing is due to be erased.", "See: celtrace case retention")
        items = [msgspec.to_builtins(one) | _erased(held, one, who, why) for one in gone]
        whole = any(one.category == "case" for one in gone)
        line = case.log(ERASED, {"items": items, "why": why}, who)
        if whole:
            for file in register.files():
                register.forget(who, file.person, why)
            line = case.journal.head() or line
    if whole:
        _empty(settings, clock, (who, why), line)
    return gone


def _erased(held: Held, one: Due, who: str, why: str) -> dict[str, str]:
    """Erase one thing beside the case as a whole; what its line says beyond its key."""
    if one.category == "handed":
        return {"sha256": held.freezer.drop(one.key)}
    if one.category == "worker_files":
        held.register.forget(who, one.key, why)
    if one.category == "pictures":
        held.register.shred(who, one.key, PURPOSE)
    return {}


def _empty(settings: Settings, clock: Clock, act: tuple[str, str], line: Entry) -> None:
    """Put a case with a stub in place of a closed case."""
    draft = settings.case.with_name(f".{settings.case.name}.erased")
    shutil.rmtree(draft, ignore_errors=True)
    settings.case.replace(draft)
    drop_index(settings.home, settings.case)
    who, why = act
    with Case.create_or_open(settings.case, clock) as case:
        case.log(GONE, {"lines": line.seq + 1, "head": line.hash, "why": why}, who)
    shutil.rmtree(draft)


def _case(held: Held) -> Iterator[tuple[str, date]]:
    quiet = ("created", SET, ERASED, GONE, EXPIRED)
    last = [entry for entry in held.entries if entry.action not in quiet]
    if last:
        yield "", last[-1].at.date()


def _worker_files(held: Held) -> Iterator[tuple[str, date]]:
    last = {e.body.get("person"): e.at.date() for e in held.entries if e.action == ACTION}
    for file in held.register.files():
        yield file.person, last[file.person]


def _pictures(held: Held) -> Iterator[tuple[str, date]]:
    for file in held.register.files():
        grants = {grant.id for grant in file.all(ConsentGrant) if grant.purpose == PURPOSE}
        days = [h.when.date() for h in file.all(Handed) if h.consent in grants and h.when]
        if days and held.register.can_open(file, PURPOSE):
            yield file.person, max(days)


def _handed(held: Held) -> Iterator[tuple[str, date]]:
    for one in held.freezer.held():
        yield one.name, one.day


_LASTS: dict[Category, Callable[[Held], Iterator[tuple[str, date]]]] = {
    "case": _case, "worker_files": _worker_files, "pictures": _pictures, "handed": _handed,
}  # fmt: skip
"""For each category what there is, and from which day its period runs."""
