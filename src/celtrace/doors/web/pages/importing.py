"""Import: files in, columns guessed, what was understood and what was left out, and undo."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from pathlib import PurePosixPath

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from celtrace.cases.columns import Columns, keys_of
from celtrace.cases.folder import DOSSIER
from celtrace.doors.web.site import Form, back, check_mark, page, site_of, user_of
from celtrace.dossier.guess import ColumnHead, Understood
from celtrace.dossier.sections import SECTIONS
from celtrace.errors import UsageError
from celtrace.text.counts import count

router = APIRouter()
MOST_FILES = 500


@router.get("/import")
def importing(request: Request) -> Response:
    """What lies in the folder, and what the last review made of it."""
    room = site_of(request).room
    outcome = room.outcome
    files = room.uploads.files()
    columns, text = Columns(room.uploads), room.uploads.dossier() if files else ""
    sheets = columns.understood() if files else None
    return page(
        request, "import.html.j2", files=files[:200], number=len(files), sheets=sheets,
        case_title=columns.said.title, sections=tuple(SECTIONS), keys_of=keys_of,
        dossier=text, batches=room.uploads.batches()[:5],
        unnamed=[] if sheets is not None else list(unnamed([name for name, _ in files], text))[:20],
        no_list=not room.lists.store.held(),
        tables=outcome.context.tables if outcome else (),
        problems=outcome.problems[:100] if outcome else (),
        left=len(outcome.problems) if outcome else 0,
        lists=outcome.assessment.lists if outcome else (),
    )  # fmt: skip


def unnamed(files: Iterable[str], text: str) -> Iterator[str]:
    """Files that a dossier.yaml names neither themselves nor by a folder above them."""
    for name in files:
        above = [name, *(str(one) for one in PurePosixPath(name).parents if one.name)]
        if name != DOSSIER and not any(one in text for one in above):
            yield name


@router.post("/import/upload")
async def upload(request: Request) -> Response:
    """Take files into the dossier's folder; the first of them begin a dossier.yaml."""
    _small_enough(request)
    room, user = site_of(request).room, user_of(request)
    request.state.read = True
    async with request.form(max_files=MOST_FILES) as form:
        check_mark(request, str(form.get("mark", "")))
        chosen = [one for one in form.getlist("files") if isinstance(one, UploadFile)]
        files = [(one.filename or "", one.file) for one in chosen if one.filename]
        batch = await run_in_threadpool(room.uploads.take, user.name, room.clock(), files)
    body: dict[str, object] = {"files": list(batch.files), "batch": batch.number}
    await run_in_threadpool(room.log, user.name, "uploaded", body)
    return back({}, f"{count(len(batch.files), 'file')} taken in.", "/import#dossier")


def _small_enough(request: Request) -> None:
    limit = site_of(request).room.settings.limits.unpacked_bytes
    length = request.headers.get("content-length", "")
    if not length.isdigit():
        raise UsageError("The request does not say how long it is.")
    if int(length) > limit:
        message = f"The files are larger than {limit:,} bytes together."
        raise UsageError(message, "Put them into the folder by hand.")


@router.post("/import/undo")
def undo(request: Request, form: Form) -> Response:
    """Take the last files out again."""
    room, user = site_of(request).room, user_of(request)
    batch = room.uploads.undo()
    room.log(user.name, "upload undone", {"files": list(batch.files), "batch": batch.number})
    return back(form, f"{count(len(batch.files), 'file')} taken out again.", "/import")


@router.post("/import/dossier")
def dossier(request: Request, form: Form) -> Response:
    """Keep dossier.yaml, and review if that was asked for."""
    room = site_of(request).room
    room.uploads.write_dossier(form.get("text", ""))
    if not form.get("review"):
        return back(form, "dossier.yaml is kept.", "/import")
    room.jobs.start()
    return back({}, otherwise="/import/progress")


@router.post("/import/columns")
def columns(request: Request, form: Form) -> Response:
    """Keep what the columns mean, and review if that was asked for."""
    room = site_of(request).room
    held, before = Columns(room.uploads), Columns(room.uploads).understood()
    if before is None:
        raise UsageError("dossier.yaml was written by hand.", "Change it as text.")
    sheets = list(_sheets(form))
    held.say(form.get("title", ""), sheets)
    was = {(one.path, one.sheet): one.section for one in before}
    if any(was.get((one.path, one.sheet)) != one.section for one in sheets):
        return back({}, "The columns are shown anew: look at them again.", "/import#dossier")
    held.write()
    if not form.get("review"):
        return back({}, "It is kept.", "/import#dossier")
    room.jobs.start()
    return back({}, otherwise="/import/progress")


def _sheets(form: dict[str, str]) -> Iterator[Understood]:
    """The sheets of the form: `path0`, `sheet0`, `section0`, and `header0.0`, `key0.0` of each."""
    number = 0
    while f"path{number}" in form:
        heads, column = [], 0
        while f"header{number}.{column}" in form:
            at = f"{number}.{column}"
            heads.append(ColumnHead(form[f"header{at}"], form.get(f"key{at}", ""), ""))
            column += 1
        yield Understood(form[f"path{number}"], form.get(f"sheet{number}", ""),
                         form.get(f"section{number}", ""), tuple(heads))  # fmt: skip
        number += 1


@router.post("/import/review")
def review(request: Request, form: Form) -> Response:
    """Review what lies in the folder, in the background."""
    room = site_of(request).room
    if not room.uploads.files():
        raise UsageError("There is nothing to review.", "Take files in first.")
    room.jobs.start()
    return back(form, otherwise="/import/progress")


@router.get("/import/progress")
def progress(request: Request) -> Response:
    """How far the review is; the page asks again by itself, with or without script."""
    return page(request, "progress.html.j2")


@router.get("/import/events")
async def events(request: Request) -> Response:
    """The same as server-sent events."""
    jobs = site_of(request).room.jobs

    async def said() -> AsyncIterator[bytes]:
        last = None
        while not await request.is_disconnected():
            if jobs.job != last:
                last = jobs.job
                yield b"data: " + msgspec.json.encode(last) + b"\n\n"
            if last.state != "running":
                return
            await asyncio.sleep(0.2)

    return StreamingResponse(said(), media_type="text/event-stream")
