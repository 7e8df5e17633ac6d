"""Whether a bundle is what was signed, and whether its result comes out again.

Checked are the signature, every file's digest, that none is missing and none was put in,
the chain of the journal, and last the case inside it as `verify` checks any case.
"""

from __future__ import annotations

import importlib.util
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath

import msgspec

from celtrace.cases.found.bag import MANIFEST, TAG_MANIFEST
from celtrace.cases.found.stamp import checked
from celtrace.cases.handover.bundle import INSIDE, SIGNATURE, SIGNER, STAMPED, UNSIGNED, below
from celtrace.cases.handover.signing import as_written, fingerprint, signed_by
from celtrace.cases.seal import SEAL, VAULT, digest_file, read_seal, writing_to
from celtrace.cases.verify import Discrepancy, Recompute, verify
from celtrace.errors import CeltraceError, EvidenceChanged, MissingExtra, UsageError
from celtrace.ports import Entry
from celtrace.settings import Limits
from celtrace.store.chain import GENESIS, check_chain

_PIECE = 2**20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


class Expected(msgspec.Struct, frozen=True):
    """What whoever checks was told by another way."""

    signer: str = ""
    """Fingerprint of the key; empty if none was told."""
    root: Path | None = None
    """PEM file of the stamping authority's root certificate."""


class Checked(msgspec.Struct, frozen=True):
    """What a bundle is."""

    discrepancies: tuple[Discrepancy, ...]
    signer: str = ""
    """Fingerprint of the key in the bundle; empty if there is none."""
    evidence: bool = False
    """Whether the bytes taken in are there."""
    stamped: datetime | None = None
    trusted: bool = False
    """Whether the stamp's signature leads to the certificate that was told."""
    unread: bool = False
    """Whether a stamp lies there that was not looked at: what reads it is not installed."""


def is_bundle(path: Path) -> bool:
    """Whether a path is a bundle and not a case."""
    return path.is_file() or any((path / name).is_file() for name in ("bagit.txt", TAG_MANIFEST))


def check_bundle(
    path: Path, expected: Expected, recompute: Recompute | None = None, limits: Limits | None = None
) -> Checked:
    """Check a bundle; EvidenceChanged if it is no archive that can be unpacked safely."""
    with opened(path, limits or Limits()) as folder:
        flaws, signer = list(_signature(folder, expected)), _signer(folder)
        flaws += _files(folder)
        case = folder / INSIDE
        held = (case / VAULT).is_dir()
        stamp = _Stamped()
        if not flaws:
            flaws += _journal(folder)
            flaws += [msgspec.structs.replace(one, path=f"{INSIDE}/{one.path}")
                      for one in verify(case, recompute, vault=held)]  # fmt: skip
            stamp = _stamp(folder, expected.root)
            flaws += stamp.flaws
    return Checked(tuple(sorted(set(flaws))), signer, held, stamp.at, stamp.trusted, stamp.unread)


def restore(
    path: Path, case: Path, expected: Expected, recompute: Recompute, limits: Limits
) -> Checked:
    """Put the case of a sound bundle where there is none.

    EvidenceChanged if the bundle is not as it was signed, UsageError if it lacks the bytes taken
    in or something lies at `case` already.
    """
    if case.exists() and any(case.iterdir()):
        raise UsageError(f"{case} is not empty.", "Name a new folder with --case.")
    checked = check_bundle(path, expected, recompute, limits)
    if checked.discrepancies:
        said = " ".join(map(str, checked.discrepancies[:5]))
        raise EvidenceChanged(f"The bundle is not as it was signed: {said}", "Use another copy.")
    if not checked.evidence:
        message = "The bundle does not hold the bytes taken in."
        raise UsageError(message, "Make bundles that are to be restored with --evidence.")
    with opened(path, limits) as folder, writing_to(case):
        case.parent.mkdir(parents=True, exist_ok=True)
        draft = case.with_name(f".{case.name}.restored")
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(folder / INSIDE, draft)
        draft.replace(case)
    return checked


class _Stamped(msgspec.Struct, frozen=True):
    at: datetime | None = None
    trusted: bool = False
    unread: bool = False
    flaws: tuple[Discrepancy, ...] = ()


def _stamp(folder: Path, root: Path | None) -> _Stamped:
    """The stamp; one that was asked for with a certificate has to be there and be read."""
    if not (folder / STAMPED).is_file():
        return _Stamped(flaws=(Discrepancy(STAMPED, "It is missing."),) if root else ())
    if root is None and importlib.util.find_spec("rfc3161_client") is None:
        return _Stamped(unread=True)
    data = (folder / TAG_MANIFEST).read_bytes()
    try:
        said = checked((folder / STAMPED).read_bytes(), data, STAMPED, root)
    except MissingExtra:
        raise
    except CeltraceError as error:
        return _Stamped(flaws=(Discrepancy(STAMPED, error.message),))
    return _Stamped(said.time, said.trusted)


