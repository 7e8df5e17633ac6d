"""United Nations Security Council Consolidated List, in its own XML, or as names in JSON.

Schema: https://www.un.org/sc/resources/sc-sanctions.xsd. The row id is the permanent
reference number; a name of quality `Low` is a weak alias; the file states when it was made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from celtrace.listing import ListFile, ListSource, Snapshot
from celtrace.lists import _bytes, _dates, _extract, _names_json, _xml
from celtrace.lists._draft import Draft, evidence, snapshot, unique
from celtrace.lists._tally import Tally
from celtrace.lists._xml import Piece, value
from celtrace.ports import Note
from celtrace.records import Alias, Evidence, Identifier

FORMAT = "un_sc"
SOURCE = ListSource(
    id=FORMAT,
    title="United Nations Security Council Consolidated List",
    publisher="United Nations Security Council",
    regime="UN",
    urls=("https://scsanctions.un.org/resources/xml/en/consolidated.xml",),
    licence="United Nations, terms of use at https://www.un.org/en/about-us/terms-of-use",
    expected=(600, 3_000),
    fill=(("programmes", 0.99), ("listed_on", 0.99), ("aliases", 0.6), ("born", 0.5)),
)
NAMES_SOURCE = b"UN Security Council Consolidated List"

_OWN = (
    "DATAID VERSIONNUM FIRST_NAME SECOND_NAME THIRD_NAME FOURTH_NAME UN_LIST_TYPE "
    "REFERENCE_NUMBER LISTED_ON DELISTED_ON GENDER SUBMITTED_BY SUBMITTED_ON COMMENTS1 "
    "NAME_ORIGINAL_SCRIPT SORT_KEY SORT_KEY_LAST_MOD"
)
_LISTS = "TITLE DESIGNATION NATIONALITY NATIONALITY2 LIST_TYPE LAST_DAY_UPDATED"
_ADDRESS = ("NOTE", "STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")
_GROUPS = {
    "ALIAS": "QUALITY ALIAS_NAME NOTE DATE_OF_BIRTH CITY_OF_BIRTH COUNTRY_OF_BIRTH",
    "ADDRESS": " ".join(_ADDRESS),
    "DATE_OF_BIRTH": "TYPE_OF_DATE DATE YEAR FROM_YEAR TO_YEAR NOTE",
    "PLACE_OF_BIRTH": "STREET CITY STATE_PROVINCE COUNTRY NOTE",
    "DOCUMENT": "TYPE_OF_DOCUMENT TYPE_OF_DOCUMENT2 NUMBER ISSUING_COUNTRY COUNTRY_OF_ISSUE "
    "CITY_OF_ISSUE DATE_OF_ISSUE NOTE",
}
KNOWN = frozenset(
    {*_OWN.split(), *_LISTS.split(), *(f"{name}/VALUE" for name in _LISTS.split())}
    | {f"{of}_{group}" for of in ("INDIVIDUAL", "ENTITY") for group in _GROUPS}
    | {
        f"{of}_{group}/{name}"
        for of in ("INDIVIDUAL", "ENTITY")
        for group, names in _GROUPS.items()
        for name in names.split()
    }
)
_ORIGINS = {"f.k.a.": "fka", "a.k.a.": "aka", "good": "aka", "low": "aka", "": "aka"}


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content says it all
    """How sure it is that this is the list of the Security Council, 0 to 1."""
    if b"<CONSOLIDATED_LIST" in head[:4_000]:
        return 0.95
    if _extract.sniff(head, FORMAT):
        return 1.0
    return 0.9 if _names_json.sniff(head, NAMES_SOURCE) else 0.0


def belongs(names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Every file is a publication of its own."""
    return tuple((name,) for name in sorted(names))


def read(files: tuple[ListFile, ...], note: Note) -> Iterator[Snapshot]:
    """One snapshot; ListRefused where the file is broken, cut or of another form."""
    head, file = _bytes.peek(files[0])
    if _extract.sniff(head, FORMAT):
        yield _extract.read(FORMAT, file)
    elif _names_json.sniff(head, NAMES_SOURCE):
        yield _names_json.read(FORMAT, file, note)
    else:
        yield _read_xml(file, note)


def _read_xml(file: ListFile, note: Note) -> Snapshot:
    tally = Tally()
    drafts: list[tuple[Draft, Evidence]] = []
    day: dt.date | None = None
    data = _bytes.chunks(file.name, file.stream)
    for piece in _xml.pieces(file.name, data, "INDIVIDUAL", "ENTITY"):
        if piece.tag == "CONSOLIDATED_LIST":
            day = _dates.day(piece.element.get("dateGenerated", ""))
        elif value(piece.element, "DELISTED_ON"):
            place = f"{file.name}, line {piece.line}"
            tally.add("an entry says that it is delisted", "it was left out", place)
        else:
            drafts.append(_entry(file, piece, tally))
    entries = [made.done(FORMAT, seen) for made, seen in unique(drafts, tally)]
    tally.tell(note)
    people = sum(entry.form == "person" for entry in entries)
    said = f"{people:,} individuals and {len(entries) - people:,} entities"
    return snapshot((file,), entries, list_id=FORMAT, day=day, said=said)


