"""One document under two names: a photograph, a text or a source file that two workers share."""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.detect import _public
from celtrace.detect._basis import based, cited, use
from celtrace.detect._sharing import HUB
from celtrace.detect.printed_names import folded
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Digest, PaperPair, Ref, Worker
from celtrace.registry import detector

_WHAT = {
    "photograph": "one photograph of a document",
    "design": "one photograph, or two documents of one design",
    "text": "one text",
    "source": "one source file",
    "whole file": "one and the same file",
}


class DocumentReused(Finding, frozen=True, kw_only=True):
    """Documents of two people under different names show or say the same.

    One picture is laid on the other and compared square by square. Two genuine documents of one
    design agree as far as a copy does of which portrait and print were exchanged; their
    portraits do not. So photographs count where the portrait agrees too, and are context
    otherwise: a person looks at both side by side. A text is compared by phrases that hardly
    any other document has, a file by ids drawn once. What more than five people share is a
    template or a design, and context; so is one file under two names, which may be filed wrongly
    or show the documents of both.
    """

    rule = "document_reused"
    hypothesis = Hypothesis.H5
    group = Group.DOCUMENTS
    category = Category.SUPPORTING
    marks_ask = True
    says = (
        "{a_name} and {b_name} handed in {what} ({a_path}, {b_path}): {proof}; "
        "people who share it: {holders}."
    )
    because = (_public.IT_WORKERS_2022, _public.JASPER_SLEET)
    innocent = (
        "Two genuine documents of one design: compare portraits, numbers, scratches and stains.",
        "An agency or a school wrote the text for both, or both used one template.",
        "One person is registered twice, or the files were mixed up when they were filed.",
        "One scan shows the documents of both, and was filed for each.",
    )
    check = "A live meeting with both, each with their own document in hand."
    ask = "How did {a_path} and {b_path} come about, and who made them?"

    a: str
    a_name: str
    a_path: str
    b: str
    b_name: str
    b_path: str
    what: str
    proof: str
    holders: int
    picture: Digest
    """Both side by side, in the vault; empty where there is none."""


@detector(DocumentReused, reads=PaperPair)
def paper_pairs(pair: PaperPair, view: View) -> Iterator[Finding]:
    """Each pair of documents of two workers whose names differ."""
    one, other = (view.get(Worker, id_) for id_ in (pair.a, pair.b))
    if one and other and folded(one.name) == folded(other.name):
        return
    used = use(pair, "a", "b")
    yield DocumentReused(
        subject=Ref("cluster:" + "+".join(sorted((pair.a, pair.b)))), evidence=cited(used),
        basis=based(used), grade=None if _counts(pair) else Category.CONTEXT,
        a=pair.a, a_name=view.name(f"worker:{pair.a}"), a_path=pair.a_path,
        b=pair.b, b_name=view.name(f"worker:{pair.b}"), b_path=pair.b_path,
        what=_WHAT["design" if _design(pair) else pair.what], proof=pair.said,
        holders=pair.holders, picture=pair.picture,
    )  # fmt: skip


def _counts(pair: PaperPair) -> bool:
    return pair.holders <= HUB and pair.what != "whole file" and not _design(pair)


def _design(pair: PaperPair) -> bool:
    """Whether two genuine documents of one design would look the same."""
    return pair.what == "photograph" and not pair.beyond