def _signer(folder: Path) -> str:
    try:
        return fingerprint((folder / SIGNER).read_bytes())
    except (OSError, EvidenceChanged):
        return ""


def _signature(folder: Path, expected: Expected) -> Iterator[Discrepancy]:
    missing = [n for n in (SIGNER, SIGNATURE, TAG_MANIFEST) if not (folder / n).is_file()]
    if missing:
        yield from (Discrepancy(name, "It is missing.") for name in missing)
        return
    try:
        pem = (folder / SIGNER).read_bytes()
        whole = (folder / TAG_MANIFEST).read_bytes()
        if not signed_by(pem, (folder / SIGNATURE).read_bytes(), whole):
            what = f"The signature over {TAG_MANIFEST} is not by the key in {SIGNER}."
            yield Discrepancy(SIGNATURE, what)
        if not as_written(pem):
            yield Discrepancy(SIGNER, "It is not as it was written.")
        if expected.signer and fingerprint(pem) != expected.signer:
            what = f"The key is {fingerprint(pem)}, not {expected.signer} as expected."
            yield Discrepancy(SIGNER, what)
    except EvidenceChanged as error:
        yield Discrepancy(SIGNER, error.message)


def _files(folder: Path) -> Iterator[Discrepancy]:
    """Every file against the manifests: other bytes, missing, put in."""
    there = set(below(folder))
    known: set[str] = set(UNSIGNED)
    for name in (TAG_MANIFEST, MANIFEST):
        for path, digest in _sums(folder / name).items():
            known.add(path)
            if path not in there:
                yield Discrepancy(path, "It is missing.")
            elif _sum(folder, path) != digest:
                yield Discrepancy(path, "Its bytes are not those that were signed.")
    yield from (Discrepancy(path, "It was put in later.") for path in sorted(there - known))


def _sums(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    pairs = (line.split("  ", 1) for line in lines)
    return {pair[1]: pair[0] for pair in pairs if len(pair) == 2}  # noqa: PLR2004 - sum, path


def _sum(folder: Path, path: str) -> str:
    plain = (folder / path).is_file() and not (folder / path).is_symlink()
    return digest_file(folder, path).sha256 if plain else ""


def _journal(folder: Path) -> Iterator[Discrepancy]:
    """The journal's own chain, and that it is the one of the case."""
    name = "data/journal.jsonl"
    try:
        lines = (folder / name).read_bytes().splitlines()
        entries = [msgspec.json.decode(line, type=Entry) for line in lines]
        seal = read_seal(folder / INSIDE / SEAL)
    except (OSError, msgspec.DecodeError, EvidenceChanged) as error:
        yield Discrepancy(name, f"It cannot be read: {error}.")
        return
    yield from (Discrepancy(name, text) for text in check_chain(entries))
    last = entries[-1].hash if entries else GENESIS
    if (len(entries), last) != (seal.journal_length, seal.journal_head):
        yield Discrepancy(name, "It is not the journal that the case was sealed with.")


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[Path]:
    """The folder of a bundle; a ZIP is unpacked beside nothing of the user's, for a while.

    EvidenceChanged for an archive that is broken, would leave the folder or unfold too far.
    """
    if path.is_dir():
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="celtrace-bundle-") as draft:
        folder = Path(draft)
        try:
            with zipfile.ZipFile(path) as archive, writing_to(folder):
                _unpack(archive, folder, path.stat().st_size, limits)
        except _BROKEN as error:
            message = f"{path} cannot be unpacked: {error}."
            raise EvidenceChanged(message, "Ask for it again.") from error
        yield folder


def _unpack(archive: zipfile.ZipFile, folder: Path, size: int, limits: Limits) -> None:
    members = archive.infolist()
    names = [member.filename for member in members]
    odd = next((m.filename for m in members if _odd(m)), "")
    if odd or len(set(names)) != len(names) or len(names) > limits.archive_members:
        raise EvidenceChanged(f"The archive is not one of ours: {odd or 'too many names'}.")
    room = max(limits.unpacked_bytes, size * 2) if size * limits.unpacked_ratio else 0
    for member in members:
        target = folder / member.filename
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as packed, target.open("wb") as out:
            while piece := packed.read(_PIECE):
                room -= len(piece)
                if room < 0:
                    raise EvidenceChanged("The archive unfolds to more than it may.")
                out.write(piece)


def _odd(member: zipfile.ZipInfo) -> bool:
    """Whether a member is anything but a plain file below the folder."""
    parts = PurePosixPath(member.filename)
    linked = stat.S_ISLNK(member.external_attr >> 16)
    outside = parts.is_absolute() or ".." in parts.parts or "\\" in member.filename
    return linked or outside or member.is_dir() or not member.filename
