"""An OpenID provider of the tests: over HTTP, with keys of its own, as the standard has it.

Nothing of it is shared with the client under test: tokens are signed by `cryptography` alone.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import b64decode, urlsafe_b64encode
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

CLIENT, SECRET = "celtrace room", "s3cret/with+signs"


class OpenId:
    """A provider at which one person is always signed in already."""

    def __init__(self) -> None:
        self.issuer = ""
        self.claims: dict[str, Any] = {"sub": "42", "name": "Cy Roe", "groups": ["art", "legal"]}
        self.more: dict[str, Any] = {}
        """Claims that a faulty provider puts into its tokens."""
        self.refuses = ""
        self.public = False
        """Whether clients have no secret."""
        self.asked: list[str] = []
        self.now = 0
        self.shown: dict[str, Any] | None = None
        """Keys that are shown instead of the one that signs."""
        self._codes: dict[str, dict[str, str]] = {}
        self.new_key("k1")

    def new_key(self, name: str, kind: str = "RS256") -> None:
        """Sign with another key from now on."""
        self.kid, self.kind = name, kind
        self.key: Any = (
            rsa.generate_private_key(65537, 2048) if kind == "RS256"
            else ec.generate_private_key(ec.SECP256R1())
        )  # fmt: skip

    def app(self) -> FastAPI:
        """The provider as a server."""
        app = FastAPI()
        for path, answers in (
            ("/.well-known/openid-configuration", self.metadata), ("/keys", self.keys),
            ("/authorize", self.authorize), ("/token", self.token),
        ):  # fmt: skip
            app.add_api_route(path, answers, methods=["GET", "POST"], response_model=None)
        return app

    def metadata(self) -> dict[str, Any]:
        """Discovery."""
        self.asked.append("metadata")
        return {
            "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
        }  # fmt: skip

    def keys(self) -> dict[str, Any]:
        """The public key, as a JSON Web Key Set (RFC 7517)."""
        self.asked.append("keys")
        if self.shown:
            return self.shown
        numbers = self.key.public_key().public_numbers()
        if self.kind == "RS256":
            own = {"kty": "RSA", "n": _number(numbers.n), "e": _number(numbers.e)}
        else:
            own = {"kty": "EC", "crv": "P-256", "x": _number(numbers.x), "y": _number(numbers.y)}
        return {"keys": [{**own, "kid": self.kid, "alg": self.kind, "use": "sig"}]}

    def authorize(self, request: Request) -> Response:
        """Send the person back with a code."""
        told = dict(request.query_params)
        self.asked.append("authorize")
        assert CLIENT == told["client_id"]
        assert {"openid"} <= set(told["scope"].split())
        assert "S256" == told["code_challenge_method"]
        answer = {"state": told["state"], "iss": self.issuer}
        if self.refuses:
            answer |= {"error": "access_denied", "error_description": self.refuses}
        else:
            answer["code"] = secrets.token_urlsafe(16)
            self._codes[answer["code"]] = told
        return RedirectResponse(f"{told['redirect_uri']}?{urlencode(answer)}", 302)

    async def token(self, request: Request) -> Response:
        """A code for tokens, once, to whoever proves to have begun."""
        self.asked.append("token")
        form = dict(parse_qsl((await request.body()).decode()))
        begun = self._codes.pop(form["code"], None)
        proof = _b64(hashlib.sha256(form["code_verifier"].encode()).digest())
        fits = (
            begun and begun["code_challenge"] == proof and self._known(request, form)
            and begun["redirect_uri"] == form["redirect_uri"]
        )  # fmt: skip
        if not fits or begun is None:
            return JSONResponse({"error": "invalid_grant"}, 400)
        access = secrets.token_urlsafe(16)
        claims = {
            "iss": self.issuer, "aud": CLIENT, "iat": self.now, "exp": self.now + 300,
            "nonce": begun["nonce"], "at_hash": _b64(hashlib.sha256(access.encode()).digest()[:16]),
            **self.claims, **self.more,
        }  # fmt: skip
        token = self.signed({k: v for k, v in claims.items() if v is not None})
        return JSONResponse({"access_token": access, "token_type": "Bearer", "id_token": token})

    def signed(self, claims: dict[str, Any]) -> str:
        """A token as RFC 7515 has it."""
        head = {"alg": self.kind, "kid": self.kid, "typ": "JWT"}
        text = f"{_b64(json.dumps(head).encode())}.{_b64(json.dumps(claims).encode())}"
        if self.kind == "RS256":
            made = self.key.sign(text.encode(), padding.PKCS1v15(), SHA256())
        else:
            r, s = decode_dss_signature(self.key.sign(text.encode(), ec.ECDSA(SHA256())))
            made = r.to_bytes(32, "big") + s.to_bytes(32, "big")
        return f"{text}.{_b64(made)}"

    def _known(self, request: Request, form: dict[str, str]) -> bool:
        if self.public:
            return form.get("client_id") == CLIENT and "client_secret" not in form
        kind, _, told = request.headers.get("authorization", "").partition(" ")
        name, _, secret = b64decode(told).decode().partition(":")
        return (kind, unquote(name), unquote(secret)) == ("Basic", CLIENT, SECRET)


def _number(value: int) -> str:
    return _b64(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def _b64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
