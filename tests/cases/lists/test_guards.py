from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from celtrace.cases.lists.guards import check
from celtrace.cases.lists.shelf import ListShelf
from celtrace.errors import ListRefused
from celtrace.listing import Snapshot
from celtrace.records import Digest, Fullness
from celtrace.store.lists import Held
from tinylist import SOURCE, TINY, designation

DAY = date(2021, 12, 10)


def snapshot(count: int, fullness: Fullness = "full", **fields: Any) -> Snapshot:
    fields = {"programmes": ("DPRK3",)} | fields
    rows = tuple(designation(str(number), **fields) for number in range(count))
    return Snapshot(TINY, DAY, fullness, rows, Digest("d"))


def held(entries: int, days: int = 0, fullness: Fullness = "full", scheme: str = "id") -> Held:
    day = DAY + timedelta(days=days)
    return Held(1, TINY, day, fullness, entries, Digest("d"), "", scheme, None, "")


def refusal(new: Snapshot, *installed: Held) -> str:
    with pytest.raises(ListRefused) as caught:
        check(new, DAY, SOURCE, installed)
    return str(caught.value)


@pytest.mark.parametrize("fullness", ["full", "primaries-only", "names-only", "no-primaries"])
def test_an_empty_list_is_refused(fullness: Fullness) -> None:
    assert "no entries" in refusal(snapshot(0, fullness))


@pytest.mark.parametrize("fullness", ["full", "primaries-only", "names-only"])
@pytest.mark.parametrize("count", [1, 1001])
def test_a_list_outside_its_plausible_size_is_refused(fullness: Fullness, count: int) -> None:
    assert "where 2 to 1,000 are plausible" in refusal(snapshot(count, fullness))


@pytest.mark.parametrize("count", [0, 1])
def test_an_extract_may_have_any_number_of_rows(count: int) -> None:
    check(snapshot(count, "extract"), DAY, SOURCE, [held(100, fullness="extract")])


@pytest.mark.parametrize("days", [-1000, -1, 0, 1, 366])
def test_a_list_shrunk_by_more_than_three_in_ten_is_refused(days: int) -> None:
    check(snapshot(70), DAY, SOURCE, [held(100, days)])
    assert "more than 30% are missing" in refusal(snapshot(69), held(100, days))


def test_a_list_may_be_much_smaller_than_it_became_years_later() -> None:
    check(snapshot(50), DAY, SOURCE, [held(100, 367)])


def test_only_the_nearest_snapshots_count() -> None:
    check(snapshot(50), DAY, SOURCE, [held(100, -20), held(60, -10), held(60, 10), held(100, 20)])


@pytest.mark.parametrize(
    "other", [("no-primaries", "id"), ("names-only", "name"), ("extract", "id")]
)
def test_forms_that_count_differently_are_not_compared(other: tuple[Fullness, str]) -> None:
    check(snapshot(50), DAY, SOURCE, [held(100, -1, *other)])


def test_primary_names_are_compared_with_the_full_list() -> None:
    assert "are missing" in refusal(snapshot(50, "primaries-only"), held(100, -1))


def test_a_full_list_whose_entries_lack_what_they_usually_have_is_refused() -> None:
    assert "0% of the entries have programmes, 50% are usual" in refusal(
        snapshot(10, programmes=())
    )
    check(snapshot(10, "no-primaries", programmes=()), DAY, SOURCE, [])


def test_a_row_id_that_stands_twice_is_refused() -> None:
    twice = Snapshot(TINY, DAY, "extract", (designation("a"), designation("a")), Digest("d"))
    assert "more than once" in refusal(twice)


def test_a_small_first_list_that_is_named_is_taken_in_and_every_answer_says_how_small(
    tmp_path: Path,
) -> None:
    line = '7,"ACME EXAMPLE","-0- ","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    path = tmp_path / "sdn_primary_2024-01-02.csv"
    path.write_text(line, encoding="utf-8", newline="")
    lists = ListShelf(tmp_path / "home")
    with pytest.raises(ListRefused, match="--list ID"):
        lists.import_paths([path], list_id=None, snapshot=None, note=lambda *_: None)
    [done] = lists.import_paths([path], list_id="us_ofac_sdn", snapshot=None, note=lambda *_: None)
    assert 1 == done.entries
    state = lists.state(date(2024, 2, 1), regimes=("US",), pins={})
    [note] = [use.note for use in state.uses if use.list == "us_ofac_sdn"]
    assert "only 1 entries, where" in note
