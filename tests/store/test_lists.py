from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from celtrace.errors import NoSnapshot
from celtrace.listing import Snapshot
from celtrace.records import Designation, Digest, Fullness, Span
from celtrace.store.list_writing import Pool, add, already_there, held_as, remember, supersede, use
from celtrace.store.lists import Fetched, ListStore
from tinylist import TINY, designation

FIRST, SECOND, THIRD = date(2021, 12, 9), date(2021, 12, 10), date(2021, 12, 13)
A, B = designation("a"), designation("b")


def snapshot(*rows: Designation, fullness: Fullness = "full") -> Snapshot:
    return Snapshot(TINY, None, fullness, rows, Digest("d"))


def keep(store: ListStore, day: date, *rows: Designation, fullness: Fullness = "full") -> int:
    with store.writing() as database:
        taken = snapshot(*rows, fullness=fullness)
        entries = Pool(database).ids(taken)
        made = add(database, held_as(taken, day, None, entries), entries)
        use(database, made)
    store.refresh()
    return made


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    store = ListStore(tmp_path)
    made = keep(store, FIRST, A, B)
    (held,) = store.held()
    assert (made, TINY, FIRST, 2, "id") == (held.id, held.list, held.date, held.entries, "id")
    found = store.designations(store.entry_ids(made))
    assert [A, B] == [found[entry] for entry in store.entry_ids(made)]


def test_nothing_is_made_on_disk_by_looking(tmp_path: Path) -> None:
    store = ListStore(tmp_path / "home")
    assert store.held() == ()
    assert store.spans(TINY) == {}
    store.refresh()
    assert not (tmp_path / "home").exists()


def test_equal_rows_are_kept_once_whichever_object_brings_them(tmp_path: Path) -> None:
    store = ListStore(tmp_path)
    first = keep(store, FIRST, A, B)
    second = keep(store, SECOND, designation("a"), designation("b", name="Other"))
    assert store.entry_ids(first)[0] == store.entry_ids(second)[0]
    assert store.entry_ids(first)[1] != store.entry_ids(second)[1]


def failing(store: ListStore) -> None:
    with store.writing() as database:
        entries = Pool(database).ids(snapshot(B))
        use(database, add(database, held_as(snapshot(B), SECOND, None, entries), entries))
        raise ZeroDivisionError


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    store = ListStore(tmp_path)
    keep(store, FIRST, A)
    with pytest.raises(ZeroDivisionError):
        failing(store)
    store.refresh()
    assert [FIRST] == [one.date for one in store.held()]
    assert ["a"] == [one.row for one in store.standing(TINY, date.max)]


def test_writers_wait_for_each_other(tmp_path: Path) -> None:
    days = [date(2021, 12, number) for number in range(1, 9)]
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda day: keep(ListStore(tmp_path), day, A, B), days))
    assert len(days) == len(set(made))
    assert days == [one.date for one in ListStore(tmp_path).held()]
    assert (Span(days[0], None, days[-1], None),) == ListStore(tmp_path).spans(TINY)["a"]


def test_spans_are_derived_from_the_snapshots_in_use(tmp_path: Path) -> None:
    store = ListStore(tmp_path)
    keep(store, FIRST, A)
    second = keep(store, SECOND, A, B)
    keep(store, THIRD, A)
    assert (Span(SECOND, FIRST, SECOND, THIRD),) == store.spans(TINY)["b"]
    with store.writing() as database:
        supersede(database, second)
        database.execute("INSERT INTO stale VALUES (?)", (TINY,))
    store.refresh()
    assert {"a"} == store.spans(TINY).keys()
    assert [second] == [one.id for one in store.held(superseded=True)]


def test_a_crash_before_spans_were_derived_is_mended_by_the_next_refresh(tmp_path: Path) -> None:
    store = ListStore(tmp_path)
    with store.writing() as database:
        entries = Pool(database).ids(snapshot(A))
        use(database, add(database, held_as(snapshot(A), FIRST, None, entries), entries))
    assert ListStore(tmp_path).spans(TINY) == {}
    ListStore(tmp_path).refresh()
    assert {"a": (Span(FIRST, None, FIRST, None),)} == store.spans(TINY)


def test_of_each_row_and_form_the_newest_entry_not_after_a_day_stands(tmp_path: Path) -> None:
    store = ListStore(tmp_path)
    keep(store, FIRST, A)
    keep(store, SECOND, designation("a", name="Renamed"))
    keep(store, THIRD, designation("a", name=""), fullness="no-primaries")
    known = {(s.fullness, s.first, s.last) for s in store.standing(TINY, THIRD)}
    assert {("full", SECOND, SECOND), ("no-primaries", THIRD, THIRD)} == known
    (before,) = store.standing(TINY, FIRST)
    assert store.designations([before.id])[before.id] == A


