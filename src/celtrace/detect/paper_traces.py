"""What the file of a document says of how it came about."""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.detect import _public
from celtrace.detect._basis import based, cited, use
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import PaperTrace, Ref
from celtrace.registry import detector

HARD = frozenset({"after signing", "signature broken"})


class DocumentTampered(Finding, frozen=True, kw_only=True):
    """The file of a document was changed after it was signed or made, by what it says itself.

    A change after a signature counts, and so do traces of two kinds in one file. One trace
    alone is context: programs for pictures also crop and scan, and clocks are set wrong.
    Error levels of pictures are not looked at: measured, they tell nothing.
    """

    rule = "document_tampered"
    hypothesis = Hypothesis.H5
    group = Group.DOCUMENTS
    category = Category.SUPPORTING
    says = "The file {path}, handed in as the {type} of {worker_name}, says of itself: {traces}."
    because = (_public.PDF_32000, _public.IT_WORKERS_2022)
    innocent = (
        "The picture was cropped, turned or scanned with a program for pictures.",
        "A form was filled in, or a stamp of time was added, after the signature.",
        "A clock was set wrong, or a converter wrote its own dates.",
        "Account numbers were blacked out before sending, as people are advised to.",
    )
    check = "The original from whoever issued it, by a contact found independently."
    ask = "Please send the {type} as you received it, without any change, and say how it was made."

    worker_name: str
    type: str
    path: str
    traces: str


@detector(DocumentTampered, reads=PaperTrace, by="path")
def paper_traces(path: str, traces: list[PaperTrace], view: View) -> Iterator[Finding]:
    """The traces of each file, taken together, for each worker who handed it in."""
    for id_ in sorted({one.worker for one in traces}):
        told = sorted((one for one in traces if one.worker == id_), key=lambda one: one.said)
        kinds = {one.trace for one in told}
        uses = [use(one, "trace", "said") for one in told]
        worker = Ref(f"worker:{id_}")
        counts = kinds & HARD or len(kinds) > 1
        yield DocumentTampered(
            subject=worker, evidence=cited(*uses), basis=based(*uses),
            grade=None if counts else Category.CONTEXT, worker_name=view.name(worker),
            type=told[0].type or "document", path=path, traces="; ".join(o.said for o in told),
        )  # fmt: skip
