"""The API: documents, pages, acts that count once, and problems that say what to do."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from doors.web.conftest import People
from doors.web.test_pages import finding, hit

LISTS = ("subjects", "parties", "candidates", "findings", "questions", "journal", "notes",
         "workers", "files", "matches", "uploads", "frozen")  # fmt: skip


def api(people: People, *scopes: Any) -> httpx.Client:
    client = people.anybody()
    client.headers.update(people.token("tom", "reviewer", *(scopes or ("read", "note", "decide"))))
    return client


def test_the_description_is_openapi_3_1_and_names_every_answer(people: People) -> None:
    found = people.anybody().get("/api/v1/openapi.json").json()
    assert found["openapi"].startswith("3.1")
    for path, methods in found["paths"].items():
        assert path.startswith("/api/v1/")
        for one in methods.values():
            assert one["summary"], path
            assert {"401", "422"} <= set(one["responses"]), path


@pytest.mark.parametrize("name", LISTS)
def test_a_list_comes_in_pages_that_leave_nothing_out(people: People, name: str) -> None:
    client = api(people)
    whole = client.get(f"/api/v1/{name}", params={"limit": 200}).json()
    found, cursor = [], ""
    for _ in range(200):
        page = client.get(f"/api/v1/{name}", params={"limit": 3, "cursor": cursor}).json()
        assert len(page["items"]) <= 3
        found += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert whole["items"] == found
    assert whole["total"] == len(found)


@pytest.mark.parametrize("head", ["", "Bearer x", "Basic x", "Bearer ct_guess"])
@pytest.mark.parametrize("name", LISTS)
def test_without_a_good_token_there_is_a_problem(people: People, name: str, head: str) -> None:
    answer = people.anybody().get(
        f"/api/v1/{name}", headers={"authorization": head} if head else {}
    )
    assert (401, "application/problem+json") == (answer.status_code, answer.headers["content-type"])


def test_a_session_is_no_token(people: People) -> None:
    assert 401 == people.signed_in("Ana").get("/api/v1/case").status_code


def test_a_scope_that_is_missing_is_a_problem(people: People) -> None:
    body = {"target": f"candidate:{hit(people)}", "verdict": "rejected", "why": "no"}
    answer = api(people, "read").post("/api/v1/decisions", json=body)
    assert (401, True) == (answer.status_code, "scope decide" in answer.json()["title"])


def test_a_case_a_finding_and_a_standing(people: People) -> None:
    client, id_ = api(people), finding(people, "staff_list_refused")
    case = client.get("/api/v1/case").json()
    assert "An invented show" == case["dossier"]["title"]
    assert id_ == client.get(f"/api/v1/findings/{id_}").json()["id"]
    standing = client.get(f"/api/v1/standings/finding:{id_}").json()
    assert ("open", []) == (standing["state"], standing["judgements"])
    assert {2} == {s["tier"] for s in client.get("/api/v1/subjects?tier=2").json()["items"]}


@pytest.mark.parametrize("path", ["findings/x", "standings/finding:x", "standings/x", "nothing"])
def test_what_is_not_there_is_a_problem(people: People, path: str) -> None:
    answer = api(people).get(f"/api/v1/{path}")
    assert (404, 404) == (answer.status_code, answer.json()["status"])


def test_an_act_with_a_mark_counts_once(people: People) -> None:
    client, target = api(people), f"candidate:{hit(people)}"
    body = {"target": target, "verdict": "rejected", "why": "another studio"}
    answers = [
        client.post("/api/v1/decisions", json=body, headers={"idempotency-key": "k"})
        for _ in range(3)
    ]
    assert [201] * 3 == [a.status_code for a in answers]
    assert 1 == len(answers[-1].json()["judgements"])
    other = client.post(
        "/api/v1/decisions", json={**body, "why": "x"}, headers={"idempotency-key": "k"}
    )
    assert 400 == other.status_code


def test_two_people_and_overtaking_are_held_here_too(people: People) -> None:
    client, target = api(people), f"candidate:{hit(people)}"
    body = {"target": target, "verdict": "confirmed", "why": "same number"}
    first = client.post("/api/v1/decisions", json=body)
    assert "waits for a second person" == first.json()["state"]
    assert 403 == client.post("/api/v1/decisions", json=body).status_code
    late = client.post("/api/v1/decisions", json={**body, "verdict": "rejected", "seen": -1})
    assert (409, True) == (late.status_code, "in the meantime" in late.json()["title"])


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"target": "x"},
        {"target": "finding:x", "verdict": "guilty", "why": "w"},
        {"target": "finding:x", "verdict": "rejected", "why": ""},
        [],
    ],
)
def test_a_body_that_is_none_is_a_problem(people: People, body: object) -> None:
    answer = api(people).post("/api/v1/decisions", json=body)
    assert (422, "application/problem+json") == (answer.status_code, answer.headers["content-type"])


def test_notes_and_questions_are_kept(people: People) -> None:
    client = api(people)
    note = {"target": "subject:party:north", "text": "seen @ana"}
    assert ["ana"] == client.post("/api/v1/notes", json=note).json()["body"]["mentions"]
    asked = client.post("/api/v1/questions", json={"party": "north", "text": "Who?"})
    assert 201 == asked.status_code
    assert ["Who?"] == [q["text"] for q in client.get("/api/v1/questions").json()["items"]]
    nowhere = client.post("/api/v1/questions", json={"party": "nobody", "text": "Who?"})
    assert 404 == nowhere.status_code


def test_before_a_review_there_is_nothing(fresh: People) -> None:
    assert 404 == api(fresh).get("/api/v1/case").status_code
