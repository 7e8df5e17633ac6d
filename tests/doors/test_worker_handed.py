"""`celtrace worker keep` and `face`, as a user calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from celtrace.errors import Exit
from celtrace.papers.faces import available
from doors.conftest import Call
from doors.test_worker import filed, worker  # noqa: F401 - a fixture
from papers.pages import TD3, page
from papers.test_faces import orl
from papers.test_opened import saved

PNG = b"\x89PNG\r\n\x1a\n a picture"


@pytest.fixture
def png(tmp_path: Path) -> Path:
    (tmp_path / "a.png").write_bytes(PNG)
    return tmp_path / "a.png"


def test_a_document_is_read_as_it_is_sealed(worker: Call, tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "a.png").write_bytes(saved(page(TD3)))
    answer = worker("keep", filed(worker), tmp_path / "a.png")
    assert Exit.DONE == answer.code
    assert all(line in answer.out for line in TD3)
    assert "names: " in answer.out
    assert "sharpness" in answer.out


@pytest.mark.parametrize("what", ["selfie", "still"])
def test_a_picture_is_sealed_into_the_file(worker: Call, png: Path, what: str) -> None:  # noqa: F811
    answer = worker("keep", filed(worker), png, "--as", what)
    assert (Exit.DONE, f"Sealed as {what}: 18 bytes.") == (answer.code, answer.out.strip())


def test_what_was_sealed_is_told_to_programs_too(worker: Call, png: Path) -> None:  # noqa: F811
    made = json.loads(worker("keep", filed(worker), png, "--as", "selfie", "--json").out)
    assert ("selfie", 18, "image/png") == (made["what"], made["size"], made["media"])


@pytest.mark.parametrize(
    ("name", "data", "what", "said"),
    [
        ("a.png", PNG, "portrait", "Say: document front, document back, selfie, still."),
        ("a.pdf", b"%PDF-1.7", "document front", "neither a JPEG nor a PNG"),
        ("", b"", "selfie", "cannot be read"),
    ],
    ids=["another kind", "no picture", "no file"],
)
def test_what_is_not_taken_is_refused_with_a_remedy(
    worker: Call,  # noqa: F811
    tmp_path: Path,
    name: str,
    data: bytes,
    what: str,
    said: str,
) -> None:
    if name:
        (tmp_path / name).write_bytes(data)
    answer = worker("keep", filed(worker), tmp_path / (name or "none"), "--as", what)
    assert (Exit.USAGE, True) == (answer.code, said in " ".join(answer.err.split()))


def test_without_consent_a_face_is_not_looked_at(worker: Call) -> None:  # noqa: F811
    made = json.loads(worker("invite", "Nguyễn Văn An", "--json").out)
    answer = worker("face", made["file"])
    assert Exit.USAGE == answer.code
    assert "no consent to face" in answer.err


def test_one_picture_is_beside_nothing(worker: Call, png: Path) -> None:  # noqa: F811
    file = filed(worker)
    worker("keep", file, png, "--as", "still")
    answer = worker("face", file)
    assert (Exit.DONE, True) == (answer.code, "no two pictures" in answer.out)


@pytest.mark.shared
@pytest.mark.skipif(bool(available()), reason=available() or "weights are there")
def test_faces_are_told_in_bands_and_as_an_aid(
    worker: Call,  # noqa: F811
    tmp_path: Path,
    shared_data: Path,
) -> None:
    from PIL import Image

    file = filed(worker)
    for number, what in ((1, "still"), (2, "selfie")):
        path = tmp_path / f"{number}.png"
        path.write_bytes(saved(Image.fromarray(orl(shared_data, 1, number))))
        assert Exit.DONE == worker("keep", file, path, "--as", what).code
    answer = worker("face", file)
    assert "still beside selfie: consistent (0." in answer.out
    assert "decides nothing" in answer.err + answer.out
