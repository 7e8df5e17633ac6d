"""One's own account in the browser's requests: password, passkeys, and signing in with one."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from celtrace.keys.passkeys import unb64
from doors.web.conftest import PASSWORD, People, mark, send
from keys.devices import Device


class Browser:
    """A browser that speaks to a device."""

    def __init__(self, people: People, client: httpx.Client) -> None:
        self.client = client
        self.origin = people.base.replace("127.0.0.1", "localhost")
        self.host = self.origin.removeprefix("http://")

    def asks(self, where: str, body: dict[str, Any] | None = None) -> httpx.Response:
        head = {"origin": self.origin, "host": self.host}
        if self.client.cookies.get("celtrace_session"):
            head["x-mark"] = mark(self.client.get("/account"))
        return self.client.post(where, json=body or {}, headers=head)

    def challenge(self, where: str) -> bytes:
        return unb64(self.asks(where).json()["publicKey"]["challenge"])

    def adds(self, device: Device, label: str = "phone") -> httpx.Response:
        answer = device.enrols(self.challenge("/account/keys/ask"), origin=self.origin)
        return self.asks("/account/keys/add", {"answer": answer, "label": label})

    def shows(self, device: Device, handle: str, back: str = "/parties") -> httpx.Response:
        challenge = self.challenge("/login/keys/ask")
        answer = device.signs(challenge, origin=self.origin, handle=handle.encode())
        return self.asks("/login/keys/use", {"answer": answer, "back": back})


def handle(people: People, key: str = "ana") -> str:
    user = people.accounts.store.user(key)
    assert user
    return user.handle


def test_a_passkey_is_added_shown_and_signs_in_without_a_password(people: People) -> None:
    ana, phone = Browser(people, people.signed_in("Ana")), Device()
    assert "/account?said=" in ana.adds(phone).json()["go"]
    page = ana.client.get("/account").text
    assert "<strong>phone</strong> bound to one device" in page
    someone = Browser(people, people.anybody())
    answer = someone.shows(phone, handle(people))
    assert {"go": "/parties"} == answer.json()
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "Ana" in someone.client.get("/account").text


def test_a_synced_passkey_is_said_to_be_one(people: People) -> None:
    ana = Browser(people, people.signed_in("Ana"))
    ana.adds(Device(synced=True))
    assert "synced between devices" in ana.client.get("/account").text


def test_what_is_added_and_removed_stands_in_the_journal(people: People) -> None:
    ana = Browser(people, people.signed_in("Ana"))
    ana.adds(Device(), "old phone")
    user = people.accounts.store.user("ana")
    assert user
    key = user.passkeys[0].credential
    assert 303 == send(ana.client, "/account/passkeys", "/account", credential=key).status_code
    assert "None yet." in ana.client.get("/account").text
    acts = [(e.actor, e.action) for e in people.room.journal.read()]
    assert [("Ana", "passkey added"), ("Ana", "passkey removed")] == acts[-2:]


def test_a_clone_is_refused_told_and_kept_in_the_journal(people: People) -> None:
    ana, phone = Browser(people, people.signed_in("Ana")), Device()
    ana.adds(phone)
    clone = phone.clone()
    someone = Browser(people, people.anybody())
    assert 200 == someone.shows(phone, handle(people)).status_code
    assert 400 == Browser(people, people.anybody()).shows(clone, handle(people)).status_code
    assert "two devices held it" in ana.client.get("/account").text
    assert "passkey cloned" == list(people.room.journal.read())[-1].action


def test_nobody_removes_the_key_of_somebody_else(people: People) -> None:
    Browser(people, people.signed_in("Ana")).adds(Device())
    user = people.accounts.store.user("ana")
    assert user
    ben, key = people.signed_in("Ben"), user.passkeys[0].credential
    assert 400 == send(ben, "/account/passkeys", "/account", credential=key).status_code


@pytest.mark.parametrize("where", ["/account/keys/ask", "/account/keys/add"])
def test_a_key_is_asked_for_by_the_session_s_own_page_alone(people: People, where: str) -> None:
    ana = people.signed_in("Ana")
    assert 403 == ana.post(where, json={}).status_code


@pytest.mark.parametrize("where", ["/account/keys/steal", "/login/keys/steal"])
def test_other_acts_with_keys_there_are_none(people: People, where: str) -> None:
    people.signed_in("Ana")
    client = people.signed_in("Ana") if "account" in where else people.anybody()
    assert 403 == Browser(people, client).asks(where).status_code


def test_what_is_no_json_is_refused(people: People) -> None:
    people.signed_in("Ana")
    assert 400 == people.anybody().post("/login/keys/ask", content=b"{").status_code


def test_who_tries_many_keys_from_one_address_waits(people: People) -> None:
    people.signed_in("Ana")
    someone = Browser(people, people.anybody())
    assert 429 == [someone.asks("/login/keys/ask").status_code for _ in range(62)][-1]


def test_a_password_is_changed_by_who_knows_the_one_before(people: People) -> None:
    ana, elsewhere = people.signed_in("Ana"), people.signed_in("Ana")
    new = {"password": "another good one"}
    wrong = send(ana, "/account/password", "/account", before="wrong", **new)
    assert (400, True) == (wrong.status_code, "is another one" in wrong.text)
    assert 303 == send(ana, "/account/password", "/account", before=PASSWORD, **new).status_code
    assert 200 == ana.get("/account").status_code
    assert elsewhere.get("/account").headers["location"].startswith("/login")
    assert people.accounts.sign_in("Ana", "another good one")


def test_a_vendor_has_an_account_and_lands_on_its_own_page(people: People) -> None:
    vera = people.signed_in("Vera", "vendor", "north")
    assert 200 == vera.get("/account").status_code
    assert "/vendor" == vera.get("/").headers["location"]
