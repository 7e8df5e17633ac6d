"""Certificates of a studio for tests: an anchor, and one for signing that leads to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from celtrace.keys.provenance import Signer


class Anchor(NamedTuple):
    """A certificate that one trusts, and its key."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> str:
        """The certificate as PEM."""
        return self.certificate.public_bytes(Encoding.PEM).decode()


def anchor(who: str = "Our Studio") -> Anchor:
    """A new anchor."""
    key = ec.generate_private_key(ec.SECP256R1())
    made = _begun(f"{who} root", f"{who} root", key, (-900, 900))
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    made = made.add_extension(_usage(signs=False), critical=True)
    return Anchor(key, made.sign(key, hashes.SHA256()))


def signer(of: Anchor, who: str = "Our Studio", days: tuple[int, int] = (-1, 90)) -> Signer:
    """A certificate for signing that an anchor made, valid between two days from now."""
    key = ec.generate_private_key(ec.SECP256R1())
    above = of.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    made = _begun(who, str(above), key, days)
    made = made.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    made = made.add_extension(_usage(signs=True), critical=True)
    use = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
    by = x509.AuthorityKeyIdentifier.from_issuer_public_key(of.key.public_key())
    made = made.add_extension(use, critical=False).add_extension(by, critical=False)
    own = made.sign(of.key, hashes.SHA256()).public_bytes(Encoding.PEM)
    return Signer(
        own + of.pem.encode(),
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
    )


def _begun(
    who: str, by: str, key: ec.EllipticCurvePrivateKey, days: tuple[int, int]
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(_name(who))
        .issuer_name(_name(by))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _name(who: str) -> x509.Name:
    parts = (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)
    return x509.Name([x509.NameAttribute(part, who) for part in parts])


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=not signs,
        crl_sign=not signs, encipher_only=False, decipher_only=False,
    )  # fmt: skip
