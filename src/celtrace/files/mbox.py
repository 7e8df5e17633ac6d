"""A mailbox: mails one after the other, each behind a line that begins with `From `.

Reference: RFC 4155 (https://www.rfc-editor.org/rfc/rfc4155). Each mail is read in place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files._mail import mail
from celtrace.files._say import Says
from celtrace.ports import Note

FORMAT = "mbox"
TITLE = "Mailbox"
EXTENSIONS = ("mbox", "mbx")
_START = re.compile(
    rb"\AFrom (?:[^\r\n]{1,300}\r?\n>?[A-Za-z-]{2,60}: ?|"
    rb"\S{1,200} +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) +[A-Z][a-z]{2} +\d{1,2} +\d\d:\d\d(?::\d\d)? +"
    rb"\d{4}\s)"
)
_MOST = 64 * 2**20


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Whether it begins with a separating line and a header."""
    return 0.95 if _START.match(head) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Mail by mail."""
    says = Says(blob, FORMAT)
    for number, data in enumerate(_mails(blob), start=1):
        if len(data) > _MOST:
            note(f"mail {number}", f"it is larger than {_MOST:,} bytes", "it was left out")
            continue
        yield from mail(data, says, note, f"mail {number}, ")


def _mails(blob: Blob) -> Iterator[bytes]:
    lines: list[bytes] = []
    size, blank = 0, True
    for line in blob.stream:
        if blank and line.startswith(b"From ") and lines:
            yield b"".join(lines[1:])
            lines, size = [], 0
        size += len(line)
        if size <= _MOST + len(line):
            lines.append(line)
        blank = not line.strip()
    if lines:
        yield b"".join(lines[1:])
