"""What waits for people, and for whom."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
import pytest

import invented
from celtrace.cases import queue
from celtrace.cases.decisions.acts import Decision, Desk
from celtrace.cases.outcome import Outcome
from celtrace.cases.queue import OLD_LIST, Hit
from celtrace.judgements import Verdict
from celtrace.store.memory import MemoryJournal

PARTIES = (*invented.TABLES["parties"], "sek,SEK Studio,CN", "stu,S.E.K. Studio,HK")
DAY = date(2026, 7, 12)


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("queue")
    invented.install_lists(folder / "home")
    invented.dossier(folder / "d", parties=PARTIES)
    invented.reviewed(folder / "d", folder / "case", folder / "home")
    return Outcome.of(folder / "case")


@pytest.fixture
def desk() -> Desk:
    return Desk(MemoryJournal(), lambda: datetime(2026, 7, 12, tzinfo=UTC))


def judge(desk: Desk, outcome: Outcome, who: str, hit: Hit, verdict: Verdict) -> None:
    desk.decide(who, Decision(hit.target, verdict, f"{who} looked"), outcome)


def first(outcome: Outcome, desk: Desk) -> Hit:
    return queue.hits(outcome, desk)[0]


def test_the_likest_names_come_first(outcome: Outcome, desk: Desk) -> None:
    found = queue.hits(outcome, desk)
    assert len(outcome.candidates) == len(found)
    scores = [hit.candidate.score for hit in found if hit.waits]
    assert sorted(scores, reverse=True) == scores


def test_what_is_decided_goes_to_the_end(outcome: Outcome, desk: Desk) -> None:
    hit = first(outcome, desk)
    judge(desk, outcome, "Ana", hit, "rejected")
    found = queue.hits(outcome, desk)
    assert not next(one for one in found if one.target == hit.target).waits
    assert hit.target not in [one.target for one in found[: len(found) // 2]]


def test_what_waits_for_a_second_person_comes_before_all(outcome: Outcome, desk: Desk) -> None:
    last = [hit for hit in queue.hits(outcome, desk) if hit.waits][-1]
    judge(desk, outcome, "Ana", last, "confirmed")
    assert last.target == first(outcome, desk).target


def test_not_being_able_to_tell_leaves_it_waiting(outcome: Outcome, desk: Desk) -> None:
    hit = first(outcome, desk)
    judge(desk, outcome, "Ana", hit, "unsure")
    assert next(one for one in queue.hits(outcome, desk) if one.target == hit.target).waits


def test_a_second_signature_is_asked_of_others_only(outcome: Outcome, desk: Desk) -> None:
    judge(desk, outcome, "Ana", first(outcome, desk), "confirmed")
    ana = queue.today(outcome, desk, "ANA", DAY)
    ben = queue.today(outcome, desk, "Ben", DAY)
    assert (0, 1) == (len(ana.second), len(ana.own))
    assert (1, 0) == (len(ben.second), len(ben.own))


def test_questions_are_overdue_after_their_day(outcome: Outcome, desk: Desk) -> None:
    desk.ask("Ana", "north", "Who?", date(2026, 7, 11))
    desk.ask("Ana", "north", "When?", date(2026, 7, 12))
    now = queue.today(outcome, desk, "Ana", DAY)
    assert ["Who?"] == [q.text for q in now.overdue]
    assert ["When?"] == [q.text for q in now.asked]


def test_an_answered_question_waits_for_nobody(outcome: Outcome, desk: Desk) -> None:
    asked = desk.ask("Ana", "north", "Who?", date(2026, 7, 1))
    desk.answer("Vera", asked.seq, "We.")
    now = queue.today(outcome, desk, "Ana", DAY)
    assert ((), ()) == (now.overdue, now.asked)


def test_mentions_and_what_is_given_reach_their_person(outcome: Outcome, desk: Desk) -> None:
    desk.note("Ana", "subject:party:north", "look, @ben")
    desk.assign("Ana", "subject:party:north", "Ben")
    ben, ana = (queue.today(outcome, desk, who, DAY) for who in ("Ben", "Ana"))
    assert ["look, @ben"] == [note.text for note in ben.mentions]
    assert ("subject:party:north",) == ben.given
    assert ((), ()) == (ana.mentions, ana.given)


def test_what_is_taken_back_is_given_to_nobody(outcome: Outcome, desk: Desk) -> None:
    desk.assign("Ana", "subject:party:north", "Ben")
    desk.assign("Ana", "subject:party:north", "")
    assert () == queue.today(outcome, desk, "Ben", DAY).given
    assert () == queue.today(outcome, desk, "", DAY).given


def test_lists_that_nobody_looked_at_and_old_ones_are_named(outcome: Outcome, desk: Desk) -> None:
    now = queue.today(outcome, desk, "Ana", DAY)
    assert {"us_ofac_cons"} == {use.list for use in now.unchecked}
    young = {
        u.list
        for u in outcome.assessment.lists
        if u.snapshot and (DAY - u.snapshot).days <= OLD_LIST
    }
    assert young.isdisjoint({use.list for use in now.old_lists})
    later = queue.today(outcome, desk, "Ana", date(2027, 1, 1))
    assert "us_ofac_sdn" in {use.list for use in later.old_lists}


def test_tiers_are_counted_by_subject(outcome: Outcome, desk: Desk) -> None:
    now = queue.today(outcome, desk, "Ana", DAY)
    for tier, number in now.tiers.items():
        assert sum(s.tier == tier for s in outcome.assessment.subjects) == number
    assert [4, 3, 2] == list(now.tiers)


def test_what_changed_is_shown_as_re_opened(outcome: Outcome, desk: Desk) -> None:
    hit = first(outcome, desk)
    judge(desk, outcome, "Ana", hit, "rejected")
    changed = msgspec.structs.replace(hit.candidate, names=("Other", hit.candidate.names[1]))
    (one,) = desk.reopen([changed])
    assert hit.target == one.target
    now = queue.today(outcome, desk, "Ana", DAY)
    assert [hit.target] == [s.target for s in now.reopened]
