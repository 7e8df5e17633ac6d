"""Workers' sealed files as the case room tends them, whichever door asks: page or call.

Whoever opens a file or a picture of it leaves a line in the journal.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from celtrace.cases.room import Room
from celtrace.cases.workers import acts
from celtrace.cases.workers.checking import of_file
from celtrace.cases.workers.holder import holders_said
from celtrace.cases.workers.register import READING, File, Register
from celtrace.detect._plans import plans
from celtrace.errors import Absent, MissingExtra, UsageError
from celtrace.ports import CaseFacts
from celtrace.records import (
    Adverse,
    ConsentGrant,
    Credential,
    Handed,
    Interview,
    PaperPage,
    Party,
    Record,
    SignedDelivery,
    StepResult,
    Worker,
)

if TYPE_CHECKING:
    from celtrace.cases.workers.portraits import Beside


def invited(room: Room, who: str, told: Mapping[str, str]) -> acts.Invited:
    """Begin a file for whom `name`, `role`, `party` and `worker` tell."""
    someone = Worker(
        seen=acts.SEEN, id=told.get("worker", ""), name=told.get("name", "").strip(),
        party=told.get("party", ""), role=told.get("role", "").strip(),
    )  # fmt: skip
    return room.people(lambda register: acts.invite(register, who, someone))


def opened(room: Room, who: str, person: str) -> dict[str, Any]:
    """Everything in a worker's file; that it was looked at is kept."""

    def seen(register: Register) -> dict[str, Any]:
        held = file_in(register, person)
        records, unread = _opened(register, held)
        level, found = of_file(records, parties, CaseFacts(as_of=room.clock().date(), us=us))
        return {
            "worker": held.worker, "grants": held.all(ConsentGrant), "unread": unread,
            "handed": [one for one in held.all(Handed) if one.what != READING],
            "read": [one for one in records if isinstance(one, PaperPage)],
            "steps": held.all(StepResult), "talks": held.all(Interview),
            "keys": held.all(Credential), "signed": held.all(SignedDelivery),
            "adverse": held.all(Adverse), "notice": acts.standing_notice(held),
            "level": level, "found": found, "holders": tuple(holders_said(records)),
        }  # fmt: skip

    parties = room.outcome.view.all(Party) if room.outcome else ()
    us = room.outcome.view.facts.us if room.outcome else ""
    shown = room.people(seen)
    room.log(who, "worker looked at", {"person": person})
    return shown


def _opened(register: Register, held: File) -> tuple[tuple[Record, ...], int | None]:
    """The records with what pictures say, and how many are unread; None where none can be."""
    try:
        from celtrace.cases.workers.handed import waiting, with_readings
    except ImportError:
        return held.records, None
    return with_readings(register, held), len(waiting(register, held))


def read(room: Room, person: str) -> int:
    """Read what waits in a file; how many pictures those were."""
    try:
        from celtrace.cases.workers.handed import read_waiting
    except ImportError as error:
        raise MissingExtra(f"A part that reads documents ({error.name})", "workers") from error
    room.people(lambda register: file_in(register, person))
    return read_waiting(room.people, person, room.settings.limits)


def faces(room: Room, who: str, person: str) -> tuple[Beside, ...]:
    """Hold the faces of a file's pictures beside each other."""
    try:
        from celtrace.cases.workers.portraits import beside
    except ImportError as error:
        raise MissingExtra(f"A part that compares faces ({error.name})", "workers") from error
    room.people(lambda register: file_in(register, person))
    return beside(room.people, who, person, room.settings.limits)


def picture(room: Room, who: str, person: str, digest: str) -> tuple[bytes, str]:
    """Bytes and kind of a picture in a file; that it was looked at is kept."""

    def shown(register: Register) -> tuple[bytes, str]:
        held = file_in(register, person)
        handed = next((one for one in held.all(Handed) if one.sealed == digest), None)
        if handed is None:
            raise Absent("There is no such picture in this file.")
        return register.bytes_of(held, handed), handed.media

    held = room.people(shown)
    room.log(who, "worker looked at", {"person": person, "object": digest})
    return held


def result_of(person: str, form: Mapping[str, str]) -> StepResult:
    """The result of a step: `step`, `result`, and what the form of the step asks for."""
    check = plans().check(form.get("step", ""))
    fields = check.fields if check else ()
    return StepResult(
        seen=acts.SEEN, worker=person, step=form.get("step", ""), result=_outcome(form),
        form=tuple((name, form[name].strip()) for name in fields if form.get(name, "").strip()),
    )  # fmt: skip


def _outcome(form: Mapping[str, str]) -> Any:  # noqa: ANN401 - a word of a typing form
    found = next((one for one in acts.OUTCOMES if one == form.get("result")), None)
    if found is None:
        raise UsageError("No result was chosen.", "Choose one.")
    return found


def turned(room: Room, who: str, person: str, told: tuple[str, str]) -> Adverse:
    """Keep a step, by its stage and reason, towards turning a worker down or back."""
    stage, why = told
    try:
        wanted = msgspec.convert(
            {"seen": acts.SEEN, "worker": person, "stage": stage, "by": who, "why": why,
             "when": room.clock()}, Adverse,
        )  # fmt: skip
    except msgspec.ValidationError as error:
        raise UsageError("No step was chosen.", "Choose one.") from error
    return room.people(lambda register: acts.adverse(register, who, person, wanted))


def forgotten(room: Room, who: str, person: str, why: str) -> None:
    """Destroy the key of a file, for a reason."""
    if not why.strip():
        raise UsageError("This needs a reason.", "Write who asked for it, and when.")
    room.people(lambda register: register.forget(who, person, why.strip()))


def file_in(register: Register, person: str) -> File:
    """The file of a person; Absent if there is none."""
    held = next((one for one in register.files() if one.person == person), None)
    if held is None or held.worker is None:
        raise Absent("There is no such file of a worker.")
    return held
