from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

import invented
from celtrace.cases.lists.shelf import ListShelf
from celtrace.cases.lists.state import NOT_INSTALLED
from celtrace.cases.lists.taking import Imported
from celtrace.errors import ListRefused, NoSnapshot, UsageError
from celtrace.listing import ListedRow, ListState
from celtrace.records import Alias, Span
from tinylist import SOURCE, TINY, Page, page, put, shelf, write

D9, D10, D13 = date(2021, 12, 9), date(2021, 12, 10), date(2021, 12, 13)
REGIMES = ("US", "EU", "GB", "UN")
Notes = list[tuple[str, ...]]


def take(
    lists: ListShelf, *paths: Path, notes: Notes | None = None, **said: Any
) -> tuple[Imported, ...]:
    asked = {"list_id": None, "snapshot": None} | said

    def note(*words: str) -> None:
        if notes is not None:
            notes.append(words)

    return lists.import_paths(paths, note=note, **asked)


def state(lists: ListShelf, day: date, **pins: date | None) -> ListState:
    return lists.state(day, regimes=REGIMES, pins=pins)


def row(found: ListState, row_id: str) -> ListedRow:
    return next(one for one in found.rows if one.designation.row == row_id)


def test_the_date_is_taken_from_the_content_first(tmp_path: Path) -> None:
    path = write(tmp_path / "tiny_2020-01-01.json", page("a", "b", day="2021-12-10"))
    (done,) = take(shelf(tmp_path), path)
    assert (D10, "content", 2, 2, 0) == (
        done.date, done.date_from, done.entries, done.added, done.removed,
    )  # fmt: skip


@pytest.mark.parametrize("place", ["tiny_2021-12-10.json", "trio_2021-12-10/tiny.json"])
def test_then_from_the_name_of_the_file_or_its_folder(tmp_path: Path, place: str) -> None:
    (done,) = take(shelf(tmp_path), write(tmp_path / place, page("a", "b")))
    assert (D10, "file name") == (done.date, done.date_from)


def test_then_from_the_option(tmp_path: Path) -> None:
    (done,) = take(shelf(tmp_path), write(tmp_path / "tiny.json", page("a", "b")), snapshot=D10)
    assert (D10, "option") == (done.date, done.date_from)


def test_without_any_date_the_option_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(ListRefused, match="--snapshot DATE"):
        take(shelf(tmp_path), write(tmp_path / "tiny.json", page("a", "b")))


@pytest.mark.parametrize("stated", ["2021-12-09", None])
def test_an_option_against_content_or_name_is_refused(tmp_path: Path, stated: str | None) -> None:
    path = write(tmp_path / "tiny_2021-12-09.json", page("a", "b", day=stated))
    with pytest.raises(ListRefused, match="says 2021-12-09, --snapshot says 2021-12-10"):
        take(shelf(tmp_path), path, snapshot=D10)


def test_a_name_with_two_dates_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "tiny_2021-12-09_2021-12-10.json", page("a", "b"))
    with pytest.raises(ListRefused, match="2021-12-09 and 2021-12-10"):
        take(shelf(tmp_path), path)


def test_a_history_is_many_snapshots(tmp_path: Path) -> None:
    pages = [page("a", "b", day="2021-12-09"), page("a", "b", "c", day="2021-12-10")]
    done = take(shelf(tmp_path), write(tmp_path / "history.json", *pages))
    assert [(D9, 2, 0), (D10, 1, 0)] == [(one.date, one.added, one.removed) for one in done]


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    lists = shelf(tmp_path)
    pages = [page("a", "b", day="2021-12-09"), page("a", "c", day="2021-12-10")]
    path = write(tmp_path / "history.json", *pages)
    first = take(lists, path)
    before = lists.status(D13)
    again = take(lists, path)
    assert [msgspec.structs.replace(one, already_there=True) for one in first] == list(again)
    assert before == lists.status(D13)


