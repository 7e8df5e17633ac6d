"""Notes in the northern norm: context that moves nothing."""

from __future__ import annotations

from celtrace.findings import Category, Group
from celtrace.records import Text
from celtrace.text.northern import SHARED
from detect.file_scenes import NORTH, SOUTH, delivered, file, notes, passage, seen, server
from detect.scenes import TODAY, found, lot, only, party, run
from judged import judge

AT = (server(), file("server/n.psd"))


def typed(texts: tuple[str, ...], of: str) -> tuple[Text, ...]:
    return tuple(
        Text(seen=seen("d", text, text), of=of, language="ko", text=text) for text in texts
    )


def test_it_is_context_of_the_background_and_says_whose_norm_it_is_too() -> None:
    one = only("northern_spelling", *AT, *notes("n.psd", NORTH))
    assert (Category.CONTEXT, Group.BACKGROUND) == (one.strength, type(one).group)
    assert SHARED in one.sentence
    assert "found:f1" == one.subject
    assert {"low", "high", "ratio"} <= set(one.values)


def test_each_form_stands_beside_its_southern_counterpart() -> None:
    one = only("northern_spelling", *AT, *notes("n.psd", NORTH))
    assert "녀자 for 여자" in one.sentence or "련습 for 연습" in one.sentence


def test_southern_notes_single_notes_and_notes_in_other_languages_say_nothing() -> None:
    for texts in (SOUTH, NORTH[:3], NORTH[:1] * 50, ("这里要改",) * 20):
        assert () == found("northern_spelling", *AT, *notes("n.psd", texts))


def test_copies_over_many_files_are_one_note() -> None:
    copied = [passage(f"{n}.psd", NORTH[0]) for n in range(40)]
    assert () == found("northern_spelling", *AT, *copied)


def test_typed_in_texts_of_a_party_are_a_bundle_too() -> None:
    one = only("northern_spelling", party("v"), *typed(NORTH, "party:v"))
    assert "party:v" == one.subject


def test_a_delivery_in_the_northern_norm_has_the_tiers_of_one_in_the_southern() -> None:
    """R2, R9: 'It never moves a tier or breaks a tie'."""
    around = (party("v"), lot("l1", "v"), delivered("v"), file("in/n.psd"))
    tiers = []
    for texts in (NORTH, SOUTH):
        records = (*around, *notes("n.psd", texts), *typed(texts, "party:v"))
        judged = judge(run(*records).findings, *records, as_of=TODAY)
        tiers.append({(s.kind, s.id): s.tier for s in judged.subjects if s.tier})
    assert tiers[0] == tiers[1]
