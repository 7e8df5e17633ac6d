"""Clip Studio Paint document (chunks and the database in them: https://github.com/al3ks1s/clip-tools).

`CSFCHUNK` holds chunks: pixels in `CHNKExta`, everything else in an SQLite database in
`CHNKSQLi`. Read are the names of layers, the project, the story, its title and author,
fonts, template paths, ids that copies share, texts, animation cuts, and the preview.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from celtrace.files._blob import Blob, Item
from celtrace.files._paths import paths_in
from celtrace.files._said import Role, Said
from celtrace.ports import Note
from celtrace.records import Drawn
from celtrace.records.files import TraitName

FORMAT = "clip"
TITLE = "Clip Studio Paint document"
EXTENSIONS = ("clip", "lip", "cmc")

_MAGIC = b"CSFCHUNK"
_BASE = b"SQLite format 3\0"
_ALL = 'SELECT * FROM "{}" LIMIT 20000'
_TABLES = re.compile(r"^\w{1,100}$")
_TRAITS: dict[str, TraitName] = {
    "ProjectInternalVersion": "version",
    "ProjectName": "title",
    "LayerUuid": "lineage",
    "ComicStoryNombreFont": "font",
    "ComicStoryNombreFontPostScriptName": "font",
    "ComicStoryStoryName": "production",
    "ComicStoryStoryTitle": "production",
    "ComicStorySubTitle": "production",
    "ComicStoryAuthor": "author",
    "ComicStoryAuthorName": "author",
    "ComicStoryPublisher": "organisation",
    "CanvasTemplatePath": "template",
}
_WORDS: dict[str, Role] = {
    "LayerName": "layer", "TextLayerString": "layer", "CutName": "name", "AnimationCutName": "name",
    "TimeLineName": "name", "TrackName": "name", "TimelineLabelName": "name",
    "CommentString": "comment", "SheetName": "sheet", "ItemName": "name",
}  # fmt: skip
_GUESSED: tuple[tuple[str, TraitName], ...] = (
    ("font", "font"), ("author", "author"), ("publisher", "organisation"), ("template", "template"),
)  # fmt: skip
_FONT = re.compile(rb"[\x20-\x7e]{4,60}")
_SKIPPED = frozenset({"ElemScheme", "ParamScheme", "ExternalChunk", "RemovedExternal", "Offscreen",
                      "Mipmap", "MipmapInfo", "LayerThumbnail", "sqlite_sequence",
                      "ExternalTableAndColumnName", "VectorObjectList", "VOffscreen"})  # fmt: skip


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the signature settles it
    """The signature."""
    return 0.99 if head.startswith(_MAGIC) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """What the database says, table by table; then the preview."""
    data = blob.stream.read()
    base = _database(data)
    if not base:
        note(f"offset {len(data)}", "there is no database in it", "nothing was read")
        return
    said = Said(blob, FORMAT)
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.text_factory = lambda raw: raw.decode("utf-8", "replace")
        try:
            opened.deserialize(base)
            opened.execute("PRAGMA trusted_schema = OFF")
            yield from _tables(opened, said)
        except (sqlite3.Error, OverflowError, UnicodeError) as error:
            note("database", str(error), "what stands before was read")


def _database(data: bytes) -> bytes:
    """The chunk that holds the database; found by its signature where the lengths are wrong."""
    at = 24
    while at + 16 <= len(data):
        length = int.from_bytes(data[at + 8 : at + 16], "big")
        if data[at : at + 8] == b"CHNKSQLi":
            return data[at + 16 : at + 16 + length]
        at += 16 + length
    found = data.find(_BASE)
    return data[found:] if found >= 0 else b""


def _tables(opened: sqlite3.Connection, said: Said) -> Iterator[Item]:
    rows = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rootpage")
    for (table,) in rows.fetchall():
        if isinstance(table, str) and _TABLES.match(table) and table not in _SKIPPED:
            yield from _table(opened, table, said)


def _table(opened: sqlite3.Connection, table: str, said: Said) -> Iterator[Item]:
    found = opened.execute(_ALL.format(table))
    columns = [one[0] for one in found.description]
    for number, row in enumerate(found, 1):
        told = dict(zip(columns, row, strict=True))
        if table == "CanvasPreview":
            yield from _preview(told)
        for column, value in told.items():
            yield from _cell(column, value, said, f"{table} {number}, {column}")


def _cell(column: str, value: object, said: Said, place: str) -> Iterator[Item]:
    if isinstance(value, bytes) and column == "TextLayerString":
        value = value.decode("utf-8", "replace")
    if isinstance(value, bytes) and column == "TextLayerAttributes":
        for font in _fonts(value):
            yield from said.trait("font", font, place)
    if not isinstance(value, str) or not value:
        return
    if column in _TRAITS:
        yield from said.trait(_TRAITS[column], value, place)
    elif column in _WORDS:
        yield from said.text(value, _WORDS[column], place)
    else:
        yield from _unknown(column, value, said, place)


def _unknown(column: str, value: str, said: Said, place: str) -> Iterator[Item]:
    """A column that newer versions added: told by its name, or by a path in it."""
    for path in paths_in(value):
        yield from said.path(path, place)
    for part, name in _GUESSED:
        if part in column.lower():
            yield from said.trait(name, value, place)
            return
    if column.endswith(("Name", "Title")):
        yield from said.text(value, "name", place)


def _fonts(raw: bytes) -> Iterator[str]:
    """Names of fonts stand as plain text among binary attributes of a text layer."""
    for match in _FONT.finditer(raw):
        text = match.group().decode()
        if re.fullmatch(r"[A-Za-z][A-Za-z0-9 _.-]{3,}", text):
            yield text


def _preview(row: dict[str, object]) -> Iterator[Drawn]:
    data, width, height = (row.get(key) for key in ("ImageData", "ImageWidth", "ImageHeight"))
    if isinstance(data, bytes) and data.startswith((b"\x89PNG", b"\xff\xd8")):
        yield Drawn(
            data=data, role="whole", place="CanvasPreview",
            width=width if isinstance(width, int) else 0,
            height=height if isinstance(height, int) else 0,
        )  # fmt: skip
