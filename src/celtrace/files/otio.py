"""OpenTimelineIO edit (https://opentimelineio.readthedocs.io/en/stable/tutorials/otio-file-format-specification.html).

Names of timelines, tracks and clips, media with their paths, markers and comments, and
whatever the metadata says of people and machines. JSON, read as it is: no schema is
needed, and unknown versions are no obstacle.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from celtrace.files._blob import Blob, Item
from celtrace.files._paths import paths_in
from celtrace.files._said import Said
from celtrace.ports import Note
from celtrace.records.files import TraitName

FORMAT = "otio"
TITLE = "OpenTimelineIO edit"
EXTENSIONS = ("otio",)

_SCHEMA = re.compile(rb'^\s*(?:\xef\xbb\xbf)?\s*\{.{0,60000}?"OTIO_SCHEMA"\s*:', re.DOTALL)
_STRING = re.compile(r'"(name|target_url|OTIO_SCHEMA|comment)"\s*:\s*"((?:[^"\\]|\\.)*)"')
_TRAITS: dict[str, TraitName] = {
    "author": "author", "creator": "author", "user": "user", "username": "user", "host": "machine",
    "hostname": "machine", "appname": "software", "appversion": "version", "reel": "cut",
    "scene": "cut", "shot": "cut", "appmanufacturer": "organisation", "project": "production",
}  # fmt: skip
_DEEPEST = 150


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the schema settles it
    """A JSON object with `OTIO_SCHEMA` in it."""
    return 0.97 if _SCHEMA.match(head) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """Names and paths in the order of the file."""
    text = blob.stream.read().decode("utf-8-sig", "replace")
    said = Said(blob, FORMAT)
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError) as error:
        note("JSON", str(error), "names were found by their keys")
        for number, match in enumerate(_STRING.finditer(text), 1):
            yield from _pair(match[1], match[2], said, f"string {number}")
        return
    yield from _walk(tree, said, ())


def _walk(node: Any, said: Said, above: tuple[str, ...]) -> Iterator[Item]:  # noqa: ANN401 - JSON
    if len(above) > _DEEPEST:
        return
    if isinstance(node, dict):
        label = str(node.get("name") or node.get("OTIO_SCHEMA") or "").strip()
        for key, value in node.items():
            place = "/".join(part for part in (*above[-3:], label, key) if part)
            if isinstance(value, str):
                yield from _pair(key, value, said, place)
            else:
                yield from _walk(value, said, (*above, label or key))
    elif isinstance(node, list):
        for one in node:
            yield from _walk(one, said, (*above, ""))


def _pair(key: str, value: str, said: Said, place: str) -> Iterator[Item]:
    if key == "name":
        yield from said.text(value, "name", place)
    elif key == "target_url":
        yield from said.path(value, place)
    elif key in ("comment", "comments"):
        yield from said.text(value, "comment", place)
    elif key.lower() in _TRAITS:
        yield from said.trait(_TRAITS[key.lower()], value, place)
    elif "/" in value or "\\" in value:
        for path in paths_in(value):
            yield from said.path(path, place)
