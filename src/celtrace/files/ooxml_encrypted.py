"""Office documents under a password: named as locked, and opened where one of ours fits.

Reference: MS-OFFCRYPTO (https://learn.microsoft.com/openspecs/office_file_formats/ms-offcrypto).
The document inside is taken in as a file of its own. Decryption comes with the extra `files`.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.files import _locked
from celtrace.files._blob import Blob, Item
from celtrace.ports import Note

FORMAT = "ooxml_encrypted"
TITLE = "Office document under a password"
_KNOWN = "its name and times are known, its content was not read"


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Whether the compound file holds an encrypted package."""
    return 0.95 if "EncryptedPackage" in getattr(head, "members", ()) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """The document, if a password opens it."""
    yield from _locked.opened(blob, note, _KNOWN)
