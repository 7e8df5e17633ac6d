"""libarchive, where it is installed: RAR, 7z and older archives, read in memory.

Reference: https://www.libarchive.org/ (libarchive(3)), a system library. Names come as the
bytes the packer wrote; nothing is extracted to the disk.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

from celtrace.files._blob import Blob, Item
from celtrace.files._names import shown
from celtrace.ports import Note
from celtrace.records import Child

_OK, _EOF, _WARN, _FAILED = 0, 1, -20, -25
_REGULAR, _FOLDER, _KIND = 0o100000, 0o040000, 0o170000
_PIECE = 1 << 18
_SMALL = 1 << 20
_UNPACK = (
    "; for 7-Zip run: pip install 'celtrace[sevenzip]'; else unpack it with unar or 7-Zip and "
    "triage the folder as well"
)


@cache
def _library() -> Any | None:  # noqa: ANN401 - a foreign library
    path = ctypes.util.find_library("archive")
    if path is None:
        return None
    library = ctypes.CDLL(path)
    pointer, text = ctypes.c_void_p, ctypes.c_char_p
    shapes: dict[str, tuple[Any, list[Any]]] = {
        "archive_read_new": (pointer, []),
        "archive_read_support_filter_all": (ctypes.c_int, [pointer]),
        "archive_read_support_format_all": (ctypes.c_int, [pointer]),
        "archive_read_support_format_raw": (ctypes.c_int, [pointer]),
        "archive_read_add_passphrase": (ctypes.c_int, [pointer, text]),
        "archive_read_open_memory": (ctypes.c_int, [pointer, text, ctypes.c_size_t]),
        "archive_read_next_header": (ctypes.c_int, [pointer, ctypes.POINTER(pointer)]),
        "archive_read_data": (ctypes.c_ssize_t, [pointer, pointer, ctypes.c_size_t]),
        "archive_read_free": (ctypes.c_int, [pointer]),
        "archive_error_string": (text, [pointer]),
        "archive_entry_pathname": (text, [pointer]),
        "archive_entry_filetype": (ctypes.c_uint, [pointer]),
        "archive_entry_size": (ctypes.c_int64, [pointer]),
        "archive_entry_mtime": (ctypes.c_int64, [pointer]),
        "archive_entry_mtime_is_set": (ctypes.c_int, [pointer]),
        "archive_entry_is_encrypted": (ctypes.c_int, [pointer]),
        "archive_entry_symlink": (text, [pointer]),
    }
    for name, (result, arguments) in shapes.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def available() -> bool:
    """Whether libarchive is there."""
    return _library() is not None


def members(blob: Blob, note: Note) -> Iterator[Item]:
    """The members in their order; what cannot be had of each is noted."""
    library = _library()
    if library is None:
        note("", "libarchive is not installed; run: apt install libarchive13",
             "it is in custody and was not opened")  # fmt: skip
        return
    blob.stream.seek(0)
    data = blob.stream.read()
    archive = library.archive_read_new()
    try:
        library.archive_read_support_filter_all(archive)
        library.archive_read_support_format_all(archive)
        for password in blob.passwords:
            library.archive_read_add_passphrase(archive, password.encode())
        if library.archive_read_open_memory(archive, data, len(data)) not in (_OK, _WARN):
            note("", f"it cannot be opened ({_error(library, archive)})", "no member was read")
            return
        yield from _entries(library, archive, blob, note)
    finally:
        library.archive_read_free(archive)


def _error(library: Any, archive: Any) -> str:  # noqa: ANN401 - a foreign library
    said = library.archive_error_string(archive) or b"damaged"
    return str(said.decode("utf-8", "replace"))


def _remedy(why: str) -> str:
    """What to do about what libarchive does not do."""
    lacks = any(said in why for said in ("not supported", "unavailable", "unsupported"))
    return _UNPACK if lacks else ""


def _entries(library: Any, archive: Any, blob: Blob, note: Note) -> Iterator[Item]:  # noqa: ANN401 - a foreign library
    entry = ctypes.c_void_p()
    total, most = 0, max(16 * _SMALL, blob.size * blob.limits.unpacked_ratio)
    for number in range(1, blob.limits.archive_members + 1):
        state = library.archive_read_next_header(archive, ctypes.byref(entry))
        if state == _EOF:
            if number == 1:
                note("", "it holds no member", "there is nothing to read")
            return
        if state < _WARN:
            why = _error(library, archive)
            locked = " (is it under a password?)" if number == 1 else ""
            note(f"member {number}", f"its list breaks off: {why}{locked}{_remedy(why)}",
                 "what stood before was read")  # fmt: skip
            return
        child = _entry(library, (archive, entry, number), blob, note)
        if child is not None:
            total += len(child.data)
            yield child
        if total > most:
            note(f"member {number}", f"it unpacks to more than {most:,} bytes",
                 "the rest was left out")  # fmt: skip
            return
    note("", "it has more members than are taken out", "the rest was left out")


def _entry(library: Any, at: tuple[Any, Any, int], blob: Blob, note: Note) -> Child | None:  # noqa: ANN401 - a foreign library
    _, entry, number = at
    raw = library.archive_entry_pathname(entry) or b""
    place = f"member {number} {shown(raw)}"
    form = library.archive_entry_filetype(entry) & _KIND
    if form == _FOLDER:
        return None
    if form not in (_REGULAR, 0):
        target = shown(library.archive_entry_symlink(entry) or b"")
        note(place, f"it is a link to {target}" if target else "it is no plain file",
             "it was not followed")  # fmt: skip
        return None
    size = library.archive_entry_size(entry)
    if size > blob.limits.member_bytes:
        note(place, f"it states {size:,} bytes", "it was left out")
        return None
    if library.archive_entry_is_encrypted(entry) and not blob.passwords:
        note(place, blob.locked, "its name is known, its content was not read")
        return None
    data = _data(library, at, blob, lambda why: note(place, why, "what came out was taken"))
    if data is None:
        return None
    return Child(name=raw, data=data, place=f"member {number}", modified=_time(library, entry))


def _data(library: Any, at: tuple[Any, Any, int], blob: Blob, note: Any) -> bytes | None:  # noqa: ANN401 - a foreign library
    archive, entry, _ = at
    buffer = ctypes.create_string_buffer(_PIECE)
    parts, size = list[bytes](), 0
    while (got := library.archive_read_data(archive, buffer, _PIECE)) > 0:
        parts.append(buffer.raw[:got])
        size += got
        if size > blob.limits.member_bytes:
            note(f"it is larger than {blob.limits.member_bytes:,} bytes")
            break
    if got < 0:
        why = _error(library, archive)
        if library.archive_entry_is_encrypted(entry):
            note(f"it is under a password that libarchive does not open ({why}){_UNPACK}")
            return None
        note(f"it cannot be unpacked ({why}){_remedy(why)}")
        return b"".join(parts) or None
    if not parts and library.archive_entry_size(entry) > 0:
        note("nothing came out of it; was it the wrong password?")
        return None
    return b"".join(parts)


def _time(library: Any, entry: Any) -> datetime | None:  # noqa: ANN401 - a foreign library
    if not library.archive_entry_mtime_is_set(entry):
        return None
    try:
        return datetime.fromtimestamp(library.archive_entry_mtime(entry), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def unpacked(data: bytes, most: int) -> bytes:
    """What a packed stream (Zstandard and others) holds, up to so many bytes.

    Nothing where libarchive is not there or the stream is none; what came before a break.
    """
    library = _library()
    if library is None:
        return b""
    archive, entry, out = library.archive_read_new(), ctypes.c_void_p(), bytearray()
    buffer = ctypes.create_string_buffer(_PIECE)
    try:
        library.archive_read_support_filter_all(archive)
        library.archive_read_support_format_raw(archive)
        if library.archive_read_open_memory(archive, data, len(data)) not in (_OK, _WARN):
            return b""
        if library.archive_read_next_header(archive, ctypes.byref(entry)) not in (_OK, _WARN):
            return b""
        while len(out) < most:
            got = library.archive_read_data(archive, buffer, min(_PIECE, most - len(out)))
            if got <= 0:
                break
            out += buffer.raw[:got]
    finally:
        library.archive_read_free(archive)
    return bytes(out)
