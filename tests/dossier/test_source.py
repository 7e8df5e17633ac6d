"""Where a dossier's bytes and rows come from, in memory."""

from __future__ import annotations

import hashlib

import pytest

from celtrace.dossier.source import MemorySource, Trouble, Unusable
from celtrace.rows import NoSuchSheet
from sheets import table

ROWS = [*table([["a"], ["1"]], "One"), *table([["b"], ["2"]], "Two")]


def test_the_digest_is_that_of_the_bytes() -> None:
    data = "dossier: 1\ntitle: é\n".encode()
    assert (data, hashlib.sha256(data).hexdigest()) == MemorySource(data.decode()).yaml()


def test_text_and_its_bytes_are_the_same_source() -> None:
    assert MemorySource("dossier: 1").yaml() == MemorySource(b"dossier: 1").yaml()


def test_all_rows_of_a_table_are_given_in_their_order() -> None:
    assert ROWS == list(MemorySource("", {"t.csv": ROWS}).rows("t.csv", "").rows)


def test_a_named_sheet_gives_its_rows_only() -> None:
    opened = MemorySource("", {"t.csv": ROWS}).rows("t.csv", "Two")
    assert ["Two", "Two"] == [row.sheet for row in opened.rows]


def test_a_sheet_that_is_not_there_is_an_error_that_lists_the_others() -> None:
    opened = MemorySource("", {"t.csv": ROWS}).rows("t.csv", "Three")
    with pytest.raises(NoSuchSheet) as caught:
        next(opened.rows)
    assert ("Three", ("One", "Two")) == (caught.value.name, caught.value.sheets)


def test_a_table_that_is_not_there_is_unusable() -> None:
    with pytest.raises(Unusable) as caught:
        MemorySource("").rows("t.csv", "")
    assert ("the file does not exist", "check its name, or put it in the folder") == (
        caught.value.problem,
        caught.value.remedy,
    )


def test_the_digest_of_a_table_changes_with_a_cell() -> None:
    one = MemorySource("", {"t.csv": table([["a"], ["1"]])}).rows("t.csv", "").digest
    two = MemorySource("", {"t.csv": table([["a"], ["2"]])}).rows("t.csv", "").digest
    assert one != two


@pytest.mark.parametrize(
    ("consequence", "loses"),
    [
        ("it was left out", True),
        ("nothing after this line was read", True),
        ("it was not read; name it with `sheet:` to read it", True),
        ("they were read like the others", False),
        ("the cells have no value", False),
        ("the result stored in the file was used", False),
        ("read as gb18030 (a guess); save it as UTF-8 if names look wrong", False),
    ],
)
def test_a_trouble_says_whether_rows_are_missing(consequence: str, loses: object) -> None:
    assert loses == Trouble("line 2", "reason", consequence).loses_rows
