"""A screening of any length: streamed to a file, resumed after a stop, safe in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import msgspec
import openpyxl
import pytest

from celtrace.cases.screening import run as screen_run
from celtrace.cases.screening.lines import COLUMNS, escaped, ranked
from celtrace.cases.screening.record import check_record
from celtrace.cases.screening.run import CHUNK, Options, Totals, run
from celtrace.cases.screening.screener import Screener
from celtrace.cases.screening.sheets import SheetRow
from celtrace.errors import UsageError
from screened import entity, found, party, person, state

NOW = state(entity("2", "NINGS CARTOON STUDIO"), person("1", "KIM, Chol Su", born=("1970",)))
NAMES = ("Nings Cartoon Studio", "=Kim Chol Su", "", "Zzyzx")


class Rows:
    """Rows that may stop in the middle, as a run that is killed does."""

    digest = "rows"

    def __init__(self, count: int, stop: int = -1) -> None:
        self._count = count
        self._stop = stop
        self.given = 0

    def __iter__(self) -> Iterator[SheetRow]:
        for number in range(self._count):
            if number == self._stop:
                raise KeyboardInterrupt
            self.given += 1
            yield SheetRow(party(NAMES[number % len(NAMES)], f"v{number}"), f"line {number + 2}")


def screened(rows: Rows, out: Path, record: Path | None = None, limit: int = 10) -> Totals:
    return run(rows, NOW, Options(0.8, limit, out, record), lambda *_: None)


def lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_csv_has_a_line_for_every_row_screened_or_not(tmp_path: Path) -> None:
    totals = screened(Rows(4), tmp_path / "out.csv")
    header, *body = lines(tmp_path / "out.csv")
    assert list(COLUMNS) == header
    assert ["open", "open", "not screened", "no row like it on the snapshots seen"] == [
        line[3] for line in body
    ]
    assert (4, 2, 1, {"open": 2}) == (
        totals.parties, totals.with_candidates, totals.not_screened, totals.states
    )  # fmt: skip


def test_what_ofac_would_show_stands_beside_each_row_of_its_lists(tmp_path: Path) -> None:
    screened(Rows(1), tmp_path / "out.csv")
    (line,) = lines(tmp_path / "out.csv")[1:]
    assert ["100", "yes"] == line[14:16]


def test_a_workbook_holds_the_same_and_the_lists(tmp_path: Path) -> None:
    screened(Rows(4), tmp_path / "out.xlsx")
    screened(Rows(4), tmp_path / "out.csv")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    header, *body = [["" if c.value is None else c.value for c in r] for r in book.worksheets[0]]
    assert list(COLUMNS) == header
    in_csv = lines(tmp_path / "out.csv")[1:]
    assert [line[:7] + line[8:14] + line[15:] for line in in_csv] == [
        row[:7] + row[8:14] + row[15:] for row in body
    ]
    assert [[line[at] and float(line[at]) for at in (7, 14)] for line in in_csv] == [
        [row[at] for at in (7, 14)] for row in body
    ]
    assert "us_ofac_sdn" == book["lists"]["A2"].value


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_cell_that_begins_like_a_formula_is_text(value: str) -> None:
    assert f"'{value}" == escaped(value)


@pytest.mark.parametrize("value", ["House = Home", 0.8, "", "김"])
def test_other_cells_stay_as_they_are(value: str | float) -> None:
    assert value == escaped(value)


def test_a_formula_in_a_vendor_name_is_harmless_in_both_files(tmp_path: Path) -> None:
    for name in ("out.csv", "out.xlsx"):
        screened(Rows(2), tmp_path / name)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert "'=Kim Chol Su" == lines(tmp_path / "out.csv")[2][2] == sheet["C3"].value
    assert "s" == sheet["C3"].data_type


@pytest.mark.parametrize("stop", [1, CHUNK, CHUNK + 3, 2 * CHUNK])
def test_a_run_that_was_stopped_goes_on_and_ends_as_if_it_had_not(
    tmp_path: Path, stop: int
) -> None:
    count, whole, parted = 2 * CHUNK + 50, tmp_path / "whole.jsonl", tmp_path / "parted.jsonl"
    records = (tmp_path / "whole.rec", tmp_path / "parted.rec")
    expected = screened(Rows(count), whole, records[0])
    with pytest.raises(KeyboardInterrupt):
        screened(Rows(count, stop), parted, records[1])
    assert not parted.exists()
    assert expected == screened(Rows(count), parted, records[1])
    assert whole.read_bytes() == parted.read_bytes()
    assert records[0].read_bytes() == records[1].read_bytes()
    assert [] == list(check_record(records[1].read_bytes().splitlines()))
    assert {"whole.jsonl", "parted.jsonl", "whole.rec", "parted.rec"} == {
        path.name for path in tmp_path.iterdir()
    }


def test_another_screening_does_not_go_on_with_the_rows_of_the_first(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with pytest.raises(KeyboardInterrupt):
        screened(Rows(2 * CHUNK, CHUNK + 1), out)
    screened(Rows(CHUNK), out, limit=3)
    assert CHUNK == len(out.read_bytes().splitlines())


def test_a_state_whose_lines_are_lost_begins_anew(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with pytest.raises(KeyboardInterrupt):
        screened(Rows(2 * CHUNK, CHUNK + 1), out)
    (tmp_path / "out.jsonl.part").write_bytes(b"")
    screened(Rows(2 * CHUNK), out)
    assert 2 * CHUNK == len(out.read_bytes().splitlines())


@pytest.mark.parametrize("name", ["out.pdf", "out"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"\.csv, \.jsonl, \.xlsx"):
        screened(Rows(1), tmp_path / name)


def test_each_answer_is_told_as_it_is_found(tmp_path: Path) -> None:
    told: list[dict[str, object]] = []
    options = Options(0.8, 1, None, tmp_path / "record")
    totals = screen_run.show(Rows(4), NOW, options, told.append)
    assert ["v0", "v1", "v2", "v3"] == [line["id"] for line in told]
    assert 4 == totals.parties
    assert [] == list(check_record((tmp_path / "record").read_bytes().splitlines()))


def test_the_limit_leaves_the_strongest_and_counts_the_rest() -> None:
    rows = [person(str(i), "KIM, Chol Su") for i in range(5)]
    told: list[dict[str, object]] = []
    screen_run.show(Rows(2), state(*rows), Options(0.8, 2), told.append)
    assert (2, 3) == (len(msgspec.convert(told[1]["candidates"], list)), told[1]["more"])


def test_confirmed_comes_before_open_before_rejected() -> None:
    rows = (person("1", "KIM, Chol Su"), person("2", "KIM, Chol Su", born=("1950",)))
    who = party("Kim Chol Su", form="person", born="1970")
    assert ["open", "rejected"] == [one.state for one in ranked(found(who, *rows), 10)]


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    seen: list[int] = []
    rows = Rows(3 * CHUNK)
    run(
        rows, NOW, Options(0.8, 1, tmp_path / "o.jsonl"), lambda _s, _d, _t: seen.append(rows.given)
    )
    assert [0, CHUNK, 2 * CHUNK, 3 * CHUNK] == seen


def test_a_row_of_an_unknown_list_has_no_ofac_score() -> None:
    other = state(entity("1", "NINGS CARTOON STUDIO", list_="eu_fsf"))
    told: list[dict[str, object]] = []
    screen_run.show(Rows(1), other, Options(0.8, 1), told.append)
    (one,) = msgspec.convert(told[0]["candidates"], list)
    assert one["ofac_search"] is None
    assert Screener.of(other).row("us_ofac_sdn", "1") is None
