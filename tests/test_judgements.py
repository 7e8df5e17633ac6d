"""What a judgement rests on, and when that has changed."""

from __future__ import annotations

import pytest

from celtrace.judgements import Basis, changes, kind_of


def test_the_same_words_in_a_file_saved_anew_are_no_change() -> None:
    assert [] == list(
        changes(Basis({"a": "1"}, ("q",), ("d1",)), Basis({"a": "1"}, ("q",), ("d2",)))
    )


def test_every_difference_is_named_with_what_was_and_what_is() -> None:
    before, now = Basis({"name": "A", "row": "1"}, ("old",)), Basis({"name": "B"}, ("new",))
    assert [
        "name was “A”, is now “B”", "row was “1”, is now “”",
        "no longer seen: “old”", "seen now: “new”",
    ] == list(changes(before, now))  # fmt: skip


@pytest.mark.parametrize("target", ["finding:1", "candidate:1", "subject:party:1"])
def test_three_kinds_of_target_can_be_judged(target: str) -> None:
    assert target.partition(":")[0] == kind_of(target)


def test_nothing_else_can() -> None:
    with pytest.raises(ValueError, match="no finding"):
        kind_of("party:1")
