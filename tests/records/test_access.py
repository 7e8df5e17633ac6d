"""Sign-ins, files and networks: instants exact, attempts told apart, nothing inferred."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.records import (
    Account,
    AddressFact,
    Device,
    Digest,
    FileAccess,
    FileFact,
    Found,
    Network,
    Place,
    SignIn,
)
from records.kinds import SEEN

NOON = datetime(2024, 2, 29, 12, tzinfo=UTC)


def sign_in(**more: Any) -> SignIn:
    return SignIn(seen=SEEN, **{"account": "ann", "time": NOON, **more})


def touched(**more: Any) -> FileAccess:
    given = {"account": "ann", "time": NOON, "action": "download", "path": "a.psd"}
    return FileAccess(seen=SEEN, **{**given, **more})


@pytest.mark.parametrize(
    "more",
    [
        {"account": "ben"},
        {"time": NOON + timedelta(microseconds=1)},
        {"ip": "192.0.2.1"},
        {"session": "s2"},
        {"system": "vpn"},
        {"result": "failure"},
    ],
    ids=lambda more: next(iter(more)),
)
def test_two_attempts_that_differ_are_two_sign_ins(more: dict[str, Any]) -> None:
    assert sign_in().id != sign_in(**more).id


@pytest.mark.parametrize(
    "more",
    [{"user_agent": "x"}, {"country_stated": "KP"}, {"mfa": "push"}, {"trust": "header"}],
    ids=lambda more: next(iter(more)),
)
def test_what_a_log_adds_does_not_make_another_sign_in(more: dict[str, Any]) -> None:
    assert sign_in().id == sign_in(**more).id


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_comes_back_to_the_microsecond(time: datetime) -> None:
    found = msgspec.json.decode(msgspec.json.encode(sign_in(time=time)), type=SignIn)
    assert (time, timedelta()) == (found.time, found.time.utcoffset())


def test_an_offset_that_the_log_wrote_is_kept() -> None:
    seoul = NOON.astimezone(timezone(timedelta(hours=9)))
    found = msgspec.json.decode(msgspec.json.encode(sign_in(time=seoul)), type=SignIn)
    assert timedelta(hours=9) == found.time.utcoffset()


@pytest.mark.parametrize(
    "action", ["download", "upload", "view", "edit", "delete", "copy", "share"]
)
def test_another_thing_done_to_a_file_is_another_access(action: str) -> None:
    assert touched(action="move").id != touched(action=action).id


def test_an_action_nobody_defined_is_refused() -> None:
    stored = msgspec.json.encode(touched(action="stole"))
    with pytest.raises(msgspec.ValidationError, match="stole"):
        msgspec.json.decode(stored, type=FileAccess)


def test_two_events_of_a_log_at_one_instant_are_two() -> None:
    assert touched(event="1").id != touched(event="2").id


def test_who_wrote_an_address_is_unknown_until_it_is_stated() -> None:
    assert ("", None) == (sign_in().trust, sign_in().managed)


def test_a_device_that_nobody_called_managed_is_not_called_unmanaged() -> None:
    assert Device(seen=SEEN, serial="SN1").managed is None


def test_a_device_sent_elsewhere_is_the_same_device() -> None:
    sent = Device(seen=SEEN, serial="SN1", shipped_to="HK")
    assert Device(seen=SEEN, serial="SN1").id == sent.id


def test_one_login_name_of_two_systems_is_two_accounts() -> None:
    accounts = {Account(seen=SEEN, party="v", system=name).id for name in ("vpn", "box")}
    assert 2 == len(accounts)


def test_a_range_that_is_brought_for_two_spans_of_time_is_two_records() -> None:
    first, second = (date(2017, 6, 1), date(2020, 1, 1))
    ranges = [
        Network(seen=SEEN, cidr="198.51.100.0/24", form="dprk", valid_from=day)
        for day in (None, first, second)
    ]
    assert 3 == len({one.id for one in ranges})


def test_what_two_lists_say_of_one_address_stands_side_by_side() -> None:
    facts = [
        AddressFact(seen=SEEN, ip="192.0.2.1", list=name, snapshot=date(2024, 1, 1), form="vpn")
        for name in ("one", "two")
    ]
    assert 2 == len({fact.id for fact in facts})


def test_a_file_is_known_by_its_path_and_its_bytes() -> None:
    files = {
        FileFact(seen=SEEN, path=path, digest=Digest(letter * 64), size=1).id
        for path in ("a", "b")
        for letter in "01"
    }
    assert 4 == len(files)


def test_where_files_lay_is_empty_until_it_is_stated() -> None:
    assert Place() == Found(seen=SEEN, path="server").place
