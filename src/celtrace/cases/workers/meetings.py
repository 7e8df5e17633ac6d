"""Meetings: planned with a draw that can be repeated, invited in two zones, and their outcome.

One observation alone never leads anywhere: `consider` takes two of different groups, because
each has harmless causes that stand beside it in the table.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import msgspec
import yaml

from celtrace.cases.workers.acts import SEEN, consented, hand_in, name_of
from celtrace.cases.workers.register import File, Register
from celtrace.errors import UsageError
from celtrace.records import Camera, Interview, MeetingOutcome
from celtrace.text.calendar import Event, calendar

MINUTES = 30
LASTS = timedelta(days=365)
"""How long a meeting stands for the person met, at the most; plans may ask for less."""
AT_ONCE = timedelta(minutes=5)
TWO = 2


class Challenge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something the worker is asked to do."""

    id: str
    of: str
    says: dict[str, str]


class Observation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that may be seen, and what harmless causes look the same."""

    id: str
    of: str
    says: str
    innocent: tuple[str, ...]


class Meetings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table."""

    version: str
    draw: int
    challenges: tuple[Challenge, ...]
    words: tuple[str, ...]
    observations: tuple[Observation, ...]


class Seen(msgspec.Struct, frozen=True):
    """What whoever held a meeting records of it."""

    camera: Camera = ""
    in_person: bool = False
    done: tuple[str, ...] = ()
    observed: tuple[str, ...] = ()
    consider: bool = False
    stills: tuple[bytes, ...] = ()
    second: str = ""


@cache
def meetings() -> Meetings:
    """The packaged table."""
    text = files("celtrace.cases.workers").joinpath("_tables", "meetings.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), Meetings)


def drawn(seed: str) -> tuple[str, ...]:
    """The challenges that a seed draws, none of two from one group while others are left.

    The order is that of SHA-256 over seed and id: whoever has the seed can draw again.
    """
    table = meetings()
    ordered = sorted(table.challenges, key=lambda one: _hash(seed, one.id))
    first = {one.of: one.id for one in reversed(ordered)}
    spread = [one.id for one in ordered if first[one.of] == one.id]
    rest = [one.id for one in ordered if first[one.of] != one.id]
    return tuple([*spread, *rest][: table.draw])


def spoken(seed: str, challenge: str, language: str = "en") -> str:
    """A challenge as it is said, with its drawn words."""
    table = meetings()
    found = next(one for one in table.challenges if one.id == challenge)
    words = sorted(table.words, key=lambda word: _hash(seed, challenge + word))[:3]
    said = found.says.get(language, found.says["en"])
    return said.format(words=", ".join(words) if challenge == "phrase" else words[0])


def plan(register: Register, who: str, called: str, at: datetime, zone: str = "") -> Interview:
    """Plan a meeting, with its challenges drawn now; UsageError in the past or without consent.

    One that begins at once may be planned as it begins.
    """
    name_of(who)
    file = register.file(called)
    consented(file, "interview", register)
    if at.utcoffset() is None:
        raise UsageError("The time has no zone.", "Write it as 2026-07-31T09:00+09:00, or --zone.")
    if at < register.clock() - AT_ONCE:
        raise UsageError(f"{at.isoformat()} is past.", "Give a time to come.")
    seed = secrets.token_hex(8)
    made = Interview(
        seen=SEEN, worker=file.called,
        planned=at.astimezone(UTC), zone=zone, seed=seed, challenges=drawn(seed),
    )  # fmt: skip
    register.keep(who, file.person, made)
    return made


def invitation(meeting: Interview, ours: str, made: datetime) -> str:
    """The invitation as iCalendar, with the time in the worker's zone and in ours in words."""
    zones = dict.fromkeys(zone for zone in (meeting.zone, ours) if zone)
    said = [f"{_local(meeting.planned, zone)} ({zone})" for zone in zones]
    about = "\n".join([
        *said, "Please have your identity document and a working file of yours at hand.",
        "A meeting in person is as good: tell us if it suits you better.",
    ])  # fmt: skip
    event = Event(f"meeting-{meeting.id}", made, meeting.planned, "Meeting", MINUTES, about)
    return calendar("Meetings", [event], "REQUEST")


def held(register: Register, who: str, called: str, id_: str, seen: Seen) -> Interview:
    """Keep how a meeting went; its stills are sealed, their digests stand in the record.

    UsageError if it is not as a meeting can have been: before its time, consent that ended,
    `met` with the camera off, `consider` on fewer than two observations of different groups.
    """
    name_of(who)
    file, now = register.file(called), register.clock()
    planned = _planned(file, id_)
    if now < planned.planned:
        raise UsageError("The meeting is still to come.", "Record it when it was held.")
    _known(seen.done, planned.challenges, "challenge of this meeting")
    _known(seen.observed, [one.id for one in meetings().observations], "observation")
    outcome = _outcome(seen)
    kept = [hand_in(register, who, called, "still", still) for still in seen.stills]
    made = msgspec.structs.replace(
        planned, seen=SEEN, held=now, camera=seen.camera, in_person=seen.in_person or None,
        by=tuple(dict.fromkeys(name for name in (who, seen.second) if name)),
        done=seen.done, observed=seen.observed, stills=tuple(one.digest for one in kept),
        outcome=outcome, expires=(now + LASTS).date() if outcome == "met" else None,
    )  # fmt: skip
    register.keep(who, file.person, made)
    return made


def _outcome(seen: Seen) -> MeetingOutcome:
    if seen.consider:
        _two_groups(seen.observed)
        return "consider"
    if not seen.in_person and seen.camera in ("refused", "failed"):
        return "refused" if seen.camera == "refused" else "not held"
    if not seen.in_person and seen.camera != "on":
        raise UsageError("It is not said whether the camera was on.", "Say: on, refused, failed.")
    if not seen.in_person and len(seen.done) < TWO:
        message = "A meeting by video counts from two challenges that were done."
        raise UsageError(message, "Name them, or say that the meeting was in person.")
    return "met"


def _two_groups(observed: Sequence[str]) -> None:
    held = [one for one in meetings().observations if one.id in observed]
    if len({one.of for one in held}) < TWO:
        causes = "; ".join(cause for one in held for cause in one.innocent)
        message = "To consider further takes two observations of different kinds."
        raise UsageError(message, f"Harmless causes: {causes}." if causes else "")


def _planned(file: File, id_: str) -> Interview:
    waiting = [one for one in file.all(Interview) if not one.outcome]
    if not id_ and len(waiting) == 1:
        return waiting[0]
    found = next((one for one in file.all(Interview) if one.id == id_), None)
    if found is None:
        ids = ", ".join(one.id for one in waiting) or "none"
        raise UsageError(f"There is no meeting {id_}".rstrip() + ".", f"Planned: {ids}.")
    if found.outcome:
        raise UsageError("How this meeting went is recorded already.", "Plan another one.")
    return found


def _known(given: Sequence[str], known: Sequence[str], what: str) -> None:
    unknown = [one for one in given if one not in known]
    if unknown:
        raise UsageError(f"{unknown[0]} is no {what}.", f"There are: {', '.join(known)}.")


def _local(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%A, %Y-%m-%d, %H:%M}"


def _hash(seed: str, text: str) -> str:
    return hashlib.sha256(f"{seed}:{text}".encode()).hexdigest()
