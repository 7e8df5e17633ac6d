"""An Outlook message: sender, recipients, times, words, attachments.

Reference: MS-OXMSG (https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxmsg)
and the properties of MS-OXPROPS; a stream's name ends with its property and type.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from celtrace.files import _compound
from celtrace.files._blob import Blob, Item
from celtrace.files._mail import mail
from celtrace.files._say import filetime
from celtrace.ports import Note
from celtrace.records import Child, TraitName

FORMAT = "msg"
TITLE = "Outlook message"
EXTENSIONS = ("msg", "oft")
_FACTS: dict[int, TraitName] = {
    0x0C1A: "author", 0x0C1F: "author", 0x5D01: "author", 0x0042: "author", 0x3FF8: "author",
    0x3FFA: "last_editor", 0x0037: "title", 0x1035: "lineage",
}  # fmt: skip
_TIMES: dict[int, TraitName] = {
    0x0039: "created",
    0x3007: "created",
    0x3008: "modified",
    0x0E06: "saved",
}
_SUBSTANCE = "__substg1.0_"


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Whether the compound file holds a message at its top."""
    return 0.95 if "__properties_version1.0" in getattr(head, "members", ()) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Facts, the headers that came with it, words, attachments."""
    file = _compound.opened(blob, note, FORMAT)
    if file is None:
        return
    names = file.names()
    for number, known in _FACTS.items():
        yield from file.says.fact(known, _string(file, "", number), f"property {number:04X}")
    yield from _times(file)
    heads = _string(file, "", 0x007D)
    if heads:
        data = heads.partition("\r\n\r\n")[0].encode("utf-8", "replace") + b"\r\n\r\n"
        yield from mail(data, file.says, note, "transport headers ")
    for place, number in (("subject", 0x0037), ("body", 0x1000)):
        role = "title" if place == "subject" else "body"
        yield from file.says.text(_string(file, "", number), role, place)  # type: ignore[arg-type] # both are roles
    tops = {name.split("/")[0] for name in names}
    for top in sorted(one for one in tops if one.startswith("__recip")):
        shown = f"{_string(file, top, 0x3001)} <{_string(file, top, 0x39FE)}>"
        yield from file.says.text(shown, "name", "recipient")
    for top in sorted(one for one in tops if one.startswith("__attach")):
        data = file.stream(f"{top}/{_SUBSTANCE}37010102")
        called = _string(file, top, 0x3707) or _string(file, top, 0x3704) or top
        if data:
            yield Child(name=called.encode("utf-8", "replace"), data=data, place=top)


def _string(file: _compound.Compound, above: str, number: int) -> str:
    start = f"{above}/" if above else ""
    wide = file.stream(f"{start}{_SUBSTANCE}{number:04X}001F")
    if wide:
        return wide.decode("utf-16-le", "replace").rstrip("\0")
    return (
        file.stream(f"{start}{_SUBSTANCE}{number:04X}001E").decode("cp1252", "replace").rstrip("\0")
    )


def _times(file: _compound.Compound) -> Iterator[Item]:
    data = file.stream("__properties_version1.0")
    for at in range(32, len(data) - 15, 16):
        kind, number, _, ticks = struct.unpack_from("<HHIQ", data, at)
        moment = filetime(ticks) if kind == 0x0040 and number in _TIMES else None
        if moment is not None:
            text = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
            yield from file.says.time(_TIMES[number], text, f"property {number:04X}", moment)
