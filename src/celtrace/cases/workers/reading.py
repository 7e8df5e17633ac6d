"""`celtrace worker read`: what single files of a document say, without a case.

Which reader takes a file is told by its bytes: files of a chip by their tag (ICAO Doc 9303
part 10), tokens by their three parts, mobile documents by CBOR; all else is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from celtrace.cases.workers.paper_looking import PageSeen, PaperTask, look_at_paper
from celtrace.documents.mrz import Mrz, parse
from celtrace.keys.provenance import provenance
from celtrace.papers.chip import read_chip
from celtrace.papers.mdoc import read_mobile
from celtrace.papers.sd_jwt import read_claims
from celtrace.records import Digest

_SOD = 0x77
_GROUPS = {
    0x61: 1, 0x75: 2, 0x63: 3, 0x76: 4, 0x6B: 11, 0x6C: 12, 0x6D: 13, 0x6E: 14, 0x6F: 15, 0x70: 16,
}  # fmt: skip
_MEDIA = {b"\xff\xd8\xff": "image/jpeg", b"\x89PN": "image/png", b"RIF": "image/webp"}
_TOKEN_PARTS = 2
_TRUST = {
    None: "nobody said whom to trust: give --trust",
    True: "its certificate is signed by one that is trusted",
    False: "no certificate given with --trust signed its own",
}


class Said(msgspec.Struct, frozen=True):
    """What one file says: lines for people, in order."""

    name: str
    what: str
    lines: tuple[str, ...]
    fault: bool = False
    """Whether something in it does not hold."""


def read_files(
    paths: Sequence[Path], key: bytes = b"", trusted: Sequence[bytes] = (), name: str = ""
) -> tuple[Said, ...]:
    """Read files of a document together: data groups belong to the EF.SOD among them.

    `key` is an issuer's public key (PEM), `trusted` are certificates (DER), `name` is the name
    that is declared, to hold the names of a document against.
    """
    given = [(path, path.read_bytes()) for path in paths]
    groups = {_GROUPS[d[0]]: d for _, d in given if d and d[0] in _GROUPS and _whole(d)}
    chip = any(data[:1] == bytes([_SOD]) for _, data in given)
    found = []
    for path, data in given:
        if data[:1] == bytes([_SOD]):
            found.append(_chip(path, data, (groups, trusted)))
        elif not (chip and data and data[0] in _GROUPS):
            found.append(_one(path, data, key, name))
    return tuple(found)


def _whole(data: bytes) -> bool:
    """Whether the length behind the tag is that of the file: text may begin like a tag."""
    first = data[1] if len(data) > 1 else 0
    more = first & 0x7F if first & 0x80 else 0
    length = int.from_bytes(data[2 : 2 + more]) if more else first
    return len(data) == 2 + more + length


def _one(path: Path, data: bytes, key: bytes, name: str) -> Said:
    if data[:3] == b"eyJ" and data.split(b"~")[0].count(b".") == _TOKEN_PARTS:
        return _token(path, data, key)
    try:
        documents = read_mobile(data)
    except ValueError:
        return _picture(path, data, name)
    lines = [line for one in documents for line in (
        f"{one.type}, issued by {one.issuer}",
        one.why or "the issuer's signature holds; its certificate came along, trust is yours",
        *(f"{name}: {value}" for name, value in one.elements.items()),
        *(f"{name} was changed: its digest is not the signed one" for name in one.changed),
        *([f"valid from {one.valid[0]} to {one.valid[1]}"] if one.valid else ()),
    )]  # fmt: skip
    bad = not all(one.authentic for one in documents)
    return Said(path.name, "mobile document", tuple(lines), fault=bad)


def _chip(path: Path, data: bytes, given: tuple[dict[int, bytes], Sequence[bytes]]) -> Said:
    groups, trusted = given
    try:
        read = read_chip(data, groups, trusted)
    except ValueError as error:
        return Said(path.name, "chip", (str(error),), fault=True)
    trust = _TRUST[read.trusted]
    state = read.state or "a state that the certificate does not name"
    lines = [
        f"signed for {state}; groups {', '.join(map(str, read.groups))} are signed",
        read.why or "the signature holds",
        trust,
        *(f"group {n} is as it was signed" for n in read.matching),
        *(f"group {n} is not as it was signed" for n in read.differing),
    ]  # fmt: skip
    if 1 in read.matching and (zone := _lines(groups[1])):
        lines += _zone(zone)
    bad = bool(read.why or read.differing or read.trusted is False)
    return Said(path.name, "chip", tuple(lines), fault=bad)


def _lines(group: bytes) -> Mrz | None:
    """The machine-readable lines in data group 1."""
    at = group.find(b"\x5f\x1f")
    text = group[at + 3 :].decode("ascii", "replace")
    width = {90: 30, 72: 36, 88: 44}.get(len(text), 0)
    try:
        return parse([text[n : n + width] for n in range(0, len(text), width)]) if width else None
    except ValueError:
        return None


def _token(path: Path, data: bytes, key: bytes) -> Said:
    if not key:
        return Said(path.name, "SD-JWT", ("give the issuer's key: --key FILE",), fault=True)
    try:
        read = read_claims(data.decode("ascii", "replace"), key)
    except ValueError as error:
        return Said(path.name, "SD-JWT", (str(error),), fault=True)
    lines = (
        read.why or "the issuer's signature holds",
        *(f"{name}: {value}" for name, value in read.claims.items()),
        *(f"{name} was not signed and is left out" for name in read.unsigned),
    )
    return Said(path.name, "SD-JWT", lines, fault=not read.signed or bool(read.unsigned))


def _picture(path: Path, data: bytes, name: str) -> Said:
    digest = Digest(sha256(data).hexdigest())
    seen = look_at_paper(PaperTask(digest, path.name, str(path.resolve()), name))
    lines = [seen.refused] if seen.refused else []
    for number, page in enumerate(seen.pages, start=1):
        lines += _page(number, page)
    lines += [one.said for one in seen.told]
    lines += seen.notes
    media = _MEDIA.get(data[:3])
    origin = provenance(data, media) if media else None
    if origin and origin.state in ("holds", "broken"):
        faults = f" ({', '.join(origin.faults)})" if origin.faults else ""
        lines.append(
            f"C2PA provenance by {origin.issuer or 'nobody named'}: {origin.state}{faults}"
        )
    bad = bool(seen.refused or seen.told or (origin and origin.state == "broken"))
    return Said(path.name, "document", tuple(lines), fault=bad)


def _page(number: int, page: PageSeen) -> Iterator[str]:
    yield f"page {number}: {page.look.measures}"
    if page.look.flaws:
        yield f"too poor to rest on: {', '.join(page.look.flaws)}"
    for zone in page.zones:
        yield from _zone(parse(zone.lines))
        yield f"names: {zone.names_said}"


def _zone(zone: Mrz) -> Iterator[str]:
    yield from zone.lines
    names = f"{zone.primary}, {zone.secondary}".strip(", ")
    yield f"{zone.form}, {zone.code} of {zone.issuer}, number {zone.number}, {names}"
    yield "; ".join(zone.faults) or "every check digit holds"
