"""Who may call which route: the table, and what the server makes of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from celtrace.cases.accounts import ROLES, SCOPE_ROLES, SCOPES, Role, Scope
from celtrace.doors.api.calls import API, TWINS, WEB_ONLY
from celtrace.doors.api.parts import Holder
from celtrace.doors.web.access import ACCESS, PUBLIC
from celtrace.doors.web.app import HEADERS
from celtrace.errors import UsageError
from celtrace.store.accounts import User
from doors.web.conftest import People, mark


def scopes_of(dependant: Dependant) -> tuple[Scope, ...]:
    """The scopes of the token that a route asks for; none if it asks for no token."""
    held = [one.call for one in dependant.dependencies if isinstance(one.call, Holder)]
    return held[0].scopes if held else ()


def routes(people: People, *, by_token: bool) -> dict[str, tuple[Scope, ...]]:
    """Every route with the scopes it asks for, those by token or those of the browser."""
    found = {
        f"{method} {route.path}": scopes_of(route.dependant)
        for route in walked(people.app.routes) for method in route.methods - {"HEAD"}
    }  # fmt: skip
    return {name: scopes for name, scopes in found.items() if bool(scopes) == by_token}


def walked(found: object) -> Iterator[APIRoute]:
    for one in found:  # type: ignore[attr-defined]
        if isinstance(one, APIRoute):
            yield one
        elif hasattr(one, "original_router"):
            yield from walked(one.original_router.routes)


def test_every_route_stands_in_the_table_and_every_line_of_it_is_a_route(people: People) -> None:
    assert set(ACCESS) == set(routes(people, by_token=False))


def test_every_call_by_token_asks_for_the_scopes_of_the_table(people: People) -> None:
    assert dict(API) == routes(people, by_token=True)


def test_whatever_the_browser_does_a_call_does_or_a_reason_says_why_not() -> None:
    """`API: everything the web does`."""
    assert set(ACCESS) == {*TWINS, *WEB_ONLY}
    assert not {*TWINS} & {*WEB_ONLY}
    assert {*TWINS.values()} <= {*API}
    assert all(WEB_ONLY.values())


def test_a_call_that_does_what_a_form_does_is_for_no_more_roles_than_the_form() -> None:
    for screen, call in TWINS.items():
        may = {role for role in ROLES if all(role in SCOPE_ROLES[one] for one in API[call])}
        assert may <= ACCESS[screen], (screen, call)


@pytest.mark.parametrize("role", ROLES)
def test_a_token_of_a_role_reaches_what_its_scopes_reach_and_nothing_else(
    people: People, role: Role
) -> None:
    held = [scope for scope in SCOPES if role in SCOPE_ROLES[scope]]
    client = people.anybody()
    if not held:
        with pytest.raises(UsageError):
            people.accounts.grant(user(people, role), "t", ["read"])
        return
    secret = people.accounts.grant(user(people, role), "t", held)
    head = {"authorization": f"Bearer {secret}"}
    for key, scopes in API.items():
        method, path = concrete(key)
        answer = client.request(method, path, headers=head, json={})
        assert ({*scopes} <= {*held}) == (answer.status_code != 401), (key, answer.status_code)


def user(people: People, role: Role) -> User:
    party = "north" if role == "vendor" else ""
    return people.accounts.add(f"Some {role}", "correct horse battery", role, party)


def concrete(key: str) -> tuple[str, str]:
    method, path = key.split(" ", 1)
    for name in (
        "{target}",
        "{dataset}",
        "{entity_id}",
        "{id_:path}",
        "{id_}",
        "{kind}",
        "{digest}",
        "{key}",
        "{name}",
        "{person}",
    ):
        path = path.replace(name, "none")
    return method, path


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_what_the_table_says_and_nothing_else(people: People, role: Role) -> None:
    client = people.signed_in("Someone", role, "north" if role == "vendor" else "")
    form = mark(client.get("/vendor" if role == "vendor" else "/"))
    for key, roles in ACCESS.items():
        if roles is PUBLIC or key in ("POST /logout", "GET /import/events"):
            continue
        method, path = concrete(key)
        answer = client.request(method, path, data={"mark": form} if method == "POST" else None)
        refused = answer.status_code == 403 and "The role" in answer.text
        assert (role not in roles) == refused, (key, answer.status_code)


def test_who_is_not_signed_in_gets_the_sign_in(people: People) -> None:
    people.signed_in("Ana")
    client = people.anybody()
    for key, roles in ACCESS.items():
        if roles is not PUBLIC:
            method, path = concrete(key)
            answer = client.request(method, path)
            place = answer.headers["location"]
            assert (303, True) == (answer.status_code, place.startswith("/login")), key


def test_every_answer_carries_the_policy(people: People) -> None:
    client = people.signed_in("Ana")
    for path in ("/", "/login", "/static/room.css", "/nowhere", "/api/v1/case"):
        answer = client.get(path)
        for name, value in HEADERS.items():
            assert value == answer.headers[name], path
    assert "unsafe" not in HEADERS["content-security-policy"]


@pytest.mark.parametrize("form", ["", "0" * 64])
def test_a_form_of_another_session_is_refused(people: People, form: str) -> None:
    client = people.signed_in("Ana")
    answer = client.post("/note", data={"mark": form, "target": "subject:party:north", "text": "x"})
    assert 403 == answer.status_code
    assert not people.room.desk.talk.notes


def test_a_form_from_another_site_is_refused(people: People) -> None:
    client = people.signed_in("Ana")
    form = {"mark": mark(client.get("/")), "target": "subject:party:north", "text": "x"}
    answer = client.post("/note", data=form, headers={"origin": "https://elsewhere.example"})
    assert 403 == answer.status_code


def test_nobody_is_sent_to_another_site(people: People) -> None:
    client = people.signed_in("Ana")
    for wanted in ("//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example"):
        form = {"mark": mark(client.get("/")), "target": "subject:party:north", "text": "x"}
        answer = client.post("/note", data={**form, "back": wanted})
        assert answer.headers["location"].startswith("/?said="), wanted


def test_an_ended_session_gets_the_sign_in(people: People) -> None:
    client = people.signed_in("Ana")
    people.accounts.sign_out(client.cookies["celtrace_session"])
    assert "/login?next=/parties" == client.get("/parties").headers["location"]
