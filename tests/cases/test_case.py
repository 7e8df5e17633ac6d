"""The case folder: sealed, reopened, refused, and what a killed run leaves."""

from __future__ import annotations

import hashlib
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import msgspec
import pytest

from celtrace.cases.case import Case
from celtrace.cases.seal import Seal, seal_bytes
from celtrace.cases.verify import Discrepancy, verify
from celtrace.errors import CeltraceError, EvidenceChanged, UsageError
from celtrace.records import Digest, Evidence, Party
from celtrace.store.chain import GENESIS

NOON = datetime(2024, 2, 29, 12, tzinfo=UTC)
SEEN = Evidence(Digest("0" * 64), "chain.csv", "line 2", "SEK", "csv")


def noon() -> datetime:
    return NOON


def opened(folder: Path) -> Case:
    return Case.create_or_open(folder, noon)


def closed(folder: Path) -> Path:
    with opened(folder) as case:
        case.vault.put(BytesIO(b"abc"))
        case.shelf.add([Party(seen=SEEN, id="sek", name="SEK")])
        case.log("noted", {"n": 1}, actor="ana")
        case.record_outputs([case.write("assessment.json", b"{}\n")])
    return folder


def actions(folder: Path) -> list[str]:
    with opened(folder) as case:
        return [entry.action for entry in case.journal.read()]


def sql(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "case.db")) as connection, connection:
        connection.execute(statement)


def test_a_closed_case_is_a_folder_of_database_vault_and_seal(tmp_path: Path) -> None:
    closed(tmp_path / "case")
    names = {path.name for path in (tmp_path / "case").iterdir()}
    assert {"case.db", "vault", "seal.json", "assessment.json"} == names


def test_the_seal_names_head_and_length_of_the_journal_and_the_digest_of_the_database(
    tmp_path: Path,
) -> None:
    with opened(tmp_path) as case:
        head = case.journal.head()
    assert head is not None
    seal = msgspec.json.decode((tmp_path / "seal.json").read_bytes())
    assert ["journal_head", "journal_length", "database"] == list(seal)
    assert (head.hash, 1) == (seal["journal_head"], seal["journal_length"])
    assert GENESIS == head.previous


def test_what_was_kept_is_there_again(tmp_path: Path) -> None:
    with opened(closed(tmp_path)) as case:
        assert ["sek"] == [party.id for party in case.shelf.each(Party)]
        assert 1 == len(list(case.vault.digests()))
        assert ["created", "noted", "outputs"] == [e.action for e in case.journal.read()]
        assert [NOON] * 3 == [entry.at for entry in case.journal.read()]


def test_opening_and_closing_changes_nothing(tmp_path: Path) -> None:
    before = {p: p.read_bytes() for p in closed(tmp_path).rglob("*") if p.is_file()}
    opened(tmp_path).close()
    assert before == {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}


def test_a_case_may_be_made_in_a_folder_that_holds_other_things(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    assert () == verify(closed(tmp_path))


def test_outputs_are_kept_with_size_and_digest_in_order(tmp_path: Path) -> None:
    with opened(tmp_path) as case:
        entry = case.record_outputs([case.write("b", b"xyz"), case.write("a", b"")])
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    files = entry.body["files"]
    assert [("a", 0), ("b", 3)] == [(file["path"], file["size"]) for file in files]
    assert empty == files[0]["sha256"]


def test_an_output_outside_the_case_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    with opened(tmp_path / "case") as case, pytest.raises(UsageError, match="outside"):
        case.record_outputs([tmp_path / "x"])


def test_an_output_that_cannot_be_written_is_named_and_the_old_one_stays(tmp_path: Path) -> None:
    with opened(tmp_path) as case:
        (tmp_path / "dir").mkdir()
        with pytest.raises(CeltraceError, match="dir cannot be written"):
            case.write("dir", b"x")
        assert not (tmp_path / "dir.new").exists()


def test_a_place_that_cannot_hold_a_case_is_named_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CeltraceError, match="cannot be written: Not a directory"):
        opened(tmp_path / "file" / "case")
    with pytest.raises(CeltraceError, match="cannot be written: File exists"):
        opened(tmp_path / "file")


def test_a_case_is_sealed_even_when_the_run_fails(tmp_path: Path) -> None:
    def failing() -> None:
        with opened(tmp_path) as case:
            case.log("noted", {})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert () == verify(tmp_path)
    assert ["created", "noted"] == actions(tmp_path)


# --- two writers ------------------------------------------------------------------------


def test_a_second_writer_is_refused_in_words(tmp_path: Path) -> None:
    with opened(tmp_path), pytest.raises(UsageError, match="Another process is writing"):
        opened(tmp_path)
    opened(tmp_path).close()


