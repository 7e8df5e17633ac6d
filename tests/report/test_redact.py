"""Names are taken out wherever people read them, whole, and nothing else is."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.report.content import ReportContent
from celtrace.report.document import anchors
from celtrace.report.redact import LONGEST, Person, redacted, replacer, walked

KIM = Person("[person 1]", ("Kim Chol-su", "김철수", "kim@example.org", "+82 10 1234 5678", ""))
LEE = Person("[person 2]", ("Lee", "李"))


def out(text: str, *people: Person) -> str:
    change = replacer(people or (KIM, LEE))
    assert change
    return change(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kim Chol-su signed", "[person 1] signed"),
        ("KIM CHOL-SU, kim chol-su", "[person 1], [person 1]"),
        ("Kim   Chol-su\nKim\nChol-su", "[person 1]\n[person 1]"),
        ("w1,김철수,north,CN", "w1,[person 1],north,CN"),
        ("작화감독김철수님", "작화감독[person 1]님"),
        ("mail kim@example.org.", "mail [person 1]."),
        ("call +82 10 1234 5678", "call [person 1]"),
        ("Leeds and Sleep", "Leeds and Sleep"),
        ("Lee's desk (Lee)", "[person 2]'s desk ([person 2])"),
        ("李 and 李明", "李 and 李明"),
        ("akim@example.org", "akim@example.org"),
        ("nobody here", "nobody here"),
    ],
)
def test_a_persons_texts_are_taken_out(text: str, shown: str) -> None:
    assert shown == out(text)


def test_the_longer_name_wins() -> None:
    both = (Person("[a]", ("Ana",)), Person("[b]", ("Ana Sol",)))
    assert "[b] and [a] Lu" == out("Ana Sol and Ana Lu", *both)
    assert "[a] Solis" == out("Ana Solis", *both)


def test_letters_that_change_with_their_case_do_not_leak() -> None:
    groß = Person("[p]", ("Groß İnci",))
    assert "[p]" in out("Groß İnci", groß)
    assert "İnci" not in out("GROß İNCI groß İnci", groß)


def test_nobody_and_names_too_short_or_long_change_nothing() -> None:
    assert replacer(()) is None
    assert replacer((Person("[p]", ("", " ", "x", "x" * (LONGEST + 1))),)) is None


@given(st.text(min_size=2, max_size=30).map(str.strip).filter(lambda text: len(text) > 1))
def test_any_name_is_taken_out_of_a_text_that_is_the_name(text: str) -> None:
    change = replacer((Person("[p]", (text,)),))
    assert change
    assert "[p]" == change(text)


def test_a_thousand_names_are_looked_for_in_one_go() -> None:
    people = [Person(f"[{n}]", (f"Name{n} Of{n * 7}", f"n{n}@example.org")) for n in range(1_000)]
    assert "[77], [9] and Name77 Of5390" == out(
        "Name77 Of539, n9@example.org and Name77 Of5390", *people
    )


# --- in a report -------------------------------------------------------------------------


def test_a_report_loses_the_name_in_sentences_quotes_tables_and_drawing(
    content: ReportContent,
) -> None:
    who = "丹东天龙动画制作有限公司"
    before = msgspec.json.encode(content).decode()
    made = redacted(content, (Person("[person 9]", (who,)),))
    after = msgspec.json.encode(made).decode()
    assert before.count(who) > 5
    assert 0 == after.count(who)
    assert "[person 9]" in msgspec.json.encode(made.chain).decode()
    assert "1 name is taken out" in after


def test_anchors_and_references_are_left_alone(content: ReportContent) -> None:
    ids = [id_ for id_ in anchors(content.sections) if id_.startswith("party-")]
    people = tuple(Person("[p]", (id_, id_.partition("-")[2])) for id_ in ids)
    made = redacted(content, people)
    assert sorted(anchors(content.sections)) == sorted(anchors(made.sections))


def test_a_report_without_anybody_to_take_out_is_the_same(content: ReportContent) -> None:
    assert content is redacted(content, ())


def test_every_text_that_people_read_is_reached(content: ReportContent) -> None:
    """A value of the report that is not changed is an id, an anchor, a digest or a fixed word."""
    made = walked(content, lambda _: "X")
    left = {text for text in strings(msgspec.to_builtins(made)) if " " in text}
    assert set() == {text for text in left if text not in FIXED and "version" not in text}


FIXED = {"Celtrace review", "synthetic 1", "dossier 1"}


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for held in value.values() for text in strings(held)]
    if isinstance(value, (list, tuple)):
        return [text for held in value for text in strings(held)]
    return []
