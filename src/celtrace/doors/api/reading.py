"""`/api/v1`: what the screens show, as documents, for holders of a token.

Lists come in pages: `next` is the cursor of the page that follows, absent on the last. Errors
are problem documents (RFC 9457).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from celtrace.cases import queue
from celtrace.cases.found.daily import masked
from celtrace.doors.api.parts import (
    ERRORS,
    PICTURE,
    TEXT,
    ApiError,
    Auditor,
    Case,
    Cursor,
    Id,
    Limit,
    Page,
    Reader,
    found,
    paged,
    plain,
    there,
)
from celtrace.doors.web.pages import files as found_files
from celtrace.doors.web.pages import parties as party_page
from celtrace.doors.web.pages.case import acts_of
from celtrace.doors.web.pages.chain import drawn_on
from celtrace.doors.web.pages.hits import compared
from celtrace.doors.web.pages.questions import due_calendar
from celtrace.doors.web.pages.report import missing
from celtrace.records import Digest, FileFact, Match, Party, SignIn, Worker
from celtrace.report.chain import chain_rows

router = APIRouter(prefix="/api/v1", responses=ERRORS)
_CALENDAR: dict[int | str, dict[str, Any]] = {200: {"content": {"text/calendar": {}}}}


@router.get("/case")
def case(_: Reader, outcome: Case) -> dict[str, Any]:
    """What was reviewed, with which lists."""
    assessment = outcome.assessment
    return {
        "celtrace": assessment.celtrace,
        "dossier": plain(assessment.dossier),
        "lists": [plain(use) for use in assessment.lists],
        "highest": assessment.highest,
    }


@router.get("/today")
def today(caller: Reader, outcome: Case) -> dict[str, Any]:
    """What waits for the token's owner, most pressing first."""
    return plain(queue.today(outcome, caller.room.desk, caller.user.name, caller.site.day()))


@router.get("/gaps")
def gaps(caller: Reader, outcome: Case) -> dict[str, list[str]]:
    """What is missing before the case is handed on."""
    found = missing(outcome, caller.room.desk, caller.user.name)
    return {"missing": [said for said, _ in found]}


@router.get("/subjects", response_model=Page)
def subjects(
    _: Reader, outcome: Case, cursor: Cursor = "", limit: Limit = 50,
    tier: Annotated[int, Query(ge=0, le=4, description="The lowest tier.")] = 0,
) -> dict[str, Any]:  # fmt: skip
    """Subjects from a tier on, the gravest first."""
    found = [s for s in outcome.assessment.subjects if s.tier >= tier]
    found.sort(key=lambda s: (-s.tier, s.kind, s.id))
    return paged(found, cursor, limit)


@router.get("/subjects/{kind}/{id_}")
def subject(_: Reader, outcome: Case, kind: Id, id_: Id) -> dict[str, Any]:
    """One subject: its tier, what carries it, its findings."""
    return plain(found(outcome.subjects.get(f"{kind}:{id_}"), f"There is no {kind} {id_}."))


