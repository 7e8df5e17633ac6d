"""Passkeys: enrolling and signing in, verified by the `fido2` library.

W3C Web Authentication Level 3, https://www.w3.org/TR/webauthn-3/, sections 7.1 and 7.2. User
verification is always required, a page within another site's page is refused, and a counter
that does not rise is a clone. A key that signs proves a device and that it was unlocked, not
which person did so; fingerprint and face never leave the device.
"""

from __future__ import annotations

import hashlib
import secrets
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol
from urllib.parse import urlsplit

import msgspec
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from fido2.cose import UnsupportedKey
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    CollectedClientData,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from celtrace.errors import UsageError

GOOD_FOR = timedelta(minutes=5)
"""How long a question to an authenticator may wait for its answer."""
_WRONG = (ValueError, TypeError, AttributeError, AssertionError, LookupError, struct.error,
          InvalidSignature, UnsupportedAlgorithm, NotImplementedError)  # fmt: skip
"""What reading an answer that is not one raises."""


class KeyRefused(UsageError):
    """An authenticator's answer does not verify."""


class Cloned(KeyRefused):
    """The counter did not rise: two authenticators hold one key."""


class Held(Protocol):
    """A key that was enrolled: a worker's credential, or a passkey of an account."""

    @property
    def credential(self) -> str:
        """Credential id, base64url."""

    @property
    def public(self) -> str:
        """Attested credential data, base64url."""

    @property
    def count(self) -> int | None:
        """The authenticator's counter at the last use."""

    @property
    def ended(self) -> str:
        """Why it is no longer taken; empty while it is."""


class Site(msgspec.Struct, frozen=True):
    """Where keys are used: `https://host`, or `http://localhost` with any port."""

    origin: str

    @property
    def host(self) -> str:
        """The relying party's id."""
        return urlsplit(self.origin).hostname or ""

    def server(self) -> Fido2Server:
        """The library's verifier for this site; it takes this one origin."""
        rp = PublicKeyCredentialRpEntity(name="Celtrace", id=self.host)
        return Fido2Server(rp, verify_origin=lambda origin: origin == self.origin)


class Asked(msgspec.Struct, frozen=True):
    """A question to an authenticator: it is answered once, and within minutes."""

    challenge: bytes
    at: datetime

    def state(self) -> dict[str, Any]:
        """As the library keeps it."""
        return {"challenge": b64(self.challenge),
                "user_verification": UserVerificationRequirement.REQUIRED}  # fmt: skip


class Enrolled(msgspec.Struct, frozen=True):
    """A key that was enrolled."""

    credential: str
    public: str
    model: str
    device_bound: bool
    backed_up: bool
    count: int


class Used(msgspec.Struct, frozen=True):
    """A key that signed: the parts that are enough to verify it again."""

    credential: str
    count: int
    backed_up: bool
    client_data: str
    authenticator_data: str
    signature: str


def enrol_options(
    site: Site, person: str, name: str, held: Sequence[Held], at: datetime, *, alone: bool = False
) -> tuple[dict[str, Any], Asked]:
    """What the browser is asked to enrol, and the question to keep; keys held are excluded.

    With `alone`, the key has to name its person by itself, so that it signs in without a name.
    """
    stored = ResidentKeyRequirement.REQUIRED if alone else ResidentKeyRequirement.PREFERRED
    user = PublicKeyCredentialUserEntity(name=name, id=person.encode(), display_name=name)
    challenge = secrets.token_bytes(32)
    options, _ = site.server().register_begin(
        user, [_descriptor(key) for key in held],
        resident_key_requirement=stored,
        user_verification=UserVerificationRequirement.REQUIRED, challenge=challenge,
    )  # fmt: skip
    return dict(options), Asked(challenge, at)


def enrolled(site: Site, asked: Asked, answer: Mapping[str, Any], at: datetime) -> Enrolled:
    """The key that an answer enrols; KeyRefused if it does not verify (7.1)."""
    _in_time(asked, at)
    try:
        response = RegistrationResponse.from_dict(answer)
        _own_page(response.response.client_data)
        data = site.server().register_complete(asked.state(), response)
    except _WRONG as error:
        raise _refused(error) from error
    return of_registration(data)


