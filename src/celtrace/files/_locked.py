"""Office documents under a password, opened where one of ours fits.

Reference: MS-OFFCRYPTO (https://learn.microsoft.com/openspecs/office_file_formats/ms-offcrypto).
The document inside is taken in as a file of its own. Decryption comes with the extra `files`.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
import struct
from collections.abc import Iterator
from xml.parsers.expat import ExpatError

from celtrace.files._blob import Blob, Item
from celtrace.ports import Note
from celtrace.records import Child

_EVERYONES = "VelvetSweatshop"
"""What Excel takes where a writer only wanted nobody to change it (MS-OFFCRYPTO 2.4.2.3)."""


def opened(blob: Blob, note: Note, known: str) -> Iterator[Item]:
    """The document, if a password opens it; `known` says what was read without one."""
    if importlib.util.find_spec("msoffcrypto") is None:
        note("", "msoffcrypto-tool is not installed; run: pip install 'celtrace[files]'", known)
        return
    crypto = importlib.import_module("msoffcrypto")
    faults = importlib.import_module("msoffcrypto.exceptions")
    broken = (faults.FileFormatError, faults.DecryptionError, ValueError, LookupError, OSError,
              AttributeError, TypeError, EOFError, struct.error, AssertionError,
              ExpatError)  # fmt: skip
    for password in (*blob.passwords, *_everyones(blob.name)):
        out = io.BytesIO()
        try:
            blob.stream.seek(0)
            document = crypto.OfficeFile(blob.stream)
            verify = {"verify_password": True} if document.format == "ooxml" else {}
            document.load_key(password=password, **verify)
            document.decrypt(out)
        except (faults.InvalidKeyError, *broken):
            continue
        yield Child(name=blob.name.rpartition("/")[2].encode("utf-8", "surrogateescape"),
                    data=out.getvalue(), place="decrypted")  # fmt: skip
        return
    note("", blob.locked, known)


def _everyones(name: str) -> tuple[str, ...]:
    """Excel's own password, which costs a hundred thousand rounds: not where Word wrote it."""
    return () if name.casefold().endswith((".docx", ".pptx")) else (_EVERYONES,)
