"""The work by API: files in, dossier, review, reports, frozen files; what the web does, too."""

from __future__ import annotations

import httpx
import pytest

from celtrace.cases.accounts import SCOPES
from doors.api.test_reading import api
from doors.web.conftest import People

SHEET = b"id,name,country\nsek,SEK Studio,CN\n"


def everything(people: People) -> httpx.Client:
    return api(people, *SCOPES)


def test_from_a_file_to_candidates_by_api_alone(fresh: People) -> None:
    client = everything(fresh)
    assert 404 == client.get("/api/v1/case").status_code
    assert 400 == client.post("/api/v1/reviews").status_code
    made = client.post("/api/v1/uploads?name=vendors.csv", content=SHEET)
    assert (201, ["vendors.csv"]) == (made.status_code, made.json()["files"])
    guess = client.get("/api/v1/dossier").json()["text"]
    assert "vendors.csv" in guess
    kept = client.put("/api/v1/dossier", json={"text": guess})
    assert (200, {"text": guess}) == (kept.status_code, kept.json())
    assert 202 == client.post("/api/v1/reviews").status_code
    fresh.room.jobs.wait(60)
    assert "done" == client.get("/api/v1/reviews/last").json()["state"]
    assert ["SEK Studio"] == [
        one["candidate"]["names"][0] for one in client.get("/api/v1/candidates").json()["items"]
    ]


def test_what_came_in_last_is_taken_out_again(people: People) -> None:
    client = everything(people)
    client.post("/api/v1/uploads?name=vendors.csv", content=SHEET)
    assert 1 == client.get("/api/v1/uploads").json()["total"]
    assert ["vendors.csv"] == client.delete("/api/v1/uploads/last").json()["files"]
    assert 404 == client.delete("/api/v1/uploads/last").status_code
    acts = [entry.action for entry in people.room.journal.read()]
    assert ["uploaded", "upload undone"] == acts[-2:]


@pytest.mark.parametrize(("name", "data"), [("..", b"x"), ("a/b", b"x"), ("", b"x"), (".", b"x")])
def test_a_file_without_a_name_of_its_own_is_refused(
    people: People, name: str, data: bytes
) -> None:
    answer = everything(people).post("/api/v1/uploads", params={"name": name}, content=data)
    assert answer.status_code in (400, 422)
    assert not people.room.uploads.batches()


@pytest.mark.parametrize(
    ("name", "start"), [("brief.html", b"<!doctype"), ("brief.docx", b"PK"), ("tables.xlsx", b"PK"),
                        ("brief.pdf", b"%PDF")],
)  # fmt: skip
def test_a_report_is_made_for_whoever_gets_it(people: People, name: str, start: bytes) -> None:
    answer = everything(people).get(f"/api/v1/reports/{name}")
    assert (200, True) == (answer.status_code, answer.content.lower().startswith(start.lower()))


def test_names_stay_in_a_report_if_that_is_asked_for(people: People) -> None:
    client = everything(people)
    plain, named = (client.get("/api/v1/reports/evidence.html", params={"names": yes}).text
                    for yes in (False, True))  # fmt: skip
    assert ("김철수" in plain, "김철수" in named) in ((False, True), (False, False))


def test_there_is_no_other_report_or_frozen_file(people: People) -> None:
    client = everything(people)
    for path in ("reports/none.pdf", "frozen/none.zip", "frozen/..%2Faccounts.db"):
        assert 404 == client.get(f"/api/v1/{path}").status_code


def test_a_case_is_frozen_once_for_a_key_and_taken_along(people: People) -> None:
    client, head = everything(people), {"idempotency-key": "f1"}
    made = [client.post("/api/v1/frozen", json={"kind": "bundle"}, headers=head) for _ in range(2)]
    assert ([201, 201], made[0].json()) == ([one.status_code for one in made], made[1].json())
    assert 1 == client.get("/api/v1/frozen").json()["total"]
    taken = client.get(f"/api/v1/frozen/{made[0].json()['name']}")
    assert (b"PK", "application/zip") == (taken.content[:2], taken.headers["content-type"])
    other = client.post("/api/v1/frozen", json={"kind": "production"}, headers=head)
    assert (422, "application/problem+json") == (other.status_code, other.headers["content-type"])


