"""The classic XML of OFAC (SDN.XML, CONSOLIDATED.XML), in both of its namespaces.

Schema: https://ofac.treasury.gov/media/8661/download (sdn.xsd). The file states the day of
publication and the number of its records.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from celtrace.errors import ListRefused
from celtrace.listing import ListFile, Snapshot
from celtrace.lists import _bytes, _dates, _ofac_remarks, _ofac_rows, _xml
from celtrace.lists._draft import Draft, evidence, snapshot, unique
from celtrace.lists._tally import Tally
from celtrace.lists._xml import Piece, value
from celtrace.ports import Note
from celtrace.records import Alias, Evidence

_CHILDREN = {
    "programList": "program",
    "akaList/aka": "uid type category lastName firstName",
    "addressList/address": "uid address1 address2 address3 city stateOrProvince postalCode country",
    "idList/id": "uid idType idNumber idCountry issueDate expirationDate",
    "dateOfBirthList/dateOfBirthItem": "uid dateOfBirth mainEntry",
    "placeOfBirthList/placeOfBirthItem": "uid placeOfBirth mainEntry",
    "nationalityList/nationality": "uid country mainEntry",
    "citizenshipList/citizenship": "uid country mainEntry",
    "vesselInfo": "callSign vesselType vesselFlag vesselOwner tonnage grossRegisteredTonnage",
}
KNOWN = frozenset(
    {"uid", "lastName", "firstName", "sdnType", "title", "remarks"}
    | {path.partition("/")[0] for path in _CHILDREN}
    | set(_CHILDREN)
    | {f"{path}/{name}" for path, names in _CHILDREN.items() for name in names.split()}
)
_ADDRESS = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country")
_VESSEL = {
    "callSign": "Call Sign",
    "vesselType": "Vessel Type",
    "tonnage": "Tonnage",
    "grossRegisteredTonnage": "Gross Registered Tonnage",
    "vesselFlag": "Vessel Flag",
    "vesselOwner": "Vessel Owner",
}


def read(list_id: str, file: ListFile, data: Iterable[bytes], note: Note) -> Snapshot:
    """One full snapshot.

    ListRefused when the XML is not closed or holds fewer records than it says.
    """
    tally = Tally()
    drafts: list[tuple[Draft, Evidence]] = []
    day: dt.date | None = None
    stated = ""
    for piece in _xml.pieces(file.name, data, "publshInformation", "sdnEntry"):
        if piece.tag == "publshInformation":
            month, _, rest = value(piece.element, "Publish_Date").partition("/")
            number, _, year = rest.partition("/")
            day = _dates.day(f"{number}/{month}/{year}")
            stated = value(piece.element, "Record_Count")
        elif piece.tag == "sdnEntry":
            drafts.append(_entry(list_id, file, piece, tally))
    if stated.isdigit() and len(drafts) < int(stated):
        raise ListRefused(
            f"{file.name}: {len(drafts):,} records, but it says that it has {int(stated):,}.",
            _bytes.AGAIN,
        )
    entries = [made.done(list_id, seen) for made, seen in unique(drafts, tally)]
    tally.tell(note)
    said = f"Record_Count {stated}" if stated else ""
    return snapshot((file,), entries, list_id=list_id, day=day, said=said)


def _entry(list_id: str, file: ListFile, piece: Piece, tally: Tally) -> tuple[Draft, Evidence]:
    entry = piece.element
    uid = value(entry, "uid")
    place = f"uid {uid}, line {piece.line}"
    where = f"{file.name}, {place}"
    _xml.audit(entry, KNOWN, tally, where)
    draft = Draft(row=uid, name=_name(entry))
    draft.form = _ofac_rows.form(value(entry, "sdnType"), tally, where)
    draft.programmes = [value(item) for item in entry.iterfind("programList/program")]
    if value(entry, "title"):
        draft.remarks.append(f"Title: {value(entry, 'title')}")
    vessel = entry.find("vesselInfo")
    for item in vessel if vessel is not None else ():
        draft.remarks.append(f"{_VESSEL.get(item.tag, item.tag)}: {value(item)}")
    _names_and_places(entry, draft)
    _facts(entry, draft, tally, where)
    return draft, evidence(file, place, piece.quote, list_id)


def _name(item: Element) -> str:
    """`LAST, First`, as the comma-separated files write it."""
    return ", ".join(text for text in (value(item, "lastName"), value(item, "firstName")) if text)


def _names_and_places(entry: Element, draft: Draft) -> None:
    for aka in entry.iterfind("akaList/aka"):
        weak = value(aka, "category").lower() == "weak"
        origin = value(aka, "type").replace(".", "")
        draft.aliases.append(Alias(_name(aka), "weak" if weak else "strong", origin))
    for address in entry.iterfind("addressList/address"):
        texts = (value(address, name) for name in _ADDRESS)
        draft.addresses.append(", ".join(text for text in texts if text))
        draft.countries.append(value(address, "country"))
    for path in ("nationalityList/nationality", "citizenshipList/citizenship"):
        draft.nationalities += [value(item, "country") for item in entry.iterfind(path)]


def _facts(entry: Element, draft: Draft, tally: Tally, where: str) -> None:
    for item in entry.iterfind("dateOfBirthList/dateOfBirthItem/dateOfBirth"):
        _ofac_remarks.labelled("DOB", value(item), "", draft, tally, where)
    for item in entry.iterfind("placeOfBirthList/placeOfBirthItem/placeOfBirth"):
        _ofac_remarks.labelled("POB", value(item), "", draft, tally, where)
    for item in entry.iterfind("idList/id"):
        label, number = value(item, "idType"), value(item, "idNumber")
        _ofac_remarks.labelled(label, number, value(item, "idCountry"), draft, tally, where)
    _ofac_remarks.read(value(entry, "remarks"), draft, tally, where)
