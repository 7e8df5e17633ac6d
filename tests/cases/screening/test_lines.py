"""What a screening says of one party: the order of candidates, the cells, and what is safe."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.cases.screening.lines import COLUMNS, escaped, flat, party_line, ranked, span_text
from celtrace.cases.screening.screener import Screener, Suggestion
from celtrace.cases.screening.sheets import SheetRow
from celtrace.records import Candidate, Identifier, Span
from judged import candidate
from screened import entity, party, state


def rated(score: float, given: str, row: str = "7", list_: str = "us_ofac_sdn") -> Candidate:
    made = candidate("p", state=given, row=row, list=list_)
    return msgspec.structs.replace(made, score=score)


@pytest.mark.parametrize(
    ("expected", "limit"),
    [
        ([], 0),
        ([("confirmed", 0.8)], 1),
        ([("confirmed", 0.8), ("open", 0.95), ("open", 0.9), ("rejected", 1.0)], 9),
    ],
)
def test_confirmed_comes_before_open_before_rejected_then_the_score(
    expected: list[tuple[str, float]], limit: int
) -> None:
    made = [
        rated(0.9, "open"),
        rated(1.0, "rejected"),
        rated(0.8, "confirmed"),
        rated(0.95, "open"),
    ]
    for order in (made, made[::-1]):
        assert expected == [(one.state, one.score) for one in ranked(order, limit)]


def test_equal_scores_are_in_order_of_list_and_row() -> None:
    made = [rated(1, "open", "9"), rated(1, "open", "10"), rated(1, "open", "1", "eu_fsf")]
    assert [("eu_fsf", "1"), ("us_ofac_sdn", "10"), ("us_ofac_sdn", "9")] == [
        (one.list, one.row) for one in ranked(made, 9)
    ]


@pytest.mark.parametrize(
    ("expected", "span"),
    [
        ("from 2024-01-01", Span(date(2024, 1, 1))),
        (
            "from 2022-01-01, absent since 2023-05-01",
            Span(date(2022, 1, 1), until=date(2023, 5, 1)),
        ),
    ],
)
def test_when_a_row_stood_is_said_in_words(expected: str, span: Span) -> None:
    assert expected == span_text(span)


@pytest.mark.parametrize(
    ("expected", "cell"),
    [
        ("'=1+1", "=1+1"), ("'+1", "+1"), ("'-1", "-1"), ("'@SUM(A1)", "@SUM(A1)"),
        ("'\t=1", "\t=1"), ("'\r=1", "\r=1"), ("House", "House"), ("", ""), ("a=1", "a=1"),
        (" =1", " =1"), ("'=1", "'=1"), (-1.5, -1.5), (0, 0), ("1-2", "1-2"),
    ],
)  # fmt: skip
def test_no_cell_is_taken_for_a_formula(expected: str | float, cell: str | float) -> None:
    assert expected == escaped(cell)


@given(st.text())
def test_a_cell_keeps_its_text_and_never_begins_like_a_formula(text: str) -> None:
    assert escaped(text) in (text, f"'{text}")
    assert not str(escaped(text)).startswith(("=", "+", "-", "@", "\t", "\r"))


def row_of(name: str = "House", **fields: Any) -> SheetRow:
    return SheetRow(party(name), "line 2", **fields)


def cells(row: SheetRow, *found: Candidate, limit: int = 9) -> list[dict[str, str | float]]:
    """The rows of a sheet for one party, by column."""
    screener = Screener.of(state(entity("7", "House")))
    line = party_line(row, found, screener, limit)
    plain = msgspec.json.decode(msgspec.json.encode(line))
    return [dict(zip(COLUMNS, one, strict=True)) for one in flat(plain)]


@pytest.mark.parametrize(
    ("expected", "name"),
    [("no row like it on the snapshots seen", "House"), ("not screened", "")],
)
def test_a_party_without_candidates_has_a_row_that_says_so(expected: str, name: str) -> None:
    [one] = cells(row_of(name))
    assert ("line 2", "p", name, expected) == tuple(
        one[column] for column in ("place", "id", "name", "state")
    )
    assert {""} == {one[column] for column in COLUMNS[4:]}


def test_every_candidate_has_a_row_of_its_own() -> None:
    made = cells(row_of(), rated(1, "open"), rated(0.9, "rejected"))
    assert [("open", 1), ("rejected", 0.9)] == [(one["state"], one["score"]) for one in made]


@pytest.mark.parametrize(("expected", "limit"), [("2 more rows are not shown", 1), ("", 3)])
def test_rows_beyond_the_limit_are_counted(expected: str, limit: int) -> None:
    made = cells(row_of(), *[rated(1, "open", str(n)) for n in range(3)], limit=limit)
    assert [expected] * limit == [one["notes"] for one in made]


@pytest.mark.parametrize(
    ("expected", "fields"),
    [
        ("", {}),
        ("first; second", {"notes": ("first", "second")}),
        (
            "said; imo 9074729 found at line 2, column `remark`",
            {
                "notes": ("said",),
                "suggested": (Suggestion(Identifier("imo", "9074729"), "line 2, column `remark`"),),
            },
        ),
    ],
)
def test_notes_and_numbers_found_in_remarks_stand_in_one_cell(
    expected: str, fields: dict[str, Any]
) -> None:
    assert [expected] == [one["notes"] for one in cells(row_of(**fields))]


@pytest.mark.parametrize(
    ("expected", "list_", "row"),
    [("yes", "us_ofac_sdn", "7"), ("", "us_ofac_sdn", "not there"), ("", "eu_fsf", "7")],
    ids=["of OFAC", "no such row", "another publisher"],
)
def test_what_ofac_would_show_is_said_of_its_own_rows_only(
    expected: str, list_: str, row: str
) -> None:
    one = msgspec.structs.replace(rated(1, "open", row, list_), names=("House", "House"))
    assert [expected] == [line["shown by OFAC at 100"] for line in cells(row_of(), one)]
