"""Mails: who wrote, on whose clock, through which machines, with what attached."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from celtrace.files import eml, mbox, msg
from files.reading import read, samples


def test_a_mail_names_its_writer_clock_and_machines() -> None:
    [path] = samples(eml)
    found = read(eml, path.read_bytes(), path.name)
    assert ["김철수 <kim@heron.example>"] == found.values("author")
    assert (["Foxmail 7.2"], ["제5화 수정"]) == (found.values("software"), found.values("title"))
    assert "pc-12 pc-12.example [192.0.2.7]" in found.values("machine")
    [made] = [one for one in found.traits if one.name == "created"]
    assert (510, datetime(2016, 5, 3, 1, 31, tzinfo=UTC)) == (made.offset, made.time)
    assert ["선을 다시 그려 주십시오"] == [one.strip() for one in found.texts("body")]
    assert [(b"note.txt", b"cut 12")] == [(one.name, one.data.strip()) for one in found.children]


def test_a_mailbox_gives_mail_by_mail() -> None:
    [path] = samples(mbox)
    found = read(mbox, path.read_bytes(), path.name)
    assert 2 == len(found.values("author"))
    assert {"mail 1, Date", "mail 2, Date"} == {
        one.place for one in found.traits if one.name == "created"
    }


def test_an_outlook_message_gives_the_same() -> None:
    [path] = samples(msg)
    found = read(msg, path.read_bytes(), path.name)
    assert {"김철수", "kim@heron.example"} == {v.rstrip("\0") for v in found.values("author")}
    assert ["2016-05-03T01:30:00Z"] == found.values("created")
    assert [b"cut 12\n"] == [one.data.rstrip(b"\0") for one in found.children]


def test_words_of_a_page_are_given_without_its_marks() -> None:
    mail = (b"From: a@b.example\nTo: c@d.example\nSubject: x\nContent-Type: text/html\n\n"
            b"<html><style>p{}</style><p>cut <b>12</b></p></html>")  # fmt: skip
    assert ["cut", "12"] == read(eml, mail).texts("body")[0].split()


@pytest.mark.parametrize(
    "head",
    [
        b"Date: Tue, 99 May 99999 10:01:00 +9999",
        b"Content-Type: text/plain; charset=nonsense",
        b"Subject: =?utf-8?b?!!!?=",
        b"Content-Type: multipart/mixed",
        b"From: \xb1\xe8 <k@h.example>",
        b"Content-Transfer-Encoding: base64\n\n!!!",
    ],
)
def test_headers_that_break_the_rules_cost_only_themselves(head: bytes) -> None:
    found = read(eml, b"From: a@b.example\n" + head + b"\n\nwords\n")
    assert "a@b.example" in found.values("author")


def test_three_headers_make_it_a_mail_and_one_does_not() -> None:
    assert eml.sniff(b"From: a\nTo: b\nDate: c\n\n", "x") > 0.9
    assert eml.sniff(b"Subject: a\n\nwords\n", "x") < 0.9
    assert 0.0 == eml.sniff(b"Title: a\nCut: b\n", "x")


@pytest.mark.parametrize(
    ("head", "sure"),
    [
        (b"From kim@x.example Mon Jun 01 10:00:00 2009\n\nhello\n", True),
        (b"From - Tue May  3 10:01:00 2016\nX-Mozilla-Status: 0001\n", True),
        (b"From kim Wed May  4 10:01 2016\r\n\r\n", True),
        (b"From the beginning of May we draw\nagain\n", False),
        (b"From Monday on\n", False),
    ],
)  # fmt: skip
def test_a_mailbox_is_known_by_its_first_line_where_no_header_follows(
    head: bytes, *, sure: bool
) -> None:
    assert sure == (0 < mbox.sniff(head, "a"))
