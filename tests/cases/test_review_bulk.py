"""A review of large logs: through tables, with the same answer, and a case that holds."""

from __future__ import annotations

from pathlib import Path

import pytest

import invented
from cases.logs.test_access import line
from celtrace.cases.recompute import recompute
from celtrace.cases.review import Reviewed
from celtrace.cases.verify import verify
from celtrace.records import FileAccess, SignIn
from celtrace.settings import Limits
from celtrace.store.database import connect_readonly
from celtrace.store.shelf import SqlShelf

pytest.importorskip("duckdb", reason="DuckDB is optional (celtrace[scale])")
DPRK, HOME = "175.45.178.9", "203.0.113.9"
SECTIONS = """
workers:
  - {id: w1, name: Ann Example, party: north, claimed_country: PL, claimed_timezone: Asia/Tokyo}
  - {id: w2, name: Bob Example, party: north, passkeys: [{id: "SHA256:k", device_bound: true}]}
accounts:
  - {id: ann, worker: w1, system: ssh}
  - {id: bob, worker: w2, system: ssh}
checks:
  - {measure: M002, subject: "worker:w1", result: failed, when: 2024-01-02}
networks:
  - {cidr: 198.51.100.0/24, kind: vpn, source: us}
  - {cidr: 192.0.2.0/25, kind: dprk, valid_from: 2024-01-05, valid_to: 2024-01-09, source: us}
logins:
  - {account: carl, time: "2024-01-14T10:00:00Z", ip: 192.0.2.200, device: shared, result: success}
logs:
  - {path: auth.log, system: ssh}
  - {path: access.log, system: web, trust: client}
  - {path: own.csv, columns: {time: Wann, account: Wer, ip: Wo, device: Was}}
"""


def acts() -> dict[str, str]:
    """Logs with something about ann, bob, carl, eve and nothing about a hundred others."""
    ssh = [line("ann", HOME, 1 + n % 20, n % 24) for n in range(60)]
    ssh += [line("eve", DPRK, 10), line("eve", "192.0.2.7", 7), line("eve", "192.0.2.7", 20)]
    ssh += [line("bob", "198.51.100.4", 1 + n, 8)[:-1] + ": SHA256:k\n" for n in range(9)]
    ssh += [line(f"user{n}", f"203.0.113.{n}") for n in range(100)]
    ssh += ["half a line of nothing\n"]
    web = "".join(
        f'{DPRK} - {who} [1{n}/Jan/2024:03:04:05 +0000] "GET /cut{n} HTTP/1.1" {status} 9 "-" "x"\n'
        for n, (who, status) in enumerate((("eve", 200), ("", 200), ("dan", 401)))
    )  # fmt: skip
    rows = "".join(f"2024-01-{1 + n:02}T09:00:00Z,{who},203.0.113.5,shared\n"
                   for n in range(12) for who in ("carl", "dora"))  # fmt: skip
    return {"auth.log": "".join(ssh), "access.log": web, "own.csv": "Wann,Wer,Wo,Was\n" + rows}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Reviewed, Reviewed]:
    """The same dossier through memory and through tables."""
    base = tmp_path_factory.mktemp("both")
    home = invented.install_lists(base / "home")
    made = []
    for name, limits in (("memory", Limits(log_bytes=1 << 40)), ("tables", Limits(log_bytes=0))):
        folder = invented.dossier(base / "dossier", SECTIONS)
        for file, text in acts().items():
            (folder / file).write_text(text, encoding="utf-8")
        made.append(invented.reviewed(folder, base / name, home, limits))
    return made[0], made[1]


def test_findings_and_assessment_are_the_same_to_the_byte(both: tuple[Reviewed, Reviewed]) -> None:
    for name in ("assessment.json", "findings.jsonl", "ran.jsonl", "problems.jsonl"):
        one, other = ((reviewed.out / name).read_bytes() for reviewed in both)
        assert one == other
    rules = {one.rule for one in both[0].findings}
    expected = {"dprk_range", "anonymised_egress", "device_bound_key", "identity_confusion",
                "unverified_activity"}  # fmt: skip
    assert expected <= rules


def test_the_case_holds_and_its_result_comes_out_again(both: tuple[Reviewed, Reviewed]) -> None:
    for reviewed in both:
        assert () == verify(reviewed.out, recompute)


def test_of_large_logs_the_case_holds_what_rules_had_to_look_at(
    both: tuple[Reviewed, Reviewed],
) -> None:
    held = [signs_of(reviewed.out) for reviewed in both]
    memory, tables = ({one.account for one in signs} for signs in held)
    assert {"ann", "bob", "carl", "dora", "eve", "dan"} <= tables
    assert (100, 2) == tuple(sum("user" in name for name in names) for names in (memory, tables))
    assert {one.id for one in held[1]} < {one.id for one in held[0]}


def signs_of(case: Path) -> list[SignIn]:
    engine = connect_readonly(case / "case.db")
    try:
        shelf = SqlShelf(engine)
        assert {"client"} == {one.trust for one in shelf.each(FileAccess)}
        return list(shelf.each(SignIn))
    finally:
        engine.dispose()


def test_nothing_is_left_of_the_tables(both: tuple[Reviewed, Reviewed]) -> None:
    for reviewed in both:
        left = list((reviewed.out.parent / "home" / "cache").glob("logs-*"))
        assert [] == left
        assert not list(reviewed.out.rglob("*.parquet"))
