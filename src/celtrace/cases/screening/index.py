"""The index of names, kept on disk: loading takes a hundredth of building.

A kept index is used only for the very names and the very matcher it was built from, and only
when its bytes are whole; otherwise it is built again. It can be deleted at any time.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from celtrace.names.index import Named, NameIndex

KEPT = 4
"""How many indexes stay in the folder; the oldest go first."""
_KNOWLEDGE = ("celtrace.names", "celtrace.text", "celtrace.documents")
_DIGITS = 16
_DIGEST = 32


@cache
def matcher_version() -> str:
    """Sixteen digits over the code and tables that decide how names and numbers compare."""
    digest = sha256()
    for package in _KNOWLEDGE:
        _add(digest, files(package), package)
    return digest.hexdigest()[:_DIGITS]


def _add(digest: object, folder: Traversable, name: str) -> None:
    for item in sorted(folder.iterdir(), key=lambda one: one.name):
        path = f"{name}/{item.name}"
        if item.is_dir() and item.name != "__pycache__":
            _add(digest, item, path)
        elif item.is_file() and not item.name.endswith(".pyc"):
            content = path.encode() + b"\0" + sha256(item.read_bytes()).digest()
            digest.update(content)  # type: ignore[attr-defined] # hashlib's type has no public name


def index_of(names: Sequence[Named], folder: Path | None) -> NameIndex:
    """The index of the names, from the folder when it is there, else built and kept there."""
    if folder is None:
        return NameIndex.build(names)
    key = sha256(matcher_version().encode() + msgspec.msgpack.encode(names)).hexdigest()
    path = folder / f"names-{key[:_DIGITS]}.index"
    data = _whole(path)
    if data is not None:
        return NameIndex.load(data)
    index = NameIndex.build(names)
    _keep(path, index.dump())
    return index


def _whole(path: Path) -> bytes | None:
    """The index in a file; None when there is none or its bytes are not those written."""
    try:
        kept = path.read_bytes()
    except OSError:
        return None
    data = kept[_DIGEST:]
    return data if sha256(data).digest() == kept[:_DIGEST] else None


def _keep(path: Path, data: bytes) -> None:
    """Write an index whole or not at all; a folder that cannot be written is no fault."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f"{path.name}.new")
        new.write_bytes(sha256(data).digest() + data)
        new.replace(path)
        others = sorted(path.parent.glob("names-*.index"), key=lambda one: one.stat().st_mtime)
        for old in others[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return
