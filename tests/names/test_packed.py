from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.names.model import Named
from celtrace.names.packed import Lists, Packed, joined, neighbours

NAMES = st.lists(
    st.builds(
        Named,
        st.integers(0, 9),
        st.text(alphabet="abeiklmnorsu 김철王", max_size=18),
        st.sampled_from(["person", "entity", "unknown"]),
    ),
    max_size=8,
)


@given(st.lists(st.lists(st.integers(0, 99), max_size=4), max_size=8))
def test_lists_come_back_as_they_went_in(lists: list[list[int]]) -> None:
    packed = Lists.of(lists)
    assert lists == [list(packed[at]) for at in range(len(packed))]
    assert [len(one) for one in lists] == packed.counts()


@given(NAMES)
def test_the_order_of_names_changes_no_byte(names: list[Named]) -> None:
    assert Packed.build(names).dump() == Packed.build(reversed(names)).dump()


@given(NAMES)
def test_what_is_loaded_is_dumped_as_before(names: list[Named]) -> None:
    dumped = Packed.build(names).dump()
    assert dumped == Packed.load(dumped).dump()


@given(NAMES)
def test_every_form_has_an_owner_and_stands_under_each_of_its_words(names: list[Named]) -> None:
    packed = Packed.build(names)
    for at in range(len(packed.forms)):
        assert len(packed.owners[at]) > 0
        assert all(at in packed.postings[number] for number in packed.forms[at])


@pytest.mark.parametrize(
    ("size", "pairs"),
    [
        (0, []),
        (1, []),
        (2, [(0, 1)]),
        (3, [(0, 1), (1, 2), (2, 0)]),
        (4, [(0, 1), (1, 2), (2, 3), (3, 0)]),
    ],
)
def test_the_last_word_is_the_neighbour_of_the_first(
    size: int, pairs: list[tuple[int, int]]
) -> None:
    assert pairs == neighbours(size)


@pytest.mark.parametrize(
    ("first", "second", "bones"),
    [
        ("falahat", "kari", "flhtkr"),
        ("li", "na", "=lina"),
        ("26", "studio", ""),
        ("@film", "sek", ""),
    ],
)
def test_joined_words_are_known_by_four_consonants_or_by_their_letters(
    first: str, second: str, bones: str
) -> None:
    assert bones == joined(first, second)
