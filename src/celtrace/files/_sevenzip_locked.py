"""7-Zip archives under a password, which libarchive does not open.

Reference: https://py7zr.readthedocs.io/. The package comes with the extra `sevenzip`; members
are read in memory, up to the limits of an archive.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator
from lzma import LZMAError
from typing import Any

from celtrace.files._blob import Blob, Item
from celtrace.ports import Note
from celtrace.records import Child

REMEDY = "pip install 'celtrace[sevenzip]'"
_BROKEN = (
    LZMAError, OSError, ValueError, TypeError, EOFError, LookupError, ArithmeticError,
    AttributeError, RuntimeError, MemoryError, AssertionError,
)  # fmt: skip


def available() -> bool:
    """Whether the package is installed."""
    return importlib.util.find_spec("py7zr") is not None


def locked(blob: Blob) -> bool:
    """Whether a password is wanted, for the members or already for their list."""
    if not available():
        return False
    package = importlib.import_module("py7zr")
    try:
        blob.stream.seek(0)
        with package.SevenZipFile(blob.stream) as archive:
            return bool(archive.needs_password())
    except package.PasswordRequired:
        return True
    except (package.exceptions.ArchiveError, *_BROKEN):
        return False


def members(blob: Blob, note: Note) -> Iterator[Item]:
    """The members, if one of our passwords opens all of them."""
    for password in blob.passwords:
        found = _opened(blob, note, password)
        if found is not None:
            yield from found
            return
    note("", blob.locked, "what can be told without one was read")


def _opened(blob: Blob, note: Note, password: str) -> list[Child] | None:
    package = importlib.import_module("py7zr")
    store = importlib.import_module("py7zr.io").BytesIOFactory(blob.limits.member_bytes)
    try:
        blob.stream.seek(0)
        with package.SevenZipFile(blob.stream, password=password) as archive:
            listed = archive.list()
            why = _refused(listed, blob)
            if why:
                note("", why, "no member was taken out")
                return []
            archive.extractall(factory=store)
    except (package.exceptions.ArchiveError, *_BROKEN):
        return None
    when = {one.filename: one.creationtime for one in listed}
    return [
        Child(name=name.encode("utf-8", "surrogateescape"), data=product.read(),
              place=f"member {number}", modified=when.get(name))
        for number, (name, product) in enumerate(store.products.items(), start=1)
    ]  # fmt: skip


def _refused(listed: list[Any], blob: Blob) -> str:
    """Why nothing is taken out; empty if it may be."""
    limits, total = blob.limits, sum(one.uncompressed for one in listed)
    if len(listed) > limits.archive_members:
        return f"it has more than {limits.archive_members:,} members"
    largest = max((one.uncompressed for one in listed), default=0)
    if largest > limits.member_bytes or total > max(1 << 24, blob.size * limits.unpacked_ratio):
        return f"it unpacks to {total:,} bytes"
    return ""