def test_a_second_writer_in_another_process_is_refused(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom datetime import UTC, datetime\nfrom pathlib import Path\n"
        "from celtrace.cases.case import Case\n"
        "Case.create_or_open(Path(sys.argv[1]), lambda: datetime.now(UTC))\n"
    )
    with opened(tmp_path):
        done = subprocess.run(
            [sys.executable, "-c", program, str(tmp_path)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert 1 == done.returncode
    assert "UsageError: Another process is writing to the case" in done.stderr


def test_a_refused_case_can_be_opened_by_others_again(tmp_path: Path) -> None:
    seal = closed(tmp_path) / "seal.json"
    kept = seal.read_bytes()
    seal.write_bytes(kept.replace(b"0", b"1"))
    with pytest.raises(EvidenceChanged):
        opened(tmp_path)
    seal.write_bytes(kept)
    opened(tmp_path).close()


# --- what is not what it was ------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE records SET body = x'7b7d'", "case.db was changed after the case was closed"),
        ("DELETE FROM journal WHERE seq = 2", "case.db was changed after the case was closed"),
    ],
)
def test_a_closed_case_that_was_changed_is_refused(
    tmp_path: Path, statement: str, said: str
) -> None:
    sql(closed(tmp_path), statement)
    with pytest.raises(EvidenceChanged, match=said):
        opened(tmp_path)


@pytest.mark.parametrize(("name", "said"), [("seal.json", "no seal"), ("case.db", "case.db")])
def test_a_case_that_lost_a_part_is_refused(tmp_path: Path, name: str, said: str) -> None:
    (closed(tmp_path) / name).unlink()
    with pytest.raises(EvidenceChanged, match=said):
        opened(tmp_path)


def test_a_log_of_changes_beside_a_closed_case_is_refused(tmp_path: Path) -> None:
    (closed(tmp_path) / "case.db-wal").write_bytes(b"x")
    with pytest.raises(EvidenceChanged, match="was changed"):
        opened(tmp_path)


def test_a_newer_schema_is_refused_and_the_case_stays_sealed(tmp_path: Path) -> None:
    sql(closed(tmp_path), "UPDATE alembic_version SET version_num = '9999'")
    seal = msgspec.json.decode((tmp_path / "seal.json").read_bytes())
    seal["database"] = hashlib.sha256((tmp_path / "case.db").read_bytes()).hexdigest()
    encoded = msgspec.json.format(msgspec.json.encode(seal), indent=1) + b"\n"
    (tmp_path / "seal.json").write_bytes(encoded)
    with pytest.raises(UsageError, match="newer version"):
        opened(tmp_path)
    assert encoded == (tmp_path / "seal.json").read_bytes()


# --- interrupted runs -------------------------------------------------------------------


def interrupt(folder: Path) -> Path:
    """Leave a case as a killed run leaves it."""
    program = (
        "import os, sys\nfrom datetime import UTC, datetime\nfrom pathlib import Path\n"
        "from io import BytesIO\nfrom celtrace.cases.case import Case\n"
        "case = Case.create_or_open(Path(sys.argv[1]), lambda: datetime.now(UTC))\n"
        "case.vault.put(BytesIO(b'late'))\ncase.log('noted', {'n': 2})\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(folder)], check=False)
    assert -signal.SIGKILL == done.returncode
    return folder


def test_an_interrupted_run_goes_on_and_says_so(tmp_path: Path) -> None:
    interrupt(closed(tmp_path))
    expected = ["created", "noted", "outputs", "noted", "reopened after an interrupted run"]
    assert expected == actions(tmp_path)
    assert () == verify(tmp_path)
    assert expected == actions(tmp_path)


def test_a_first_run_that_was_interrupted_goes_on(tmp_path: Path) -> None:
    expected = ["created", "noted", "reopened after an interrupted run"]
    assert expected == actions(interrupt(tmp_path / "new"))


def test_a_run_that_was_interrupted_before_it_made_a_database_starts_anew(tmp_path: Path) -> None:
    seal = Seal(journal_head=GENESIS, journal_length=0, database="")
    (tmp_path / "seal.open.json").write_bytes(seal_bytes(seal))
    assert ["created"] == actions(tmp_path)


def test_an_interrupted_case_that_lost_its_database_is_refused(tmp_path: Path) -> None:
    for path in interrupt(closed(tmp_path)).glob("case.db*"):
        path.unlink()
    with pytest.raises(EvidenceChanged, match=r"case\.db is missing"):
        opened(tmp_path)


def test_an_interrupted_case_with_a_damaged_database_is_refused(tmp_path: Path) -> None:
    interrupt(closed(tmp_path))
    data = (tmp_path / "case.db").read_bytes()
    (tmp_path / "case.db").write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    (tmp_path / "case.db-wal").unlink()
    with pytest.raises(EvidenceChanged, match=r"damaged|not sound"):
        opened(tmp_path)


def test_verify_says_that_an_interrupted_case_is_not_sealed(tmp_path: Path) -> None:
    said = "The case is not closed: it is in use, or a run was interrupted."
    assert Discrepancy("seal.json", said) in verify(interrupt(closed(tmp_path)))


def test_a_half_written_object_of_an_interrupted_run_is_removed(tmp_path: Path) -> None:
    interrupt(closed(tmp_path))
    (tmp_path / "vault" / "incoming" / "tmpx").write_bytes(b"half")
    with opened(tmp_path) as case:
        assert {"unfinished_objects_removed": 1} == list(case.journal.read())[-1].body
        assert [] == list(case.vault.check())


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE journal SET actor = 'eve' WHERE seq = 1", "Journal line 1 is not"),
        ("DELETE FROM journal WHERE seq = 1", "Journal line 1 is missing"),
        ("DELETE FROM journal WHERE seq >= 2", "no longer holds the line that was sealed"),
        ("INSERT INTO objects VALUES ('" + "f" * 64 + "')", f"object {'f' * 64} is missing"),
    ],
)
def test_an_interrupted_case_that_was_changed_is_refused(
    tmp_path: Path, statement: str, said: str
) -> None:
    sql(interrupt(closed(tmp_path)), statement)
    with pytest.raises(EvidenceChanged, match=said):
        opened(tmp_path)


