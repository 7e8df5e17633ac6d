"""Entries put together: sorted, without repeats, the strongest name kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from celtrace.lists import _draft
from celtrace.lists._draft import Draft
from celtrace.records import Alias, Designation, Identifier
from lists.reading import opened

FILE = opened("f", b"x")


def done(draft: Draft) -> Designation:
    return draft.done("l", _draft.evidence(FILE, "p", "q", "r"))


def test_strongest_of_equal_names_is_kept_and_the_primary_name_is_no_alias() -> None:
    aliases = [Alias("A", "weak"), Alias("A", "strong"), Alias("N", "strong"), Alias("", "weak")]
    assert (Alias("A", "strong"),) == done(Draft(row="1", name="N", aliases=aliases)).aliases


@given(st.permutations(["b", "a", "", "b"]))
def test_order_and_repeats_do_not_show(texts: list[str]) -> None:
    assert ("a", "b") == done(Draft(row="1", countries=texts)).countries


def test_identifiers_without_a_value_are_left_out() -> None:
    found = [Identifier("uen", "2"), Identifier("brn", "1"), Identifier("id", "")]
    expected = (Identifier("brn", "1"), Identifier("uen", "2"))
    assert expected == done(Draft(row="1", identifiers=found)).identifiers


def test_drafts_do_not_share_their_lists() -> None:
    first = Draft(row="1")
    first.born.append("1955")
    assert [] == Draft(row="2").born


def test_row_ids_are_ordered_as_people_count() -> None:
    ids = ["EU.27.28", "EU.9.1", "173", "36", "7#2", "7"]
    assert ["EU.9.1", "EU.27.28", "7", "7#2", "36", "173"] == sorted(ids, key=_draft.row_order)


def test_quote_is_cut_at_two_thousand_characters() -> None:
    assert 2_000 == len(_draft.evidence(FILE, "p", "x" * 3_000, "r").quote)


def test_digest_of_several_files_does_not_depend_on_their_order() -> None:
    files = [opened("a", b"a"), opened("b", b"b")]
    assert _draft.digest_of(files) == _draft.digest_of(files[::-1])
    assert files[0].digest == _draft.digest_of(files[:1])
