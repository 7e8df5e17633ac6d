"""Web archives: answers of servers as files, unfolded from their transfer."""

from __future__ import annotations

import gzip

import pytest

from celtrace.files import warc
from files.reading import Read, read


def record(kind: str, body: bytes, **heads: str) -> bytes:
    said = {"WARC-Type": kind, "WARC-Date": "2024-01-15T09:30:00Z"} | {
        name.replace("_", "-"): value for name, value in heads.items()
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    return f"WARC/1.1\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"


def fetched(head: str, body: bytes) -> Read:
    answer = f"HTTP/1.1 200 OK\r\n{head}\r\n".encode() + body
    return read(warc, record("response", answer, WARC_Target_URI="http://192.0.2.9/a"))


def test_a_plain_answer_is_its_body() -> None:
    [child] = fetched("Content-Type: text/plain\r\n", b"cut 12").children
    assert (b"cut 12", b"http://192.0.2.9/a") == (child.data, child.name)
    assert "2024-01-15T09:30:00+00:00" == (child.modified.isoformat() if child.modified else "")


def test_a_chunked_answer_is_put_together() -> None:
    body = b"4\r\ncut \r\n2;x=y\r\n12\r\n0\r\n\r\n"
    assert b"cut 12" == fetched("Transfer-Encoding: chunked\r\n", body).children[0].data


def test_a_packed_answer_is_unfolded() -> None:
    body = gzip.compress(b"cut 12")
    assert b"cut 12" == fetched("Content-Encoding: gzip\r\n", body).children[0].data


@pytest.mark.parametrize("head", ["Content-Encoding: gzip\r\n", "Transfer-Encoding: chunked\r\n"])
def test_an_answer_that_is_not_what_its_head_says_is_given_as_it_is(head: str) -> None:
    found = fetched(head, b"zz\r\nneither packed nor chunked")
    assert [] == found.notes


def test_what_was_asked_is_no_file() -> None:
    found = read(warc, record("request", b"GET / HTTP/1.1\r\n\r\n", WARC_Target_URI="http://x/"))
    assert ([], []) == (found.children, found.notes)


def test_a_resource_is_its_own_bytes() -> None:
    data = record("resource", b"cut 12", WARC_Target_URI="file:///x", WARC_IP_Address="192.0.2.1")
    found = read(warc, data)
    assert ([b"cut 12"], ["192.0.2.1"]) == (
        [child.data for child in found.children], found.values("machine"),
    )  # fmt: skip


def test_records_stand_one_after_the_other() -> None:
    data = record("resource", b"one", WARC_Target_URI="a") * 3
    assert [b"one"] * 3 == [child.data for child in read(warc, data).children]


def test_what_follows_a_broken_record_is_left_and_said() -> None:
    data = record("resource", b"one", WARC_Target_URI="a") + b"garbage\r\n" + bytes(30)
    found = read(warc, data)
    assert (1, "the rest was left out") == (len(found.children), found.notes[0][2])


@pytest.mark.parametrize("keep", [10, 60, 100, 130])
def test_a_cut_record_is_said(keep: int) -> None:
    data = record("resource", b"x" * 400, WARC_Target_URI="http://192.0.2.9/a")[: keep + 60]
    assert read(warc, data).notes
