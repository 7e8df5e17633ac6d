"""Bad input is the normal case: no crash, no hang, and nothing that is silently empty.

Files go through the real pipeline; those that could hurt go through confined workers.
"""

from __future__ import annotations

import hashlib
import io
import os
import random
import struct
import subprocess
import sys
import threading
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import msoffcrypto.format.ooxml as ooxml_format
import openpyxl
import pytest

from celtrace import registry
from celtrace.cases.case import Case
from celtrace.cases.found.looking import Looked, Task, look, lost
from celtrace.cases.found.reading import Reader
from celtrace.cases.found.triage import Asked, Triaged, triage
from celtrace.cases.verify import verify
from celtrace.engine._cage import Bounds
from celtrace.engine.confined import ConfinedEngine
from celtrace.engine.serial import SerialEngine
from celtrace.errors import CeltraceError
from celtrace.records import Digest, FileFact, FileType
from celtrace.settings import Limits, Settings

sys.path.insert(0, str(Path(__file__).parents[1] / "samples"))

from quine import quine

NOW = datetime(2024, 1, 15, 9, tzinfo=UTC)
HERE = Reader(engine=SerialEngine())
SAMPLES = sorted(
    path
    for path in (Path(__file__).parents[1] / "samples" / "files").glob("*/*")
    if not path.name.endswith(".expected.json")
)


def ask(folder: Path, case: Path, reader: Reader = HERE) -> Triaged:
    settings = Settings(case.parent / "home", case)
    return triage(Asked(folder, case, settings, lambda: NOW, lambda *_: None, reader))


@pytest.fixture
def found(tmp_path: Path) -> Path:
    folder = tmp_path / "found"
    folder.mkdir()
    return folder


def packed(*members: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return made.getvalue()


def reasons(result: Triaged) -> str:
    return "\n".join(f"{one.source}: {one.reason}" for one in result.problems)


# --- bombs ---------------------------------------------------------------------------------------


def test_a_bomb_within_bombs_ends_at_its_limits(found: Path, tmp_path: Path) -> None:
    data = packed(("zeros.bin", bytes(60 * 2**20)))
    for level in range(4):
        data = packed(*((f"{level}-{number}.zip", data) for number in range(8)))
    (found / "nested.zip").write_bytes(data)
    result = ask(found, tmp_path / "case")
    assert "more than 200 times its size" in reasons(result)
    assert result.counts.read < 10
    assert sum(
        p.stat().st_size for p in (tmp_path / "case" / "vault").rglob("*") if p.is_file()
    ) < (20 * 2**20)


def overlapping(count: int) -> bytes:
    """Every entry of the list points at the one packed body."""
    body = zlib.compress(bytes(1_000_000))[2:-4]
    crc = zlib.crc32(bytes(1_000_000))
    sizes = struct.pack("<III", crc, len(body), 1_000_000)
    local = struct.pack("<4sHHHHH", b"PK\x03\x04", 20, 0, 8, 0, 0) + sizes
    local += struct.pack("<HH", 1, 0) + b"a" + body
    entries = b""
    for number in range(count):
        name = f"{number}".encode()
        entries += struct.pack("<4sHHHHHH", b"PK\x01\x02", 20, 20, 0, 8, 0, 0) + sizes
        entries += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(entries), len(local), 0)
    return local + entries + end


def test_a_bomb_of_overlapping_entries_is_refused_whole(found: Path, tmp_path: Path) -> None:
    (found / "overlap.zip").write_bytes(overlapping(5_000))
    result = ask(found, tmp_path / "case")
    assert "share the same packed bytes" in reasons(result)
    assert 0 == result.counts.inside


def test_an_archive_that_holds_itself_ends_by_its_digest(found: Path, tmp_path: Path) -> None:
    data = quine()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert data == archive.read(archive.namelist()[0])
    (found / "quine.zip").write_bytes(data)
    (found / "within.zip").write_bytes(packed(("quine.zip", data)))
    result = ask(found, tmp_path / "case")
    assert (2, 2) == (result.counts.read, result.counts.inside)


