"""Whom to ask what: neutral, once, and by the party that can answer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from celtrace.detect._indicators import measures
from celtrace.findings import Finding
from celtrace.records import Check, Record, Ref, StaffList
from celtrace.report.content import ReportContent
from celtrace.report.document import Bullets, Group, Table
from celtrace.report.questions import asked, questions
from celtrace.weigh.assessment import Subject
from judged import contract, finding
from report.small import SEEN, bare, made, material, party, said, subject
from reports import section

WHY = "Who works on our cuts?"
WHEN = "Since when is that agreed?"


def listed(*subjects: Subject) -> list[tuple[str, list[str]]]:
    desk = material(bare(subjects=subjects), contract("c1", "us", "v"), party("v", "Vendor"))
    return [(vendor, [text for text, _ in found]) for vendor, found in asked(desk)]


def test_a_question_that_two_subjects_raise_is_asked_once() -> None:
    both = (subject("v", 2, questions=(WHY,)), subject("c1", 2, "contract", questions=(WHY, WHEN)))
    assert [("v", [WHY, WHEN])] == listed(*both)


def test_the_party_of_the_highest_tier_is_asked_first() -> None:
    low, high = subject("a", 1, questions=(WHY,)), subject("b", 3, questions=(WHY,))
    assert ["b", "a"] == [vendor for vendor, _ in listed(low, high)]


def test_a_subject_without_a_question_is_not_asked() -> None:
    assert [] == listed(subject("v", 4))


def test_a_question_nobody_can_be_asked_is_not_dropped() -> None:
    content = made(bare(subjects=(subject("gone", 2, "contract", questions=(WHY,)),)))
    (group,) = [b for b in section(content, "ask").blocks if isinstance(b, Group)]
    assert "Addressee to be found" == said(group.title)
    assert WHY in said(group)


def one_finding() -> Finding:
    return finding("party:v", what="the payee")


def test_a_question_leads_to_the_finding_that_raised_it() -> None:
    found = one_finding()
    raised = subject("v", 2, findings=(found.id,), questions=(found.question,))
    ((_, ((_, where),)),) = asked(material(bare(subjects=(raised,)), findings=(found,)))
    assert f"finding-{found.id}" == where


def test_a_question_of_no_finding_leads_to_its_subject() -> None:
    ((_, ((_, where),)),) = asked(material(bare(subjects=(subject("v", 2, questions=(WHY,)),))))
    assert "party-v" == where


def test_questions_are_numbered_and_the_advice_stands_before_them() -> None:
    desk = material(bare(subjects=(subject("v", 2, questions=(WHY, WHEN)),)))
    note, group = questions(desk).blocks
    assert "A question assumes nothing" in said(note)
    assert isinstance(group, Group)
    (items,) = group.blocks
    assert isinstance(items, Bullets)
    assert (True, 2) == (items.ordered, len(items.items))


def test_without_questions_the_section_says_so(content: ReportContent) -> None:
    assert "There is no question to a vendor" in said(section(made(bare()), "ask"))
    assert "There is no question" not in said(section(content, "ask"))


def waiting(*records: Record) -> list[list[str]]:
    content = made(bare(), party("v", "Vendor"), *records)
    tables = [b for b in section(content, "ask").blocks if isinstance(b, Table)]
    return [[said(cell) for cell in row.cells] for table in tables for row in table.rows]


def staff(status: str, *asked_on: str, **more: Any) -> StaffList:
    days = tuple(map(date.fromisoformat, asked_on))
    return StaffList(seen=SEEN, party="v", status=status, asked=days, **more)  # type: ignore[arg-type]


def check(result: str, when: str | None) -> Check:
    on = date.fromisoformat(when) if when else None
    return Check(seen=SEEN, measure="M004", subject=Ref("party:v"), result=result, when=on)  # type: ignore[arg-type]


def test_a_question_without_an_answer_for_over_14_days_is_shown_with_its_age() -> None:
    """R4: an unanswered question older than 14 days is shown."""
    [row] = waiting(staff("none", "2024-04-01", "2024-05-17"))
    assert ["Vendor", "the list of who works for it", "2024-05-17", "15 days"] == row


def test_a_pending_measure_is_shown_with_what_it_is() -> None:
    [row] = waiting(check("pending", "2024-05-01"))
    assert ("Vendor", measures()["M004"].wording, "31 days") == (row[0], row[1], row[3])


@pytest.mark.parametrize(
    "record",
    [
        staff("none", "2024-05-18"),
        staff("none"),
        staff("none", "2024-07-01"),
        staff("complete", "2024-04-01"),
        staff("none", "2024-04-01", received=date(2024, 4, 9)),
        check("passed", "2024-04-01"),
        check("pending", None),
        check("pending", "2024-05-18"),
    ],
    ids=["14 days", "never asked", "asked later", "answered", "received", "done", "undated",
         "a young measure"],
)  # fmt: skip
def test_what_is_answered_young_or_undated_is_not(record: Record) -> None:
    assert [] == waiting(record)
