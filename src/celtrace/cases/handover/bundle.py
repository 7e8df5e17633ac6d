"""A case as one signed folder or ZIP, to be checked on another machine with nothing else.

It is a bag (BagIt 1.0, RFC 8493): every file's SHA-256 stands in a manifest, the manifests'
in the tag manifest, and that is signed. Inside lie the journal, the lists and settings that
were used, and the case as it was sealed; the bytes taken in go along only if asked for.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from celtrace.cases.case import Case
from celtrace.cases.context import CONTEXT, Context
from celtrace.cases.decisions.account import journal_lines
from celtrace.cases.found.bag import TAG_MANIFEST, bag_info, seal_bag
from celtrace.cases.found.stamp import stamped
from celtrace.cases.handover.signing import fingerprint, public_pem
from celtrace.cases.seal import DATABASE, SEAL, VAULT, Lock, digest_file, writing_to
from celtrace.cases.verify import recorded
from celtrace.errors import UsageError

SIGNATURE, STAMPED = f"{TAG_MANIFEST}.sig", f"{TAG_MANIFEST}.tsr"
SIGNER, README = "signer.pem", "README.txt"
UNSIGNED = frozenset({SIGNATURE, STAMPED, SIGNER, TAG_MANIFEST})
"""Files that the tag manifest cannot cover: they are about it."""
INSIDE = "data/case"
_LARGE = 2**31
_HOW = """This is a case of Celtrace, signed.

With Celtrace:     celtrace verify THIS --signer FINGERPRINT
Without it:        sha256sum --check tagmanifest-sha256.txt
                   sha256sum --check manifest-sha256.txt
                   openssl pkeyutl -verify -pubin -inkey signer.pem -rawin \\
                       -in tagmanifest-sha256.txt -sigfile tagmanifest-sha256.txt.sig

Anybody can sign with a key of their own: the fingerprint of the key has to reach you by
another way than this bundle. It is the SHA-256 of the key's 32 bytes.

data/journal.jsonl   what people decided, chained by hashes
data/lists.json      the list snapshots that were used, with their digests
data/settings.json   version, date and limits of the review
data/case            the case as it was sealed; report.html is for reading
"""


class Wanted(msgspec.Struct, frozen=True):
    """What is to be bundled, and how."""

    case: Path
    out: Path
    """A folder that is not there yet, or a file that ends in `.zip`."""
    key: Ed25519PrivateKey
    clock: Callable[[], datetime]
    who: str
    evidence: bool = False
    """Whether the bytes taken in go along."""
    authority: str = ""
    """Address of an RFC 3161 stamping authority; empty for no stamp."""
    root: Path | None = None
    """PEM file of its root certificate."""


class Bundled(msgspec.Struct, frozen=True):
    """What was written."""

    path: str
    files: int
    bytes: int
    signer: str
    tag_manifest: str
    stamped: datetime | None = None


def write_bundle(wanted: Wanted) -> Bundled:
    """Write a bundle of a closed case, and note in its journal that it was handed on.

    UsageError if there is no closed case or something lies at `out` already, CeltraceError if
    the disk does not take it.
    """
    if not (wanted.case / SEAL).is_file():
        message = f"There is no closed case at {wanted.case}."
        raise UsageError(message, "Give --case FOLDER; a run that was killed is run again first.")
    if wanted.out.exists():
        raise UsageError(f"{wanted.out} is there already.", "Name a new file or folder.")
    lock = Lock(wanted.case)
    try:
        with writing_to(wanted.out):
            made = _written(wanted)
    finally:
        lock.release()
    with Case.create_or_open(wanted.case, wanted.clock) as case:
        body = {"tag_manifest": made.tag_manifest, "signer": made.signer, "files": made.files,
                "evidence": wanted.evidence}  # fmt: skip
        case.log("bundled", body, wanted.who)
    return made


def _written(wanted: Wanted) -> Bundled:
    wanted.out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=wanted.out.parent, prefix=".bundle-") as draft:
        folder = Path(draft) / "bundle"
        made = _laid_out(folder, wanted)
        if wanted.out.suffix.casefold() == ".zip":
            pack(folder, Path(draft) / "bundle.zip")
            (Path(draft) / "bundle.zip").replace(wanted.out)
        else:
            folder.replace(wanted.out)
    return made


def _laid_out(folder: Path, wanted: Wanted) -> Bundled:
    inside = folder / INSIDE
    for name in _wanted_files(wanted):
        (inside / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(wanted.case / name, inside / name)
    title = _documents(folder, wanted.case)
    held = [digest_file(folder, path) for path in below(folder)]
    lines, size = [(one.path, one.sha256) for one in held], sum(one.size for one in held)
    about = bag_info(wanted.clock().date(), title, f"{size}.{len(lines)}")
    whole = seal_bag(folder, lines, {README: _HOW.encode()}, about)
    pem = public_pem(wanted.key)
    (folder / SIGNER).write_bytes(pem)
    (folder / SIGNATURE).write_bytes(wanted.key.sign(whole))
    at = None
    if wanted.authority:
        said, token = stamped(whole, wanted.authority, wanted.root)
        (folder / STAMPED).write_bytes(token)
        at = said.time
    tag = sha256(whole).hexdigest()
    return Bundled(str(wanted.out), len(lines), size, fingerprint(pem), tag, at)


def _wanted_files(wanted: Wanted) -> Iterator[str]:
    """The case as it was sealed: database, seal, every output, and the vault if asked for."""
    yield from (DATABASE, SEAL)
    yield from (output.path for output in recorded(wanted.case))
    if wanted.evidence:
        held = (wanted.case / VAULT).rglob("*")
        yield from sorted(p.relative_to(wanted.case).as_posix() for p in held if p.is_file())


def _documents(folder: Path, case: Path) -> str:
    """Journal, lists and settings as documents of their own; the title of the case."""
    data = folder / "data"
    (data / "journal.jsonl").write_bytes(journal_lines(case))
    if not (case / CONTEXT).is_file():
        return "A case"
    context = msgspec.json.decode((case / CONTEXT).read_bytes(), type=Context)
    settings = {"celtrace": context.celtrace, "facts": context.facts, "limits": context.limits}
    for name, value in (("lists.json", context.lists), ("settings.json", settings)):
        encoded = msgspec.json.encode(value, order="deterministic")
        (data / name).write_bytes(msgspec.json.format(encoded) + b"\n")
    return context.dossier.title or "A case"


def below(folder: Path) -> list[str]:
    """Every file below a folder, relative to it, in order."""
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()
    )


def pack(folder: Path, out: Path) -> None:
    """A folder as a ZIP: sorted, without times, so that the same files give the same bytes."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in below(folder):
            source = folder / name
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            large = source.stat().st_size > _LARGE
            with source.open("rb") as stream, archive.open(entry, "w", force_zip64=large) as packed:
                shutil.copyfileobj(stream, packed, 2**20)
