"""Signed deliveries: a list of files whose digest a worker's key has signed.

The list is in the form of `sha256sum` (one line a file: digest, two spaces, path), sorted by
path, so that anybody can check the files with the tool that every system has. The challenge
that the key signs is SHA-256 over a fixed prefix, a nonce and the digest of the list: a
signature made for a sign-in can never be taken for one of a delivery.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

from celtrace.errors import UsageError
from celtrace.keys.passkeys import Used, still_signed, unb64
from celtrace.records import Credential, Digest, SignedDelivery

NAME = "SHA256SUMS"
_PREFIX = b"celtrace signed delivery 1\x00"
_LINE = re.compile(r"(?P<back>\\?)(?P<digest>[0-9a-f]{64}) [ *](?P<path>.+)")
MOST = 200_000
"""Files of one list."""


def manifest(files: Iterable[tuple[str, str]]) -> bytes:
    """The list of files, from path and digest; the same files give the same bytes."""
    return "".join(f"{_line(path, digest)}\n" for path, digest in sorted(set(files))).encode()


def listed(data: bytes) -> Mapping[str, str]:
    """Path to digest of a list; UsageError, with the line, if it is none."""
    held: dict[str, str] = {}
    for number, line in enumerate(_text(data).split("\n"), start=1):
        if not line.strip():
            continue
        found = _LINE.fullmatch(line.rstrip("\r"))
        if found is None:
            message = f"Line {number} of the list is not a digest and a path."
            raise UsageError(message, f"Make the list with: sha256sum FILES > {NAME}")
        path = _unescaped(found["path"]) if found["back"] else found["path"]
        if held.setdefault(path, found["digest"]) != found["digest"]:
            raise UsageError(f"Line {number} of the list gives {path} another digest than before.")
        if len(held) > MOST:
            raise UsageError(f"The list has more than {MOST:,} files.", "Sign it in parts.")
    if not held:
        raise UsageError("The list names no file.", f"Make it with: sha256sum FILES > {NAME}")
    return held


def digest_of(data: bytes) -> Digest:
    """SHA-256 of a list's bytes."""
    return Digest(hashlib.sha256(data).hexdigest())


def challenge(nonce: bytes, digest: Digest) -> bytes:
    """What the key signs for a delivery."""
    return hashlib.sha256(_PREFIX + nonce + bytes.fromhex(digest)).digest()


def fault(signed: SignedDelivery, key: Credential | None) -> str:
    """Verify a signed delivery again, offline; what does not hold, empty if all does."""
    if key is None or key.credential != signed.credential:
        return "the key that signed it is not known"
    if key.ended == "cloned":
        return "two devices hold the key that signed it"
    if key.enrolled and signed.when and signed.when < key.enrolled:
        return "it was signed before the key was enrolled"
    used = Used(
        signed.credential, 0, backed_up=False, client_data=signed.client_data,
        authenticator_data=signed.authenticator_data, signature=signed.signature,
    )  # fmt: skip
    try:
        wanted = challenge(unb64(signed.nonce), signed.manifest)
    except ValueError:
        return "its nonce or its digest cannot be read"
    return still_signed(used, key, wanted, signed.origin)


def _line(path: str, digest: str) -> str:
    escaped = path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return f"{digest}  {path}" if escaped == path else f"\\{digest}  {escaped}"


def _unescaped(path: str) -> str:
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "r": "\r"}.get(m[1], m[1]), path)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(
            "The list is not UTF-8.", f"Make it with: sha256sum FILES > {NAME}"
        ) from error
