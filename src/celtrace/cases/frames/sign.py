"""Deliveries and packs signed with the studio's own certificate (C2PA), and what came checked.

The signature stands inside the file (PNG, JPEG, TIFF, WebP, PDF, MP4, MOV, ZIP, workbooks). Who
saves a picture again takes it off, so it is for what is delivered, not for what leaks: that none
is there, or another's, is a reason to ask and proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from celtrace.errors import MissingExtra, UsageError
from celtrace.keys.provenance import EXPIRED, Provenance, Signer, provenance, signed
from celtrace.ports import Note

MEDIA: Mapping[str, str] = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".tif": "image/tiff",
    ".tiff": "image/tiff", ".webp": "image/webp", ".gif": "image/gif", ".pdf": "application/pdf",
    ".mp4": "video/mp4", ".m4v": "video/x-m4v", ".mov": "video/quicktime",
    ".avi": "video/x-msvideo", ".wav": "audio/wav", ".zip": "application/x-zip",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
"""What can be signed, by the end of the name; a folder of other files goes as a ZIP."""
LARGEST = 2**31
"""Bytes of one file that is signed or checked."""
SAYS = (
    "A signature tells who signed a file that nobody changed since. That none is there, or "
    "another's, proves nothing: whoever saves a picture again takes it off."
)
State = Literal["ours", "another's", "changed", "run out", "none"]
_WHY: Mapping[State, str] = {
    "ours": "signed with a certificate that leads to an anchor given, not changed since",
    "another's": "signed, not changed since, by a certificate that leads to no anchor given",
    "changed": "signed, but not what was signed",
    "run out": "signed, but the certificate has run out since; without a time stamp nobody can "
    "tell whether it was signed before",
    "none": "not signed, or saved again since",
}


class Checked(msgspec.Struct, frozen=True):
    """What is said of one file that came."""

    file: str
    state: State
    why: str
    by: str = ""
    """The organisation in the certificate."""
    said: Mapping[str, str] = {}
    """What the signer said of it."""
    faults: tuple[str, ...] = ()


def sign(files: Sequence[Path], signer: Signer, said: Mapping[str, str], out: Path) -> list[Path]:
    """Write a signed copy of each file; the copies. UsageError, and none, if one cannot be."""
    made: list[tuple[Path, bytes]] = []
    for path in _files(files):
        goal = out / path.name
        if goal.exists() or any(goal == other for other, _ in made):
            raise UsageError(f"{goal} is there already.", "Name a new folder with --out.")
        media = MEDIA.get(path.suffix.lower())
        if media is None:
            known = ", ".join(MEDIA)
            raise UsageError(f"{path} cannot carry a signature.", f"ZIP it; known are {known}.")
        try:
            made.append((goal, signed(_bytes(path), media, signer, {**said, "title": path.name})))
        except UsageError as error:
            raise UsageError(f"{path}: {error}") from error
    out.mkdir(parents=True, exist_ok=True)
    for goal, data in made:
        goal.write_bytes(data)
    return [goal for goal, _ in made]


def check(files: Sequence[Path], anchors: Sequence[Path], note: Note) -> Iterator[Checked]:
    """What each file carries, held against the certificates that one trusts."""
    trusted = "\n".join(_pem(path) for path in anchors)
    for path in _files(files):
        media = MEDIA.get(path.suffix.lower())
        if media is None:
            note(str(path), "is of no kind that can carry a signature", "it was not checked")
            continue
        found = provenance(_bytes(path), media, trusted)
        if found.state == "not available":
            raise MissingExtra("C2PA", "c2pa")
        state = state_of(found)
        yield Checked(str(path), state, _WHY[state], found.issuer, found.said, found.faults)


def state_of(found: Provenance) -> State:
    """The one word for what a file carries."""
    if found.state == "none":
        return "none"
    if found.faults == (EXPIRED,):
        return "run out"
    if found.state == "broken":
        return "changed"
    return "ours" if found.trusted else "another's"


def signer_of(certificates: Path, key: Path) -> Signer:
    """The certificate and the key in two PEM files."""
    return Signer(_pem(certificates).encode(), _bytes(key))


def _files(paths: Sequence[Path]) -> list[Path]:
    return [
        one for path in paths for one in (sorted(path.rglob("*")) if path.is_dir() else [path])
        if not one.is_dir()
    ]  # fmt: skip


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(f"{path} is larger than is read.", "Hand it over in parts.")
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", "Name a file.") from error


def _pem(path: Path) -> str:
    text = _bytes(path).decode("ascii", "replace")
    if "-----BEGIN CERTIFICATE-----" not in text:
        raise UsageError(f"{path} holds no certificate.", "Give it as PEM.")
    return text
