"""Machine-readable zones of workers' documents, as typed in or read from a picture."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from celtrace.detect import _public
from celtrace.detect._basis import based, cited, use
from celtrace.documents.mrz import FILLER, Mrz, parse, parse_text, plain_number
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import PaperPage, PersonalDocument, Ref, Worker
from celtrace.registry import detector


class MrzInvalid(Finding, frozen=True, kw_only=True):
    """Lines of a document's machine-readable zone that cannot be so under ICAO Doc 9303.

    A check digit that does not hold, a state code that nobody has, a date of no calendar.
    Digits that hold verify numbers and dates, never the names.
    """

    rule = "mrz_invalid"
    hypothesis = Hypothesis.H5
    group = Group.DOCUMENTS
    category = Category.SUPPORTING
    says = "The machine-readable lines of the {type} of {worker_name} do not hold: {faults}."
    because = (_public.ICAO_9303, _public.IT_WORKERS_2022)
    innocent = (
        "The lines were typed by hand, or read from a picture, with a slip in one character.",
        "The document is older than the standard, or its issuer departs from it.",
        "The picture is cropped, glossy or folded over the lines.",
    )
    check = "Read the lines from the document itself, or from its chip, with two people present."
    ask = "Please show the {type} again, flat and without reflections, with both lower lines."

    worker_name: str
    type: str
    faults: str


class DocumentMismatch(Finding, frozen=True, kw_only=True):
    """What is stated of a document differs from what its machine-readable zone says.

    Compared are number and expiry, where the zone's own digits hold; never names or states.
    """

    rule = "document_mismatch"
    hypothesis = Hypothesis.H5
    group = Group.DOCUMENTS
    category = Category.SUPPORTING
    says = "The {type} of {worker_name} is stated with {stated}; its own lines say {printed}."
    because = (_public.ICAO_9303, _public.IT_WORKERS_2022)
    innocent = (
        "The entry is of an earlier document that was renewed since.",
        "Number and expiry of two documents of one person were exchanged in the sheet.",
    )
    check = "Which document the entry was made from, and when."
    ask = "Which document does {stated} belong to?"

    worker_name: str
    type: str
    stated: str
    printed: str


@detector(MrzInvalid, DocumentMismatch, reads=Worker, needs=("documents",))
def zones(worker: Worker, view: View) -> Iterator[Finding]:
    """Each document of a worker whose machine-readable lines are known."""
    for number, document in enumerate(worker.documents, start=1):
        if document.mrz:
            yield from _zone(worker, (number, document), view)


@detector(MrzInvalid, DocumentMismatch, reads=PaperPage)
def read_zones(page: PaperPage, view: View) -> Iterator[Finding]:
    """The machine-readable lines that were read from pictures of documents.

    Lines that one recogniser alone read may hold a slip of the reader: then what does not hold
    is context.
    """
    if not page.zone.lines:
        return
    used, worker = use(page, "path", "zone"), Ref(f"worker:{page.worker}")
    said: dict[str, Any] = {
        "subject": worker, "evidence": cited(used), "basis": based(used),
        "worker_name": view.name(worker), "type": page.type or "document",
    }  # fmt: skip
    zone = parse(page.zone.lines)
    if zone.faults:
        grade = None if page.zone.agreed and not page.look.flaws else Category.CONTEXT
        yield MrzInvalid(**said, faults="; ".join(zone.faults), grade=grade)
    owner = view.get(Worker, page.worker)
    for document in owner.documents if owner else ():
        if document.path == page.path:
            for stated, printed in _differences(document, zone, view.facts.as_of):
                yield DocumentMismatch(**said, stated=stated, printed=printed)


def _zone(worker: Worker, of: tuple[int, PersonalDocument], view: View) -> Iterator[Finding]:
    number, document = of
    uses = (use(worker, "documents", f"documents {number}"),)
    said: dict[str, Any] = {
        "subject": worker.ref, "evidence": cited(use(worker, "documents")), "basis": based(*uses),
        "worker_name": view.name(worker.ref),
        "type": document.type or "document",
    }  # fmt: skip
    try:
        zone = parse_text(document.mrz)
    except ValueError as error:
        yield MrzInvalid(**said, faults=str(error))
        return
    if zone.faults:
        yield MrzInvalid(**said, faults="; ".join(zone.faults))
    for stated, printed in _differences(document, zone, view.facts.as_of):
        yield DocumentMismatch(**said, stated=stated, printed=printed)


def _differences(document: PersonalDocument, zone: Mrz, seen: date) -> Iterator[tuple[str, str]]:
    holds = {check.field for check in zone.checks if check.holds}
    stated = plain_number(document.number)
    if stated and "number" in holds and stated != zone.number.replace(FILLER, ""):
        yield f"the number {document.number}", f"the number {zone.number}"
    expires = zone.expires_on(seen)
    if document.expires and expires and "expires" in holds and document.expires != expires:
        yield f"expiry on {document.expires}", f"expiry on {expires}"
