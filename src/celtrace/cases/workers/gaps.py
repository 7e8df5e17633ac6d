"""The roster beside the output: who signed what, what nobody signed, who signed nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from celtrace.cases.workers.register import File, Register
from celtrace.errors import EvidenceChanged, UsageError
from celtrace.keys.deliveries import NAME, digest_of, fault, listed, manifest
from celtrace.ports import Vault
from celtrace.records import Credential, SignedDelivery


class Signature(msgspec.Struct, frozen=True):
    """One signed list."""

    worker: str
    name: str
    manifest: str
    when: str
    files: int
    fault: str = ""
    """Why it does not hold; empty if it does."""


class Gaps(msgspec.Struct, frozen=True):
    """What the signatures say about files that were delivered."""

    files: int
    signed: int
    unsigned: tuple[str, ...]
    """Files that no valid list names."""
    altered: tuple[str, ...]
    """Files that a valid list names with another digest."""
    absent: tuple[str, ...]
    """Files of valid lists that were not delivered."""
    signatures: tuple[Signature, ...]
    by_worker: dict[str, int]
    """Worker to the number of delivered files signed."""
    idle: tuple[str, ...]
    """Workers with a key who signed none of these files."""

    @property
    def whole(self) -> bool:
        """Whether every file is signed as it is, and every signature holds."""
        broken = any(one.fault for one in self.signatures)
        return not (self.unsigned or self.altered or broken)


def sums_of(folder: Path) -> bytes:
    """The list of all files under a folder, to be signed; UsageError if there is none."""
    files = dict(_digests(folder))
    if not files:
        raise UsageError(f"There is no file in {folder}.", "Give the folder of the delivery.")
    return manifest(files.items())


def gaps(register: Register, folder: Path) -> Gaps:
    """Hold the files of a folder against all signed lists."""
    delivered = dict(_digests(folder))
    roster = [file for file in register.files() if file.worker]
    signatures: list[Signature] = []
    promised: dict[str, set[str]] = {}
    by: dict[str, set[str]] = {}
    for file in roster:
        for one in file.all(SignedDelivery):
            wrong, names = _checked(one, file, register.vault)
            signatures.append(_signature(one, file, wrong))
            for path, digest in ({} if wrong else names).items():
                promised.setdefault(path, set()).add(digest)
                if delivered.get(path) == digest:
                    by.setdefault(file.called, set()).add(path)
    return _gaps(delivered, promised, by, signatures, _with_keys(roster))


def _gaps(
    delivered: Mapping[str, str], promised: Mapping[str, set[str]], by: Mapping[str, set[str]],
    signatures: Iterable[Signature], with_keys: Iterable[str],
) -> Gaps:  # fmt: skip
    signed = {path for path, digest in delivered.items() if digest in promised.get(path, ())}
    named = {path for path in delivered if path in promised}
    return Gaps(
        len(delivered), len(signed), tuple(sorted(delivered.keys() - named)),
        tuple(sorted(named - signed)), tuple(sorted(promised.keys() - delivered.keys())),
        tuple(sorted(signatures, key=lambda one: (one.worker, one.when, one.manifest))),
        {worker: len(by[worker]) for worker in sorted(by)},
        tuple(sorted(set(with_keys) - set(by))),
    )  # fmt: skip


def _checked(one: SignedDelivery, file: File, vault: Vault) -> tuple[str, Mapping[str, str]]:
    key = next((k for k in file.all(Credential) if k.credential == one.credential), None)
    wrong = fault(one, key)
    if wrong:
        return wrong, {}
    try:
        with vault.open(one.manifest) as stream:
            data = stream.read()
    except EvidenceChanged:
        return "the list that it is of is missing", {}
    if digest_of(data) != one.manifest:
        return "the list is not the one that was signed", {}
    return "", listed(data)


def _signature(one: SignedDelivery, file: File, wrong: str) -> Signature:
    name = file.worker.name if file.worker else ""
    when = one.when.isoformat() if one.when else ""
    return Signature(file.called, name, one.manifest, when, one.files or 0, wrong)


def _with_keys(roster: Iterable[File]) -> Iterator[str]:
    for file in roster:
        if any(not key.ended for key in file.all(Credential)):
            yield file.called


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    """Path under the folder and digest of every plain file that is no list."""
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}.", "Give the folder of the delivery.")
    for path in sorted(folder.rglob("*")):
        if path.name != NAME and path.is_file() and not path.is_symlink():
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            yield path.relative_to(folder).as_posix(), digest
