"""Acts in columns: what is kept of a record, and the record made of it again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.records import Digest, Evidence, FileAccess, SessionEnd, SignIn
from celtrace.records.columns import (
    DEFAULTS,
    KEPT,
    Act,
    Batch,
    batch,
    batches,
    filled,
    instant,
    microseconds,
    record,
    records,
)
from celtrace.registry import detectors

SEEN = Evidence(Digest("0" * 64), "x.log", "line 7", "the line", "sshd")
NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)
TEXTS = st.text(max_size=8)
TIMES = st.datetimes(timezones=st.just(UTC))
SIGN_INS = st.builds(
    SignIn, seen=st.just(SEEN), account=TEXTS, time=TIMES, until=st.none() | TIMES, ip=TEXTS,
    device=TEXTS, result=st.sampled_from(["success", "failure"]), user_agent=TEXTS, session=TEXTS,
    mfa=TEXTS, passkey=TEXTS, system=TEXTS, application=TEXTS, mfa_device=TEXTS,
    managed=st.sampled_from([None, True, False]), trust=st.sampled_from(["", "socket", "client"]),
)  # fmt: skip
FILES = st.builds(
    FileAccess, seen=st.just(SEEN), account=TEXTS, time=TIMES, path=TEXTS, item=TEXTS, ip=TEXTS,
    action=st.sampled_from(["download", "view"]), size=st.none() | st.integers(0, 2**40),
    event=TEXTS,
)  # fmt: skip
ENDS = st.builds(SessionEnd, seen=st.just(SEEN), account=TEXTS, time=TIMES, session=TEXTS)


def seen(place: str, quote: str) -> Evidence:
    return msgspec.structs.replace(SEEN, place=place, quote=quote)


@given(st.lists(SIGN_INS | FILES | ENDS, max_size=12))
def test_records_come_back_as_they_were(acts: list[Act]) -> None:
    made = [one for some in batches(acts) for held in some for one in records(held, seen)]
    assert acts == made


@given(st.lists(SIGN_INS, min_size=1, max_size=6))
def test_columns_are_of_one_length_and_none_says_nothing(acts: list[Act]) -> None:
    made = batch(SignIn, acts)
    assert {len(acts)} == {len(values) for values in made.columns.values()}
    for name, values in made.columns.items():
        if name in DEFAULTS[SignIn]:
            assert {DEFAULTS[SignIn][name]} != set(values)


@given(TIMES)
def test_an_instant_is_whole_microseconds(time: datetime) -> None:
    assert time == instant(microseconds(time))


@pytest.mark.parametrize("kind", KEPT, ids=lambda kind: kind.kind)
def test_what_tells_records_apart_is_kept(kind: type[Act]) -> None:
    assert set(kind.key) <= set(KEPT[kind])
    assert set(KEPT[kind]) <= {field.name for field in msgspec.structs.fields(kind)}


def test_every_field_that_a_rule_needs_is_kept() -> None:
    for one in detectors():
        if one.reads[0] in get_args(Act):
            assert set(one.needs) | {one.by, one.order} - {"", "id"} <= set(KEPT[one.reads[0]])  # type: ignore[index] # an act


def test_a_row_takes_what_it_lacks_from_the_defaults() -> None:
    row: dict[str, Any] = {"account": "ann", "time": microseconds(NOON), "until": None}
    assert SignIn(seen=SEEN, account="ann", time=NOON) == record(SignIn, row, SEEN)


def test_kinds_are_kept_apart_in_the_order_of_the_log() -> None:
    sign = SignIn(seen=SEEN, account="ann", time=NOON)
    end = SessionEnd(seen=SEEN, account="ann", time=NOON)
    (some,) = batches([sign, sign, end, sign])
    assert [(SignIn, 2), (SessionEnd, 1), (SignIn, 1)] == [(one.kind, len(one)) for one in some]


def test_fields_without_a_default_always_stand() -> None:
    made = filled(SignIn, {"place": ["line 1"], "quote": [""], "account": [""], "time": [0],
                           "ip": [""], "result": ["success"]})  # fmt: skip
    assert Batch(SignIn, {"place": ["line 1"], "quote": [""], "account": [""], "time": [0]}) == made
