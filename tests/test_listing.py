"""Lists as values: what was used, how old, how full, and what was not looked at."""

from __future__ import annotations

from datetime import date
from typing import get_args

import msgspec
import pytest

from celtrace import registry
from celtrace.listing import ListSource, ListState, ListUse, Regime, Snapshot
from celtrace.records import Digest, Fullness

DAY = date(2024, 6, 1)


def source(**more: object) -> ListSource:
    given = {"id": "x", "title": "X", "publisher": "P", "regime": "US", "urls": (), "licence": "L"}
    return ListSource(**{**given, "expected": (1, 9), **more})  # type: ignore[arg-type]


def test_a_list_without_a_snapshot_was_not_checked_and_has_no_age() -> None:
    """R12: `not checked` never looks like `no`."""
    use = ListUse("gb_fcdo", "GB", None)
    assert (None, None, 0, "") == (use.snapshot, use.age_days, use.entries, use.digest)


def test_a_list_made_today_has_an_age_of_nought_which_is_not_unknown() -> None:
    assert ListUse("gb_fcdo", "GB", DAY, age_days=0) != ListUse("gb_fcdo", "GB", DAY)


@pytest.mark.parametrize("fullness", get_args(Fullness))
def test_how_full_a_list_is_survives_being_stored(fullness: Fullness) -> None:
    use = ListUse("un_sc", "UN", DAY, fullness=fullness)
    assert use == msgspec.json.decode(msgspec.json.encode(use), type=ListUse)


def test_a_fullness_that_nobody_defined_is_refused() -> None:
    stored = msgspec.json.encode(ListUse("un_sc", "UN", DAY, fullness="nearly"))  # type: ignore[arg-type]
    with pytest.raises(msgspec.ValidationError, match="nearly"):
        msgspec.json.decode(stored, type=ListUse)


def test_a_snapshot_may_state_no_date_and_is_then_given_none() -> None:
    assert Snapshot("x", None, "full", (), Digest("0" * 64)).date is None


def test_a_source_expects_no_fields_where_it_names_none() -> None:
    assert () == source().fill


def test_every_regime_of_a_review_has_a_list() -> None:
    published = {reader.SOURCE.regime for reader in registry.readers("lists")}
    assert set(get_args(Regime)) - {""} == published


def test_no_state_is_a_state_without_lists_and_rows() -> None:
    assert ((), ()) == (ListState((), ()).uses, ListState((), ()).rows)
