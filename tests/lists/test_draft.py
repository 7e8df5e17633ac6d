"""Entries put together: sorted, without repeats, the strongest name kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.errors import ListRefused
from celtrace.lists import _draft
from celtrace.lists._draft import Draft
from celtrace.lists._tally import Tally
from celtrace.records import Alias, Designation, Identifier, Part
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


@given(st.lists(st.builds(Alias, st.sampled_from("abN"), st.sampled_from(["strong", "weak"]))))
def test_every_other_name_is_kept_once_at_its_strongest(found: list[Alias]) -> None:
    made = done(Draft(row="1", name="N", aliases=found)).aliases
    assert {alias.text for alias in found} - {"N"} == {alias.text for alias in made}
    for alias in made:
        strengths = {one.strength for one in found if one.text == alias.text}
        assert ("strong" if "strong" in strengths else "weak") == alias.strength


@given(st.permutations([Alias("a", "weak"), Alias("b"), Alias("a"), Alias("c", "weak", "fka")]))
def test_the_order_of_aliases_in_the_file_does_not_show(found: list[Alias]) -> None:
    expected = (Alias("a"), Alias("b"), Alias("c", "weak", "fka"))
    assert expected == done(Draft(row="1", name="N", aliases=found)).aliases


def test_remarks_keep_their_order_and_stand_once() -> None:
    assert "b; a" == done(Draft(row="1", remarks=["b", "a", "", "b"])).remarks


def test_identifiers_of_two_countries_are_two() -> None:
    found = [Identifier("passport", "1", "CN"), Identifier("passport", "1", "KP")]
    assert tuple(found) == done(Draft(row="1", identifiers=found)).identifiers


@given(st.lists(st.from_regex(r"[A-Z.]{0,3}[1-9][0-9]{0,4}", fullmatch=True), unique=True))
def test_the_order_of_row_ids_is_total(ids: list[str]) -> None:
    mixed = ids[::-1]
    assert sorted(ids, key=_draft.row_order) == sorted(mixed, key=_draft.row_order)


@given(st.lists(st.sampled_from("abc"), max_size=8))
def test_no_row_is_lost_where_ids_repeat(ids: list[str]) -> None:
    """Nothing silently dropped: a row id that stands again gets `#2`, `#3`."""
    where = _draft.evidence(FILE, "p", "q", "r")
    kept = _draft.unique(((Draft(row=id_), where) for id_ in ids), Tally())
    rows = [draft.row for draft, _ in kept]
    assert len(ids) == len(set(rows))
    assert sorted(ids) == sorted(row.partition("#")[0] for row in rows)


def test_a_snapshot_without_entries_is_refused_with_the_files() -> None:
    with pytest.raises(ListRefused, match="f: no entries in it"):
        _draft.snapshot((FILE,), (), list_id="l", day=None)


def test_an_entry_with_parts_can_be_cited_by_field() -> None:
    made = done(Draft(row="1", parts=[Part("aliases", "line 9", "aka X")]))
    assert ("line 9", "aka X") == (made.cite("aliases").place, made.cite("aliases").quote)
