"""Import: an own spreadsheet to the first decided hit, undo, faults, and what runs meanwhile."""

from __future__ import annotations

import re
import shutil
import socket
from pathlib import Path

import httpx
import pytest

from celtrace.cases.decisions.acts import Decision
from celtrace.cases.outcome import Outcome
from celtrace.cases.room import Busy
from celtrace.doors.web.pages.importing import unnamed
from doors.web.conftest import People, mark, send

SHEET = b"id,name,country\nhouse,Invented House,US\nsek,SEK Studio,CN\n"


def upload(client: httpx.Client, *files: tuple[str, bytes]) -> httpx.Response:
    form = {"mark": mark(client.get("/import"))}
    return client.post("/import/upload", data=form, files=[("files", one) for one in files])


def reviewed(client: httpx.Client, people: People, text: str) -> str:
    answer = send(client, "/import/dossier", "/import", text=text, review="yes")
    assert "/import/progress" == answer.headers["location"], answer.text
    return people.room.jobs.wait(60).state


def test_from_an_own_sheet_to_the_first_decided_hit(fresh: People) -> None:
    client = fresh.signed_in("Ana", "admin")
    assert 303 == upload(client, ("vendors.csv", SHEET)).status_code
    text = client.get("/import").text
    assert "vendors.csv" in text
    assert "dossier: 1" in text
    guessed = fresh.room.uploads.dossier()
    assert "done" == reviewed(client, fresh, guessed), fresh.room.jobs.job.said
    assert "Decide the name hits" in client.get("/import/progress").text
    outcome = fresh.room.outcome
    assert isinstance(outcome, Outcome)
    id_ = next(c.id for c in outcome.candidates.values() if c.row == "34022")
    form = {"target": f"candidate:{id_}", "verdict": "rejected", "why": "another studio"}
    assert 303 == send(client, "/decide", f"/hits/{id_}", **form).status_code
    assert "done" == reviewed(client, fresh, guessed)
    again = fresh.room.outcome
    assert again
    assert "rejected by Ana" in again.candidates[id_].because


def columns_form(client: httpx.Client, **changed: str) -> dict[str, str]:
    """The form of the columns as the page has it, with some fields otherwise."""
    text = client.get("/import").text
    hidden = re.findall(r'type="hidden" name="((?:path|sheet|header)[\d.]+)" value="([^"]*)"', text)
    chosen = {
        name: next(iter(re.findall(r'<option (?:value="([^"]*)" selected|selected value="([^"]*)")',
                                   options)), ("", ""))
        for name, options in re.findall(r'<select id="[^"]*" name="([^"]+)">(.*?)</select>', text)
    }  # fmt: skip
    return {**dict(hidden), **{name: one or two for name, (one, two) in chosen.items()}, **changed}


def test_from_an_own_sheet_to_a_hit_without_reading_or_writing_a_line_of_yaml(
    fresh: People,
) -> None:
    client = fresh.signed_in("Ana", "admin")
    upload(client, ("vendors.csv", b"No,Studio called,Land\nV1,SEK Studio,CN\n"))
    form = columns_form(client, title="Vendors of Show A", section0="parties")
    answer = send(client, "/import/columns", "/import", **form)
    assert "/import?said=" in answer.headers["location"]
    fields = columns_form(client, title="Vendors of Show A", review="yes")
    at = next(name for name, text in fields.items() if text == "Studio called")
    form = {**fields, at.replace("header", "key"): "name"}
    answer = send(client, "/import/columns", "/import", **form)
    assert "/import/progress" == answer.headers["location"], answer.text
    assert "done" == fresh.room.jobs.wait(60).state, fresh.room.jobs.job.said
    assert fresh.room.outcome
    assert "Vendors of Show A" == fresh.room.outcome.assessment.dossier.title
    assert ["SEK Studio"] == [c.names[0] for c in fresh.room.outcome.candidates.values()]


def test_columns_of_a_dossier_by_hand_are_changed_as_text_and_new_files_are_named(
    people: People,
) -> None:
    client = people.signed_in("Ana")
    text = client.get("/import").text
    assert "was written by hand" in text
    assert 400 == send(client, "/import/columns", "/import", title="x").status_code
    upload(client, ("more vendors.csv", SHEET))
    assert "Not named in it, and so not read: more vendors.csv" in client.get("/import").text


def test_a_file_below_a_folder_that_is_named_is_named() -> None:
    files = ["dossier.yaml", "a.csv", "found/d1/x.png", "left/y.png", "z.csv"]
    assert ["left/y.png", "z.csv"] == list(unnamed(files, "[a.csv]\nfound: [{path: found/d1}]"))


def test_a_server_without_lists_says_how_to_get_them(fresh: People) -> None:
    client = fresh.signed_in("Ana")
    assert "No list of sanctions is installed" not in client.get("/import").text
    shutil.rmtree(fresh.room.settings.home / "lists")
    assert "celtrace lists update" in client.get("/import").text


def test_what_the_columns_were_read_as_is_shown(people: People) -> None:
    text = people.signed_in("Ana").get("/import").text
    assert "parties.csv" in text
    assert "<code>country</code>" in text
    assert "? </span> not checked" in text or "not checked" in text


