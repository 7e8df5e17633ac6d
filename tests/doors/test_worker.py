"""`celtrace worker ...`, as a user calls it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from celtrace.errors import Exit
from doors.conftest import Answer, Call
from providers.test_messages import SECRET, message, task

DOSSIER = """dossier: 1
title: Trial
us: us
as_of: 2026-07-12
parties:
  - {id: us, name: Our Studio, country: CA}
  - {id: v, name: River Drawing, country: CN}
workers:
  - {id: w1, name: Maria Ada, party: v, role: in-between, emails: [m@ada.example],
     documents: [{type: passport, number: X1234567, country: PH, expires: 2030-01-31}]}
  - {id: w2, name: Bo Lin, party: v, role: episode director, phones: [+86 10 5555]}
checks:
  - {measure: M002, subject: w1, result: passed, when: 2026-05-01, by: Ann}
"""


@pytest.fixture
def worker(celtrace: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """`celtrace worker` over a home and a case of its own."""
    monkeypatch.setenv("CELTRACE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CELTRACE_USER", "Ann")

    def call(*words: Any) -> Answer:
        return celtrace("worker", *words, "--case", tmp_path / "case")

    return call


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "dossier.yaml").write_text(DOSSIER, encoding="utf-8")
    return tmp_path / "d"


def filed(worker: Call, *more: Any) -> str:
    """The id of the file of a worker who was invited and agreed to everything."""
    made = json.loads(worker("invite", "Nguyễn Văn An", *more, "--json").out)
    agreed = [word for p in ("documents", "face", "interview") for word in ("--agree", p)]
    assert Exit.DONE == worker("consent", made["file"], *agreed).code
    return str(made["file"])


def test_levels_are_printed_with_what_is_missing(worker: Call, dossier: Path) -> None:
    answer = worker("check", dossier)
    assert Exit.DONE == answer.code, answer.err
    said = " ".join(answer.out.split())
    assert "Maria Ada" in said
    assert "V1 of V3" in said
    assert "V3 met_live" in said
    assert "River Drawing: V0, its lowest worker's (Bo Lin)" in said


def test_one_worker_is_shown_step_by_step(worker: Call, dossier: Path) -> None:
    answer = worker("check", dossier, "--worker", "w1")
    assert "Maria Ada, plan standard/vendor: V1 of V3" in answer.out
    assert "M002 by Ann" in answer.out
    nobody = worker("check", dossier, "--worker", "w9")
    assert (Exit.USAGE, True) == (nobody.code, "Known: w1, w2" in nobody.err)


def test_two_who_share_a_number_are_something_to_ask(worker: Call, dossier: Path) -> None:
    text = DOSSIER.replace("+86 10 5555", "+86 10 5555]\n     , emails: [m@ada.example")
    (dossier / "dossier.yaml").write_text(text, encoding="utf-8")
    answer = worker("check", dossier)
    assert (Exit.ASK, True) == (answer.code, "duplicate_applicant: " in answer.out)


def test_the_same_as_a_document(worker: Call, dossier: Path) -> None:
    found = json.loads(worker("check", dossier, "--json").out)
    assert ["w1", "w2"] == [one["worker"] for one in found["workers"]]
    assert ["V1", "V0"] == [one["level"] for one in found["workers"]]
    assert {"as_of", "plans", "tier", "workers", "vendors", "findings", "problems"} == set(found)


def test_without_a_dossier_or_a_case_it_is_said_what_to_do(worker: Call) -> None:
    answer = worker("check")
    assert (Exit.DONE, True) == (answer.code, "No worker is known." in answer.out)


def test_parity_counts_and_names_nobody(worker: Call, dossier: Path) -> None:
    answer = worker("check", dossier, "--parity")
    assert "others" in answer.out
    assert "Maria" not in answer.out


def test_every_plan_and_check_is_printed(worker: Call) -> None:
    said = worker("plans").out
    assert "standard/vendor (aims at V3)" in said
    assert "M042" in said
    assert "2026-11" == json.loads(worker("plans", "--json").out)["version"]


def test_a_link_is_shown_once_and_the_name_stands_nowhere_in_the_open(
    worker: Call, tmp_path: Path
) -> None:
    answer = worker(
        "invite", "Nguyễn Văn An", "--server", "https://room.example/", "--role", "lead"
    )
    link = re.search(r"https://room\.example/join/(p[0-9a-f]{16})\.\S{20,}", answer.out)
    assert link
    assert "Nguyễn Văn An" in worker("check").out
    held = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [] == [p for p in held if "Nguyễn".encode() in p.read_bytes()]


def test_what_is_recorded_in_the_file_stands_beside_what_the_dossier_states(
    worker: Call, dossier: Path
) -> None:
    filed(worker, "--worker", "w1")
    worker("record", "w1", "document_authenticated", "passed", "--field", "way=notary")
    worker("meet", "w1", "--at", "2999-01-01T09:00", "--zone", "Asia/Manila")
    found = json.loads(worker("check", dossier, "--as-of", "2998-12-31", "--json").out)
    (one,) = [w for w in found["workers"] if w["worker"] == "w1"]
    states = {step["step"]: step["state"] for step in one["steps"]}
    assert ("pending", "expired") == (states["met_live"], states["document_authenticated"])


def test_a_meeting_that_is_still_to_come_cannot_have_been_held(worker: Call) -> None:
    file = filed(worker)
    worker("meet", file, "--at", "2999-01-01T09:00Z")
    early = worker("met", file, "--in-person")
    assert (Exit.USAGE, True) == (early.code, "still to come" in early.err)


def test_an_invitation_is_written_and_keeps_the_challenges_to_us(
    worker: Call, tmp_path: Path
) -> None:
    file, ics = filed(worker), tmp_path / "meeting.ics"
    answer = worker("meet", file, "--at", "2999-01-01T09:00", "--zone", "Asia/Seoul", "--ics", ics)
    assert "For whoever holds it, not for the worker:" in answer.out
    text = ics.read_bytes().decode()
    assert "DTSTART:29990101T000000Z" in text
    assert "09:00 (Asia/Seoul)" in text.replace("\r\n ", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("record", "FILE", "met_live", "cleared"), "no result cleared"),
        (("record", "FILE", "bank_papers", "passed"), "needs: paper"),
        (("record", "FILE", "bank_papers", "passed", "--field", "paper"), "no NAME=TEXT"),
        (("record", "nobody", "bank_papers", "failed"), "no file of a worker nobody"),
        (("consent", "FILE", "--agree", "everything"), "no purpose everything"),
        (("consent", "FILE", "--withdraw", "passkey"), "no consent to passkey"),
        (("meet", "FILE", "--at", "tomorrow"), "is no time"),
        (("meet", "FILE", "--at", "2999-01-01T09:00"), "has no zone"),
        (("meet", "FILE", "--at", "2999-01-01T09:00", "--zone", "Mars/Base"), "no zone Mars/Base"),
        (("met", "FILE"), "no meeting"),
        (("met", "FILE", "--camera", "blurred"), "cannot be blurred"),
        (("met", "FILE", "--still", "/nowhere/still.png"), "cannot be read"),
        (("adverse", "FILE", "fired", "--because", "x"), "no stage fired"),
        (("adverse", "FILE", "decided", "--because", "x"), "No notice was given"),
        (("adverse", "FILE", "notice"), "needs a reason"),
        (("forget", "FILE"), "needs a reason"),
        (("invite", " "), "needs a name"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    worker: Call, words: tuple[str, ...], said: str
) -> None:
    file = filed(worker)
    answer = worker(*(file if word == "FILE" else word for word in words))
    assert (Exit.USAGE, True) == (answer.code, said in answer.err), answer.err


def test_a_notice_names_who_and_until_when(worker: Call) -> None:
    answer = worker("adverse", filed(worker), "notice", "--because", "The paper was not shown.",
                    "--rests-on", "document_examined")  # fmt: skip
    assert re.search(r"notice, by Ann; the worker may answer until \d{4}-\d\d-\d\d", answer.out)


def test_forget_leaves_nothing_and_the_case_verifies(
    celtrace: Call, worker: Call, tmp_path: Path
) -> None:
    file = filed(worker, "--mail", "an@mail.example")
    answer = worker("forget", file, "--because", "asked for it")
    assert "can no longer be read, in any copy" in answer.out
    assert Exit.DONE == celtrace("verify", tmp_path / "case").code
    held = [path for path in tmp_path.rglob("*") if path.is_file()]
    words = ("Nguyễn".encode(), b"an@mail.example")
    assert [] == [p for p in held if any(word in p.read_bytes() for word in words)]
    assert "No worker is known." in worker("check").out
    assert Exit.USAGE == worker("forget", file, "--because", "again").code


def test_forget_says_where_the_dossier_itself_still_names_the_worker(
    celtrace: Call, worker: Call, dossier: Path, tmp_path: Path
) -> None:
    filed(worker, "--worker", "w1")
    celtrace("review", dossier, "--out", tmp_path / "case")
    answer = worker("forget", "w1", "--because", "asked for it")
    assert "Still named as w1: dossier.yaml line 9" in answer.out


def test_a_review_sees_the_files_under_random_ids_and_its_report_prints_the_level(
    celtrace: Call, worker: Call, dossier: Path, tmp_path: Path
) -> None:
    file = filed(worker, "--mail", "an@mail.example", "--party", "v", "--role", "animator")
    worker("record", file, "document_stated", "passed")
    celtrace("review", dossier, "--out", tmp_path / "case")
    outputs = [p.read_bytes() for p in (tmp_path / "case").rglob("*") if p.is_file()]
    assert not [one for one in outputs if "Nguyễn".encode() in one or b"an@mail" in one]
    result = json.loads((tmp_path / "case" / "assessment.json").read_bytes())["verified"]
    levels = {one["worker"]: one["level"] for one in result["workers"]}
    assert {"w1": "V1", "w2": "V0", file: "V0"} == levels
    assert [("v", "V0", 3)] == [(v["party"], v["level"], v["workers"]) for v in result["vendors"]]
    page = (tmp_path / "case" / "report.html").read_text("utf-8")
    assert "How far workers are verified" in page
    assert "the worker was met by video" in page
    assert Exit.DONE == celtrace("verify", tmp_path / "case").code


def test_a_delivery_that_nobody_signed_is_something_to_ask(worker: Call, tmp_path: Path) -> None:
    lot = tmp_path / "lot"
    lot.mkdir()
    for number in range(12):
        (lot / f"c{number:03}.tga").write_bytes(bytes([number]))
    nothing = worker("deliveries", lot)
    assert (Exit.USAGE, True) == (nothing.code, "There is no case" in nothing.err)
    filed(worker)
    answer = worker("deliveries", lot)
    assert Exit.ASK == answer.code
    assert "nobody signed (12): c000.tga, " in answer.out
    assert "and 2 more" in answer.out
    assert "0 of 12 files are signed as they are." in answer.out
    assert 12 == len(json.loads(worker("deliveries", lot, "--json").out)["unsigned"])


def test_the_list_to_sign_is_that_of_sha256sum(worker: Call, tmp_path: Path) -> None:
    lot, out = tmp_path / "lot", tmp_path / "SHA256SUMS"
    lot.mkdir()
    (lot / "c001.tga").write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert f"{empty}  c001.tga\n" == worker("sums", lot).out
    assert Exit.DONE == worker("sums", lot, "--out", out).code
    assert f"{empty}  c001.tga\n" == out.read_text()


def test_a_providers_message_is_taken_from_a_file(
    worker: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = filed(worker)
    one = message("onfido", task("clear"))
    body = tmp_path / "body.json"
    body.write_bytes(one.body)
    header = f"X-SHA2-Signature: {one.headers['x-sha2-signature']}"
    unset = worker("receive", "onfido", body, "--header", header)
    assert (Exit.USAGE, True) == (unset.code, "CELTRACE_SECRET_ONFIDO" in unset.err)
    monkeypatch.setenv("CELTRACE_SECRET_ONFIDO", SECRET)
    assert "no file of this person" in worker("receive", "onfido", body, "--header", header).out
    expect = worker("expect", file, "document_authenticated", "--provider", "onfido",
                    "--check", "b48fdff9")  # fmt: skip
    assert "waits for onfido, b48fdff9" in expect.out
    assert "onfido: kept." in worker("receive", "onfido", body, "--header", header).out
    forged = worker("receive", "onfido", body, "--header", "X-SHA2-Signature: 00")
    assert (Exit.USAGE, True) == (forged.code, "not signed as it should be" in forged.err)


@pytest.mark.parametrize("which", ["ofac", "mpa", "advisory"])
def test_a_pack_is_printed_and_written(
    worker: Call, dossier: Path, tmp_path: Path, which: str
) -> None:
    printed = worker("pack", which, dossier)
    assert Exit.DONE == printed.code, printed.err
    assert "shown" in printed.out
    assert not re.search(r"[2-9] of 1\b|of 0\b", " ".join(printed.out.split()))
    assert json.loads(worker("pack", which, dossier, "--json").out)[0]["state"]
    assert Exit.DONE == worker("pack", which, dossier, "--out", tmp_path / "pack.html").code
    assert "Evidence pack" in (tmp_path / "pack.html").read_text("utf-8")


def test_a_pack_of_no_known_form_or_name_is_refused(
    worker: Call, dossier: Path, tmp_path: Path
) -> None:
    form = worker("pack", "mpa", dossier, "--out", tmp_path / "pack.txt")
    assert (Exit.USAGE, True) == (form.code, "Name it .html, .pdf or .docx" in form.err)
    name = worker("pack", "iso27001", dossier)
    assert (Exit.USAGE, True) == (name.code, "There are: ofac, mpa, advisory" in name.err)


def test_nothing_is_swept_while_terms_last(worker: Call) -> None:
    filed(worker)
    answer = worker("sweep")
    assert (Exit.DONE, True) == (answer.code, "longer than was agreed to" in answer.err)
    assert [] == json.loads(worker("sweep", "--json").out)


def test_a_camera_that_was_refused_is_a_finding_of_the_review_and_can_be_explained(
    celtrace: Call, worker: Call, dossier: Path, tmp_path: Path
) -> None:
    file = filed(worker, "--party", "v", "--role", "animator")
    assert Exit.DONE == worker("meet", file, "--at", "now").code
    assert "refused" in worker("met", file, "--camera", "refused").out
    celtrace("review", dossier, "--out", tmp_path / "case", "--as-of", "2999-01-01")
    lines = (tmp_path / "case" / "findings.jsonl").read_text("utf-8").splitlines()
    (one,) = [json.loads(line) for line in lines if '"camera_refused"' in line]
    assert f"{file} declined the camera" in one["says"]
    assert {"journal"} == {evidence["source"] for evidence in one["evidence"]}
    said = celtrace("why", one["id"], "--case", tmp_path / "case")
    assert Exit.DONE == said.code, said.err
    assert "to be met in person is as good" in " ".join(said.out.split())
    assert Exit.DONE == celtrace("verify", tmp_path / "case").code
