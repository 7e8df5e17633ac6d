from __future__ import annotations

from datetime import date

import msgspec
import pytest

from celtrace.ports import View
from celtrace.report.content import ReportContent, build
from celtrace.weigh.assessment import Assessment, Blocked, StatusOn
from reports import group, section, table, text


def made(
    judged: Assessment, view: View, blocked: tuple[Blocked, ...], *history: StatusOn
) -> ReportContent:
    bare = msgspec.structs.replace(judged, subjects=(), blocked=blocked, history=history)
    return build(bare, (), (), (), view)


def test_blocked_parties_stand_in_rows_and_regimes_in_columns(content: ReportContent) -> None:
    rows = table(section(content, "statuses"), "Blocked, or open")
    assert ["조선4.26아동영화촬영소 (SEK)", "listed", "not checked"] == rows[0]


def test_parties_with_nothing_shown_are_counted_and_named(content: ReportContent) -> None:
    rows = table(section(content, "statuses"), "Nothing is shown")
    assert 1 == len(rows)
    assert rows[0][0].startswith("3 parties: ")
    assert "Atelier Tranquille" in rows[0][0]
    assert ["no, on the snapshots seen", "not checked"] == rows[0][1:]


def test_a_regime_nobody_looked_at_is_not_checked_never_no(judged: Assessment, view: View) -> None:
    lines = (Blocked("sek", "US", "no"), Blocked("sub", "EU", "no"))
    rows = table(section(made(judged, view, lines), "statuses"), "Nothing is shown")
    assert {
        ("no, on the snapshots seen", "not checked"),
        ("not checked", "no, on the snapshots seen"),
    } == {tuple(r[1:]) for r in rows}


def test_why_gives_row_days_steps_and_note(judged: Assessment, view: View) -> None:
    line = Blocked("sek", "US", "listed", "33981", date(2021, 12, 10), date(2025, 7, 1), (), "Why.")
    why = text(group(made(judged, view, (line,)), "status-sek.US"))
    for part in ("33981", "2021-12-10", "2025-07-01", "Why."):
        assert part in why


def test_no_status_at_all_is_said(judged: Assessment, view: View) -> None:
    assert "no party was checked" in text(section(made(judged, view, ()), "statuses"))


def test_a_note_that_many_share_is_said_once_with_their_number(
    judged: Assessment, view: View
) -> None:
    lines = tuple(Blocked(f"p{n}", "US", "no", note="the list is partial") for n in range(30))
    said = text(section(made(judged, view, lines), "statuses"))
    assert 1 == said.count("The list is partial.")
    assert "So for 30 parties." in said


@pytest.mark.parametrize(("days", "tables"), [(3, 1), (9, 3)])
def test_many_days_are_split_over_tables(
    judged: Assessment, view: View, days: int, tables: int
) -> None:
    history = (
        StatusOn("sek", "US", date(2020, 1, 1 + n), "listed", by_name=True) for n in range(days)
    )
    content = made(judged, view, (Blocked("sek", "US", "listed"),), *history)
    assert tables == text(group(content, "by-date")).count("Status by date")


def test_a_day_that_was_not_worked_out_is_not_a_no(judged: Assessment, view: View) -> None:
    history = (
        StatusOn("sek", "US", date(2020, 1, 1), "listed", by_name=True),
        StatusOn("sub", "US", date(2021, 1, 1), "may-be", by_name=False),
        StatusOn("sub", "US", date(2020, 1, 1), "not-checked", by_name=False),
    )
    content = made(judged, view, (Blocked("sek", "US", "listed"),), *history)
    rows = {row[0]: row[1:] for row in table(group(content, "by-date"), "Status by date")}
    sek, sub = (next(r for k, r in rows.items() if k.startswith(s)) for s in ("조선", "丹东"))
    assert "not worked out" == sek[1]
    assert "not checked" == sub[0]
    assert "may be blocked: open\nby name alone: nothing shown" == sub[1]
