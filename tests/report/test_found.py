from __future__ import annotations

import random

import msgspec
import pytest

from celtrace.findings import Finding
from celtrace.ports import View
from celtrace.report.content import build
from celtrace.report.document import Group
from celtrace.weigh.assessment import Assessment, Likelihood, Subject
from reports import cards, facts, group, section, text


def only(judged: Assessment, *subjects: Subject) -> Assessment:
    return msgspec.structs.replace(judged, subjects=subjects, blocked=(), history=(), paths=())


def named(judged: Assessment, id_: str) -> Subject:
    return next(subject for subject in judged.subjects if subject.id == id_)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_what_is_handed_in_does_not_matter(
    judged: Assessment, held: dict[str, Finding], view: View, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 - shuffles a test
    subjects, findings = list(judged.subjects), list(held.values())
    dice.shuffle(subjects)
    dice.shuffle(findings)
    shuffled = build(msgspec.structs.replace(judged, subjects=tuple(subjects)), findings, (), (),
                     view)  # fmt: skip
    assert build(judged, tuple(held.values()), (), (), view) == shuffled


def test_subjects_come_by_tier(judged: Assessment, held: dict[str, Finding], view: View) -> None:
    content = build(judged, tuple(held.values()), (), (), view)
    groups = [b.id for b in section(content, "found").blocks if isinstance(b, Group)]
    assert {"party-sek", "party-sub"} == set(groups[:2])
    assert "contract-c1" == groups[2]
    assert "quiet" == groups[-2]


def test_a_single_source_is_said(judged: Assessment, held: dict[str, Finding], view: View) -> None:
    content = build(judged, tuple(held.values()), (), (), view)
    assert "Single source" in text(group(content, "party-sub"))
    assert "Single source" not in text(group(content, "contract-c1"))


def test_the_word_of_likelihood_stands_in_its_sentence_and_the_base_rate_once(
    judged: Assessment, held: dict[str, Finding], view: View
) -> None:
    line = Likelihood("H4", "It is likely that a party worked on this lot.", "likely",
                      "Confidence in this is low.", "Base rate: nobody knows")  # fmt: skip
    subjects = [msgspec.structs.replace(s, likelihoods=(line,)) for s in judged.subjects]
    content = build(only(judged, *subjects), tuple(held.values()), (), (), view)
    assert 1 == text(section(content, "found")).count("Base rate: nobody knows.")
    assert "It is likely" in text(group(content, "party-sub")).replace("strong", "").replace(
        "para", ""
    )


def test_a_closed_finding_without_counter_evidence_gives_its_reason(
    judged: Assessment, held: dict[str, Finding], view: View
) -> None:
    refused = held["refused"]
    lead = msgspec.structs.replace(named(judged, "lead"), closed_by={refused.id: "before the work"})
    content = build(only(judged, lead), (refused,), (), (), view)
    assert "Before the work." == facts(cards(content)[f"finding-{refused.id}"])["What closed it"]


def test_a_subject_already_called_contract_is_not_called_so_twice(
    judged: Assessment, held: dict[str, Finding], view: View
) -> None:
    content = build(judged, tuple(held.values()), (), (), view)
    title = "".join(span.text for span in group(content, "contract-c1").title)
    assert title.startswith("Contract c1")
