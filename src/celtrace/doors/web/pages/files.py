"""Found files: days as columns, what is new, changed or gone; a file with texts and pictures."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from celtrace.cases.accounts import SEES_OTHERS
from celtrace.cases.found.daily import OTHER, files_of_others, masked
from celtrace.cases.outcome import Outcome
from celtrace.doors.web.site import Forbidden, Form, back, outcome_of, page, paged, site_of, user_of
from celtrace.ports import View
from celtrace.records import (
    Delivery,
    Digest,
    FileFact,
    FileType,
    Found,
    Match,
    Picture,
    Production,
    TextPassage,
    Trait,
)
from celtrace.store.search import Place
from celtrace.store.vault import FolderVault
from celtrace.text.search import Needle

router = APIRouter()
COLUMNS = 14
SHOWN = 100
"""Files of one day that are named; the others are counted."""
MOST_PICTURE = 16 * 2**20
MAGIC = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}


class Entry(NamedTuple):
    """A file in the column of a day."""

    file: FileFact
    was: str
    """`new`, `changed` or `same`, beside the day before."""


class Column(NamedTuple):
    """What lay there on one day."""

    day: str
    entries: tuple[Entry, ...]
    gone: tuple[str, ...]
    number: int
    more: int = 0
    """Files that are counted and not named."""


@router.get("/files")
def files(request: Request) -> Response:
    """The last days beside each other, or one of them as a wall of pictures."""
    outcome = outcome_of(request)
    wanted = request.query_params.get("q", "")
    found, made = _found(outcome, wanted, _reads_all(request))
    open_ = [f for f in found if not f.path.startswith(OTHER)]
    pictures = thumbnails(outcome, open_) if request.query_params.get("wall") else []
    return page(request, "files.html.j2", columns=made[-COLUMNS:], days=len(made), q=wanted,
                count=len(found), list=paged(request, pictures),
                wall=bool(request.query_params.get("wall")))  # fmt: skip


@lru_cache(maxsize=4)
def _found(outcome: Outcome, wanted: str, whole: bool) -> tuple[list[FileFact], list[Column]]:
    """Files whose name holds the words, and their days; kept for the pages that follow.

    Without the `whole`, files of other companies' shows stand there without their names.
    """
    needle, others = Needle(wanted), frozenset() if whole else _of_others(outcome)
    lay = (masked(f) if f.digest in others else f for f in lying(outcome.view))
    found = [f for f in lay if needle.within(f.name or f.path)]
    return found, columns(found)


@lru_cache(maxsize=4)
def _of_others(outcome: Outcome) -> frozenset[Digest]:
    return files_of_others(outcome.view.all(FileFact), outcome.view.all(Production))


def closed_to(role: str, outcome: Outcome) -> frozenset[Digest]:
    """Files of other companies' shows, whose names this role does not read."""
    return frozenset() if role in SEES_OTHERS else _of_others(outcome)


def readable(role: str, outcome: Outcome, places: Sequence[Place]) -> list[Place]:
    """Places of a search less those in files whose names this role does not read."""
    closed = closed_to(role, outcome)
    return [one for one in places if one.link.removeprefix("/files/") not in closed]


def _reads_all(request: Request) -> bool:
    return request.state.user is not None and request.state.user.role in SEES_OTHERS


def lying(view: View) -> list[FileFact]:
    """Files that were found or delivered, each in the batch it came with.

    The batch is the one it was taken in with, or the folder of a find that is batched by
    folders, or the day that the find was collected, or the folder of the find or delivery. Where
    a file came to lie begins below that folder, so that batches can be compared.
    """
    homes = {folder: (label, split) for folder, label, split in _homes(view)}
    found = []
    for file in view.all(FileFact):
        home = next((path for path in _above(file.path) if path in homes), None)
        if file.batch:
            found.append(file)
        elif home is not None:
            found.append(_within(file, home, *homes[home]))
    return found


def _above(path: str) -> Iterator[str]:
    """The path itself and every folder above it, the nearest first."""
    yield path
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _homes(view: View) -> Iterator[tuple[str, str, bool]]:
    """Folder, name of the batch, and whether its folders are batches, of finds and deliveries."""
    for find in view.all(Found):
        if find.path:
            day = find.collected.date().isoformat() if find.collected else ""
            yield find.path.rstrip("/"), day or find.path, find.batches == "folder"
    for one in view.all(Delivery):
        if one.path:
            yield one.path.rstrip("/"), one.start.isoformat() if one.start else one.path, False


def _within(file: FileFact, home: str, label: str, split: bool) -> FileFact:
    inside = file.path.removeprefix(home).lstrip("/") or file.path
    top, _, rest = inside.partition("/")
    if split and rest:
        label, inside = top, rest
    return msgspec.structs.replace(file, id="", path=inside, name="", batch=label)


def columns(found: Sequence[FileFact]) -> list[Column]:
    """A column for each day or delivery, in order, each compared with the one before."""
    days: defaultdict[str, dict[str, FileFact]] = defaultdict(dict)
    for file in found:
        day = file.batch or (file.modified.date().isoformat() if file.modified else "no day known")
        days[day][file.path] = file
    made: list[Column] = []
    before: dict[str, FileFact] = {}
    batched = any(file.batch for file in found)
    for day in sorted(days):
        now = days[day]
        entries = tuple(Entry(f, _was(f, before)) for _, f in sorted(now.items()))
        gone = tuple(sorted(before.keys() - now.keys())) if batched else ()
        changed = tuple(e for e in entries if e.was != "same" or not batched)
        more = max(0, len(changed) - SHOWN) + max(0, len(gone) - SHOWN)
        made.append(Column(day, changed[:SHOWN], gone[:SHOWN], len(now), more))
        before = now if batched else {**before, **now}
    return made