def test_a_newer_file_of_a_day_replaces_the_older_which_is_kept(tmp_path: Path) -> None:
    lists, notes = shelf(tmp_path), []
    put(lists, tmp_path / "in", page("a", "b", day="2021-12-10"))
    path = write(tmp_path / "new.json", page("a", "c", day="2021-12-10"))
    take(lists, path, notes=notes)
    assert ["a", "c"] == [one.designation.row for one in state(lists, D13).rows]
    assert any("kept as superseded" in words[2] for words in notes)
    (status,) = lists.status(D13)
    assert (1, 1) == (status.snapshots, status.superseded)


def test_a_poorer_form_of_a_day_does_not_replace_a_fuller_one(tmp_path: Path) -> None:
    lists, notes = shelf(tmp_path), []
    put(lists, tmp_path / "in", page("a", "b", day="2021-12-10"))
    poorer = page("a", "c", day="2021-12-10", fullness="names-only")
    take(lists, write(tmp_path / "poorer.json", poorer), notes=notes)
    assert ["a", "b"] == [one.designation.row for one in state(lists, D13).rows]
    assert any("a fuller form (full)" in words[1] for words in notes)


def test_files_that_belong_together_are_one_publication(tmp_path: Path) -> None:
    for part, rows in (("a", "ab"), ("b", "bc")):
        write(tmp_path / "in" / f"tiny_2021-12-10.{part}", page(*rows))
    (done,) = take(shelf(tmp_path), tmp_path / "in")
    assert 3 == done.entries


def test_one_refused_publication_does_not_keep_the_others_out(tmp_path: Path) -> None:
    notes: Notes = []
    write(tmp_path / "in" / "bad_2021-12-10.json", page("a", day="2021-12-10"))
    write(tmp_path / "in" / "good_2021-12-09.json", page("a", "b", day="2021-12-09"))
    (tmp_path / "in" / "readme.txt").write_text("nothing")
    (done,) = take(shelf(tmp_path), tmp_path / "in", notes=notes)
    assert D9 == done.date
    assert {"bad_2021-12-10.json", "readme.txt"} == {
        words[0] for words in notes if words[2] == "it was left out"
    }


def test_when_nothing_is_taken_in_every_reason_is_said(tmp_path: Path) -> None:
    write(tmp_path / "in" / "bad.json", page("a", day="2021-12-10"))
    (tmp_path / "in" / "readme.txt").write_text("nothing")
    with pytest.raises(ListRefused, match=r"readme\.txt: no reader knows.*1 entries, where"):
        take(shelf(tmp_path), tmp_path / "in")


def test_a_refused_file_changes_nothing(tmp_path: Path) -> None:
    lists = shelf(tmp_path)
    put(lists, tmp_path / "in", page("a", "b", day="2021-12-09"))
    before = (lists.status(D13), list(lists.vault.digests()), state(lists, D13))
    good_then_empty = [page("a", "b", "c", day="2021-12-10"), page(day="2021-12-13")]
    with pytest.raises(ListRefused, match="no entries"):
        take(lists, write(tmp_path / "history.json", *good_then_empty))
    assert before == (lists.status(D13), list(lists.vault.digests()), state(lists, D13))


def test_the_bytes_are_kept_as_they_came(tmp_path: Path) -> None:
    lists = shelf(tmp_path / "home")
    path = write(tmp_path / "tiny.json", page("a", "b", day="2021-12-10"))
    take(lists, path)
    (digest,) = lists.vault.digests()
    with lists.vault.open(digest) as held:
        assert path.read_bytes() == held.read()
    assert digest == state(lists, D10).rows[0].designation.seen.digest


def test_a_list_that_is_not_the_named_one_is_refused(tmp_path: Path) -> None:
    other = msgspec.structs.replace(SOURCE, id="us_other")
    path = write(tmp_path / "tiny.json", page("a", "b", day="2021-12-10"))
    with pytest.raises(ListRefused, match="no reader knows"):
        take(shelf(tmp_path, SOURCE, other), path, list_id="us_other")
    with pytest.raises(UsageError, match=r"no list nobody.*us_other, us_tiny"):
        take(shelf(tmp_path, SOURCE, other), path, list_id="nobody")


