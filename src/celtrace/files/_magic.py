"""libmagic, where it is installed: a second opinion on types (https://www.darwinsys.com/file/).

It is called through its C interface; nothing is configured and no file is opened by it.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from functools import cache

_MIME = 0x10
_MOST = 65_536


@cache
def _library() -> tuple[ctypes.CDLL, int] | None:
    path = ctypes.util.find_library("magic")
    if path is None:
        return None
    library = ctypes.CDLL(path)
    library.magic_open.restype = ctypes.c_void_p
    library.magic_load.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
    library.magic_buffer.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
    library.magic_buffer.restype = ctypes.c_char_p
    cookie = library.magic_open(_MIME)
    if not cookie or library.magic_load(cookie, None) != 0:
        return None
    return library, cookie


def available() -> bool:
    """Whether libmagic and its table are there."""
    return _library() is not None


def mime(head: bytes) -> str:
    """The MIME type of a file that begins so; empty without libmagic or an answer."""
    loaded = _library()
    if loaded is None:
        return ""
    library, cookie = loaded
    said = library.magic_buffer(cookie, head[:_MOST], len(head[:_MOST]))
    return said.decode("ascii", "replace") if said else ""
