"""Accounts, sessions, access tokens and failed sign-ins, in a database of their own.

They belong to the server, not to the case: no case that is handed on carries a password.
Secrets are kept as digests only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import msgspec
import sqlalchemy as sa

from celtrace.store.database import connect, sqlite_url, writing

_TABLES = sa.MetaData()
_USERS = sa.Table(
    "users", _TABLES,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)  # fmt: skip
_SESSIONS = sa.Table(
    "sessions", _TABLES,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("user", sa.Text, nullable=False, index=True),
    sa.Column("until", sa.Text, nullable=False),
)  # fmt: skip
_TOKENS = sa.Table(
    "tokens", _TABLES,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("user", sa.Text, nullable=False, index=True),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("scopes", sa.Text, nullable=False),
    sa.Column("until", sa.Text, nullable=False),
)  # fmt: skip
_FAILURES = sa.Table(
    "failures", _TABLES,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, index=True),
    sa.Column("at", sa.Text, nullable=False),
)  # fmt: skip


class Passkey(msgspec.Struct, frozen=True):
    """A passkey that signs somebody in."""

    credential: str
    """Credential id, base64url."""
    public: str
    """Attested credential data, base64url: model, id and public key."""
    label: str
    device_bound: bool
    """False where the key may be copied to other devices."""
    backed_up: bool
    count: int
    enrolled: datetime
    used: datetime | None = None
    ended: Literal["", "cloned"] = ""


class User(msgspec.Struct, frozen=True):
    """Somebody who may sign in; `key` is the name as it is compared."""

    key: str
    name: str
    role: str
    secret: str
    """`scrypt$n$r$p$salt$digest`; empty where no password may sign in."""
    party: str = ""
    """For a vendor: the party whose questions it sees."""
    active: bool = True
    passkeys: tuple[Passkey, ...] = ()
    handle: str = ""
    """What a passkey calls its owner: random, and nothing about the person."""
    subject: str = ""
    """Issuer and subject by which an OpenID provider knows the person."""


class Token(msgspec.Struct, frozen=True):
    """An access token of the API, without its secret."""

    digest: str
    user: str
    label: str
    scopes: tuple[str, ...]
    until: datetime


class AccountStore:
    """What the server knows of people who sign in."""

    def __init__(self, place: Path | sa.URL) -> None:
        """Open a file, or a database by its address; its schema is brought up to date."""
        if isinstance(place, Path):
            place.parent.mkdir(parents=True, exist_ok=True)
            place = sqlite_url(place)
        self._engine = connect(place, "accounts")

    def users(self) -> tuple[User, ...]:
        """Everybody, by name."""
        rows = self._rows(sa.select(_USERS.c.body).order_by(_USERS.c.name))
        return tuple(msgspec.json.decode(row["body"], type=User) for row in rows)

    def user(self, key: str) -> User | None:
        """The user of that name, as it is compared."""
        rows = self._rows(sa.select(_USERS.c.body).where(_USERS.c.name == key))
        return msgspec.json.decode(rows[0]["body"], type=User) if rows else None

    def add(self, user: User, *, only_first: bool = False) -> bool:
        """Add a user; False, and nothing is written, if the name is taken.

        With `only_first`, also if anybody is there: two who set a server up at once are one.
        """
        with writing(self._engine) as connection:
            taken = sa.select(_USERS.c.name)
            taken = taken if only_first else taken.where(_USERS.c.name == user.key)
            if connection.execute(taken.limit(1)).first():
                return False
            row = {"name": user.key, "body": msgspec.json.encode(user)}
            connection.execute(_USERS.insert(), row)
        return True

    def change(self, key: str, what: Callable[[User], User]) -> User | None:
        """Replace what is known of a user, nobody else changing it meanwhile.

        An inactive one loses all sessions and tokens. None if there is no such user.
        """
        with writing(self._engine) as connection:
            asked = sa.select(_USERS.c.body).where(_USERS.c.name == key)
            body = connection.execute(asked).scalar()
            if body is None:
                return None
            user = what(msgspec.json.decode(body, type=User))
            new = {"body": msgspec.json.encode(user)}
            connection.execute(_USERS.update().where(_USERS.c.name == key), new)
            if not user.active:
                for table in (_SESSIONS, _TOKENS):
                    connection.execute(table.delete().where(table.c.user == key))
        return user

    def open_session(self, digest: str, user: str, until: datetime) -> None:
        """Keep a session; old ones are forgotten."""
        with writing(self._engine) as connection:
            row = {"digest": digest, "user": user, "until": until.isoformat()}
            connection.execute(_SESSIONS.insert(), row)

    def session(self, digest: str, now: datetime) -> User | None:
        """Whose session it is, while it lasts."""
        asked = sa.select(_SESSIONS).where(_SESSIONS.c.digest == digest)
        rows = self._rows(asked)
        if not rows or datetime.fromisoformat(rows[0]["until"]) <= now:
            return None
        return self.user(rows[0]["user"])

    def close_session(self, digest: str) -> None:
        """End one session."""
        with writing(self._engine) as connection:
            connection.execute(_SESSIONS.delete().where(_SESSIONS.c.digest == digest))

    def close_sessions(self, user: str, *, but: str = "") -> None:
        """End all sessions of a user but one."""
        with writing(self._engine) as connection:
            others = (_SESSIONS.c.user == user) & (_SESSIONS.c.digest != but)
            connection.execute(_SESSIONS.delete().where(others))

    def add_token(self, token: Token) -> None:
        """Keep a token."""
        row = msgspec.structs.asdict(token)
        row |= {"scopes": " ".join(token.scopes), "until": token.until.isoformat()}
        with writing(self._engine) as connection:
            connection.execute(_TOKENS.insert(), row)

    def token(self, digest: str) -> Token | None:
        """The token of that digest."""
        return next(iter(self._tokens(_TOKENS.c.digest == digest)), None)

    def tokens(self) -> tuple[Token, ...]:
        """Every token."""
        return tuple(self._tokens(sa.true()))

    def drop_token(self, digest: str) -> None:
        """Forget a token."""
        with writing(self._engine) as connection:
            connection.execute(_TOKENS.delete().where(_TOKENS.c.digest == digest))

    def failed(self, key: str, at: datetime) -> None:
        """Keep that a sign-in failed."""
        with writing(self._engine) as connection:
            connection.execute(_FAILURES.insert(), {"name": key, "at": at.isoformat()})

    def failures(self, key: str, since: datetime) -> int:
        """How many sign-ins failed since."""
        asked = sa.select(sa.func.count()).where(
            _FAILURES.c.name == key, _FAILURES.c.at > since.isoformat()
        )
        with self._engine.connect() as connection:
            return int(connection.execute(asked).scalar() or 0)

    def forgive(self, key: str) -> None:
        """Forget failed sign-ins, after one that succeeded."""
        with writing(self._engine) as connection:
            connection.execute(_FAILURES.delete().where(_FAILURES.c.name == key))

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def _tokens(self, where: sa.ColumnElement[bool]) -> Iterable[Token]:
        for row in self._rows(sa.select(_TOKENS).where(where).order_by(_TOKENS.c.label)):
            until = datetime.fromisoformat(row["until"])
            yield Token(row["digest"], row["user"], row["label"],
                        tuple(row["scopes"].split()), until)  # fmt: skip

    def _rows(self, statement: sa.Select[Any]) -> list[Any]:
        with self._engine.connect() as connection:
            return list(connection.execute(statement).mappings())
