"""The settings by API: accounts, tokens, how long what is kept."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from celtrace.cases.accounts import SCOPES
from doors.api.test_reading import api
from doors.web.conftest import PASSWORD, People
from doors.web.pages.test_retention import frozen

NEW = {"name": "Ben Ode", "password": PASSWORD, "role": "reviewer"}


def admin(people: People) -> httpx.Client:
    return api(people, *SCOPES)


def acts(people: People) -> list[str]:
    return [entry.action for entry in people.room.journal.read()]


def test_an_account_is_added_once_for_a_key_and_may_sign_in(people: People) -> None:
    client = admin(people)
    for _ in range(2):
        answer = client.post("/api/v1/accounts", json=NEW, headers={"idempotency-key": "a"})
        assert 201 == answer.status_code, answer.text
    made = answer.json()
    assert ("ben ode", "reviewer", True) == (made["key"], made["role"], made["password"])
    assert people.accounts.sign_in("Ben Ode", PASSWORD)
    assert 1 == acts(people).count("account added")


def test_no_answer_carries_what_signs_somebody_in(people: People) -> None:
    client = admin(people)
    client.post("/api/v1/accounts", json=NEW)
    for said in (client.get("/api/v1/accounts").text, client.get("/api/v1/tokens").text):
        assert "scrypt" not in said
        assert "secret" not in said
        assert PASSWORD not in said


@pytest.mark.parametrize(
    ("more", "status"),
    [({"name": " "}, 422), ({"password": "short"}, 422), ({"role": "king"}, 422),
     ({"role": "vendor"}, 409), ({"party": "north"}, 409), ({"name": "tom the admin"}, 409)],
)  # fmt: skip
def test_what_cannot_be_an_account_is_a_problem(
    people: People, more: dict[str, Any], status: int
) -> None:
    answer = admin(people).post("/api/v1/accounts", json=NEW | more)
    assert (status, "application/problem+json") == (
        answer.status_code, answer.headers["content-type"]
    )  # fmt: skip
    assert "account added" not in acts(people)


def test_a_role_and_a_password_are_changed_and_access_is_taken(people: People) -> None:
    client = admin(people)
    client.post("/api/v1/accounts", json=NEW)
    body = {"role": "viewer", "password": "another long word"}
    assert "viewer" == client.put("/api/v1/accounts/ben ode", json=body).json()["role"]
    assert people.accounts.sign_in("Ben Ode", PASSWORD) is None
    assert people.accounts.sign_in("Ben Ode", "another long word")
    client.put("/api/v1/accounts/ben ode", json={"role": "viewer", "active": False})
    assert people.accounts.sign_in("Ben Ode", "another long word") is None
    assert {"password changed", "account changed"} <= {*acts(people)}


def test_the_last_administrator_stays(people: People) -> None:
    client = admin(people)
    answer = client.put("/api/v1/accounts/tom the admin", json={"role": "viewer"})
    assert (409, True) == (answer.status_code, "administrator" in answer.text)
    nobody = client.put("/api/v1/accounts/nobody", json={"role": "viewer"})
    assert (404, True) == (nobody.status_code, "no account nobody" in nobody.text)


def test_during_a_review_no_account_is_made_that_the_journal_does_not_name(people: People) -> None:
    client = admin(people)

    def meanwhile(_: object) -> httpx.Response:
        people.room._case = None
        return client.post("/api/v1/accounts", json=NEW)

    held = people.room._case
    answer = meanwhile(held)
    people.room._case = held
    assert 503 == answer.status_code
    assert people.accounts.store.user("ben ode") is None


def test_a_token_of_ones_own_is_taken_back_and_no_other(people: People) -> None:
    client, other = admin(people), api(people, "read")
    mine = client.get("/api/v1/tokens").json()["items"]
    theirs = other.get("/api/v1/tokens").json()["items"]
    assert [1, 1] == [len(mine), len(theirs)]
    assert 403 == client.delete(f"/api/v1/tokens/{theirs[0]['digest']}").status_code
    assert 200 == client.delete(f"/api/v1/tokens/{mine[0]['digest']}").status_code
    assert [401, 200] == [one.get("/api/v1/tokens").status_code for one in (client, other)]


def test_a_period_is_set_and_what_is_due_is_erased_with_a_reason(people: People) -> None:
    client, freezer = admin(people), frozen(people)
    set_ = client.put("/api/v1/retention/handed", json={"days": 365, "purpose": "to show it"})
    assert (365, "to show it", "tom the admin") == tuple(
        set_.json()[key] for key in ("days", "purpose", "by")
    )
    held = client.get("/api/v1/retention").json()
    assert ["001-bundle-2025-07-11.zip"] == [one["key"] for one in held["due"]]
    assert "article 9(2)(a)" in held["periods"]["pictures"]["basis"]
    assert 422 == client.post("/api/v1/erasures", json={"category": "handed"}).status_code
    gone = client.post("/api/v1/erasures", json={"category": "handed", "why": "a year"})
    assert ["001-bundle-2025-07-11.zip"] == [one["key"] for one in gone.json()["erased"]]
    assert () == freezer.held()
    assert "retention erased" == acts(people)[-1]


def test_an_open_case_is_not_erased_as_a_whole_and_no_other_category_is_known(
    people: People,
) -> None:
    client = admin(people)
    body = {"category": "case", "why": "over"}
    answer = client.post("/api/v1/erasures", json=body)
    assert (409, True) == (answer.status_code, "celtrace case retention" in answer.text)
    faces = client.put("/api/v1/retention/pictures", json={"days": 20_000})
    assert (409, True) == (faces.status_code, "at most" in faces.text)
    assert 422 == client.put("/api/v1/retention/logs", json={"days": 5}).status_code


@pytest.mark.parametrize(
    "call", ["GET /accounts", "POST /accounts", "GET /retention", "POST /erasures", "GET /journal"]
)
def test_a_reviewer_with_every_scope_of_one_reaches_none_of_it(people: People, call: str) -> None:
    client = api(people, "read", "note", "decide", "import", "match", "people")
    method, path = call.split(" ")
    assert 401 == client.request(method, f"/api/v1{path}", json={}).status_code
