"""The bulk path gives what the record path gives."""

from __future__ import annotations

import io
import json
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from celtrace.logs import entra, github_audit, okta, onelogin, sshd, web_access
from celtrace.logs._columns import ACTS, SIGN_INS, of_records, row
from celtrace.logs._lines import LogText
from celtrace.records import Digest, FileAccess, SignIn
from logs.reading import SAMPLES, read

BULK = [entra, github_audit, okta, onelogin, sshd, web_access]


def in_bulk(reader: ModuleType, data: bytes) -> list[tuple[Any, ...]]:
    log = LogText(io.BytesIO(data), Digest("0" * 64), "x.log", year=2023)
    keys = keys_of(reader)
    batches = list(reader.columns(log, lambda *_: None))
    assert all(keys == tuple(sorted(batch, key=keys.index)) for batch in batches)
    return [one for batch in batches for one in zip(*(batch[k] for k in keys), strict=True)]


def keys_of(reader: ModuleType) -> tuple[str, ...]:
    return ACTS if reader is web_access else SIGN_INS


def by_record(reader: ModuleType, data: bytes) -> list[tuple[Any, ...]]:
    kind = FileAccess if reader is web_access else SignIn
    found, _ = read(reader, data, year=2023)
    return [row(record, keys_of(reader)) for record in found if isinstance(record, kind)]


@pytest.mark.parametrize("reader", BULK, ids=lambda r: r.FORMAT)
def test_bulk_gives_the_same_as_records_on_every_sample(reader: ModuleType) -> None:
    for path in sorted((SAMPLES / reader.FORMAT).iterdir()):
        assert by_record(reader, path.read_bytes()) == in_bulk(reader, path.read_bytes())


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from((SAMPLES / "sshd" / "auth.log").read_bytes().split(b"\n"))))
def test_bulk_gives_the_same_sign_ins_for_sshd_lines_in_any_order(lines: list[bytes]) -> None:
    data = b"\n".join(lines)
    assert by_record(sshd, data) == in_bulk(sshd, data)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from((SAMPLES / "web_access" / "access.log").read_bytes().split(b"\n"))))
def test_bulk_gives_the_same_acts_for_requests_in_any_order(lines: list[bytes]) -> None:
    data = b"\n".join(lines)
    assert by_record(web_access, data) == in_bulk(web_access, data)


VALUES = st.sampled_from(
    ["", "-", None, 7, True, {"a": 1}, [], "x", "192.0.2.7", "2024-03-01T08:00:00.5Z",
     "2024-03-01T08:00:00+09:00", "user.session.start", "SUCCESS", "FAILURE", "UNKNOWN", "2024"]
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"eventType": VALUES, "published": VALUES, "actor": VALUES | st.fixed_dictionaries(
                {"alternateId": VALUES, "displayName": VALUES}), "outcome": VALUES
             | st.fixed_dictionaries({"result": VALUES})},
            optional={"client": VALUES | st.fixed_dictionaries({"ipAddress": VALUES})},
        ),
        max_size=6,
    )
)  # fmt: skip
def test_bulk_gives_the_same_sign_ins_for_events_of_any_shape(events: list[dict[str, Any]]) -> None:
    first = {"eventType": "user.session.start", "actor": {"alternateId": "mina"},
             "published": "2024-03-01T08:00:00Z"}  # fmt: skip
    data = b"".join(json.dumps(event).encode() + b"\n" for event in [first, *events])
    assert by_record(okta, data) == in_bulk(okta, data)


def test_records_of_any_reader_become_columns() -> None:
    found, _ = read(sshd, (SAMPLES / "sshd" / "sftp.log").read_bytes(), year=2024)
    (signs,), (acts,) = list(of_records(found)), list(of_records(found, ACTS))
    assert ["mina", "root"] == signs["account"]
    assert [1_709_280_000_000_000, 1_709_280_120_000_000] == signs["time"]
    assert [5, 6, 7] == acts["place"]
    assert [4096, 77, None] == acts["size"]
