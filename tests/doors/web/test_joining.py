"""A worker's own pages, and the files behind them, over HTTP."""

from __future__ import annotations

import re
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from celtrace.cases.workers.meetings import spoken
from celtrace.cases.workers.policy import policy
from celtrace.cases.workers.register import File
from celtrace.doors.web.pages.joining import MOST
from celtrace.doors.web.texts import chosen, texts
from celtrace.keys.passkeys import unb64
from celtrace.providers._event import Message
from celtrace.records import (
    PURPOSES,
    Adverse,
    ConsentGrant,
    Credential,
    Handed,
    Interview,
    StepResult,
)
from doors.web.conftest import People, mark, opened, send
from keys.devices import Device
from providers.test_messages import SECRET, message, report, reviewed

PNG = b"\x89PNG\r\n\x1a\n a picture of a document"
NAME = "Nguyễn Văn An"


@pytest.fixture
def room(fresh: People) -> People:
    """A room in which nothing was reviewed, so that each test is quick."""
    return fresh


def staff(room: People, role: Any = "admin") -> httpx.Client:
    return room.signed_in(f"Ann {role}", role)


def link_of(client: httpx.Client, name: str = NAME) -> str:
    """The path of a worker's link."""
    page = send(client, "/workers/files", "/workers/files", name=name, role="animator")
    found = re.search(r"/join/p[0-9a-f]{16}\.[\w-]+", page.text)
    assert found, page.text
    return found[0]


def worker(room: People, name: str = NAME, agreed: tuple[str, ...] = PURPOSES) -> httpx.Client:
    """A worker who opened the link and agreed."""
    client = room.anybody()
    assert "/join" == client.get(link_of(staff(room), name)).headers["location"]
    if agreed:
        post(client, "consent", **dict.fromkeys(agreed, "yes"))
    return client


def post(client: httpx.Client, act: str, **fields: str) -> httpx.Response:
    return client.post(f"/join/{act}", data={"mark": mark(client.get("/join")), **fields})


def raw(client: httpx.Client, where: str, data: bytes, **headers: str) -> httpx.Response:
    sent = {"x-mark": mark(client.get("/join")), "origin": str(client.base_url).rstrip("/")}
    return client.post(f"/join/{where}", content=data, headers={**sent, **headers})


def key(client: httpx.Client, act: str, **body: Any) -> httpx.Response:

    return raw(client, f"keys/{act}", msgspec.json.encode(body))


def file_of(room: People, name: str = NAME) -> File:
    held = room.room.people(lambda register: register.files())
    return next(one for one in held if one.worker and one.worker.name == name)


def asked(answer: httpx.Response) -> bytes:
    assert 200 == answer.status_code, answer.text
    return unb64(answer.json()["publicKey"]["challenge"])


def here(room: People) -> dict[str, str]:
    return {"origin": room.base, "host": "127.0.0.1"}


def enrol(room: People, client: httpx.Client, device: Device) -> httpx.Response:
    challenge = asked(key(client, "ask-enrol"))
    return key(client, "enrol", answer=device.enrols(challenge, **here(room)))


def use(room: People, client: httpx.Client, device: Device) -> httpx.Response:
    challenge = asked(key(client, "ask-use"))
    return key(client, "use", answer=device.signs(challenge, **here(room)))


