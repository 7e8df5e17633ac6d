"""Settings: accounts, roles, tokens."""

from __future__ import annotations

import re

from doors.web.conftest import PASSWORD, People, send


def test_an_account_is_added_and_may_sign_in(people: People) -> None:
    client = people.signed_in("Ana", "admin")
    answer = send(
        client,
        "/settings/accounts",
        "/settings",
        name="Ben",
        password=PASSWORD,
        role="reviewer",
        party="",
    )
    assert 303 == answer.status_code
    assert people.accounts.sign_in("Ben", PASSWORD)
    assert "account added" in people.signed_in("Ana").get("/audit").text


def test_a_role_is_changed_and_access_taken(people: People) -> None:
    client = people.signed_in("Ana", "admin")
    ben = people.signed_in("Ben")
    assert (
        303
        == send(
            client, "/settings/accounts/ben", "/settings", role="viewer", active="yes"
        ).status_code
    )
    assert 403 == send(ben, "/note", target="subject:party:north", text="x").status_code
    send(client, "/settings/accounts/ben", "/settings", role="viewer")
    assert ben.get("/").headers["location"].startswith("/login")


def test_a_role_that_is_none_and_a_last_administrator_are_refused(people: People) -> None:
    client = people.signed_in("Ana", "admin")
    for role in ("king", "viewer"):
        answer = send(client, "/settings/accounts/ana", "/settings", role=role, active="yes")
        assert 400 == answer.status_code


def test_a_token_is_shown_once_and_can_be_taken_back(people: People) -> None:
    client = people.signed_in("Ana")
    answer = send(client, "/tokens", "/tokens", label="sync", **{"scope-read": "yes"})
    secret = re.search(r"ct_[\w-]+", answer.text)
    assert secret
    assert secret[0] not in client.get("/tokens").text
    head = {"authorization": f"Bearer {secret[0]}"}
    assert 200 == client.get("/api/v1/case", headers=head).status_code
    drop = re.search(r'action="(/tokens/\w+/drop)"', client.get("/tokens").text)
    assert drop
    assert 403 == send(people.signed_in("Ben"), drop[1], "/tokens").status_code
    assert 303 == send(client, drop[1], "/tokens").status_code
    assert 401 == client.get("/api/v1/case", headers=head).status_code


def test_a_token_without_a_scope_is_refused(people: People) -> None:
    answer = send(people.signed_in("Vic", "viewer"), "/tokens", "/tokens", label="x")
    assert 400 == answer.status_code


def test_an_administrator_gives_a_new_password_to_who_lost_theirs(people: People) -> None:
    client, ben = people.signed_in("Ana", "admin"), people.signed_in("Ben")
    form = {"role": "reviewer", "active": "yes", "password": "another good one"}
    assert 303 == send(client, "/settings/accounts/ben", "/settings", **form).status_code
    assert people.accounts.sign_in("Ben", "another good one")
    assert ben.get("/").headers["location"].startswith("/login")


def test_settings_say_how_each_account_signs_in(people: People) -> None:
    people.accounts.by_provider("https://id.example 42", "Cy Roe", "viewer")
    page = people.signed_in("Ana", "admin").get("/settings").text
    rows = dict(re.findall(r"<td>(Ana|Cy Roe)</td>.*?<td class=\"soft small\">([^<]*)</td>", page))
    assert {"Ana": "password", "Cy Roe": "provider"} == rows
