"""What the two lists of OFAC share: the forms they are published in, and telling them apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from celtrace.errors import ListRefused
from celtrace.listing import ListFile, Snapshot
from celtrace.lists import (
    _bytes,
    _extract,
    _history,
    _names_json,
    _ofac_csv,
    _ofac_enhanced,
    _ofac_lines,
    _ofac_xml,
)
from celtrace.ports import Note

SDN, CONS = "us_ofac_sdn", "us_ofac_cons"
LICENCE = "US government work, public domain (17 U.S.C. 105)"
PUBLISHER = "US Department of the Treasury, Office of Foreign Assets Control"
EXPORTS = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"

_PART = re.compile(
    r"(?P<list>sdn|cons(?:olidated)?)?[_-]?(?P<kind>prim(?:ary)?|alt|add(?:ress)?|comments)?"
    r"(?P<rest>[_-].*)?\.csv$"
)
_NAMES = (b'"downloaded_at"', b'"OFAC SDN', b'"uid"')
_ADVANCED = re.compile(rb"<Sanctions\b[^>]*(?:ADVANCED_XML|un\.org/sanctions)")


def sniff(head: bytes, name: str, list_id: str) -> float:
    """How sure it is that the file is this list, from its content first, then its name."""
    if _extract.sniff(head, list_id):
        return 1.0
    if head.lstrip()[:1] in {b"{", b"["}:
        return 0.9 if list_id == SDN and (_is_names(head) or _is_history(head)) else 0.0
    score = _form_score(head)
    if not score:
        return 0.0
    return score if _list_of(head, name.lower()) == list_id else 0.1


def _form_score(head: bytes) -> float:
    if _bytes.is_zip(head):
        return 0.9 if re.search(rb"(?i)(?:sdn|cons)_(?:enhanced|advanced)\.xml", head) else 0.0
    beginning = head[:4_000]
    if b"<sdnList" in beginning or b"<sanctionsData" in beginning:
        return 0.95
    if _ADVANCED.search(beginning):
        return 0.5
    columns = _ofac_lines.width(head.decode("utf-8-sig", errors="replace"))
    return {12: 0.9, 5: 0.8, 6: 0.8, 2: 0.5}.get(columns, 0.0)


def _is_names(head: bytes) -> bool:
    return all(mark in head for mark in _NAMES)


def _is_history(head: bytes) -> bool:
    return re.match(rb'\s*\{"date": ?"[-\d]+", ?"commit":[^\[]*"base": ?\[', head) is not None


def _list_of(head: bytes, name: str) -> str:
    """The list by what it says of itself, by its programmes, by the name of the file."""
    if b"<sanctionsData" in head:
        return CONS if b">Consolidated List</sanctionsList>" in head[:4_000] else SDN
    if _bytes.is_zip(head):
        return CONS if re.search(rb"(?i)cons_enhanced\.xml", head) else SDN
    only_cons = re.search(rb'NS-PLC|CMIC-EO13959|UKRAINE-EO13662(?=["<])', head)
    if only_cons and not re.search(rb'[>",]CUBA[<",]', head):
        return CONS
    return CONS if name.startswith("cons") and not re.search(rb'[>",]CUBA[<",]', head) else SDN


def belongs(names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Every name in exactly one group; comma-separated parts of one publication together.

    Parts belong together when their names differ only in the part they name, so that
    `sdn_2024-01-01.csv` goes with `alt_2024-01-01.csv` and not with `alt.csv`.
    """
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in sorted(names):
        plain = re.sub(r"\.(?:gz|xz)$", "", name.lower())
        found = _PART.match(plain)
        if found is None or (not found["list"] and not found["kind"]) or found["kind"] == "primary":
            groups["alone", name].append(name)
        else:
            groups["parts", found["rest"] or ""].append(name)
    return tuple(sorted(tuple(group) for group in groups.values()))


def read(list_id: str, files: tuple[ListFile, ...], note: Note) -> Iterator[Snapshot]:
    """Snapshots of one publication, whatever its form; ListRefused where it is broken."""
    if len(files) > 1:
        yield _ofac_csv.read(list_id, files, note)
        return
    head, file = _bytes.peek(files[0])
    beginning = head[:4_000]
    if _bytes.is_zip(head):
        yield _ofac_enhanced.read(list_id, file, _bytes.member(file, "enhanced.xml"), note)
    elif b"<sanctionsData" in beginning:
        yield _ofac_enhanced.read(list_id, file, _bytes.chunks(file.name, file.stream), note)
    elif b"<sdnList" in beginning:
        yield _ofac_xml.read(list_id, file, _bytes.chunks(file.name, file.stream), note)
    elif _ADVANCED.search(beginning):
        raise ListRefused(
            f"{file.name}: the advanced XML of OFAC is not read here.",
            "Take SDN.XML, SDN_ENHANCED.XML or the comma-separated files instead.",
        )
    elif b'"celtrace_extract"' in beginning:
        yield _extract.read(list_id, file)
    elif _is_history(head):
        yield from _history.read(list_id, file, note)
    elif beginning.lstrip()[:1] in {b"{", b"["}:
        yield _names_json.read(list_id, file, note)
    else:
        yield _ofac_csv.read(list_id, (file,), note)
