"""The API: documents, pages, acts that count once, and problems that say what to do."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from celtrace.cases.accounts import SCOPES, Role
from doors.web.conftest import People
from doors.web.test_pages import finding, hit

LISTS = ("subjects", "parties", "candidates", "findings", "questions", "journal", "notes",
         "workers", "files", "matches", "uploads", "frozen", "timeline", "levels", "signins",
         "worker-files", "accounts", "tokens")  # fmt: skip


def api(people: People, *scopes: Any) -> httpx.Client:
    """Somebody with a token; an administrator where the scopes are one's."""
    client, wanted = people.anybody(), scopes or ("read", "note", "decide")
    role: Role = "admin" if {"audit", "admin"} & {*wanted} else "reviewer"
    client.headers.update(people.token(f"tom the {role}", role, *wanted))
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
    client = api(people, *SCOPES)
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


def test_today_says_what_waits_for_the_tokens_owner(people: People) -> None:
    client = api(people, "read", "note")
    client.post("/api/v1/notes", json={"target": "subject:party:north", "text": "look @tom"})
    client.post(
        "/api/v1/assignments", json={"target": "subject:party:hill", "to": "tom the reviewer"}
    )
    found = client.get("/api/v1/today").json()
    assert found["hits"] == client.get("/api/v1/candidates").json()["total"]
    assert ["subject:party:hill"] == found["given"]
    said = client.get("/api/v1/gaps").json()["missing"]
    assert any("not decided" in one for one in said)


def test_a_party_is_told_with_chain_status_and_hits(people: People) -> None:
    client = api(people)
    found = client.get("/api/v1/parties/north").json()
    assert "north" == found["party"]["id"]
    assert found["above"] or found["below"]
    assert {"US", "EU", "GB", "UN"} == {line["regime"] for line in found["blocked"]}
    assert 404 == client.get("/api/v1/parties/nobody").status_code
    subject = client.get("/api/v1/subjects/party/north").json()
    assert subject["tier"] == found["subject"]["tier"]
    assert 404 == client.get("/api/v1/subjects/party/nobody").status_code


def test_the_chain_is_told_as_of_a_day(people: People) -> None:
    client = api(people)
    now, long_ago = client.get("/api/v1/chain"), client.get("/api/v1/chain?as_of=1990-01-01")
    assert now.json()["rows"]
    assert ("1990-01-01", 0) == (
        long_ago.json()["as_of"],
        sum("hired" in row["what"] for row in long_ago.json()["rows"]),
    )
    assert 422 == client.get("/api/v1/chain?as_of=soon").status_code


def test_a_candidate_is_told_field_by_field(people: People) -> None:
    found = api(people).get(f"/api/v1/candidates/{hit(people)}").json()
    assert "Name" == found["fields"][0]["name"]
    assert all(one["did"] for one in found["fields"])
    assert 404 == api(people).get("/api/v1/candidates/none").status_code


def test_the_timeline_is_what_people_did_the_newest_first(people: People) -> None:
    client = api(people)
    for text in ("first", "second"):
        client.post("/api/v1/notes", json={"target": "subject:party:north", "text": text})
    client.post("/api/v1/questions", json={"party": "north", "text": "Who?", "due": "2026-08-01"})
    assert ["Who?", "second", "first"] == [
        one["text"] for one in client.get("/api/v1/timeline").json()["items"]
    ]
    dates = client.get("/api/v1/questions.ics")
    assert (True, True) == (
        "20260801" in dates.text,
        "text/calendar" in dates.headers["content-type"],
    )


def test_who_only_reads_does_not_read_the_journal(people: People) -> None:
    client = people.anybody()
    client.headers.update(people.token("vic", "viewer", "read", "match"))
    assert 401 == client.get("/api/v1/journal").status_code
    assert 200 == client.get("/api/v1/timeline").status_code
