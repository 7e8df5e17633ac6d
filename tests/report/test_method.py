"""The method and the lists used: what was looked at, and what was not."""

from __future__ import annotations

from datetime import date

import pytest

from celtrace.listing import ListUse
from celtrace.report.document import Table
from celtrace.report.method import method, sources
from celtrace.report.wording import TIERS
from judged import finding
from report.small import bare, material, said
from reports import table

DAY = date(2024, 6, 1)


def listed(*uses: ListUse) -> list[list[str]]:
    return table(sources(material(bare(lists=uses))), "Lists used")


def test_a_list_that_was_not_checked_shows_no_number() -> None:
    """R12: not checked never looks like checked and empty."""
    (row,) = listed(ListUse("gb_fcdo", "GB", None, note="no snapshot"))
    assert ["gb_fcdo", "GB", "not checked", "none", "none", "none", "No snapshot."] == row


def test_a_list_is_named_with_its_day_age_size_and_digest() -> None:
    (row,) = listed(ListUse("us_ofac_sdn", "US", DAY, 12345, "d" * 64, 1))
    assert ["us_ofac_sdn", "US", "2024-06-01, 1 day old", "12,345", "full", "d" * 64, "none"] == row


@pytest.mark.parametrize(("shown", "age"), [("0 days", 0), ("1 day", 1), ("1,200 days", 1200)])
def test_the_age_is_counted_in_days(shown: str, age: int) -> None:
    assert f"2024-06-01, {shown} old" == listed(ListUse("x", "", DAY, 1, "d", age))[0][2]


def test_an_age_that_is_not_known_is_left_out() -> None:
    assert "2024-06-01" == listed(ListUse("x", "", DAY, 1, "d"))[0][2]


def test_an_empty_list_shows_nought_and_not_none() -> None:
    assert "0" == listed(ListUse("x", "US", DAY, 0, "d", 1))[0][3]


def test_a_partial_list_says_so() -> None:
    assert "primaries only" == listed(ListUse("x", "US", DAY, 9, "d", 1, "primaries-only"))[0][4]


def test_no_list_at_all_is_said_in_words() -> None:
    assert "No list was used." in said(sources(material(bare())))


def test_every_quoted_file_stands_once_with_its_whole_digest() -> None:
    found = (finding("party:v"), finding("party:w"))
    rows = table(sources(material(bare(), findings=found)), "Digests of quoted files (1)")
    assert [["0" * 64, "sheet.csv"]] == rows


def test_where_nothing_is_quoted_there_is_no_table_of_digests() -> None:
    assert [] == [b for b in sources(material(bare())).blocks if isinstance(b, Table)]


@pytest.mark.parametrize("tier", TIERS)
def test_every_tier_is_explained(tier: int) -> None:
    assert f"tier {tier}: {TIERS[tier]}. " in said(method(material(bare())))


def test_people_decide_and_whoever_is_named_may_answer() -> None:
    """R10: no automatic adverse action; a name, a time, a reason, a right to answer."""
    text = said(method(material(bare())))
    for part in ("takes no decision", "a name, a time and a reason", "asked and to answer"):
        assert part in text


def test_background_is_said_to_weigh_nothing() -> None:
    """R2: language and geography form a ninth group with weight zero."""
    text = said(method(material(bare())))
    assert "background (language, script, names, places, allowed VPNs), has the weight zero" in text


def test_the_report_names_the_dossier_and_the_program_it_was_made_with() -> None:
    text = said(method(material(bare(celtrace="9.9.9"))))
    assert "Made by Celtrace 9.9.9 for 2024-06-01. Digest of the dossier: " + "d" * 64 in text
