"""Address lists as their publishers write them, as spans with labels.

Read are: one network, address or `first-last` a line, with comments; tables of
`first,last,country` or `first,last,asn,operator`; tables with headers; Tor's
`ExitAddress` lines; Apple's `network,country,region,city`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from ipaddress import ip_network
from typing import Literal

import msgspec

from celtrace.net.address import parse
from celtrace.net.table import RangeTable, Span

Form = Literal["vpn", "hosting", "tor", "relay", "country", "asn", "ioc"]
"""What membership in a list says; `ioc`: it stands on a published indicator list."""
FIELDS = ("country", "city", "asn", "operator")
"""What a label says, in this order."""
Label = tuple[str, ...]
Note = Callable[[str, str, str], None]

_COMMENT = re.compile(r"\s*[#;].*$")
_CODE = re.compile(r"^[A-Z]{2}$")


class Publication(msgspec.Struct, frozen=True):
    """What is known of a list before it is read."""

    id: str
    title: str
    form: Form
    layout: Literal["lines", "spans"]
    shelf_days: int
    """Days after which the list says less."""
    licence: str
    url: str
    names: tuple[str, ...]
    """Parts of file names by which a file is known to be of it."""


@cache
def publications() -> dict[str, Publication]:
    """The lists known by name, by id."""
    text = files("celtrace.net").joinpath("_tables/lists.csv").read_text("utf-8")
    rows = ({**row, "names": row["names"].split()} for row in csv.DictReader(text.splitlines()))
    found = (msgspec.convert(row, Publication, strict=False) for row in rows)
    return {one.id: one for one in found}


def read_list(lines: Iterable[str], form: Form, note: Note) -> RangeTable:
    """A list in any of the layouts; lines that hold no range are noted and left out."""
    labels: dict[Label, int] = {}
    spans: list[Span] = []
    headers: dict[str, int] = {}
    begun = False
    for number, row in enumerate(csv.reader(_bare(lines)), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        first, begun = not begun, True
        if first and (headers := _headers(cells)):
            continue
        found = _span(cells, headers, form)
        if found is None:
            note(f"line {number}", "it holds no address range", "the line was left out")
            continue
        ends, label = found
        spans.append(Span(*ends, labels.setdefault(label, len(labels))))
    return RangeTable.of(spans, list(labels))


def _bare(lines: Iterable[str]) -> Iterator[str]:
    """Lines without comments, kept empty where nothing is left, so that they keep their number."""
    for line in lines:
        text = _COMMENT.sub("", line) if '"' not in line else line
        yield text.replace("\t", ",") if "," not in text else text


_HEADERS = {
    "cidr": "range", "network": "range", "range": "range", "ip": "range", "prefix": "range",
    "ip address": "range", "address": "range", "ip_range": "range",
    "start": "first", "start_ip": "first", "first": "first", "ip_from": "first",
    "end": "last", "end_ip": "last", "last": "last", "ip_to": "last",
    "country": "country", "country_code": "country", "cc": "country", "city": "city",
    "asn": "asn", "as": "asn", "autonomous_system_number": "asn", "operator": "operator",
    "org": "operator", "name": "operator", "provider": "operator", "as_name": "operator",
    "autonomous_system_organization": "operator",
}  # fmt: skip


def _headers(cells: list[str]) -> dict[str, int]:
    """Which column is what; empty if the first row is no header."""
    found = {_HEADERS[c.lower()]: at for at, c in enumerate(cells) if c.lower() in _HEADERS}
    return found if "range" in found or {"first", "last"} <= set(found) else {}


def _span(
    cells: list[str], headers: dict[str, int], form: Form
) -> tuple[tuple[int, int, int], Label] | None:
    if headers:
        given = {name: cells[at] for name, at in headers.items() if at < len(cells)}
        ends = _ends(given.get("range", ""), given.get("first", ""), given.get("last", ""))
        return (ends, tuple(given.get(name, "") for name in FIELDS)) if ends else None
    words = cells[0].split()
    if words[:1] == ["ExitAddress"] and len(words) > 1:
        cells = [words[1]]
    two = len(cells) > 1 and parse(cells[1]) is not None
    ends = _ends("", cells[0], cells[1]) if two else _ends(cells[0], "", "")
    return (ends, _label(cells[2 if two else 1 :], form)) if ends else None


def _label(cells: list[str], form: Form) -> Label:
    """The rest of a row without headers: a country and perhaps region and city, or a network."""
    if not cells:
        return ("", "", "", "")
    if form == "asn":
        return "", "", f"AS{cells[0].upper().removeprefix('AS')}", ",".join(cells[1:])
    country = cells[0].upper() if _CODE.match(cells[0].upper()) else ""
    city = cells[2] if country and len(cells) > 2 else ""  # noqa: PLR2004 - Apple's third column
    return country, city, "", "" if country else cells[0]


def _ends(whole: str, first: str, last: str) -> tuple[int, int, int] | None:
    """Version, first and last number of a range; None if it is none."""
    if whole and not first:
        if "-" in whole:
            first, _, last = whole.partition("-")
        elif "/" in whole:
            return _net(whole)
        else:
            first = last = whole
    a, b = parse(first), parse(last)
    if a is None or b is None or a.version != b.version or a.value > b.value:
        return None
    return a.version, a.value, b.value


def _net(text: str) -> tuple[int, int, int] | None:
    try:
        net = ip_network(text.strip(), strict=False)
    except ValueError:
        return None
    return net.version, int(net.network_address), int(net.broadcast_address)


def day_in(name: str) -> date | None:
    """The day that a file name states, `2024-02-27` or `20240227`."""
    for found in re.finditer(r"(20\d\d)-?(\d\d)-?(\d\d)(?!\d)", name):
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            continue
    return None


def known_as(name: str) -> Publication | None:
    """The list that a file is of, by its name; of several the one whose part is longest."""
    fits = [
        (len(part), one.id) for one in publications().values() for part in one.names
        if part in name.lower()
    ]  # fmt: skip
    return publications()[max(fits)[1]] if fits else None
