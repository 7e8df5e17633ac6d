"""Batches: parted by folder or day, compared by path and digest."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.cases.case import Case
from celtrace.cases.found.batches import (
    TOLD,
    Batch,
    Change,
    changes,
    keep,
    kept,
    known_files,
    parted,
    told,
)
from celtrace.cases.found.custody import Taken
from celtrace.records import Digest

MONDAY = datetime(2024, 1, 15, 9, tzinfo=UTC)


def file(path: str, mark: str = "a", when: datetime | None = MONDAY) -> Taken:
    return Taken(path, 1, Digest(mark * 64), when, when)


def said(before: list[Taken], now: list[Taken]) -> list[tuple[str, str, str]]:
    return [(one.what, one.path, one.before[:1]) for one in changes(before, now)]


def test_new_changed_moved_and_gone_are_told_apart() -> None:
    before = [file("same", "a"), file("edit", "b"), file("old/place", "c"), file("left", "d")]
    now = [file("same", "a"), file("edit", "e"), file("new/place", "c"), file("fresh", "f")]
    assert [
        ("changed", "edit", "b"), ("new", "fresh", ""), ("gone", "left", ""),
        ("moved", "new/place", "o"),
    ] == said(before, now)  # fmt: skip


def test_a_second_copy_is_new_and_not_moved() -> None:
    assert [("new", "copy", "")] == said([file("a")], [file("a"), file("copy")])


def test_two_copies_that_are_renamed_are_two_moves() -> None:
    before, now = [file("a"), file("b")], [file("c"), file("d")]
    assert [("moved", "c", "a"), ("moved", "d", "b")] == said(before, now)


def test_the_first_batch_is_all_new() -> None:
    assert [("new", "a", "")] == said([], [file("a")])


PATHS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("0123"), max_size=6)


@given(PATHS, PATHS)
def test_changes_lead_from_one_batch_to_the_other(old: dict[str, str], new: dict[str, str]) -> None:
    held = dict(old)
    for one in changes([file(p, d) for p, d in old.items()], [file(p, d) for p, d in new.items()]):
        if one.what == "moved":
            held.pop(one.before, None)
        if one.what == "gone":
            del held[one.path]
        else:
            held[one.path] = one.digest[0]
    assert new == held


def test_top_folders_are_batches_whose_paths_begin_below_them() -> None:
    files = [file("day2/a"), file("day1/a"), file("day1/x/b"), file("loose")]
    found = {one.label: [f.path for f in one.files] for one in parted(files, "folder", "rest")}
    assert {"rest": ["loose"], "day1": ["a", "x/b"], "day2": ["a"]} == found


def test_days_of_the_last_change_are_batches() -> None:
    files = [file("a"), file("b", when=datetime(2024, 1, 16, tzinfo=UTC)), file("c", when=None)]
    assert ["", "2024-01-15", "2024-01-16"] == [one.label for one in parted(files, "time", "")]


def test_a_label_holds_all() -> None:
    [one] = parted([file("a"), file("b")], "label", "monday")
    assert ("monday", 2) == (one.label, len(one.files))


@pytest.mark.parametrize(("held", "paths"), [("ab", {"a", "b"}), ("a", {"a"}), ("", set())])
def test_only_files_whose_bytes_are_held_are_known(held: str, paths: set[str]) -> None:
    batch = Batch("x", (file("a", "a"), file("b", "b")))
    assert paths == known_files([batch], {Digest(one * 64) for one in held}).keys()


def test_a_change_says_what_it_is() -> None:
    assert "new" == Change("new", "a", Digest("a" * 64), 1).what


@pytest.mark.parametrize(
    ("run", "told_"),
    [("", ""), ("b", ""), ("t", ""), ("bt", "1"), ("btb", "1"), ("bbtb", "12"), ("btbt", "12"),
     ("tbb", ""), ("btbbt", "123")],
)  # fmt: skip
def test_batches_of_a_run_that_was_stopped_were_not_told(
    tmp_path: Path, run: str, told_: str
) -> None:
    """`b` keeps a batch, `t` tells all before it."""
    with Case.create_or_open(tmp_path / "case", lambda: datetime(2024, 1, 1, tzinfo=UTC)) as case:
        for letter in run:
            if letter == "t":
                case.log(TOLD, {})
            else:
                keep(case, Batch(str(len([*kept(case)]) + 1), ()), "somewhere")
        assert told_ == "".join(batch.label for batch in told(case, [*kept(case)]))
