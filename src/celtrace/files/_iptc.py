"""IPTC-IIM records, as Photoshop and JPEG carry them (https://www.iptc.org/std/IIM/4.2/specification/IIMV4.2.pdf)."""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files._said import Said
from celtrace.records import TextPassage, Trait
from celtrace.records.files import TraitName

_TRAITS: dict[int, TraitName] = {
    5: "title", 65: "software", 70: "version", 80: "author", 110: "organisation",
    115: "organisation", 116: "organisation", 122: "last_editor", 103: "lineage",
}  # fmt: skip
_WORDS = (25, 40, 105, 118, 120)
_TIMES: dict[int, tuple[int, TraitName]] = {55: (60, "created"), 62: (63, "captured")}


def records(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Record number, dataset number, value."""
    at = data.find(b"\x1c")
    while at >= 0 and at + 5 <= len(data) and data[at : at + 1] == b"\x1c":
        record, number = data[at + 1], data[at + 2]
        length = int.from_bytes(data[at + 3 : at + 5], "big")
        if length & 0x8000:
            return
        yield record, number, data[at + 5 : at + 5 + length]
        at += 5 + length


def items(data: bytes, said: Said, at: str = "IPTC") -> Iterator[Trait | TextPassage]:
    """Authors, editors, organisations, times and words."""
    found = list(records(data))
    wide = any((r, n) == (1, 90) and b"%G" in value for r, n, value in found)
    told: dict[int, str] = {}
    for record, number, value in found:
        if record == 2:
            told.setdefault(number, _lettered(value, wide=wide))
            yield from _item(said, number, _lettered(value, wide=wide), f"{at} 2:{number}")
    for day, (hour, name) in _TIMES.items():
        yield from _time(said, name, told.get(day, ""), (told.get(hour, ""), f"{at} 2:{day}"))


def _lettered(value: bytes, *, wide: bool) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("utf-8" if wide else "latin-1", "replace")


def _item(said: Said, number: int, text: str, place: str) -> Iterator[Trait | TextPassage]:
    if number in _TRAITS:
        yield from said.trait(_TRAITS[number], text, place)
    elif number in _WORDS:
        yield from said.text(text, "comment", place)


def _time(said: Said, name: TraitName, day: str, rest: tuple[str, str]) -> Iterator[Trait]:
    """`20160301` and `090000+0830` as one time with its zone."""
    hour, place = rest
    if len(day) == 8 and day.isdigit():
        text = f"{day[:4]}-{day[4:6]}-{day[6:]}"
        if len(hour) >= 6:
            text += f"T{hour[:2]}:{hour[2:4]}:{hour[4:6]}{hour[6:]}"
        yield from said.trait(name, text, place)
