"""Writing snapshots: equal rows once, fingerprints of content, schemes of ids."""

from __future__ import annotations

from array import array
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.listing import Snapshot
from celtrace.records import Designation, Digest, Fullness
from celtrace.store.list_writing import Pool, fingerprint_of, held_as, scheme_of
from celtrace.store.lists import ListStore
from tinylist import TINY, designation

DAY = date(2024, 6, 1)


def snapshot(*rows: Designation, fullness: Fullness = "full") -> Snapshot:
    return Snapshot(TINY, None, fullness, rows, Digest("d"))


@given(st.lists(st.integers(0, 2**32 - 1), max_size=20), st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_make_another_content(
    entries: list[int],
    dice: object,
) -> None:
    mixed = list(entries)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    assert fingerprint_of(array("I", entries)) == fingerprint_of(array("I", mixed))


@given(st.sets(st.integers(0, 99)), st.sets(st.integers(0, 99)))
def test_two_contents_are_equal_exactly_when_their_entries_are(a: set[int], b: set[int]) -> None:
    assert (a == b) == (fingerprint_of(array("I", a)) == fingerprint_of(array("I", b)))


@pytest.mark.parametrize(
    ("scheme", "row"),
    [("id", "34022"), ("id", "FDi.001"), ("name", "name:x"), ("name", "name-0a1b"), ("id", "nam")],
)
def test_the_scheme_of_a_list_is_that_of_its_rows(scheme: str, row: str) -> None:
    assert scheme == scheme_of([designation(row)])


def test_a_list_without_rows_has_ids_of_the_publisher() -> None:
    assert "id" == scheme_of([])


def ids(store: ListStore, *taken: Snapshot) -> list[list[int]]:
    with store.writing() as database:
        pool = Pool(database)
        return [list(pool.ids(one)) for one in taken]


def test_rows_that_two_snapshots_share_are_one_entry(tmp_path: Path) -> None:
    a, b = designation("a"), designation("b")
    first, second = ids(ListStore(tmp_path), snapshot(a, b), snapshot(b, designation("a")))
    assert first == second[::-1]


def test_a_row_that_reads_otherwise_is_another_entry(tmp_path: Path) -> None:
    first, second = ids(
        ListStore(tmp_path), snapshot(designation("a")), snapshot(designation("a", remarks="x"))
    )
    assert first != second


def test_one_row_in_two_forms_of_a_list_is_two_entries(tmp_path: Path) -> None:
    row = [designation("a"), designation("a")]
    first, second = ids(
        ListStore(tmp_path), snapshot(row[0]), snapshot(row[1], fullness="primaries-only")
    )
    assert first != second


def test_a_snapshot_is_held_with_the_number_of_its_entries_and_its_content() -> None:
    entries = array("I", [3, 1, 2])
    held = held_as(snapshot(designation("a")), DAY, 12, entries)
    assert (3, 12, fingerprint_of(entries), DAY) == (
        held.entries, held.in_full_list, held.content, held.date,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("whole", "fullness", "looked_through"),
    [(1, "full", None), (1, "primaries-only", None), (0, "extract", None), (1, "extract", 12)],
)
def test_an_extract_tells_what_is_missing_only_if_it_says_what_it_looked_through(
    whole: int, fullness: Fullness, looked_through: int | None
) -> None:
    made = held_as(snapshot(fullness=fullness), DAY, looked_through, array("I"))
    assert bool(whole) == made.whole
