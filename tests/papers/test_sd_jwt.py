"""Tokens with claims disclosed one by one: what was signed is told, what was not is named."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils
from hypothesis import given
from hypothesis import strategies as st

from celtrace.papers.sd_jwt import read_claims

EC, ED = ec.generate_private_key(ec.SECP256R1()), ed25519.Ed25519PrivateKey.generate()
RSA = rsa.generate_private_key(65537, 2048)
OTHER = ec.generate_private_key(ec.SECP256R1())


def pem(key: Any) -> bytes:
    return bytes(
        key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def disclosure(name: str, value: Any, salt: str = "s") -> str:
    return b64(json.dumps([salt, name, value]).encode())


def digest(text: str) -> str:
    return b64(hashlib.sha256(text.encode()).digest())


def sign(key: Any, over: bytes) -> bytes:
    if isinstance(key, ec.EllipticCurvePrivateKey):
        r, s = utils.decode_dss_signature(key.sign(over, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32) + s.to_bytes(32)
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(over, padding.PKCS1v15(), hashes.SHA256())
    return bytes(key.sign(over))


def token(key: Any, disclosed: list[str], algorithm: str = "ES256", **claims: Any) -> str:
    body = {"iss": "https://issuer.example", "_sd": [digest(d) for d in disclosed], **claims}
    head = b64(json.dumps({"alg": algorithm}).encode())
    signed = f"{head}.{b64(json.dumps(body).encode())}"
    return "~".join([f"{signed}.{b64(sign(key, signed.encode()))}", *disclosed, ""])


NAME, BORN = disclosure("family_name", "Muster"), disclosure("birthdate", "1990-02-28", "t")


@pytest.mark.parametrize(
    ("key", "algorithm"), [(EC, "ES256"), (ED, "EdDSA"), (RSA, "RS256")], ids=["ec", "ed", "rsa"]
)
def test_signed_claims_are_told(key: Any, algorithm: str) -> None:
    read = read_claims(token(key, [NAME, BORN], algorithm), pem(key))
    assert (True, (), "Muster") == (read.signed, read.unsigned, read.claims["family_name"])
    assert {"iss", "family_name", "birthdate"} == set(read.claims)


def test_a_claim_that_is_not_disclosed_is_not_told() -> None:
    whole = token(EC, [NAME, BORN])
    read = read_claims(whole.replace(f"~{BORN}", ""), pem(EC))
    assert (True, {"iss", "family_name"}) == (read.signed, set(read.claims))


def test_a_claim_put_in_afterwards_is_named_and_not_told() -> None:
    more = disclosure("family_name", "Other")
    read = read_claims(token(EC, [BORN]) + more + "~", pem(EC))
    assert (("family_name",), False) == (read.unsigned, "family_name" in read.claims)


def test_one_disclosure_counts_once() -> None:
    read = read_claims(token(EC, [NAME]) + NAME + "~", pem(EC))
    assert ("family_name",) == read.unsigned


def test_a_disclosure_cannot_replace_an_open_claim() -> None:
    issuer = disclosure("iss", "https://other.example")
    read = read_claims(token(EC, [issuer]), pem(EC))
    assert (("iss",), "https://issuer.example") == (read.unsigned, read.claims["iss"])


@pytest.mark.parametrize(
    ("key", "algorithm", "said"),
    [
        (OTHER, "ES256", "does not hold"),
        (EC, "none", "not the algorithm"),
        (EC, "EdDSA", "not the algorithm"),
        (EC, "HS256", "not the algorithm"),
    ],
)
def test_a_wrong_key_or_algorithm_does_not_hold(key: Any, algorithm: str, said: str) -> None:
    read = read_claims(token(key, [NAME], algorithm), pem(EC))
    assert (False, True) == (read.signed, said in read.why)


def test_a_proof_of_the_holders_key_at_the_end_is_passed_over() -> None:
    read = read_claims(token(EC, [NAME]) + "a.b.c", pem(EC))
    assert (True, ()) == (read.signed, read.unsigned)


@given(st.text(alphabet="abcABC012.~-_", max_size=60))
def test_text_that_is_no_token_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="no SD-JWT"):
        read_claims(text, pem(EC))