def of_registration(data: AuthenticatorData) -> Enrolled:
    """What authenticator data says about the key in it; KeyRefused if its kind is not known."""
    key = data.credential_data
    if key is None or isinstance(key.public_key, UnsupportedKey):
        raise KeyRefused("The key is of a kind that is not known.", "Take another authenticator.")
    return Enrolled(
        b64(key.credential_id), b64(bytes(key)), str(key.aaguid),
        not data.flags & AuthenticatorData.FLAG.BE, bool(data.flags & AuthenticatorData.FLAG.BS),
        data.counter,
    )  # fmt: skip


def sign_options(
    site: Site, held: Sequence[Held], challenge: bytes, at: datetime
) -> tuple[dict[str, Any], Asked]:
    """What the browser is asked to sign, and the question to keep.

    Where no key is held, it is asked for any that names its person by itself.
    """
    options, _ = site.server().authenticate_begin(
        [_descriptor(key) for key in held] or None,
        user_verification=UserVerificationRequirement.REQUIRED, challenge=challenge,
    )  # fmt: skip
    return dict(options), Asked(challenge, at)


def signed(
    site: Site, asked: Asked, held: Sequence[Held], answer: Mapping[str, Any], at: datetime
) -> Used:
    """The key that signed; KeyRefused if it is none of these or does not verify (7.2).

    Cloned if its counter did not rise.
    """
    _in_time(asked, at)
    keys = [key for key in held if not key.ended]
    try:
        response = AuthenticationResponse.from_dict(answer)
        _own_page(response.response.client_data)
        known = [AttestedCredentialData(unb64(key.public)) for key in keys]
        used = site.server().authenticate_complete(asked.state(), known, response)
        data = response.response.authenticator_data
    except _WRONG as error:
        raise _refused(error) from error
    key = next(one for one in keys if one.credential == b64(used.credential_id))
    _risen(key, data.counter)
    return Used(
        key.credential, data.counter, bool(data.flags & AuthenticatorData.FLAG.BS),
        b64(bytes(response.response.client_data)), b64(bytes(data)),
        b64(response.response.signature),
    )  # fmt: skip


def still_signed(used: Used, key: Held, challenge: bytes, origin: str) -> str:
    """Verify a signature again, offline; a sentence on what does not hold, empty if all does."""
    try:
        client = CollectedClientData(unb64(used.client_data))
        data = AuthenticatorData(unb64(used.authenticator_data))
        public = AttestedCredentialData(unb64(key.public))
        host = Site(origin).host.encode()
        for holds, fault in (
            (client.type == CollectedClientData.TYPE.GET, "it is no signature of a sign-in"),
            (client.challenge == challenge, "it is over another delivery"),
            (client.origin == origin, "it was made on another site"),
            (data.rp_id_hash == hashlib.sha256(host).digest(), "it was made for another site"),
            (data.is_user_verified(), "the person was not verified by the device"),
            (b64(public.credential_id) == used.credential, "it is of another key"),
        ):
            if not holds:
                return fault
        public.public_key.verify(bytes(data) + client.hash, unb64(used.signature))
    except _WRONG as error:
        return f"it does not verify ({type(error).__name__})"
    return ""


def question_of(answer: Mapping[str, Any]) -> tuple[bytes, str]:
    """The challenge that an answer to `sign_options` is to, and the person that its key names."""
    try:
        response = AuthenticationResponse.from_dict(answer).response
        return response.client_data.challenge, (response.user_handle or b"").decode()
    except _WRONG as error:
        raise _refused(error) from error


def b64(data: bytes) -> str:
    """base64url without padding (RFC 4648, section 5)."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """Bytes of base64url; ValueError if it is none."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _descriptor(key: Held) -> PublicKeyCredentialDescriptor:
    return PublicKeyCredentialDescriptor(
        type=PublicKeyCredentialType.PUBLIC_KEY, id=unb64(key.credential)
    )


def _in_time(asked: Asked, at: datetime) -> None:
    if not asked.at <= at < asked.at + GOOD_FOR:
        raise KeyRefused("The answer came too late.", "Ask the device again.")


def _own_page(client: CollectedClientData) -> None:
    if client.cross_origin:
        raise KeyRefused("The answer was made within another site's page.")


def _risen(key: Held, count: int) -> None:
    """A counter of zero on both sides is an authenticator without one (section 6.1.1)."""
    before = key.count or 0
    if (before or count) and count <= before:
        message = f"The counter of the key is {count}, and was {before} before."
        raise Cloned(message, "Two devices hold this key. It is no longer taken; enrol a new one.")


def _refused(error: Exception) -> KeyRefused:
    return KeyRefused(f"The device's answer does not verify: {error}".rstrip(".") + ".")
