"""Signing in with an OpenID provider: code flow with PKCE (RFC 7636), state and nonce.

OpenID Connect Core 1.0, sections 3.1 and 3.1.3.7, and Discovery 1.0, by Authlib. Nothing is
asked of a provider before somebody signs in with it, and nothing at all unless one was named at
the start. Whoever is in none of the groups that have a role is turned away.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import msgspec
from authlib.common.errors import AuthlibBaseError
from authlib.oauth2.client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from celtrace.cases.accounts import NoProvider, NotLetIn, Role
from celtrace.errors import UsageError

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
              "Ed25519", "EdDSA"]  # fmt: skip
"""Signatures with a key pair; never `none`, never one made with the client's secret."""
GOOD_FOR = timedelta(minutes=10)
MOST = 10_000
"""Sign-ins that are under way at once."""
AGAIN_AFTER = timedelta(hours=1)
LEEWAY = 60
"""Seconds by which the clocks may differ."""
LOCAL = ("localhost", "127.0.0.1", "::1")
_MOST_BYTES = 2**20
_FAILED = (AuthlibBaseError, JoseError, ValueError, TypeError, KeyError, AttributeError)
ORDER: tuple[Role, ...] = ("admin", "reviewer", "analyst", "auditor", "viewer")
"""Of several roles that groups give, the first holds."""


class Provider(msgspec.Struct, frozen=True):
    """What was stated of a provider at the start."""

    issuer: str
    client: str
    secret: str = ""
    roles: Mapping[str, Role] = {}
    """Group to role."""
    claim: str = "groups"
    """The claim that names the groups."""
    base: str = ""
    """Address under which people reach the room; else that of the request."""

    @property
    def shown(self) -> str:
        """The provider's host, as it stands on the button."""
        return urlsplit(self.issuer).netloc


class Person(msgspec.Struct, frozen=True):
    """Whom the provider vouches for."""

    subject: str
    name: str
    role: Role
    wanted: str
    """The page that was asked for."""


class _Begun(msgspec.Struct, frozen=True):
    at: datetime
    cookie: str
    nonce: str
    verifier: str
    redirect: str
    wanted: str


