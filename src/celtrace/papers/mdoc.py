"""Mobile documents (ISO/IEC 18013-5): what an issuer signed, and whether it was changed.

The issuer signs digests of all elements (COSE_Sign1, RFC 9052); elements are disclosed one by
one and must have their digest. Checked are the signature with the certificate that came
along, every digest, and the dates; whose certificate it is has to be decided by whom the user
trusts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import cbor2
import msgspec
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, utils

_CHAIN, _ALGORITHM = 33, 1
_EMBEDDED = 24
_DIGESTS = {"SHA-256": hashlib.sha256, "SHA-384": hashlib.sha384, "SHA-512": hashlib.sha512}
_CURVES: dict[int, hashes.HashAlgorithm] = {
    -7: hashes.SHA256(), -35: hashes.SHA384(), -36: hashes.SHA512(),
}  # fmt: skip
BROKEN = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, EOFError, OverflowError,
    RecursionError, cbor2.CBORError,
)  # fmt: skip


class MobileDocument(msgspec.Struct, frozen=True):
    """One document of a response."""

    type: str
    """For example `org.iso.18013.5.1.mDL`."""
    elements: dict[str, str]
    """What was disclosed, as text; pictures by their size."""
    signed: bool
    changed: tuple[str, ...]
    """Elements whose digest is not the signed one."""
    issuer: str
    """Subject of the certificate that came along."""
    valid: tuple[datetime, datetime] | None
    why: str = ""

    @property
    def authentic(self) -> bool:
        """Whether the signature holds and nothing disclosed was changed."""
        return self.signed and not self.changed

    def holds(self, at: datetime) -> bool:
        """Whether `at` lies within the dates that were signed."""
        return bool(self.valid and self.valid[0] <= at <= self.valid[1])


def read_mobile(data: bytes) -> tuple[MobileDocument, ...]:
    """The documents of a response, or of one IssuerSigned alone. ValueError for anything else."""
    try:
        given = cbor2.loads(data)
        if "documents" in given:
            return tuple(_document(d["docType"], d["issuerSigned"]) for d in given["documents"])
        return (_document("", given),)
    except BROKEN as error:
        raise ValueError(f"this is no mobile document ({type(error).__name__})") from error


def _document(named: str, given: dict[str, Any]) -> MobileDocument:
    protected, unprotected, payload, signature = given["issuerAuth"]
    security = cbor2.loads(payload)
    if isinstance(security, cbor2.CBORTag):
        security = cbor2.loads(security.value)
    chain = unprotected.get(_CHAIN, b"")
    certificate = x509.load_der_x509_certificate(chain[0] if isinstance(chain, list) else chain)
    why = _fault(certificate, (protected, payload, signature))
    type_ = str(security["docType"])
    if named and named != type_:
        why = why or f"it is called {named} and signed as {type_}"
    rows = list(_elements(given.get("nameSpaces", {}), security))
    times = security["validityInfo"]
    return MobileDocument(
        type_, {name: value for name, value, _ in rows}, not why,
        tuple(name for name, _, same in rows if not same), certificate.subject.rfc4514_string(),
        (_time(times["validFrom"]), _time(times["validUntil"])), why,
    )  # fmt: skip


def _elements(spaces: dict[str, Any], security: Any) -> Iterator[tuple[str, str, bool]]:  # noqa: ANN401 - CBOR
    digest = _DIGESTS[security["digestAlgorithm"]]
    for space, items in spaces.items():
        told = security["valueDigests"][space]
        for item in items:
            element = cbor2.loads(item.value)
            whole = cbor2.dumps(cbor2.CBORTag(_EMBEDDED, item.value))
            same = told.get(element["digestID"]) == digest(whole).digest()
            yield str(element["elementIdentifier"]), _shown(element["elementValue"]), same


def _shown(value: object) -> str:
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, cbor2.CBORTag):
        return _shown(value.value)
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


def _time(value: object) -> datetime:
    if isinstance(value, cbor2.CBORTag):
        value = value.value
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))


def _fault(certificate: x509.Certificate, told: tuple[bytes, bytes, bytes]) -> str:
    """Why the issuer's signature does not hold; empty if it does."""
    protected, payload, signature = told
    algorithm = cbor2.loads(protected)[_ALGORITHM]
    over = cbor2.dumps(["Signature1", protected, b"", payload])
    key = certificate.public_key()
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            half = len(signature) // 2
            r, s = (int.from_bytes(part) for part in (signature[:half], signature[half:]))
            made = utils.encode_dss_signature(r, s)
            key.verify(made, over, ec.ECDSA(_CURVES[algorithm]))
        elif isinstance(key, ed25519.Ed25519PublicKey):
            key.verify(signature, over)
        else:
            return "its key is of a kind that mobile documents do not use"
    except InvalidSignature:
        return "the issuer's signature does not hold"
    return ""
