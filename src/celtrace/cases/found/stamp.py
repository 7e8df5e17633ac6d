"""A time stamp of somebody else over a batch's manifest (RFC 3161).

The token says that these bytes were there at that time; whoever trusts the stamping
authority need not trust us. The user names the authority; nothing is sent but a digest.
The parts come with the extra `files`.
"""

from __future__ import annotations

import importlib
import importlib.util
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import httpx
import msgspec

from celtrace.cases.case import Case
from celtrace.errors import CeltraceError, EvidenceChanged, MissingExtra, UsageError

KEPT_AS = "manifest.tsr"
_SECONDS = 30.0
_MOST = 1 << 20


class Stamp(msgspec.Struct, frozen=True):
    """A token that was checked."""

    time: datetime
    manifest: str
    authority: str
    trusted: bool
    """Whether its signature leads to a certificate that the user gave."""


def stamp(case: Case, manifest: bytes, authority: str, root: Path | None = None) -> Stamp:
    """Ask an authority for a token over a manifest, check it, and keep it in the case.

    CeltraceError if the authority does not answer as it should; MissingExtra without the parts.
    """
    found, token = stamped(manifest, authority, root)
    path = case.write(KEPT_AS, token)
    case.log("stamp", {"authority": authority, "manifest": found.manifest, "file": path.name,
                       "time": found.time.isoformat(), "trusted": found.trusted})  # fmt: skip
    case.record_outputs([path])
    return found


def stamped(data: bytes, authority: str, root: Path | None = None) -> tuple[Stamp, bytes]:
    """Ask an authority for a token over some bytes: what it says, and the token.

    CeltraceError if the authority does not answer as it should; MissingExtra without the parts.
    """
    client = _client()
    builder = client.TimestampRequestBuilder().data(data)
    request = builder.hash_algorithm(client.HashAlgorithm.SHA256).build()
    token = _asked(authority, request.as_bytes())
    return checked(token, data, authority, root, request.nonce), token


def checked(
    token: bytes,
    manifest: bytes,
    authority: str,
    root: Path | None = None,
    nonce: int | None = None,
) -> Stamp:
    """What a token says; EvidenceChanged if it is not about these bytes or wrongly signed."""
    client = _client()
    try:
        response = client.decode_timestamp_response(token)
        info = response.tst_info
    except ValueError as error:
        raise CeltraceError(f"{authority} gave no time stamp: {error}.") from error
    digest = sha256(manifest).digest()
    if info.message_imprint.message != digest or (nonce is not None and info.nonce != nonce):
        raise EvidenceChanged("The time stamp is about other bytes.", "Ask for it again.")
    if root is not None:
        _verify(client, response, digest, root)
    return Stamp(info.gen_time, digest.hex(), authority, root is not None)


def _client() -> ModuleType:
    if importlib.util.find_spec("rfc3161_client") is None:
        raise MissingExtra("rfc3161-client", "files")
    return importlib.import_module("rfc3161_client")


def _asked(authority: str, request: bytes) -> bytes:
    heads = {"Content-Type": "application/timestamp-query"}
    try:
        answer = httpx.post(authority, content=request, headers=heads, timeout=_SECONDS)
        answer.raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        message = f"{authority} gave no time stamp: {error}."
        raise CeltraceError(message, "The case stands without it; ask again later.") from error
    return answer.content[:_MOST]


def _verify(client: ModuleType, response: object, digest: bytes, root: Path) -> None:
    x509 = importlib.import_module("cryptography.x509")
    try:
        certificates = x509.load_pem_x509_certificates(root.read_bytes())
    except (OSError, ValueError) as error:
        raise UsageError(f"{root} holds no certificates: {error}.", "Give a PEM file.") from error
    builder = client.VerifierBuilder()
    for certificate in certificates:
        builder = builder.add_root_certificate(certificate)
    try:
        builder.build().verify(response, digest)
    except client.VerificationError as error:
        message = f"The time stamp is not signed by whom {root.name} names: {error}."
        raise EvidenceChanged(message, "Ask the authority for its certificate.") from error