class Oidc:
    """Sign-ins with one provider."""

    def __init__(
        self, provider: Provider, clock: Callable[[], datetime], http: httpx.Client | None = None
    ) -> None:
        self.provider = provider
        _secure(provider.issuer, "the address of a provider")
        self._clock = clock
        self._http = http or httpx.Client(timeout=10, follow_redirects=False)
        self._begun: dict[str, _Begun] = {}
        self._lock = threading.Lock()
        self._known: tuple[datetime, Mapping[str, Any]] | None = None
        self._keys: KeySet | None = None

    def begin(self, here: str, wanted: str) -> tuple[str, str]:
        """The provider's page to go to, and the secret that the browser keeps meanwhile."""
        redirect = f"{(self.provider.base or here).rstrip('/')}/login/provider/back"
        metadata, now = self._metadata(), self._clock()
        state, cookie = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        begun = _Begun(now, cookie, secrets.token_urlsafe(32), secrets.token_urlsafe(48),
                       redirect, wanted)  # fmt: skip
        with self._lock:
            self._begun = {k: one for k, one in self._begun.items() if one.at + GOOD_FOR > now}
            for old in list(self._begun)[: max(0, len(self._begun) - MOST + 1)]:
                del self._begun[old]
            self._begun[state] = begun
        url, _ = self._client(begun).create_authorization_url(
            metadata["authorization_endpoint"], state=state, nonce=begun.nonce,
            code_verifier=begun.verifier,
        )  # fmt: skip
        return str(url), cookie

    def finish(self, query: Mapping[str, str], cookie: str) -> Person:
        """Whom the provider sent back; NotLetIn, NoProvider."""
        with self._lock:
            begun = self._begun.pop(query.get("state", ""), None)
        mine = begun is not None and secrets.compare_digest(begun.cookie, cookie)
        if begun is None or not mine or begun.at + GOOD_FOR <= self._clock():
            raise NotLetIn("This sign-in was not begun here, or too long ago.", "Begin again.")
        if error := query.get("error", ""):
            said = query.get("error_description", "") or error
            raise NotLetIn(f"The provider refused: {said[:300]}.", "Begin again.")
        if query.get("iss", self.provider.issuer) != self.provider.issuer:
            raise NotLetIn("The answer is of another provider.", "Begin again.")
        token = self._token(begun, query.get("code", ""))
        return self._person(self._claims(token, begun), begun.wanted)

    def _client(self, begun: _Begun) -> Any:  # noqa: ANN401 - Authlib is not typed
        return OAuth2Client(
            self._http, self.provider.client, scope="openid profile email",
            redirect_uri=begun.redirect, code_challenge_method="S256",
        )  # fmt: skip

    def _token(self, begun: _Begun, code: str) -> Mapping[str, Any]:
        metadata, provider = self._metadata(), self.provider
        form = {"grant_type": "authorization_code", "code": code,
                "redirect_uri": begun.redirect, "code_verifier": begun.verifier}  # fmt: skip
        auth = None
        ways = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        if provider.secret and "client_secret_basic" in ways:
            auth = (quote(provider.client, safe=""), quote(provider.secret, safe=""))
        else:
            form["client_id"] = provider.client
            if provider.secret:
                form["client_secret"] = provider.secret
        answer = self._asked("POST", metadata["token_endpoint"], data=form, auth=auth)
        if "id_token" not in answer:
            said = answer.get("error_description") or answer.get("error") or "no ID token"
            raise NotLetIn(f"The provider took the code for nothing: {str(said)[:300]}.")
        return answer

    def _claims(self, token: Mapping[str, Any], begun: _Begun) -> Mapping[str, Any]:
        try:
            found = self._verified(str(token["id_token"]))
            claims = CodeIDToken(
                found.claims, found.header,
                {"iss": {"essential": True, "value": self.provider.issuer},
                 "aud": {"essential": True, "value": self.provider.client}},
                {"nonce": begun.nonce, "client_id": self.provider.client,
                 "access_token": token.get("access_token")},
            )  # fmt: skip
            claims.validate(now=int(self._clock().timestamp()), leeway=LEEWAY)
        except _FAILED as error:
            raise NotLetIn(f"The provider's ID token does not hold: {error}.") from error
        return dict(claims)

    def _verified(self, token: str) -> Any:  # noqa: ANN401 - a token of joserfc
        """The token with its signature checked; keys are fetched again for one that is new."""
        if self._keys is not None:
            try:
                return jwt.decode(token, self._keys, algorithms=ALGORITHMS)
            except (JoseError, ValueError):
                self._keys = None
        held = self._asked("GET", self._metadata()["jwks_uri"])
        self._keys = KeySet.import_key_set(held)  # type: ignore[arg-type]
        return jwt.decode(token, self._keys, algorithms=ALGORITHMS)

    def _person(self, claims: Mapping[str, Any], wanted: str) -> Person:
        provider = self.provider
        told = claims.get(provider.claim) or ()
        groups = {told} if isinstance(told, str) else {str(one) for one in told}
        given = {role for group, role in provider.roles.items() if group in groups}
        if not given:
            message = "None of your groups has a role here."
            raise NotLetIn(message, "Ask whoever runs the room; Settings lists the groups.")
        names = (claims.get(key) for key in ("name", "preferred_username", "email"))
        name = next((str(one) for one in names if one), str(claims["sub"]))
        role = next(one for one in ORDER if one in given)
        return Person(f"{provider.issuer} {claims['sub']}", name[:80], role, wanted)

    def _metadata(self) -> Mapping[str, Any]:
        now = self._clock()
        if self._known is None or self._known[0] + AGAIN_AFTER <= now:
            place = f"{self.provider.issuer.rstrip('/')}/.well-known/openid-configuration"
            found = self._asked("GET", place)
            if found.get("issuer") != self.provider.issuer:
                raise NoProvider(f"{place} is of another issuer.", "Mend --oidc.")
            for key in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                _secure(str(found.get(key, "")), f"the {key} of {place}")
            self._known = (now, found)
        return self._known[1]

    def _asked(self, method: str, url: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - httpx's own
        try:
            answer = self._http.request(method, url, headers={"accept": "application/json"}, **more)
            if len(answer.content) <= _MOST_BYTES:
                return msgspec.json.decode(answer.content, type=dict[str, Any])
        except (httpx.HTTPError, msgspec.DecodeError) as error:
            message = f"The provider does not answer at {url}: {error}".rstrip(".") + "."
            raise NoProvider(message, "Sign in with a password, or try again later.") from error
        raise NoProvider(f"The provider's answer at {url} is too long.")


def _secure(url: str, what: str) -> None:
    """UsageError for an address that is not HTTPS, but on this machine."""
    parts = urlsplit(url)
    local = parts.scheme == "http" and parts.hostname in LOCAL
    if not parts.hostname or not (parts.scheme == "https" or local):
        raise UsageError(f"{url or 'Nothing'} as {what} is not HTTPS.", "It begins with https://.")
