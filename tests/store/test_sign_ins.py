"""The columnar pre-pass: no account escapes it about which a rule finds something."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from celtrace.detect._addresses import addresses
from celtrace.detect._ranges import adjacent, holding, known
from celtrace.findings import Category
from celtrace.records import Record, SessionEnd, SignIn, Worker
from celtrace.store.sign_ins import QUERIES, candidates
from detect.access_scenes import SCENES
from detect.scenes import run, view_of

duckdb = pytest.importorskip("duckdb", reason="DuckDB is optional (celtrace[scale])")
RULES = [rule for rules in QUERIES for rule in rules.split(", ") if rule in SCENES]
FIELDS = (
    "account", "time", "until", "ip", "device", "passkey", "user_agent", "session", "system",
    "mfa_device", "managed", "result",
)  # fmt: skip
TYPES = {
    **dict.fromkeys(FIELDS, "VARCHAR"), "time": "TIMESTAMP", "until": "TIMESTAMP",
    "managed": "BOOLEAN",
}  # fmt: skip


def parquet(folder: Path, name: str, types: dict[str, str], rows: Sequence[Sequence[object]]
            ) -> Path:  # fmt: skip
    """A Parquet file of these rows."""
    text, path = folder / f"{name}.csv", folder / f"{name}.parquet"
    with text.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([list(types), *rows])
    with duckdb.connect() as database:
        table = database.read_csv(str(text), dtype=types, na_values="-", header=True)
        table.write_parquet(str(path))
    return path


def shown(value: object) -> object:
    return "-" if value is None else value


def tables(folder: Path, records: Sequence[Record]) -> dict[str, Path]:
    """The three tables of a scene."""
    signed = [one for one in records if isinstance(one, SignIn)]
    ends = {one.session: one.time for one in records if isinstance(one, SessionEnd)}
    lines = [
        [one.time.replace(tzinfo=None) if f == "time" else
         until.replace(tzinfo=None)
         if f == "until" and (until := one.until or ends.get(one.session)) else
         shown(getattr(one, f)) for f in FIELDS]
        for one in signed
    ]  # fmt: skip
    found = addresses(view_of(*records))
    side = []
    for ip, day in sorted({one.ip: one.time.date() for one in signed}.items()):
        where = found.of(ip, day)
        marked = bool(holding((*known(), *adjacent()), ip, None)) or "ioc" in where.forms
        side.append((ip, where.net, where.hides, where.crowded, where.country, marked))
    said = {"ip": "VARCHAR", "net": "VARCHAR", "hides": "BOOLEAN", "crowded": "BOOLEAN",
            "country": "VARCHAR", "marked": "BOOLEAN"}  # fmt: skip
    claims = [(one.id, one.claimed_country) for one in records
              if isinstance(one, Worker) and one.claimed_country]  # fmt: skip
    return {
        "signed": parquet(folder, "signed", TYPES, lines),
        "side": parquet(folder, "side", said, side),
        "claimed": parquet(folder, "claimed", {"account": "VARCHAR", "country": "VARCHAR"}, claims),
    }


@pytest.mark.parametrize("rule", RULES)
def test_no_account_with_a_finding_escapes(rule: str, tmp_path: Path) -> None:
    records = SCENES[rule][0]
    findings = [
        one for one in run(*records).findings
        if one.rule == rule and one.strength is not Category.COUNTER
    ]  # fmt: skip
    names = {name for one in findings for name in one.subject.partition(":")[2].split("+")}
    left = candidates(**tables(tmp_path, records))
    assert names
    assert names <= frozenset().union(*left.values())


def test_accounts_without_anything_are_left_out(tmp_path: Path) -> None:
    quiet = SCENES["anonymised_egress"][1]
    left = candidates(**tables(tmp_path, quiet))
    assert frozenset() == frozenset().union(*left.values())
