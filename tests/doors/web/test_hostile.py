"""What somebody with bad intentions, or bad luck, sends: refused in words, and nothing breaks."""

from __future__ import annotations

import io
import re
import zipfile

import httpx
import pytest

from celtrace.cases.recompute import recompute
from celtrace.cases.verify import verify
from doors.web.conftest import People, mark, send

MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "\u202eevil\u202c",
)
NORTH = "subject:party:north"


def upload(client: httpx.Client, name: str, data: bytes) -> httpx.Response:
    form = {"mark": mark(client.get("/import"))}
    return client.post("/import/upload", data=form, files=[("files", (name, io.BytesIO(data)))])


def bomb(size: int) -> bytes:
    """A workbook whose sheet unfolds to so many bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * size)
    return out.getvalue()


@pytest.mark.parametrize("text", MARKUP, ids=range(len(MARKUP)))
def test_markup_in_a_note_is_shown_as_it_was_typed(people: People, text: str) -> None:
    client = people.signed_in("Ana")
    assert 303 == send(client, "/note", target=NORTH, text=f"said {text} there").status_code
    for page in ("/parties/north", "/case/timeline", "/search?q=said"):
        shown = client.get(page).text
        assert "said" in shown
        assert not re.search(r"<script>alert|<img src=x|<svg/onload|\u202eevil", shown), page
        assert "said 49" not in shown


def test_markup_in_the_name_of_an_account_a_token_and_an_assignment(people: People) -> None:
    admin = people.signed_in("Adam", "admin")
    fields = {"name": "<b>Bo</b>", "password": "correct horse battery", "role": "viewer"}
    assert 303 == send(admin, "/settings/accounts", "/settings", **fields).status_code
    send(admin, "/assign", target=NORTH, to='<i class="x">Bo</i>')
    send(admin, "/tokens", "/tokens", label="<u>mine</u>", **{"scope-read": "yes"})
    for page in ("/settings", "/parties/north", "/tokens", "/audit"):
        assert not re.search(r"<b>Bo|<i class|<u>mine", admin.get(page).text), page


@pytest.mark.parametrize(
    "head",
    ["", "Bearer", "Bearer x", "Basic eDp5", "Bearer ct_" + "A" * 43,
     "Bearer " + "x" * 5_000, "bearer\tct_x"],
    ids=["none", "bare", "short", "basic", "guessed", "long", "tab"],
)  # fmt: skip
def test_a_wrong_token_is_a_problem_whatever_it_looks_like(people: People, head: str) -> None:
    answer = people.anybody().get("/api/v1/case", headers={"authorization": head})
    assert (401, "application/problem+json") == (
        answer.status_code, answer.headers["content-type"]
    )  # fmt: skip


def test_a_request_that_is_replayed_by_somebody_else_or_with_other_words_is_refused(
    people: People,
) -> None:
    head = people.token("Rhea", "reviewer", "decide") | {"idempotency-key": "k1"}
    body = {"target": NORTH, "verdict": "explained", "why": "seen"}
    client = people.anybody()
    assert 201 == client.post("/api/v1/decisions", json=body, headers=head).status_code
    assert 201 == client.post("/api/v1/decisions", json=body, headers=head).status_code
    other = people.token("Rob", "reviewer", "decide") | {"idempotency-key": "k1"}
    for again, who in ((body, other), (body | {"why": "changed"}, head)):
        refused = client.post("/api/v1/decisions", json=again, headers=who)
        assert (400, True) == (refused.status_code, "another one" in refused.text)
    assert 1 == len(people.room.desk.ledger.of(NORTH).judgements)


def test_a_workbook_that_unfolds_without_end_is_named_and_the_review_goes_on(
    people: People,
) -> None:
    client = people.signed_in("Ana")
    assert 303 == upload(client, "bomb.xlsx", bomb(64 * 2**20)).status_code
    dossier = people.room.uploads.dossier() + "invoices: {from: bomb.xlsx}\n"
    people.room.uploads.write_dossier(dossier)
    people.room.jobs.start()
    job = people.room.jobs.wait(120)
    assert "done" == job.state
    outcome = people.room.outcome
    assert outcome
    (said,) = [problem for problem in outcome.problems if problem.source == "bomb.xlsx"]
    assert "unpacks to more than 200 times its size" in said.reason
    assert 200 == client.get("/").status_code


def test_names_of_uploads_stay_within_the_folder_and_are_shown_plain(people: People) -> None:
    client = people.signed_in("Ana")
    for name in ("<img src=x>.csv", "..\\..\\x.csv", "a\u202efdp.csv", "=cmd.csv"):
        upload(client, name, b"id,name\na,b\n")
    folder = people.room.uploads.folder
    assert all(path.parent == folder for path in folder.rglob("*.csv"))
    shown = client.get("/import").text
    assert "<img src=x" not in shown
    assert "\u202e" not in shown


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b'{"target":' + b"[" * 9_000])
def test_a_body_that_is_no_request_is_a_problem_and_not_a_fault(
    people: People, body: bytes
) -> None:
    head = people.token("Rhea", "reviewer", "decide") | {"content-type": "application/json"}
    answer = people.anybody().post("/api/v1/decisions", content=body, headers=head)
    assert answer.status_code in (400, 422)
    assert "application/problem+json" == answer.headers["content-type"]


@pytest.mark.parametrize("path", ["/%00", "/parties/%ff", "/hits/..%2f..", "/search?q=%00%ff",
                                  "/files/%27%20or%201", "/case?tier=%3Cb%3E&q=%22",
                                  "/chain?day=9999-99-99", "/compare?found=../x"])  # fmt: skip
def test_odd_addresses_are_answered_without_a_fault(people: People, path: str) -> None:
    answer = people.signed_in("Ana").get(path)
    assert answer.status_code in (200, 400, 404, 422)
    assert "root:" not in answer.text


def test_after_all_this_the_case_is_sound(people: People) -> None:
    client = people.signed_in("Ana")
    for text in MARKUP:
        send(client, "/note", target=NORTH, text=text)
    people.room.close()
    assert () == verify(people.room.settings.case, recompute)
