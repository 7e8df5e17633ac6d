"""Who may sign in, and what each role may do.

Passwords are kept as scrypt digests (RFC 7914; parameters of the OWASP password storage sheet),
sessions and tokens as SHA-256 of random secrets. Ten failures in a quarter of an hour lock a
name out until they are older; the answer to a wrong name and a wrong password is the same.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Literal, get_args

import msgspec

from celtrace.cases.decisions.acts import MACHINE
from celtrace.cases.decisions.ledger import person
from celtrace.errors import UsageError
from celtrace.store.accounts import AccountStore, Token, User

Role = Literal["viewer", "analyst", "reviewer", "admin", "auditor", "vendor"]
Scope = Literal["read", "note", "decide", "import", "match", "people", "audit", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
SCOPES: tuple[Scope, ...] = get_args(Scope)
READS: frozenset[Role] = frozenset({"viewer", "analyst", "reviewer", "admin", "auditor"})
WRITES: frozenset[Role] = frozenset({"analyst", "reviewer", "admin"})
DECIDES: frozenset[Role] = frozenset({"reviewer", "admin"})
AUDITS: frozenset[Role] = frozenset({"admin", "auditor"})
ADMIN: frozenset[Role] = frozenset({"admin"})
SEES_OTHERS: frozenset[Role] = ADMIN
"""Who reads the titles of other companies' shows (docs/decisions/0007)."""
SCOPE_ROLES: dict[Scope, frozenset[Role]] = {
    "read": READS, "note": WRITES, "decide": DECIDES, "import": WRITES, "match": READS,
    "people": WRITES, "audit": AUDITS, "admin": ADMIN,
}  # fmt: skip
"""Which roles a scope can be given to; a token never may more than its owner."""
SHORTEST = 10
LASTS = timedelta(hours=12)
LOCKED_AFTER, LOCKED_FOR = 10, timedelta(minutes=15)
_N, _R, _P = 2**14, 8, 5


class Locked(UsageError):
    """Too many sign-ins failed; a later one may succeed."""


class NotLetIn(UsageError):
    """The answer of a provider lets nobody in."""


class NoProvider(UsageError):
    """The provider did not answer as providers do."""