def test_an_entry_stands_from_its_first_snapshot_to_its_last(tmp_path: Path) -> None:
    store = ListStore(tmp_path)
    for day in (FIRST, SECOND, THIRD):
        keep(store, day, A)
    (standing,) = store.standing(TINY, THIRD, "a")
    assert (FIRST, THIRD) == (standing.first, standing.last)


def test_the_same_content_of_a_day_is_known_again(tmp_path: Path) -> None:
    store = ListStore(tmp_path)
    keep(store, FIRST, A, B)
    with store.writing() as database:
        again, other = Pool(database).ids(snapshot(B, A)), Pool(database).ids(snapshot(A))
        assert already_there(database, held_as(snapshot(B, A), FIRST, None, again))
        assert not already_there(database, held_as(snapshot(B, A), SECOND, None, again))
        assert not already_there(database, held_as(snapshot(A), FIRST, None, other))


def test_rows_named_by_name_are_another_scheme(tmp_path: Path) -> None:
    store = ListStore(tmp_path)
    keep(store, FIRST, A)
    keep(store, SECOND, designation("name:b"))
    assert ["id", "name"] == [one.scheme for one in store.held()]
    assert (Span(FIRST, None, FIRST, None),) == store.spans(TINY)["a"]


def test_what_a_server_said_is_remembered_and_replaced(tmp_path: Path) -> None:
    store = ListStore(tmp_path)
    url = "https://lists.example/a"
    assert store.fetched(url) is None
    for etag in ("one", "two"):
        with store.writing() as database:
            remember(database, [Fetched(url, etag, "", Digest("d"))])
    assert store.fetched(url) == Fetched(url, "two", "", Digest("d"))


def test_a_file_that_is_no_database_is_named_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "lists.db").write_bytes(b"not a database" * 100)
    with pytest.raises(NoSnapshot, match=r"lists\.db.*Move the file away"):
        ListStore(tmp_path).held()


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    keep(ListStore(tmp_path), FIRST, A)
    with sqlite3.connect(tmp_path / "lists.db") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(NoSnapshot, match="newer version"):
        ListStore(tmp_path).held()


def spoilt(folder: Path, statement: str) -> ListStore:
    """A store with two snapshots into which something else wrote."""
    keep(ListStore(folder), FIRST, A, B)
    with sqlite3.connect(folder / "lists.db") as database:
        database.execute(statement)
    database.close()
    return ListStore(folder)


DAMAGE = {
    "row": "UPDATE entry SET body = x'00'",
    "row of another form": "UPDATE entry SET body = x'789c6304000002000200'",
    "empty row": "UPDATE entry SET body = x''",
    "table gone": "DROP TABLE entry",
}


@pytest.mark.parametrize("statement", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_row_is_an_error_with_a_remedy_and_never_a_shorter_list(
    tmp_path: Path, statement: str
) -> None:
    store = spoilt(tmp_path, statement)
    with pytest.raises(NoSnapshot, match=r"lists\.db failed.*import the lists again"):
        store.designations([1, 2])


def test_a_damaged_snapshot_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    store = spoilt(tmp_path, "UPDATE snapshot SET standing = x'0102'")
    with pytest.raises(NoSnapshot, match="Move the file away"):
        store.row_ids(store.held()[0].id)


def test_a_file_that_cannot_be_written_is_not_called_damaged(tmp_path: Path) -> None:
    """Nobody is told to move sound lists away because the disk is full or busy."""
    (tmp_path / "lists.db").mkdir()
    with pytest.raises(NoSnapshot, match=r"unable to open.*wait for the other process") as found:
        ListStore(tmp_path).held()
    assert "Move the file away" not in str(found.value)


def test_a_list_that_was_never_installed_has_nothing_and_no_error(tmp_path: Path) -> None:
    store = ListStore(tmp_path)
    keep(store, FIRST, A)
    assert ((), {}, ()) == (
        store.held("us_other"), store.spans("us_other"), store.standing("us_other", THIRD),
    )  # fmt: skip


def test_one_row_is_asked_for_alone(tmp_path: Path) -> None:
    store = ListStore(tmp_path)
    keep(store, FIRST, A, B)
    assert {"b"} == store.spans(TINY, "b").keys()
    assert ["b"] == [one.row for one in store.standing(TINY, FIRST, "b")]
    assert {} == store.spans(TINY, "c")


def test_nothing_stands_before_the_first_snapshot(tmp_path: Path) -> None:
    store = ListStore(tmp_path)
    keep(store, SECOND, A)
    assert () == store.standing(TINY, FIRST)
