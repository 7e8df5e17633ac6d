"""Korean notes that follow the northern norm of spelling: context, never counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from celtrace.detect import _public
from celtrace.detect._basis import based, cited, use
from celtrace.detect._homes import Homes, place_of
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Digest, Record, Ref, Text, TextPassage
from celtrace.registry import detector
from celtrace.text.language import language
from celtrace.text.northern import SHARED, Bundle, compare
from celtrace.text.northern_rules import Site

_SHOWN = 6


class NorthernSpelling(Finding, frozen=True, kw_only=True):
    """The Korean notes of one place, taken together, are spelled after the northern norm.

    It is context and has no weight: it can word a question and send the notes to a reader of
    the language. The same norm is taught to writers of Korean in China. The figure is a
    likelihood ratio for the whole bundle with its bounds, beside southern writing, each note with
    care or in a hurry; up to 1 in 1,000 bundles of southern text would be called the same. Single
    notes are never called anything.
    """

    rule = "northern_spelling"
    hypothesis = Hypothesis.H4
    group = Group.BACKGROUND
    category = Category.CONTEXT
    says = (
        "{count} Korean notes at {place} follow, taken together, the northern norm of spelling "
        "(likelihood ratio 10^{ratio}, between 10^{low} and 10^{high}): {shown}. {shared}"
    )
    because = (_public.SERVER_2024, _public.NK_HANDIC, _public.KOREAN_NORMS)
    innocent = (
        "The writers learned Korean in China, where this norm is taught.",
        "The notes quote or copy a text by somebody else.",
        "Old or hurried spelling that looks the same.",
    )
    check = "A reader of both norms looks at the notes; it settles a spelling, not a place."

    place: str
    count: int
    ratio: str
    low: str
    high: str
    shown: str
    shared: str


@detector(NorthernSpelling, reads=TextPassage, reach="web")
def northern_notes(view: View) -> Iterator[Finding]:
    """The Korean passages of each find and delivery, copies counted once."""
    by_file: dict[Digest, list[Record]] = defaultdict(list)
    for passage in view.all(TextPassage):
        if _korean(passage):
            by_file[passage.file].append(passage)
    for subject, records in Homes(view).by_home(by_file).items():
        yield from _found(subject, records, view)


@detector(NorthernSpelling, reads=Text, by="of")
def northern_texts(of: str, texts: list[Text], view: View) -> Iterator[Finding]:
    """The Korean texts that a person typed in, by what they are of."""
    korean: list[Record] = [one for one in texts if language(one.text) == "ko"]
    yield from _found(Ref(of) if ":" in of else korean[0].ref if korean else Ref(of), korean, view)


def _korean(passage: TextPassage) -> bool:
    return passage.language == "ko" or (not passage.language and language(passage.text) == "ko")


def _found(subject: Ref, records: list[Record], view: View) -> Iterator[Finding]:
    notes = {id(record): _text(record).splitlines() for record in records}
    bundle = compare(line for record in records for line in notes[id(record)])
    if bundle.verdict != "northern norm":
        return
    telling = {note.text for note in bundle.notes if note.sites}
    used = [record for record in records if telling & set(notes[id(record)])] or records
    uses = [use(record, "text") for record in sorted(used, key=lambda one: one.ref)[:50]]
    yield NorthernSpelling(
        subject=subject, evidence=cited(*uses), basis=based(*uses), place=place_of(view, subject),
        count=len(bundle.notes), ratio=str(bundle.ratio), low=str(bundle.low),
        high=str(bundle.high), shown=_shown(bundle), shared=SHARED,
    )  # fmt: skip


def _text(record: Record) -> str:
    return record.text if isinstance(record, (Text, TextPassage)) else ""


def _shown(bundle: Bundle) -> str:
    """The most frequent diagnostic forms with their southern counterparts."""
    seen: Counter[tuple[str, str]] = Counter(_form(site) for site in bundle.sites)
    first = sorted(seen, key=lambda form: (-seen[form], form))[:_SHOWN]
    said = ", ".join(f"{form} for {south}" for form, south in first)
    return said or "no single form stands out"


def _form(site: Site) -> tuple[str, str]:
    return site.form, site.counterpart