def test_a_path_that_is_not_there_is_a_mistake_of_the_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file or folder"):
        take(shelf(tmp_path), tmp_path / "missing")


def test_status_names_lists_that_are_not_installed(tmp_path: Path) -> None:
    lists = shelf(tmp_path, SOURCE, msgspec.structs.replace(SOURCE, id="eu_other", regime="EU"))
    put(lists, tmp_path / "in", page("a", "b", day="2021-12-09"), page("a", "c", day="2021-12-10"))
    other, tiny = lists.status(date(2021, 12, 20))
    assert ("eu_other", 0, None, NOT_INSTALLED) == (
        other.list, other.snapshots, other.newest, other.note,
    )  # fmt: skip
    assert (TINY, 2, D9, D10, 2, 10) == (
        tiny.list, tiny.snapshots, tiny.first, tiny.newest, tiny.entries, tiny.age_days,
    )  # fmt: skip


def history(tmp_path: Path) -> ListShelf:
    lists = shelf(tmp_path)
    contents = (("2021-12-09", "abz"), ("2021-12-10", "abcz"), ("2021-12-13", "acz"))
    put(lists, tmp_path / "in", *(page(*rows, day=day) for day, rows in contents))
    return lists


def test_the_newest_snapshot_not_after_the_date_is_used(tmp_path: Path) -> None:
    lists = history(tmp_path)
    (use,) = state(lists, date(2021, 12, 12)).uses
    assert (D10, 4, 2, "US", "") == (
        use.snapshot, use.entries, use.age_days, use.regime, use.note,
    )  # fmt: skip
    assert (Span(D9, None, D10, None),) == row(state(lists, D10), "b").spans


def test_rows_that_stood_before_are_there_with_their_end(tmp_path: Path) -> None:
    found = state(history(tmp_path), D13)
    assert (Span(D9, None, D10, D13),) == row(found, "b").spans
    assert (Span(D10, D9, D13, None),) == row(found, "c").spans
    assert f"{TINY}@{D10}" == row(found, "b").designation.seen.source
    assert f"{TINY}@{D13}" == row(found, "c").designation.seen.source


def test_what_came_later_is_not_known_before(tmp_path: Path) -> None:
    rows = state(history(tmp_path), D9).rows
    assert ["a", "b", "z"] == [one.designation.row for one in rows]


def test_a_pin_chooses_the_snapshot(tmp_path: Path) -> None:
    (use,) = state(history(tmp_path), D13, us_tiny=D9).uses
    assert (D9, "pinned by the dossier") == (use.snapshot, use.note)


def test_a_pin_after_the_date_of_the_review_is_said(tmp_path: Path) -> None:
    (use,) = state(history(tmp_path), D9, us_tiny=D13).uses
    assert "after the date of the review" in use.note


def test_a_pin_that_is_not_installed_names_what_is(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot, match="2021-12-09, 2021-12-10, 2021-12-13"):
        state(history(tmp_path), D13, us_tiny=date(2021, 12, 11))


def test_a_pin_of_a_list_nobody_knows_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot, match="there is no such list"):
        state(history(tmp_path), D13, other=D9)


def test_a_list_can_be_left_out_deliberately(tmp_path: Path) -> None:
    found = state(history(tmp_path), D13, us_tiny=None)
    assert (None, "not checked: the dossier leaves this list out") == (
        found.uses[0].snapshot, found.uses[0].note,
    )  # fmt: skip
    assert () == found.rows


def test_a_regime_that_was_not_asked_for_is_not_checked(tmp_path: Path) -> None:
    found = history(tmp_path).state(D13, regimes=("EU",), pins={})
    assert "not checked: the regime US was not asked for" == found.uses[0].note
    assert () == found.rows


def test_without_a_snapshot_the_use_says_so(tmp_path: Path) -> None:
    assert NOT_INSTALLED == state(shelf(tmp_path), D13).uses[0].note
    (use,) = state(history(tmp_path), date(2020, 1, 1)).uses
    assert (None, True) == (use.snapshot, "oldest snapshot installed is of 2021-12-09" in use.note)


