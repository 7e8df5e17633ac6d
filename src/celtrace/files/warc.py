"""Web archives: what was fetched from which address when, each answer as a file of its own.

Reference: WARC 1.1 (https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/).
Packed ones (.warc.gz) and collections (.wacz) are opened by the readers of their packing.
"""

from __future__ import annotations

import gzip
import http.client
import io
import zlib
from collections.abc import Iterator
from datetime import datetime

from celtrace.files._blob import Blob, Item
from celtrace.files._say import Says, when
from celtrace.ports import Note
from celtrace.records import Child

FORMAT = "warc"
TITLE = "Web archive"
EXTENSIONS = ("warc",)
_HEAD = 1 << 16
_MOST = 1_000_000


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Whether it begins with the version line."""
    return 0.95 if head.startswith((b"WARC/1.", b"WARC/0.")) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Record by record."""
    says, stream = Says(blob, FORMAT), blob.stream
    for number in range(1, _MOST):
        line = stream.readline(_HEAD)
        while line in (b"\r\n", b"\n"):
            line = stream.readline(_HEAD)
        if not line:
            return
        if not line.startswith(b"WARC/"):
            note(f"record {number}", "it does not begin with its version", "the rest was left out")
            return
        heads = _heads(blob)
        size = heads.get("content-length", "")
        if not size.isdigit() or int(size) > blob.size:
            note(f"record {number}", "its length is not stated or is beyond the file",
                 "the rest was left out")  # fmt: skip
            return
        body = stream.read(int(size))
        if len(body) < int(size):
            note(f"record {number}", "it is cut off", "what is there was taken")
        yield from _record(heads, body, says, number)


def _heads(blob: Blob) -> dict[str, str]:
    found: dict[str, str] = {}
    while (line := blob.stream.readline(_HEAD)) not in (b"\r\n", b"\n", b""):
        name, _, value = line.decode("utf-8", "replace").partition(":")
        found[name.strip().lower()] = value.strip()
    return found


def _record(heads: dict[str, str], body: bytes, says: Says, number: int) -> Iterator[Item]:
    kind, address = heads.get("warc-type", ""), heads.get("warc-target-uri", "")
    place = f"record {number} {address}".strip()
    yield from says.fact("machine", heads.get("warc-ip-address", ""), place)
    if kind == "warcinfo":
        for line in body.decode("utf-8", "replace").splitlines():
            name, _, value = line.partition(":")
            if name.strip().lower() in ("software", "operator", "hostname"):
                known = {"software": "software", "operator": "author"}.get(name.strip(), "machine")
                yield from says.fact(known, value, f"{place} {name}")  # type: ignore[arg-type] # all are names of traits
        return
    if kind not in ("response", "resource"):
        return
    date = heads.get("warc-date", "")
    yield from says.time("captured", date, place)
    data = _content(body) if kind == "response" else body
    if data:
        yield Child(name=address.encode("utf-8", "replace"), data=data, place=place,
                    modified=_moment(date))  # fmt: skip


def _moment(date: str) -> datetime | None:
    return when(date)[0]


def _content(body: bytes) -> bytes:
    """The body of an HTTP answer, unfolded where it was packed for the way."""
    head, _, data = body.partition(b"\r\n\r\n")
    _, _, lines = head.partition(b"\r\n")
    try:
        heads = http.client.parse_headers(io.BytesIO(lines + b"\r\n\r\n"))
        if "chunked" in heads.get("transfer-encoding", ""):
            data = b"".join(_chunks(data))
        if "gzip" in heads.get("content-encoding", ""):
            data = gzip.decompress(data)
    except (http.client.HTTPException, ValueError, OSError, EOFError, zlib.error):
        return data
    return data


def _chunks(data: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(data):
        end = data.find(b"\r\n", at)
        size = int(data[at:end].split(b";")[0] or b"0", 16) if end > 0 else 0
        if not size:
            return
        yield data[end + 2 : end + 2 + size]
        at = end + 4 + size
