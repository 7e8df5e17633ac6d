from __future__ import annotations

from typing import Any

import msgspec
import pytest

from celtrace.findings import Finding, Ran
from celtrace.listing import ListUse
from celtrace.ports import View
from celtrace.report.content import ReportContent, build
from celtrace.report.document import Bullets, Para
from celtrace.report.wording import TIERS
from celtrace.weigh.assessment import Assessment, CarriedBy, Subject
from judged import finding
from report import small
from reports import section, text


def plain(content: ReportContent) -> str:
    lines = []
    for block in section(content, "answer").blocks:
        held = block.items if isinstance(block, Bullets) else ()
        lines += ["".join(span.text for span in item) for item in held]
        if isinstance(block, Para):
            lines.append("".join(span.text for span in block.words))
    return "\n".join(lines)


def subject(id_: str, tier: int, *findings: str) -> Subject:
    carried = tuple(CarriedBy(finding, 0) for finding in findings)
    return Subject("party", id_, id_, tier, False, {}, findings, (), {}, (), (), carried)  # noqa: FBT003 - a field of the contract


def test_the_answer_is_five_sentences_and_a_note(content: ReportContent) -> None:
    blocks = section(content, "answer").blocks
    assert 4 == len(next(b for b in blocks if isinstance(b, Bullets)).items)
    assert "answer" == blocks[0].form  # type: ignore[union-attr]


def test_more_subjects_than_fit_are_counted(judged: Assessment, view: View) -> None:
    many = tuple(subject(f"p{n}", 4) for n in range(9))
    said = plain(build(msgspec.structs.replace(judged, subjects=many), (), (), (), view))
    assert "hold: two people decide" in said
    assert "and 5 more." in said


def test_two_subjects_of_equal_tier_are_not_carried_by_one_finding(
    judged: Assessment, held: dict[str, Finding], view: View
) -> None:
    ids = (held["device"].id, held["payee"].id)
    both = (subject("a", 3, ids[0]), subject("b", 3, ids[1]))
    content = build(msgspec.structs.replace(judged, subjects=both), tuple(held.values()), (), (),
                    view)  # fmt: skip
    assert "no single finding carries the highest tier" in plain(content)


def test_the_weightiest_finding_is_named_first(content: ReportContent) -> None:
    assert "2 findings count; the weightiest: One device (d-17)" in plain(content)


def test_every_gap_is_counted(content: ReportContent) -> None:
    said = plain(content)
    for gap in ("1 place could not be read", "1 list was not checked", "1 list is partial",
                "1 rule did not run", "for 1 party it is open whether it is blocked"):  # fmt: skip
        assert gap in said


def test_no_gap_is_said_to_be_none(judged: Assessment, view: View) -> None:
    full = (ListUse("us_ofac_sdn", "US", judged.dossier.as_of, 10),)
    bare = msgspec.structs.replace(judged, lists=full, blocked=(), subjects=())
    content = build(bare, (), (), (Ran("price_under_band", 3, 0),), view)
    assert "Every file, list and rule asked for was read and ran" in plain(content)
    assert "not a clearance" not in text(section(content, "answer"))


# --- the answer of a small case ---------------------------------------------------------


def answered(assessment: Assessment, *, ran: tuple[Ran, ...] = (), **more: Any) -> str:
    return plain(small.made(assessment, small.party("v", "Vendor"), ran=ran, **more))


def test_where_no_list_was_checked_the_answer_does_not_sound_clear() -> None:
    """R12: "not checked" never looks like "checked, nothing on the data seen"."""
    said = answered(small.bare())
    assert "No list was checked and it is not recorded which rules ran" in said
    assert "Every file, list and rule" not in said


def test_where_everything_ran_the_answer_says_just_that() -> None:
    full = (ListUse("us_ofac_sdn", "US", small.DAY, 10, "d", 1),)
    said = answered(small.bare(lists=full), ran=(Ran("price_under_band", 3, 0),))
    assert "Every file, list and rule asked for was read and ran" in said


def test_nothing_found_is_said_of_the_data_seen_and_leads_to_what_was_not() -> None:
    said = answered(small.bare())
    assert "There is nothing to report on the data seen; what was not seen is listed under" in said


@pytest.mark.parametrize("tier", [1, 2, 3, 4])
def test_the_highest_tier_is_named_with_its_party(tier: int) -> None:
    said = answered(small.bare(subjects=(small.subject("v", tier), small.subject("w", tier - 1))))
    assert f"The highest tier is tier {tier} of 4, {TIERS[tier]}, for Vendor." in said


@pytest.mark.parametrize(
    ("said", "kind"), [("for lot v.", "lot"), ("for Vendor.", "party"), ("invoice v.", "invoice")]
)
def test_what_is_no_party_is_called_by_its_kind(said: str, kind: str) -> None:
    assert said in answered(small.bare(subjects=(small.subject("v", 2, kind),)))


@pytest.mark.parametrize(
    ("said", "count"),
    [("P0.", 1), ("P0 and P1.", 2), ("P0, P1, P2 and P3.", 4), ("P0, P1, P2, P3 and 1 more.", 5)],
)
def test_names_are_listed_as_people_list_them(said: str, count: int) -> None:
    many = tuple(small.subject(f"p{n}", 3, name=f"P{n}") for n in range(count))
    assert f"for {said}" in answered(small.bare(subjects=many))


def test_blocked_parties_are_counted_once_over_all_regimes() -> None:
    lines = tuple(small.blocked("v", "listed", regime) for regime in ("US", "EU", "GB"))
    assert "1 party is blocked under at least one regime" in answered(small.bare(blocked=lines))


@pytest.mark.parametrize("status", ["may-be", "no", "not-checked"])
def test_what_is_open_or_not_checked_is_not_counted_as_blocked(status: str) -> None:
    lines = (small.blocked("v", status),)
    assert "is blocked" not in answered(small.bare(blocked=lines)).replace("it is blocked", "")


def test_the_finding_that_carries_most_is_named_first() -> None:
    weak, strong_ = finding("party:v"), finding("party:v", "device", "strong", what="a device")
    high = small.subject("v", 3, findings=(weak.id, strong_.id))
    said = answered(small.bare(subjects=(high,)), findings=(weak, strong_))
    assert "2 findings count; the weightiest: Seen: a device." in said
    assert "Quotes from 1 file in 2 independent groups (devices and money)" in said


def test_nobody_is_condemned_and_whoever_is_named_may_answer(content: ReportContent) -> None:
    said = plain(content)
    assert "nothing in it says what somebody is" in said
    assert "has a right to answer" in said
