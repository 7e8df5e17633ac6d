"""What is missing before a report is handed on."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest

from celtrace.cases.handover.check import Expected, check_bundle
from celtrace.cases.recompute import recompute
from celtrace.doors.web.pages.report import freezer, missing
from doors.web.conftest import People, send
from doors.web.test_pages import hit


def gaps(people: People) -> dict[str, str]:
    outcome = people.room.outcome
    assert outcome
    return {link: text for text, link in missing(outcome, people.room.desk, "Ana")}


def test_hits_and_lists_that_nobody_looked_at_are_missing(people: People) -> None:
    found = gaps(people)
    assert "not decided" in found["/hits"]
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
    assert "1 question to a vendor has no answer." == gaps(people)["/questions"]
    number = next(iter(people.room.desk.talk.questions))
    send(client, "/answer", question=str(number), text="We did.")
    assert "/questions" not in gaps(people)


def test_what_waits_for_a_second_person_is_missing(people: People) -> None:
    client, id_ = people.signed_in("Ana"), hit(people)
    fields = {"target": f"candidate:{id_}", "verdict": "confirmed", "why": "yes"}
    send(client, "/decide", f"/hits/{id_}", **fields)
    assert "1 decision waits for a second person." == gaps(people)["/"]


TAKEN = {
    "brief.html": b"<!doctype", "brief.pdf": b"%PDF", "brief.docx": b"PK",
    "evidence.html": b"<!doctype", "evidence.docx": b"PK",
    "tables.xlsx": b"PK", "tables.csv.zip": b"PK",
}  # fmt: skip


@pytest.mark.parametrize("name", TAKEN)
def test_every_form_can_be_taken_along_without_uninvolved_names(people: People, name: str) -> None:
    client = people.signed_in("Vera", "viewer")
    answer = client.get(f"/report/{name}")
    assert answer.content.startswith(TAKEN[name])
    assert name in answer.headers["content-disposition"]
    if name == "evidence.html":
        assert "김철수" not in answer.text
        assert "김철수" in client.get(f"/report/{name}?names=yes").text


def test_the_builder_says_how_many_names_are_taken_out(people: People) -> None:
    text = people.signed_in("Vera", "viewer").get("/report").text
    assert "1 uninvolved person are" in text or "1 uninvolved person is" in text
    assert "Reviewers freeze" in text


def test_a_bundle_is_frozen_signed_and_verifiable_and_the_room_goes_on(
    people: People, tmp_path: Path
) -> None:
    client = people.signed_in("Ana")
    answer = send(client, "/report/freeze", "/report", kind="bundle", evidence="yes")
    assert "signed" in unquote(answer.headers["location"])
    (held,) = freezer(people.room).held()
    assert held.said in client.get("/report").text
    path = tmp_path / held.name
    path.write_bytes(client.get(f"/report/frozen/{held.name}").content)
    checked = check_bundle(path, Expected(held.said.split()[-1]), recompute)
    assert ((), True) == (checked.discrepancies, checked.evidence)
    send(client, "/note", "/", target="subject:party:north", text="still open")
    assert ["still open"] == [note.text for note in people.room.desk.talk.notes]
    assert "Ana" == next(e.actor for e in people.room.journal.read() if e.action == "bundled")


def test_a_production_is_frozen_with_the_numbers_asked_for(people: People) -> None:
    client = people.signed_in("Ana")
    fields = {"kind": "production", "tier": "2", "prefix": "ACME", "first": "7"}
    said = unquote(send(client, "/report/freeze", "/report", **fields).headers["location"])
    assert "pages ACME000007" in said
    (held,) = freezer(people.room).held()
    data = client.get(f"/report/frozen/{held.name}").content
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {"cover-letter.docx", "manifest.csv", "volume-001.zip"} <= set(archive.namelist())


@pytest.mark.parametrize(
    "fields",
    [{"tier": "5"}, {"tier": "x"}, {"first": "0"}, {"first": "-1"}, {"first": "9" * 12}],
    ids=["tier 5", "no tier", "page 0", "page -1", "too far"],
)
def test_numbers_that_are_none_are_refused(people: People, fields: dict[str, str]) -> None:
    answer = send(people.signed_in("Ana"), "/report/freeze", "/report", kind="production", **fields)
    assert 400 == answer.status_code
    assert () == freezer(people.room).held()


@pytest.mark.parametrize("name", ["none.zip", "..%2f..%2faccounts.db", "001.txt"])
def test_only_frozen_files_are_handed_out(people: People, name: str) -> None:
    client = people.signed_in("Vera", "viewer")
    assert 404 == client.get(f"/report/frozen/{name}").status_code
