"""Acts of people: reasons, two people at tier 4, no overtaking, nothing twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from celtrace.cases.decisions.acts import LONGEST, Decision, Desk
from celtrace.cases.decisions.ledger import Standing
from celtrace.errors import NeedsAnother, Overtaken, UsageError
from celtrace.judgements import TWO_PEOPLE_FROM, Basis, Judgement, Verdict
from celtrace.store.memory import MemoryJournal

NOON = datetime(2026, 7, 11, 12, tzinfo=UTC)


class Read:
    """A case in which every target of `known` hangs at one tier."""

    def __init__(
        self, tier: int = 2, known: tuple[str, ...] = ("finding:f", "candidate:c")
    ) -> None:
        self.now = tier
        self.known = known

    def basis(self, target: str) -> Basis:
        if target not in self.known:
            raise UsageError(f"The case has no {target}.")
        return Basis({"sentence": "Seen: x."}, ("x",), ("0" * 64,))

    def tier(self, target: str, verdict: Verdict | None = None) -> int:
        same = target.startswith("candidate") and verdict == "confirmed"
        return TWO_PEOPLE_FROM if same else self.now


def desk(journal: MemoryJournal | None = None) -> Desk:
    return Desk(journal or MemoryJournal(), lambda: NOON)


def judge(
    at: Desk, who: str, verdict: Verdict, tier: int = 2, target: str = "finding:f"
) -> Standing:
    at.decide(who, Decision(target, verdict, f"{who} looked"), Read(tier))
    return at.ledger.of(target)


def test_a_judgement_keeps_who_when_why_and_what_it_rests_on() -> None:
    made = desk().decide("Ana", Decision("finding:f", "explained", " a debt "), Read(1))
    expected = Judgement(
        "finding:f", "explained", "a debt", "Ana", NOON, 0, 1,
        Basis({"sentence": "Seen: x."}, ("x",), ("0" * 64,)),
    )  # fmt: skip
    assert expected == made


@pytest.mark.parametrize("why", ["", "  \n"])
def test_no_judgement_without_a_reason(why: str) -> None:
    with pytest.raises(UsageError, match="needs a reason"):
        desk().decide("Ana", Decision("finding:f", "explained", why), Read())


def test_a_reason_has_a_longest_length() -> None:
    with pytest.raises(UsageError, match="longer than"):
        desk().decide("Ana", Decision("finding:f", "explained", "x" * (LONGEST + 1)), Read())


def test_only_what_the_case_holds_can_be_judged() -> None:
    with pytest.raises(UsageError, match="has no finding:g"):
        desk().decide("Ana", Decision("finding:g", "explained", "why"), Read())


def test_a_candidate_is_not_explained() -> None:
    with pytest.raises(UsageError, match="cannot be said"):
        desk().decide("Ana", Decision("candidate:c", "explained", "why"), Read())


@pytest.mark.parametrize("who", ["", " ", "celtrace", "CELTRACE"])
def test_nobody_and_the_machine_decide_nothing(who: str) -> None:
    with pytest.raises(UsageError, match="who acts"):
        desk().decide(who, Decision("finding:f", "explained", "why"), Read())


def test_below_tier_4_one_person_is_enough() -> None:
    assert ("decided", "rejected") == told(judge(desk(), "Ana", "rejected", 3))


def told(standing: Standing) -> tuple[str, Verdict | None]:
    return standing.state, standing.verdict


def test_at_tier_4_one_person_decides_nothing() -> None:
    assert ("waits for a second person", None) == told(judge(desk(), "Ana", "rejected", 4))


def test_at_tier_4_two_different_people_decide() -> None:
    at = desk()
    judge(at, "Ana", "rejected", 4)
    held = judge(at, "Ben", "rejected", 4)
    assert (("decided", "rejected"), ("Ana", "Ben")) == (told(held), held.signed)


@pytest.mark.parametrize("again", ["Ana", " ana ", "ANA"])
def test_the_same_person_under_any_spelling_cannot_sign_twice(again: str) -> None:
    at = desk()
    judge(at, "Ana", "rejected", 4)
    with pytest.raises(NeedsAnother, match="two different people"):
        judge(at, again, "rejected", 4)
    assert 1 == len(at.ledger.of("finding:f").judgements)


def test_that_a_party_is_a_row_takes_two_people_at_any_tier() -> None:
    at = desk()
    assert "waits for a second person" == judge(at, "Ana", "confirmed", 0, "candidate:c").state
    assert "decided" == judge(at, "Ben", "confirmed", 0, "candidate:c").state


def test_one_person_alone_does_not_undo_what_two_decided() -> None:
    at = desk()
    judge(at, "Ana", "confirmed", 4)
    judge(at, "Ben", "confirmed", 4)
    held = judge(at, "Ben", "rejected", 4)
    assert ("confirmed", "rejected", ("Ben",)) == (held.verdict, held.waiting, held.first)
    assert ("decided", "rejected") == told(judge(at, "Ana", "rejected", 4))


def test_what_one_person_decided_waits_once_the_tier_takes_two() -> None:
    at = desk()
    judge(at, "Ana", "rejected", 3)
    held = at.ledger.of("finding:f", tier=4)
    assert (("waits for a second person", None), ("Ana",)) == (told(held), held.first)


def test_two_who_disagree_decide_nothing_at_tier_4() -> None:
    at = desk()
    judge(at, "Ana", "rejected", 4)
    assert ("waits for a second person", None) == told(judge(at, "Ben", "confirmed", 4))


def test_not_being_able_to_tell_settles_nothing() -> None:
    assert ("open", None) == told(judge(desk(), "Ana", "unsure"))


def test_nobody_decides_over_a_line_that_they_have_not_seen() -> None:
    at = desk()
    at.decide("Ana", Decision("finding:f", "rejected", "why", seen=-1), Read())
    with pytest.raises(Overtaken, match="Ana judged finding:f in the meantime"):
        at.decide("Ben", Decision("finding:f", "confirmed", "why", seen=-1), Read())
    at.decide("Ben", Decision("finding:f", "confirmed", "why", seen=0), Read())


def test_a_request_that_is_sent_twice_counts_once() -> None:
    at = desk()
    wanted = Decision("finding:f", "rejected", "why", key="k1")
    first = at.decide("Ana", wanted, Read())
    assert first == at.decide("Ana", wanted, Read())
    assert 1 == len(at.ledger.of("finding:f").judgements)


def test_a_mark_does_not_serve_two_requests() -> None:
    at = desk()
    at.decide("Ana", Decision("finding:f", "rejected", "why", key="k1"), Read())
    with pytest.raises(UsageError, match="used for another"):
        at.decide("Ben", Decision("finding:f", "rejected", "why", key="k1"), Read())


def test_the_same_word_by_the_same_person_is_not_kept_twice() -> None:
    at = desk()
    judge(at, "Ana", "rejected")
    with pytest.raises(UsageError, match="already"):
        judge(at, "Ana", "rejected")


def test_the_journal_alone_gives_the_same_standing() -> None:
    journal = MemoryJournal()
    at = desk(journal)
    judge(at, "Ana", "rejected", 4)
    judge(at, "Ben", "rejected", 4)
    question = at.ask("Ana", "north", "Who drew ep 1?").seq
    at.answer("vendor", question, "We did.")
    at.note("Ana", "finding:f", "see @ben")
    at.assign("Ana", "finding:f", "Ben")
    again = desk(journal)
    assert at.ledger.all() == again.ledger.all()
    assert (at.talk.notes, at.talk.questions) == (again.talk.notes, again.talk.questions)
    assert [] == list(journal.check())


def test_a_question_is_due_in_two_weeks_and_overdue_after() -> None:
    at = desk()
    at.ask("Ana", "north", "Who drew ep 1?")
    (asked,) = at.talk.open_questions()
    assert NOON.date() + timedelta(14) == asked.due
    assert (False, True) == (asked.overdue(asked.due), asked.overdue(date(2026, 7, 26)))


def test_an_answer_closes_the_question_and_another_may_follow() -> None:
    at = desk()
    asked = at.ask("Ana", "north", "Who drew ep 1?", date(2026, 8, 1)).seq
    at.answer("north", asked, "We did.")
    at.answer("north", asked, "With Hill.")
    assert () == at.talk.open_questions()
    assert ["We did.", "With Hill."] == [a.text for a in at.talk.questions[asked].answers]


def test_an_answer_needs_its_question() -> None:
    with pytest.raises(UsageError, match="no question 9"):
        desk().answer("north", 9, "We did.")


def test_a_note_mentions_people_and_an_assignment_can_be_taken_back() -> None:
    at = desk()
    at.note("Ana", "finding:f", "@ben and @c.d@e.org, look; a@b is no mention.")
    at.assign("Ana", "finding:f", " Ben ")
    (note,) = at.talk.notes_on("finding:f")
    assert ("ben", "c.d@e.org") == note.mentions
    assert "Ben" == at.talk.given_to("finding:f")
    at.assign("Ana", "finding:f", "")
    assert "" == at.talk.given_to("finding:f")


def test_a_translation_stands_beside_its_text_and_the_last_one_holds() -> None:
    at = desk()
    at.translate("Ana", "p1", " draw the eyes larger ")
    at.translate("Ben", "p1", "Draw the eyes larger, please.")
    found = at.talk.translations["p1"]
    assert ("Ben", "Draw the eyes larger, please.") == (found.who, found.text)
    with pytest.raises(UsageError, match="needs a text"):
        at.translate("Ana", "p1", " ")
    with pytest.raises(UsageError, match="who acts"):
        at.translate("", "p1", "x")