@router.get("/parties", response_model=Page)
def parties(_: Reader, outcome: Case, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """Parties, by id."""
    return paged(outcome.view.all(Party), cursor, limit)


@router.get("/parties/{id_}")
def party(_: Reader, outcome: Case, id_: Id) -> dict[str, Any]:
    """One party: names, status by regime and date, chain above and below, owners, hits."""
    return plain(found(party_page.about(outcome, id_), f"There is no party {id_}."))


@router.get("/chain")
def chain(
    _: Reader, outcome: Case,
    as_of: Annotated[date | None, Query(description="The day; that of the review if none.")] = None,
) -> dict[str, Any]:  # fmt: skip
    """Who hired, owns or paid whom, as it stood on a day."""
    day = as_of or outcome.assessment.dossier.as_of
    view, drawn = drawn_on(outcome, day)
    keys = ("from", "from_id", "what", "to", "to_id")
    rows = [dict(zip(keys, row, strict=False)) for row in chain_rows(drawn, view)]
    return {"as_of": day.isoformat(), "rows": rows, "alone": drawn.alone}


@router.get("/candidates", response_model=Page)
def candidates(
    caller: Reader, outcome: Case, cursor: Cursor = "", limit: Limit = 50
) -> dict[str, Any]:
    """Candidates with how they stand; those that wait come first."""
    return paged(queue.hits(outcome, caller.room.desk), cursor, limit)


@router.get("/candidates/{id_}")
def candidate(caller: Reader, outcome: Case, id_: Id) -> dict[str, Any]:
    """One candidate, field by field with what each did."""
    one = found(outcome.candidates.get(id_), f"There is no candidate {id_}.")
    lines = compared(caller.request, one, outcome.view.get(Party, one.party))
    return {"candidate": plain(one), "fields": [line._asdict() for line in lines]}


@router.get("/findings", response_model=Page)
def findings(_: Reader, outcome: Case, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """Findings, as their lines stand in `findings.jsonl`."""
    ids = list(outcome.findings)
    made = paged([{"id": id_} for id_ in ids], cursor, limit)
    made["items"] = [outcome.findings.line(one["id"]) for one in made["items"]]
    return made


@router.get("/findings/{id_}")
def finding(_: Reader, outcome: Case, id_: Id) -> dict[str, Any]:
    """One finding."""
    if id_ not in outcome.findings:
        raise ApiError(404, f"There is no finding {id_}.")
    return outcome.findings.line(id_)


@router.get("/standings/{target}")
def standing(caller: Reader, outcome: Case, target: Id) -> dict[str, Any]:
    """How a target stands: every judgement, who signed, what changed."""
    there(outcome, target)
    return plain(caller.room.desk.ledger.of(target, outcome.tier(target)))


@router.get("/questions", response_model=Page)
def questions(caller: Reader, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """Questions with their answers."""
    return paged(list(caller.room.desk.talk.questions.values()), cursor, limit)


@router.get("/questions.ics", response_class=Response, responses=_CALENDAR)
def calendar(caller: Reader) -> Response:
    """Due dates as iCalendar (RFC 5545)."""
    text = due_calendar(caller.room.desk)
    return Response(text, media_type="text/calendar; charset=utf-8")


@router.get("/notes", response_model=Page)
def notes(caller: Reader, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """Notes, the oldest first."""
    return paged(caller.room.desk.talk.notes, cursor, limit)


@router.get("/timeline", response_model=Page)
def timeline(caller: Reader, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """What people judged, noted, asked and answered, the newest first."""
    return paged(acts_of(caller.room.desk), cursor, limit)


@router.get("/workers", response_model=Page)
def workers(_: Reader, outcome: Case, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """Workers, by id, as the dossier states them."""
    return paged(outcome.view.all(Worker), cursor, limit)


@router.get("/levels", response_model=Page)
def levels(_: Reader, outcome: Case, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """How far each worker is verified, and which steps are missing."""
    return paged(outcome.assessment.verified.workers, cursor, limit)


@router.get("/signins", response_model=Page)
def signins(_: Reader, outcome: Case, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """Sign-ins; of large logs those of accounts that rules had to look at."""
    return paged(outcome.view.all(SignIn), cursor, limit)


@router.get("/files", response_model=Page)
def files(caller: Reader, outcome: Case, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """Files that were taken in, with their digests; those of other shows without their names."""
    closed = found_files.closed_to(caller.user.role, outcome)
    held = [masked(f) if f.digest in closed else f for f in outcome.view.all(FileFact)]
    return paged(held, cursor, limit)


@router.get("/files/{digest}")
def file(caller: Reader, outcome: Case, digest: Id) -> dict[str, Any]:
    """One file: where it lay, its traits, texts, pictures and matches, with translations."""
    if Digest(digest) in found_files.closed_to(caller.user.role, outcome):
        raise ApiError(403, "This file names another company's show.")
    known = found_files.about(outcome, digest)
    if not known["lay"]:
        raise ApiError(404, f"There is no file {digest}.")
    held = caller.room.desk.talk.translations
    own = {text.id: held[text.id] for text in known["texts"] if text.id in held}
    return plain(known | {"translations": own})


@router.get("/pictures/{digest}", response_class=Response, responses=PICTURE)
def picture(caller: Reader, outcome: Case, digest: Id) -> Response:
    """A picture in the case."""
    shown = found_files.pictured_for(caller.user.role, outcome, digest)
    data, kind = found(shown, f"There is no picture {digest}.")
    return Response(data, media_type=kind)


@router.get("/matches", response_model=Page)
def matches(_: Reader, outcome: Case, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """Found drawings and the cuts that they show."""
    return paged(outcome.view.all(Match), cursor, limit)


@router.get("/search", response_model=Page)
def search(
    caller: Reader, outcome: Case,
    q: Annotated[str, Query(min_length=1, max_length=200, pattern=TEXT)],
    cursor: Cursor = "", limit: Limit = 50,
) -> dict[str, Any]:  # fmt: skip
    """Places in names, sentences, texts and notes that hold the words."""
    held = caller.room.finder.find(outcome, caller.room.desk.talk.notes, q)
    return paged(found_files.readable(caller.user.role, outcome, held), cursor, limit)


@router.get("/journal", response_model=Page)
def journal(caller: Auditor, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """Lines of the journal, with the hashes that chain them."""
    return paged(list(caller.room.journal.read()), cursor, limit)
