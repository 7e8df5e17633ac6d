"""Passkeys of accounts: added, used, cloned, removed; a password stays possible."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from celtrace.cases import accounts as accounts_module
from celtrace.cases.account_keys import MOST, AccountKeys
from celtrace.cases.accounts import Accounts
from celtrace.errors import UsageError
from celtrace.keys.passkeys import GOOD_FOR, Cloned, KeyRefused, Site, unb64
from celtrace.keys.waiting import Waiting
from celtrace.store.accounts import AccountStore, User
from keys.devices import ORIGIN, Device

GOOD = "correct horse battery"
NOON = datetime(2026, 7, 12, 12, tzinfo=UTC)


class Desk:
    """Accounts with their keys, and the hour."""

    def __init__(self, store: AccountStore) -> None:
        self.now = NOON
        self.accounts = Accounts(store, lambda: self.now)
        self.keys = AccountKeys(self.accounts, Site(ORIGIN), Waiting())

    def user(self, key: str = "ana") -> User:
        found = self.accounts.store.user(key)
        assert found
        return found

    def adds(self, device: Device, key: str = "ana") -> User:
        options = self.keys.ask_add(self.user(key))
        answer = device.enrols(challenge_of(options))
        self.keys.add(self.user(key), f"{key}'s phone", answer)
        return self.user(key)

    def shows(self, device: Device, handle: str, **more: Any) -> User:
        challenge = challenge_of(self.keys.ask_sign_in())
        return self.keys.sign_in(device.signs(challenge, handle=handle.encode(), **more))


def challenge_of(options: dict[str, Any]) -> bytes:
    return unb64(options["publicKey"]["challenge"])


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(accounts_module, "_N", 2**4)
    store = AccountStore(tmp_path / "accounts.db")
    made = Desk(store)
    made.accounts.set_up("Ana", GOOD)
    yield made
    store.close()


def test_a_key_that_was_added_signs_in_without_a_name_or_password(desk: Desk) -> None:
    phone = Device()
    ana = desk.adds(phone)
    assert ("ana's phone", True, None) == (
        ana.passkeys[0].label, ana.passkeys[0].device_bound, ana.passkeys[0].used
    )  # fmt: skip
    desk.now += timedelta(days=1)
    found = desk.shows(phone, ana.handle)
    assert ("Ana", desk.now, 2) == (found.name, found.passkeys[0].used, found.passkeys[0].count)
    assert desk.accounts.sign_in("Ana", GOOD)


def test_a_synced_key_is_told_from_one_bound_to_a_device(desk: Desk) -> None:
    key = desk.adds(Device(synced=True)).passkeys[0]
    assert (False, True) == (key.device_bound, key.backed_up)


def test_the_key_is_asked_to_name_its_owner_by_nothing_that_tells_who_it_is(desk: Desk) -> None:
    options = desk.keys.ask_add(desk.user())["publicKey"]
    assert "required" == options["authenticatorSelection"]["residentKey"]
    assert "required" == options["authenticatorSelection"]["userVerification"]
    assert "ana" not in unb64(options["user"]["id"]).decode().lower()
    assert unb64(options["user"]["id"]).decode() == desk.user().handle
    assert desk.keys.ask_add(desk.user())["publicKey"]["user"]["id"] == options["user"]["id"]


def test_the_page_to_sign_in_tells_nobody_which_keys_there_are(desk: Desk) -> None:
    desk.adds(Device())
    assert not desk.keys.ask_sign_in()["publicKey"].get("allowCredentials")


def test_a_clone_is_told_by_its_counter_and_no_longer_taken(desk: Desk) -> None:
    phone = Device()
    handle = desk.adds(phone).handle
    clone = phone.clone()
    desk.shows(phone, handle)
    with pytest.raises(Cloned):
        desk.shows(clone, handle)
    assert "cloned" == desk.user().passkeys[0].ended
    with pytest.raises(KeyRefused):
        desk.shows(phone, handle)


@pytest.mark.parametrize("wrong", ["", "nobody", "other"])
def test_a_key_is_taken_for_its_owner_alone(desk: Desk, wrong: str) -> None:
    phone = Device()
    desk.adds(phone)
    desk.accounts.add("Ben", GOOD, "viewer")
    handle = desk.adds(Device(), "ben").handle if wrong == "other" else wrong
    with pytest.raises(KeyRefused, match="signs nobody in"):
        desk.shows(phone, handle)


def test_whose_access_was_taken_is_let_in_by_no_key(desk: Desk) -> None:
    desk.accounts.add("Ben", GOOD, "viewer")
    phone = Device()
    handle = desk.adds(phone, "ben").handle
    desk.accounts.change("ben", "viewer", active=False)
    with pytest.raises(KeyRefused, match="signs nobody in"):
        desk.shows(phone, handle)


@pytest.mark.parametrize(
    "how", [{"verified": False}, {"origin": "https://elsewhere.example"}, {"signature": b"x"},
            {"cross": True}],
    ids=["without the person", "on another site", "wrong signature", "within another's page"],
)  # fmt: skip
def test_an_answer_that_does_not_verify_signs_nobody_in(desk: Desk, how: dict[str, Any]) -> None:
    phone = Device()
    handle = desk.adds(phone).handle
    with pytest.raises(KeyRefused):
        desk.shows(phone, handle, **how)
    assert not desk.user().passkeys[0].ended


def test_an_answer_is_good_once_and_within_minutes(desk: Desk) -> None:
    phone = Device()
    handle = desk.adds(phone).handle.encode()
    answer = phone.signs(challenge_of(desk.keys.ask_sign_in()), handle=handle)
    desk.keys.sign_in(answer)
    with pytest.raises(KeyRefused, match="Nothing was asked"):
        desk.keys.sign_in(answer)
    late = challenge_of(desk.keys.ask_sign_in())
    desk.now += GOOD_FOR
    with pytest.raises(KeyRefused, match="too late"):
        desk.keys.sign_in(phone.signs(late, handle=handle))


@pytest.mark.parametrize("answer", [{}, {"id": 1}, {"id": "x", "rawId": "eA", "response": {}}])
def test_what_is_no_answer_is_refused(desk: Desk, answer: dict[str, Any]) -> None:
    with pytest.raises(KeyRefused):
        desk.keys.sign_in(answer)


def test_a_key_has_one_owner(desk: Desk) -> None:
    phone = Device()
    desk.adds(phone)
    desk.accounts.add("Ben", GOOD, "viewer")
    with pytest.raises(KeyRefused, match="in use already"):
        desk.adds(phone, "ben")


def test_an_account_has_so_many_keys_and_no_more(desk: Desk) -> None:
    for _ in range(MOST):
        desk.adds(Device())
    with pytest.raises(UsageError, match="at most"):
        desk.keys.ask_add(desk.user())


def test_a_removed_key_signs_nobody_in(desk: Desk) -> None:
    phone = Device()
    ana = desk.adds(phone)
    assert "ana's phone" == desk.keys.remove(ana, ana.passkeys[0].credential).label
    assert () == desk.user().passkeys
    with pytest.raises(KeyRefused):
        desk.shows(phone, ana.handle)
    with pytest.raises(UsageError, match="no passkey"):
        desk.keys.remove(desk.user(), ana.passkeys[0].credential)


def test_the_only_way_in_stays(desk: Desk) -> None:
    ana = desk.adds(Device())
    alone = desk.accounts.store.change("ana", without_password)
    assert alone
    with pytest.raises(UsageError, match="only way in"):
        desk.keys.remove(alone, ana.passkeys[0].credential)


def without_password(user: User) -> User:
    return msgspec.structs.replace(user, secret="")
