"""The enhanced XML of OFAC (SDN_ENHANCED.XML, CONS_ENHANCED.XML, also inside a ZIP).

Schema: https://sanctionslistservice.ofac.treas.gov, ENHANCED_XML.xsd. It has names in their
own scripts, marks weak names (`isLowQuality`), dates each listing (`datePublished`), and
names related entities. The file states the day its data stand at (`dataAsOf`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from celtrace.listing import ListFile, Snapshot
from celtrace.lists import _dates, _ofac_remarks, _ofac_rows, _xml
from celtrace.lists._draft import Draft, evidence, snapshot, unique
from celtrace.lists._tally import Tally
from celtrace.lists._xml import Piece, value
from celtrace.ports import Note
from celtrace.records import Alias, Evidence

PUBLISHED = {"us_ofac_sdn": "SDN List", "us_ofac_cons": "Consolidated List"}
"""What the file calls the list."""

_TRANSLATION = "translations/translation"
_CHILDREN = {
    "generalInfo": "identityId entityType remarks title",
    "sanctionsLists": "sanctionsList",
    "sanctionsPrograms": "sanctionsProgram",
    "sanctionsTypes": "sanctionsType",
    "legalAuthorities": "legalAuthority",
    "names/name": "isPrimary isLowQuality translations aliasType",
    f"names/name/{_TRANSLATION}": "isPrimary script formattedFirstName formattedLastName "
    "formattedFullName nameParts nameParts/namePart nameParts/namePart/type "
    "nameParts/namePart/value",
    "addresses/address": "country translations",
    f"addresses/address/{_TRANSLATION}": "isPrimary script addressParts addressParts/addressPart "
    "addressParts/addressPart/type addressParts/addressPart/value",
    "features/feature": "type versionId value valueDate valueRefId isPrimary reliability comments "
    "valueDate/fromDateBegin valueDate/fromDateEnd valueDate/toDateBegin valueDate/toDateEnd "
    "valueDate/isApproximate valueDate/isDateRange",
    "identityDocuments/identityDocument": "type name documentNumber isValid issuingLocation "
    "issuingCountry issuingAuthority issueDate expirationDate comments",
    "relationships/relationship": "type relatedEntity quality comments",
}
KNOWN = frozenset(
    {path.partition("/")[0] for path in _CHILDREN}
    | set(_CHILDREN)
    | {f"{path}/{name}" for path, names in _CHILDREN.items() for name in names.split()}
)


def read(list_id: str, file: ListFile, data: Iterable[bytes], note: Note) -> Snapshot:
    """One full snapshot; ListRefused when the XML is not closed."""
    tally = Tally()
    drafts: list[tuple[Draft, Evidence]] = []
    day: dt.date | None = None
    of = ""
    for piece in _xml.pieces(file.name, data, "publicationInfo", "entity"):
        if piece.tag == "publicationInfo":
            day = _dates.day(value(piece.element, "dataAsOf"))
            of = ", ".join(value(item) for item in piece.element.iter("sanctionsList"))
        elif piece.tag == "entity":
            drafts.append(_entry(list_id, file, piece, tally))
    entries = [made.done(list_id, seen) for made, seen in unique(drafts, tally)]
    tally.tell(note)
    return snapshot((file,), entries, list_id=list_id, day=day, said=of)


def _entry(list_id: str, file: ListFile, piece: Piece, tally: Tally) -> tuple[Draft, Evidence]:
    entity = piece.element
    uid = entity.get("id", "")
    place = f"uid {uid}, line {piece.line}"
    where = f"{file.name}, {place}"
    _xml.audit(entity, KNOWN, tally, where)
    draft = Draft(row=uid)
    draft.form = _ofac_rows.form(value(entity, "generalInfo/entityType"), tally, where)
    draft.programmes = [value(p) for p in entity.iterfind("sanctionsPrograms/sanctionsProgram")]
    draft.listed_on = _listed(entity, PUBLISHED[list_id])
    if value(entity, "generalInfo/title"):
        draft.remarks.append(f"Title: {value(entity, 'generalInfo/title')}")
    for name in entity.iterfind("names/name"):
        _name(name, draft)
    for address in entity.iterfind("addresses/address"):
        _address(address, draft)
    _facts(entity, draft, tally, where)
    return draft, evidence(file, place, piece.quote, list_id)


def _listed(entity: Element, published: str) -> dt.date | None:
    """The first day on which the list had the entity."""
    days = (
        _dates.day(item.get("datePublished", ""))
        for item in entity.iterfind("sanctionsLists/sanctionsList")
        if value(item) == published
    )
    return min((found for found in days if found), default=None)


def _name(name: Element, draft: Draft) -> None:
    primary = value(name, "isPrimary") == "true"
    weak = value(name, "isLowQuality") == "true"
    origin = value(name, "aliasType").replace(".", "").lower()
    for written in name.iterfind(_TRANSLATION):
        text = value(written, "formattedFullName")
        if primary and value(written, "isPrimary") == "true" and not draft.name:
            draft.name = text
            continue
        script = value(written, "script")
        of = origin or ("primary name" if primary else "")
        origin_here = of if script in {"", "Latin"} else f"{of}, {script}".strip(", ")
        draft.aliases.append(Alias(text, "weak" if weak else "strong", origin_here))


def _address(address: Element, draft: Draft) -> None:
    country = value(address, "country")
    draft.countries.append(country)
    for written in address.iterfind(_TRANSLATION):
        texts = [value(part, "value") for part in written.iterfind("addressParts/addressPart")]
        draft.addresses.append(", ".join(text for text in (*texts, country) if text))


def _facts(entity: Element, draft: Draft, tally: Tally, where: str) -> None:
    for feature in entity.iterfind("features/feature"):
        label = value(feature, "type")
        _ofac_remarks.labelled(label, value(feature, "value"), "", draft, tally, where)
    for document in entity.iterfind("identityDocuments/identityDocument"):
        country = value(document, "issuingCountry")
        number = value(document, "documentNumber")
        _ofac_remarks.labelled(value(document, "type"), number, country, draft, tally, where)
    for related in entity.iterfind("relationships/relationship/relatedEntity"):
        draft.linked_to.append(value(related))
    _ofac_remarks.read(value(entity, "generalInfo/remarks"), draft, tally, where)
