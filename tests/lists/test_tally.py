"""What a reader does not know is said once, with how often and where first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from celtrace.lists._tally import Tally
from lists.reading import Notes

MET = st.tuples(st.sampled_from("ab"), st.sampled_from("xy"), st.sampled_from("123"))


def told(*met: tuple[str, str, str]) -> Notes:
    tally, notes = Tally(), Notes()
    for one in met:
        tally.add(*one)
    tally.tell(lambda *said: notes.append(said))
    return notes


def test_nothing_met_is_nothing_said() -> None:
    assert [] == told()


def test_a_thing_met_once_is_said_with_its_place() -> None:
    assert [("line 3", "odd (once)", "left out")] == told(("odd", "left out", "line 3"))


def test_a_thing_met_often_is_said_once_with_the_first_place() -> None:
    met = [("odd", "left out", f"line {n}") for n in (3, 7, 5)]
    assert [("line 3", "odd (3 times, first here)", "left out")] == told(*met)


def test_what_was_done_otherwise_is_said_apart() -> None:
    said = told(("odd", "kept", "line 1"), ("odd", "left out", "line 2"))
    assert ["kept", "left out"] == [consequence for _, _, consequence in said]


@given(st.lists(MET))
def test_every_thing_met_is_said_exactly_once(met: list[tuple[str, str, str]]) -> None:
    """Nothing silently dropped (strict interpretation)."""
    said = [(reason.partition(" (")[0], consequence) for _, reason, consequence in told(*met)]
    assert sorted({(reason, consequence) for reason, consequence, _ in met}) == said
