"""A review honours decisions, and re-opens what is not as it was judged."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

import invented
from celtrace.cases.case import Case
from celtrace.cases.decisions.account import journal_lines, reading_desk, whole_target
from celtrace.cases.decisions.acts import Decision, Desk
from celtrace.cases.outcome import Outcome
from celtrace.cases.recompute import recompute
from celtrace.cases.review import Reviewed
from celtrace.cases.verify import verify
from celtrace.errors import UsageError
from celtrace.judgements import Verdict
from celtrace.weigh.assessment import Subject

LIKE = "sek,SEK Studio,CN"
PARTIES = (*invented.TABLES["parties"], LIKE)


class Room:
    """A dossier, the case it is reviewed into, and people who decide."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder, self.home = folder, home
        self.case = folder / "case"
        self.write()
        self.review()

    def write(self, **changed: tuple[str, ...]) -> None:
        invented.dossier(self.folder / "dossier", **{"parties": PARTIES, **changed})

    def review(self) -> Reviewed:
        self.reviewed = invented.reviewed(self.folder / "dossier", self.case, self.home)
        return self.reviewed

    def decide(self, target: str, verdict: Verdict, *people: str) -> None:
        reading = Outcome.of(self.case)
        with Case.create_or_open(self.case, lambda: datetime(2026, 7, 12, tzinfo=UTC)) as case:
            desk = Desk(case.journal, case.clock)
            for who in people:
                desk.decide(who, Decision(target, verdict, f"{who} looked"), reading)

    def finding(self, rule: str) -> str:
        return next(f"finding:{f.id}" for f in self.reviewed.findings if f.rule == rule)

    def candidate(self) -> str:
        found = Outcome.of(self.case).candidates.values()
        return next(f"candidate:{c.id}" for c in found if c.list == "us_ofac_sdn")

    def subject(self, id_: str) -> Subject:
        return next(s for s in self.reviewed.assessment.subjects if s.id == id_)

    def sound(self) -> bool:
        return verify(self.case, recompute) == ()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Room:
    folder = tmp_path_factory.mktemp("honour")
    return Room(folder, invented.install_lists(folder / "home"))


@pytest.fixture
def room(made: Room, tmp_path: Path) -> Room:
    shutil.copytree(made.folder / "dossier", tmp_path / "dossier")
    shutil.copytree(made.case, tmp_path / "case")
    copy = Room.__new__(Room)
    copy.folder, copy.home, copy.case = tmp_path, made.home, tmp_path / "case"
    copy.reviewed = made.reviewed
    return copy


def test_a_rejected_finding_is_closed_by_name_day_and_reason_and_stays_visible(room: Room) -> None:
    subject = next(s for s in room.reviewed.assessment.subjects if s.carried_by)
    carries = subject.carried_by[0]
    room.decide(f"finding:{carries.finding}", "rejected", "Ana")
    room.review()
    after = room.subject(subject.id)
    assert (carries.tier_without, True) == (after.tier, carries.finding in after.closed)
    assert "rejected by Ana on 2026-07-12: Ana looked" == after.closed_by[carries.finding]
    assert room.sound()


@pytest.mark.parametrize("verdict", ["confirmed", "unsure"])
def test_a_finding_that_is_confirmed_or_not_told_goes_on_counting(
    room: Room, verdict: Verdict
) -> None:
    room.decide(room.finding("staff_list_refused"), verdict, "Ana")
    room.review()
    assert 2 == room.subject("north").tier


def test_two_people_make_a_candidate_the_row(room: Room) -> None:
    room.decide(room.candidate(), "confirmed", "Ana", "Ben")
    room.review()
    assert 4 == room.subject("sek").tier
    says = next(f.sentence for f in room.reviewed.findings if f.rule == "listed_party")
    assert "confirmed by Ana and Ben on 2026-07-12" in says
    assert room.sound()


def test_one_person_does_not(room: Room) -> None:
    room.decide(room.candidate(), "confirmed", "Ana")
    room.review()
    assert 0 == room.subject("sek").tier


def test_a_rejected_candidate_leaves_the_queue_with_its_reason(room: Room) -> None:
    target = room.candidate()
    room.decide(target, "rejected", "Ana")
    room.review()
    lines = [c for c in room.reviewed.assessment.candidates if c.party == "sek"]
    assert ["rejected by Ana on 2026-07-12: Ana looked"] == [
        c.because for c in lines if c.state == "rejected"
    ]


def test_a_sheet_in_another_order_leaves_every_judgement(room: Room) -> None:
    target = room.finding("staff_list_refused")
    room.decide(target, "rejected", "Ana")
    head, *rows = PARTIES
    room.write(parties=(head, *reversed(rows)))
    room.review()
    assert "decided" == reading_desk(room.case).ledger.of(target).state


def test_changed_evidence_re_opens_with_exactly_what_changed(room: Room) -> None:
    target = room.candidate()
    room.decide(target, "rejected", "Ana")
    room.write(parties=(*invented.TABLES["parties"], "sek,SEK STUDIO,CN"))
    room.review()
    held = reading_desk(room.case).ledger.of(target)
    assert ("re-opened", None) == (held.state, held.verdict)
    assert "name of the party was “SEK Studio”, is now “SEK STUDIO”" in held.changed
    assert 1 == len(held.judgements)
    room.review()
    assert held == reading_desk(room.case).ledger.of(target)


def test_after_a_re_opening_it_is_decided_afresh(room: Room) -> None:
    target = room.candidate()
    room.decide(target, "confirmed", "Ana", "Ben")
    room.write(parties=(*invented.TABLES["parties"], "sek,SEK STUDIO,CN"))
    room.review()
    room.decide(target, "confirmed", "Ben")
    assert "waits for a second person" == reading_desk(room.case).ledger.of(target).state


def test_the_journal_goes_out_as_lines_with_its_chain(room: Room) -> None:
    room.decide(room.candidate(), "rejected", "Ana")
    lines = journal_lines(room.case).splitlines()
    assert b'"action":"judgement"' in lines[-1]
    assert all(b'"hash":' in line for line in lines)


def test_a_target_may_be_named_by_the_beginning_of_its_id(room: Room) -> None:
    target = room.candidate()
    assert target == whole_target(room.case, target[:18])
    with pytest.raises(UsageError, match="No candidate"):
        whole_target(room.case, "candidate:zz")
    with pytest.raises(UsageError, match="More than one"):
        whole_target(room.case, "finding:")
