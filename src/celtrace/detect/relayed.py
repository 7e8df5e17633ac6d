"""Instructions that stand beside their translation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from celtrace.detect import _public
from celtrace.detect._basis import based, cited, use
from celtrace.detect._homes import Homes, place_of
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Digest, Record, Ref, Text, TextPassage
from celtrace.registry import detector
from celtrace.text.language import language
from celtrace.text.pairs import Pair, pairs


class RelayTranslation(Finding, frozen=True, kw_only=True):
    """An instruction and its translation lie together in one file, in any two languages.

    Somebody passed an instruction on in another language. It is context: a studio that works
    for a client of another language does so every day, and the rule says nothing about who
    reads. It asks for whom the notes were translated.
    """

    rule = "relay_translation"
    hypothesis = Hypothesis.H4
    group = Group.BACKGROUND
    category = Category.CONTEXT
    says = (
        'A note stands beside its translation at {place}: "{original}" and "{translation}" '
        "({because_of}); pairs in this file: {count}."
    )
    because = (_public.SERVER_2024,)
    innocent = (
        "The studio's own staff read another language than its client writes.",
        "The client itself writes in two languages.",
        "A form or template is printed in two languages.",
    )
    check = "Who wrote the translation, for whom, and whether they are on the staff list."
    ask = "For whom were the notes translated?"

    place: str
    original: str
    translation: str
    because_of: str
    count: int


@detector(RelayTranslation, reads=TextPassage, reach="web")
def paired_notes(view: View) -> Iterator[Finding]:
    """The passages of each file in their order, with the boxes of notes in pictures."""
    by_file: dict[Digest, list[TextPassage]] = defaultdict(list)
    for passage in view.all(TextPassage):
        if passage.role not in {"name", "title"}:
            by_file[passage.file].append(passage)
    homes = Homes(view)
    for digest in sorted(by_file):
        passages = sorted(by_file[digest], key=_order)
        found = pairs([(one.text, one.box) for one in passages])
        if found:
            subject = next(iter(homes.by_home({digest: list(passages)})))
            yield _finding(subject, passages, found, view)


@detector(RelayTranslation, reads=Text, reach="web")
def stated_translations(view: View) -> Iterator[Finding]:
    """Texts that a person typed in and marked as the translation of another."""
    for text in view.all(Text):
        original = view.get(Text, text.translation_of) if text.translation_of else None
        spoken = {one.language or language(one.text) for one in (text, original) if one}
        if original is None or len(spoken) == 1:
            continue
        uses = (use(original, "text"), use(text, "text", "translation_of"))
        subject = Ref(text.of) if ":" in text.of else text.ref
        yield RelayTranslation(
            subject=subject, evidence=cited(*uses), basis=based(*uses),
            place=place_of(view, subject), original=_short(original.text),
            translation=_short(text.text),
            because_of="as a person stated", count=1,
        )  # fmt: skip


def _order(passage: TextPassage) -> tuple[str, int, int, int, str]:
    """By page or layer, then from the top down; lines of a text by their number."""
    left, top, _, _ = passage.box or (0, 0, 0, 0)
    number = "".join(char for char in passage.place if char.isdigit())
    return passage.picture, top, left, int(number[:9] or 0), passage.id


def _finding(
    subject: Ref, passages: list[TextPassage], found: tuple[Pair, ...], view: View
) -> RelayTranslation:
    used: list[Record] = []
    for pair in found[:20]:
        used += [passages[pair.first.of], passages[pair.second.of]]
    uses = [use(record, "text", "box") for record in {one.ref: one for one in used}.values()]
    return RelayTranslation(
        subject=subject, evidence=cited(*uses), basis=based(*uses), place=place_of(view, subject),
        original=_short(found[0].first.text), translation=_short(found[0].second.text),
        because_of=", ".join(found[0].because), count=len(found),
    )  # fmt: skip


def _short(text: str, most: int = 120) -> str:
    flat = " ".join(text.split()).replace('"', "'")
    return flat if len(flat) <= most else f"{flat[:most]}..."
