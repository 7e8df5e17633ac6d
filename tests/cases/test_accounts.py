"""Accounts: passwords, sessions, tokens, roles, lock-out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from celtrace.cases import accounts as module
from celtrace.cases.accounts import (
    LASTS,
    LOCKED_AFTER,
    LOCKED_FOR,
    ROLES,
    SCOPE_ROLES,
    SCOPES,
    SHORTEST,
    Accounts,
    Locked,
    Role,
    Scope,
    digest_of,
    form_mark,
    matches,
    scrypt,
)
from celtrace.errors import UsageError
from celtrace.store.accounts import AccountStore

GOOD = "correct horse battery"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 7, 12, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setattr(module, "_N", 2**4)
    return Clock()


@pytest.fixture
def accounts(tmp_path: Path, clock: Clock) -> Iterator[Accounts]:
    store = AccountStore(tmp_path / "server" / "accounts.db")
    yield Accounts(store, clock)
    store.close()


def test_a_password_is_kept_as_a_salted_scrypt_digest() -> None:
    kept = scrypt(GOOD)
    assert kept.startswith("scrypt$16384$8$5$")
    assert GOOD not in kept
    assert kept != scrypt(GOOD)
    assert (True, False, False) == (matches(GOOD, kept), matches("x", kept), matches(GOOD, ""))


def test_the_first_account_is_the_administrator_and_there_is_one_first(accounts: Accounts) -> None:
    assert accounts.empty
    assert "admin" == accounts.set_up("Ana", GOOD).role
    assert not accounts.empty
    with pytest.raises(UsageError, match="set up already"):
        accounts.set_up("Ben", GOOD)


@pytest.mark.parametrize("name", ["", " ", "celtrace", "x" * 81])
def test_some_names_cannot_be_had(accounts: Accounts, name: str) -> None:
    with pytest.raises(UsageError, match="name of an account"):
        accounts.set_up(name, GOOD)


def test_a_short_password_is_refused(accounts: Accounts) -> None:
    with pytest.raises(UsageError, match="at least"):
        accounts.set_up("Ana", "x" * (SHORTEST - 1))


def test_two_spellings_of_a_name_are_one_account(accounts: Accounts) -> None:
    accounts.set_up("Ana Lim", GOOD)
    with pytest.raises(UsageError, match="already"):
        accounts.add(" ana  LIM", GOOD, "viewer")


@pytest.mark.parametrize(("role", "party"), [("vendor", ""), ("viewer", "north")])
def test_a_vendor_belongs_to_a_party_and_nobody_else_does(
    accounts: Accounts, role: Role, party: str
) -> None:
    with pytest.raises(UsageError, match="party"):
        accounts.add("Vera", GOOD, role, party)


def test_a_session_lasts_as_long_as_it_says_and_ends_with_the_sign_out(
    accounts: Accounts, clock: Clock
) -> None:
    accounts.set_up("Ana", GOOD)
    known = accounts.sign_in("ANA", GOOD)
    assert known
    first, second = accounts.open_session(known), accounts.open_session(known)
    user = accounts.who(first)
    assert user
    assert "Ana" == user.name
    accounts.sign_out(first)
    assert accounts.who(first) is None
    assert accounts.who(second)
    clock.now += LASTS
    assert accounts.who(second) is None


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(accounts: Accounts) -> None:
    accounts.set_up("Ana", GOOD)
    assert accounts.sign_in("Ana", "wrong password") is None
    assert accounts.sign_in("Nobody", GOOD) is None


@pytest.mark.parametrize("name", ["Ana", "Nobody"])
def test_too_many_failures_lock_a_name_out_for_a_while(
    accounts: Accounts, clock: Clock, name: str
) -> None:
    accounts.set_up("Ana", GOOD)
    for _ in range(LOCKED_AFTER):
        assert accounts.sign_in(name, "wrong password") is None
    with pytest.raises(Locked, match="Too many"):
        accounts.sign_in(name, GOOD)
    clock.now += LOCKED_FOR + timedelta(seconds=1)
    assert (name == "Ana") == bool(accounts.sign_in(name, GOOD))


def test_a_success_forgives_what_failed_before(accounts: Accounts) -> None:
    accounts.set_up("Ana", GOOD)
    for _ in range(3):
        for _ in range(LOCKED_AFTER - 1):
            accounts.sign_in("Ana", "wrong password")
        assert accounts.sign_in("Ana", GOOD)


def test_who_loses_access_loses_sessions_and_tokens(accounts: Accounts) -> None:
    accounts.set_up("Ana", GOOD)
    user = accounts.add("Ben", GOOD, "reviewer")
    session, token = accounts.open_session(user), accounts.grant(user, "x", ["read"])
    accounts.change("ben", "reviewer", active=False)
    assert (None, None) == (accounts.who(session), accounts.by_token(token, "read"))
    assert accounts.sign_in("Ben", GOOD) is None


def test_one_administrator_stays(accounts: Accounts) -> None:
    accounts.set_up("Ana", GOOD)
    with pytest.raises(UsageError, match="has to stay"):
        accounts.change("ana", "viewer", active=True)
    with pytest.raises(UsageError, match="has to stay"):
        accounts.change("ana", "admin", active=False)
    accounts.add("Ben", GOOD, "admin")
    assert "viewer" == accounts.change("ana", "viewer", active=True).role


def test_nobody_unknown_is_changed(accounts: Accounts) -> None:
    with pytest.raises(UsageError, match="no account"):
        accounts.change("nobody", "viewer", active=True)


def test_another_password_ends_every_session_but_the_one_it_was_changed_in(
    accounts: Accounts,
) -> None:
    ana = accounts.set_up("Ana", GOOD)
    here, elsewhere = accounts.open_session(ana), accounts.open_session(ana)
    accounts.new_password("ana", "another good one", here)
    assert accounts.who(here)
    assert accounts.who(elsewhere) is None
    assert accounts.sign_in("Ana", GOOD) is None
    assert accounts.sign_in("Ana", "another good one")


def test_another_password_lets_in_who_was_locked_out(accounts: Accounts) -> None:
    accounts.set_up("Ana", GOOD)
    for _ in range(LOCKED_AFTER):
        accounts.sign_in("Ana", "wrong password")
    accounts.new_password("ana", "another good one")
    assert accounts.sign_in("Ana", "another good one")


@pytest.mark.parametrize("key", ["ana", "nobody"])
def test_a_new_password_is_long_and_somebody_s(accounts: Accounts, key: str) -> None:
    accounts.set_up("Ana", GOOD)
    with pytest.raises(UsageError, match="at least" if key == "ana" else "no account"):
        accounts.new_password(key, "short" if key == "ana" else GOOD)


def test_a_role_is_given_to_whom_it_fits(accounts: Accounts) -> None:
    accounts.set_up("Ana", GOOD)
    accounts.add("Ben", GOOD, "viewer")
    with pytest.raises(UsageError, match="party"):
        accounts.change("ben", "vendor", active=True)


# --- by a provider -----------------------------------------------------------------------

SUBJECT = "https://id.example 42"


def test_whom_a_provider_vouches_for_gets_an_account_without_a_password(
    accounts: Accounts,
) -> None:
    user = accounts.by_provider(SUBJECT, "Cy Roe", "analyst")
    assert ("Cy Roe", "analyst", "", SUBJECT) == (user.name, user.role, user.secret, user.subject)
    assert accounts.sign_in("Cy Roe", "") is None
    assert user == accounts.by_provider(SUBJECT, "Cyril Roe", "analyst")


def test_the_role_is_the_one_that_the_provider_gives_now(accounts: Accounts) -> None:
    accounts.set_up("Ana", GOOD)
    accounts.by_provider(SUBJECT, "Cy", "admin")
    assert "viewer" == accounts.by_provider(SUBJECT, "Cy", "viewer").role


def test_a_name_of_somebody_else_is_not_taken_over(accounts: Accounts) -> None:
    accounts.set_up("Ana", GOOD)
    with pytest.raises(UsageError, match="another account's"):
        accounts.by_provider(SUBJECT, "ANA", "admin")


def test_whose_access_was_taken_is_let_in_by_no_provider(accounts: Accounts) -> None:
    accounts.set_up("Ana", GOOD)
    accounts.by_provider(SUBJECT, "Cy", "viewer")
    accounts.change("cy", "viewer", active=False)
    with pytest.raises(UsageError, match="may not sign in"):
        accounts.by_provider(SUBJECT, "Cy", "viewer")


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("role", ROLES)
def test_a_token_never_may_more_than_its_owner(
    accounts: Accounts, role: Role, scope: Scope
) -> None:
    user = accounts.add("Tom", GOOD, role, "north" if role == "vendor" else "")
    if role in SCOPE_ROLES[scope]:
        assert user == accounts.by_token(accounts.grant(user, "x", [scope]), scope)
    else:
        with pytest.raises(UsageError, match="cannot give"):
            accounts.grant(user, "x", [scope])


def test_a_token_has_its_scopes_and_its_days(accounts: Accounts, clock: Clock) -> None:
    user = accounts.add("Tom", GOOD, "reviewer")
    token = accounts.grant(user, "", ["read"], days=2)
    assert accounts.by_token(token, "read")
    assert accounts.by_token(token, "decide") is None
    assert accounts.by_token("ct_guess", "read") is None
    clock.now += timedelta(2)
    assert accounts.by_token(token, "read") is None
    with pytest.raises(UsageError, match="between"):
        accounts.grant(user, "x", ["read"], days=900)


def test_a_token_of_somebody_whose_role_shrank_shrinks(accounts: Accounts) -> None:
    accounts.set_up("Ana", GOOD)
    token = accounts.grant(accounts.add("Tom", GOOD, "reviewer"), "x", ["read", "decide"])
    accounts.change("tom", "viewer", active=True)
    assert accounts.by_token(token, "decide") is None
    assert accounts.by_token(token, "read")


def test_secrets_are_kept_as_digests_alone(accounts: Accounts, tmp_path: Path) -> None:
    user = accounts.add("Tom", GOOD, "reviewer")
    session, token = accounts.open_session(user), accounts.grant(user, "x", ["read"])
    accounts.store.close()
    held = b"".join(path.read_bytes() for path in (tmp_path / "server").iterdir())
    assert not any(secret.encode() in held for secret in (session, token, GOOD))
    assert digest_of(token).encode() in held


def test_the_mark_of_a_form_tells_nothing_of_its_session() -> None:
    assert form_mark("a") != form_mark("b")
    assert "secret" not in form_mark("secret")
