"""XMP packets: who made a file with what, save by save, and from what it was made.

ISO 16684-1 (https://developer.adobe.com/xmp/docs/) and Adobe's XMP specification,
part 2 (media management, dynamic media). The one home of XMP for all readers: PSD, AEP,
JPEG, PNG, TIFF, WebP, MP4, PDF hold the same packet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from celtrace.files._said import Role, Said
from celtrace.files._xml import Node, parsed
from celtrace.ports import Note
from celtrace.records import TextPassage, Trait
from celtrace.records.files import TraitName

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XML_LANG = "http://www.w3.org/XML/1998/namespace}lang"
_PREFIXES = {
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://ns.adobe.com/xap/1.0/t/pg/": "xmpTPg",
    "http://ns.adobe.com/xap/1.0/bj/": "xmpBJ",
    "http://ns.adobe.com/xap/1.0/g/img/": "xmpGImg",
    "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#": "stEvt",
    "http://ns.adobe.com/xap/1.0/sType/ResourceRef#": "stRef",
    "http://ns.adobe.com/xap/1.0/sType/Version#": "stVer",
    "http://ns.adobe.com/xap/1.0/sType/ManifestItem#": "stMfs",
    "http://ns.adobe.com/xap/1.0/sType/Job#": "stJob",
    "http:ns.adobe.com/xap/1.0/sType/Font#": "stFnt",
    "http://ns.adobe.com/xap/1.0/sType/Font#": "stFnt",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://cipa.jp/exif/1.0/": "exifEX",
    "http://ns.adobe.com/exif/1.0/aux/": "aux",
    "http://ns.adobe.com/xmp/1.0/DynamicMedia/": "xmpDM",
    "http://ns.adobe.com/creatorAtom/1.0/": "creatorAtom",
    "http://ns.adobe.com/illustrator/1.0/": "illustrator",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    _RDF: "rdf",
}
_TRAITS: dict[str, TraitName] = {
    "pdf:Author": "author", "pdf:Creator": "software", "pdf:Title": "title",
    "pdf:CreationDate": "created", "pdf:ModDate": "modified",
    "dc:creator": "author", "dc:contributor": "author", "tiff:Artist": "author",
    "xmpDM:artist": "author", "xmpDM:director": "author", "photoshop:CaptionWriter": "last_editor",
    "dc:publisher": "organisation", "xmpRights:Owner": "organisation",
    "photoshop:Credit": "organisation", "xmpDM:client": "organisation",
    "xmp:CreatorTool": "software", "stEvt:softwareAgent": "software", "pdf:Producer": "software",
    "tiff:Software": "software", "creatorAtom:applicationCode": "software",
    "xmp:CreateDate": "created", "dc:date": "created", "photoshop:DateCreated": "created",
    "exif:DateTimeOriginal": "captured", "exif:DateTimeDigitized": "captured",
    "xmpDM:shotDate": "captured", "xmp:ModifyDate": "modified", "xmp:MetadataDate": "modified",
    "tiff:DateTime": "modified", "stVer:modifyDate": "modified", "xmpDM:videoModDate": "modified",
    "xmpDM:audioModDate": "modified", "xmpDM:metadataModDate": "modified",
    "stRef:lastModifyDate": "modified", "stEvt:when": "saved", "xmpMM:DocumentID": "lineage",
    "xmpMM:OriginalDocumentID": "lineage", "xmpMM:InstanceID": "lineage",
    "xmpMM:RenditionOf": "lineage", "stEvt:instanceID": "lineage", "stRef:documentID": "lineage",
    "stRef:originalDocumentID": "lineage", "stRef:instanceID": "lineage",
    "stRef:fromDocumentID": "lineage", "photoshop:DocumentAncestors": "lineage",
    "stFnt:fontName": "font", "stVer:modifier": "last_editor",
    "illustrator:StartupProfile": "template", "photoshop:ICCProfile": "colour",
    "tiff:Make": "camera", "tiff:Model": "camera", "exifEX:BodySerialNumber": "camera",
    "aux:SerialNumber": "camera", "xmpDM:cameraModel": "camera", "dc:title": "title",
    "xmpDM:projectName": "production", "stJob:name": "production", "xmpDM:shotName": "cut",
    "xmpDM:scene": "cut",
}  # fmt: skip
_PATHS = frozenset({
    "stRef:filePath", "stMfs:filePath", "xmpDM:path", "creatorAtom:uncProjectPath",
    "creatorAtom:posixProjectPath", "stRef:alternatePaths", "stJob:url",
    "xmpDM:relativePath",
})  # fmt: skip
_WORDS: dict[str, Role] = {
    "photoshop:LayerText": "layer", "dc:description": "comment", "dc:subject": "comment",
    "photoshop:Headline": "title", "photoshop:Instructions": "comment", "xmp:Label": "comment",
    "xmpDM:comment": "comment", "xmpDM:logComment": "comment", "photoshop:History": "comment",
    "photoshop:LayerName": "name", "xmpDM:tapeName": "name",
    "xmpDM:name": "name", "exif:UserComment": "comment",
}  # fmt: skip
_PACKET = re.compile(
    rb"<(?:x:xmpmeta|x:xapmeta|rdf:RDF)[\s>].*?(?:</(?:x:xmpmeta|x:xapmeta)>|</rdf:RDF>(?!\s*</x:)|\Z)",
    re.DOTALL,
)
Property = tuple[str, str, str]
"""Place, name with its usual prefix, value."""


def packets(data: bytes) -> Iterator[bytes]:
    """All XMP packets in bytes of any kind; the last one may be cut."""
    return (match.group() for match in _PACKET.finditer(data))


def items(packet: bytes, said: Said, note: Note, at: str = "XMP") -> Iterator[Trait | TextPassage]:
    """What a packet says, in its order; `at` tells where it lay."""
    root, fault = parsed(_whole(packet)) if b"<" in packet else (None, "there is no XML in it")
    if root is None or fault:
        note(at, fault, "what stands before the fault was read")
    if root is None:
        return
    for place, name, value in properties(root):
        yield from stated(said, f"{at} {place}", name, value)


def _whole(packet: bytes) -> bytes:
    """From the first element on in UTF-8: `<?xpacket ...?>` may carry any encoding mark."""
    for mark, encoding in ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")):
        if mark in packet[:64]:
            text = packet[packet.find(mark) :].decode(encoding, "replace")
            packet = text.encode("utf-8", "replace")
    start = packet.find(b"<x:")
    start = packet.find(b"<rdf:RDF") if start < 0 else start
    end = packet.rfind(b">")
    return packet[max(start, 0) : end + 1 if end > 0 else len(packet)]


def stated(said: Said, place: str, name: str, value: str) -> Iterator[Trait | TextPassage]:
    """What one property says, told by its usual name."""
    if name in _TRAITS:
        yield from said.trait(_TRAITS[name], value, place)
    elif name in _PATHS:
        yield from said.path(value, place)
    elif name in _WORDS:
        yield from said.text(value, _WORDS[name], place)


def properties(root: Node) -> Iterator[Property]:
    """All simple properties below, arrays and structures opened."""
    for description in root.all("Description"):
        if description.tag.startswith(_RDF):
            yield from _attributes(description, "")
            for child in description.children:
                yield from _opened(child, "", 0)


def _opened(node: Node, above: str, depth: int) -> Iterator[Property]:
    name = _short(node.tag)
    place = f"{above}/{name}" if above else name
    yield from _attributes(node, place)
    lists = [c for c in node.children if c.tag.startswith(_RDF) and c.name in ("Seq", "Bag", "Alt")]
    if not node.children:
        yield from _leaf(node, place, name)
    for one in lists:
        for number, entry in enumerate(one.children, 1):
            yield from _entry(entry, f"{place}[{number}]", name, depth)
    for child in node.children:
        if child not in lists and child.name != "Description" and depth < 8:
            yield from _opened(child, place, depth + 1)


def _leaf(node: Node, place: str, name: str) -> Iterator[Property]:
    value = node.text or node.attributes.get(f"{_RDF}}}resource", "")
    if value:
        yield place, name, value


def _entry(entry: Node, place: str, name: str, depth: int) -> Iterator[Property]:
    """One entry of an array: a value, or a structure with a level of its own."""
    yield from _attributes(entry, place)
    if entry.text and not entry.children:
        yield place, name, entry.text
    for child in entry.children:
        if child.name == "Description":
            yield from _attributes(child, place)
            for inner in child.children:
                yield from _opened(inner, place, depth + 1)
        elif depth < 8:
            yield from _opened(child, place, depth + 1)


def _attributes(node: Node, place: str) -> Iterator[Property]:
    for tag, value in node.attributes.items():
        name = _short(tag)
        if ":" in name and not name.startswith("rdf:") and tag != _XML_LANG:
            yield (f"{place}/{name}" if place else name), name, value


def _short(tag: str) -> str:
    space, _, name = tag.rpartition("}")
    prefix = _PREFIXES.get(space, "")
    return f"{prefix}:{name}" if prefix else name
