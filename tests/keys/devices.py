"""An authenticator in a few lines, which signs as a device does; its keys are made anew."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256

from celtrace.keys.passkeys import b64

UP, UV, BE, BS, AT = 0x01, 0x04, 0x08, 0x10, 0x40
ORIGIN = "https://room.example"


class Device:
    """A device with one key."""

    def __init__(self, *, synced: bool = False, count: int = 1) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.model = bytes(range(16))
        self.count = count
        self._backup = BE | BS if synced else 0

    def clone(self) -> Device:
        """Another device with the same key and counter."""
        other = Device(count=self.count)
        other._key, other.id, other._backup = self._key, self.id, self._backup
        return other

    def enrols(self, challenge: bytes, **more: Any) -> dict[str, Any]:
        """The answer to a request to enrol."""
        client = _client("webauthn.create", challenge, more)
        public = cbor.encode(ES256.from_cryptography_key(self._key.public_key()))
        length = len(self.id).to_bytes(2, "big")
        data = self._data(AT, more) + self.model + length + self.id + public
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer({"clientDataJSON": b64(client), "attestationObject": b64(attestation)})

    def signs(self, challenge: bytes, **more: Any) -> dict[str, Any]:
        """The answer to a request to sign; its counter goes up by one."""
        self.count += more.pop("step", 1)
        client = _client("webauthn.get", challenge, more)
        data = self._data(0, more)
        signature = self._key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        handle = {"userHandle": b64(more["handle"])} if more.get("handle") else {}
        return self._answer({
            "clientDataJSON": b64(client), "authenticatorData": b64(data),
            "signature": b64(more.get("signature", signature)), **handle,
        })  # fmt: skip

    def _data(self, flags: int, more: dict[str, Any]) -> bytes:
        host = more.get("host", more.get("origin", ORIGIN).split("://")[1].split(":")[0])
        verified = UV if more.get("verified", True) else 0
        flags |= (UP if more.get("present", True) else 0) | verified | self._backup
        return (
            hashlib.sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")
        )

    def _answer(self, response: dict[str, str]) -> dict[str, Any]:
        return {"id": b64(self.id), "rawId": b64(self.id), "type": "public-key",
                "response": response, "clientExtensionResults": {}}  # fmt: skip


def _client(kind: str, challenge: bytes, more: dict[str, Any]) -> bytes:
    return json.dumps({
        "type": more.get("type", kind), "challenge": b64(challenge),
        "origin": more.get("origin", ORIGIN), "crossOrigin": more.get("cross", False),
    }).encode()  # fmt: skip
