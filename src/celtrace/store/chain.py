"""The hash chain of the journal: how a line is hashed and how a chain is checked.

A line's hash is the SHA-256 of the canonical JSON (keys sorted, no spaces, UTF-8) of
all its other fields, among them the hash of the line before. The first line follows
`GENESIS`. The chain shows every altered, removed or moved line but a missing end;
that is what the head in `seal.json` is for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec

from celtrace.ports import Entry

GENESIS = "0" * 64
"""What stands for the hash before the first line."""


def link(head: Entry | None, at: datetime, actor: str, action: str, body: dict[str, Any]) -> Entry:
    """The line that follows `head`; ValueError if `at` has no zone.

    `at` is kept in UTC, `body` as JSON gives it back, so that a line reads the same
    before and after it was stored.
    """
    if at.utcoffset() is None:
        msg = f"a journal line needs a time with a zone, not {at.isoformat()}"
        raise ValueError(msg)
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(body), type=dict[str, Any])
    seq, previous = (head.seq + 1, head.hash) if head else (0, GENESIS)
    draft = Entry(seq, at.astimezone(UTC), actor, action, plain, previous, "")
    return msgspec.structs.replace(draft, hash=hash_of(draft))


def hash_of(entry: Entry) -> str:
    """SHA-256, in hexadecimal, over all fields of a line but its hash."""
    fields = msgspec.structs.asdict(entry)
    del fields["hash"]
    return hashlib.sha256(msgspec.json.encode(fields, order="sorted")).hexdigest()


def check_chain(entries: Iterable[Entry]) -> Iterator[str]:
    """A sentence for each line that is altered, missing or out of order."""
    seq, previous = 0, GENESIS
    for entry in entries:
        if entry.seq != seq:
            yield f"Journal line {seq} is missing or out of order: line {entry.seq} stands there."
        if entry.previous != previous:
            yield f"Journal line {entry.seq} does not follow the line that stands before it."
        if entry.hash != hash_of(entry):
            yield f"Journal line {entry.seq} is not what was written: its hash differs."
        seq, previous = entry.seq + 1, entry.hash
