"""Accounts as they are kept: one of a name, sessions that end, tokens without their secret."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from celtrace.errors import UsageError
from celtrace.store import accounts
from celtrace.store.accounts import AccountStore, Passkey, Token, User
from celtrace.store.database import connect, sqlite_url
from store.test_contract import opened

NOON = datetime(2026, 7, 12, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AccountStore]:
    if request.param == "sqlite":
        made = AccountStore(tmp_path / "deep" / "accounts.db")
        yield made
        made.close()
        return
    with opened("postgres", tmp_path, "accounts") as engine:
        made = AccountStore(engine.url)
        yield made
        made.close()


def user(key: str, **more: str) -> User:
    return User(key, key.title(), more.get("role", "viewer"), "secret", more.get("party", ""))


def test_users_come_back_as_they_were_kept_in_order_of_name(store: AccountStore) -> None:
    assert store.add(user("ben", role="vendor", party="north"))
    assert store.add(user("ana"))
    assert (user("ana"), user("ben", role="vendor", party="north")) == store.users()
    assert user("ana") == store.user("ana")
    assert store.user("cas") is None


def test_a_name_is_had_once(store: AccountStore) -> None:
    assert store.add(user("ana"))
    assert not store.add(user("ana", role="admin"))
    assert "viewer" == store.users()[0].role


def test_of_many_who_set_up_at_once_one_is_first(store: AccountStore) -> None:
    with ThreadPoolExecutor(8) as pool:
        names = [user(f"u{number}") for number in range(8)]
        made = list(pool.map(lambda one: store.add(one, only_first=True), names))
    assert 1 == sum(made) == len(store.users())


def test_a_session_ends_at_its_time(store: AccountStore) -> None:
    store.add(user("ana"))
    store.open_session("d1", "ana", NOON)
    assert user("ana") == store.session("d1", NOON - HOUR)
    assert store.session("d1", NOON) is None
    assert store.session("d2", NOON - HOUR) is None


def test_one_session_or_all_of_a_user_are_closed(store: AccountStore) -> None:
    store.add(user("ana"))
    for digest in ("d1", "d2", "d3"):
        store.open_session(digest, "ana", NOON)
    store.close_session("d1")
    assert [None, "ana"] == [
        found.key if (found := store.session(d, NOON - HOUR)) else None for d in ("d1", "d2")
    ]
    store.close_sessions("ana")
    assert store.session("d3", NOON - HOUR) is None


def test_all_sessions_but_one_are_closed(store: AccountStore) -> None:
    store.add(user("ana"))
    for digest in ("d1", "d2"):
        store.open_session(digest, "ana", NOON)
    store.close_sessions("ana", but="d2")
    assert store.session("d1", NOON - HOUR) is None
    assert store.session("d2", NOON - HOUR)


def test_tokens_come_back_and_go(store: AccountStore) -> None:
    token = Token("d1", "ana", "sync", ("read", "note"), NOON)
    store.add_token(token)
    assert (token, (token,)) == (store.token("d1"), store.tokens())
    store.drop_token("d1")
    assert (None, ()) == (store.token("d1"), store.tokens())


def test_who_is_no_longer_active_has_no_session_and_no_token(store: AccountStore) -> None:
    store.add(user("ana"))
    store.open_session("d1", "ana", NOON)
    store.add_token(Token("d2", "ana", "sync", ("read",), NOON))
    store.change("ana", lambda one: msgspec.structs.replace(one, active=False))
    assert (None, None) == (store.session("d1", NOON - HOUR), store.token("d2"))


def test_many_who_change_an_account_at_once_lose_no_change(store: AccountStore) -> None:
    store.add(user("ana"))

    def one_more(before: User) -> User:
        return msgspec.structs.replace(before, party=before.party + "x")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: store.change("ana", one_more), range(16)))
    found = store.user("ana")
    assert found
    assert "x" * 16 == found.party


def test_nobody_unknown_is_changed(store: AccountStore) -> None:
    assert store.change("nobody", lambda one: one) is None


def test_passkeys_come_back_as_they_were_kept(store: AccountStore) -> None:
    key = Passkey("id", "public", "phone", device_bound=False, backed_up=True, count=3,
                  enrolled=NOON)  # fmt: skip
    held = msgspec.structs.replace(user("ana"), passkeys=(key,), handle="h", subject="https://i s")
    store.add(held)
    assert held == store.user("ana")


def test_failures_are_counted_since_a_time_and_forgiven(store: AccountStore) -> None:
    for minutes in (0, 10, 20):
        store.failed("ana", NOON + timedelta(minutes=minutes))
    assert 2 == store.failures("ana", NOON + timedelta(minutes=5))
    assert 0 == store.failures("ben", NOON - HOUR)
    store.forgive("ana")
    assert 0 == store.failures("ana", NOON - HOUR)


def test_everything_is_there_after_opening_again(tmp_path: Path) -> None:
    first = AccountStore(tmp_path / "a.db")
    first.add(user("ana"))
    first.close()
    second = AccountStore(tmp_path / "a.db")
    assert (user("ana"),) == second.users()
    second.close()


# --- its schema --------------------------------------------------------------------------


def test_a_file_of_version_0_1_is_taken_over_with_everybody_in_it(tmp_path: Path) -> None:
    path = tmp_path / "accounts.db"
    engine = sa.create_engine(sqlite_url(path))
    accounts._TABLES.create_all(engine)
    with engine.begin() as connection:
        row = {"name": "ana", "body": msgspec.json.encode(user("ana", role="admin"))}
        connection.execute(accounts._USERS.insert(), row)
    engine.dispose()
    store = AccountStore(path)
    assert [user("ana", role="admin")] == list(store.users())
    store.close()


def test_the_steps_make_the_tables_that_the_store_uses(tmp_path: Path) -> None:
    engine = connect(sqlite_url(tmp_path / "a.db"), "accounts")
    found = sa.inspect(engine)
    for table in accounts._TABLES.sorted_tables:
        held = {(one["name"], one["nullable"]) for one in found.get_columns(table.name)}
        assert {(c.name, bool(c.nullable)) for c in table.columns} == held, table.name
    engine.dispose()


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "accounts.db"
    AccountStore(path).close()
    engine = sa.create_engine(sqlite_url(path))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'a9999'")
    engine.dispose()
    with pytest.raises(UsageError, match="newer version"):
        AccountStore(path)


def test_a_case_is_no_file_of_accounts(tmp_path: Path) -> None:
    connect(sqlite_url(tmp_path / "case.db")).dispose()
    with pytest.raises(UsageError, match="newer version"):
        AccountStore(tmp_path / "case.db")
