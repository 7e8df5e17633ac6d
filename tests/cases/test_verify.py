"""Verification: every change of every file of a case is found, and nothing is written."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import msgspec
import pytest

from celtrace.cases.case import Case
from celtrace.cases.found.custody import manifest_bytes, take_in
from celtrace.cases.seal import Seal, read_seal, seal_bytes
from celtrace.cases.verify import Discrepancy, verify
from celtrace.errors import UsageError
from celtrace.ports import Entry
from celtrace.records import Digest, Evidence, Party
from celtrace.store.chain import link
from celtrace.store.database import connect_readonly
from celtrace.store.journal import SqlJournal

NOON = datetime(2024, 2, 29, 12, tzinfo=UTC)
SEEN = Evidence(Digest("0" * 64), "chain.csv", "line 2", "SEK", "csv")
OUTPUTS = (
    "assessment.json", "findings.jsonl", "problems.jsonl", "ran.jsonl", "report.html",
    "report.pdf", "manifest.jsonl",
)  # fmt: skip
SMALL = 1_000
STEP = 97
"""A prime, so that flips fall on every kind of place in a page."""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("verify")
    (home / "in").mkdir()
    for name in ("a", "b", "c"):
        (home / "in" / name).write_text(name * 40)
    with Case.create_or_open(home / "case", lambda: NOON) as case:
        taken = tuple(take_in(home / "in", None, case.vault, lambda *_: None))
        case.shelf.add(Party(seen=SEEN, id=f"p{n}", name="SEK") for n in range(20))
        for number in range(12):
            case.log("noted", {"n": number}, actor="ana")
        for name in OUTPUTS:
            case.write(name, f"{name}\n".encode())
        case.write("manifest.jsonl", manifest_bytes(taken))
        case.record_outputs([home / "case" / name for name in OUTPUTS])
    return home / "case"


@pytest.fixture
def case(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "case"))


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def whose(folder: Path, path: Path) -> set[str]:
    """The names under which a change of this file is reported.

    Where seal and database contradict each other, nobody can tell which was changed.
    """
    name = path.relative_to(folder).parts[0]
    return {name, "case.db"} if name == "seal.json" else {name}


def found_in(folder: Path) -> set[str]:
    return {item.path for item in verify(folder)}


def rewrite(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)


def test_an_untouched_case_has_no_discrepancy(case: Path) -> None:
    assert () == verify(case)


def test_nothing_is_written_and_nothing_is_left(case: Path) -> None:
    before = {p: (p.stat().st_mtime_ns, p.stat().st_mode) for p in case.rglob("*")}
    verify(case)
    assert before == {p: (p.stat().st_mtime_ns, p.stat().st_mode) for p in case.rglob("*")}


def test_a_case_on_a_medium_that_cannot_be_written_is_verified(case: Path) -> None:
    for path in [*case.rglob("*"), case]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    assert () == verify(case)
    for path in [case, *case.rglob("*")]:
        path.chmod(0o755)


def test_a_folder_that_is_no_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no case"):
        verify(tmp_path)


def test_the_outputs_as_they_were_recorded_last_count(case: Path) -> None:
    with Case.create_or_open(case, lambda: NOON) as opened:
        opened.record_outputs([opened.write("ran.jsonl", b"new\n")])
    assert () == verify(case)


# --- every byte of every file -----------------------------------------------------------


def test_every_file_of_a_case_is_under_seal(case: Path) -> None:
    names = {path.relative_to(case).parts[0] for path in files(case)}
    assert {"case.db", "seal.json", "vault", *OUTPUTS} == names


@pytest.mark.slow
def test_every_flipped_byte_is_found_and_its_file_is_named(case: Path) -> None:
    for path in files(case):
        data = path.read_bytes()
        path.chmod(0o644)
        for place in range(0, len(data), 1 if len(data) <= SMALL else STEP):
            flipped = bytes([data[place] ^ (1 << place % 8)])
            path.write_bytes(data[:place] + flipped + data[place + 1 :])
            assert whose(case, path) & found_in(case), (path.name, place)
        path.write_bytes(data)
    assert () == verify(case)


def emptied(path: Path) -> None:
    rewrite(path, b"")


def halved(path: Path) -> None:
    rewrite(path, path.read_bytes()[: path.stat().st_size // 2])


def shortened(path: Path) -> None:
    rewrite(path, path.read_bytes()[:-1])


def lengthened(path: Path) -> None:
    rewrite(path, path.read_bytes() + b"\n")


def removed(path: Path) -> None:
    path.unlink()


def linked(path: Path) -> None:
    path.rename(path.with_name("away"))
    path.symlink_to("away")


def made_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES = (emptied, halved, shortened, lengthened, removed, linked, made_a_folder)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_every_damaged_file_is_found_and_named(
    case: Path, damage: Callable[[Path], None], tmp_path: Path
) -> None:
    for number, relative in enumerate(path.relative_to(case) for path in files(case)):
        copy = Path(shutil.copytree(case, tmp_path / str(number)))
        damage(copy / relative)
        assert whose(copy, copy / relative) & found_in(copy), relative


def test_outputs_that_changed_places_are_found(case: Path) -> None:
    (case / "ran.jsonl").rename(case / "x")
    (case / "problems.jsonl").rename(case / "ran.jsonl")
    (case / "x").rename(case / "problems.jsonl")
    assert {"problems.jsonl", "ran.jsonl"} == found_in(case)


# --- vault ------------------------------------------------------------------------------


def test_an_object_more_is_found(case: Path) -> None:
    data = b"planted"
    digest = hashlib.sha256(data).hexdigest()
    place = case / "vault" / "sha256" / digest[:2] / digest[2:4] / digest
    place.parent.mkdir(parents=True)
    place.write_bytes(data)
    said = f"Vault object {digest} is not recorded in the case."
    assert (Discrepancy("vault", said),) == verify(case)


def test_a_missing_object_is_named_with_the_file_it_was(case: Path) -> None:
    digest = hashlib.sha256(b"b" * 40).hexdigest()
    (case / "vault" / "sha256" / digest[:2] / digest[2:4] / digest).unlink()
    assert (
        Discrepancy("manifest.jsonl", "The bytes of b are not in the vault."),
        Discrepancy("vault", f"Vault object {digest} is missing."),
    ) == verify(case)


def test_a_lost_vault_is_found(case: Path) -> None:
    shutil.rmtree(case / "vault")
    assert {"vault", "manifest.jsonl"} == found_in(case)


# --- journal ----------------------------------------------------------------------------


def sql(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "case.db")) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def reseal(folder: Path) -> None:
    """What a forger does who knows of the database's digest but not of the journal's head."""
    database = hashlib.sha256((folder / "case.db").read_bytes()).hexdigest()
    seal = msgspec.structs.replace(read_seal(folder / "seal.json"), database=database)
    (folder / "seal.json").write_bytes(seal_bytes(seal))


SWAP = (
    "UPDATE journal SET seq = -1 WHERE seq = 3",
    "UPDATE journal SET seq = 3 WHERE seq = 4",
    "UPDATE journal SET seq = 4 WHERE seq = -1",
)
LAST = "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)"
BY_SQL = {
    "altered": ("UPDATE journal SET body = '{}' WHERE seq = 3",),
    "first removed": ("DELETE FROM journal WHERE seq = 0",),
    "removed": ("DELETE FROM journal WHERE seq = 3",),
    "removed and closed up": (
        "DELETE FROM journal WHERE seq = 3",
        "UPDATE journal SET seq = -seq WHERE seq > 3",
        "UPDATE journal SET seq = -seq - 1 WHERE seq < 0",
    ),
    "last removed": (LAST,),
    "last two removed": (LAST, LAST),
    "all removed": ("DELETE FROM journal",),
    "swapped": SWAP,
    "added": (
        "INSERT INTO journal SELECT 99, at, actor, action, body, hash, 'x' FROM journal LIMIT 1",
    ),
    "table dropped": ("DROP TABLE journal",),
}


@pytest.mark.parametrize("statements", BY_SQL.values(), ids=BY_SQL.keys())
@pytest.mark.parametrize("sealed_anew", [False, True], ids=["old seal", "database sealed anew"])
def test_every_change_of_the_journal_by_sql_is_found(
    case: Path, statements: tuple[str, ...], *, sealed_anew: bool
) -> None:
    sql(case, *statements)
    if sealed_anew:
        reseal(case)
    assert "case.db" in found_in(case)


def entries(folder: Path) -> Iterator[Entry]:
    engine = connect_readonly(folder / "case.db")
    yield from SqlJournal(engine).read()
    engine.dispose()


@pytest.mark.parametrize("sealed_anew", [False, True], ids=["old seal", "database sealed anew"])
def test_a_journal_that_was_chained_anew_does_not_fit_the_old_seal(
    case: Path, *, sealed_anew: bool
) -> None:
    chain: list[Entry] = []
    for entry in list(entries(case)):
        actor = "eve" if entry.seq == 5 else entry.actor
        head = chain[-1] if chain else None
        chain.append(link(head, entry.at, actor, entry.action, entry.body))
    with closing(sqlite3.connect(case / "case.db")) as connection, connection:
        rows = [(e.actor, e.previous, e.hash, e.seq) for e in chain]
        connection.executemany(
            "UPDATE journal SET actor = ?, previous = ?, hash = ? WHERE seq = ?", rows
        )
    if sealed_anew:
        reseal(case)
    said = {item.what for item in verify(case)}
    assert ("The last line of the journal is not the one that was sealed." in said) or (
        "Its bytes are not those that were sealed." in said
    )
    assert {"case.db"} == found_in(case)


def test_the_altered_line_is_named(case: Path) -> None:
    sql(case, "UPDATE journal SET actor = 'eve' WHERE seq = 3")
    said = "Journal line 3 is not what was written: its hash differs."
    assert Discrepancy("case.db", said) in verify(case)


def test_changes_that_wait_beside_the_database_are_found(case: Path) -> None:
    (case / "case.db-wal").write_bytes(b"x")
    what = "It holds changes that the seal does not cover."
    assert (Discrepancy("case.db-wal", what),) == verify(case)


def test_an_output_that_the_journal_puts_outside_is_not_opened(case: Path) -> None:
    with Case.create_or_open(case, lambda: NOON) as opened:
        opened.vault.put(BytesIO(b"x"))
        file = {"path": "../../etc/passwd", "size": 1, "sha256": "0" * 64}
        opened.log("outputs", {"files": [file]})
    assert (Discrepancy("../../etc/passwd", "It lies outside the case."),) == verify(case)


def test_a_seal_of_other_values_is_found(case: Path) -> None:
    seal = Seal(journal_head="0" * 64, journal_length=0, database="0" * 64)
    (case / "seal.json").write_bytes(seal_bytes(seal))
    assert {"case.db"} == found_in(case)


# --- the result -------------------------------------------------------------------------


def test_what_does_not_come_out_again_is_a_discrepancy_of_the_result(case: Path) -> None:
    said = "party:sek was tier 3 and is tier 1 when weighed again."
    assert (Discrepancy("assessment.json", said),) == verify(case, lambda _: [said])
    assert () == verify(case, lambda _: [])


def test_a_recomputation_that_stumbles_over_damaged_files_is_a_discrepancy(case: Path) -> None:
    (case / "findings.jsonl").write_bytes(b"{")

    def recompute(folder: Path) -> list[str]:
        return [str(msgspec.json.decode((folder / "findings.jsonl").read_bytes()))]

    said = "It cannot be recomputed from what the case holds: Input data was truncated."
    assert Discrepancy("assessment.json", said) in verify(case, recompute)


def test_the_recomputation_gets_the_folder(case: Path) -> None:
    assert (Discrepancy("assessment.json", str(case)),) == verify(case, lambda path: [str(path)])
