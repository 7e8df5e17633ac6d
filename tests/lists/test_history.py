"""The daily history: one snapshot for each day."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from celtrace.errors import ListRefused
from celtrace.listing import Snapshot
from celtrace.lists import us_ofac_sdn
from lists.reading import SAMPLES, Notes, of_text, reasons, snapshots
from samples.make_lists import history

LINES = history().decode().splitlines(keepends=True)


def read(*lines: str) -> tuple[list[Snapshot], Notes]:
    return of_text(us_ofac_sdn, "h.jsonl", "".join(lines))


def rows(found: list[Snapshot]) -> list[tuple[dt.date | None, list[str]]]:
    return [(s.date, [e.row for e in s.entries]) for s in found]


def test_last_version_of_a_day_wins_and_an_empty_version_is_passed_over() -> None:
    found, notes = snapshots(us_ofac_sdn, SAMPLES / "us_ofac_sdn" / "history" / "sdn_history.jsonl")
    expected = [
        (dt.date(2031, 1, 1), ["90001"]),
        (dt.date(2031, 1, 3), ["90001", "90003"]),
        (dt.date(2031, 1, 4), ["90001"]),
    ]
    assert expected == rows(found)
    assert ["a version without any row (once)"] == reasons(notes)


def test_entries_that_stay_are_one_and_the_same_object() -> None:
    found, _ = read(*LINES)
    assert found[0].entries[0] is found[-1].entries[0]


def test_snapshot_names_the_version_and_the_digest_of_its_file() -> None:
    assert f"version c0, SHA-256 of its SDN.CSV {'0' * 64}" == read(*LINES)[0][0].said


def test_entry_is_cited_with_the_version_it_came_with() -> None:
    entry = read(*LINES)[0][1].entries[1]
    assert "uid 90003, version 2031-01-03, line 4" == entry.seen.place
    assert entry.seen.quote.startswith('90003,"CRANE"')


def test_row_taken_away_that_did_not_stand_is_noted() -> None:
    _, notes = read(LINES[0], LINES[4])
    assert ["a row that did not stand is taken away (once)"] == reasons(notes)


def test_row_with_the_wrong_columns_is_left_out_with_a_note() -> None:
    line = json.dumps(
        {"date": "2031-01-02", "commit": "x", "sha256": "", "add": ["1,2"], "del": []}
    )
    found, notes = read(LINES[0], line)
    assert ["90001"] == [e.row for e in found[-1].entries]
    assert ["a row has the wrong columns (once)"] == reasons(notes)


def test_row_id_that_stands_twice_in_a_version_is_noted() -> None:
    twin = json.loads(LINES[0])["base"][0].replace("LANTERN", "ZEBRA")
    line = json.dumps({"date": "2031-01-02", "commit": "x", "sha256": "", "add": [twin]})
    found, notes = read(LINES[0], line)
    assert ["ZEBRA REEL STUDIO"] == [e.name for e in found[-1].entries]
    assert ["a row id stands more than once in a version (once)"] == reasons(notes)


@pytest.mark.parametrize(
    ("sentence", "lines"),
    [
        ("line 2: JSON is malformed|line 2: Input data was truncated", (LINES[0], LINES[1][:40])),
        ("line 3 is older than the line before", (LINES[0], LINES[4], LINES[2])),
        ("none of 1 versions has a row", (LINES[0].replace("90001,", "x,"),)),
    ],
)
def test_broken_history_is_refused_with_the_place(sentence: str, lines: tuple[str, ...]) -> None:
    with pytest.raises(ListRefused, match=sentence):
        read(*lines)


def test_history_without_base_rows_is_refused() -> None:
    with pytest.raises(ListRefused, match="line 1 has no base rows"):
        read('{"date": "2031-01-01", "commit": "c", "sha256": "", "base": []}\n')