LANGUAGES = sorted(policy().languages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_there_in_every_language(language: str) -> None:
    english, here = texts("join")["en"], texts("join")[language]
    assert set(english) == set(here)
    assert all(here.values())
    same = {name for name in here if here[name] == english[name]}
    assert language == "en" or same <= {"key"}, same


@pytest.mark.parametrize(
    ("wanted", "accepts", "language"),
    [
        ("", "vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("", "de-DE,ko;q=0.5", "ko"),
        ("", "de", "en"),
        ("", "", "en"),
        ("ja", "vi", "ja"),
        ("<script>", "zh-Hans-CN", "zh"),
    ],
)
def test_the_language_is_the_one_chosen_or_the_browsers(
    wanted: str, accepts: str, language: str
) -> None:
    assert language == chosen("join", wanted, accepts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_in_every_language(room: People, language: str) -> None:
    client = worker(room, agreed=())
    answer = client.get("/join", headers={"accept-language": language})
    assert f'<html lang="{language}">' in answer.text
    assert texts("join")[language]["intro"] in answer.text
    for purpose in PURPOSES:
        assert policy().purposes[purpose].says[language].split("'")[0] in answer.text


def test_a_language_that_was_chosen_stays(room: People) -> None:
    client = worker(room, agreed=())
    post(client, "language", language="ko")
    assert '<html lang="ko">' in client.get("/join", headers={"accept-language": "vi"}).text


def test_the_page_says_nothing_of_the_case_and_takes_the_secret_out_of_the_address(
    people: People,
) -> None:
    client = people.anybody()
    client.get(link_of(staff(people)))
    answer = client.get("/join")
    assert people.room.outcome
    assert people.room.outcome.assessment.dossier.title not in answer.text
    assert "camera=(self)" in answer.headers["permissions-policy"]
    assert "camera=()" in client.get("/login").headers["permissions-policy"]
    assert client.cookies["celtrace_worker"].partition(".")[2] not in answer.text


@pytest.mark.parametrize("way", ["no link", "bad secret", "another's", "forgotten", "ended"])
def test_a_link_that_opens_nothing_opens_nothing(
    room: People, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    client, path = room.anybody(), link_of(staff(room))
    if way != "no link":
        client.get(
            {"bad secret": path + "x", "another's": "/join/p0123456789abcdef.x"}.get(way, path)
        )
    if way == "forgotten":
        room.room.people(lambda register: register.forget("Ann", file_of(room).person, "asked"))
    if way == "ended":
        later = room.room.clock() + timedelta(days=15)
        monkeypatch.setattr(room.room._register, "clock", lambda: later)
    for page in (client.get("/join"), client.post("/join/consent", data={"face": "yes"})):
        assert "/join/ended" == page.headers["location"]
    assert 403 == client.get("/join/ended").status_code
    refused = client.post("/join/files/selfie", content=PNG)
    assert refused.headers["location"] == "/join/ended"


def test_consent_is_kept_for_what_was_ticked_and_nothing_else(room: People) -> None:
    worker(room, agreed=("face", "passkey"))
    assert {"face", "passkey"} == {g.purpose for g in file_of(room).all(ConsentGrant)}


def test_without_consent_the_equal_way_stands_in_its_place(room: People) -> None:
    page = worker(room, agreed=("passkey",)).get("/join", headers={"accept-language": "ja"}).text
    for purpose in ("documents", "face", "interview"):
        assert policy().equal(purpose, "ja") in page  # type: ignore[arg-type]
    assert 'id="camera"' not in page


def test_a_form_of_another_session_or_site_is_refused(room: People) -> None:
    client = worker(room)
    forged = client.post("/join/consent", data={"mark": "0" * 64, "face": "yes"})
    abroad = client.post("/join/consent", data={"mark": mark(client.get("/join"))},
                         headers={"origin": "https://evil.example"})  # fmt: skip
    assert [403, 403] == [forged.status_code, abroad.status_code]
    assert 403 == client.post("/join/files/selfie", content=PNG).status_code


def test_what_is_stated_and_handed_in_is_sealed_and_nowhere_in_the_open(
    room: People, tmp_path: Path
) -> None:
    client = worker(room)
    post(client, "about", number="B7654321", country="vn", expires="2030-01-31", kind="passport",
         mail="an@mail.example", phone="+84 90 123")  # fmt: skip
    for what in ("document front", "selfie"):
        assert {"kept": what} == raw(client, f"files/{what}", PNG + what.encode()).json()
    file = file_of(room)
    assert file.worker
    assert ("B7654321", "VN") == (file.worker.documents[0].number, file.worker.documents[0].country)
    assert {"document front", "selfie"} == {one.what for one in file.all(Handed)}
    words = (NAME.encode(), b"B7654321", b"an@mail.example", PNG)
    held = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [] == [p.name for p in held if any(word in p.read_bytes() for word in words)]


def test_what_was_handed_in_is_read_by_a_button_and_shown_with_what_was_found(
    room: People,
) -> None:
    client, ann = worker(room), staff(room)
    raw(client, "files/document front", PNG)
    where = f"/workers/files/{file_of(room).person}"
    assert "1 picture was not read yet" in ann.get(where).text
    assert "The%20picture%20was%20read" in send(ann, f"{where}/read", where).headers["location"]
    assert "not read yet" not in ann.get(where).text
    assert {"document front", "reading"} == {one.what for one in file_of(room).all(Handed)}


def test_faces_are_held_beside_each_other_under_consent_alone(room: People) -> None:
    client, ann = worker(room), staff(room)
    where = f"/workers/files/{file_of(room).person}"
    assert "Hold the faces" not in ann.get(where).text
    raw(client, "files/document front", PNG)
    raw(client, "files/selfie", PNG)
    assert "Hold the faces beside each other" in ann.get(where).text
    shown = send(ann, f"{where}/faces", where).text
    assert "document front beside selfie" in shown
    assert "decides nothing" in shown
    assert {"document front", "selfie"} == {one.what for one in file_of(room).all(Handed)}
    post(client, "withdraw", purpose="face")
    assert 400 == send(ann, f"{where}/faces", where).status_code


@pytest.mark.parametrize("role", ["viewer", "auditor"])
def test_who_may_only_look_reads_nothing(room: People, role: str) -> None:
    client = worker(room)
    raw(client, "files/document front", PNG)
    where = f"/workers/files/{file_of(room).person}"
    assert send(staff(room, role), f"{where}/read", "/account").status_code in (403, 404)
    assert ["document front"] == [one.what for one in file_of(room).all(Handed)]


@pytest.mark.parametrize(
    ("where", "data", "status"),
    [
        ("files/selfie", b"%PDF-1.7", 400),
        ("files/selfie", b"", 400),
        ("files/selfie", b"\xff\xd8\xff" + b"0" * MOST, 400),
        ("files/passwords", PNG, 403),
        ("keys/ask-enrol", b"[", 400),
        ("keys/ask-enrol", b"[1]", 400),
        ("keys/open-door", b"{}", 403),
        ("keys/enrol", b'{"answer": {"id": "x"}}', 400),
        ("keys/use", b"{}", 400),
        ("keys/ask-use", b"{}", 400),
    ],
)
def test_what_is_not_asked_for_is_refused(
    room: People, where: str, data: bytes, status: int
) -> None:
    client = worker(room)
    assert status == raw(client, where, data).status_code
    assert () == file_of(room).all(Handed) + file_of(room).all(Credential)


@pytest.mark.parametrize(
    "fields",
    [
        {"when": "2030-01-01T09:00", "zone": "Mars/Base"}, {"when": "soon", "zone": "UTC"},
        {"when": "2020-01-01T09:00", "zone": "UTC"}, {"zone": "../../etc/passwd", "when": ""},
    ],
)  # fmt: skip
def test_an_hour_that_cannot_be_is_refused(room: People, fields: dict[str, str]) -> None:
    client = worker(room)
    assert 400 == post(client, "meeting", **fields).status_code
    assert () == file_of(room).all(Interview)


def test_a_meeting_is_booked_in_the_workers_own_hour_and_the_draw_is_not_shown(
    room: People,
) -> None:
    client = worker(room)
    post(client, "meeting", when="2026-08-01T09:00", zone="Asia/Ho_Chi_Minh")
    (talk,) = file_of(room).all(Interview)
    assert "2026-08-01T02:00:00+00:00" == talk.planned.isoformat()
    ics = client.get(f"/join/meeting/{talk.id}.ics")
    assert "DTSTART:20260801T020000Z" in ics.text
    told = client.get("/join").text + ics.text
    assert not [c for c in talk.challenges if spoken(talk.seed, c) in told]
    assert talk.seed not in told
    assert "/join" == client.get("/join/meeting/none.ics").headers["location"]


def test_a_key_is_enrolled_used_and_signs_a_delivery(room: People) -> None:
    client, device = worker(room), Device()
    assert {"bound": True, "count": 1} == enrol(room, client, device).json()
    assert 2 == use(room, client, device).json()["count"]
    text = f"{'a' * 64}  c001.tga\n"
    challenge = asked(key(client, "ask-sign", list=text))
    signed = device.signs(challenge, **here(room))
    assert 1 == key(client, "sign", list=text, answer=signed).json()
    assert texts("join")["en"]["signed"] in client.get("/join").text


REFUSED: dict[str, dict[str, Any]] = {
    "no verification": {"verified": False}, "nobody there": {"present": False},
    "another page": {"cross": True}, "another origin": {"origin": "https://evil.example"},
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_an_answer_that_does_not_hold_enrols_nothing(room: People, case: str) -> None:
    client, device = worker(room), Device()
    challenge = asked(key(client, "ask-enrol"))
    answer = device.enrols(challenge, **{**here(room), **REFUSED[case]})
    assert 400 == key(client, "enrol", answer=answer).status_code
    assert () == file_of(room).all(Credential)


def test_a_clone_and_another_persons_key_are_refused(room: People) -> None:
    client, device = worker(room), Device()
    enrol(room, client, device)
    clone = device.clone()
    use(room, client, device)
    other = worker(room, "Kim")
    enrol(room, other, Device())
    wrong = key(other, "use", answer=device.signs(asked(key(other, "ask-use")),
                                                  **here(room)))  # fmt: skip
    assert (400, True) == (wrong.status_code, "Unknown credential" in wrong.text)
    refused = use(room, client, clone)
    assert (400, True) == (refused.status_code, "Two devices hold this key" in refused.text)
    assert ["cloned"] == [one.ended for one in file_of(room).all(Credential)]


@pytest.mark.parametrize("way", ["withdrawn", "expired"])
def test_consent_that_ended_stops_pictures_meetings_and_keys(room: People, way: str) -> None:
    client = worker(room)
    if way == "withdrawn":
        for purpose in PURPOSES:
            post(client, "withdraw", purpose=purpose)
    else:
        person = file_of(room).person
        grants = file_of(room).all(ConsentGrant)
        import msgspec

        for one in grants:
            past = msgspec.structs.replace(one, expires=room.room.clock())
            room.room.people(lambda r, past=past: r.keep("Ann", person, past))
    assert 400 == raw(client, "files/selfie", PNG).status_code
    assert 400 == raw(client, "files/document front", PNG).status_code
    assert 400 == key(client, "ask-enrol").status_code
    assert 400 == post(client, "meeting", when="2026-08-01T09:00", zone="UTC").status_code
    assert () == file_of(room).all(Handed)


def test_a_withdrawal_of_nothing_is_refused(room: People) -> None:
    client = worker(room, agreed=("face",))
    assert 400 == post(client, "withdraw", purpose="everything").status_code
    assert 400 == post(client, "withdraw", purpose="passkey").status_code


def test_whoever_looks_at_a_picture_is_kept_in_the_journal(room: People) -> None:
    client = worker(room)
    raw(client, "files/selfie", PNG)
    file, ann = file_of(room), staff(room)
    (handed,) = file.all(Handed)
    where = f"/workers/files/{file.person}"
    assert f"{where}/{handed.sealed}" in ann.get(where).text
    answer = ann.get(f"{where}/{handed.sealed}")
    assert (PNG, "image/png") == (answer.content, answer.headers["content-type"])
    last = list(room.room.journal.read())[-1]
    assert ("worker looked at", "Ann admin") == (last.action, last.actor)
    assert 404 == ann.get(f"{where}/{'0' * 64}").status_code
    assert 404 == ann.get("/workers/files/p0000000000000000").status_code


def test_steps_meetings_and_forgetting_from_the_room(room: People) -> None:
    client, ann = worker(room), staff(room)
    post(client, "meeting", when="2026-08-01T09:00", zone="UTC")
    where = f"/workers/files/{file_of(room).person}"
    kept = send(ann, f"{where}/step", where, step="document_examined", result="passed",
                picture="sharp")  # fmt: skip
    assert 303 == kept.status_code, kept.text
    assert [("document_examined", "passed")] == [
        (one.step, one.result) for one in file_of(room).all(StepResult)
    ]
    half = {"step": "document_examined"}
    assert "V0 of V3, by this file alone" in ann.get(where).text
    for fields in (half | {"result": "passed"}, {"step": "x", "result": "failed"}, half):
        assert 400 == send(ann, f"{where}/step", where, **fields).status_code
    early = send(ann, f"{where}/met", where, in_person="yes")
    assert (400, True) == (early.status_code, "still to come" in early.text)
    assert 400 == send(ann, f"{where}/met", where, camera="blurred").status_code
    assert 400 == send(ann, f"{where}/forget", where, why=" ").status_code
    assert 303 == send(ann, f"{where}/forget", where, why="asked by mail").status_code
    assert () == room.room.people(lambda register: register.files())
    assert "/join/ended" == client.get("/join").headers["location"]


def test_a_meeting_that_was_held_is_recorded_with_its_observations(
    room: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, ann = worker(room), staff(room)
    post(client, "meeting", when="2026-08-01T09:00", zone="UTC")
    monkeypatch.setattr(room.room, "clock", lambda: past)
    monkeypatch.setattr(room.room._register, "clock", lambda: past)
    (talk,) = file_of(room).all(Interview)
    past = talk.planned + timedelta(minutes=40)
    where = f"/workers/files/{file_of(room).person}"
    form = {f"done:{one}": "yes" for one in talk.challenges[:2]}
    answer = send(ann, f"{where}/met", where, meeting=talk.id, camera="on", second="Ben",
                  **{"seen:edge_breaks": "yes"}, **form)  # fmt: skip
    assert 303 == answer.status_code, answer.text
    (held,) = file_of(room).all(Interview)
    assert ("met", ("edge_breaks",), ("Ann admin", "Ben")) == (held.outcome, held.observed, held.by)
    assert "edge_breaks" in ann.get(where).text


@pytest.mark.parametrize("role", ["viewer", "auditor"])
def test_who_only_reads_the_case_does_not_read_files(room: People, role: Any) -> None:
    worker(room)
    assert 403 == staff(room, role).get("/workers/files").status_code


def test_the_workers_screen_shows_levels_and_what_is_missing(people: People) -> None:
    page = staff(people).get("/workers").text
    assert "V0 of V3" in page
    assert "document stated" in page
    assert 'href="/workers/files"' in page


def test_while_a_review_runs_a_worker_is_asked_to_come_again(
    reviewed: Path, tmp_path: Path
) -> None:

    shutil.copytree(reviewed, tmp_path / "room")
    for people in opened(tmp_path / "room"):
        client = people.anybody()
        client.get(link_of(staff(people)))
        people.room._give()
        busy = client.get("/join")
        assert (503, True) == (busy.status_code, "A review is running" in busy.text)
        people.room._take()
        assert 200 == client.get("/join").status_code


def test_nothing_here_turns_anybody_down(room: People) -> None:
    worker(room)
    assert () == file_of(room).all(Adverse)


def hook(room: People, provider: str, one: Message) -> httpx.Response:
    return room.anybody().post(f"/hooks/{provider}", content=one.body, headers=dict(one.headers))


@pytest.fixture
def secrets(room: People, monkeypatch: pytest.MonkeyPatch) -> People:
    """The room with the secret of one provider."""
    settings = msgspec.structs.replace(room.room.settings, secrets=(("checkr", SECRET),))
    monkeypatch.setattr(room.room, "settings", settings)
    return room


def test_a_providers_message_comes_in_without_a_sign_in(secrets: People) -> None:
    worker(secrets)
    body = report()
    body["data"]["object"]["custom_id"] = file_of(secrets).person
    one = message("checkr", body)
    assert ["kept", "seen before"] == [hook(secrets, "checkr", one).json()["taken"] for _ in "12"]
    (kept,) = file_of(secrets).all(StepResult)
    assert ("background_check", "passed", "checkr") == (kept.step, kept.result, kept.by)


def test_a_forged_message_and_one_of_a_provider_without_a_secret_are_refused(
    secrets: People,
) -> None:
    worker(secrets)
    one = message("checkr", report())
    forged = Message(one.body + b" ", one.headers)
    assert 403 == hook(secrets, "checkr", forged).status_code
    assert 403 == hook(secrets, "sumsub", message("sumsub", reviewed())).status_code
    assert 400 == hook(secrets, "acme", one).status_code
    assert 400 == hook(secrets, "checkr", Message(b"x" * (2**20 + 1), one.headers)).status_code
    assert 400 == hook(secrets, "checkr", message("checkr", report(result="fine"))).status_code
    assert () == file_of(secrets).all(StepResult)


def test_a_message_about_nobody_we_know_leaves_a_line_with_its_digest_alone(
    secrets: People,
) -> None:
    one = message("checkr", report())
    assert "no file of this person" == hook(secrets, "checkr", one).json()["taken"]
    last = list(secrets.room.journal.read())[-1]
    assert ("message not kept", one.digest) == (last.action, last.body["digest"])
    assert "4722c07dd9a10c3985ae432a" not in str(last.body)


def test_the_file_shows_its_level_and_no_message_that_was_not_said(room: People) -> None:
    client, ann = worker(room), staff(room)
    post(client, "about", number="B7654321", country="VN", expires="2030-01-31", mail="a@b.example")
    post(client, "meeting", when="2026-08-01T09:00", zone="UTC")
    page = ann.get(f"/workers/files/{file_of(room).person}").text
    assert "V1 of V3, by this file alone" in page
    assert 'role="status"' not in page
    assert "not in the plan" in page


def test_a_notice_is_shown_to_the_worker_who_answers_it_and_another_person_decides(
    room: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, ann = worker(room), staff(room)
    where = f"/workers/files/{file_of(room).person}"
    assert texts("join")["en"]["notice"] not in client.get("/join").text
    told = send(ann, f"{where}/adverse", where, stage="notice", why="The paper was not shown.")
    assert 303 == told.status_code, told.text
    page = client.get("/join", headers={"accept-language": "ja"}).text
    assert "あなたについての決定が準備されています" in page
    assert "The paper was not shown." in page
    assert "2026-07-19" in page
    early = send(ann, f"{where}/adverse", where, stage="decided", why="x")
    assert (400, True) == (early.status_code, "may answer until" in early.text)
    assert 303 == post(client, "answer", why="I showed it on Monday.").status_code
    later = room.room.clock() + timedelta(days=9)
    monkeypatch.setattr(room.room._register, "clock", lambda: later)
    alone = send(ann, f"{where}/adverse", where, stage="decided", why="x")
    assert (403, True) == (alone.status_code, "another person" in alone.text)
    ben = room.signed_in("Ben", "reviewer")
    back = send(ben, f"{where}/adverse", where, stage="withdrawn", why="It was shown.")
    assert 303 == back.status_code
    stages = [(one.stage, one.by) for one in file_of(room).all(Adverse)]
    person = file_of(room).person
    assert [("notice", "Ann admin"), ("disputed", person), ("withdrawn", "Ben")] == stages
    assert "by the worker: I showed it on Monday." in ann.get(where).text


@pytest.mark.parametrize("stage", ["fired", "", "disputed"])
def test_a_step_that_is_none_or_comes_too_soon_is_refused(room: People, stage: str) -> None:
    worker(room)
    where = f"/workers/files/{file_of(room).person}"
    assert 400 == send(staff(room), f"{where}/adverse", where, stage=stage, why="x").status_code
    assert () == file_of(room).all(Adverse)


def test_without_a_notice_there_is_nothing_to_answer(room: People) -> None:
    assert 400 == post(worker(room), "answer", why="Hello").status_code


def test_whoever_opens_a_file_leaves_a_line(room: People) -> None:
    worker(room)
    person = file_of(room).person
    staff(room).get(f"/workers/files/{person}")
    last = list(room.room.journal.read())[-1]
    assert ("worker looked at", {"person": person}) == (last.action, last.body)
