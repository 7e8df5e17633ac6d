from __future__ import annotations

import re
from collections import Counter

import msgspec
import pytest

from celtrace.findings import Finding
from celtrace.ports import View
from celtrace.report.content import ReportContent, build
from celtrace.report.document import Group, Table, anchors
from celtrace.weigh.assessment import Assessment
from reports import cards, facts, group, section, text

FORBIDDEN = ("cleared", "risk score", "guilty")


def test_every_finding_stands_in_full_exactly_once(
    content: ReportContent, held: dict[str, Finding]
) -> None:
    assert Counter(f"finding-{f.id}" for f in held.values()) == Counter(cards(content).keys())


def test_every_anchor_is_set_once_and_every_reference_leads_to_one(content: ReportContent) -> None:
    known = Counter(anchors(content.sections))
    assert [] == [name for name, times in known.items() if times > 1]
    referred = set(re.findall(r'"to":"([^"]+)"', msgspec.json.encode(content).decode()))
    assert set() == referred - set(known)


def test_the_answer_names_the_highest_tier_in_words_and_for_whom(content: ReportContent) -> None:
    answer = text(section(content, "answer"))
    assert "tier 3 of 4, review by a person" in answer
    assert "丹东天龙动画制作有限公司" in answer
    assert "right to answer" in answer


def test_the_answer_says_what_the_highest_tier_would_be_without_one_finding(
    content: ReportContent,
) -> None:
    assert "the highest would be 2, ask" in " ".join(text(section(content, "answer")).split())


def test_a_finding_says_what_it_did_to_the_tier(
    content: ReportContent, held: dict[str, Finding]
) -> None:
    device = facts(cards(content)[f"finding-{held['device'].id}"])
    assert device["What it does to the tier"].startswith("Without it the tier would be 0")
    payee = facts(cards(content)[f"finding-{held['payee'].id}"])
    assert payee["What it does to the tier"] == "Without it the tier stays at 2, ask."


def test_a_finding_has_quotes_innocent_causes_and_the_check(
    content: ReportContent, held: dict[str, Finding]
) -> None:
    card = cards(content)[f"finding-{held['device'].id}"]
    assert ["line 4017", "line 4022"] == [cited.place for cited in card.citations]
    assert all(len(cited.digest) == 64 for cited in card.citations)
    assert facts(card)["Harmless causes that look the same"] == (
        "Two studios share a rented workstation."
    )
    assert "What would tell them apart" in facts(card)


def test_a_closed_finding_stays_visible_with_what_closed_it(
    content: ReportContent, held: dict[str, Finding]
) -> None:
    card = cards(content)[f"finding-{held['refused'].id}"]
    assert "closed" == card.role
    assert facts(card)["What closed it"].startswith("14 people were seen live")


def test_context_stands_apart_and_never_counts(
    content: ReportContent, held: dict[str, Finding]
) -> None:
    assert "context" == cards(content)[f"finding-{held['spelling'].id}"].role
    assert "Explains, never counts" == group(content, "party-sub-context").title[0].text


def test_likelihood_and_confidence_do_not_share_a_paragraph(content: ReportContent) -> None:
    blocks = [text(b) for b in group(content, "party-sub").blocks]
    assert [] == [b for b in blocks if "likely" in b and "onfidence" in b]


def test_a_subject_that_a_finding_reaches_refers_to_where_it_stands(
    content: ReportContent,
) -> None:
    assert "stands in full under" in text(group(content, "party-sek"))


def test_parties_nobody_spoke_of_are_listed_as_nothing_to_report(content: ReportContent) -> None:
    quiet = group(content, "quiet")
    assert "Nobody Spoke Of It Ltd" in text(quiet)
    assert "This is not a statement that all is well" in text(quiet)


def test_questions_go_to_the_party_that_can_answer(content: ReportContent) -> None:
    asked = section(content, "ask")
    by_vendor = {text(b).split("para")[0]: text(b) for b in asked.blocks if isinstance(b, Group)}
    lead = next(t for t in by_vendor.values() if "Studio Ōkami" in t)
    assert "why Everlasting Finance Ltd is the payee" in lead


def test_the_rule_s_answer_stands_beside_that_of_the_name_alone(content: ReportContent) -> None:
    dated = text(group(content, "by-date"))
    assert "blocked by definition" in dated
    assert "by name alone: nothing shown" in dated
    assert "by name alone: shown" in dated


def test_no_and_not_checked_are_told_apart(content: ReportContent) -> None:
    statuses = text(section(content, "statuses"))
    assert "no, on the snapshots seen" in statuses
    assert "not checked" in statuses


def test_each_statement_stands_behind_its_status_and_denials_beside_it(
    content: ReportContent,
) -> None:
    claims = section(content, "claims")
    table = next(b for b in claims.blocks if isinstance(b, Table))
    assert ["reported", "denied"] == [row.cells[1][0].text for row in table.rows]
    assert "Never counted." in text(claims)


def test_what_is_not_known_is_said(content: ReportContent) -> None:
    unknown = text(section(content, "unknown"))
    assert "1 of 40 not read." in unknown
    assert "No norm was given." in unknown
    assert "price under band" in unknown
    assert "Deliberately not checked." in unknown
    assert "Betrag 金额" in unknown
    assert "partial" in unknown


def test_nothing_is_called_what_it_must_not_be(content: ReportContent) -> None:
    said = msgspec.json.encode(content).decode().lower()
    assert [] == [word for word in FORBIDDEN if word in said]


@pytest.mark.parametrize("kept", [("party", "quiet"), ("party", "nobody")])
def test_nothing_found_is_said_without_a_promise(
    judged: Assessment, view: View, kept: tuple[str, str]
) -> None:
    quiet = tuple(s for s in judged.subjects if (s.kind, s.id) == kept)
    bare = msgspec.structs.replace(judged, subjects=quiet, blocked=(), history=(), paths=())
    content = build(bare, (), (), (), view)
    assert "nothing to report on the data seen" in text(section(content, "answer"))
    assert 0 == content.highest


def test_a_finding_that_was_not_handed_in_is_named_not_dropped(
    judged: Assessment, view: View
) -> None:
    content = build(judged, (), (), (), view)
    assert "is not in the findings handed in" in text(section(content, "found"))
