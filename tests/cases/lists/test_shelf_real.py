"""The lists as their publishers gave them, taken in by the real readers."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import msgspec
import pytest

from celtrace.cases.lists.shelf import ListShelf
from celtrace.errors import ListRefused
from celtrace.listing import ListedRow, ListState
from celtrace.records import Span

SDN = "us_ofac_sdn"
REGIMES = ("US", "EU", "GB", "UN")
SEK_STUDIO, JADHAV, FUNSAGA = "34022", "40201", "40202"
HISTORY = "sdn_history_2021-08-20_2024-05-03.jsonl.xz"
PRIMARIES = ("2021-12-09", "2021-12-10", "2022-12-08", "2022-12-09", "2024-05-03")

pytestmark = [pytest.mark.shared, pytest.mark.slow]


def take(lists: ListShelf, *paths: Path, snapshot: date | None = None) -> int:
    done = lists.import_paths(paths, list_id=None, snapshot=snapshot, note=lambda *_: None)
    return len(done)


@pytest.fixture(scope="module")
def sdn(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> ListShelf:
    ofac = shared_data / "lists" / "ofac"
    lists = ListShelf(tmp_path_factory.mktemp("home"))
    assert 295 == take(lists, ofac / HISTORY)
    primaries = [ofac / f"sdn_primary_{day}.csv.gz" for day in PRIMARIES]
    assert 5 == take(lists, *primaries)
    assert 2 == take(lists, ofac / "parts_2025-02-27", ofac / "parts_2025-12-24")
    assert 1 == take(lists, ofac / "sdn_names_2026-07-11.json")
    return lists


def row(found: ListState, row_id: str) -> ListedRow:
    return next(r for r in found.rows if (r.designation.list, r.designation.row) == (SDN, row_id))


def on(lists: ListShelf, day: str) -> ListState:
    return lists.state(date.fromisoformat(day), regimes=REGIMES, pins={})


def test_sek_studio_stands_since_the_day_it_was_listed(sdn: ListShelf) -> None:
    (span,) = row(on(sdn, "2026-08-01"), SEK_STUDIO).spans
    assert Span(date(2021, 12, 10), date(2021, 12, 9), date(2026, 7, 11), None) == span


def test_sek_studio_is_not_known_the_day_before(sdn: ListShelf) -> None:
    rows = on(sdn, "2021-12-09").rows
    assert SEK_STUDIO not in {one.designation.row for one in rows}


@pytest.mark.parametrize("row_id", [JADHAV, FUNSAGA])
def test_delisted_rows_end_between_the_two_snapshots_of_2025(sdn: ListShelf, row_id: str) -> None:
    (span,) = row(on(sdn, "2026-08-01"), row_id).spans
    assert Span(
        date(2022, 12, 9), date(2022, 12, 8), date(2025, 2, 27), date(2025, 12, 24)
    ) == span  # fmt: skip
    (before,) = row(on(sdn, "2025-06-01"), row_id).spans
    assert (date(2025, 2, 27), None) == (before.last_seen, before.until)


def test_a_list_of_names_keeps_the_identifiers_of_an_earlier_snapshot(sdn: ListShelf) -> None:
    found = row(on(sdn, "2026-08-01"), "34023").designation
    assert "NINGS CARTOON STUDIO" == found.name
    assert "91500118582829838H" in {identifier.value for identifier in found.identifiers}
    assert found.cite("identifiers").place.startswith(f"{SDN}@2024-05-03, ")
    assert f"{SDN}@2026-07-11" == found.seen.source


def test_a_delisted_row_without_primary_names_keeps_its_name(sdn: ListShelf) -> None:
    found = row(on(sdn, "2025-06-01"), FUNSAGA).designation
    assert ("FUNSAGA PTE LTD.", f"{SDN}@2025-02-27") == (found.name, found.seen.source)


def test_the_days_of_the_history_and_of_the_daily_files_agree(sdn: ListShelf) -> None:
    found = sdn.diff(SDN, date(2021, 12, 9), date(2021, 12, 10))
    assert {"31042", SEK_STUDIO, "34023", "34024", "34025"} <= {line.row for line in found.added}
    assert 5 == sdn.status(date(2026, 8, 1))[-1].superseded


def test_an_empty_file_is_refused_and_the_list_stays(sdn: ListShelf, tmp_path: Path) -> None:
    before = on(sdn, "2026-08-01").uses
    empty = tmp_path / "sdn_primary_2024-05-04.csv"
    empty.write_bytes(b"")
    for path in (empty, tmp_path / "sdn_primary_2024-05-04.csv.gz"):
        path.write_bytes(b"" if path is empty else gzip.compress(b""))
        with pytest.raises(ListRefused, match="Nothing was taken in"):
            take(sdn, path)
    assert before == on(sdn, "2026-08-01").uses


def test_a_file_cut_in_the_middle_is_refused(
    sdn: ListShelf, shared_data: Path, tmp_path: Path
) -> None:
    whole = gzip.decompress((shared_data / "lists/ofac/sdn_primary_2022-12-09.csv.gz").read_bytes())
    lines = whole.splitlines(keepends=True)
    cut = tmp_path / "sdn_primary_2022-12-12.csv"
    cut.write_bytes(b"".join(lines[: len(lines) // 2]))
    with pytest.raises(ListRefused, match=r"plausible|are missing"):
        take(sdn, cut)


def test_lists_of_four_regimes_are_taken_in_with_one_call(
    shared_data: Path, tmp_path: Path
) -> None:
    lists = ListShelf(tmp_path)
    folders = [shared_data / "lists" / name for name in ("un", "eu", "uk", "ofac_cons")]
    take(lists, *folders)
    uses = {use.list: use for use in on(lists, "2026-08-01").uses}
    assert date(2026, 6, 5) == uses["eu_fsf"].snapshot
    assert date(2026, 6, 10) == uses["gb_fcdo"].snapshot
    assert uses["un_sc"].note.startswith("names only")
    assert ("full", "") == (uses["us_ofac_cons"].fullness, uses["us_ofac_cons"].note)
    assert uses[SDN].snapshot is None
    un = on(lists, "2026-03-01").rows
    assert any(one.designation.listed_on == one.spans[0].since for one in un)
    assert lists.state(date(2026, 8, 1), regimes=REGIMES, pins={}) == on(lists, "2026-08-01")


def test_a_row_as_json_can_be_read_again(sdn: ListShelf) -> None:
    (found,) = sdn.show(SEK_STUDIO, SDN)
    assert found == msgspec.json.decode(msgspec.json.encode(found), type=ListedRow)