def test_members_by_the_hundred_thousand_are_cut_and_named(found: Path, tmp_path: Path) -> None:
    (found / "many.zip").write_bytes(packed(*((f"{n}", b"") for n in range(300))))
    limits = Limits(archive_members=100)
    result = ask(found, tmp_path / "case", Reader(engine=SerialEngine(), limits=limits))
    assert "more than 100 members" in reasons(result)
    assert 100 == result.counts.inside


# --- names and paths -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["../../../etc/cron.d/x", "/etc/passwd", "C:\\Windows\\x.dll", "..\\..\\x", "a/../../b", "./.",
     "x" * 4_000, "a\x01b\x1b[31mc", "con.txt", "原画" * 900],
    ids=lambda name: repr(name[:24]),
)  # fmt: skip
def test_no_name_of_a_member_becomes_a_path(found: Path, tmp_path: Path, name: str) -> None:
    (found / "a.zip").write_bytes(packed((name, b"inside\n")))
    before = set(tmp_path.rglob("*"))
    result = ask(found, tmp_path / "case")
    assert 1 == result.counts.inside
    new = {path for path in tmp_path.rglob("*") if path not in before}
    assert all((tmp_path / "case") in (path, *path.parents) for path in new)
    allowed = {"vault", "sha256", "incoming", "case", "manifest.jsonl", "seal.json"}
    for path in new:
        hexadecimal = set(path.name) <= set("0123456789abcdef")
        assert path.name in allowed or path.name.startswith("case.") or hexadecimal, path


def test_a_folder_deeper_than_paths_may_be_is_named(found: Path, tmp_path: Path) -> None:
    here = os.open(found, os.O_RDONLY)
    name = "d" * 200
    for _ in range(25):
        os.mkdir(name, dir_fd=here)
        below = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(os.open("end.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    result = ask(found, tmp_path / "case")
    subprocess.run(["rm", "-rf", str(found)], check=True)
    assert "cannot be read" in reasons(result)


def test_links_in_circles_are_named_and_not_followed(found: Path, tmp_path: Path) -> None:
    (found / "a").symlink_to("b")
    (found / "b").symlink_to("a")
    (found / "self").symlink_to(".")
    result = ask(found, tmp_path / "case")
    assert {"a", "b", "self"} == {one.source for one in result.problems}


# --- holes, changes, permissions, a full disk ----------------------------------------------------


def test_ten_gigabytes_of_holes_are_named(found: Path, tmp_path: Path) -> None:
    with (found / "holes.mov").open("wb") as out:
        out.write(b"\x00\x00\x00\x20ftypqt  ")
        out.truncate(10 * 2**30)
    assert "sparse" in reasons(ask(found, tmp_path / "case"))


def test_a_file_that_grows_while_it_is_read_is_named(found: Path, tmp_path: Path) -> None:
    path = found / "growing.bin"
    path.write_bytes(os.urandom(40_000_000))
    over = threading.Event()

    def grow() -> None:
        with path.open("ab") as out:
            while not over.is_set():
                out.write(b"more")
                out.flush()

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        result = ask(found, tmp_path / "case")
    finally:
        over.set()
        writer.join()
    assert "changed while it was read" in reasons(result)
    assert () == verify(tmp_path / "case")


def test_a_disk_that_is_full_is_said_and_the_case_goes_on_later(
    found: Path, tmp_path: Path
) -> None:
    (found / "large.bin").write_bytes(os.urandom(3_000_000))
    (found / "small.txt").write_text("hello\n")
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (2000000, 2000000));"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "from celtrace.doors.cli import run; sys.exit(run(sys.argv[1:]))"
    )
    home = {**os.environ, "CELTRACE_HOME": str(tmp_path / "home")}
    full = subprocess.run(
        [sys.executable, "-c", script, "triage", str(found), "--case", str(tmp_path / "case")],
        capture_output=True, text=True, check=False, env=home,
    )  # fmt: skip
    assert full.returncode not in (0, -25)
    assert "cannot be written to" in full.stderr
    assert "Traceback" not in full.stderr
    result = ask(found, tmp_path / "case")
    assert 2 == result.files
    assert () == verify(tmp_path / "case")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable for root")
