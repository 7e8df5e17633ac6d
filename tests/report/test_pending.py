from __future__ import annotations

from celtrace.report.content import ReportContent
from reports import section, table, text


def test_cuts_to_check_are_named_and_counted(content: ReportContent) -> None:
    rows = table(section(content, "cuts"), "Cuts to check or redo: 2")
    assert ["2", "ep05_c101, ep05_c102"] == rows[0][1:]


def test_a_found_drawing_stands_beside_its_cut(content: ReportContent) -> None:
    row = table(section(content, "cuts"), "Found drawings")[0]
    assert ["ep05_c101", "0.973", "2023-11-02", "confirmed", "geometric"] == row[1:]


def test_open_names_come_before_rejected_ones_each_with_its_reason(content: ReportContent) -> None:
    names = section(content, "candidates")
    assert "Nobody has settled it yet." == table(names, "Open (1)")[0][5]
    assert "Another year of birth." == table(names, "Rejected (1)")[0][5]
    assert text(names).index("Open (1)") < text(names).index("Rejected (1)")


def test_a_claim_names_who_says_it_when_and_where(content: ReportContent) -> None:
    origin = table(section(content, "claims"), "2 statements, of them 1 denial")[0][2]
    assert "A newspaper, 2024-04-22 https://example.org/report?a=1&b=2" == origin
