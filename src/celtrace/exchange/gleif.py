"""GLEIF: legal entities (level 1), relationship records and reporting exceptions (level 2).

Reference: https://www.gleif.org/en/lei-data/gleif-golden-copy. A relationship record says who
consolidates whose accounts; it states no percentage and is never read as one. It
becomes control without a figure. Funds and their managers become offices.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from celtrace.exchange import _gleif_xml
from celtrace.exchange._items import Item, Value, rows
from celtrace.exchange._json import Entry, entries
from celtrace.exchange._said import country, day, listed, mapping, text
from celtrace.ports import Note
from celtrace.rows import Row
from celtrace.settings import Limits

FORMAT = "gleif"

_BEFORE = b"\xef\xbb\xbf \t\r\n"
_RELATION = re.compile(rb'"StartNode"\s*:')
_SCHEMA = re.compile(rb"gleif\.org/(?:data/schema|concatenated-file)/")
_ENTITY = re.compile(rb'"LEI"\s*:\s*"[A-Z0-9]{20}"')
_CONTROL = ("IS_DIRECTLY_CONSOLIDATED_BY", "IS_ULTIMATELY_CONSOLIDATED_BY",
            "IS_INTERNATIONAL_BRANCH_OF")  # fmt: skip
_OFFICES = {"IS_FUND-MANAGED_BY": "fund manager", "IS_SUBFUND_OF": "umbrella fund",
            "IS_FEEDER_TO": "master fund"}  # fmt: skip


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the shape of all readers
    """0.97 for JSON or XML with relationship records or with entities by LEI, else 0."""
    begins = head.lstrip(_BEFORE)[:1]
    if begins == b"<":
        return 0.97 if _SCHEMA.search(head) else 0.0
    known = _RELATION.search(head) or _ENTITY.search(head)
    return 0.97 if begins in (b"[", b"{") and known else 0.0


def read(stream: BinaryIO, note: Note, limits: Limits, sheet: str = "") -> Iterator[Row]:
    """Rows of `parties`, `ownership` and `roles`; NoSuchSheet for any other section."""
    yield from rows(items(stream, note, limits), note, limits, sheet)


def items(stream: BinaryIO, note: Note, limits: Limits) -> Iterator[Item]:
    """Parties (those only named by a relationship have their LEI for a name), control, offices."""
    named: set[str] = set()
    met: dict[str, int] = {}
    for number, one in _entries(stream, note, limits):
        if "Relationship" in one:
            for item in _relation(number, one, note):
                if item.section == "parties":
                    met.setdefault(str(item.values["id"]), number)
                else:
                    yield item
        elif "ExceptionReason" in one:
            reason = f"{text(one.get('LEI'))} names no parent: {text(one['ExceptionReason'])}"
            note(f"entry {number}", reason, "nothing was taken; who owns it stays open")
        elif text(one.get("LEI")) and "Entity" in one:
            named.add(text(one["LEI"]))
            yield Item("parties", number, _entity(one))
        else:
            note(f"entry {number}", "neither an entity nor a relationship", "it was left out")
    for lei in sorted(set(met) - named):
        yield Item("parties", met[lei], {"id": lei, "name": lei, "identifiers": {"lei": lei}})


def _entries(stream: BinaryIO, note: Note, limits: Limits) -> Iterator[Entry]:
    """The records of a file of either form."""
    begins = stream.read(_gleif_xml.CHUNK)
    if begins.lstrip(_BEFORE)[:1] == b"<":
        yield from _gleif_xml.entries(begins, stream, note, limits)
    else:
        data = begins + stream.read(limits.table_bytes + 1)
        yield from entries(io.BytesIO(data), note, limits)


def _entity(one: Mapping[str, Any]) -> dict[str, Value]:
    entity = mapping(one.get("Entity"))
    seat = mapping(entity.get("LegalAddress"))
    others = [text(mapping(name).get("OtherEntityName"))
              for name in listed(entity.get("OtherEntityNames"))]  # fmt: skip
    lines = (seat.get("FirstAddressLine"), seat.get("AdditionalAddressLine"))
    return {
        "id": text(one["LEI"]), "name": text(entity.get("LegalName")) or text(one["LEI"]),
        "aliases": [name for name in others if name],
        "country": country(seat.get("Country")), "city": text(seat.get("City")),
        "address": ", ".join(text(line) for line in lines if text(line)),
        "identifiers": {"lei": text(one["LEI"])},
    }  # fmt: skip


def _relation(number: int, one: Mapping[str, Any], note: Note) -> Iterator[Item]:
    relation = mapping(one.get("Relationship"))
    kind = text(relation.get("RelationshipType"))
    child, parent = (text(mapping(relation.get(key)).get("NodeID"))
                     for key in ("StartNode", "EndNode"))  # fmt: skip
    if not child or not parent or (kind not in _CONTROL and kind not in _OFFICES):
        reason = f"the relationship {kind or 'without a type'} is not known or lacks an end"
        note(f"entry {number}", reason, "it was left out")
        return
    for lei in (child, parent):
        yield Item("parties", number, {"id": lei})
    since, until = _span(relation)
    if text(relation.get("RelationshipStatus")) == "INACTIVE" and not until:
        note(f"entry {number}", "the relationship has ended on a day not stated",
             "it was left out")  # fmt: skip
        return
    checked = text(mapping(one.get("Registration")).get("ValidationSources"))
    span: dict[str, Value] = {"since": since, "until": until}
    if kind in _OFFICES:
        yield Item("roles", number,
                   {"person": parent, "party": child, "role": _OFFICES[kind], **span})  # fmt: skip
        return
    source = f"GLEIF {kind}" + (f", {checked}" if checked else "")
    yield Item("ownership", number, {"owner": parent, "asset": child, "kind": "control", **span,
                                     "source": source})  # fmt: skip


def _span(relation: Mapping[str, Any]) -> tuple[str, str]:
    """First and last day of the relationship period; accounting periods say nothing of it."""
    periods = [mapping(one) for one in listed(relation.get("RelationshipPeriods"))]
    own = [one for one in periods if one.get("PeriodType") == "RELATIONSHIP_PERIOD"]
    since = [day(one.get("StartDate")) for one in own if day(one.get("StartDate"))]
    until = [day(one.get("EndDate")) for one in own if day(one.get("EndDate"))]
    return (min(since, default=""), max(until, default=""))
