from __future__ import annotations

import random
from typing import Any

import msgspec
import pytest

from celtrace.findings import Ran
from celtrace.listing import ListUse
from celtrace.ports import View
from celtrace.records import Digest, Evidence, Problem
from celtrace.report.content import ColumnReading, ReportContent, TableReading, build
from celtrace.weigh.assessment import Assessment, Indicators
from report import small
from reports import group, section, table, text


def small_use(fullness: Any, note: str = "") -> ListUse:
    return ListUse("x", "US", small.DAY, 9, "d", 1, fullness, note)


SEEN = Evidence(Digest("0" * 64), "a.log", "line 1", "", "sshd")


def problem(source: str, place: str) -> Problem:
    return Problem(seen=SEEN, source=source, place=place, reason="no date", consequence="left out")


def test_an_empty_run_does_not_look_like_a_clean_one(judged: Assessment, view: View) -> None:
    bare = msgspec.structs.replace(judged, lists=())
    unknown = text(section(build(bare, (), (), (), view), "unknown"))
    assert "No list was checked." in unknown
    assert "It is not recorded which rules ran." in unknown


def test_a_whole_that_is_not_known_is_not_made_up(judged: Assessment, view: View) -> None:
    content = build(judged, (), (problem("a.log", "line 7"),), (), view)
    said = text(group(content, "unknown-problems"))
    assert "1 place not read; how many there are in all is not known." in said


def test_every_problem_stands_in_the_table(judged: Assessment, view: View) -> None:
    problems = tuple(problem("a.log", f"line {n}") for n in range(50))
    content = build(judged, (), problems, (), view)
    rows = table(group(content, "unknown-problems"), "Problems (50)")
    assert 50 == len(rows)
    assert "Left out." == rows[0][2]


def test_rules_that_had_nothing_to_look_at_stand_apart(content: ReportContent) -> None:
    clear = group(content, "unknown-clear")
    assert [["price under band", "12"]] == table(clear, "Looked, and found nothing")
    assert "Ran with nothing to look at: " in text(clear)
    assert "shared author" in text(clear)


def test_a_rule_that_found_something_is_not_listed_as_clear(judged: Assessment, view: View) -> None:
    content = build(judged, (), (), (Ran("payee_not_contractor", 3, 1),), view)
    assert "Rules that ran and found nothing" not in text(section(content, "unknown"))


def test_headers_say_what_they_were_taken_for(judged: Assessment, view: View) -> None:
    columns = (ColumnReading("Name", "name"), ColumnReading("Firma", "aliases", "by mapping"),
               ColumnReading("Mood", ""))  # fmt: skip
    reading = TableReading("v.csv", "", "parties", 12, columns)
    content = build(judged, (), (), (), view, (reading,))
    rows = table(group(content, "unknown-headers"), "Headers")
    assert [
        ["v.csv 12 rows as parties", "as written: name; Firma → aliases (by mapping)", "Mood"]
    ] == rows


def test_a_red_flag_is_given_in_words_with_how_it_stands(content: ReportContent) -> None:
    rows = table(group(content, "unknown-flags"), "Published red flags")
    assert {
        "I001": "looked for by a rule",
        "I036": "not visible in any data handed in",
        "I040": "only a person can see it, and nobody recorded it",
    } == {row[2]: row[1] for row in rows}
    assert all(row[0] and row[0] != row[2] for row in rows)


# --- each gap by itself -----------------------------------------------------------------


def told(**changed: Any) -> str:
    return small.said(section(small.made(small.bare(**changed)), "unknown"))


@pytest.mark.parametrize(
    ("said", "use"),
    [
        ("gb_fcdo: not checked. No snapshot.", ListUse("gb_fcdo", "GB", None, note="no snapshot")),
        ("x, snapshot 2024-06-01: partial (names only). ", small_use("names-only")),
        ("x, snapshot 2024-06-01: partial (extract). ", small_use("extract")),
        ("x, snapshot 2024-06-01: note. Pinned.", small_use("full", "pinned")),
    ],
)
def test_a_list_that_was_not_checked_in_full_says_how(said: str, use: ListUse) -> None:
    assert said in told(lists=(use,))


def test_lists_that_were_all_checked_in_full_are_said_to_be() -> None:
    assert "All lists asked for were checked in full" in told(lists=(small_use("full"),))


def test_one_list_that_was_not_takes_that_sentence_away() -> None:
    uses = (small_use("full"), ListUse("gb_fcdo", "GB", None))
    assert "checked in full; see" not in told(lists=uses)


def test_an_open_status_names_the_paper_that_would_settle_it_or_says_that_none_is_named() -> None:
    lines = (small.blocked("v", "may-be", note="the register extract"),
             small.blocked("w", "may-be"))  # fmt: skip
    text = told(blocked=lines)
    assert "v, US: The register extract." in text
    assert "w, US: No paper is named that would settle it." in text


def test_a_rule_that_did_not_run_is_not_among_those_that_found_nothing() -> None:
    """R12: "checked and clear" and "not checked" never look alike."""
    ran = (Ran("capacity_exceeded", 0, 0, "no norm was given"), Ran("price_under_band", 3, 0))
    content = small.made(small.bare(), ran=ran)
    assert [["capacity exceeded", "No norm was given."]] == table(
        group(content, "unknown-rules"), "Not run, so nothing can be said (1)"
    )
    assert "capacity" not in small.said(group(content, "unknown-clear"))


@pytest.mark.parametrize("seed", range(3))
def test_the_order_in_which_problems_were_met_does_not_show(seed: int) -> None:
    problems = [small.problem(f, f"line {n}", r) for f in "ab" for n in range(3) for r in "xy"]
    mixed = list(problems)
    random.Random(seed).shuffle(mixed)  # noqa: S311 - shuffles a test
    assert small.made(small.bare(), problems=problems) == small.made(small.bare(), problems=mixed)


def test_problems_are_counted_by_file() -> None:
    problems = [small.problem("a.csv", f"line {n}") for n in range(3)]
    problems.append(small.problem("b.csv", "line 1"))
    text = small.said(section(small.made(small.bare(), problems=problems), "unknown"))
    assert "a.csv: 3 places not read" in text
    assert "b.csv: 1 place not read" in text


def test_a_run_without_problems_says_so() -> None:
    assert "Every file handed in was read without a problem." in told()


@pytest.mark.parametrize("field", ["recorded", "detector", "open", "not_visible"])
def test_a_red_flag_of_which_no_words_are_known_is_shown_by_its_id(field: str) -> None:
    rows = table(
        group(small.made(small.bare(indicators=Indicators(**{field: ("I999",)}))), "unknown-flags"),
        "Published red flags (1)",
    )
    assert ("I999", "I999") == (rows[0][0], rows[0][2])


def test_a_header_that_was_passed_over_is_named_to_the_letter() -> None:
    columns = (ColumnReading("<b>Bank & Co</b>\u202e", ""),)
    reading = TableReading("v.csv", "Sheet 1", "parties", 1, columns)
    content = build(small.bare(), (), (), (), small.view(), (reading,))
    rows = table(group(content, "unknown-headers"), "Headers")
    assert [["v.csv [Sheet 1] 1 row as parties", "none", "<b>Bank & Co</b>\u202e"]] == rows
