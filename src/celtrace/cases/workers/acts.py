"""What people do with the file of a worker: invite, agree, hand in, record, turn down.

Each act is checked here, whichever door it comes through, and is one or more sealed lines of
the journal. Nobody is turned down by a machine: the steps towards it have a named person, a
reason, and time to answer (15 U.S.C. 1681b(b)(3) is the model).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import get_args

import msgspec

from celtrace.cases.decisions.acts import MACHINE
from celtrace.cases.decisions.ledger import person
from celtrace.cases.workers.policy import policy
from celtrace.cases.workers.register import READER, File, Register
from celtrace.detect._plans import PlannedCheck, plans
from celtrace.errors import NeedsAnother, UsageError
from celtrace.records import (
    Adverse,
    ConsentGrant,
    Digest,
    Evidence,
    Handed,
    Invitation,
    Purpose,
    StepOutcome,
    StepResult,
    Worker,
)

SEEN = Evidence(Digest(""), "", "", "", READER)
"""Where an act is seen: the journal's line takes its place when it is read again."""
OPEN_FOR = timedelta(days=14)
ANSWER_WITHIN = timedelta(days=7)
"""Days that a worker has at the least to answer a notice."""
_UNDER: dict[str, Purpose] = {"selfie": "face", "still": "interview"}
"""What is handed in under another consent than that to documents."""
PICTURES = ("document front", "document back", "selfie", "still")
MAGIC = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n": "image/png"}
OUTCOMES: tuple[StepOutcome, ...] = get_args(StepOutcome)


class Invited(msgspec.Struct, frozen=True):
    """A file that was begun, and the secret of its link; it is shown this once."""

    file: File
    secret: str

    @property
    def path(self) -> str:
        """The path of the link under the server's address."""
        return f"/join/{self.file.person}.{self.secret}"


def invite(register: Register, who: str, worker: Worker, last: timedelta = OPEN_FOR) -> Invited:
    """Begin a worker's file, or go on with it, and make a link; earlier links end."""
    name_of(who)
    if not worker.name.strip():
        raise UsageError("A worker needs a name.", "Give it: --name NAME")
    file = register.begin(who, worker)
    now = register.clock()
    for one in file.all(Invitation):
        if one.until > now:
            register.keep(who, file.person, msgspec.structs.replace(one, until=now))
    secret = secrets.token_urlsafe(24)
    digest = hashlib.sha256(secret.encode()).hexdigest()
    made = Invitation(
        seen=SEEN, worker=file.called, secret=digest, until=now + last, by=who
    )  # fmt: skip
    return Invited(register.keep(who, file.person, made), secret)


def agree(register: Register, who: str, called: str, purposes: Iterable[Purpose]) -> File:
    """Keep a worker's consent to purposes, under the policy of now; what holds already stays."""
    file, now, shown = register.file(called), register.clock(), policy()
    for purpose in purposes:
        if grant_of(file, purpose, register) is None:
            until = now + timedelta(days=shown.purposes[purpose].days)
            grant = ConsentGrant(
                seen=SEEN, worker=file.called, purpose=purpose, policy=shown.version, granted=now,
                expires=until,
            )  # fmt: skip
            file = register.keep(who, file.person, grant)
    return file


def grant_of(file: File, purpose: Purpose, register: Register) -> ConsentGrant | None:
    """The grant for a purpose that holds now; None if none does."""
    now = register.clock()
    held = (grant for grant in file.all(ConsentGrant) if grant.holds(purpose, now))
    return next(held, None)


def consented(file: File, purpose: Purpose, register: Register) -> ConsentGrant:
    """The grant for a purpose; UsageError without one that holds, which names the equal way."""
    grant = grant_of(file, purpose, register)
    if grant is None:
        message = f"There is no consent to {purpose} that holds."
        equal = policy().equal(purpose)
        raise UsageError(message, f"Ask for it, or take the equal way: {equal}.")
    return grant


def media_of(data: bytes) -> str:
    """What kind of picture it is; UsageError unless it is one of those that are taken."""
    media = next((kind for start, kind in MAGIC.items() if data.startswith(start)), "")
    if not media:
        raise UsageError("This is neither a JPEG nor a PNG.", "Save the picture as one of these.")
    return media