def test_what_may_not_be_read_is_named(found: Path, tmp_path: Path) -> None:
    (found / "secret.txt").write_text("x")
    (found / "secret.txt").chmod(0)
    assert "Permission denied" in reasons(ask(found, tmp_path / "case"))


# --- locked --------------------------------------------------------------------------------------


def test_a_locked_archive_is_said_to_be_and_goes_on_with_its_password(
    found: Path, tmp_path: Path
) -> None:
    (found / "locked.zip").write_bytes(locked(b"cut 12\n", b"geheim"))
    first = ask(found, tmp_path / "case")
    assert "under a password; run again with --password" in reasons(first)
    assert 0 == first.counts.inside
    again = Reader(engine=SerialEngine(), passwords=("wrong", "geheim"))
    second = ask(found, tmp_path / "case", again)
    assert 1 == second.counts.inside
    with Case.create_or_open(tmp_path / "case", lambda: NOW) as case:
        names = {one.path for one in case.shelf.each(FileFact)}
    assert "locked.zip!/note.txt" in names
    assert "" == reasons(second)


def locked_document(password: str) -> bytes:
    """A workbook under a password."""
    plain, out = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(plain)
    ooxml_format.OOXMLFile(plain).encrypt(password, out)
    return out.getvalue()


def test_a_wrong_password_does_not_shut_a_document_for_good(found: Path, tmp_path: Path) -> None:
    """'Password-protected archives and documents (said so, resumable with a password)'."""
    (found / "locked.docx").write_bytes(locked_document("geheim"))
    (found / "locked.zip").write_bytes(locked(b"cut 12\n", b"geheim"))
    wrong = Reader(engine=SerialEngine(), passwords=("wrong",))
    first = ask(found, tmp_path / "case", wrong)
    assert {"it is under a password; none of those given opens it"} == {
        one.reason for one in first.problems if "password" in one.reason
    }
    right = Reader(engine=SerialEngine(), passwords=("geheim",))
    second = ask(found, tmp_path / "case", right)
    assert 2 <= second.counts.inside
    assert "password" not in reasons(second)


