"""OCSF in and out."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from celtrace.logs import box, ocsf, slack_access
from celtrace.logs._ocsf_out import event, lines
from celtrace.logs._tally import LogRecord
from celtrace.records import Digest, Evidence, FileAccess, SessionEnd, SignIn
from celtrace.records.access import Action
from logs.reading import read, said, sample

SEEN = Evidence(Digest("0" * 64), "x.log", "line 1", "", "sshd")
NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)
WORD = st.text("abcXYZ09.-_ 미", min_size=1, max_size=8).map(str.strip).filter(
    lambda text: text not in ("", "-", "--")
)  # fmt: skip
MAYBE = st.just("") | WORD
IP = st.ip_addresses(v=4).map(str)
TIME = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
COMMON = {
    "seen": st.just(SEEN), "account": WORD, "time": TIME, "ip": IP, "session": MAYBE,
    "system": WORD, "reason": MAYBE, "event": MAYBE,
}  # fmt: skip
BOTH = COMMON | {
    "device": MAYBE, "user_agent": MAYBE, "application": MAYBE, "country_stated": MAYBE,
    "result": st.sampled_from(["success", "failure"]), "trust": st.sampled_from(["", "socket"]),
}  # fmt: skip
RECORDS = st.one_of(
    st.builds(
        SignIn, **BOTH, mfa=MAYBE, passkey=MAYBE, until=st.none() | TIME, mfa_device=MAYBE,
        managed=st.sampled_from([None, True, False]),
    ),
    st.builds(SessionEnd, **COMMON),
    st.builds(
        FileAccess, **BOTH, path=WORD, item=MAYBE, project=MAYBE,
        size=st.none() | st.integers(0, 9**9),
        action=st.sampled_from(Action.__args__),  # type: ignore[attr-defined]
    ),
)  # fmt: skip


def facts(record: LogRecord) -> dict[str, object]:
    made = msgspec.structs.asdict(record)
    return {k: v for k, v in made.items() if k not in ("seen", "id")}


@settings(max_examples=60, deadline=None)
@given(st.lists(RECORDS, min_size=1, max_size=4))
def test_what_is_written_is_read_back_whole(records: list[LogRecord]) -> None:
    found, _ = read(ocsf, b"".join(lines(records)))
    assert [facts(record) for record in records] == [facts(record) for record in found]


def test_a_sign_in_has_the_numbers_of_the_schema() -> None:
    made = event(SignIn(seen=SEEN, account="mina", time=NOON, ip="192.0.2.7"))
    expected = {
        "category_uid": 3, "class_uid": 3002, "activity_id": 1, "type_uid": 300201,
        "time": 1_709_294_400_000, "status_id": 1, "severity_id": 1,
    }  # fmt: skip
    assert expected == {key: made[key] for key in expected}
    assert {"ip": "192.0.2.7"} == made["src_endpoint"]
    assert {"source": "x.log", "place": "line 1", "sha256": "0" * 64} == made["unmapped"]


def test_samples_of_other_formats_go_out_and_come_back() -> None:
    for reader, name in ((box, "events.json"), (slack_access, "access.json")):
        records, _ = sample(reader, name)
        assert [facts(r) for r in records] == [
            facts(r) for r in read(ocsf, b"".join(lines(records)))[0]
        ]


def test_every_class_that_is_read_gives_its_records() -> None:
    assert [
        "success STUDIO\\mina 2024-03-01 08:00:00 192.0.2.7",
        "failure jun 2024-03-01 08:01:00 198.51.100.9",
        "end STUDIO\\mina 2024-03-01 08:02:00",
        "success lee 2024-03-01 08:03:00",
        "download success jun 2024-03-01 08:04:00 192.0.2.8 /e01/a.tga 9",
        "upload success jun 2024-03-01 08:05:00 192.0.2.8 b.tga",
        "download success jun 2024-03-01 08:06:00 192.0.2.8 /e01/c.tga",
        "success kim 2024-03-01 08:07:00 2001:db8::5",
        "end kim 2024-03-01 08:08:00 2001:db8::5",
    ] == said(ocsf, "events.jsonl")


def test_a_class_that_is_not_read_is_counted() -> None:
    made = json.dumps({"class_uid": 1001, "activity_id": 1, "time": 1}).encode()
    assert ["events of other kinds: 1 (1001:1 1)"] == [note[1] for note in read(ocsf, made)[1]]
