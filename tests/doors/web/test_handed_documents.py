"""Documents handed in under two links, over HTTP, then a review: the finding and its picture."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from pathlib import Path

import cv2
import numpy as np
import pytest

import invented
from celtrace.doors import cli
from celtrace.errors import Exit
from celtrace.papers.portrait import missing
from doors.web.conftest import opened
from doors.web.test_joining import file_of, raw, staff, worker
from papers.pages import NAME as PRINTED
from papers.pages import document, exchanged, page
from papers.test_opened import saved

FIRST, SECOND = "Nguyễn Văn An", "Lê Thị Bình"


def hand_in_by_link(folder: Path, first: bytes, second: bytes) -> list[str]:
    """Two workers open their links in a room and hand in a picture each; ids of their files."""
    for room in opened(folder):
        for name, data in ((FIRST, first), (SECOND, second)):
            client = worker(room, name, agreed=("documents",))
            assert 200 == raw(client, "files/document front", data).status_code
        persons = [file_of(room, name).person for name in (FIRST, SECOND)]
        assert 200 == staff(room).get(f"/workers/files/{persons[0]}").status_code
    return persons


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with lists, a dossier, and a case that does not exist yet."""
    invented.install_lists(tmp_path / "home")
    invented.dossier(tmp_path / "dossier", "")
    monkeypatch.setenv("CELTRACE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CELTRACE_USER", "Ann")
    return tmp_path


def reviewed_again(folder: Path) -> list[dict[str, object]]:
    """`celtrace review` of the case that the room wrote; findings of documents used twice."""
    words = ["review", str(folder / "dossier"), "--out", str(folder / "case"), "--exit-zero"]
    assert Exit.DONE == cli.run(words)
    lines = (folder / "case" / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    return [one for one in map(json.loads, lines) if one["rule"] == "document_reused"]


def test_one_document_under_two_links_is_found_and_its_squares_stand_in_the_report(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody's name, number or picture leaves the sealed files; who may open them sees both."""
    copy = saved(exchanged(document(1), 7), "JPEG", quality=70)
    persons = hand_in_by_link(folder, saved(document(1)), copy)
    (found,) = reviewed_again(folder)
    values = found["values"]
    assert isinstance(values, dict)
    assert sorted(persons) == [values["a"], values["b"]]
    assert "squares of the page agree" in str(values["proof"])

    report = (folder / "case" / "report.html").read_text(encoding="utf-8")
    pictures = re.findall(r"data:image/png;base64,([\w+/=]+)", report)
    drawn = [cv2.imdecode(np.frombuffer(b64decode(one), np.uint8), 1) for one in pictures]
    colours = [np.unique(one.reshape(-1, 3), axis=0) for one in drawn if one is not None]
    assert any(3 == len(one) for one in colours), "squares that agree, differ, or hold no print"
    outputs = [one for one in (folder / "case").glob("*.*") if one.suffix in (".html", ".jsonl")]
    for word in (FIRST, SECOND, *PRINTED, "X1234567"):
        assert not [one.name for one in outputs if word.encode() in one.read_bytes()], word

    target = folder / "both.jpg"
    case = ["--case", str(folder / "case")]
    assert Exit.DONE == cli.run(["worker", "beside", *persons, "--out", str(target), *case])
    assert b"\xff\xd8\xff" == target.read_bytes()[:3]
    assert "squares agree" in capsys.readouterr().out


def test_documents_of_two_forms_are_not_joined(folder: Path) -> None:
    hand_in_by_link(folder, saved(document(1)), saved(page(())))
    assert [] == reviewed_again(folder)


@pytest.mark.shared
@pytest.mark.skipif(bool(missing()), reason=missing() or "weights are there")
def test_with_one_portrait_under_two_names_it_counts(folder: Path, shared_data: Path) -> None:
    """Name and number are exchanged, the portrait stays: no two of one design share that."""
    face = cv2.imread(str(shared_data / "verify/faces_orl/s1/1.pgm"), 0)
    sheet = np.asarray(document(1), np.uint8).copy()
    sheet[120:380, 60:260] = cv2.resize(np.asarray(face, np.uint8), (200, 260))
    other = sheet.copy()
    other[170:270, 310:580] = 225
    cv2.putText(other, "OTHER PERSON", (320, 230), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 40, 2)
    data = [bytes(cv2.imencode(".png", one)[1].tobytes()) for one in (sheet, other)]
    hand_in_by_link(folder, *data)
    (found,) = reviewed_again(folder)
    assert "supporting" == found["category"]
