"""Our supplement takes part as a list of its own, dated, and as no authority's."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from celtrace.cases.lists.own import NOTE, OWN, day, rows, with_own
from celtrace.cases.lists.shelf import ListShelf
from celtrace.cases.screening.screener import Screener
from celtrace.cases.screening.sheets import parties_of_names
from celtrace.errors import NoSnapshot
from celtrace.listing import ListState
from celtrace.names.supplement import content, supplement
from screened import entity, state

NONE = ListState((), ())


def test_every_entry_is_a_row_with_its_sources_in_the_quote() -> None:
    found = {row.designation.row: row.designation for row in rows()}
    assert len(supplement().entries) == len(found)
    for row in found.values():
        assert "https://" in row.seen.quote or "http://" in row.seen.quote
        assert (OWN, f"{OWN}@{day()}") == (row.list, row.seen.source)
    assert {row.seen.digest for row in found.values()} == {sha256(content().encode()).hexdigest()}


def test_it_takes_part_from_its_date_on() -> None:
    assert NONE == with_own(NONE, day() - timedelta(1), {})
    [use] = with_own(NONE, day() + timedelta(3), {}).uses
    assert (OWN, "", day(), 3, NOTE) == (use.list, use.regime, use.snapshot, use.age_days, use.note)


def test_a_pin_takes_it_in_earlier_or_leaves_it_out_and_another_date_is_refused() -> None:
    early = day() - timedelta(100)
    assert rows() == with_own(NONE, early, {OWN: day()}).rows
    left = with_own(NONE, day(), {OWN: None})
    assert ((), None) == (left.rows, left.uses[0].snapshot)
    with pytest.raises(NoSnapshot):
        with_own(NONE, day(), {OWN: date(2001, 1, 1)})


def test_other_rows_keep_their_order_around_it() -> None:
    base = state(entity("1", "A"), entity("2", "B"))
    found = [row.designation.list for row in with_own(base, day(), {}).rows]
    assert sorted(found) == found
    assert ["1", "2"] == [r.designation.row for r in with_own(base, day(), {}).rows][-2:]


def test_a_row_that_stands_for_an_official_one_is_searched_as_that_one() -> None:
    name = "조선4.26만화영화촬영소"
    party = tuple(parties_of_names([name]))
    alone = Screener.of(with_own(NONE, day(), {})).screen(party)
    assert [(OWN, "us_ofac_sdn:34022")] == [(one.list, one.row) for one in alone]
    base = state(entity("34022", "SEK STUDIO"))
    beside = Screener.of(with_own(base, day(), {})).screen(party)
    assert [("us_ofac_sdn", "34022")] == [(one.list, one.row) for one in beside]


def test_it_is_shown_by_its_row(tmp_path: Path) -> None:
    shelf = ListShelf(tmp_path)
    [row] = shelf.show("us_ofac_sdn:34022", OWN)
    assert "SEK STUDIO" == row.designation.name
    assert OWN in [one.list for one in shelf.status(day())]
