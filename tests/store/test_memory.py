"""Stores in memory, and the order in which a view answers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.ports import CaseFacts
from celtrace.records import Contract, Digest, Evidence, Party, SignIn, Worker
from celtrace.store.memory import MemoryJournal, MemoryShelf, MemoryVault, place_in, texts

SEEN = Evidence(Digest("0" * 64), "a.csv", "line 2", "q", "csv")
FACTS = CaseFacts(date(2024, 6, 1), "us")
NOON = datetime(2024, 6, 1, 12, tzinfo=UTC)


def party(id_: str, **more: Any) -> Party:
    return Party(seen=SEEN, id=id_, **{"name": id_.upper(), **more})


@pytest.mark.parametrize(
    ("groups", "value"),
    [
        (["a"], "a"),
        ([""], ""),
        ([""], None),
        ([""], ()),
        (["a", "b"], ("b", "a", "b")),
        (["1"], 1),
        (["2024-06-01"], date(2024, 6, 1)),
        (["False"], False),
    ],
)
def test_the_groups_of_a_value(groups: list[str], value: object) -> None:
    assert groups == texts(value)


@given(st.lists(st.none() | st.dates(), max_size=8))
def test_records_without_a_value_stand_before_those_with_one(days: list[date | None]) -> None:
    held = [party(f"p{number}", since=day) for number, day in enumerate(days)]
    ordered = [one.since for one in sorted(held, key=lambda one: place_in(one, "since"))]
    known = [day for day in ordered if day]
    assert [None] * days.count(None) + sorted(known) == ordered


@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_of_reading_does_not_show(ids: list[str]) -> None:
    view = MemoryShelf(map(party, ids)).view(FACTS)
    assert ["a", "b", "c", "d"] == [one.id for one in view.all(Party)]
    assert ["a", "b", "c", "d"] == [one.id for one in view.where(Party, "country", "")]


def test_a_view_is_of_the_moment_of_its_first_question() -> None:
    shelf = MemoryShelf([party("a")])
    view = shelf.view(FACTS)
    assert 1 == len(view.all(Party))
    shelf.add([party("b")])
    assert 1 == len(view.all(Party))
    assert 2 == len(shelf.view(FACTS).all(Party))


def test_a_party_without_a_name_is_called_by_its_id() -> None:
    assert "v" == MemoryShelf([party("v", name="")]).view(FACTS).name("party:v")


def test_a_party_and_a_worker_of_one_id_are_told_apart_by_their_ref() -> None:
    worker = Worker(seen=SEEN, id="kim", name="Kim Worker")
    view = MemoryShelf([party("kim", name="Kim Studio"), worker]).view(FACTS)
    assert ["Kim Studio", "Kim Worker", "Kim Studio"] == [
        view.name("party:kim"), view.name("worker:kim"), view.name("kim"),
    ]  # fmt: skip


def test_a_kind_nobody_handed_in_has_no_records_and_no_error() -> None:
    view = MemoryShelf().view(FACTS)
    assert ((), None, ()) == (
        view.all(Contract), view.get(Contract, "c"), view.where(Contract, "client", "us"),
    )  # fmt: skip


def test_bytes_that_were_altered_in_memory_show() -> None:
    vault = MemoryVault()
    digest, _ = vault.put(BytesIO(b"before"))
    vault._held[digest] = b"after"
    (said,) = vault.check()
    assert said.startswith(f"Vault object {digest} holds other bytes")


def test_a_line_that_was_altered_in_memory_shows() -> None:
    journal = MemoryJournal()
    journal.append(NOON, "ana", "noted", {"n": 1})
    journal._lines[0].body["n"] = 2
    assert ["Journal line 0 is not what was written: its hash differs."] == list(journal.check())


def test_a_body_that_is_changed_after_it_was_appended_changes_no_line() -> None:
    journal, body = MemoryJournal(), {"n": [1]}
    journal.append(NOON, "ana", "noted", body)
    body["n"].append(2)
    assert [] == list(journal.check())


def test_records_may_be_read_while_others_are_added() -> None:
    shelf = MemoryShelf([party("a"), party("b")])
    reading = shelf.each(Party)
    assert "a" == next(reading).id
    shelf.add([party("c")])
    assert ["b"] == [one.id for one in reading]


def test_two_sign_ins_of_one_instant_come_in_order_of_id() -> None:
    seen = [SignIn(seen=SEEN, account="a", time=NOON, session=s) for s in "zyx"]
    ((_, group),) = MemoryShelf(seen).grouped(SignIn, "account", "time")
    assert sorted(one.id for one in seen) == [one.id for one in group]
