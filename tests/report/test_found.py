from __future__ import annotations

import random
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.findings import Finding
from celtrace.ports import View
from celtrace.records import Digest, Evidence
from celtrace.report.content import build
from celtrace.report.document import Card, Group
from celtrace.report.found import card
from celtrace.weigh.assessment import Assessment, CarriedBy, Likelihood, Subject
from judged import counter, finding
from report import small
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


# --- evidence ---------------------------------------------------------------------------


def card_of(found: Finding, role: str = "counts", **more: Any) -> Card:
    who = small.subject("v", 2, findings=(found.id,), **more)
    return card(small.material(small.bare(subjects=(who,)), findings=(found,)), found, role, who)


@given(st.text(), st.text())
def test_a_quote_and_its_place_stand_exactly_as_found(quote: str, place: str) -> None:
    """The quote exactly as found; digest of the bytes; place in them."""
    seen = Evidence(Digest("a" * 64), "b.csv", place, quote, "csv", "3")
    (cited,) = card_of(finding("party:v", evidence=(seen,))).citations
    assert (quote, place, "b.csv", "a" * 64, "csv 3") == (
        cited.quote, cited.place, cited.source, cited.digest, cited.reader,
    )  # fmt: skip


def test_every_piece_of_evidence_has_an_anchor_of_its_own() -> None:
    seen = tuple(Evidence(Digest("a" * 64), "b", f"line {n}", "q", "csv") for n in range(12))
    cited = card_of(finding("party:v", evidence=seen)).citations
    assert 12 == len({one.id for one in cited})


@pytest.mark.parametrize(
    "label", ["Harmless causes that look the same", "What would tell them apart"]
)
def test_a_finding_never_stands_without(label: str) -> None:
    """R4: every finding carries its innocent explanations and the check that would tell."""
    assert label in facts(card_of(finding("party:v")))


@pytest.mark.parametrize(
    ("said", "without"),
    [("Without it the tier would be 0", 0), ("Without it the tier would be 1", 1)],
)
def test_the_effect_on_the_tier_is_said_with_both_tiers(said: str, without: int) -> None:
    """R8: the report names the finding whose loss would change the tier, and to what."""
    found = finding("party:v", basis=("record:x",))
    effect = facts(card_of(found, carried_by=(CarriedBy(found.id, without),)))
    assert effect["What it does to the tier"].startswith(said)
    assert effect["What it does to the tier"].endswith("instead of 2, ask.")


def test_context_says_nothing_of_the_tier() -> None:
    assert "What it does to the tier" not in facts(card_of(finding("party:v"), "context"))


def test_a_finding_closed_for_no_recorded_reason_says_so() -> None:
    assert (
        "No reason is recorded." == facts(card_of(finding("party:v"), "closed"))["What closed it"]
    )


def test_what_closed_a_finding_is_a_link_to_the_counter_evidence() -> None:
    found, against = finding("party:v"), counter("party:v", what="a letter")
    who = small.subject("v", closed=(found.id,), closed_by={found.id: against.id})
    desk = small.material(small.bare(subjects=(who,)), findings=(found, against))
    (line,) = card(desk, found, "closed", who).facts[0].lines
    assert [("Shown: a letter.", f"finding-{against.id}")] == [(s.text, s.to) for s in line]


@pytest.mark.parametrize(
    ("shown", "start", "until"),
    [
        ("2024-06-01", small.DAY, None),
        ("2024-06-01", small.DAY, small.DAY),
        ("2024-06-01 to 2024-07-01", small.DAY, date(2024, 7, 1)),
    ],
)
def test_the_days_of_a_fact_are_given(shown: str, start: date, until: date | None) -> None:
    more = {f.label: small.said(f.lines) for f in
            card_of(finding("party:v", start=start, until=until)).more}  # fmt: skip
    assert shown == more["Dates"]


def test_a_fact_without_days_claims_none() -> None:
    assert "Dates" not in {fact.label for fact in card_of(finding("party:v")).more}


@pytest.mark.parametrize("lost", ["findings", "closed", "context"])
def test_a_finding_that_was_not_handed_in_is_missed_in_words(lost: str) -> None:
    who = small.subject("v", 1, **{lost: ("0123456789abcdef",)})
    text = small.said(section(small.made(small.bare(subjects=(who,))), "found"))
    assert "Finding 0123456789abcdef is not in the findings handed in." in text


def test_a_finding_under_no_subject_is_shown_and_counts_for_none() -> None:
    content = small.made(small.bare(), findings=(finding("party:v"),))
    assert "Findings that stand under no subject" in small.said(section(content, "found"))
    (made,) = cards(content).values()
    assert ("other", "stands under no subject, counts for none") == (made.role, made.tags[-1])


def test_a_subject_of_tier_nought_is_not_called_clear() -> None:
    """R12: a clean home address is no clearance."""
    content = small.made(small.bare(subjects=(small.subject("v"),)), small.party("v", "Vendor"))
    text = small.said(group(content, "quiet"))
    assert "Nothing to report on the data seen" in text
    assert "This is not a statement that all is well" in text


def test_many_findings_of_one_kind_that_stand_elsewhere_are_a_row_of_places() -> None:
    paid = [finding(f"payment:p{n}") for n in range(6)]
    ids = tuple(one.id for one in paid)
    own = [
        small.subject(f"p{n}", 3, kind="payment", findings=(one.id,)) for n, one in enumerate(paid)
    ]
    who = small.subject("v", 3, findings=ids)
    content = small.made(small.bare(subjects=(*own, who)), small.party("v"), findings=paid)
    said = small.said(group(content, "party-v"))
    assert 3 == said.count("stands in full under")
    assert "3 more of this kind: " in said
