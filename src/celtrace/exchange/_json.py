"""Entries of a JSON list, a JSON package or JSON Lines; numbers keep every digit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, BinaryIO

import msgspec

from celtrace.ports import Note
from celtrace.settings import Limits

Entry = tuple[int, dict[str, Any]]
"""Number of the entry, from 1, and the mapping."""

_DECODER: msgspec.json.Decoder[Any] = msgspec.json.Decoder(float_hook=Decimal)
_LISTS = ("statements", "entities", "records", "relations", "data")


def entries(stream: BinaryIO, note: Note, limits: Limits) -> Iterator[Entry]:
    """The mappings of a file; what is none is noted."""
    data = stream.read(limits.table_bytes + 1)
    if len(data) > limits.table_bytes:
        note("", f"the file is larger than {limits.table_bytes} bytes", "it was not read")
        return
    body = data.removeprefix(b"\xef\xbb\xbf").strip()
    try:
        whole = _DECODER.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        if body[:1] == b"{" and b"\n" in body:
            yield from _lines(body, note)
        else:
            note("", f"it is no JSON ({error})", "nothing was read")
        return
    for number, value in enumerate(_listed(whole), 1):
        if isinstance(value, dict):
            yield number, value
        else:
            note(f"entry {number}", "the entry is not a mapping", "it was left out")


def _listed(whole: Any) -> list[Any]:  # noqa: ANN401 - any JSON value
    """The list that a file is or holds; a single mapping is a list of one."""
    if isinstance(whole, list):
        return whole
    inner = [whole[key] for key in _LISTS if isinstance(whole, dict) and key in whole]
    return inner[0] if inner and isinstance(inner[0], list) else [whole]


def _lines(body: bytes, note: Note) -> Iterator[Entry]:
    for number, line in enumerate(body.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            value = _DECODER.decode(line)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            note(f"entry {number}", f"the line is no JSON ({error})", "it was left out")
            continue
        if isinstance(value, dict):
            yield number, value
        else:
            note(f"entry {number}", "the line is not a mapping", "it was left out")
