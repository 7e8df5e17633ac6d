from __future__ import annotations

import msgspec

from celtrace.findings import Ran
from celtrace.ports import View
from celtrace.records import Digest, Evidence, Problem
from celtrace.report.content import ColumnReading, ReportContent, TableReading, build
from celtrace.weigh.assessment import Assessment
from reports import group, section, table, text

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
