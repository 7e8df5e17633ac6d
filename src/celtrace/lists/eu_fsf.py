"""Consolidated list of persons subject to financial sanctions of the European Union.

Forms read: xmlFullSanctionsList 1.1, names in JSON, our extract. Reference:
https://data.europa.eu/data/datasets/consolidated-list-of-persons-groups-and-entities-subject-to-eu-financial-sanctions
The row id is the EU reference number; entities that share one (the same person under two
programmes) are one entry. The file states when it was made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from celtrace.listing import ListFile, ListSource, Snapshot
from celtrace.lists import _bytes, _dates, _extract, _names_json, _registers, _xml
from celtrace.lists._draft import QUOTE_CHARS, Draft, Form, evidence, snapshot
from celtrace.lists._tally import Tally
from celtrace.lists._xml import Piece, value
from celtrace.ports import Note
from celtrace.records import Alias, Evidence, Identifier, Part

FORMAT = "eu_fsf"
_FILES = "https://webgate.ec.europa.eu/fsd/fsf/public/files/"
SOURCE = ListSource(
    id=FORMAT,
    title="Consolidated list of financial sanctions of the European Union",
    publisher="European Commission, DG FISMA",
    regime="EU",
    urls=(_FILES + "xmlFullSanctionsList_1_1/content?token=dG9rZW4tMjAxNw",),
    licence="European Union, reuse under Commission Decision 2011/833/EU",
    expected=(1_500, 20_000),
    fill=(("programmes", 0.99), ("listed_on", 0.99), ("aliases", 0.5), ("born", 0.4)),
)
NAMES_SOURCE = b"EU consolidated financial sanctions"

_CHILDREN = {
    "regulation": "publicationUrl",
    "nameAlias": "regulationSummary remark",
    "citizenship": "regulationSummary remark",
    "birthdate": "regulationSummary remark",
    "identification": "regulationSummary remark",
    "address": "regulationSummary remark contactInfo",
}
KNOWN = frozenset(
    {"remark", "subjectType", *_CHILDREN}
    | {f"{path}/{name}" for path, names in _CHILDREN.items() for name in names.split()}
)
_FORMS: dict[str, Form] = {"person": "person", "enterprise": "entity", "entity": "entity"}
_DOCUMENTS = {
    "passport": "passport",
    "id": "national_id",
    "ssn": "national_id",
    "nationcert": "national_id",
    "electionid": "national_id",
    "regnumber": "registration",
    "tradelic": "registration",
    "fiscalcode": "tax_id",
    "swiftbic": "swift",
    "imo": "imo",
    "other": "id",
    "drivinglicence": "id",
    "travelcardid": "id",
    "birthcert": "id",
}
_CONTACTS = {"PHONE": "phone", "FAX": "phone", "WEB": "website", "EMAIL": "email"}
_NOWHERE = "00"


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content says it all
    """How sure it is that this is the list of the European Union, 0 to 1."""
    if b"eu.europa.ec/fpi/fsd/export" in head[:4_000]:
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
    rows: dict[str, tuple[Draft, Evidence]] = {}
    entities = 0
    day: dt.date | None = None
    data = _bytes.chunks(file.name, file.stream)
    for piece in _xml.pieces(file.name, data, "sanctionEntity"):
        if piece.tag == "export":
            day = _dates.day(piece.element.get("generationDate", ""))
            continue
        entities += 1
        row = (
            piece.element.get("euReferenceNumber") or f"logicalId {piece.element.get('logicalId')}"
        )
        place = f"{row}, line {piece.line}"
        if row in rows:
            quote = piece.quote[:QUOTE_CHARS]
            rows[row][0].parts.append(Part("programmes", f"line {piece.line}", quote))
        else:
            rows[row] = (Draft(row=row), evidence(file, place, piece.quote, FORMAT))
        _fill(rows[row][0], piece, tally, f"{file.name}, {place}")
    tally.tell(note)
    said = f"{entities:,} entities under {len(rows):,} EU reference numbers"
    entries = [made.done(FORMAT, seen) for made, seen in rows.values()]
    return snapshot((file,), entries, list_id=FORMAT, day=day, said=said)


def _fill(draft: Draft, piece: Piece, tally: Tally, where: str) -> None:
    entity = piece.element
    _xml.audit(entity, KNOWN, tally, where)
    subject = entity.find("subjectType")
    code = subject.get("code", "") if subject is not None else ""
    if code not in _FORMS:
        tally.add(f"unknown subject type '{code}'", "the entry was kept as unknown", where)
    draft.form = _FORMS.get(code, "unknown")
    for act in entity.iterfind("regulation"):
        draft.programmes.append(act.get("programme", ""))
        since = _dates.day(act.get("entryIntoForceDate", ""))
        if since and (draft.listed_on is None or since < draft.listed_on):
            draft.listed_on = since
    for name in entity.iterfind("nameAlias"):
        _name(name, draft)
    for item in entity.iterfind("citizenship"):
        draft.nationalities.append(_country(item))
    for item in entity.iterfind("birthdate"):
        _born(item, draft, tally, where)
    for item in entity.iterfind("identification"):
        _identification(item, draft, tally, where)
    for item in entity.iterfind("address"):
        _address(item, draft, tally, where)
    draft.remarks += [value(item) for item in entity.iterfind("remark")]
    draft.remarks.append(entity.get("designationDetails", "").strip())


def _country(item: Element) -> str:
    code = item.get("countryIso2Code", "")
    return "" if code == _NOWHERE else code


def _name(name: Element, draft: Draft) -> None:
    """The first name is the primary one; the list marks none."""
    text = " ".join(name.get("wholeName", "").split())
    if name.get("function", "").strip():
        draft.remarks.append(f"Function: {name.get('function', '').strip()}")
    if not draft.name:
        draft.name = text
        return
    weak = name.get("strong") == "false"
    draft.aliases.append(Alias(text, "weak" if weak else "strong", "aka"))


def _born(item: Element, draft: Draft, tally: Tally, where: str) -> None:
    place = [item.get(part, "") for part in ("place", "city", "region", "countryDescription")]
    text = ", ".join(part for part in place if part and part != "UNKNOWN")
    draft.remarks.append(f"Place of birth: {text}" if text else "")
    low, high = item.get("yearRangeFrom", ""), item.get("yearRangeTo", "")
    stated = item.get("birthdate", "") or item.get("year", "")
    stated = stated or (f"{low} to {high}" if low and high else low or high)
    if item.get("calendarType", "GREGORIAN") != "GREGORIAN":
        draft.remarks.append(f"Date of birth ({item.get('calendarType')}): {stated}")
        tally.add("a date of birth in another calendar", "it was kept in the remarks", where)
    elif stated:
        about = "circa " if item.get("circa") == "true" else ""
        found = _dates.born(about + stated)
        if found:
            draft.born.append(found)
        else:
            draft.remarks.append(f"Date of birth: {stated}")
            tally.add("a date of birth was not understood", "it was kept in the remarks", where)


def _identification(item: Element, draft: Draft, tally: Tally, where: str) -> None:
    code = item.get("identificationTypeCode", "")
    if code not in _DOCUMENTS:
        tally.add(f"unknown type of document '{code}'", "its number was kept as `id`", where)
    number = (item.get("number", "") or item.get("latinNumber", "")).strip()
    country = _country(item)
    kind = _registers.type_of(_DOCUMENTS.get(code, "id"), number, country)
    draft.identifiers.append(Identifier(kind, number, country))


def _address(item: Element, draft: Draft, tally: Tally, where: str) -> None:
    names = ("street", "poBox", "place", "zipCode", "city", "region", "countryDescription")
    parts = [item.get(name, "").strip() for name in names]
    draft.addresses.append(", ".join(part for part in parts if part and part != "UNKNOWN"))
    draft.countries.append(_country(item))
    for contact in item.iterfind("contactInfo"):
        key = contact.get("key", "")
        if key not in _CONTACTS:
            tally.add(f"unknown kind of contact '{key}'", "it was kept as `id`", where)
        number = contact.get("value", "").strip()
        draft.identifiers.append(Identifier(_CONTACTS.get(key, "id"), number))