def _entry(file: ListFile, piece: Piece, tally: Tally) -> tuple[Draft, Evidence]:
    entry, of = piece.element, piece.tag
    row = value(entry, "REFERENCE_NUMBER") or f"DATAID {value(entry, 'DATAID')}"
    place = f"{row}, line {piece.line}"
    where = f"{file.name}, {place}"
    _xml.audit(entry, KNOWN, tally, where)
    draft = Draft(row=row, name=_name(entry), form="person" if of == "INDIVIDUAL" else "entity")
    draft.programmes = [value(entry, "UN_LIST_TYPE")]
    draft.listed_on = _dates.day(value(entry, "LISTED_ON"))
    if value(entry, "NAME_ORIGINAL_SCRIPT"):
        text = value(entry, "NAME_ORIGINAL_SCRIPT")
        draft.aliases.append(Alias(text, "strong", "original script"))
    for alias in entry.iterfind(f"{of}_ALIAS"):
        _alias(alias, draft, tally, where)
    for path in ("NATIONALITY/VALUE", "NATIONALITY2/VALUE"):
        draft.nationalities += [value(item) for item in entry.iterfind(path)]
    for address in entry.iterfind(f"{of}_ADDRESS"):
        _address(address, draft)
    for item in entry.iterfind(f"{of}_DATE_OF_BIRTH"):
        _born(item, draft, tally, where)
    for item in entry.iterfind(f"{of}_DOCUMENT"):
        _document(item, draft)
    _remarks(entry, of, draft)
    return draft, evidence(file, place, piece.quote, FORMAT)


def _name(entry: Element) -> str:
    parts = (value(entry, f"{part}_NAME") for part in ("FIRST", "SECOND", "THIRD", "FOURTH"))
    return " ".join(" ".join(parts).split())


def _alias(alias: Element, draft: Draft, tally: Tally, where: str) -> None:
    text = " ".join(value(alias, "ALIAS_NAME").split())
    quality = value(alias, "QUALITY").lower()
    if quality not in _ORIGINS:
        tally.add(f"unknown quality of alias '{quality}'", "the alias was kept as strong", where)
    if text:
        weak = quality == "low"
        origin = _ORIGINS.get(quality, "aka")
        draft.aliases.append(Alias(text, "weak" if weak else "strong", origin))
    if value(alias, "DATE_OF_BIRTH"):
        _put_born(value(alias, "DATE_OF_BIRTH"), draft, tally, where)


def _address(address: Element, draft: Draft) -> None:
    places = [value(address, name) for name in _ADDRESS[1:]]
    text = ", ".join(place for place in places if place)
    remark = value(address, "NOTE")
    draft.addresses.append(f"{text} ({remark})" if text and remark else text or remark)
    draft.countries.append(value(address, "COUNTRY"))


def _born(item: Element, draft: Draft, tally: Tally, where: str) -> None:
    kind = value(item, "TYPE_OF_DATE").upper()
    if kind not in {"EXACT", "APPROXIMATELY", "BETWEEN", ""}:
        tally.add(f"unknown kind of date of birth '{kind}'", "it was read as exact", where)
    about = "circa " if kind == "APPROXIMATELY" else ""
    low, high = value(item, "FROM_YEAR"), value(item, "TO_YEAR")
    text = value(item, "DATE") or value(item, "YEAR") or (f"{low} to {high}" if high else low)
    if text:
        _put_born(about + text, draft, tally, where)
    if value(item, "NOTE"):
        draft.remarks.append(f"Date of birth: {value(item, 'NOTE')}")


def _put_born(text: str, draft: Draft, tally: Tally, where: str) -> None:
    found = _dates.born(text)
    if found:
        draft.born.append(found)
    else:
        draft.remarks.append(f"Date of birth: {text}")
        tally.add("a date of birth was not understood", "it was kept in the remarks", where)


def _document(item: Element, draft: Draft) -> None:
    stated = " ".join(
        f"{value(item, 'TYPE_OF_DOCUMENT')} {value(item, 'TYPE_OF_DOCUMENT2')}".lower().split()
    )
    if "passport" in stated or "passeport" in stated or "pasaporte" in stated:
        kind = "passport"
    else:
        kind = "national_id" if "national" in stated or "identi" in stated else "id"
    country = value(item, "ISSUING_COUNTRY") or value(item, "COUNTRY_OF_ISSUE")
    draft.identifiers.append(Identifier(kind, value(item, "NUMBER"), country))
    if value(item, "NOTE"):
        draft.remarks.append(f"Document: {value(item, 'NOTE')}")


def _remarks(entry: Element, of: str, draft: Draft) -> None:
    for tag, label in (("TITLE", "Title"), ("DESIGNATION", "Position")):
        draft.remarks += [
            f"{label}: {value(v)}" for v in entry.iterfind(f"{tag}/VALUE") if value(v)
        ]
    for place in entry.iterfind(f"{of}_PLACE_OF_BIRTH"):
        text = ", ".join(value(part) for part in place if value(part))
        draft.remarks.append(f"Place of birth: {text}" if text else "")
    draft.remarks += [value(entry, "COMMENTS1")]
