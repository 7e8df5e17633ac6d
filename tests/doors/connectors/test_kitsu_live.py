"""The whole way over a real Kitsu server: a production, its people, its log, a reviewed case."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from celtrace.cases.folder import FolderSource
from celtrace.doors.connectors.kitsu_pull import rows_of
from celtrace.dossier.read import read_dossier
from celtrace.records import Delivery, LogSource, Lot, Party, Production, Record, Text, Worker
from celtrace.settings import Limits
from doors.conftest import Call
from doors.connectors.conftest import RealKitsu

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
CODE, WORD = uuid.uuid4().hex[:8], "only-for-tests"
FAR = "175.45.178.9"


class Studio:
    """A production on the server, made by its own interface."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self.show = self._make("data/projects", name=f"Show {CODE}", production_type="tvshow")
        at = f"data/projects/{self.show}"
        episode = self._make(f"{at}/episodes", name="E05", status="running", description="")
        sequence = self._make(f"{at}/sequences", name="SQ01", episode_id=episode)
        shots = [self._make(f"{at}/shots", name=f"SH00{n}0", sequence_id=sequence) for n in "123"]
        self.moon = self._make("data/studios", name=f"Moon Ink {CODE}", color="#aabbcc")
        self.ann = self.person("ann", studio_id=self.moon, country="PL", role="vendor")
        self.fay = self.person("fay", contract_type="freelance")
        kinds = self.get("data/task-types")
        kind = next(one["id"] for one in kinds if one["name"] == "Animation")
        self._make(f"{at}/settings/task-types", task_type_id=kind)
        path = f"actions/projects/{self.show}/task-types/{kind}/shots/create-tasks"
        self.tasks = [one["id"] for one in self._send("POST", path, shots)]
        for who, tasks in ((self.ann, self.tasks[:2]), (self.fay, self.tasks[2:])):
            self._send("POST", f"{at}/team", {"person_id": who})
            self._send("PUT", f"actions/persons/{who}/assign", {"task_ids": tasks})
        self.comment(self.tasks[0])

    def person(self, name: str, **facts: Any) -> str:
        said = {"first_name": name.title(), "last_name": CODE, "password": WORD,
                "email": f"{name}-{CODE}@example.org"}  # fmt: skip
        return self._make("data/persons", **said, **facts)

    def comment(self, task: str) -> None:
        """A remark of ours, and a picture of hers."""
        status = self.get("data/task-status")[0]["id"]
        made = self._make(f"actions/tasks/{task}/comment", comment="头部形状要改",
                          task_status_id=status)  # fmt: skip
        token = self.sign_in("ann", "203.0.113.9")
        own = {"Authorization": f"Bearer {token}"}
        path = f"actions/tasks/{task}/comments/{made}/add-preview"
        preview = self._send("POST", path, {"revision": 1}, own)["id"]
        file = {"file": ("SH0010_v1.png", PIXEL, "image/png")}
        answer = self._client.post(f"pictures/preview-files/{preview}", files=file, headers=own)
        assert answer.is_success, answer.text

    def sign_in(self, name: str, ip: str) -> str:
        """Sign in from an address that the client itself writes."""
        said = {"email": f"{name}-{CODE}@example.org", "password": WORD}
        return str(self._send("POST", "auth/login", said, {"X-Real-IP": ip})["access_token"])

    def get(self, path: str) -> Any:
        return self._send("GET", path)

    def _make(self, path: str, **facts: Any) -> str:
        return str(self._send("POST", path, facts)["id"])

    def _send(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> Any:
        answer = self._client.request(method, path, json=body, headers=headers)
        assert answer.is_success, f"{path}: {answer.text}"
        return answer.json()


@pytest.fixture(scope="module")
def studio(kitsu: RealKitsu) -> Iterator[Studio]:
    headers = {"Authorization": f"Bearer {kitsu.token}"}
    with httpx.Client(base_url=kitsu.url, headers=headers, timeout=60, trust_env=False) as client:
        yield Studio(client)


@pytest.fixture
def folder(
    studio: Studio, kitsu: RealKitsu, celtrace: Call, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:  # fmt: skip
    """A dossier folder that the command made of the server."""
    assert studio.show
    monkeypatch.setenv("CELTRACE_KITSU_TOKEN", kitsu.token)
    done = celtrace("connect", "kitsu", kitsu.url, "--out", tmp_path / "dossier")
    assert (0, "Zou 1." in done.out) == (done.code, True)
    return tmp_path / "dossier"


def records(folder: Path, kind: type[Record]) -> list[Any]:
    read = read_dossier(FolderSource(folder, Limits()), Limits())
    return [one for one in read.records if isinstance(one, kind)]


def test_assignments_are_lots_of_the_studio_and_of_the_freelancer(
    studio: Studio, folder: Path
) -> None:
    lots = [one for one in records(folder, Lot) if one.production == studio.show]
    assert {(studio.moon, 2), (studio.fay, 1)} == {
        (one.assigned_to, one.cuts.count(",") + 1) for one in lots
    }
    assert {"ep 5 cuts"} == {one.cuts.rpartition("cuts")[0] + "cuts" for one in lots}
    assert {"10", "20", "30"} == {
        cut for one in lots for cut in one.cuts.partition("cuts ")[2].split(", ")
    }


def test_people_studios_and_the_show_are_in_their_sections(studio: Studio, folder: Path) -> None:
    workers = {one.id: one for one in records(folder, Worker)}
    assert (studio.moon, "PL") == (workers[studio.ann].party, workers[studio.ann].claimed_country)
    assert "" == workers[studio.fay].party
    assert studio.moon in {one.id for one in records(folder, Party)}
    (show,) = [one for one in records(folder, Production) if one.id == studio.show]
    assert [("5", 3)] == [(one.id, one.cuts) for one in show.episodes]


def test_remarks_and_previews_are_there_with_whoever_made_them(
    studio: Studio, folder: Path
) -> None:
    assert "头部形状要改" in {one.text for one in records(folder, Text)}
    (sent,) = [one for one in records(folder, Delivery) if one.party == studio.moon]
    assert 1 == sent.units


def test_an_address_that_the_client_wrote_is_graded_so(studio: Studio, folder: Path) -> None:
    (log,) = [one for one in records(folder, LogSource) if one.format == "kitsu_logins"]
    assert "client" == log.trust
    (path,) = (folder / "kitsu" / "logins").iterdir()
    assert "203.0.113.9" in {row["ip_address"] for row in rows_of(path)
                             if row["person_id"] == studio.ann}  # fmt: skip


def test_such_an_address_is_weaker_in_a_review_and_a_second_reading_is_only_what_is_new(
    studio: Studio, folder: Path, kitsu: RealKitsu, celtrace: Call
) -> None:
    studio.sign_in("ann", FAR)
    assert 0 == celtrace("connect", "kitsu", kitsu.url, "--out", folder).code
    raw = sorted((folder / "kitsu" / "raw").glob("*/login-logs.jsonl"))
    assert 2 == len(raw)
    first, second = ({row["id"] for row in rows_of(path)} for path in raw)
    assert not first & second
    assert FAR in {row["ip_address"] for row in rows_of(raw[1])}
    assert celtrace("review", folder, "--case", "case").code in (0, 3, 4, 11)
    lines = Path("case/findings.jsonl").read_text(encoding="utf-8")
    assert f"ann-{CODE}@example.org" in lines
    (line,) = [one for one in lines.splitlines() if '"dprk_range"' in one and CODE in one]
    assert '"supporting"' in line


def test_a_found_drawing_leads_to_whom_its_cut_was_assigned(
    studio: Studio, kitsu: RealKitsu, celtrace: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CELTRACE_KITSU_TOKEN", kitsu.token)
    done = celtrace("connect", "kitsu", kitsu.url, "--out", "one", "--project", f"Show {CODE}")
    assert 0 == done.code
    drawing = Path("one/found/a.png")
    drawing.parent.mkdir()
    drawing.write_bytes(PIXEL)
    with Path("one/dossier.yaml").open("a", encoding="utf-8") as more:
        more.write("found: [{id: f1, path: found, place: {ip: 203.0.113.5}}]\n")
        more.write("matches: [{file: found/a.png, cut: ep05_c010, reviewer: confirmed}]\n")
    celtrace("review", "one", "--case", "case")
    lines = Path("case/findings.jsonl").read_text(encoding="utf-8").splitlines()
    (line,) = [one for one in lines if '"own_frame_found"' in one]
    (lot,) = [one.id for one in records(Path("one"), Lot) if one.assigned_to == studio.moon]
    assert lot in line


def test_a_token_that_is_wrong_is_refused(
    kitsu: RealKitsu, celtrace: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CELTRACE_KITSU_TOKEN", kitsu.token[:-3] + "abc")
    refused = celtrace("connect", "kitsu", kitsu.url, "--out", "out")
    assert (2, True) == (refused.code, "does not accept the token" in refused.err)
