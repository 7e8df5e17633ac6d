"""What a volume of a RAR archive lists, whichever age it is.

Reference: https://www.rarlab.com/technote.htm. Names are kept as bytes; what is stored in
Unicode is given as UTF-8.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

MISSING = "further volumes of the set are not beside it"
"""Said of a first volume; it is read again when more have come."""
MOST = 200_000
"""Headers of one volume that are looked at."""


class Member(msgspec.Struct):
    """One file or folder of an archive."""

    name: bytes
    size: int = 0
    crc: int | None = None
    """CRC-32 of the bytes; None where it is not stated plainly."""
    folder: bool = False
    link: bool = False
    locked: bool = False
    before: bool = False
    """Whether it begins in an earlier volume."""
    after: bool = False
    """Whether it goes on in the next volume."""
    local: datetime | None = None
    """The packer's wall clock, where that is all there is."""
    utc: datetime | None = None
    system: str = ""
    owner: str = ""


class Listing(msgspec.Struct):
    """Everything that the headers of one volume say."""

    members: list[Member] = msgspec.field(default_factory=list)
    hidden: bool = False
    """Whether the headers themselves are under a password."""
    volume: bool = False
    first: bool = True
    hard: bool = False
    """Whether it is packed in a way that libarchive does not unpack."""
    unsized: bool = False
    """Whether the size of a member is not known beforehand."""
    comment: str = ""
    called: str = ""
    """What the archive was called when it was made (RAR 7)."""
    made: datetime | None = None
    fault: str = ""