def test_an_interrupted_case_with_a_damaged_object_is_refused(tmp_path: Path) -> None:
    interrupt(closed(tmp_path))
    path = next(p for p in (tmp_path / "vault").rglob("*") if p.is_file())
    path.chmod(0o644)
    path.write_bytes(b"x")
    with pytest.raises(EvidenceChanged, match="holds other bytes"):
        opened(tmp_path)


INTAKE = """
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from celtrace.cases.case import Case
case = Case.create_or_open(Path(sys.argv[1]), lambda: datetime.now(UTC))
done = {entry.body["n"] for entry in case.journal.read() if entry.action == "took"}
for number in range(100_000):
    if number not in done:
        digest, size = case.vault.put(BytesIO(f"file {number} ".encode() * 3_000))
        case.log("took", {"n": number, "sha256": digest})
        print(number, digest, flush=True)
    if number == 60 + len(done):
        case.close()
        break
"""


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_runs_killed_at_any_moment_lose_nothing_confirmed_and_repeat_nothing(
    tmp_path: Path, seed: int
) -> None:
    chance, confirmed = random.Random(seed), set()  # noqa: S311 - a moment, no secret
    for _ in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", INTAKE, str(tmp_path)], stdout=subprocess.PIPE, text=True
        ) as run:
            time.sleep(chance.choice([chance.uniform(0, 0.6), chance.uniform(0.6, 1.5)]))
            run.kill()
            assert run.stdout is not None
            whole = [line.split() for line in run.stdout.read().splitlines(keepends=True)
                     if line.endswith("\n")]  # fmt: skip
            confirmed |= {(int(number), digest) for number, digest in whole}
    with opened(tmp_path) as case:
        took = [(e.body["n"], e.body["sha256"]) for e in case.journal.read() if e.action == "took"]
        assert [] == list(case.journal.check())
        assert [] == list(case.vault.check())
        assert len(took) == len(set(took))
        assert confirmed <= set(took)
        assert all(case.vault.has(Digest(digest)) for _, digest in took)
    assert () == verify(tmp_path)


OPEN_AND_CLOSE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from celtrace.cases.case import Case
for number in range(100_000):
    with Case.create_or_open(Path(sys.argv[1]), lambda: datetime.now(UTC)) as case:
        entry = case.log("noted", {"n": number})
    print(entry.hash, flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_a_run_killed_while_it_opens_or_seals_leaves_a_case_that_opens(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - a moment, no secret
    confirmed: list[str] = []
    for _ in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", OPEN_AND_CLOSE, str(tmp_path)], stdout=subprocess.PIPE, text=True
        ) as run:
            assert run.stdout is not None
            confirmed.append(run.stdout.readline().strip())
            time.sleep(chance.uniform(0, 0.05))
            run.kill()
    with opened(tmp_path) as case:
        assert set(confirmed) <= {entry.hash for entry in case.journal.read()}
        assert [] == list(case.journal.check())
    assert () == verify(tmp_path)
