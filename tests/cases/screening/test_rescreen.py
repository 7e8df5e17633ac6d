"""Screening again after a change gives what a full screening gives, bit for bit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from celtrace.cases.lists.shelf import ListShelf
from celtrace.cases.screening.record import Asked
from celtrace.cases.screening.rescreen import Earlier, Rescreened, rescreen
from celtrace.cases.screening.screener import Screener
from celtrace.cases.screening.sheets import parties_of_names
from celtrace.listing import ListedRow, ListState
from celtrace.records import Party, Settled, Span
from screened import GONE, USCC, alias, entity, numbered, party, person, state

NAMES = ("KIM, Chol Su", "NINGS CARTOON STUDIO", "PETROV, Ivan", "BLUE CRANE FILM", "RI, Yong Ho")
PARTIES = (
    party("Kim Chol Su", "a", form="person", born="1970"), party("Nings Cartoon Studio", "b"),
    party("Blue Crane Film Ltd", "c", **numbered("uscc", USCC)), party("Nobody Known", "d"),
    party("House", "e", listed_as=(Settled("us_ofac_sdn", "2"),)),
)  # fmt: skip


def full(parties: tuple[Party, ...], says: ListState) -> Earlier:
    screener = Screener.of(says)
    return Earlier(tuple(Asked(party, screener.candidates(party)) for party in parties), says)


def again(before: ListState, after: ListState, parties: tuple[Party, ...]) -> Rescreened:
    found = rescreen(full(parties, before), after, parties)
    assert full(parties, after).asked == found.answers
    return found


BASE = state(*(entity(str(i), name) for i, name in enumerate(NAMES)))


def changed(number: int, **fields: object) -> ListState:
    rows = list(BASE.rows)
    said = msgspec.structs.replace(rows[number].designation, **fields)
    rows[number] = msgspec.structs.replace(rows[number], designation=said)
    return ListState(BASE.uses, tuple(rows))


def test_nothing_changed_asks_nobody() -> None:
    found = again(BASE, BASE, PARTIES)
    assert ((), (), ()) == (found.asked, found.changed_rows, found.changes)


def test_a_remark_asks_only_the_parties_that_have_the_row_as_candidate() -> None:
    found = again(BASE, changed(1, remarks="new"), PARTIES)
    assert (("b",), False) == (found.asked, found.names_changed)


def test_a_number_that_a_row_gains_finds_the_party_that_has_it() -> None:
    found = again(BASE, changed(4, **numbered("uscc", USCC)), PARTIES)
    assert "c" in found.asked
    assert any("row 4 of us_ofac_sdn is found now" in text for text in found.changes)


def test_a_number_that_a_row_loses_loses_the_party() -> None:
    found = again(changed(4, **numbered("uscc", USCC)), BASE, PARTIES)
    assert any("row 4 of us_ofac_sdn was found, but is not now" in text for text in found.changes)


def test_a_row_that_was_settled_is_looked_at_again_when_it_changes() -> None:
    assert "e" in again(BASE, changed(2, programmes=("DPRK3",)), PARTIES).asked


def test_a_delisted_row_reopens_its_candidates() -> None:
    rows = [msgspec.structs.replace(r, spans=GONE) if r.designation.row == "1" else r
            for r in BASE.rows]  # fmt: skip
    found = again(BASE, ListState(BASE.uses, tuple(rows)), PARTIES)
    assert ("b",) == found.asked
    assert any("spans" in text and "because" in text for text in found.changes)


def test_a_new_listing_is_found_for_an_old_party() -> None:
    found = again(BASE, state(*BASE.rows, entity("9", "NOBODY KNOWN")), PARTIES)
    assert found.names_changed
    assert any("Nobody Known: row 9 of us_ofac_sdn is found now" in text for text in found.changes)


def test_a_changed_sheet_asks_only_its_changed_and_new_rows() -> None:
    now = (*PARTIES[:3], party("Ivan Petrov", "d"), party("Ri Yong Ho", "f"))
    found = rescreen(full(PARTIES, BASE), BASE, now)
    assert ("d", "f") == found.asked
    assert full(now, BASE).asked == found.answers
    assert any(text.startswith("House: row 2") for text in found.changes)


TWICE = (
    party("Nings Cartoon Studio", "V1"), party("Nings Cartoon Studio", "V1"),
    party("Nobody Known", "V1"), party("House", "V2"),
)  # fmt: skip


def test_rows_of_a_sheet_that_share_an_id_keep_an_answer_each() -> None:
    found = again(BASE, changed(1, remarks="new"), TWICE)
    assert [1, 1, 0, 0] == [len(one.candidates) for one in found.answers]
    assert ("V1", "V1") == found.asked
    assert () == found.changes


def test_a_row_of_a_shared_id_that_goes_is_told() -> None:
    found = rescreen(full(TWICE, BASE), BASE, TWICE[:1])
    assert ("Nings Cartoon Studio: row 1 of us_ofac_sdn was found, but is not now",) == (
        found.changes
    )


def test_a_snapshot_in_another_form_asks_those_with_candidates() -> None:
    partial = state(*BASE.rows, us_ofac_sdn="names-only")
    assert {"a", "b", "c", "e"} >= set(again(BASE, partial, PARTIES).asked)


def _renamed(row: ListedRow) -> ListedRow:
    more = (*row.designation.aliases, alias("Kim Chul Soo"))
    return msgspec.structs.replace(
        row, designation=msgspec.structs.replace(row.designation, aliases=more)
    )


def _numbered(row: ListedRow) -> ListedRow:
    said = msgspec.structs.replace(row.designation, **numbered("uscc", USCC))
    return msgspec.structs.replace(row, designation=said)


def _ended(row: ListedRow) -> ListedRow:
    return msgspec.structs.replace(row, spans=(Span(date(2024, 1, 1), until=date(2025, 1, 1)),))


def _aged(row: ListedRow) -> ListedRow:
    said = msgspec.structs.replace(row.designation, form="person", born=("1990",))
    return msgspec.structs.replace(row, designation=said)


CHANGES: tuple[Callable[[ListedRow], ListedRow | None], ...] = (
    _renamed, _numbered, _ended, _aged, lambda _: None, lambda row: row
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(CHANGES), min_size=5, max_size=5),
    st.lists(st.sampled_from(NAMES), max_size=2),
    st.lists(st.sampled_from((*PARTIES, *TWICE)), max_size=8),
)
def test_any_change_in_either_direction_gives_the_full_answer(
    changes: list[Callable[[ListedRow], ListedRow | None]], added: list[str], left: list[Party]
) -> None:
    kept = [new for change, row in zip(changes, BASE.rows, strict=True) if (new := change(row))]
    new = [person(f"n{i}", name) for i, name in enumerate(added)]
    after = state(*kept, *new)
    again(BASE, after, PARTIES)
    again(after, BASE, PARTIES)
    now = tuple(left)
    earlier = full(PARTIES, BASE)
    assert full(now, after).asked == rescreen(earlier, after, now).answers


REAL = {
    "us_ofac_sdn": ("ofac/sdn_primary_2021-12-{}.csv.gz", ("09", "10"), "2021-12-{}"),
    "un_sc": ("un/consolidated_{}.xml.gz", ("2025-04-19", "2025-11-20"), "{}"),
}


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("list_id", REAL)
def test_real_changes_of_a_list_in_both_directions(
    tmp_path: Path, shared_data: Path, list_id: str
) -> None:
    shelf = ListShelf(tmp_path)
    path, days, name = REAL[list_id]
    files = [shared_data / "lists" / path.format(day) for day in days]
    shelf.import_paths(files, list_id=None, snapshot=None, note=lambda *_: None)
    before, after = (
        shelf.state(date.fromisoformat(name.format(day)), regimes=("US", "UN"), pins={})
        for day in days
    )
    known = {row.designation.row for row in before.rows}
    new = [r.designation.name for r in after.rows if r.designation.row not in known]
    old = [row.designation.name for row in before.rows]
    parties = tuple(parties_of_names([*old[:: len(old) // 20], *new[:20], "SEK Studio"]))
    assert new
    assert any("is found now" in text for text in again(before, after, parties).changes)
    assert any("is not now" in text for text in again(after, before, parties).changes)