NOTES = [
    ("names-only", "", "names only: no birth dates, addresses or identifiers"),
    ("primaries-only", "", "primary names only: aliases are missing, except those in remarks"),
    ("no-primaries", "", "no primary names"),
    ("extract", "extract of 2 of 9,146 entries",
     "extract of 2 rows; the full list of 9,146 entries was looked through by its maker"),
    ("extract", "", "extract of 2 rows"),
]  # fmt: skip


@pytest.mark.parametrize(("fullness", "said", "note"), NOTES)
def test_a_partial_list_says_what_it_lacks(
    tmp_path: Path, fullness: Any, said: str, note: str
) -> None:
    lists = shelf(tmp_path)
    put(lists, tmp_path / "in", page("a", "b", day="2021-12-10", fullness=fullness, said=said))
    assert note == state(lists, D13).uses[0].note


def poorer_after_full(tmp_path: Path, fullness: Any, **fields: Any) -> ListedRow:
    lists = shelf(tmp_path)
    full = {"name": "SEK", "aliases": ["April 26"], "addresses": ["Pyongyang"], "born": ["1974"]}
    put(
        lists, tmp_path / "in",
        page("a", "b", day="2021-12-09", fields={"a": full}),
        page("a", "b", day="2021-12-10", fullness=fullness, fields={"a": fields}),
    )  # fmt: skip
    return row(state(lists, D13), "a")


def test_a_name_that_the_newer_form_lacks_stays_and_says_from_where(tmp_path: Path) -> None:
    found = poorer_after_full(tmp_path, "no-primaries", name="", aliases=["New alias"])
    seen = found.designation.seen
    assert ("SEK", (Alias("New alias"),)) == (found.designation.name, found.designation.aliases)
    assert f"{TINY}@2021-12-10" == seen.source
    assert seen.cite("name").place.startswith(f"{TINY}@2021-12-09, ")


def test_names_only_keep_what_an_earlier_full_snapshot_said(tmp_path: Path) -> None:
    found = poorer_after_full(tmp_path, "names-only", name="SEK STUDIO").designation
    assert ("SEK STUDIO", ("1974",), ("Pyongyang",)) == (found.name, found.born, found.addresses)
    assert () == found.aliases
    assert {"born", "addresses"} == {part.field for part in found.seen.parts}


def test_aliases_of_remarks_and_of_an_earlier_full_snapshot_come_together(tmp_path: Path) -> None:
    found = poorer_after_full(tmp_path, "primaries-only", name="SEK", aliases=["Weak"])
    assert (Alias("Weak"), Alias("April 26")) == found.designation.aliases


def test_a_full_snapshot_takes_nothing_from_an_earlier_one(tmp_path: Path) -> None:
    found = poorer_after_full(tmp_path, "full", name="SEK")
    assert ((), ()) == (found.designation.addresses, found.designation.seen.parts)


def test_rows_named_by_name_are_not_compared_with_rows_of_ids(tmp_path: Path) -> None:
    lists = shelf(tmp_path)
    put(
        lists, tmp_path / "in", page("a", "b", day="2021-12-09"),
        page("name:a", "name:b", day="2021-12-10", fullness="names-only"),
        page("name:a", "name:c", day="2021-12-13", fullness="names-only"),
    )  # fmt: skip
    found = state(lists, D13)
    assert (Span(D9, None, D9, None),) == row(found, "a").spans
    assert (Span(D10, None, D10, D13),) == row(found, "name:b").spans
    assert "2 rows of earlier snapshots with the publisher's ids" in found.uses[0].note


def extract(day: str, rows: str, full: str = "9,146") -> Page:
    said = f"extract of {len(rows)} of {full} entries" if full else ""
    return page(*rows, day=day, fullness="extract", said=said)


def test_an_extract_that_looked_through_the_list_takes_rows_away(tmp_path: Path) -> None:
    lists = shelf(tmp_path)
    put(lists, tmp_path / "in", extract("2021-12-09", ""), extract("2021-12-10", "ab"))
    put(lists, tmp_path / "in", extract("2021-12-13", "a"))
    found = state(lists, D13)
    assert (Span(D10, D9, D10, D13),) == row(found, "b").spans
    assert (Span(D10, D9, D13, None),) == row(found, "a").spans


