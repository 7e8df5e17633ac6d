"""Passkeys of accounts: added, used to sign in without a name or password, removed.

A passkey names its owner by a random handle, so the page to sign in asks for no name and tells
nobody who has an account. A key whose counter did not rise is a clone and is no longer taken.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

import msgspec

from celtrace.cases.accounts import Accounts
from celtrace.errors import UsageError
from celtrace.keys.passkeys import (
    Cloned,
    KeyRefused,
    Site,
    b64,
    enrol_options,
    enrolled,
    question_of,
    sign_options,
    signed,
)
from celtrace.keys.waiting import Waiting
from celtrace.store.accounts import Passkey, User

MOST = 20
"""Passkeys of one account."""


class AccountKeys:
    """What people do with the passkeys of their accounts, on one site."""

    def __init__(self, accounts: Accounts, site: Site, waiting: Waiting) -> None:
        self._accounts = accounts
        self._site = site
        self._waiting = waiting

    def ask_add(self, user: User) -> dict[str, Any]:
        """Options for the browser to make a key; UsageError for more than enough of them."""
        if len(user.passkeys) >= MOST:
            raise UsageError(f"An account has {MOST} passkeys at most.", "Remove one first.")
        fresh = secrets.token_urlsafe(24)
        user = self._accounts.edit(user.key, lambda one: _with_handle(one, fresh))
        options, asked = enrol_options(self._site, user.handle, user.name, user.passkeys,
                                       self._accounts.clock(), alone=True)  # fmt: skip
        self._waiting.ask(user.handle, "add", asked)
        return options

    def add(self, user: User, label: str, answer: Mapping[str, Any]) -> Passkey:
        """Keep the key that an answer makes; KeyRefused if it does not verify."""
        now = self._accounts.clock()
        one = enrolled(self._site, self._waiting.take(user.handle, "add"), answer, now)
        if any(key.credential == one.credential for u in self._users() for key in u.passkeys):
            raise KeyRefused("This key is in use already.", "Take another device.")
        made = Passkey(
            one.credential, one.public, " ".join(label.split())[:80] or "passkey",
            one.device_bound, one.backed_up, one.count, now,
        )  # fmt: skip
        self._accounts.edit(user.key, lambda u: _keys(u, (*u.passkeys, made)))
        return made

    def ask_sign_in(self) -> dict[str, Any]:
        """Options for the browser to show any key that it has for this site."""
        challenge = secrets.token_bytes(32)
        options, asked = sign_options(self._site, (), challenge, self._accounts.clock())
        self._waiting.ask("", b64(challenge), asked)
        return options

    def sign_in(self, answer: Mapping[str, Any]) -> User:
        """Whose key was shown; KeyRefused, and a clone is kept as one.

        Whether a key is unknown or its owner may not sign in is answered alike.
        """
        challenge, handle = question_of(answer)
        asked = self._waiting.take("", b64(challenge))
        user = next((u for u in self._users() if u.active and handle and u.handle == handle), None)
        keys = user.passkeys if user else ()
        if user is None or not any(key.credential == answer.get("id") for key in keys):
            raise KeyRefused("This passkey signs nobody in.", "Take another one, or the password.")
        now, told = self._accounts.clock(), str(answer.get("id", ""))
        try:
            used = signed(self._site, asked, keys, answer, now)
        except Cloned:
            self._change(user, told, {"ended": "cloned"})
            raise
        after = {"count": used.count, "backed_up": used.backed_up, "used": now}
        return self._change(user, told, after)

    def remove(self, user: User, credential: str) -> Passkey:
        """Take a key from an account; UsageError if it is the only way in."""
        gone = next((key for key in user.passkeys if key.credential == credential), None)
        if gone is None:
            raise UsageError("This is no passkey of this account.")
        left = [key for key in user.passkeys if key is not gone and not key.ended]
        if not (left or user.secret or user.subject or gone.ended):
            raise UsageError("This passkey is the only way in.", "Set a password first.")
        self._accounts.edit(user.key, lambda one: _keys(
            one, tuple(key for key in one.passkeys if key.credential != credential)
        ))  # fmt: skip
        return gone

    def _users(self) -> tuple[User, ...]:
        return self._accounts.store.users()

    def _change(self, user: User, credential: str, what: Mapping[str, Any]) -> User:
        def changed(one: User) -> User:
            return _keys(one, tuple(
                msgspec.structs.replace(key, **what) if key.credential == credential else key
                for key in one.passkeys
            ))  # fmt: skip

        return self._accounts.edit(user.key, changed)


def _with_handle(user: User, fresh: str) -> User:
    return user if user.handle else msgspec.structs.replace(user, handle=fresh)


def _keys(user: User, keys: tuple[Passkey, ...]) -> User:
    return msgspec.structs.replace(user, passkeys=keys)
