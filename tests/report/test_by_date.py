"""The same status on other days: every answer shown, none taken for another."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from celtrace.report.by_date import ACROSS, by_date
from celtrace.report.document import Group, Table, every_block
from celtrace.weigh.assessment import StatusOn
from report.small import bare, material, on, party, said

FEW = settings(max_examples=40, deadline=None)
PARTIES = (party("sek", "SEK Studio"), party("v", "Vendor"), party("w", "Workshop"))
STATUSES = ("listed", "by-50-percent-rule", "by-definition", "may-be", "no", "not-checked")
LINES = st.builds(
    on, st.sampled_from(["2020-01-01", "2021-12-10", "2024-06-01"]),
    st.sampled_from(["sek", "v", "w"]), st.sampled_from(STATUSES),
    st.sampled_from(["US", "EU"]),
)  # fmt: skip


def shown(*history: StatusOn) -> tuple[Group, ...]:
    return tuple(by_date(material(bare(history=history), *PARTIES)))  # type: ignore[arg-type]


def rows(*history: StatusOn) -> dict[str, list[str]]:
    tables = [b for b in every_block(shown(*history)) if isinstance(b, Table)]
    found: dict[str, list[str]] = {}
    for row in (row for table in tables for row in table.rows):
        found.setdefault(said(row.cells[0]), []).extend(said(cell) for cell in row.cells[1:])
    return found


def test_without_a_history_there_is_no_table() -> None:
    assert () == shown()


def test_the_rule_s_answer_stands_over_that_of_the_name() -> None:
    found = rows(on("2020-01-01", "sek", "by-definition"))
    assert {"SEK Studio, US": ["blocked by definition\nby name alone: nothing shown"]} == found


def test_what_a_check_of_names_would_have_missed_has_weight() -> None:
    """One settled case shows that name screening alone would have passed."""
    (made,) = shown(on("2020-01-01", "sek", "by-definition"))
    forms = {s.text: s.form for b in every_block((made,)) if isinstance(b, Table)
             for s in b.rows[0].cells[1]}  # fmt: skip
    assert "strong" == forms["by name alone: nothing shown"]


@pytest.mark.parametrize(("status", "by_name"), [("listed", True), ("no", True), ("may-be", False)])
def test_what_the_name_alone_shows_or_nobody_is_blocked_by_steps_back(
    status: str, *, by_name: bool
) -> None:
    (made,) = shown(on("2020-01-01", "sek", status, by_name=by_name))
    table = next(b for b in every_block((made,)) if isinstance(b, Table))
    assert "soft" == table.rows[0].cells[1][-1].form


def test_where_nobody_looked_nothing_is_said_of_the_name() -> None:
    found = rows(on("2020-01-01", "sek", "not-checked"), on("2021-01-01", "sek", "listed"))
    assert "not checked" == found["SEK Studio, US"][0]


def test_a_day_that_was_not_worked_out_is_said_to_be_so() -> None:
    found = rows(on("2020-01-01", "sek", "listed"), on("2021-01-01", "v", "listed"))
    assert "not worked out" == found["SEK Studio, US"][1] == found["Vendor, US"][0]


def test_parties_of_whom_no_day_shows_anything_are_named_once_with_their_regimes() -> None:
    quiet = [on("2020-01-01", id_, "no", regime) for id_ in ("v", "w") for regime in ("US", "EU")]
    text = said(shown(*quiet))
    assert "nothing is shown or nothing was checked under EU and US for: Vendor; Workshop." in text
    assert "no, on the snapshots seen" not in text


def test_a_name_that_was_shown_is_told_even_where_the_rule_says_no() -> None:
    """A delisted party is `no` after removal, with the history line (weighing.md)."""
    found = rows(on("2020-01-01", "v", "no", by_name=True))
    assert {"Vendor, US": ["no, on the snapshots seen\nby name alone: shown"]} == found


def test_days_stand_in_order_and_four_beside_each_other() -> None:
    days = [f"202{n}-01-01" for n in (5, 1, 3, 0, 4, 2)]
    (made,) = shown(*(on(day, "sek", "listed") for day in days))
    heads = [b.heads[1:] for b in made.blocks if isinstance(b, Table)]
    assert [tuple(sorted(days)[:ACROSS]), tuple(sorted(days)[ACROSS:])] == heads


def test_a_note_is_given_with_the_party_and_the_day() -> None:
    text = said(shown(on("2020-01-01", "sek", "listed", note="under two spellings")))
    assert "Under two spellings. So for SEK Studio on 2020-01-01." in text


@FEW
@given(st.lists(LINES, max_size=9, unique_by=lambda one: (one.party, one.regime, one.day)))
def test_every_party_and_regime_stands_in_the_table_or_in_the_sentence_below(
    history: list[StatusOn],
) -> None:
    names = {one.id: one.name for one in PARTIES}
    text = said(shown(*history))
    told = rows(*history)
    for line in history:
        assert f"{names[line.party]}, {line.regime}" in told or names[line.party] in text


@FEW
@given(st.lists(LINES, max_size=9, unique_by=lambda one: (one.party, one.regime, one.day)),
       st.integers(0, 9))  # fmt: skip
def test_the_order_of_the_lines_does_not_show(history: list[StatusOn], seed: int) -> None:
    mixed = list(history)
    random.Random(seed).shuffle(mixed)  # noqa: S311 - shuffles a test
    assert shown(*history) == shown(*mixed)