def test_a_production_of_a_tier_in_which_nobody_stands_is_not_made(people: People) -> None:
    answer = everything(people).post("/api/v1/frozen", json={"kind": "production", "tier": 4})
    assert (404, True) == (answer.status_code, "tier 4" in answer.text)


def test_notes_assignments_questions_and_answers_count_once_for_a_key(people: People) -> None:
    client, target = everything(people), "subject:party:north"
    acts = {
        "notes": {"target": target, "text": "called"},
        "assignments": {"target": target, "to": "Ben"},
        "questions": {"party": "north", "text": "Who drew it?", "due": "2026-08-01"},
    }  # fmt: skip
    for name, body in acts.items():
        for _ in range(2):
            answer = client.post(f"/api/v1/{name}", json=body, headers={"idempotency-key": name})
            assert 201 == answer.status_code, answer.text
    talk = people.room.desk.talk
    assert (1, "Ben", 1) == (len(talk.notes), talk.given_to(target), len(talk.questions))
    asked = next(iter(talk.questions))
    for _ in range(2):
        body = {"question": asked, "text": "We did."}
        client.post("/api/v1/answers", json=body, headers={"idempotency-key": "a"})
    assert ["We did."] == [one.text for one in people.room.desk.talk.questions[asked].answers]
    assert 404 == client.post("/api/v1/answers", json={"question": 10**6, "text": "x"}).status_code


def test_words_are_found_in_korean_too(people: People) -> None:
    client = everything(people)
    found = client.get("/api/v1/search", params={"q": "평양"}).json()
    assert any("평양만화사" in one["text"] for one in found["items"])
    assert 422 == client.get("/api/v1/search", params={"q": ""}).status_code


@pytest.mark.parametrize("call", ["POST /uploads?name=x", "PUT /dossier", "POST /reviews",
                                  "DELETE /uploads/last", "POST /frozen"])  # fmt: skip
def test_who_may_only_read_changes_nothing(people: People, call: str) -> None:
    method, path = call.split(" ")
    assert 401 == api(people, "read").request(method, f"/api/v1{path}", json={}).status_code


def test_what_columns_mean_is_read_and_said(fresh: People) -> None:
    client = everything(fresh)
    client.post("/api/v1/uploads?name=vendors.csv", content=b"Code,Firm,Where\nV1,SEK Studio,CN\n")
    (sheet,) = client.get("/api/v1/columns").json()["sheets"]
    assert ["Code", "Firm", "Where"] == [one["header"] for one in sheet["columns"]]
    keys = {"Code": "id", "Firm": "name", "Where": "country"}
    told = sheet | {"section": "parties", "columns": [
        {"header": header, "key": key} for header, key in keys.items()
    ]}  # fmt: skip
    first = client.put("/api/v1/columns", json={"title": "Show A", "sheets": [told]})
    assert 200 == first.status_code, first.text
    read = client.put("/api/v1/columns", json={"title": "Show A", "sheets": [told]}).json()
    assert keys == {one["header"]: one["key"] for one in read["sheets"][0]["columns"]}
    assert 'title: "Show A"' in client.get("/api/v1/dossier").json()["text"]
    twice = told | {"columns": [{"header": h, "key": "name"} for h in keys]}
    assert 409 == client.put("/api/v1/columns", json={"sheets": [twice]}).status_code


def test_a_dossier_that_was_written_by_hand_has_no_columns_to_change(people: People) -> None:
    client = everything(people)
    assert 404 == client.get("/api/v1/columns").status_code
    assert 404 == client.put("/api/v1/columns", json={"sheets": []}).status_code


@pytest.mark.parametrize(
    ("path", "start"), [("packs/mpa.docx", b"PK"), ("exports/chain.gexf", b"<?xml"),
                        ("exports/entities.ftm.json", b"{"), ("exports/events.jsonl", b"{"),
                        ("exports/chain.svg", b"<svg")],
)  # fmt: skip
def test_packs_and_exports_are_taken_along(people: People, path: str, start: bytes) -> None:
    answer = everything(people).get(f"/api/v1/{path}")
    assert (200, start) == (answer.status_code, answer.content[: len(start)])


@pytest.mark.parametrize("path", ["packs/none.pdf", "packs/mpa", "exports/none.svg"])
def test_there_is_no_other_pack_or_export(people: People, path: str) -> None:
    assert 404 == everything(people).get(f"/api/v1/{path}").status_code
