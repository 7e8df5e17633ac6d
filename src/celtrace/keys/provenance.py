"""Signed provenance of a file (C2PA, https://c2pa.org/specifications/): who says how it came.

Read and written by the consortium's own library, which is optional; nothing is fetched. A
signature that holds says who signed, not that the picture is true. Most files have none, and
whoever saves a picture again takes it off: absence, or a foreign key, is a reason to ask and
proves nothing.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
import json
from collections.abc import Mapping
from typing import Any, Literal

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from celtrace.errors import MissingExtra, UsageError

State = Literal["none", "holds", "broken", "not available"]
UNTRUSTED, EXPIRED = "signingCredential.untrusted", "signingCredential.expired"
DELIVERY = "org.celtrace.delivery"
"""The assertion with what a signer says of a delivery."""
_OFFLINE = {
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": True},
    "builder": {"thumbnail": {"enabled": False}},
}
_CURVES = {"secp256r1": b"es256", "secp384r1": b"es384", "secp521r1": b"es512"}


class Provenance(msgspec.Struct, frozen=True):
    """What a file carries."""

    state: State
    issuer: str = ""
    """The organisation in the certificate that signed."""
    made_by: str = ""
    faults: tuple[str, ...] = ()
    """Codes of C2PA for what does not hold."""
    trusted: bool = False
    """Whether the certificate leads to an anchor that was given; `holds` says nothing of it."""
    said: Mapping[str, str] = {}
    """What the signer said of the delivery."""


class Signer(msgspec.Struct, frozen=True):
    """A certificate with what leads to its anchor, and its key, both as PEM."""

    certificates: bytes
    key: bytes


def provenance(data: bytes, media: str = "image/jpeg", anchors: str = "") -> Provenance:
    """Read the provenance of a file of the media type.

    `anchors` are the certificates, as PEM, that one trusts: the studio's own.
    """
    if importlib.util.find_spec("c2pa") is None:
        return Provenance("not available")
    c2pa = importlib.import_module("c2pa")
    try:
        with c2pa.Reader(media, io.BytesIO(data), None, _context(c2pa, anchors)) as reader:
            told = json.loads(reader.json())
    except c2pa.C2paError as error:
        absent = "ManifestNotFound" in str(error)
        return Provenance(
            "none" if absent else "broken", faults=() if absent else (str(error)[:120],)
        )
    return _read(told)


def signed(data: bytes, media: str, signer: Signer, said: Mapping[str, str]) -> bytes:
    """The file with a signed manifest; what it carried before is named in it.

    UsageError for a key, a certificate or a file that cannot be used.
    """
    if importlib.util.find_spec("c2pa") is None:
        raise MissingExtra("C2PA", "c2pa")
    c2pa = importlib.import_module("c2pa")
    told = {
        "claim_generator_info": [{"name": "Celtrace"}], "title": said.get("title", ""),
        "assertions": [{"label": DELIVERY, "data": dict(said)}],
    }  # fmt: skip
    out = io.BytesIO()
    try:
        info = c2pa.C2paSignerInfo(_algorithm(signer.key), signer.certificates, signer.key, None)
        builder = c2pa.Builder(told, _context(c2pa))
        builder.set_intent(c2pa.C2paBuilderIntent.EDIT)
        builder.sign(c2pa.Signer.from_info(info), media, io.BytesIO(data), out)
    except c2pa.C2paError as error:
        raise UsageError(f"It cannot be signed: {_reason(error)}.", _REMEDY) from error
    return out.getvalue()


_REMEDY = (
    "Give a certificate for signing documents that is valid today (docs/frames.md says how to "
    "make one), its own key, and a file that is whole."
)


def _context(c2pa: Any, anchors: str = "") -> Any:  # noqa: ANN401 - the library is optional
    settings = {**_OFFLINE, "trust": {"user_anchors": anchors}} if anchors else _OFFLINE
    return c2pa.Context(c2pa.Settings.from_dict(settings))


def _algorithm(key: bytes) -> bytes:
    try:
        held = load_pem_private_key(key, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UsageError(
            "The key cannot be read.", "Give it as PEM, without a password."
        ) from error
    if isinstance(held, ed25519.Ed25519PrivateKey):
        return b"ed25519"
    if isinstance(held, rsa.RSAPrivateKey):
        return b"ps256"
    if isinstance(held, ec.EllipticCurvePrivateKey) and held.curve.name in _CURVES:
        return _CURVES[held.curve.name]
    raise UsageError("C2PA has no such key.", "Make an elliptic one: P-256, P-384 or P-521.")


def _reason(error: Exception) -> str:
    return str(error).partition(": ")[2] or str(error)


def _read(told: dict[str, Any]) -> Provenance:
    codes = tuple(str(row["code"]) for row in told.get("validation_status") or ())
    faults = tuple(sorted({code for code in codes if code != UNTRUSTED}))
    active = told["manifests"][told["active_manifest"]]
    by = (active.get("signature_info") or {}).get("issuer", "")
    maker = active.get("claim_generator") or _generator(active)
    said: dict[str, Any] = next(
        (one["data"] for one in active.get("assertions") or () if one["label"] == DELIVERY), {}
    )
    return Provenance(
        "broken" if faults else "holds", str(by), maker, faults,
        not {UNTRUSTED, EXPIRED} & set(codes),
        {str(key): str(value) for key, value in said.items()},
    )  # fmt: skip


def _generator(active: dict[str, Any]) -> str:
    first: dict[str, Any] = next(iter(active.get("claim_generator_info") or ()), {})
    return " ".join(str(first[key]) for key in ("name", "version") if first.get(key))
