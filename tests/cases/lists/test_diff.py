from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from celtrace.cases.lists.diff import DiffLine, ListDiff
from celtrace.errors import NoSnapshot
from tinylist import TINY, Page, page, put, shelf

D9, D10 = date(2021, 12, 9), date(2021, 12, 10)


def diff(tmp_path: Path, before: Page, after: Page) -> ListDiff:
    lists = shelf(tmp_path)
    put(lists, tmp_path / "in", before, after)
    return lists.diff(TINY, D9, D10)


def changed(tmp_path: Path, before: dict[str, Any], after: dict[str, Any]) -> DiffLine:
    pages = (
        page("a", "b", day="2021-12-09", fields={"a": before}),
        page("a", "b", day="2021-12-10", fields={"a": after}),
    )
    (line,) = diff(tmp_path, *pages).changed
    return line


def test_rows_that_came_and_went_are_named(tmp_path: Path) -> None:
    found = diff(tmp_path, page("a", "b", day="2021-12-09"), page("b", "c", day="2021-12-10"))
    assert (DiffLine("c", "Name of c", "added"),) == found.added
    assert (DiffLine("a", "Name of a", "removed"),) == found.removed
    assert () == found.changed


CHANGES = [
    ({"aliases": ["X"]}, {"aliases": ["Y"]}, "aliases", "aliases: - X (strong), + Y (strong)"),
    ({"remarks": "One; Two"}, {"remarks": "Two; Three"}, "remarks", "remarks: - One, + Three"),
    ({"name": "Old"}, {"name": "New"}, "other", "name: - Old, + New"),
    (
        {"remarks": "DOB 1974", "born": ["1974"]}, {"remarks": "DOB 1975", "born": ["1975"]},
        "other", "born: - 1974, + 1975; remarks: - DOB 1974, + DOB 1975",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "kind", "what"), CHANGES)
def test_a_changed_row_says_what_changed(
    tmp_path: Path, before: dict[str, Any], after: dict[str, Any], kind: str, what: str
) -> None:
    line = changed(tmp_path, before, after)
    assert (kind, what) == (line.kind, line.what)


def test_changed_rows_can_be_taken_by_kind(tmp_path: Path) -> None:
    pages = [
        page("a", "b", day=day, fields={"a": {"aliases": [day]}, "b": {"remarks": day}})
        for day in ("2021-12-09", "2021-12-10")
    ]
    found = diff(tmp_path, *pages)
    assert ["a"] == [line.row for line in found.of_kind("aliases")]
    assert ["b"] == [line.row for line in found.of_kind("remarks")]


def test_only_what_both_forms_carry_is_compared(tmp_path: Path) -> None:
    full = page("a", "b", day="2021-12-09", fields={"a": {"addresses": ["Pyongyang"]}})
    names = page("a", "b", day="2021-12-10", fullness="names-only")
    found = diff(tmp_path, full, names)
    assert () == found.changed
    assert "full beside names-only: compared only in name, form, programmes, aliases" == found.note


def test_rows_named_by_name_cannot_be_compared_with_rows_of_ids(tmp_path: Path) -> None:
    names = page("name:a", "name:b", day="2021-12-10", fullness="names-only")
    with pytest.raises(NoSnapshot, match="cannot be compared"):
        diff(tmp_path, page("a", "b", day="2021-12-09"), names)


def test_a_snapshot_that_is_not_installed_is_named_with_those_that_are(tmp_path: Path) -> None:
    lists = shelf(tmp_path)
    put(lists, tmp_path / "in", page("a", "b", day="2021-12-09"))
    with pytest.raises(NoSnapshot, match=r"2021-12-10 is not installed; installed are: 2021-12-09"):
        lists.diff(TINY, D9, D10)
