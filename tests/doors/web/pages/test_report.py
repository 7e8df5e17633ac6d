"""What is missing before a report is handed on."""

from __future__ import annotations

from celtrace.doors.web.pages.report import missing
from doors.web.conftest import People, send
from doors.web.test_pages import hit


def gaps(people: People) -> dict[str, str]:
    outcome = people.room.outcome
    assert outcome
    return {link: text for text, link in missing(outcome, people.room.desk, "Ana")}


def test_hits_and_lists_that_nobody_looked_at_are_missing(people: People) -> None:
    found = gaps(people)
    assert "name hit(s) are not decided" in found["/hits"]
    assert "Not checked: us_ofac_cons." == found["/import"]
    assert "/questions" not in found


def test_a_decided_hit_is_one_less(people: People) -> None:
    before = int(gaps(people)["/hits"].split()[0])
    client, id_ = people.signed_in("Ana"), hit(people)
    fields = {"target": f"candidate:{id_}", "verdict": "rejected", "why": "no"}
    send(client, "/decide", f"/hits/{id_}", **fields)
    assert before - 1 == int(gaps(people).get("/hits", "0").split()[0])


def test_a_question_without_an_answer_is_missing_until_it_has_one(people: People) -> None:
    client = people.signed_in("Ana")
    send(client, "/ask", party="north", text="Who drew it?")
    assert "1 question(s) to vendors have no answer." == gaps(people)["/questions"]
    number = next(iter(people.room.desk.talk.questions))
    send(client, "/answer", question=str(number), text="We did.")
    assert "/questions" not in gaps(people)


def test_what_waits_for_a_second_person_is_missing(people: People) -> None:
    client, id_ = people.signed_in("Ana"), hit(people)
    fields = {"target": f"candidate:{id_}", "verdict": "confirmed", "why": "yes"}
    send(client, "/decide", f"/hits/{id_}", **fields)
    assert "1 decision(s) wait for a second person." == gaps(people)["/"]
