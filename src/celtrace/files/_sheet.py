"""Exposure sheets in JSON after a first line of text: XDTS and TDTS share this.

XDTS file format 1.0: https://vd.clipstudio.net/clipcontent/paint/app/ToeiAnimation/XDTSFileFormat_ver10_en.pdf
Fields: 0 cells, 3 dialogue, 5 camera work. TDTS has the same tables and more of a
header: episode, operator, direction, memo.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from celtrace.files._blob import Blob, Item
from celtrace.files._said import Said
from celtrace.ports import Note
from celtrace.records.files import TraitName

_FIELDS = {0: "cells", 1: "action", 2: "book", 3: "dialogue", 4: "timing", 5: "camera work"}
_TRAITS: dict[str, TraitName] = {
    "cut": "cut", "scene": "cut", "episode": "production", "title": "production",
    "subtitle": "production", "operator": "author", "operatorname": "author",
    "opratorname": "author", "author": "author", "user": "user", "machine": "machine",
    "company": "organisation", "studio": "organisation", "version": "version",
    "application": "software", "software": "software", "createdat": "created",
    "updatedat": "modified", "date": "modified",
}  # fmt: skip
_WORDS = frozenset({"memo", "direction", "comment", "note", "text", "remarks"})
_SIGNS = frozenset({"SYMBOL_NULL_CELL", "SYMBOL_HYPHEN", "SYMBOL_TICK_1", "SYMBOL_TICK_2"})
_DEEPEST = 60


def body(data: bytes) -> bytes:
    """What follows the first line."""
    return data[max(data.find(b"\n"), 0) :]


def items(blob: Blob, reader: str, note: Note) -> Iterator[Item]:
    """What a sheet says, in the order of the file."""
    said = Said(blob, reader)
    text = body(blob.stream.read()).decode("utf-8", "replace")
    tree, at, fault = None, 0, ""
    try:
        tree, at = json.JSONDecoder().raw_decode(text.lstrip())
    except (ValueError, RecursionError) as error:
        fault = str(error)
    if fault:
        note("JSON", fault, "nothing was read")
    elif text.lstrip()[at:].strip():
        note(f"offset {at}", "something follows the sheet", "it was left out")
    yield from _walk(tree, said, ())


def _walk(node: Any, said: Said, above: tuple[str, ...]) -> Iterator[Item]:  # noqa: ANN401 - JSON
    if len(above) > _DEEPEST:
        return
    if isinstance(node, list):
        for number, one in enumerate(node):
            yield from _walk(one, said, (*above, str(number)))
    elif isinstance(node, dict):
        if isinstance(node.get("names"), list):
            yield from _columns(node, said, above)
        if isinstance(node.get("tracks"), list):
            yield from _dialogue(node, said, above)
            return
        for key, value in node.items():
            if isinstance(value, (str, int)) and not isinstance(value, bool):
                yield from _value(key, str(value), said, (*above, key))
            else:
                yield from _walk(value, said, (*above, key))


def _value(key: str, value: str, said: Said, place: tuple[str, ...]) -> Iterator[Item]:
    at, low = "/".join(place), key.lower()
    if low in _TRAITS:
        yield from said.trait(_TRAITS[low], value, at)
    elif low in _WORDS:
        yield from said.text(value, "comment", at)
    elif low == "name":
        yield from said.text(value, "sheet", at)


def _columns(node: dict[str, Any], said: Said, above: tuple[str, ...]) -> Iterator[Item]:
    field = _FIELDS.get(node.get("fieldId", 0), "column") if _numbered(node) else "column"
    for number, name in enumerate(node["names"]):
        if isinstance(name, str):
            yield from said.text(name, "layer", f"{'/'.join(above)} {field} {number}")


def _numbered(node: dict[str, Any]) -> bool:
    return isinstance(node.get("fieldId"), int)


def _dialogue(node: dict[str, Any], said: Said, above: tuple[str, ...]) -> Iterator[Item]:
    """Words in the tracks: all of dialogue and camera work, of cells only what is no number."""
    field = _FIELDS.get(node["fieldId"], "field") if _numbered(node) else "field"
    for place, value in _values(node["tracks"], "/".join((*above, field)), 0):
        plain = value.strip()
        told = field in ("dialogue", "camera work") or not plain.isalnum()
        if told and plain not in _SIGNS and not plain.isdigit():
            yield from said.text(plain, "cell", place)


def _values(node: Any, place: str, depth: int) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - JSON
    if depth > _DEEPEST:
        return
    if isinstance(node, str):
        yield place, node
    elif isinstance(node, list):
        for one in node:
            yield from _values(one, place, depth + 1)
    elif isinstance(node, dict):
        at = f"{place} track {node['trackNo']}" if "trackNo" in node else place
        at = f"{at} frame {node['frame']}" if "frame" in node else at
        for value in node.values():
            yield from _values(value, at, depth + 1)
