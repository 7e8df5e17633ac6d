"""A mail as a file: headers, texts, attachments; see `_mail`.

References: RFC 5322, RFC 2045 to 2047.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files._mail import mail
from celtrace.files._say import Says
from celtrace.ports import Note

FORMAT = "eml"
TITLE = "Mail message"
EXTENSIONS = ("eml", "mht", "mhtml", "emlx")
_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*")
_KNOWN = frozenset({
    b"from", b"to", b"subject", b"date", b"received", b"message-id", b"mime-version",
    b"return-path", b"delivered-to", b"content-type", b"reply-to", b"dkim-signature",
})  # fmt: skip


def sniff(head: bytes, name: str) -> float:
    """Whether it begins with headers of mails; three of them make it certain."""
    at, found = 0, set[bytes]()
    if name.lower().endswith(".emlx"):
        at = head.find(b"\n") + 1
    while (header := _HEADER.match(head, at)) and len(found) < 3:
        found |= {header[1].lower()} & _KNOWN
        at = header.end()
    return 0.95 if len(found) >= 3 else 0.3 * len(found)


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """The one mail."""
    data = blob.stream.read(blob.limits.member_bytes)
    first, _, rest = data.partition(b"\n")
    yield from mail(rest if first.strip().isdigit() else data, Says(blob, FORMAT), note)