def test_a_dossier_with_faults_lists_them_all(fresh: People) -> None:
    client = fresh.signed_in("Ana")
    upload(client, ("vendors.csv", SHEET))
    wrong = "dossier: 1\nparties: {from: nowhere.csv}\nnonsense: 1\n"
    assert "failed" == reviewed(client, fresh, wrong)
    text = client.get("/import/progress").text
    assert "nowhere.csv" in text
    assert "nonsense" in text


def test_the_last_files_can_be_taken_out_again(fresh: People) -> None:
    client = fresh.signed_in("Ana")
    upload(client, ("a.csv", b"one"))
    upload(client, ("a.csv", b"two"), ("b.csv", b"b"))
    folder = fresh.room.uploads.folder
    assert b"two" == (folder / "a.csv").read_bytes()
    assert 303 == send(client, "/import/undo", "/import").status_code
    assert (b"one", False) == ((folder / "a.csv").read_bytes(), (folder / "b.csv").exists())
    assert 303 == send(client, "/import/undo", "/import").status_code
    assert () == fresh.room.uploads.files()
    assert (
        400 == client.post("/import/undo", data={"mark": mark(client.get("/import"))}).status_code
    )


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../evil.csv", "evil.csv"),
        ("C:\\x\\list.csv", "list.csv"),
        ("명단.csv", "명단.csv"),
        ("a<b>.csv", "a_b_.csv"),
    ],
)
def test_a_file_stays_within_the_folder(fresh: People, name: str, kept: str) -> None:
    client = fresh.signed_in("Ana")
    assert 303 == upload(client, (name, b"x")).status_code
    assert ((kept, 1),) == fresh.room.uploads.files()
    inside = {path.name for path in fresh.room.uploads.folder.parent.iterdir()}
    assert {"home", "case", "dossier", "dossier.batches"} == inside


def test_an_upload_without_a_mark_is_refused(fresh: People) -> None:
    client = fresh.signed_in("Ana")
    answer = client.post("/import/upload", data={"mark": "x"}, files=[("files", ("a", b"x"))])
    assert (403, ()) == (answer.status_code, fresh.room.uploads.files())


def test_an_upload_without_files_is_refused(fresh: People) -> None:
    client = fresh.signed_in("Ana")
    answer = client.post("/import/upload", data={"mark": mark(client.get("/import"))})
    assert answer.status_code in (400, 415, 422)


def test_an_upload_over_the_limit_is_refused_before_it_is_read(fresh: People) -> None:
    client = fresh.signed_in("Ana")
    head = (
        f"POST /import/upload HTTP/1.1\r\nHost: x\r\nContent-Length: {2**40}\r\n"
        f"Cookie: celtrace_session={client.cookies['celtrace_session']}\r\n\r\n"
    )
    host, _, port = fresh.base.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(head.encode())
        assert line.recv(100).startswith(b"HTTP/1.1 400")
    assert () == fresh.room.uploads.files()


def test_there_is_nothing_to_review_before_a_file_is_there(fresh: People) -> None:
    client = fresh.signed_in("Ana")
    assert 400 == send(client, "/import/review", "/import").status_code
    assert "No review was asked for yet." in client.get("/import/progress").text


def test_the_events_end_with_how_it_ended(people: People) -> None:
    client = people.signed_in("Ana")
    send(client, "/import/review", "/import")
    text = client.get("/import/events").text
    assert text.startswith("data: {")
    assert '"state":"done"' in text.splitlines()[-2]


def test_while_a_review_runs_people_read_and_nothing_is_written(people: People) -> None:
    client, room = people.signed_in("Ana"), people.room
    page = client.get("/hits")
    room._give()
    try:
        assert 200 == client.get("/parties/north").status_code
        form = {"mark": mark(page), "target": "subject:party:north", "text": "x"}
        answer = client.post("/note", data=form)
        assert (503, True) == (answer.status_code, "Try again when it is done" in answer.text)
        with pytest.raises(Busy):
            room.act(lambda desk: desk.decide("Ana", Decision("x", "unsure", "y"), None))  # type: ignore[arg-type]
    finally:
        room._take()
    assert 303 == client.post("/note", data=form).status_code


def test_a_review_again_honours_what_was_decided_meanwhile(people: People) -> None:
    client = people.signed_in("Ana")
    before = people.room.outcome
    assert before
    id_ = next(iter(before.candidates))
    form = {"target": f"candidate:{id_}", "verdict": "rejected", "why": "no"}
    send(client, "/decide", f"/hits/{id_}", **form)
    send(client, "/import/review", "/import")
    assert "done" == people.room.jobs.wait(60).state
    after = people.room.outcome
    assert after
    assert "rejected" == after.candidates[id_].state
    assert "decided" == people.room.desk.ledger.of(f"candidate:{id_}").state


def test_the_case_is_sealed_when_the_room_closes(people: People, tmp_path: Path) -> None:
    people.signed_in("Ana")
    people.room.close()
    assert (tmp_path / "room" / "case" / "seal.json").is_file()
