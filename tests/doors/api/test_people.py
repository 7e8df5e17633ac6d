"""Workers' sealed files by API: what the pages do, and the same is kept."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from celtrace.cases.accounts import SCOPES
from celtrace.records import Adverse, Interview, StepResult
from doors.api.test_reading import api
from doors.web.conftest import People
from doors.web.test_joining import PNG, file_of, post, raw

NAME = "Nguyễn Văn An"


def staff(room: People) -> httpx.Client:
    return api(room, *SCOPES)


def joined(room: People, client: httpx.Client) -> tuple[str, httpx.Client]:
    """The path of a file that was begun by API, and its worker, who agreed to everything."""
    made = client.post("/api/v1/worker-files", json={"name": NAME, "role": "animator"}).json()
    worker = room.anybody()
    assert "/join" == worker.get(made["link"].removeprefix(room.base)).headers["location"]
    post(worker, "consent", documents="yes", face="yes", interview="yes", passkey="yes")
    return f"/api/v1/worker-files/{made['person']}", worker


def test_a_file_is_begun_its_link_works_and_is_told_once_for_a_key(fresh: People) -> None:
    client = staff(fresh)
    made = [
        client.post("/api/v1/worker-files", json={"name": NAME}, headers={"idempotency-key": "f"})
        for _ in range(2)
    ]
    assert ([201, 201], made[0].json()) == ([one.status_code for one in made], made[1].json())
    listed = client.get("/api/v1/worker-files").json()
    assert [(made[0].json()["person"], NAME)] == [
        (one["person"], one["worker"]["name"]) for one in listed["items"]
    ]
    assert made[0].json()["link"].startswith(f"{fresh.base}/join/")


def test_a_file_shows_what_was_handed_in_and_looking_is_kept(fresh: People) -> None:
    client = staff(fresh)
    place, worker = joined(fresh, client)
    post(worker, "about", number="B7654321", country="VN", expires="2030-01-31")
    raw(worker, "files/document%20front", PNG)
    shown = client.get(place).json()
    assert NAME == shown["worker"]["name"]
    assert {"documents", "face"} <= {one["purpose"] for one in shown["grants"]}
    (handed,) = shown["handed"]
    picture = client.get(f"{place}/pictures/{handed['sealed']}")
    assert (PNG, "image/png") == (picture.content, picture.headers["content-type"])
    looked = [e.body for e in fresh.room.journal.read() if e.action == "worker looked at"]
    assert [False, True] == ["object" in body for body in looked]
    assert 404 == client.get(f"{place}/pictures/{'0' * 64}").status_code


def test_a_step_is_recorded_with_its_form_and_counts_once_for_a_key(fresh: People) -> None:
    client = staff(fresh)
    place, _ = joined(fresh, client)
    body = {"step": "document_examined", "result": "passed", "form": {"picture": "sharp, flat"}}
    for _ in range(2):
        answer = client.post(f"{place}/steps", json=body, headers={"idempotency-key": "s"})
        assert 201 == answer.status_code, answer.text
    (held,) = file_of(fresh, NAME).all(StepResult)
    assert ("document_examined", "passed", "sharp, flat") == (
        held.step, held.result, dict(held.form)["picture"]
    )  # fmt: skip
    bare = client.post(f"{place}/steps", json=body | {"form": {}})
    assert 409 == bare.status_code


def test_a_meeting_that_was_held_is_recorded(
    fresh: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = staff(fresh)
    place, worker = joined(fresh, client)
    post(worker, "meeting", when="2026-08-05T09:00", zone="Asia/Ho_Chi_Minh")
    (talk,) = file_of(fresh, NAME).all(Interview)
    where = f"{place}/meetings/{talk.id}"
    early = client.post(where, json={"in_person": True})
    assert (409, True) == (early.status_code, "still to come" in early.text)
    later = talk.planned + timedelta(minutes=40)
    monkeypatch.setattr(fresh.room, "clock", lambda: later)
    monkeypatch.setattr(fresh.room._register, "clock", lambda: later)
    body = {"camera": "on", "done": list(talk.challenges[:2]), "second": "Ben"}
    answer = client.post(where, json=body)
    assert (201, "met", ["tom the admin", "Ben"]) == (
        answer.status_code, answer.json()["outcome"], answer.json()["by"]
    )  # fmt: skip
    assert 409 == client.post(f"{place}/meetings/none", json={"camera": "on"}).status_code
    assert 422 == client.post(f"{place}/meetings/x", json={"camera": "broken"}).status_code


def test_nobody_is_turned_down_before_a_notice_and_time_to_answer(fresh: People) -> None:
    client = staff(fresh)
    place, _ = joined(fresh, client)
    decided = client.post(f"{place}/adverse", json={"stage": "decided", "why": "no"})
    assert 409 == decided.status_code
    notice = client.post(f"{place}/adverse", json={"stage": "notice", "why": "The camera was off."})
    assert (201, "notice") == (notice.status_code, notice.json()["stage"])
    assert ["The camera was off."] == [one.why for one in file_of(fresh, NAME).all(Adverse)]
    assert 422 == client.post(f"{place}/adverse", json={"stage": "guilty", "why": "x"}).status_code


def test_a_file_is_forgotten_for_a_reason_and_nothing_of_it_is_told(fresh: People) -> None:
    client = staff(fresh)
    place, _ = joined(fresh, client)
    assert 422 == client.request("DELETE", place, json={"why": " "}).status_code
    assert 200 == client.request("DELETE", place, json={"why": "asked on Monday"}).status_code
    assert 404 == client.get(place).status_code
    assert 0 == client.get("/api/v1/worker-files").json()["total"]


@pytest.mark.parametrize("part", ["", "/pictures/x"])
def test_a_file_that_is_none_is_a_problem(fresh: People, part: str) -> None:
    answer = staff(fresh).get(f"/api/v1/worker-files/nobody{part}")
    assert (404, "application/problem+json") == (
        answer.status_code, answer.headers["content-type"]
    )  # fmt: skip


def test_a_scope_for_people_alone_neither_decides_nor_forgets(fresh: People) -> None:
    place, _ = joined(fresh, staff(fresh))
    client = api(fresh, "people")
    assert 200 == client.get(place).status_code
    assert 401 == client.post(f"{place}/adverse", json={"stage": "notice", "why": "x"}).status_code
    assert 401 == client.request("DELETE", place, json={"why": "x"}).status_code
    assert 401 == api(fresh, "read").get(place).status_code


@pytest.mark.parametrize(
    ("call", "body"),
    [("readings", None), ("faces", None), ("adverse", {"stage": "notice", "why": "x"}),
     ("steps", {"step": "document_examined", "result": "passed"}), ("meetings/x", {})],
)  # fmt: skip
def test_nothing_is_done_to_a_file_that_is_none(
    fresh: People, call: str, body: dict[str, str] | None
) -> None:
    answer = staff(fresh).post(f"/api/v1/worker-files/nobody/{call}", json=body)
    assert (404, "application/problem+json") == (
        answer.status_code, answer.headers["content-type"]
    )  # fmt: skip