class Accounts:
    """Accounts as the doors use them."""

    def __init__(self, store: AccountStore, clock: Callable[[], datetime]) -> None:
        self.store = store
        self.clock = clock
        self._nobody = scrypt(secrets.token_urlsafe())

    @property
    def empty(self) -> bool:
        """Whether the first administrator is still to be made."""
        return not self.store.users()

    def set_up(self, name: str, password: str) -> User:
        """Make the first administrator; UsageError if there is one already."""
        user = _user(name, password, "admin", "")
        if not self.store.add(user, only_first=True):
            raise UsageError("This server is set up already.", "Sign in.")
        return user

    def add(self, name: str, password: str, role: Role, party: str = "") -> User:
        """Add an account; UsageError for a name that is taken, a short password, a bare vendor."""
        user = _user(name, password, role, party)
        if not self.store.add(user):
            raise UsageError(f"There is an account {user.name} already.", "Choose another name.")
        return user

    def change(self, key: str, role: Role, *, active: bool) -> User:
        """Give an account another role, or take its access; the last administrator stays."""
        others = [u for u in self.store.users() if u.key != key and u.active and u.role == "admin"]
        if not others and not (role == "admin" and active) and self.store.user(key):
            raise UsageError("One administrator has to stay.", "Make another one first.")
        return self.edit(key, lambda user: _in_role(user, role, active=active))

    def edit(self, key: str, what: Callable[[User], User]) -> User:
        """Change what is kept of an account; UsageError if there is none."""
        after = self.store.change(key, what)
        if after is None:
            raise UsageError(f"There is no account {key}.", "See the list of accounts.")
        return after

    def new_password(self, key: str, password: str, session: str = "") -> User:
        """Give an account another password; all its sessions end but this one."""
        secret = scrypt(_long(password))
        user = self.edit(key, lambda one: msgspec.structs.replace(one, secret=secret))
        self.store.close_sessions(key, but=digest_of(session))
        self.store.forgive(key)
        return user

    def by_provider(self, subject: str, name: str, role: Role) -> User:
        """The account of whoever a provider knows as `subject`, made or given the role now.

        UsageError if the name is somebody else's, or if the access was taken.
        """
        known = next((u for u in self.store.users() if u.subject == subject), None)
        if known is None:
            made = _user(name, "", role, "", subject=subject)
            if not self.store.add(made):
                message = f"The name {made.name} is another account's."
                raise NotLetIn(message, "Have an administrator or the provider rename one.")
            return made
        if not known.active:
            raise NotLetIn("This account may not sign in.", "Ask an administrator.")
        return known if known.role == role else self.change(known.key, role, active=True)

    def sign_in(self, name: str, password: str) -> User | None:
        """Whose name and password these are; None if they do not go together.

        Locked if too many attempts failed.
        """
        key, now = person(name), self.clock()
        if self.store.failures(key, now - LOCKED_FOR) >= LOCKED_AFTER:
            minutes = int(LOCKED_FOR.total_seconds() // 60)
            raise Locked("Too many sign-ins failed.", f"Try again in {minutes} minutes.")
        user = self.store.user(key)
        fits = matches(password, user.secret if user and user.secret else self._nobody)
        if user is None or not user.secret or not fits or not user.active:
            self.store.failed(key, now)
            return None
        self.store.forgive(key)
        return user

    def open_session(self, user: User) -> str:
        """The secret of a new session of somebody who has shown who they are."""
        secret = secrets.token_urlsafe(32)
        self.store.open_session(digest_of(secret), user.key, self.clock() + LASTS)
        return secret

    def who(self, secret: str) -> User | None:
        """Whose session it is; None if it has ended."""
        user = self.store.session(digest_of(secret), self.clock()) if secret else None
        return user if user and user.active else None

    def sign_out(self, secret: str) -> None:
        """End a session."""
        self.store.close_session(digest_of(secret))

    def grant(self, user: User, label: str, scopes: Sequence[Scope], days: int = 90) -> str:
        """The secret of a new token, shown once; UsageError for more than the role may."""
        beyond = [scope for scope in scopes if user.role not in SCOPE_ROLES[scope]]
        if beyond or not scopes:
            raise UsageError(f"The role {user.role} cannot give: {', '.join(beyond) or 'nothing'}.")
        if not 1 <= days <= 366:  # noqa: PLR2004 - a year at most
            raise UsageError("A token lasts between 1 and 366 days.")
        secret = f"ct_{secrets.token_urlsafe(32)}"
        until = self.clock() + timedelta(days=days)
        self.store.add_token(Token(digest_of(secret), user.key, label.strip() or "token",
                                   tuple(scopes), until))  # fmt: skip
        return secret

    def by_token(self, secret: str, *scopes: Scope) -> User | None:
        """Whose token it is, if it has all the scopes and its owner still may."""
        token = self.store.token(digest_of(secret))
        if token is None or token.until <= self.clock() or not {*scopes} <= {*token.scopes}:
            return None
        user = self.store.user(token.user)
        may = user and user.active and all(user.role in SCOPE_ROLES[one] for one in scopes)
        return user if may else None


def scrypt(password: str) -> str:
    """The digest of a password as it is kept."""
    salt = secrets.token_bytes(16)
    return f"scrypt${_N}${_R}${_P}${_b64(salt)}${_b64(_scrypt(password, salt, _N, _R, _P))}"


def matches(password: str, kept: str) -> bool:
    """Whether a password is the one whose digest was kept."""
    if not kept:
        return False
    _, n, r, p, salt, digest = kept.split("$")
    found = _scrypt(password, b64decode(salt), int(n), int(r), int(p))
    return hmac.compare_digest(found, b64decode(digest))


def digest_of(secret: str) -> str:
    """What is kept of a random secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def form_mark(session: str) -> str:
    """What a form of this session carries, so that no other site can send it (CSRF)."""
    return hmac.new(session.encode(), b"form", "sha256").hexdigest()


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, maxmem=2**26, dklen=32)


def _b64(data: bytes) -> str:
    return b64encode(data).decode()


def _user(name: str, password: str, role: Role, party: str, subject: str = "") -> User:
    shown = " ".join(name.split())
    if not shown or len(shown) > 80 or person(name) == MACHINE:  # noqa: PLR2004 - fits a line
        raise UsageError("This cannot be the name of an account.", "Give 1 to 80 characters.")
    secret = "" if subject else scrypt(_long(password))
    return _in_role(User(person(name), shown, role, secret, party, subject=subject), role)


def _in_role(user: User, role: Role, *, active: bool = True) -> User:
    if (role == "vendor") != bool(user.party):
        raise UsageError("A vendor's account belongs to a party, and no other does.")
    return msgspec.structs.replace(user, role=role, active=active)


def _long(password: str) -> str:
    if len(password) < SHORTEST:
        message = f"A password has at least {SHORTEST} characters."
        raise UsageError(message, "Some words in a row are easy to keep in mind.")
    return password
