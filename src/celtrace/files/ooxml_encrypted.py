"""Office documents under a password: named as locked, and opened where one of ours fits.

Reference: MS-OFFCRYPTO (https://learn.microsoft.com/openspecs/office_file_formats/ms-offcrypto).
The document inside is taken in as a file of its own. Decryption comes with the extra `files`.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
from collections.abc import Iterator

from celtrace.files._blob import Blob, Item
from celtrace.ports import Note
from celtrace.records import Child

FORMAT = "ooxml_encrypted"
TITLE = "Office document under a password"
_LOCKED = "its name and times are known, its content was not read"


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - the content decides
    """Whether the compound file holds an encrypted package."""
    return 0.95 if "EncryptedPackage" in getattr(head, "members", ()) else 0.0


def read(blob: Blob, note: Note) -> Iterator[Item]:
    """The document, if a password opens it."""
    if not blob.passwords:
        note("", "it is under a password; run again with --password", _LOCKED)
        return
    if importlib.util.find_spec("msoffcrypto") is None:
        note("", "msoffcrypto-tool is not installed; run: pip install 'celtrace[files]'", _LOCKED)
        return
    crypto = importlib.import_module("msoffcrypto")
    faults = importlib.import_module("msoffcrypto.exceptions")
    broken = (faults.FileFormatError, faults.DecryptionError, ValueError, KeyError, OSError,
              AttributeError, TypeError, IndexError)  # fmt: skip
    for password in blob.passwords:
        out = io.BytesIO()
        try:
            blob.stream.seek(0)
            document = crypto.OfficeFile(blob.stream)
            document.load_key(password=password, verify_password=True)
            document.decrypt(out)
        except (faults.InvalidKeyError, *broken):
            continue
        yield Child(name=blob.name.rpartition("/")[2].encode("utf-8", "surrogateescape"),
                    data=out.getvalue(), place="decrypted")  # fmt: skip
        return
    note("", "none of the passwords opens it", _LOCKED)
