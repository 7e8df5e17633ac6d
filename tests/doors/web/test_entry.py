"""Setting up, signing in and out."""

from __future__ import annotations

import pytest

from celtrace.cases.accounts import LOCKED_AFTER
from doors.web.conftest import PASSWORD, People, mark, send


def set_up(people: People, name: str = "Ana", word: str = PASSWORD) -> int:
    client = people.anybody()
    return send(client, "/setup", "/setup", name=name, password=word).status_code


def test_a_fresh_server_asks_for_the_first_administrator(fresh: People) -> None:
    client = fresh.anybody()
    assert "/setup" == client.get("/").headers["location"]
    assert "/setup" == client.get("/login").headers["location"]
    assert 303 == send(client, "/setup", "/setup", name="Ana", password=PASSWORD).status_code
    assert "/import" == client.get("/").headers["location"]
    assert 200 == client.get("/import").status_code


def test_a_server_is_set_up_once(fresh: People) -> None:
    assert 303 == set_up(fresh)
    client = fresh.anybody()
    assert "/login" == client.get("/setup").headers["location"]
    answer = client.post("/setup", data={"mark": "", "name": "Eve", "password": PASSWORD})
    assert "/login" == answer.headers["location"]
    assert ["Ana"] == [user.name for user in fresh.accounts.store.users()]


@pytest.mark.parametrize(("name", "word"), [("", PASSWORD), ("Ana", "short")])
def test_a_name_or_password_that_will_not_do_is_said(fresh: People, name: str, word: str) -> None:
    assert 400 == set_up(fresh, name, word)
    assert fresh.accounts.empty


def test_signing_in_leads_to_where_one_wanted_to_go(people: People) -> None:
    people.signed_in("Ana")
    client = people.anybody()
    asked = client.get("/parties?q=x").headers["location"]
    assert "/login?next=/parties%3Fq%3Dx" == asked
    form = {"mark": "", "name": "ANA", "password": PASSWORD, "back": "/parties?q=x"}
    answer = client.post("/login", data=form)
    assert (303, "/parties?q=x") == (answer.status_code, answer.headers["location"])
    assert 200 == client.get("/parties").status_code


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(people: People) -> None:
    people.signed_in("Ana")
    form = {"mark": "", "name": "Ana", "password": PASSWORD}
    cookie = people.anybody().post("/login", data=form).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert PASSWORD not in cookie


@pytest.mark.parametrize("name", ["Ana", "Nobody", "<script>"])
def test_a_wrong_password_says_the_same_for_every_name(people: People, name: str) -> None:
    people.signed_in("Ana")
    form = {"mark": "", "name": name, "password": "wrong password"}
    answer = people.anybody().post("/login", data=form)
    assert (403, True) == (answer.status_code, "do not go together" in answer.text)
    assert "<script>" not in answer.text.replace("<script src", "")


def test_a_name_is_locked_out_after_many_failures(people: People) -> None:
    people.signed_in("Ana")
    client = people.anybody()
    for _ in range(LOCKED_AFTER):
        client.post("/login", data={"mark": "", "name": "Ana", "password": "wrong password"})
    answer = client.post("/login", data={"mark": "", "name": "Ana", "password": PASSWORD})
    assert (429, True) == (answer.status_code, "Too many sign-ins failed." in answer.text)


def test_signing_out_ends_the_session_on_the_server(people: People) -> None:
    client = people.signed_in("Ana")
    secret = client.cookies["celtrace_session"]
    assert "/login" == send(client, "/logout").headers["location"]
    assert people.accounts.who(secret) is None


def test_a_session_that_is_guessed_is_none(people: People) -> None:
    people.signed_in("Ana")
    client = people.anybody()
    client.cookies.set("celtrace_session", "guess")
    assert client.get("/").headers["location"].startswith("/login")


def test_the_mark_of_a_page_is_that_of_the_session(people: People) -> None:
    one, other = people.signed_in("Ana"), people.signed_in("Ben")
    assert mark(one.get("/parties/north")) == mark(one.get("/")) != mark(other.get("/"))
