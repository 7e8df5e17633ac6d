"""Zones of documents: what cannot be so is said with its place, what holds is passed by."""

from __future__ import annotations

from datetime import date

import pytest

from celtrace.findings import Category
from detect.scenes import ZONE, found, only, run, with_zone, worker

FIRST, SECOND = ZONE.split("|")


@pytest.mark.parametrize(
    ("mrz", "said"),
    [
        (ZONE[:-1] + "9", "check digit of the whole zone"),
        (ZONE.replace("P<UTO", "P<MLD"), "MLD is no code"),
        (FIRST, "1 line"),
        ("SEEN", "a zone has"),
    ],
    ids=["digit", "state", "one line", "prose"],
)
def test_what_cannot_be_so_is_said(mrz: str, said: str) -> None:
    one = only("mrz_invalid", with_zone("ann", mrz))
    assert said in one.sentence
    assert ("worker:ann", Category.SUPPORTING) == (one.subject, one.strength)


@pytest.mark.parametrize(
    "mrz", [f"{FIRST}\n{SECOND}", FIRST + SECOND, f"{FIRST} {SECOND}", f"{FIRST}/{SECOND}"]
)
def test_lines_may_be_parted_in_any_way(mrz: str) -> None:
    assert () == found("mrz_invalid", with_zone("ann", mrz))


@pytest.mark.parametrize("code", ["PRK", "KOR", "CHN"])
def test_whose_paper_it_is_finds_nothing(code: str) -> None:
    assert () == found("mrz_invalid", with_zone("ann", ZONE.replace("UTO", code)))


@pytest.mark.parametrize("facts", [{"number": "Y1"}, {"expires": date(2031, 1, 31)}])
def test_number_and_expiry_are_held_against_the_zone(facts: dict[str, object]) -> None:
    assert len(found("document_mismatch", with_zone("ann", **facts))) == 1


def test_a_field_whose_digit_fails_contradicts_nothing() -> None:
    damaged = ZONE.replace("X1234567", "X1234568")
    assert () == found("document_mismatch", with_zone("ann", damaged, number="X1234567"))


def test_the_vendor_did_not_act() -> None:
    assert () == only("mrz_invalid", with_zone("ann", FIRST)).acted


def test_without_documents_nothing_was_checked() -> None:
    ran = [one for one in run(worker("ann", "v")).ran if one.rule == "mrz_invalid"]
    assert ran[0].skipped_because
