"""Intake: every byte of the folder into custody, the named logs read, nothing left unsaid."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

import invented
from celtrace.cases import intake
from celtrace.cases.case import Case
from celtrace.cases.found.custody import read_manifest
from celtrace.cases.intake import Dossiered, Kept
from celtrace.cases.logs.dossier import LogsRead, read_logs
from celtrace.errors import DossierInvalid, UsageError
from celtrace.records import Digest, Evidence, FileFact, SignIn
from celtrace.records.columns import Act
from celtrace.settings import Settings
from celtrace.store.sign_ins import opened

LINE = "Dec 10 06:55:4{n} mail sshd[123{n}]: Accepted password for a from 192.0.2.{n} port 2 ssh2\n"
LOG = "".join(LINE.format(n=n) for n in (6, 7, 8)).encode()
YEAR = "logs: [{path: auth.log, year: 2023}]\n"
Keep = Callable[[str], Kept]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "dossier"


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create_or_open(tmp_path / "case", lambda: invented.NOON) as case:
        yield case


def read(folder: Path) -> Dossiered:
    return intake.read(folder, Settings(home=folder, case=folder))


@pytest.fixture(params=["in memory", "in tables"])
def keep(folder: Path, case: Case, request: pytest.FixtureRequest, tmp_path: Path) -> Keep:
    """Write a dossier with these sections, take the folder in and read its logs."""
    tables = request.param == "in tables"

    def kept(more: str = "") -> Kept:
        taken = read(invented.dossier(folder, more))
        found = intake.keep(taken, case, lambda *_: None)
        scratch = tmp_path / "scratch"
        scratch.mkdir()
        by = (0 if tables else 1 << 40, scratch, lambda *_: None)
        logs = read_logs(taken, found.files, case, by)
        assert tables == (logs.spool is not None) or not logs.sources
        acts = tuple(held(logs)) if logs.spool else logs.acts
        return msgspec.structs.replace(
            found, records=(*found.records, *acts), problems=(*found.problems, *logs.problems)
        )

    return kept


def held(logs: LogsRead) -> Iterator[Act]:
    """The acts of tables."""
    assert logs.spool is not None
    logs.spool.close()

    def seen(log: int, place: str, quote: str) -> Evidence:
        one = logs.sources[log]
        return Evidence(one.digest, one.path, place, quote, one.reader)

    with opened(logs.spool.folder) as tables:
        asked = tables.database.execute("SELECT account FROM signed UNION SELECT account FROM acts")
        yield from tables.acts([name for (name,) in asked.fetchall()], seen)


def log(folder: Path, name: str, data: bytes) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def signed(kept: Kept) -> list[SignIn]:
    return [record for record in kept.records if isinstance(record, SignIn)]


# --- reading ----------------------------------------------------------------------------


def test_the_digest_of_each_table_is_kept_as_it_was_read(folder: Path) -> None:
    taken = read(invented.dossier(folder))
    assert {"dossier.yaml", *(f"{name}.csv" for name in invented.TABLES)} == set(taken.digests)


def test_a_folder_that_is_not_there_is_a_usage_error(folder: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        read(folder)


def test_a_broken_dossier_is_refused_before_anything_is_taken_in(folder: Path) -> None:
    with pytest.raises(DossierInvalid):
        read(invented.bare(folder, "partys: []\n"))


# --- custody ----------------------------------------------------------------------------


def test_every_file_is_in_the_vault_the_manifest_and_the_records(
    keep: Keep, case: Case, folder: Path
) -> None:
    log(folder, "sub/배경.psd", b"8BPS")
    facts = {one.path: one.digest for one in keep().records if isinstance(one, FileFact)}
    lines = read_manifest((case.folder / "manifest.jsonl").read_bytes())
    on_disk = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert on_disk == set(facts) == {line.path for line in lines}
    assert all(case.vault.has(digest) for digest in facts.values())


def test_the_digest_of_the_manifest_is_in_the_journal(keep: Keep, case: Case) -> None:
    keep()
    [entry] = [entry for entry in case.journal.read() if entry.action == "manifest"]
    assert 5 == entry.body["files"]
    assert 64 == len(entry.body["sha256"])


def test_a_file_that_changed_after_it_was_read_is_named(folder: Path, case: Case) -> None:
    taken = read(invented.dossier(folder))
    (folder / "payments.csv").write_text("payer\n")
    [problem] = intake.keep(taken, case, lambda *_: None).problems
    assert ("payments.csv", True) == (problem.source, "changed between" in problem.reason)


def test_progress_is_told_for_each_file(folder: Path, case: Case) -> None:
    told: list[tuple[str, int, int | None]] = []
    taken = read(invented.dossier(folder))
    intake.keep(taken, case, lambda *stage: told.append(stage))
    assert [("taking in files", n, None) for n in range(1, 6)] == told


# --- logs -------------------------------------------------------------------------------


def test_a_named_log_is_read_line_by_line(keep: Keep, folder: Path) -> None:
    log(folder, "auth.log", LOG)
    kept = keep(YEAR)
    assert ["line 1", "line 2", "line 3"] == [one.seen.place for one in signed(kept)]
    assert "auth.log" == signed(kept)[0].seen.source
    assert () == kept.problems


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_log_is_unpacked(keep: Keep, folder: Path, pack: Callable[[bytes], bytes]) -> None:
    log(folder, "auth.log", pack(LOG))
    assert 3 == len(signed(keep(YEAR)))


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("tenths", [1, 5, 9])
def test_a_packed_log_that_breaks_off_is_named(
    keep: Keep, folder: Path, pack: Callable[[bytes], bytes], tenths: int
) -> None:
    packed = pack(LOG)
    log(folder, "auth.log", packed[: len(packed) * tenths // 10])
    [problem] = keep(YEAR).problems
    assert "auth.log" == problem.source
    assert problem.consequence.startswith(("it is in custody", "what follows"))


def test_a_folder_of_logs_is_read_with_all_below_it(keep: Keep, folder: Path) -> None:
    log(folder, "logs/a/auth.log", LOG)
    log(folder, "logs/auth.log.1", LOG)
    log(folder, "logs2/auth.log", LOG)
    found = signed(keep("logs: [{path: logs/, year: 2023}]\n"))
    assert {"logs/a/auth.log", "logs/auth.log.1"} == {one.seen.source for one in found}


def test_a_log_of_no_known_format_is_named_with_what_can_be_done(keep: Keep, folder: Path) -> None:
    log(folder, "auth.log", b"hello\n")
    [problem] = keep(YEAR).problems
    assert ("auth.log", "no reader knows this log") == (problem.source, problem.reason)
    assert "a format or named columns can say what it is" in problem.consequence


def test_a_format_that_is_named_is_taken_at_its_word(keep: Keep, folder: Path) -> None:
    log(folder, "auth.log", b"garbage\n" + LOG)
    assert 3 == len(signed(keep("logs: [{path: auth.log, format: sshd, year: 2023}]\n")))


def test_a_log_of_no_known_format_is_read_by_the_columns_that_are_named(
    keep: Keep, folder: Path
) -> None:
    log(folder, "rdp.csv", b"When,Who,From\n2024-01-14T08:00:00Z,ann,203.0.113.9\n")
    (one,) = signed(keep("logs: [{path: rdp.csv, columns: {time: When, account: Who, ip: From}}]"))
    assert ("ann", "203.0.113.9", "") == (one.account, one.ip, one.trust)


def test_what_the_user_knows_of_the_addresses_holds_for_the_log(keep: Keep, folder: Path) -> None:
    log(folder, "auth.log", LOG)
    kept = keep("logs: [{path: auth.log, year: 2023, trust: client}]\n")
    assert {"client"} == {one.trust for one in signed(kept)}


def test_lines_without_a_year_are_noted_not_guessed(keep: Keep, folder: Path) -> None:
    log(folder, "auth.log", LOG)
    kept = keep("logs: [{path: auth.log}]\n")
    assert [] == [one for one in signed(kept) if one.time and one.time.year != 2023]
    assert kept.problems


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ("logs: [{path: gone.log}]\n", "`logs.path` names gone.log"),
        ("logs: [{path: gone/}]\n", "`logs.path` names gone"),
        ("reference: [{path: ./ref}]\n", "`reference.path` names"),
        ("found: [{path: found, manifest: list.csv}]\n", "`found.path` names found"),
    ],
)
def test_what_is_named_and_not_there_is_said(keep: Keep, more: str, named: str) -> None:
    problems = keep(more).problems
    assert any(named in problem.reason for problem in problems)
    assert {("dossier.yaml", "line 9")} == {(p.source, p.place) for p in problems}


def test_what_is_named_and_there_is_not_said(keep: Keep, folder: Path) -> None:
    log(folder, "ref/ep01/a.png", b"png")
    assert (
        ()
        == keep("reference: [{path: ref}, {path: ref/ep01/}, {path: ./ref/ep01/a.png}]\n").problems
    )


def test_records_do_not_depend_on_where_the_case_lies(
    case: Case, folder: Path, tmp_path: Path
) -> None:
    log(folder, "auth.log", LOG)
    taken = read(invented.dossier(folder, YEAR))
    by = (1 << 40, tmp_path, lambda *_: None)
    made = []
    with Case.create_or_open(tmp_path / "other", lambda: invented.NOON) as other:
        for one in (case, other):
            found = intake.keep(taken, one, lambda *_: None)
            logs = read_logs(taken, found.files, one, by)
            made.append(msgspec.json.encode((found.records, logs.acts)))
    assert made[0] == made[1]
    assert b"192.0.2.6" in made[0]


def test_notes_know_their_source() -> None:
    notes = intake.Notes()
    notes.of("a.log", Digest("0" * 64), "sshd")("line 3", "cut", "left out")
    notes.of("", Digest("0" * 64), "custody")("pipe", "a pipe", "left out")
    assert [("a.log", "line 3"), ("pipe", "")] == [(p.source, p.place) for p in notes.problems]


def test_a_rotated_set_is_read_in_order_of_time_and_keeps_its_year(
    keep: Keep, folder: Path
) -> None:
    line = "{} h sshd[1]: Accepted password for mina from 192.0.2.7 port 9 ssh2\n"
    (folder / "logs").mkdir(parents=True)
    for name, when in (("auth.log.2.gz", "Dec 30 08:00:00"), ("auth.log.1", "Jan  3 08:00:00"),
                       ("auth.log", "Dec 31 08:00:00")):  # fmt: skip
        data = line.format(when).encode()
        packed = gzip.compress(data) if name.endswith(".gz") else data
        (folder / "logs" / name).write_bytes(packed)
    kept = keep("logs: [{path: logs, year: 2022}]\n")
    signed = [one for one in kept.records if isinstance(one, SignIn)]
    assert [("logs/auth.log.2.gz", 2022), ("logs/auth.log.1", 2023), ("logs/auth.log", 2023)] == [
        (one.seen.source, one.time.year) for one in signed
    ]
