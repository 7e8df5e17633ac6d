"""Maya scene as text: version and system that saved it, when, in which code page, what it uses.

Reference: Maya ASCII and its command `fileInfo` (https://help.autodesk.com/view/MAYAUL/2024/ENU/).
The comments at the beginning give the time of saving and the code page of the machine,
`fileInfo` the licence and the system, references and textures their paths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.files._letters import decoded
from celtrace.files._paths import paths_in
from celtrace.files._said import Said
from celtrace.ports import Note
from celtrace.records.files import TraitName

FORMAT = "ma"
TITLE = "Maya ASCII scene"
EXTENSIONS = ("ma",)

_HEAD: dict[str, TraitName] = {"Name": "title", "Last modified": "saved"}
_LINE = re.compile(r"^//(Name|Last modified|Codeset):\s*(.+?)\s*$", re.MULTILINE)
_INFO = re.compile(r'^fileInfo "(\w+)" "((?:[^"\\]|\\.)*)"', re.MULTILINE)
_FILE: dict[str, TraitName] = {
    "product": "software", "version": "version", "cutIdentifier": "version", "osv": "system",
    "UUID": "lineage", "application": "software",
}  # fmt: skip
_NODE = re.compile(
    r'^createNode (?:camera|transform|mesh|joint) -n "([^"\n]{1,200})"', re.MULTILINE
)
_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.){3,1000})"')
_PAGES = {"932": "cp932", "936": "gb18030", "949": "cp949", "950": "cp950", "UTF-8": "utf-8",
          "1252": "cp1252"}  # fmt: skip


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the first line settles it
    """The first line."""
    return 0.98 if head.startswith(b"//Maya ASCII ") else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """The comments of the head, what Maya says of itself, nodes, paths."""
    data = blob.start(note)
    text = _text(data)
    said = Said(blob, FORMAT)
    yield from said.trait("software", text.partition("\n")[0].strip("/ \r"), "line 1")
    for found in _LINE.finditer(text[:4096]):
        if name := _HEAD.get(found[1]):
            yield from said.trait(name, found[2], found[1])
        else:
            yield from said.trait("system", f"code page {found[2]}", found[1])
    for found in _INFO.finditer(text):
        if name := _FILE.get(found[1]):
            yield from said.trait(name, _plain(found[2]), f"fileInfo {found[1]}")
        elif found[1] == "license":
            yield from said.text(_plain(found[2]), "comment", "fileInfo license")
    for found in _NODE.finditer(text):
        yield from said.text(found[1], "name", "createNode")
    for found in _QUOTED.finditer(text):
        for path in paths_in(_plain(found[1])):
            yield from said.path(path, "path")
    if blob.whole and not text.rstrip().endswith((";", "ma")):
        note(f"offset {len(data)}", "the file is cut", "what stands before was read")


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def _text(data: bytes) -> str:
    """The scene in the code page that it states, or in the likeliest one."""
    stated = re.search(rb"^//Codeset:\s*(?:cp)?([\w-]+)", data[:4096], re.MULTILINE)
    page = _PAGES.get(stated[1].decode("ascii")) if stated else None
    return data.decode(page, "replace") if page else decoded(data)[0]
