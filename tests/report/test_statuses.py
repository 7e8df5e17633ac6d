from __future__ import annotations

import random
from datetime import date
from time import perf_counter

import msgspec
import pytest

from celtrace.ports import View
from celtrace.report.content import ReportContent, build
from celtrace.report.document import Section, Table, anchors
from celtrace.report.wording import STATUSES
from celtrace.weigh.assessment import Assessment, Blocked, BlockedStatus, Proof, StatusOn
from report import small
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


# --- every answer looks like itself -----------------------------------------------------


def statuses_of(*lines: Blocked, regimes: tuple[str, ...] = ("US", "EU", "GB", "UN")) -> Section:
    desk = small.view(*(small.party(id_) for id_ in ("sek", "v", "w")), regimes=regimes)
    return section(build(small.bare(blocked=lines), (), (), (), desk), "statuses")


@pytest.mark.parametrize("status", STATUSES)
def test_every_answer_has_its_own_words_and_shape(status: BlockedStatus) -> None:
    marks = [s for s in small.spans(statuses_of(small.blocked("sek", status))) if s.mark == status]
    assert {STATUSES[status]} == {span.text for span in marks}


@pytest.mark.parametrize("status", ["listed", "by-50-percent-rule", "by-definition", "may-be"])
def test_an_answer_that_shows_something_leads_to_its_reason(status: str) -> None:
    made = statuses_of(small.blocked("sek", status))
    leads = {span.to for span in small.spans(made) if span.mark == status}
    assert "status-sek.US" in leads
    assert "status-sek.US" in set(anchors((made,)))


def test_a_reason_that_was_not_recorded_is_said_to_be_missing() -> None:
    made = statuses_of(small.blocked("sek", "listed"))
    assert "No further reason is recorded." in small.said(made)


def test_the_steps_of_a_proof_stand_in_their_order() -> None:
    steps = tuple(Proof(f"step {n}", (f"ownership:{n}",)) for n in (3, 1, 2))
    text = small.said(statuses_of(small.blocked("sek", "by-50-percent-rule", proof=steps)))
    assert "Step 3. [ownership:3]Step 1. [ownership:1]Step 2. [ownership:2]" in text


def test_a_no_that_rests_on_steps_shows_them() -> None:
    """Delisted parties are `no` after removal, with the history line (weighing.md)."""
    line = small.blocked("sek", "no", proof=(Proof("the row was removed on 2024-01-10"),))
    assert "The row was removed on 2024-01-10." in small.said(statuses_of(line))


@pytest.mark.parametrize(
    ("columns", "regimes"),
    [(("US", "EU"), ("US", "EU")), (("EU", "US"), ("EU", "US")), (("EU", "US"), ())],
)
def test_regimes_stand_in_the_order_in_which_they_were_asked_for(
    columns: tuple[str, ...], regimes: tuple[str, ...]
) -> None:
    lines = (small.blocked("sek", "listed"), small.blocked("sek", "no", "EU"))
    tables = [b for b in statuses_of(*lines, regimes=regimes).blocks if isinstance(b, Table)]
    assert ("Party", *columns) == tables[0].heads


def test_the_gravest_stand_first_and_equals_by_id() -> None:
    given = {"w": "may-be", "v": "listed", "sek": "listed"}
    made = statuses_of(*(small.blocked(id_, status) for id_, status in given.items()))
    assert ["Sek", "V", "W"] == [row[0] for row in table(made, "Blocked, or open")]


def test_what_the_three_weakest_answers_mean_is_explained() -> None:
    text = small.said(statuses_of(small.blocked("sek", "no")))
    for part in ("nothing shown.", "nobody looked.", "a paper is missing that would settle it."):
        assert part in text


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_lines_does_not_show(seed: int) -> None:
    lines = [small.blocked(p, s, r, note="n") for p in ("sek", "v", "w")
             for r, s in (("US", "may-be"), ("EU", "no"), ("UN", "not-checked"))]  # fmt: skip
    mixed = list(lines)
    random.Random(seed).shuffle(mixed)  # noqa: S311 - shuffles a test
    assert statuses_of(*lines) == statuses_of(*mixed)


def test_tens_of_thousands_of_answers_are_worked_through_in_seconds() -> None:
    lines = [small.blocked(f"p{n}", "listed" if n % 2 else "no", note="n") for n in range(16_000)]
    start = perf_counter()
    statuses_of(*lines)
    assert perf_counter() - start < 5
