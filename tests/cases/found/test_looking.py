"""One file in a worker: whatever it holds, an answer comes back and nothing is silent."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import msgspec

from celtrace.cases.found.looking import Looked, Task, look, lost, part
from celtrace.records import Digest
from celtrace.settings import Limits


def task(tmp_path: Path, data: bytes, name: str, limits: Limits | None = None) -> Task:
    path = tmp_path / "object"
    path.write_bytes(data)
    digest = Digest(hashlib.sha256(data).hexdigest())
    return Task(digest, name, len(data), str(path), str(tmp_path / "spool"), (), limits or Limits())


def packed(count: int, size: int = 10) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}.txt", f"{number:0{size}}")
    return made.getvalue()


def test_what_a_file_holds_is_set_aside_by_its_place_in_the_spool(tmp_path: Path) -> None:
    found = look(task(tmp_path, packed(3), "a.zip"))
    assert [b"0.txt", b"1.txt", b"2.txt"] == [one.name for one in found.aside]
    with Path(found.spool).open("rb") as spool:
        assert [b"0000000000", b"0000000001", b"0000000002"] == [
            part(spool, one).read() for one in found.aside
        ]


def test_an_answer_can_travel_as_plain_values(tmp_path: Path) -> None:
    found = look(task(tmp_path, packed(2), "a.zip"))
    assert found == msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Looked)


def test_an_empty_file_is_named_empty(tmp_path: Path) -> None:
    found = look(task(tmp_path, b"", "a.psd"))
    assert "it is empty" == found.problems[0].reason
    assert "" == found.spool


def test_a_file_that_is_gone_is_a_problem(tmp_path: Path) -> None:
    gone = task(tmp_path, b"x", "a.txt")
    Path(gone.path).unlink()
    assert "cannot be read" in look(gone).problems[0].reason


def test_a_reader_that_finds_nothing_is_not_silent(tmp_path: Path) -> None:
    found = look(task(tmp_path, b"   \n  \n", "a.txt"))
    assert "found nothing" in found.problems[0].reason


def test_more_text_than_may_come_out_is_cut_and_said(tmp_path: Path) -> None:
    limits = Limits(file_text=40_000)
    found = look(task(tmp_path, b"0123456789\n" * 10_000, "a.txt", limits))
    assert sum(len(one.text) for one in found.passages) <= 40_000
    assert "more than 40,000 characters" in found.problems[0].reason


def test_more_items_than_may_come_out_are_cut_and_said(tmp_path: Path) -> None:
    found = look(task(tmp_path, packed(30), "a.zip", Limits(file_items=10)))
    assert len(found.aside) <= 10
    assert "more than 10 facts" in found.problems[0].reason


def test_more_bytes_than_may_come_out_are_cut_and_said(tmp_path: Path) -> None:
    found = look(task(tmp_path, packed(10, 1000), "a.zip", Limits(unpacked_bytes=5_000)))
    assert 5 == len(found.aside)
    assert "unpacks to more than 5,000 bytes" in found.problems[0].reason


def test_a_file_that_was_given_up_says_why(tmp_path: Path) -> None:
    found = lost(task(tmp_path, b"x", "a.psd"), "it took longer than 120 seconds")
    assert ("", "it took longer than 120 seconds") == (found.type.format, found.problems[0].reason)
