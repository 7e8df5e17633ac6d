"""A key for each person, in a folder apart from all cases: what is destroyed is unreadable.

AES-256-GCM (NIST SP 800-38D) with a nonce of its own for each message; what the message is
about is bound to it. Keys never lie in a case, so that no copy or backup of a case holds one:
when a key is destroyed, every copy of what it sealed is gone with it. The folder itself belongs
on an encrypted disk, and its backups, if any, are to be kept no longer than data may be.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from celtrace.errors import CeltraceError, EvidenceChanged

_KEY, _NONCE = 32, 12
_ID = re.compile(r"p[0-9a-f]{16}")


class Shredded(EvidenceChanged):
    """The key is not there: the person was forgotten, or the keys lie elsewhere."""


class KeyRing:
    """Keys of people, a file each, readable by their owner only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def make(self) -> str:
        """Make a key; the id of the person that it is of says nothing about them.

        CeltraceError if it cannot be written.
        """
        person = f"p{secrets.token_hex(8)}"
        self._write(self._place(person), AESGCM.generate_key(_KEY * 8))
        return person

    def has(self, person: str, part: str = "") -> bool:
        """Whether what was sealed for a person, or for one part of their file, can be read."""
        return bool(_ID.fullmatch(person)) and self._place(person, part).is_file()

    def seal(self, person: str, data: bytes, about: str, part: str = "") -> bytes:
        """Nonce and ciphertext; Shredded if the person has no key.

        A `part` has a key of its own, made when it is first needed, so that it can be
        destroyed alone.
        """
        if part and self.has(person) and not self.has(person, part):
            self._write(self._place(person, part), AESGCM.generate_key(_KEY * 8))
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher(person, part).encrypt(nonce, data, _bound(person, about))

    def open(self, person: str, sealed: bytes, about: str, part: str = "") -> bytes:
        """What was sealed; Shredded without the key, EvidenceChanged if it is not as sealed."""
        cipher = self._cipher(person, part)
        try:
            return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound(person, about))
        except (InvalidTag, ValueError) as error:
            message = f"What was sealed for {person} is not as it was sealed."
            raise EvidenceChanged(message, "Restore the case from a copy.") from error

    def destroy(self, person: str, part: str = "") -> bool:
        """Overwrite and remove a key, and with a person's own those of all parts.

        Whether there was one.
        """
        if not _ID.fullmatch(person):
            return False
        own = self._place(person, part)
        parts = [] if part else sorted(self._folder.glob(f"{person}-*.key"))
        held = [place for place in (*parts, own) if place.is_file()]
        for place in held:
            with place.open("r+b") as out:
                out.write(secrets.token_bytes(_KEY))
                out.flush()
                os.fsync(out.fileno())
            place.unlink()
        return bool(held)

    def token(self, value: str) -> str:
        """What stands for a value where it is compared and must not be read.

        The same value has the same token; without the ring nobody can tell which value it is.
        """
        place = self._folder / "tokens"
        if not place.is_file():
            self._write(place, secrets.token_bytes(_KEY))
        return hmac.new(place.read_bytes(), value.encode(), "sha256").hexdigest()[:16]

    def _cipher(self, person: str, part: str) -> AESGCM:
        if not self.has(person, part):
            message = f"There is no key for {person}{f' and {part}' if part else ''}."
            raise Shredded(message, "It was destroyed, or the keys lie elsewhere.")
        return AESGCM(self._place(person, part).read_bytes())

    def _write(self, place: Path, key: bytes) -> None:
        try:
            write_secret(place, key)
        except OSError as error:
            message = f"A key cannot be kept in {self._folder}: {error.strerror}."
            raise CeltraceError(message, "Check the folder's permissions.") from error

    def _place(self, person: str, part: str = "") -> Path:
        return self._folder / f"{person}{f'-{part}' if part else ''}.key"


def write_secret(place: Path, data: bytes) -> None:
    """A new file that its owner alone reads, in a folder of the same kind; OSError if it fails."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(place, flags, 0o600), "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def _bound(person: str, about: str) -> bytes:
    return f"{person}:{about}".encode()
