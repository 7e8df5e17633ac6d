"""A batch as a bag that any archivist can open without us (BagIt 1.0, RFC 8493).

Files stand under their paths, written so that no system misreads them: a byte that is not a
plain letter, digit or mark is `%HH`, and a very long name is cut and ends in its digest.
The manifest with the true names lies beside them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path

from celtrace import __version__
from celtrace.cases.found.custody import Taken, from_shown, manifest_bytes
from celtrace.errors import CeltraceError, UsageError
from celtrace.ports import Vault

_PLAIN = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-+=,@ ()")
_LONGEST = 180
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in "123456789")}
)


def write_bag(folder: Path, files: Iterable[Taken], vault: Vault, on: date, title: str) -> int:
    """Write a bag with these files; how many there are.

    UsageError if the folder is not empty, CeltraceError if the disk takes no more.
    """
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty.", "Name a new folder for the bag.")
    taken = sorted(files, key=lambda one: one.path)
    try:
        lines = sorted(_payload(folder, taken, vault))
        _tags(folder, lines, taken, (on, title))
    except OSError as error:
        message = f"The bag {folder} cannot be written: {error.strerror}."
        raise CeltraceError(message, "Free some space and name a new folder.") from error
    return len(lines)


def _payload(folder: Path, taken: list[Taken], vault: Vault) -> Iterator[tuple[str, str]]:
    used: set[str] = set()
    for one in taken:
        path = safe(one.path)
        if path.casefold() in used:
            path = f"{path}.{one.digest[:12]}"
        used.add(path.casefold())
        place = folder / "data" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        with vault.open(one.digest) as stream, place.open("wb") as out:
            shutil.copyfileobj(stream, out, 1 << 20)
        yield f"data/{path}", one.digest


def _tags(
    folder: Path, lines: list[tuple[str, str]], taken: list[Taken], said: tuple[date, str]
) -> None:
    size = sum(one.size for one in taken)
    tags = {"celtrace/manifest.jsonl": manifest_bytes(taken)}
    seal_bag(folder, lines, tags, bag_info(said[0], said[1], f"{size}.{len(lines)}"))


def bag_info(on: date, title: str, oxum: str) -> bytes:
    """What `bag-info.txt` says; `oxum` is bytes and number of files, as `bytes.files`."""
    return (
        f"Bag-Software-Agent: celtrace {__version__}\nBagging-Date: {on.isoformat()}\n"
        f"External-Description: {' '.join(title.split())}\nPayload-Oxum: {oxum}\n"
    ).encode()


def seal_bag(
    folder: Path, lines: list[tuple[str, str]], more: Mapping[str, bytes], about: bytes
) -> bytes:
    """Write the tag files of a bag whose payload lies there; the bytes of its tag manifest.

    `lines` are path and SHA-256 of the payload. The tag manifest covers everything else.
    """
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": about,
        MANIFEST: "".join(f"{digest}  {path}\n" for path, digest in lines).encode(),
        **more,
    }
    sums = {name: sha256(data).hexdigest() for name, data in tags.items()}
    whole = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items())).encode()
    (folder / "data").mkdir(parents=True, exist_ok=True)
    for name, data in (*tags.items(), (TAG_MANIFEST, whole)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    return whole


def safe(path: str) -> str:
    """A path of a manifest as it stands in a bag."""
    parts = from_shown(path).encode("utf-8", "surrogateescape").split(b"/")
    return "/".join(_part(part) for part in parts)


def _part(raw: bytes) -> str:
    text = "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in raw)
    odd = not text.strip(". ") or text.endswith((".", " ")) or text.startswith(" ")
    if odd or text.split(".")[0].casefold() in _DEVICES:
        text = f"_{text}_"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}~{sha256(raw).hexdigest()[:16]}"
