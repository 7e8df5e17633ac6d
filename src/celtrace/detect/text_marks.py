"""Marks of a text beside its spelling: its code, its calendar, characters for names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from celtrace.detect import _public
from celtrace.detect._basis import based, cited, use
from celtrace.detect._homes import Homes, place_of
from celtrace.detect._sums import few
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Digest, Record, TextPassage
from celtrace.registry import detector
from celtrace.text.marks import marks

_NAMES = "characters for the leaders' names"


class TextMarks(Finding, frozen=True, kw_only=True):
    """Texts of one place are in KPS 9566, count years by Juche, or hold the leaders' characters.

    It says how a text was written down, not by whom or where. It is background and has no
    weight; it is kept apart from spelling, as writers of Korean in China share the spelling
    and not these marks.
    """

    rule = "text_marks"
    hypothesis = Hypothesis.H4
    group = Group.BACKGROUND
    category = Category.CONTEXT
    says = "Texts at {place} carry marks beside their spelling: {shown}; texts: {texts}."
    because = (_public.SERVER_2024, _public.NK_HANDIC)
    innocent = (
        "The text quotes, copies or translates a publication.",
        "The code of a short text was told wrongly.",
        "A font of icons uses the same private characters.",
    )
    check = "The bytes of the texts, and where they were copied from."

    place: str
    shown: str
    texts: int


@detector(TextMarks, reads=TextPassage, reach="web")
def marked_texts(view: View) -> Iterator[Finding]:
    """The passages of each find and delivery."""
    by_file: dict[Digest, list[Record]] = defaultdict(list)
    for passage in view.all(TextPassage):
        if _marks(passage):
            by_file[passage.file].append(passage)
    for subject, records in Homes(view).by_home(by_file).items():
        shown = sorted({mark for record in records for mark in _marks(record)})
        uses = [use(record, "text", "encoding") for record in records[:50]]
        yield TextMarks(
            subject=subject, evidence=cited(*uses), basis=based(*uses),
            place=place_of(view, subject), shown=few(shown), texts=len(records),
        )  # fmt: skip


def _marks(record: Record) -> tuple[str, ...]:
    if not isinstance(record, TextPassage):
        return ()
    said = [
        f"{one.form} (Juche year)" if one.kind == "juche year" else _NAMES
        for one in marks(record.text)
    ]
    code = ["the code KPS 9566"] if record.encoding.startswith("kps9566") else []
    return (*code, *said)
