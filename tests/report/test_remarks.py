"""Remarks that many share: said once, and nobody is left out."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.report.remarks import NAMED, Remark, gathered, remarks
from report.small import bare, material, party, said

DESK = material(bare(), *(party(f"p{n}", f"Party {n}") for n in range(20)))
REMARKS = st.builds(
    Remark, st.sampled_from(["US", "EU"]), st.sampled_from(["no", "may-be"]),
    st.sampled_from(["one", "two"]), st.sampled_from(["p1", "p2"]),
    st.sampled_from(["", "2020-01-01"]),
)  # fmt: skip


def remark(number: int, note: str = "the list is partial", day: str = "") -> Remark:
    return Remark("US", "no", note, f"p{number}", day)


def lines(*found: Remark) -> list[str]:
    return [said(line) for line in remarks(DESK, gathered(found))]


@given(st.lists(REMARKS, max_size=12))
def test_every_remark_is_in_one_group_and_none_is_lost(found: list[Remark]) -> None:
    assert sorted(found) == sorted(one for same in gathered(found).values() for one in same)


@given(st.lists(REMARKS, max_size=12))
def test_only_equal_remarks_share_a_line(found: list[Remark]) -> None:
    for shared, same in gathered(found).items():
        assert {(shared.regime, shared.status, shared.note)} == {
            (one.regime, one.status, one.note) for one in same
        }


@given(st.lists(REMARKS, max_size=12), st.integers(0, 9))
def test_the_order_of_remarks_does_not_show(found: list[Remark], seed: int) -> None:
    mixed = list(found)
    random.Random(seed).shuffle(mixed)  # noqa: S311 - shuffles a test
    assert list(gathered(found).items()) == list(gathered(mixed).items())


def test_a_shared_note_names_its_parties() -> None:
    expected = "US: no, on the snapshots seen The list is partial. So for Party 1, Party 2."
    assert [expected] == lines(remark(2), remark(1))


@pytest.mark.parametrize(("count", "ends"), [(NAMED, "Party 8."), (NAMED + 1, "for 9 parties.")])
def test_beyond_eight_parties_they_are_counted(count: int, ends: str) -> None:
    (line,) = lines(*(remark(number) for number in range(1, count + 1)))
    assert line.endswith(ends)


def test_many_days_of_one_party_are_counted_as_one_party() -> None:
    (line,) = lines(*(remark(1, day=f"2020-01-{n:02d}") for n in range(1, 13)))
    assert line.endswith("So for 1 party.")


def test_two_notes_are_two_lines() -> None:
    assert 2 == len(lines(remark(1), remark(1, "the list is old")))


def test_a_party_is_a_link_to_where_it_is_spoken_of() -> None:
    (line,) = remarks(DESK, gathered([remark(3)]))
    assert "party-p3" in {span.to for span in line}
