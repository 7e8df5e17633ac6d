"""The bulk path gives what the record path gives: the same records, and the same notes."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from celtrace.logs import entra, github_audit, okta, onelogin, sshd, web_access
from celtrace.logs._carried import Carried
from celtrace.logs._lines import LogText
from celtrace.records import Digest, Evidence
from celtrace.records.columns import KEPT, Act, Batch, batches, records
from logs.reading import SAMPLES, read

BULK = [entra, github_audit, okta, onelogin, sshd, web_access]
Notes = list[tuple[str, ...]]


def text(data: bytes, **facts: Any) -> LogText:
    return LogText(io.BytesIO(data), Digest("0" * 64), "x.log", **{"year": 2023, **facts})


def of(reader: ModuleType, found: Iterable[Batch]) -> list[Act]:
    """The records of batches, by kind and in the order of the log."""

    def seen(place: str, quote: str) -> Evidence:
        return Evidence(Digest("0" * 64), "x.log", place, quote, reader.FORMAT)

    made = [record for batch in found for record in records(batch, seen)]
    return sorted(made, key=lambda one: one.kind)


def in_bulk(reader: ModuleType, data: bytes, **facts: Any) -> tuple[list[Act], Notes]:
    notes: Notes = []
    found = reader.columns(text(data, **facts), lambda *said: notes.append(said))
    return of(reader, [one for block in found for one in block]), notes


def bare(one: Act) -> Act:
    """A record with the fields that batches keep."""
    left = {
        field.name: field.default for field in msgspec.structs.fields(type(one))
        if field.name not in (*KEPT[type(one)], "seen", "id")
    }  # fmt: skip
    return msgspec.structs.replace(one, **left)


def by_record(reader: ModuleType, data: bytes, **facts: Any) -> tuple[list[Act], Notes]:
    found, notes = read(reader, data, **{"year": 2023, **facts})
    return sorted(map(bare, found), key=lambda one: one.kind), notes


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin"])
@pytest.mark.parametrize("reader", BULK, ids=lambda r: r.FORMAT)
def test_bulk_gives_the_same_as_records_on_every_sample(reader: ModuleType, zone: str) -> None:
    for path in sorted((SAMPLES / reader.FORMAT).iterdir()):
        data = path.read_bytes()
        assert by_record(reader, data, timezone=zone) == in_bulk(reader, data, timezone=zone)


@pytest.mark.parametrize("reader", BULK, ids=lambda r: r.FORMAT)
def test_bulk_gives_the_same_on_samples_cut_anywhere_and_twice_over(reader: ModuleType) -> None:
    for path in sorted((SAMPLES / reader.FORMAT).iterdir()):
        data = path.read_bytes()
        for end in range(0, len(data), max(len(data) // 23, 1)):
            assert by_record(reader, data[:end]) == in_bulk(reader, data[:end])
        assert by_record(reader, data + data) == in_bulk(reader, data + data)


LINES = [
    *(SAMPLES / "sshd" / "auth.log").read_bytes().split(b"\n"),
    *(SAMPLES / "sshd" / "sftp.log").read_bytes().split(b"\n"),
    b"Feb 30 06:55:46 h sshd[1]: Accepted password for a from 192.0.2.1 port 1 ssh2",
    b"Jan  2 25:55:46 h sshd[1]: Accepted password for a from 192.0.2.1 port 1 ssh2",
    b"Jan  2 05:55:46 h sshd[1]: Accepted publickey for a from ::ffff:192.0.2.1 port 1 ssh2: R S:x",
    b"Jan  2 05:55:47 h sshd[1]: Accepted password for a from b from 192.0.2.9 port 1 ssh2\r",
    b"Jan  2 05:55:47 h sshd[1]: Failed password for a\xe3\x80\x80from 1.2.3.4 from ::1 port 2",
    b"Jan  3 05:55:47 h sshd[1]: pam_unix(sshd:session): session closed for user a",
    b"Jan  3 05:55:48 h sshd[1]: Disconnected from user b 192.0.2.9 port 1",
    b"Jan  3 05:55:48 h sshd-session[1]: Disconnected from user  192.0.2.9 port 1",
    b"Jan  3 05:55:48 h CRON[1]: x", b"Jan  3 05:55:48 h sshd[1]: something new",
    b"Jan  3 05:55:48 h sshd[1]: Connection closed by 192.0.2.9 port 1 [preauth]",
    b"\xff\xfe\x00", b"", b"\r", b"x" * 70_000,
]  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=30), st.sampled_from(["UTC", "Asia/Tokyo"]))
def test_bulk_gives_the_same_for_sshd_lines_in_any_order(lines: list[bytes], zone: str) -> None:
    data = b"\n".join(lines)
    assert by_record(sshd, data, timezone=zone) == in_bulk(sshd, data, timezone=zone)


def test_without_a_year_both_paths_say_so() -> None:
    found, notes = in_bulk(sshd, b"\n".join(LINES), year=None)
    assert any("have no year" in note[1] for note in notes)
    assert (found, notes) == by_record(sshd, b"\n".join(LINES), year=None)


REQUESTS = [
    *(SAMPLES / "web_access" / "access.log").read_bytes().split(b"\n"),
    b'192.0.2.1 - ann [01/Mar/2024:08:00:00 +0000] "GET /a HTTP/1.1" 401 5 "-" "x"',
    b'192.0.2.1 - "" [01/Mar/2024:08:00:00 +0000] "GET /a HTTP/1.1" 401 5 "-" "-"',
    b'192.0.2.1 - - [31/Feb/2024:08:00:00 +0000] "GET /a HTTP/1.1" 200 5',
    b'192.0.2.1 - - [01/Mar/2024:07:00:00 +0000] "BREW /a HTTP/1.1" 418 -',
    b'host.example - - [01/Mar/2024:07:00:00 +0000] "GET /a HTTP/1.1" 200 -',
    b'10.0.0.1 - b [01/Mar/2024:07:00:00 -1200] "PUT /a HTTP/1.1" 200 1 "-" "x" "192.0.2.1"',
]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(REQUESTS), max_size=20))
def test_bulk_gives_the_same_for_requests_in_any_order(lines: list[bytes]) -> None:
    data = b"\n".join(lines)
    assert by_record(web_access, data) == in_bulk(web_access, data)


VALUES = st.sampled_from(
    ["", "-", None, 7, True, {"a": 1}, [], "x", "192.0.2.7", "192.0.2.7, 10.0.0.1", "a.host",
     "2024-03-01T08:00:00.5Z", "2024-03-01T08:00:00+09:00", "user.session.start",
     "user.session.end", "SUCCESS", "FAILURE", "UNKNOWN", "2024"]
)  # fmt: skip
TARGETS = st.sampled_from(
    [None, 7, [], [{"type": "AppInstance", "displayName": "Zoom"}], [{"type": "User"}, 3]]
)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"eventType": VALUES, "published": VALUES, "actor": VALUES | st.fixed_dictionaries(
                {"alternateId": VALUES, "displayName": VALUES}), "outcome": VALUES
             | st.fixed_dictionaries({"result": VALUES})},
            optional={"client": VALUES | st.fixed_dictionaries({"ipAddress": VALUES}),
                      "target": TARGETS},
        ),
        max_size=6,
    )
)  # fmt: skip
def test_bulk_gives_the_same_for_events_of_any_shape(events: list[dict[str, Any]]) -> None:
    first = {"eventType": "user.session.start", "actor": {"alternateId": "mina"},
             "published": "2024-03-01T08:00:00Z"}  # fmt: skip
    data = b"".join(json.dumps(event).encode() + b"\n" for event in [first, *events])
    assert by_record(okta, data) == in_bulk(okta, data)


@pytest.mark.parametrize("reader", BULK, ids=lambda r: r.FORMAT)
def test_a_reading_that_is_taken_up_again_gives_the_same(reader: ModuleType) -> None:
    for path in sorted((SAMPLES / reader.FORMAT).iterdir()):
        whole = path.read_bytes() * 30
        expected = in_bulk(reader, whole)
        again, notes = taken_up(reader, whole)
        assert expected == (of(reader, again), notes)


class Slowly(io.BytesIO):
    """Gives a few hundred bytes at a time, so that there are many blocks."""

    def read(self, size: int | None = -1) -> bytes:  # noqa: ARG002 - that is the point
        return super().read(777)


def taken_up(reader: ModuleType, whole: bytes) -> tuple[list[Batch], Notes]:
    """Batches and notes of a reading that stops at every tenth block and goes on from its state."""
    found: list[Batch] = []
    notes: Notes = []
    carried = Carried()
    while True:
        log = msgspec.structs.replace(text(b""), stream=Slowly(whole), carried=carried)
        for number, block in enumerate(reader.columns(log, lambda *said: notes.append(said)), 1):
            found += block
            if number % 10 == 0 and log.carried.resting:
                break
        else:
            return found, notes
        state = msgspec.json.encode(log.carried)
        carried = msgspec.json.decode(state, type=Carried)


def test_records_of_any_reader_become_batches() -> None:
    found, _ = read(sshd, (SAMPLES / "sshd" / "sftp.log").read_bytes(), year=2024)
    made = of(sshd, [one for some in batches(found) for one in some])
    assert sorted(map(bare, found), key=lambda one: one.kind) == made


def test_columns_that_say_nothing_are_left_out() -> None:
    found, _ = read(sshd, (SAMPLES / "sshd" / "auth.log").read_bytes(), year=2024)
    ((first, *_), *_) = batches(found)
    assert not {"device", "until", "managed"} & set(first.columns)
    assert {"place", "quote", "account", "time"} <= set(first.columns)


@pytest.mark.shared
@pytest.mark.parametrize("reader", BULK, ids=lambda r: r.FORMAT)
def test_bulk_gives_the_same_on_real_logs(shared_data: Path, reader: ModuleType) -> None:
    for path in sorted((shared_data / "logs").rglob("*")):
        if path.is_file():
            data = path.read_bytes()[: 1 << 20]
            if reader.sniff(data[:65_536], path.name):
                assert by_record(reader, data) == in_bulk(reader, data)
