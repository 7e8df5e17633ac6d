"""What is done with accounts and tokens, each a line of the journal; nothing during a review."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from celtrace.cases.accounts import ROLES, Accounts, Role, Scope
from celtrace.cases.room import Room
from celtrace.errors import NeedsAnother, UsageError
from celtrace.store.accounts import Token, User


class Access(msgspec.Struct, frozen=True):
    """What an account is to be; an empty password leaves the one that stands."""

    role: str
    active: bool = True
    password: str = ""


class Staff:
    """The accounts of a server, for one person who acts on them."""

    def __init__(self, room: Room, accounts: Accounts, who: str) -> None:
        self._room = room
        self._accounts = accounts
        self._who = who

    def add(self, name: str, password: str, role: str, party: str = "") -> User:
        """Add an account; UsageError for what cannot be one."""
        self._ready()
        made = self._accounts.add(name, password, role_of(role), party.strip())
        self._room.log(self._who, "account added", {"account": made.name, "role": made.role})
        return made

    def change(self, key: str, wanted: Access) -> User:
        """Give an account another role or password, or take its access."""
        self._ready()
        made = self._accounts.change(key, role_of(wanted.role), active=wanted.active)
        body: dict[str, object] = {"account": made.name, "role": made.role, "active": made.active}
        if wanted.password:
            self._accounts.new_password(key, wanted.password)
            self._room.log(self._who, "password changed", {"account": made.name})
        self._room.log(self._who, "account changed", body)
        return made

    def grant(self, user: User, label: str, scopes: Sequence[Scope]) -> str:
        """The secret of a new token of somebody's own."""
        self._ready()
        secret = self._accounts.grant(user, label, scopes)
        self._room.log(self._who, "token made", {"label": label, "scopes": list(scopes)})
        return secret

    def tokens(self, user: User) -> list[Token]:
        """Somebody's own tokens."""
        return [one for one in self._accounts.store.tokens() if one.user == user.key]

    def drop(self, user: User, digest: str) -> Token:
        """Take a token of somebody's own back; NeedsAnother if it is not theirs."""
        token = self._accounts.store.token(digest)
        if token is None or token.user != user.key:
            raise NeedsAnother("This is not a token of yours.")
        self._accounts.store.drop_token(digest)
        return token

    def _ready(self) -> None:
        """Busy while a review has the case: nothing is done that cannot be kept."""
        _ = self._room.journal


def role_of(text: str) -> Role:
    """The role of that name; UsageError if there is none."""
    role = next((role for role in ROLES if role == text), None)
    if role is None:
        raise UsageError(f"There is no role {text}.", f"Roles: {', '.join(ROLES)}.")
    return role
