"""Blocked status per party, regime and date, and the table by date."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from celtrace.records import Ownership, Span
from judged import AS_OF, SEEN, USES, candidate, contract, judge, owns, party, payment, status

LISTED = Span(date(2021, 12, 10), not_before=date(2021, 12, 9))
REMOVED = Span(date(2022, 12, 9), last_seen=date(2023, 2, 27), until=date(2023, 12, 24))
STATE = "state animation studio of the DPRK"


def test_a_confirmed_row_that_stands_is_listed_with_row_and_day() -> None:
    line = status(judge([], party("v"), candidate("v", LISTED)), "v")
    assert ("listed", "7", date(2021, 12, 10)) == (line.status, line.row, line.since)
    assert "us_ofac_sdn" in line.proof[0].text


def test_a_removed_row_is_no_with_its_history_and_never_in_the_present_tense() -> None:
    line = status(judge([], party("v"), candidate("v", REMOVED)), "v")
    assert "no" == line.status
    assert "was listed from 2022-12-09; absent since 2023-12-24" in line.note
    assert "is listed" not in line.note


def test_a_listing_holds_for_its_own_regime_only() -> None:
    made = judge([], party("v"), candidate("v", LISTED))
    assert ["listed", "no", "no", "no"] == [
        status(made, "v", r).status for r in ("US", "EU", "GB", "UN")
    ]


def test_a_row_of_the_non_sdn_lists_blocks_nobody() -> None:
    line = status(judge([], party("v"), candidate("v", LISTED, list="us_ofac_cons")), "v")
    assert ("no", True) == (line.status, "blocks nobody" in line.note)


def test_by_definition_needs_no_row_and_holds_in_us_law_only() -> None:
    made = judge([], party("v", declared=STATE), uses=())
    assert ("by-definition", "not-checked") == (
        status(made, "v").status, status(made, "v", "EU").status,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("percent", "expected"),
    [("51", "by-definition"), ("50", "by-50-percent-rule"), ("49", "may-be")],
)
def test_majority_owned_by_the_state_is_by_definition(percent: str, expected: str) -> None:
    made = judge([], party("s", declared=STATE), party("v"), owns("s", "v", percent))
    assert expected == status(made, "v").status


def test_a_cascade_from_a_listed_owner_comes_with_its_proof() -> None:
    records = (party("x"), party("a"), party("b"), owns("x", "a", "50"), owns("a", "b", "50"))
    line = status(judge([], *records, candidate("x", LISTED)), "b")
    assert "by-50-percent-rule" == line.status
    steps = ["A: X 50 % of shares (at least 50 %).", "B: A 50 % of shares (at least 50 %)."]
    assert ["X is row 7 of us_ofac_sdn.", *steps] == [step.text for step in line.proof]
    assert line.proof[1].refs[0].startswith("ownership:")


def test_what_is_open_names_the_document_that_closes_it() -> None:
    band = Ownership(seen=SEEN, owner="x", asset="v", low=25, high=50)
    made = judge([], party("x"), party("v"), band, candidate("x", LISTED))
    assert ("may-be", True) == (
        status(made, "v").status,
        "register extract" in status(made, "v").note,
    )


def test_a_seat_in_the_dprk_alone_asks_who_owns_it() -> None:
    line = status(judge([], party("v", country="KP")), "v")
    assert ("may-be", True) == (line.status, "Who owns the party?" in line.note)


def test_gb_control_is_open_and_us_control_is_no() -> None:
    control = Ownership(seen=SEEN, owner="x", asset="v", form="control")
    rows = (candidate("x", LISTED), candidate("x", LISTED, regime="GB"))
    made = judge([], party("x"), party("v"), control, *rows)
    assert ("no", "may-be") == (status(made, "v").status, status(made, "v", "GB").status)


def test_the_un_has_no_50_percent_rule_and_says_so() -> None:
    records = (party("x"), party("v"), owns("x", "v", "100"), candidate("x", LISTED, regime="UN"))
    line = status(judge([], *records), "v", "UN")
    assert ("no", True) == (line.status, "no 50 % rule" in line.note)


def test_a_list_deliberately_left_out_is_not_checked_and_says_why() -> None:
    pinned = msgspec.structs.replace(USES[2], snapshot=None, note="deliberately not checked")
    line = status(judge([], party("v"), uses=(*USES[:2], pinned)), "v", "GB")
    assert ("not-checked", True) == (line.status, "deliberately not checked" in line.note)


def test_a_partial_snapshot_is_told() -> None:
    part = msgspec.structs.replace(USES[0], fullness="extract")
    assert "partial (extract)" in status(judge([], party("v"), uses=(part,)), "v").note


def test_an_open_candidate_is_counted_in_the_note() -> None:
    made = judge([], party("v"), candidate("v", LISTED, by="name", state="open"))
    assert "1 open candidate waits" in status(made, "v").note


def test_the_eu_line_moved_in_july_2024() -> None:
    records = (party("x"), party("v"), owns("x", "v", "50"), owns("f", "v", "50"), party("f"),
               candidate("x", LISTED, regime="EU"))  # fmt: skip
    before, after = (judge([], *records, as_of=day) for day in (date(2024, 7, 2), date(2024, 7, 3)))
    assert ("no", "by-50-percent-rule") == (
        status(before, "v", "EU").status, status(after, "v", "EU").status,
    )  # fmt: skip


# --- the table by date ------------------------------------------------------------------------


def on(made: object, id_: str) -> dict[date, tuple[str, bool]]:
    lines = made.history  # type: ignore[attr-defined] - an assessment
    return {h.day: (h.status, h.by_name) for h in lines if (h.party, h.regime) == (id_, "US")}


def test_payments_before_the_row_show_that_names_alone_would_have_passed() -> None:
    records = (
        party("us"), party("sek", declared=STATE), candidate("sek", LISTED),
        contract("c", "us", "sek"),
        payment("p1", "front", "1", contract="c", date=date(2019, 5, 2)),
        payment("p2", "front", "1", contract="c", date=date(2021, 11, 30)),
    )  # fmt: skip
    assert {
        date(2019, 5, 2): ("by-definition", False),
        date(2021, 11, 30): ("by-definition", False),
        LISTED.not_before: ("by-definition", False),
        date(2021, 12, 10): ("listed", True),
        AS_OF: ("listed", True),
    } == on(judge([], *records), "sek")


def test_the_days_of_a_contract_are_shown_where_its_payments_have_none() -> None:
    signed = contract("c", "us", "sek", date=date(2019, 7, 1), until=date(2021, 11, 30))
    made = judge([], party("sek", declared=STATE), signed, candidate("sek", LISTED))
    shown = on(made, "sek")
    assert ("by-definition", False) == shown[date(2019, 7, 1)]
    assert ("listed", True) == shown[date(2021, 12, 10)]
    assert "Also blocked by definition" in status(made, "sek").note


def test_a_removed_party_has_the_days_of_its_listing() -> None:
    made = judge([], party("v"), candidate("v", REMOVED))
    gone = ("no", False)
    days = {date(2022, 12, 9): ("listed", True), date(2023, 12, 24): gone, AS_OF: gone}
    assert days == on(made, "v")


def test_a_divested_stake_is_shown_on_the_days_it_began_and_ended() -> None:
    stake = owns("x", "v", "60", since=date(2022, 1, 1), until=date(2023, 6, 30))
    rest = (owns("f", "v", "40"), owns("g", "v", "60", since=date(2023, 7, 1)))
    made = judge([], party("x"), party("v"), stake, *rest, candidate("x", LISTED))
    shown = on(made, "v")
    assert "by-50-percent-rule" == shown[date(2022, 1, 1)][0]
    assert "no" == shown[date(2023, 7, 1)][0]


def test_parties_with_nothing_to_tell_and_days_to_come_have_no_lines() -> None:
    later = Span(date(2023, 1, 1), until=date(2099, 1, 1))
    made = judge([], party("u"), party("v"), candidate("v", later))
    assert {"v"} == {line.party for line in made.history}
    assert max(line.day for line in made.history) == AS_OF