def test_an_extract_that_does_not_say_so_takes_none_away(tmp_path: Path) -> None:
    lists = shelf(tmp_path)
    put(lists, tmp_path / "in", extract("2021-12-10", "ab"), extract("2021-12-13", "a", ""))
    assert (Span(D10, None, D10, None),) == row(state(lists, D13), "b").spans


def test_an_extract_does_not_touch_the_rows_of_a_full_list(tmp_path: Path) -> None:
    lists = shelf(tmp_path)
    put(lists, tmp_path / "in", page("a", "b", "c", day="2021-12-09"), extract("2021-12-10", "a"))
    assert (Span(D9, None, D9, None),) == row(state(lists, D13), "b").spans


def test_a_date_of_listing_that_the_publisher_states_is_the_beginning(tmp_path: Path) -> None:
    lists = shelf(tmp_path)
    stated = {"a": {"listed_on": "2019-05-01"}, "c": {"listed_on": "2021-12-10"}}
    put(
        lists, tmp_path / "in", page("a", "b", day="2021-12-09", fields=stated),
        page("a", "b", "c", day="2021-12-13", fields=stated),
    )  # fmt: skip
    found = state(lists, D13)
    assert (Span(date(2019, 5, 1), None, D13, None),) == row(found, "a").spans
    assert (Span(D10, D9, D13, None),) == row(found, "c").spans


def test_a_relisted_row_begins_again_with_the_stated_date(tmp_path: Path) -> None:
    lists = shelf(tmp_path)
    again = {"a": {"listed_on": "2021-12-12"}}
    put(
        lists, tmp_path / "in", page("a", "b", day="2021-12-09"), page("b", "c", day="2021-12-10"),
        page("a", "b", day="2021-12-13", fields=again),
    )  # fmt: skip
    found = row(state(lists, D13), "a").spans
    assert (Span(D9, None, D9, D10), Span(date(2021, 12, 12), D10, D13, None)) == found


def rows_of(found: ListState) -> Sequence[tuple[str, tuple[Span, ...]]]:
    return [(one.designation.row, one.spans) for one in found.rows]


def test_the_order_of_imports_does_not_matter(tmp_path: Path) -> None:
    contents = (("2021-12-09", "abz"), ("2021-12-10", "abcz"), ("2021-12-13", "acz"))
    backwards = shelf(tmp_path / "backwards")
    pages = [page(*rows, day=day) for day, rows in reversed(contents)]
    put(backwards, tmp_path / "in2", *pages)
    forwards = history(tmp_path / "forwards")
    for day in (D9, D10, D13):
        assert rows_of(state(forwards, day)) == rows_of(state(backwards, day))


def test_show_gives_a_row_of_every_list_with_all_its_spans(tmp_path: Path) -> None:
    lists = history(tmp_path)
    (found,) = lists.show("b")
    assert ("Name of b", (Span(D9, None, D10, D13),)) == (found.designation.name, found.spans)
    assert () == lists.show("nothing")
    assert () == lists.show("b", "eu_other")


def test_a_row_is_given_in_its_newest_content(tmp_path: Path) -> None:
    lists = shelf(tmp_path)
    for day, names in (("2021-12-09", ("a", "c")), ("2021-12-10", ("a", "b", "c"))):
        take(lists, write(tmp_path / day / "tiny.json", page(*names, day=day)))
    assert lists.row(TINY, "b") == row(state(lists, D13), "b").designation
    assert (None, None) == (lists.row(TINY, "none"), lists.row("other", "b"))


def test_the_mark_tells_when_other_snapshots_are_held(tmp_path: Path) -> None:
    shelf = ListShelf(tmp_path)
    assert "" == shelf.mark()
    invented.install_lists(tmp_path)
    first = shelf.mark()
    assert first
    invented.install_lists(tmp_path)
    assert first == shelf.mark() == ListShelf(tmp_path).mark()
