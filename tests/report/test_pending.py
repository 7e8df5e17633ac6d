from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from celtrace.report.content import ReportContent
from celtrace.report.document import Section
from celtrace.weigh.assessment import CandidateLine, ClaimLine, MatchLine, Redo
from report import small
from reports import section, table, text


def test_cuts_to_check_are_named_and_counted(content: ReportContent) -> None:
    rows = table(section(content, "cuts"), "Cuts to check or redo: 2")
    assert ["2", "ep05_c101, ep05_c102"] == rows[0][1:]


def test_a_found_drawing_stands_beside_its_cut(content: ReportContent) -> None:
    row = table(section(content, "cuts"), "Found drawings")[0]
    assert ["ep05_c101", "0.973 alike", "2023-11-02", "confirmed", "geometric"] == row[1:]


def test_open_names_come_before_rejected_ones_each_with_its_reason(content: ReportContent) -> None:
    names = section(content, "candidates")
    assert "Nobody has settled it yet." == table(names, "Open (1)")[0][5]
    assert "Another year of birth." == table(names, "Rejected (1)")[0][5]
    assert text(names).index("Open (1)") < text(names).index("Rejected (1)")


def test_a_claim_names_who_says_it_when_and_where(content: ReportContent) -> None:
    origin = table(section(content, "claims"), "2 statements, of them 1 denial")[0][2]
    assert "A newspaper, 2024-04-22 https://example.org/report?a=1&b=2" == origin


# --- names to settle --------------------------------------------------------------------


def line(party: str, score: float, state: str = "open", **more: Any) -> CandidateLine:
    given = {"list": "l", "row": "7", "names": ("A", "B"), "because": "", **more}
    return CandidateLine(party=party, score=score, state=state, **given)


def candidates(*lines: CandidateLine) -> Section:
    return section(small.made(small.bare(candidates=lines)), "candidates")


def test_the_most_alike_names_stand_first() -> None:
    rows = table(candidates(line("a", 0.8), line("b", 0.99), line("c", 0.9)), "Open (3)")
    assert [["b", "0.99"], ["c", "0.90"], ["a", "0.80"]] == [[row[0], row[4]] for row in rows]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_candidates_does_not_show(seed: int) -> None:
    lines = [line(p, s, row=r) for p in "ab" for s in (0.8, 0.9) for r in ("1", "2")]
    mixed = list(lines)
    random.Random(seed).shuffle(mixed)  # noqa: S311 - shuffles a test
    assert candidates(*lines) == candidates(*mixed)


def test_how_alike_is_said_to_be_no_likelihood() -> None:
    text = small.said(candidates(line("a", 0.9)))
    assert "says nothing about how likely they mean the same" in text
    assert "%" not in text


def test_both_names_stand_as_they_were_written() -> None:
    rows = table(candidates(line("a", 0.9, names=("조선 <b>", "Chosŏn"))), "Open (1)")
    assert ["조선 <b>", "Chosŏn", "l 7"] == rows[0][1:4]


# --- cuts -------------------------------------------------------------------------------


def cut(**more: Any) -> MatchLine:
    given = {"file": "a.png", "digest": "0" * 64, "cut": "ep05_c101", "score": None, "proof": "p",
             "first_seen": None, "last_seen": None, "reviewer": ""}  # fmt: skip
    return MatchLine(**{**given, **more})


@pytest.mark.parametrize(
    ("column", "shown", "more"),
    [
        (2, "not measured", {}),
        (2, "0.000 alike", {"score": 0.0}),
        (2, "56 strokes agree", {"score": 56.0}),
        (3, "not dated", {}),
        (3, "2024-06-01", {"last_seen": small.DAY}),
        (3, "2024-06-01", {"first_seen": small.DAY, "last_seen": small.DAY}),
        (3, "2023-01-02 to 2024-06-01", {"first_seen": date(2023, 1, 2), "last_seen": small.DAY}),
        (4, "open", {}),
        (4, "rejected", {"reviewer": "rejected"}),
    ],
)
def test_what_is_not_known_of_a_drawing_is_not_made_up(
    column: int, shown: str, more: dict[str, Any]
) -> None:
    made = section(small.made(small.bare(matches=(cut(**more),))), "cuts")
    assert shown == table(made, "Found drawings")[0][column]


def test_cuts_of_several_lots_are_added_up() -> None:
    redo = (Redo("lot:a", ("c1", "c2"), 2), Redo("contract:b", ("c3",), 1))
    rows = table(section(small.made(small.bare(redo=redo)), "cuts"), "Cuts to check or redo: 3")
    assert [["Lot a", "2", "c1, c2"], ["Contract b", "1", "c3"]] == rows


# --- what is said elsewhere -------------------------------------------------------------


def claim(id_: str, status: str, on: date | None = None, **more: Any) -> ClaimLine:
    given = {"about": "v", "statement": f"statement {id_}", "by": "", **more}
    return ClaimLine(id=id_, status=status, date=on, **given)


def said_of(*claims: ClaimLine) -> list[list[str]]:
    return table(section(small.made(small.bare(claims=claims)), "claims"), f"{len(claims)} statem")


def test_claims_stand_by_date_and_denials_after_what_they_deny() -> None:
    found = said_of(
        claim("d", "denied", date(2020, 1, 1)), claim("c", "reported"),
        claim("b", "alleged", date(2024, 1, 2)), claim("a", "settled", date(2023, 1, 1)),
    )  # fmt: skip
    order = ["settled: statement a", "alleged: statement b", "reported: statement c",
             "denied: statement d"]  # fmt: skip
    assert order == [row[1] for row in found]


def test_a_claim_without_a_speaker_says_that_none_is_named() -> None:
    assert "source not named" == said_of(claim("a", "reported"))[0][2]


def test_a_statement_is_quoted_to_the_letter() -> None:
    hostile = "<script>\u202e {x} *b*"
    assert f"reported: {hostile}" == said_of(claim("a", "reported", statement=hostile))[0][1]


def test_a_claim_never_moves_a_tier_and_the_report_says_so() -> None:
    text = small.said(section(small.made(small.bare(claims=(claim("a", "alleged"),))), "claims"))
    assert "Never counted. What others say is shown with its status and moves no tier." in text
