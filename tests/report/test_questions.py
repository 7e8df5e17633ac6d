"""Whom to ask what: neutral, once, and by the party that can answer."""

from __future__ import annotations

from celtrace.findings import Finding
from celtrace.report.content import ReportContent
from celtrace.report.document import Bullets, Group
from celtrace.report.questions import asked, questions
from celtrace.weigh.assessment import Subject
from judged import contract, finding
from report.small import bare, made, material, party, said, subject
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
