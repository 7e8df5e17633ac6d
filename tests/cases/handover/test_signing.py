"""Keys that sign: RFC 8032's own vector, files that are none, and whose key it is."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from celtrace.cases.handover.signing import (
    OWN_KEY,
    fingerprint,
    known_signer,
    own_key,
    private_key,
    public_pem,
    signed_by,
)
from celtrace.errors import EvidenceChanged, UsageError
from signed import EMPTY_SIGNATURE, KEY, PRINT, PRIVATE, RAW


def test_the_vector_of_rfc_8032_holds() -> None:
    """Section 7.1, test 1: the signature of the empty message."""
    assert EMPTY_SIGNATURE == KEY.sign(b"")
    assert signed_by(public_pem(KEY), EMPTY_SIGNATURE, b"")
    assert not signed_by(public_pem(KEY), EMPTY_SIGNATURE, b"x")
    assert not signed_by(public_pem(KEY), EMPTY_SIGNATURE[:-1] + b"\0", b"")
    assert not signed_by(public_pem(KEY), b"", b"")


def test_the_fingerprint_is_of_the_keys_32_bytes() -> None:
    assert PRINT == fingerprint(public_pem(KEY))
    assert 32 == len(RAW)


def test_our_own_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    first = public_pem(own_key(tmp_path))
    assert first == public_pem(own_key(tmp_path))
    assert 0o600 == (tmp_path / OWN_KEY).stat().st_mode & 0o777


def test_a_key_that_openssl_made_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(PRIVATE)
    assert public_pem(KEY) == public_pem(private_key(path))


@pytest.mark.parametrize("data", [b"", b"nothing", PRIVATE[:40]], ids=["empty", "text", "cut"])
def test_a_file_that_is_no_key_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(data)
    with pytest.raises(UsageError, match="holds no signing key"):
        private_key(path)


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    key = rsa.generate_private_key(65537, 2048)
    path = tmp_path / "key.pem"
    path.write_bytes(key.private_bytes(serialization.Encoding.PEM,
                                       serialization.PrivateFormat.PKCS8,
                                       serialization.NoEncryption()))  # fmt: skip
    with pytest.raises(UsageError, match="not an Ed25519 key"):
        private_key(path)
    pem = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    with pytest.raises(EvidenceChanged, match="not an Ed25519 key"):
        fingerprint(pem)


def test_a_key_under_a_password_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(KEY.private_bytes(serialization.Encoding.PEM,
                                       serialization.PrivateFormat.PKCS8,
                                       serialization.BestAvailableEncryption(b"x")))  # fmt: skip
    with pytest.raises(UsageError, match="openssl genpkey"):
        private_key(path)


@pytest.mark.parametrize("told", [PRINT, PRINT.upper(), ":".join(PRINT[n : n + 2] for n in
                                                                 range(0, 64, 2))],
                         ids=["digits", "capitals", "colons"])  # fmt: skip
def test_a_fingerprint_is_told_in_any_writing(told: str) -> None:
    assert PRINT == known_signer(told)


def test_a_signer_is_told_by_the_public_key(tmp_path: Path) -> None:
    (tmp_path / "pub.pem").write_bytes(public_pem(KEY))
    assert PRINT == known_signer(str(tmp_path / "pub.pem"))
    with pytest.raises(UsageError, match="neither a fingerprint"):
        known_signer(PRINT[:-1])


def test_a_disk_that_refuses_the_key_is_said(tmp_path: Path) -> None:
    (tmp_path / OWN_KEY.parent).write_text("a file where the folder would be")
    with pytest.raises(Exception, match="cannot be written"):
        own_key(tmp_path)


def test_the_openssl_command_of_the_readme_reads_our_key(tmp_path: Path) -> None:
    path = tmp_path / "pub.pem"
    path.write_bytes(public_pem(KEY))
    said = subprocess.run(["openssl", "pkey", "-pubin", "-in", str(path), "-noout", "-text"],
                          check=False, capture_output=True, text=True)  # fmt: skip
    assert "ED25519" in said.stdout
