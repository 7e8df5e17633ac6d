"""Deciding in the browser: reasons, two people, two at once, mentions, questions, vendors."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from doors.web.conftest import People, mark, send
from doors.web.test_pages import finding, hit


def decide(client: httpx.Client, page: str, verdict: str, why: str = "looked") -> httpx.Response:
    text = client.get(page).text
    form = dict(
        re.findall(
            r'type="hidden" name="(target|seen|key|mark)" value="([^"]*)"',
            text[text.index('action="/decide"') :],
        )
    )
    return client.post("/decide", data={**form, "verdict": verdict, "why": why, "back": page})


def test_a_decision_is_kept_with_its_reason_and_shown(people: People) -> None:
    client = people.signed_in("Ana")
    page = f"/findings/{finding(people, 'staff_list_refused')}"
    answer = decide(client, page, "rejected", "<i>a typo</i>")
    assert (303, True) == (answer.status_code, answer.headers["location"].startswith(page))
    text = client.get(page).text
    assert "Decided</strong>: rejected: it is not as the sentence says, by Ana" in text
    assert "&lt;i&gt;a typo&lt;/i&gt;" in text


@pytest.mark.parametrize(("verdict", "why"), [("rejected", " "), ("", "why"), ("guilty", "why")])
def test_without_reason_or_choice_nothing_is_kept(people: People, verdict: str, why: str) -> None:
    answer = decide(people.signed_in("Ana"), f"/hits/{hit(people)}", verdict, why)
    assert 400 == answer.status_code
    assert not people.room.desk.ledger.all()


def test_the_same_takes_two_different_people(people: People) -> None:
    ana, ben, page = people.signed_in("Ana"), people.signed_in("Ben"), f"/hits/{hit(people)}"
    assert "second+person" in decide(ana, page, "confirmed").headers["location"].replace("%20", "+")
    again = decide(ana, page, "confirmed")
    assert (403, True) == (again.status_code, "two different people" in again.text)
    assert "Ana said: same: the party is the row" in ben.get("/").text
    assert 303 == decide(ben, page, "confirmed").status_code
    assert "by Ana and Ben" in ben.get(page).text


def test_of_two_who_decide_at_once_one_is_told(people: People) -> None:
    ana, ben, page = people.signed_in("Ana"), people.signed_in("Ben"), f"/hits/{hit(people)}"
    target = f"candidate:{hit(people)}"
    forms = [
        {"mark": mark(c.get(page)), "target": target, "seen": "-1", "verdict": v, "why": "w"}
        for c, v in ((ana, "rejected"), (ben, "unsure"))
    ]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda c, f: c.post("/decide", data=f), (ana, ben), forms))
    assert [303, 409] == sorted(a.status_code for a in answers)
    late = next(a for a in answers if a.status_code == 409)
    assert "in the meantime" in late.text
    assert 1 == len(people.room.desk.ledger.of(target).judgements)


def test_a_form_that_is_sent_twice_counts_once(people: People) -> None:
    client, target = people.signed_in("Ana"), f"candidate:{hit(people)}"
    form = {
        "mark": mark(client.get("/")),
        "target": target,
        "verdict": "rejected",
        "why": "w",
        "key": "k1",
        "seen": "-1",
    }
    codes = [client.post("/decide", data=form).status_code for _ in range(3)]
    assert [303, 303, 303] == codes
    assert 1 == len(people.room.desk.ledger.of(target).judgements)


def test_fifty_reviewers_lose_and_double_nothing(people: People) -> None:
    people.signed_in("Ana")
    ids = list(people.room.outcome.findings) if people.room.outcome else []
    wanted = [(f"R{n}", f"finding:{ids[n % len(ids)]}") for n in range(50)]
    clients = {name: people.signed_in(name) for name, _ in wanted}

    def one(pair: tuple[str, str]) -> int:
        name, target = pair
        client = clients[name]
        form = {
            "mark": mark(client.get("/case")),
            "target": target,
            "verdict": "explained",
            "why": f"by {name}",
            "key": name,
        }
        return client.post("/decide", data=form).status_code

    with ThreadPoolExecutor(10) as pool:
        assert {303} == set(pool.map(one, wanted))
    held = [j for s in people.room.desk.ledger.all() for j in s.judgements]
    assert sorted(name for name, _ in wanted) == sorted(j.who for j in held)
    assert [] == list(people.room.journal.check())


def test_an_analyst_notes_but_does_not_decide(people: People) -> None:
    client = people.signed_in("Al", "analyst")
    form = {"target": f"candidate:{hit(people)}", "verdict": "rejected", "why": "w"}
    assert 403 == send(client, "/decide", **form).status_code
    assert 303 == send(client, "/note", target="subject:party:north", text="see @Ben").status_code
    assert "see @Ben" in client.get("/parties/north").text
    assert "see @Ben" in people.signed_in("Ben").get("/").text


def test_a_note_needs_a_target_of_the_case(people: People) -> None:
    client = people.signed_in("Ana")
    assert 400 == send(client, "/note", target="subject:party:nobody", text="x").status_code
    assert 400 == send(client, "/assign", target="x", to="Ben").status_code


def test_what_is_given_to_somebody_stands_on_the_first_page(people: People) -> None:
    client = people.signed_in("Ana")
    send(client, "/assign", target="subject:party:north", to="Ben")
    assert "Given to you" in people.signed_in("Ben").get("/").text
    assert "Given to you" not in client.get("/").text


def test_a_vendor_sees_and_answers_its_own_questions_and_nothing_else(people: People) -> None:
    ana, vera = people.signed_in("Ana"), people.signed_in("Vera", "vendor", "north")
    assert 303 == send(ana, "/ask", party="north", text="Who drew ep 1?", due="").status_code
    assert 303 == send(ana, "/ask", party="hill", text="A secret", due="2026-07-01").status_code
    mine, other = people.room.desk.talk.questions
    text = vera.get("/vendor").text
    assert ("Who drew ep 1?" in text, "A secret" in text) == (True, False)
    assert "/vendor" == vera.get("/vendor").url.path
    home = vera.get("/", follow_redirects=False)
    assert (303, "/vendor") == (home.status_code, home.headers["location"])
    assert 403 == vera.get("/parties").status_code
    answer = send(vera, "/answer", "/vendor", question=str(other), text="x")
    assert 403 == answer.status_code
    assert 303 == send(vera, "/answer", "/vendor", question=str(mine), text="We.").status_code
    assert "We." in ana.get("/questions").text


def test_overdue_questions_are_shown_and_stand_in_the_calendar(people: People) -> None:
    client = people.signed_in("Ana")
    send(client, "/ask", party="hill", text="Who, when; \\ and " + "where " * 20, due="2026-07-01")
    assert "<strong>1</strong> question overdue" in client.get("/").text
    lines = client.get("/questions.ics").content.split(b"\r\n")
    assert b"DTSTART;VALUE=DATE:20260701" in lines
    assert any(
        line.startswith(b"SUMMARY:Answer due from hill: Who\\, when\\; \\\\ and") for line in lines
    )
    assert max(map(len, lines)) <= 75


def test_a_day_that_is_none_is_refused(people: People) -> None:
    answer = send(people.signed_in("Ana"), "/ask", party="hill", text="x", due="tomorrow")
    assert (400, True) == (answer.status_code, "is no day" in answer.text)


def test_what_the_findings_suggest_can_be_asked(people: People) -> None:
    text = people.signed_in("Ana").get("/questions").text
    assert "What the findings suggest to ask" in text
    assert "Northlight Drawing" in text


def test_the_timeline_tells_who_did_what(people: People) -> None:
    client = people.signed_in("Ana")
    decide(client, f"/hits/{hit(people)}", "unsure", "not enough")
    send(client, "/ask", party="north", text="Who drew it?")
    number = next(iter(people.room.desk.talk.questions))
    send(client, "/answer", question=str(number), text="We did.")
    send(client, "/note", target="subject:party:north", text="noted")
    text = client.get("/case/timeline").text
    assert all(said in text for said in ("not enough", "Who drew it?", "We did.", "noted"))


def test_a_form_that_is_too_large_is_refused(people: People) -> None:
    client = people.signed_in("Ana")
    answer = send(client, "/note", target="subject:party:north", text="x" * 2_000_000)
    assert 400 == answer.status_code