def _was(file: FileFact, before: dict[str, FileFact]) -> str:
    old = before.get(file.path)
    if old is None:
        return "new"
    return "same" if old.digest == file.digest else "changed"


def thumbnails(outcome: Outcome, found: Sequence[FileFact]) -> list[tuple[FileFact, str]]:
    """A picture for each file that has one, in order of path."""
    wanted = {file.digest: file for file in found}
    chosen: dict[str, Picture] = {}
    order = ("thumbnail", "whole", "page", "embedded", "frame", "layer")
    for picture in outcome.view.all(Picture):
        held = chosen.get(picture.file)
        if picture.file in wanted and (
            held is None or order.index(picture.role) < order.index(held.role)
        ):
            chosen[picture.file] = picture
    pairs = [(wanted[Digest(file)], str(picture.digest)) for file, picture in chosen.items()]
    return sorted(pairs, key=lambda pair: pair[0].path)


@router.get("/files/{digest}")
def file(request: Request, digest: str) -> Response:
    """One file: where it lay, what it says about its making, its texts and pictures."""
    outcome = outcome_of(request)
    if not outcome.view.where(FileFact, "digest", Digest(digest)):
        raise HTTPException(404)
    if not _reads_all(request) and digest in _of_others(outcome):
        raise Forbidden(
            "This file names another company's show. The role admin reads what it holds."
        )
    known = about(outcome, digest)
    texts = known["texts"]
    answers = {text.translates: text for text in texts if text.translates}
    pairs = [(t, answers.get(t.id)) for t in texts if not t.translates]
    return page(
        request, "file.html.j2", digest=digest, pairs=pairs[:200],
        **known | {"texts": len(texts), "pictures": known["pictures"][:60]},
        translations=site_of(request).room.desk.talk.translations,
    )  # fmt: skip


def about(outcome: Outcome, digest: str) -> dict[str, Any]:
    """What is known of a file: where it lay, type, traits, texts, pictures, matches."""
    view, key = outcome.view, Digest(digest)
    lay = view.where(FileFact, "digest", key)
    return {
        "lay": lay, "types": view.where(FileType, "file", key),
        "traits": view.where(Trait, "file", key), "texts": view.where(TextPassage, "file", key),
        "pictures": view.where(Picture, "file", key),
        "matches": [m for f in lay for m in view.where(Match, "file", f.path)],
    }  # fmt: skip


@router.post("/files/{digest}/translation")
def translate(request: Request, digest: str, form: Form) -> Response:
    """Write a translation beside a text of a file."""
    room, who = site_of(request).room, user_of(request).name
    if Digest(digest) in closed_to(user_of(request).role, outcome_of(request)):
        raise Forbidden("This file names another company's show.")
    held = outcome_of(request).view.where(TextPassage, "file", Digest(digest))
    passage = next((one for one in held if one.id == form.get("passage")), None)
    if passage is None:
        raise HTTPException(404)
    room.act(lambda desk: desk.translate(who, passage.id, form.get("text", "")))
    return back({}, "The translation is kept.", f"/files/{digest}#p-{passage.id}")


def pictured(digest: str) -> bool:
    """Whether a text, which may come from a dossier, can be a digest."""
    return re.fullmatch(r"[0-9a-f]{64}", digest) is not None


def _only_of_others(outcome: Outcome, digest: Digest) -> bool:
    """Whether a picture is of files of other shows alone, or is such a file."""
    others = _of_others(outcome)
    held = {one.file for one in outcome.view.where(Picture, "digest", digest)}
    held |= {one.file for one in outcome.view.where(TextPassage, "crop", digest)}
    return digest in others or bool(held and held <= others)


@router.get("/pictures/{digest}")
def picture(request: Request, digest: str) -> Response:
    """A picture in the vault."""
    shown = pictured_for(user_of(request).role, outcome_of(request), digest)
    if shown is None:
        raise HTTPException(404)
    kept = {"cache-control": "private, max-age=86400"}
    return Response(shown[0], media_type=shown[1], headers=kept)


def pictured_for(role: str, outcome: Outcome, digest: str) -> tuple[bytes, str] | None:
    """Bytes and kind of a picture that a role may see; nothing that a browser could run."""
    known = bool(
        outcome.view.where(Picture, "digest", Digest(digest))
        or outcome.view.where(FileFact, "digest", Digest(digest))
        or outcome.view.where(TextPassage, "crop", Digest(digest))
        or any(digest in (m.picture, m.sheet, m.layers) for m in outcome.view.all(Match))
    )
    vault = FolderVault(outcome.folder / "vault")
    apart = role not in SEES_OTHERS and _only_of_others(outcome, Digest(digest))
    if not known or apart or not pictured(digest) or not vault.has(Digest(digest)):
        return None
    with vault.open(Digest(digest)) as stream:
        data = stream.read(MOST_PICTURE + 1)
    kind = next((kind for magic, kind in MAGIC.items() if data.startswith(magic)), "")
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        kind = "image/webp"
    return (data, kind) if kind and len(data) <= MOST_PICTURE else None
