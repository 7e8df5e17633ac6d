"""Mails: who wrote to whom from which machine, at what local time, with what attached.

References: RFC 5322 (messages), RFC 2047 (headers in other letters), RFC 2046 (parts).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import getaddresses

from celtrace.files._blob import Item
from celtrace.files._page import words_of
from celtrace.files._say import Says, mail_time
from celtrace.ports import Note
from celtrace.records import Child, Trait, TraitName

_BROKEN = (MessageError, ValueError, LookupError, AttributeError, TypeError, IndexError,
           RecursionError)  # fmt: skip
"""What the standard library's parser raises on mails that break the rules."""
_FACTS: dict[str, TraitName] = {
    "x-mailer": "software", "user-agent": "software", "x-mimeole": "software",
    "organization": "organisation", "message-id": "lineage", "in-reply-to": "lineage",
    "x-originating-ip": "machine", "subject": "title",
}  # fmt: skip
_FROM = re.compile(r"\bfrom\s+(\S+)(?:\s+\(([^)]{1,200})\))?", re.IGNORECASE)
_PARTS = 2_000


def mail(data: bytes, says: Says, note: Note, at: str = "") -> Iterator[Item]:
    """Everything one mail says, with `at` before each place."""
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(data)
    except _BROKEN as error:
        note(at, f"it breaks the rules of mails ({error})", "it was left out")
        return
    yield from _heads(message, says, at)
    for number, part in enumerate(message.walk()):
        if number > _PARTS:
            note(at, f"it has more than {_PARTS:,} parts", "the rest was left out")
            return
        try:
            yield from _part(part, says, f"{at}part {number}")
        except _BROKEN as error:
            note(f"{at}part {number}", f"it breaks the rules of mails ({error})", "it was left out")


def _heads(message: Message, says: Says, at: str) -> Iterator[Item]:
    for name in ("from", "sender", "reply-to"):
        for shown, address in getaddresses([_text(one) for one in message.get_all(name, [])]):
            value = f"{shown} <{address}>" if shown and address else shown or address
            yield from says.fact("author", value, f"{at}{name}")
    for name in ("to", "cc"):
        for one in message.get_all(name, []):
            yield from says.text(_text(one), "name", f"{at}{name}")
    for name, value in message.items():
        known = _FACTS.get(name.lower())
        if known:
            yield from says.fact(known, _text(value), f"{at}{name}")
    yield from _times(message, says, at)


def _times(message: Message, says: Says, at: str) -> Iterator[Trait]:
    """The writer's own clock with its offset, and each server that took the mail on."""
    for text in message.get_all("date", []):
        yield from _time(says, "created", str(text), f"{at}Date")
    for number, received in enumerate(message.get_all("received", []), start=1):
        line = " ".join(str(received).split())
        found = _FROM.search(line)
        if found:
            yield from says.fact("machine", " ".join(filter(None, found.groups())),
                                 f"{at}Received {number}", line)  # fmt: skip
        if ";" in line:
            yield from _time(says, "saved", line.rpartition(";")[2], f"{at}Received {number}")


def _time(says: Says, name: TraitName, text: str, place: str) -> Iterator[Trait]:
    moment, offset = mail_time(text)
    for one in says.time(name, text, place, moment):
        yield one if offset is None else _zoned(one, offset)


def _zoned(one: Trait, offset: int) -> Trait:
    return Trait(seen=one.seen, file=one.file, name=one.name, value=one.value, place=one.place,
                 time=one.time, offset=offset, zone_from="stated")  # fmt: skip


def _part(part: Message, says: Says, place: str) -> Iterator[Item]:
    if part.is_multipart():
        return
    name = part.get_filename()
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return
    if name or part.get_content_maintype() != "text":
        called = _text(name) if name else f"{place}.{part.get_content_subtype()}"
        if data:
            yield Child(name=called.encode("utf-8", "surrogateescape"), data=data, place=place)
        return
    charset = part.get_content_charset() or "utf-8"
    try:
        text = data.decode(charset, "backslashreplace")
    except LookupError:
        text = data.decode("latin-1")
    if part.get_content_subtype() == "html":
        text = words_of(text)
    yield from says.text(text, "body", place, charset)


def _text(value: object) -> str:
    """A header with its encoded words decoded; raw bytes of no encoding in their likeliest."""
    heading = EmailMessage(policy=policy.default)
    raw = str(value)
    try:
        heading["Subject"] = " ".join(raw.split())
        return str(heading["Subject"])
    except _BROKEN:
        return raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