def hand_in(
    register: Register, who: str, called: str, what: str, data: bytes, media: str = ""
) -> Handed:
    """Keep what a worker handed in, sealed; UsageError without the consent that it needs."""
    purpose = _UNDER.get(what, "documents")
    file = register.file(called)
    grant = consented(file, purpose, register)
    handed = Handed(seen=SEEN, worker=file.person, what=what, digest=Digest(""), media=media)
    return register.keep_bytes(who, handed, grant, data)


def record_step(register: Register, who: str, called: str, step: StepResult) -> StepResult:
    """Keep what came out of a step, with its form filled in.

    UsageError for a step that no table has, a form that lacks a field, no name, or one and
    the same person where the form asks for a second.
    """
    name_of(who)
    _filled(check_of(step.step), dict(step.form), step.result, who)
    file = register.file(called)
    kept = msgspec.structs.replace(
        step, worker=file.called, by=step.by or who, when=step.when or register.clock(), id="",
        seen=SEEN,
    )  # fmt: skip
    register.keep(who, file.person, kept)
    return kept


def adverse(register: Register, who: str, called: str, wanted: Adverse) -> Adverse:
    """Take a step towards turning a worker down, or back from it.

    UsageError if it is not named who does it and why, if no notice went out, or if the time
    to answer is not over.
    """
    name_of(who)
    if not wanted.why.strip():
        raise UsageError("This needs a reason.", "Write a sentence that the worker can answer.")
    file, now = register.file(called), register.clock()
    told = standing_notice(file)
    if wanted.stage == "notice":
        day = wanted.answer_by or (now + ANSWER_WITHIN).date()
        if day < (now + ANSWER_WITHIN).date():
            days = ANSWER_WITHIN.days
            raise UsageError(f"A worker has {days} days at the least to answer a notice.")
        wanted = msgspec.structs.replace(wanted, answer_by=day)
    elif told is None:
        raise UsageError("No notice was given.", "Give one first, with what it rests on.")
    elif wanted.stage == "decided":
        _decidable(file, told, who, now.date())
    made = msgspec.structs.replace(wanted, worker=file.called, by=who, when=now, id="", seen=SEEN)
    register.keep(who, file.person, made)
    return made


def standing_notice(file: File) -> Adverse | None:
    """The notice that waits for a decision; None after it was withdrawn or decided."""
    told: Adverse | None = None
    for one in file.all(Adverse):
        if one.stage == "notice":
            told = one
        elif one.stage in ("withdrawn", "decided"):
            told = None
    return told


def _decidable(file: File, told: Adverse, who: str, today: date) -> None:
    if told.answer_by and today <= told.answer_by:
        message = f"The worker may answer until {told.answer_by}."
        raise UsageError(message, "Decide after that day.")
    disputed = [one for one in file.all(Adverse) if one.stage == "disputed"]
    if any(one.when >= told.when for one in disputed) and person(who) == person(told.by):
        message = "The worker disputes it, so another person than who gave notice decides."
        raise NeedsAnother(message, "Ask a colleague to look and decide.")


def name_of(who: str) -> str:
    """The name of whoever acts; UsageError for nobody and for the machine."""
    if person(who) in ("", MACHINE):
        raise UsageError("It is not said who acts.", "Give a name: --who NAME")
    return who


def check_of(id_: str) -> PlannedCheck:
    """The check of workers with that id; UsageError if there is none, or it is not of workers."""
    check = plans().check(id_)
    if check is None:
        known = ", ".join(one.id for one in plans().checks if one.about == "worker")
        raise UsageError(f"There is no step {id_}.", f"Steps: {known}.")
    if check.about != "worker":
        message = f"{check.id} is about a {check.about}, not about a worker."
        raise UsageError(message, "Put it into the dossier's checks.")
    return check


def _filled(check: PlannedCheck, form: Mapping[str, str], result: str, who: str) -> None:
    lacking = [field for field in check.fields if not form.get(field, "").strip()]
    if lacking and result == "passed":
        message = f"{check.id} needs: {', '.join(lacking)}."
        raise UsageError(message, f"Give them: --field {lacking[0]}=...")
    unknown = [field for field in form if field not in check.fields]
    if unknown:
        raise UsageError(f"{check.id} does not ask for {', '.join(unknown)}.",
                         f"It asks for: {', '.join(check.fields) or 'nothing'}.")  # fmt: skip
    if "second" in form and person(form["second"]) == person(who):
        raise NeedsAnother("This takes two different people.", "Name the other as second.")
