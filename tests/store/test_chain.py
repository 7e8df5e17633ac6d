"""The hash chain: what is altered, missing or moved shows."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from celtrace.ports import Entry
from celtrace.store.chain import check_chain, hash_of, link

NOON = datetime(2024, 2, 29, 12, tzinfo=UTC)


def lines(count: int) -> list[Entry]:
    made: list[Entry] = []
    for number in range(count):
        made.append(link(made[-1] if made else None, NOON, "ana", "noted", {"n": number}))
    return made


@given(count=st.integers(2, 9), data=st.data())
def test_every_removed_line_but_the_last_shows(count: int, data: st.DataObject) -> None:
    chain = lines(count)
    del chain[data.draw(st.integers(0, count - 2))]
    assert list(check_chain(chain))


@given(count=st.integers(2, 9), data=st.data())
def test_every_change_of_order_shows(count: int, data: st.DataObject) -> None:
    chain = lines(count)
    moved = data.draw(st.permutations(chain).filter(lambda other: other != chain))
    assert list(check_chain(moved))


@given(
    at=st.integers(0, 4),
    change=st.sampled_from([
        {"actor": "ben"}, {"action": "x"}, {"body": {}}, {"at": datetime(2024, 1, 1, tzinfo=UTC)},
        {"seq": 9}, {"hash": "0" * 64}, {"previous": "f" * 64},
    ]),
)  # fmt: skip
def test_every_altered_field_shows(at: int, change: dict[str, object]) -> None:
    chain = lines(5)
    chain[at] = msgspec.structs.replace(chain[at], **change)
    assert list(check_chain(chain))


def test_a_line_that_was_altered_and_hashed_anew_shows_at_the_next() -> None:
    chain = lines(3)
    forged = msgspec.structs.replace(chain[1], actor="ben")
    chain[1] = msgspec.structs.replace(forged, hash=hash_of(forged))
    assert ["Journal line 2 does not follow the line that stands before it."] == list(
        check_chain(chain)
    )


def test_a_missing_end_does_not_show_here_which_is_why_there_is_a_seal() -> None:
    assert [] == list(check_chain(lines(3)[:2]))


def test_the_sentence_names_the_line() -> None:
    chain = lines(3)
    chain[1] = msgspec.structs.replace(chain[1], actor="ben")
    assert ["Journal line 1 is not what was written: its hash differs."] == list(check_chain(chain))
