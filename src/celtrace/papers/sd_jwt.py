"""Claims disclosed one by one (SD-JWT, RFC 9901), checked with the issuer's key.

The issuer signs digests of claims; each disclosure must have one of them, once. The key comes
from the user: what a token says of its own issuer proves nothing.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils

_HASHES: dict[str, hashes.HashAlgorithm] = {
    "256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512(),
}  # fmt: skip
_DIGESTS = {"sha-256": hashlib.sha256, "sha-384": hashlib.sha384, "sha-512": hashlib.sha512}
_CLAIM = 3
BROKEN = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    binascii.Error,
    RecursionError,
)


class Claims(msgspec.Struct, frozen=True):
    """What a token says."""

    claims: dict[str, Any]
    """Signed openly, or disclosed with its digest signed."""
    signed: bool
    unsigned: tuple[str, ...]
    """Disclosures whose digest was not signed; their claims are not in `claims`."""
    why: str = ""


def read_claims(token: str, key_pem: bytes) -> Claims:
    """Read a token with the issuer's public key in PEM. ValueError for what is no such token."""
    try:
        signed, *disclosed = token.strip().split("~")
        head, body, signature = signed.split(".")
        header, claims = (json.loads(_bytes(part)) for part in (head, body))
        why = _fault(header["alg"], key_pem, f"{head}.{body}".encode(), _bytes(signature))
        digest = _DIGESTS[claims.pop("_sd_alg", "sha-256")]
        known = set(claims.pop("_sd", ()))
        open_claims, unsigned = dict(claims), []
        for part in disclosed:
            if not part or "." in part:  # the end, or a proof of the holder's key
                continue
            own = base64.urlsafe_b64encode(digest(part.encode()).digest()).decode().rstrip("=")
            row = json.loads(_bytes(part))
            if own in known and len(row) == _CLAIM and row[1] not in open_claims:
                known.discard(own)
                open_claims[str(row[1])] = row[2]
            else:
                unsigned.append(str(row[1]))
    except BROKEN as error:
        raise ValueError(f"this is no SD-JWT ({type(error).__name__})") from error
    return Claims(open_claims, not why, tuple(unsigned), why)


def _bytes(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _fault(algorithm: str, key_pem: bytes, over: bytes, signature: bytes) -> str:
    """Why the signature does not hold; empty if it does. `none` never holds."""
    key = serialization.load_pem_public_key(key_pem)
    try:
        if isinstance(key, ec.EllipticCurvePublicKey) and algorithm.startswith("ES"):
            half = len(signature) // 2
            r, s = (int.from_bytes(part) for part in (signature[:half], signature[half:]))
            made = utils.encode_dss_signature(r, s)
            key.verify(made, over, ec.ECDSA(_HASHES[algorithm[2:]]))
        elif isinstance(key, ed25519.Ed25519PublicKey) and algorithm == "EdDSA":
            key.verify(signature, over)
        elif isinstance(key, rsa.RSAPublicKey) and algorithm.startswith("RS"):
            key.verify(signature, over, padding.PKCS1v15(), _HASHES[algorithm[2:]])
        else:
            return f"{algorithm} is not the algorithm of this key"
    except InvalidSignature:
        return "the signature does not hold"
    return ""
