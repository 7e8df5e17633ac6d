"""Fingerprints to hand over: an investigator matches against them without seeing a picture.

One ZIP with the index but no pictures, the PDQ hashes as a table (the form that others
exchange), and a statement of what the whole gives away. The same index gives the same
bytes.
"""

from __future__ import annotations

import csv
import hashlib
import io
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import msgspec

from celtrace.cases.frames.arrays import BROKEN
from celtrace.cases.frames.index import FORM, Head, Index
from celtrace.cases.frames.named import Frame
from celtrace.cases.frames.parts import parts_of
from celtrace.cases.seal import writing_to
from celtrace.errors import EvidenceChanged, UsageError
from celtrace.frames.book import AXES
from celtrace.frames.fingerprint import settings
from celtrace.frames.kept import WIDE
from celtrace.frames.votes import VOTING
from celtrace.text.counts import count

STATEMENT = """What this bundle gives away
===========================

It holds no picture. For each of {frames} of {shows} it holds:

- its show; of a video its second, until when the same picture stands, and the number of its shot;
- its cut and the path of its file, as it was named: {names};
- the SHA-256 of its bytes: whoever has the same file can tell that it is in the bundle;
- a PDQ hash of 256 bits and its quality (pdq.csv): whoever has a near copy can tell; a blurred
  thumbnail of a few dozen grey squares can be guessed from such a hash, no more;
- its lines at {wide} pixels of the longer side: THIS IS A LINE DRAWING of the frame. Whoever opens
  it sees who stands where in an unreleased frame, and with what face;
- the width and height that its lines were read at, and why it proves nothing, if it does not;
- up to {most} descriptions of places where strokes bend or cross, six bytes each, without their
  positions;
- {axes} numbers on how lines lie over the frame.

So: hand the whole to somebody bound to secrecy, as you would a line test. To anybody else give
pdq.csv alone (celtrace frames bundle --pdq-only): it finds near copies of finished frames and
finds no pencil drawing.
"""
_DAY = (1980, 1, 1, 0, 0, 0)
_LARGEST = 2**28
"""Bytes of one file of a bundle, unpacked; a part of 2,000 frames has a few percent of that."""
_BROKEN = (*BROKEN, msgspec.DecodeError)
"""What a damaged bundle raises."""


def write(index: Index, out: Path, *, names: bool = True, pdq_only: bool = False) -> int:
    """Write the bundle; the number of frames in it. UsageError where the file is there."""
    if out.exists():
        raise UsageError(f"{out} is there already.", "Name a new file.")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        _put(bundle, "pdq.csv", table(index).encode())
        if not pdq_only:
            _put(bundle, "STATEMENT.txt", statement(index, names=names).encode())
            head = Head(FORM, index.head.settings, pictures=False)
            _put(bundle, "index.json", msgspec.json.encode(head))
            for name, data in _parts(index, names=names):
                _put(bundle, name, data)
    return len(index.frames)


def take(bundle: Path, folder: Path) -> None:
    """Unpack a bundle into an index folder that is not there yet: whole or not at all.

    EvidenceChanged where it is damaged, CeltraceError where the disk does not take it.
    """
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty.", "Name a new folder with --index.")
    target = folder.resolve()
    with writing_to(folder):
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".unbundle-") as draft:
            unpacked = Path(draft) / "index"
            (unpacked / "parts").mkdir(parents=True)
            for name, data in _inside(bundle):
                (unpacked / name).write_bytes(data)
            unpacked.rename(target)


def _inside(bundle: Path) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of an index in a bundle."""
    try:
        with zipfile.ZipFile(bundle) as opened:
            inside = [name for name in opened.namelist() if _wanted(name)]
            if "index.json" not in inside:
                raise UsageError(f"{bundle} holds no index.", "Ask for one without --pdq-only.")
            head = msgspec.json.decode(_read(opened, "index.json"), type=Head)
            if head.settings != settings():
                message = f"{bundle} was made with other settings ({head.settings[:12]})."
                raise UsageError(message, "Fingerprints are never mixed: use the same version.")
            yield from ((name, _read(opened, name)) for name in inside)
    except _BROKEN as error:
        raise EvidenceChanged(f"{bundle} cannot be read: {error}.", "Ask for it again.") from error


def _read(opened: zipfile.ZipFile, name: str) -> bytes:
    if (size := opened.getinfo(name).file_size) > _LARGEST:
        raise ValueError(f"{name} would unfold to {size:,} bytes")
    return opened.read(name)


def statement(index: Index, *, names: bool) -> str:
    """What the bundle gives away, in words."""
    shows = len(set(index.frames.shows))
    return STATEMENT.format(
        frames=count(len(index.frames), "frame"),
        shows=count(shows, "show"),
        names="yes" if names else "no",
        wide=WIDE,
        most=VOTING,
        axes=AXES,
    )


def table(index: Index) -> str:
    """PDQ hashes in hexadecimal with their quality: the form that others exchange."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("hash", "quality", "frame"))
    for number, (frame, value) in enumerate(zip(index.frames, index.pdq, strict=True)):
        rows.writerow((value.tobytes().hex(), frame.quality, number))
    return out.getvalue()


def _parts(index: Index, *, names: bool) -> Iterator[tuple[str, bytes]]:
    """Both files of each part; without names also without the digest of what names them."""
    for path in parts_of(index.folder):
        lines, stem = path.with_suffix(".jsonl").read_bytes(), path.stem
        if not names:
            lines = b"".join(_nameless(line) + b"\n" for line in lines.splitlines())
            stem = f"{stem.partition('-')[0]}-{hashlib.sha256(lines).hexdigest()[:12]}"
        yield f"parts/{stem}.jsonl", lines
        yield f"parts/{stem}.npz", path.read_bytes()


def _nameless(line: bytes) -> bytes:
    frame = msgspec.json.decode(line, type=Frame)
    return msgspec.json.encode(msgspec.structs.replace(frame, source="", cut=""))


def _wanted(name: str) -> bool:
    path = PurePosixPath(name)
    part = path.parts[:1] == ("parts",) and len(path.parts) == 2  # noqa: PLR2004 - folder, file
    return name == "index.json" or (part and path.suffix in (".jsonl", ".npz") and ".." not in name)


def _put(bundle: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    bundle.writestr(entry, data)
