"""Names that come as bytes: one code page for all that lay together.

An archive's names are in the packer's code page unless it says otherwise. The page is
guessed over all names of the archive together, and the bytes are kept.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from celtrace.text.encoding import detect_names


class Names(msgspec.Struct, frozen=True):
    """The code page of names that lay together, and how sure that is."""

    encoding: str
    stated: bool

    def text(self, raw: bytes) -> str:
        """A name as people read it; UTF-8 where it is that, whatever the others are."""
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return raw.decode(self.encoding, "backslashreplace")

    def page(self, raw: bytes) -> str:
        """The code page that `text` reads the name in; empty for UTF-8."""
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError:
            return self.encoding
        return ""


def names_of(raw: Iterable[bytes]) -> Names:
    """Guess the code page of names that lay together; those in UTF-8 do not count."""
    foreign = [name for name in raw if not _is_utf8(name)]
    if not foreign:
        return Names("utf-8", stated=True)
    chosen = detect_names(foreign)
    unlikely = not chosen.name or chosen.name.startswith(("utf", "ascii"))
    return Names("cp437" if unlikely else chosen.name, stated=False)


def shown(raw: bytes) -> str:
    r"""A name as UTF-8 text from which its bytes can be told back: `\xHH` for odd ones."""
    return raw.replace(b"\\", rb"\x5c").decode("utf-8", "backslashreplace")


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
