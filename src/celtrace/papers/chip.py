"""The chip of a passport, from files that were read off it: passive authentication.

ICAO Doc 9303 part 11, 5.1: EF.SOD is signed data (RFC 5652) over the digests of the data
groups. Three things are told apart: whether each group handed in has the digest that was
signed, whether the signature holds, and whether its certificate is of a state that the user
trusts (master lists are the user's to bring). A copy of a chip's files passes all three: what
they prove is what the state wrote, not who holds the document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import msgspec
from asn1crypto import cms, core
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

_WRAPPED = 0x77
_DATA = "2.23.136.1.1.1"
"""LDS security object."""
_HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "sha1": hashes.SHA1, "sha224": hashes.SHA224, "sha256": hashes.SHA256,
    "sha384": hashes.SHA384, "sha512": hashes.SHA512,
}  # fmt: skip
BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, UnsupportedAlgorithm)


class _Group(core.Sequence):  # type: ignore[misc]
    _fields = [("number", core.Integer), ("digest", core.OctetString)]  # noqa: RUF012


class _Groups(core.SequenceOf):  # type: ignore[misc]
    _child_spec = _Group


class _Security(core.Sequence):  # type: ignore[misc]
    _fields = [  # noqa: RUF012
        ("version", core.Integer),
        ("algorithm", cms.DigestAlgorithm),
        ("groups", _Groups),
        ("version_info", core.Any, {"optional": True}),
    ]


class ChipRead(msgspec.Struct, frozen=True):
    """What the signed data of a chip proves."""

    groups: dict[int, str]
    """Data group to its signed digest, in hexadecimal."""
    matching: tuple[int, ...]
    """Groups handed in whose digest is the signed one."""
    differing: tuple[int, ...]
    """Groups handed in whose digest is not, or that are not signed at all."""
    signed: bool
    """Whether the signature over the digests holds."""
    state: str
    """Country of the signer's certificate, as the certificate states it."""
    trusted: bool | None
    """Whether a certificate that the user trusts signed the signer's; None where none was given."""
    why: str = ""
    """What does not hold, in words."""

    @property
    def authentic(self) -> bool:
        """Whether everything that was handed in is what was signed."""
        return self.signed and bool(self.matching) and not self.differing


def read_chip(sod: bytes, groups: Mapping[int, bytes], trusted: Sequence[bytes] = ()) -> ChipRead:
    """Check data groups, whole files with their tag, against EF.SOD.

    `trusted` are certificates (DER) of signing authorities. ValueError where the bytes are no
    signed data of a chip.
    """
    try:
        data = _signed_data(sod)
        content = data["encap_content_info"]
        if content["content_type"].dotted not in (_DATA, "1.2.840.113549.1.7.1"):
            raise ValueError(f"its content is {content['content_type'].dotted}")
        body = bytes(content["content"])
        security = _Security.load(body)
        algorithm = security["algorithm"]["algorithm"].native
        told = {int(g["number"].native): g["digest"].native for g in security["groups"]}
    except BROKEN as error:
        raise ValueError(f"these bytes are no EF.SOD ({_short(error)})") from error
    made = {n: hashlib.new(algorithm, given).digest() for n, given in groups.items()}
    matching = tuple(sorted(n for n, digest in made.items() if told.get(n) == digest))
    fault, signer = _fault(data, body)
    certificate = _certificate(signer)
    return ChipRead(
        {n: digest.hex() for n, digest in sorted(told.items())}, matching,
        tuple(sorted(set(made) - set(matching))), not fault, _country(certificate),
        _trusted(certificate, trusted) if trusted else None, fault,
    )  # fmt: skip


def _signed_data(sod: bytes) -> cms.SignedData:
    inner = core.load(sod).contents if sod[:1] == bytes([_WRAPPED]) else sod
    info = cms.ContentInfo.load(inner)
    if info["content_type"].native != "signed_data":
        raise ValueError("it is not signed data")
    return info["content"]


def _fault(data: cms.SignedData, body: bytes) -> tuple[str, bytes]:
    """Why the signature does not hold, empty if it does; and the signer's certificate."""
    certificates = [one.chosen.dump() for one in data["certificates"] or ()]
    if not certificates:
        return "the signer's certificate is not in it", b""
    try:
        signer = data["signer_infos"][0]
        digest = signer["digest_algorithm"]["algorithm"].native
        attributes = signer["signed_attrs"]
        over = body
        if attributes:
            stated = next(a for a in attributes if a["type"].native == "message_digest")
            if stated["values"][0].native != hashlib.new(digest, body).digest():
                return "the signed digest is not that of its content", certificates[0]
            over = b"\x31" + attributes.dump()[1:]
        _verify(certificates[0], signer, digest, over)
    except InvalidSignature:
        return "the signature does not hold", certificates[0]
    except (StopIteration, *BROKEN) as error:
        return f"the signature cannot be read ({_short(error)})", certificates[0]
    return "", certificates[0]


def _verify(certificate: bytes, signer: cms.SignerInfo, digest: str, over: bytes) -> None:
    key = x509.load_der_x509_certificate(certificate).public_key()
    algorithm, signature = signer["signature_algorithm"], signer["signature"].native
    if isinstance(key, rsa.RSAPublicKey):
        if algorithm["algorithm"].native == "rsassa_pss":
            stated = algorithm["parameters"]
            used = _HASHES[stated["hash_algorithm"]["algorithm"].native]()
            salt = int(stated["salt_length"].native)
            pss = padding.PSS(padding.MGF1(used), salt)
            key.verify(signature, over, pss, used)
            return
        key.verify(signature, over, padding.PKCS1v15(), _HASHES[digest]())
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, over, ec.ECDSA(_HASHES[digest]()))
    else:
        raise TypeError("its key is of a kind that passports do not use")


def _certificate(data: bytes) -> x509.Certificate | None:
    try:
        return x509.load_der_x509_certificate(data) if data else None
    except BROKEN:
        return None


def _country(certificate: x509.Certificate | None) -> str:
    if certificate is None:
        return ""
    named = certificate.subject.get_attributes_for_oid(x509.NameOID.COUNTRY_NAME)
    return str(named[0].value).upper() if named else ""


def _trusted(certificate: x509.Certificate | None, trusted: Sequence[bytes]) -> bool:
    for data in trusted if certificate else ():
        authority = _certificate(data)
        try:
            if authority and certificate:
                certificate.verify_directly_issued_by(authority)
                return True
        except (InvalidSignature, *BROKEN):
            continue
    return False


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