def locked(data: bytes, password: bytes) -> bytes:
    """A ZIP with one member under the traditional cipher (APPNOTE 6.1)."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def crc(value: int, byte: int) -> int:
        return (value >> 8) ^ zlib.crc32(bytes([(value ^ byte) & 0xFF]), 0xFFFFFFFF) ^ 0xFF000000

    table = [0] * 256
    for number in range(256):
        value = number
        for _ in range(8):
            value = (value >> 1) ^ (0xEDB88320 if value & 1 else 0)
        table[number] = value

    def update(byte: int) -> None:
        keys[0] = (keys[0] >> 8) ^ table[(keys[0] ^ byte) & 0xFF]
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = (keys[2] >> 8) ^ table[(keys[2] ^ (keys[1] >> 24)) & 0xFF]

    def cipher(plain: bytes) -> bytes:
        out = bytearray()
        for byte in plain:
            mix = (keys[2] | 2) & 0xFFFF
            out.append(byte ^ ((mix * (mix ^ 1)) >> 8 & 0xFF))
            update(byte)
        return bytes(out)

    for byte in password:
        update(byte)
    check = zlib.crc32(data)
    body = cipher(bytes(11) + bytes([check >> 24])) + cipher(data)
    sizes = struct.pack("<III", check, len(body), len(data))
    name = b"note.txt"
    local = struct.pack("<4sHHHHH", b"PK\x03\x04", 20, 1, 0, 0, 0x21) + sizes
    local += struct.pack("<HH", len(name), 0) + name + body
    entry = struct.pack("<4sHHHHHH", b"PK\x01\x02", 20, 20, 1, 0, 0, 0x21) + sizes
    entry += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), len(local), 0)
    return local + entry + end


# --- samples, cut and broken, in confined workers ------------------------------------------------


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> tuple[ConfinedEngine, Path]:
    folder = tmp_path_factory.mktemp("broken")
    (folder / "spool").mkdir()
    bounds = Bounds(seconds=20, readable=(str(folder),), writable=str(folder / "spool"))
    return ConfinedEngine(2, Looked, lost, bounds), folder


def tasks(folder: Path, files: Iterator[tuple[str, bytes]]) -> Iterator[Task]:
    for number, (name, data) in enumerate(files):
        path = folder / f"{number}"
        path.write_bytes(data)
        digest = Digest(hashlib.sha256(data).hexdigest())
        spool = str(folder / "spool" / f"{number}")
        yield Task(digest, name, len(data), str(path), spool, thorough=True)


def said_something(one: Looked) -> bool:
    read = one.type.format in {reader.FORMAT for reader in registry.readers("files")}
    return bool(one.traits or one.passages or one.aside or one.problems or not read)


def test_every_sample_cut_at_every_tenth_has_an_answer(
    workers: tuple[ConfinedEngine, Path],
) -> None:
    engine, folder = workers
    cut = (
        (path.name, path.read_bytes()[: path.stat().st_size * tenth // 10])
        for path in SAMPLES
        for tenth in range(11)
    )
    found = list(engine.map(look, tasks(folder, cut)))
    assert 11 * len(SAMPLES) == len(found)
    ended = [p.reason for one in found for p in one.problems if "its process" in p.reason]
    assert [] == ended


def test_samples_with_random_breaks_have_an_answer(workers: tuple[ConfinedEngine, Path]) -> None:
    engine, folder = workers
    draw = random.Random(66)  # noqa: S311 - breaks are drawn, not secrets

    def broken() -> Iterator[tuple[str, bytes]]:
        for path in SAMPLES:
            for _ in range(6):
                data = bytearray(path.read_bytes())
                for _ in range(draw.randrange(1, 12)):
                    at = draw.randrange(len(data))
                    data[at : at + draw.randrange(12)] = draw.randbytes(draw.randrange(12))
                yield path.name, bytes(data)

    found = list(engine.map(look, tasks(folder, broken())))
    assert 6 * len(SAMPLES) == len(found)
    assert [] == [one.type.format for one in found if not said_something(one)]


# --- a run that is killed ------------------------------------------------------------------------


def test_a_killed_run_goes_on_where_it_was(found: Path, tmp_path: Path) -> None:
    for number in range(300):
        (found / f"{number:03}.txt").write_text(f"cut {number}\n" * 50)
    case = str(tmp_path / "case")
    home = {**os.environ, "CELTRACE_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "celtrace", "triage", str(found), "--case", case, "--quiet"]
    with subprocess.Popen(command, env=home, stderr=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL) as running:  # fmt: skip
        try:
            running.wait(1.5)
        except subprocess.TimeoutExpired:
            running.kill()
    result = ask(found, tmp_path / "case")
    assert 300 == result.files
    assert () == verify(tmp_path / "case")
    with Case.create_or_open(tmp_path / "case", lambda: NOW) as opened:
        assert 300 == len(list(opened.shelf.each(FileType)))


def test_a_case_whose_disk_took_nothing_is_an_error_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "found").mkdir()
    (tmp_path / "case").write_text("a file, not a folder")
    with pytest.raises(CeltraceError):
        ask(tmp_path / "found", tmp_path / "case")


def test_a_result_can_be_shown_whatever_names_hold(found: Path, tmp_path: Path) -> None:
    (found / "a\x1b]0;x\x07.txt").write_text("x\n")
    assert b"\x1b" not in msgspec.json.encode(ask(found, tmp_path / "case"))
