"""Keys that sign what is handed on: Ed25519 (RFC 8032), as PEM that any tool reads.

A key is made when the first thing is signed, stays under `$CELTRACE_HOME`, and never goes
into a case. Whoever gets a bundle compares its fingerprint with one told by another way.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from celtrace.cases.seal import writing_to
from celtrace.errors import EvidenceChanged, UsageError
from celtrace.store.keyring import write_secret

OWN_KEY = Path("signing") / "ed25519.pem"
DIGITS = 64
_REMEDY = "Give an Ed25519 key as PEM: openssl genpkey -algorithm ed25519"


def own_key(home: Path) -> Ed25519PrivateKey:
    """The key of this installation, made at the first need, readable by its owner alone."""
    path = home / OWN_KEY
    if path.exists():
        return private_key(path)
    key = Ed25519PrivateKey.generate()
    data = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with writing_to(path):
        write_secret(path, data)
    return key


def private_key(path: Path) -> Ed25519PrivateKey:
    """A signing key from a PEM file; UsageError if it holds none, or one under a password."""
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UsageError(f"{path} holds no signing key: {error}.", _REMEDY) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise UsageError(f"The key in {path} is not an Ed25519 key.", _REMEDY)
    return key


def public_pem(key: Ed25519PrivateKey) -> bytes:
    """The public half of a key, as it is handed on."""
    return _pem(key.public_key())


def as_written(pem: bytes) -> bool:
    """Whether a public key stands there byte for byte as `public_pem` writes it."""
    return _pem(_public(pem)) == pem


def fingerprint(pem: bytes) -> str:
    """SHA-256 over the 32 bytes of a public key; EvidenceChanged if it is none."""
    raw = _public(pem).public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return sha256(raw).hexdigest()


def known_signer(told: str) -> str:
    """The fingerprint that somebody told us: 64 digits, or the path of a public key as PEM."""
    digits = told.replace(":", "").replace(" ", "").lower()
    if len(digits) == DIGITS and set(digits) <= set("0123456789abcdef"):
        return digits
    try:
        return fingerprint(Path(told).read_bytes())
    except (OSError, EvidenceChanged) as error:
        message = f"{told} is neither a fingerprint nor a public key."
        raise UsageError(message, "Give 64 hexadecimal digits, or a PEM file.") from error


def signed_by(pem: bytes, signature: bytes, data: bytes) -> bool:
    """Whether a signature over data is by this key; EvidenceChanged if the key is none."""
    try:
        _public(pem).verify(signature, data)
    except InvalidSignature:
        return False
    return True


def _pem(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def _public(pem: bytes) -> Ed25519PublicKey:
    try:
        key = serialization.load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise EvidenceChanged(f"The signer's key cannot be read: {error}.") from error
    if not isinstance(key, Ed25519PublicKey):
        raise EvidenceChanged("The signer's key is not an Ed25519 key.")
    return key
