"""The main job, timed as whole processes: `python benchmarks/spine.py [--large]`.

Prints wall seconds, processor seconds and peak memory (the largest process) of: `--help`,
the demo from a cold start, the import of a full SDN list, a review of 2,000 parties and
10,000 payments, and with --large the curve to 200,000 parties (a payment for each) with
its exponent: 1 is linear, below 1 is a fixed cost that counts for less and less. Lists
come from the folder that CELTRACE_BENCH_LISTS names; without it an invented list of the
same size is used.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SYLLABLES = [
    "ka", "lo", "mi", "ren", "shan", "to", "vek", "yu", "bao", "chi", "dor", "el", "fen", "gra",
    "hon", "ishi", "jun", "kor", "lan", "mo", "nak", "or", "pel", "qin", "ros", "sta", "tem", "ul",
]  # fmt: skip
LISTED = [
    "abd", "bar", "dju", "gha", "hez", "kov", "lazar", "mahd", "novo", "pyo", "rak", "sokol", "tik",
    "urban", "vost", "wazir", "yar", "zar", "khal", "ismo", "quds", "petro", "haram", "jihan",
]  # fmt: skip
TRADE = ["Animation", "Studio", "Film", "Pictures", "Cartoon", "Digital", "Media", "Frames"]
FORMS = ["Ltd", "Co., Ltd.", "Inc", "GmbH", "KK", "Pte. Ltd."]
HANGUL = ["한", "별", "나라", "미래", "동해", "서울", "푸른", "새벽"]
SIZES = (2_000, 20_000, 50_000, 100_000, 200_000)
HAN = ["上海", "东方", "星光", "大连", "未来", "彩虹", "南方", "天空"]


def listed(rng: random.Random) -> str:
    """An invented listed name, of other sounds and trades than the vendors'."""
    word = "".join(rng.choices(LISTED, k=rng.randint(2, 4))).upper()
    return f"{word} {rng.choice(['TRADING', 'SHIPPING', 'BANK', 'HOLDING', 'FOUNDATION'])}"


def name(rng: random.Random) -> str:
    """An invented company name in one of four scripts."""
    script = rng.random()
    if script < 0.1:
        return "주식회사 " + "".join(rng.sample(HANGUL, 2)) + "애니메이션"
    if script < 0.2:
        return "".join(rng.sample(HAN, 2)) + "动画制作有限公司"
    word = "".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))).capitalize()
    return f"{word} {rng.choice(TRADE)} {rng.choice(FORMS)}"


def dossier(folder: Path, parties: int, payments: int, seed: int = 7) -> Path:
    """A dossier of that size: parties, one contract each from us, payments."""
    rng = random.Random(seed)
    folder.mkdir(parents=True)
    (folder / "dossier.yaml").write_text(
        "dossier: 1\ntitle: benchmark\nus: us\nas_of: 2026-01-01\nparties:\n"
        "  - {id: us, name: Example Pictures}\n  - {from: vendors.csv}\n"
        "contracts: {from: contracts.csv}\npayments: {from: payments.csv}\n",
        encoding="utf-8",
    )
    vendors = ([f"v{i}", name(rng), "KR"] for i in range(parties))
    table(folder / "vendors.csv", ["id", "name", "country"], vendors)
    contracts = ([f"c{i}", "us", f"v{i}", "2025-01-01"] for i in range(parties))
    table(folder / "contracts.csv", ["id", "from", "to", "date"], contracts)
    transfers = (paid(rng, parties) for _ in range(payments))
    header = ["payer", "payee", "amount", "currency", "date", "contract"]
    table(folder / "payments.csv", header, transfers)
    return folder


def paid(rng: random.Random, parties: int) -> list[object]:
    """One payment in two hundred goes to somebody else."""
    to = rng.randrange(parties)
    payee = rng.randrange(parties) if rng.random() < 1 / 200 else to
    day = f"2025-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    return ["us", f"v{payee}", rng.randint(100, 90_000), "USD", day, f"c{to}"]


def table(path: Path, header: list[str], rows: Iterator[list[object]]) -> None:
    """Write a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header)
        writer.writerows(rows)


class Cost(NamedTuple):
    """What one call of the command took."""

    seconds: float
    cpu: float
    megabytes: float
    exit: int


def measure(arguments: list[str], home: Path) -> Cost:
    """One call of the command, in a process of its own."""
    env = os.environ | {"CELTRACE_HOME": str(home)}
    before = time.perf_counter()
    code = (
        "import resource,subprocess,sys;"
        "r=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL).returncode;"
        "u=resource.getrusage(resource.RUSAGE_CHILDREN);print(r,u.ru_maxrss,u.ru_utime+u.ru_stime)"
    )
    ours = str(Path(sys.executable).parent / "celtrace")
    command = [sys.executable, "-c", code, ours, *arguments]
    answer = subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout
    exit_code, peak, cpu = answer.split()
    scale = 2**20 if sys.platform == "darwin" else 2**10
    return Cost(time.perf_counter() - before, float(cpu), int(peak) / scale, int(exit_code))


def invented_sdn(path: Path, rows: int = 19_000) -> Path:
    """A primary-only SDN file of the usual size with invented names."""
    rng = random.Random(11)
    null = "-0- "
    with path.open("w", encoding="utf-8", newline="") as out:
        for uid in range(1, rows + 1):
            remarks = f"Linked To: {listed(rng)}."
            fields = [str(uid), f'"{listed(rng)} {uid}"', null, '"SDGT"', *[null] * 7]
            out.write(",".join([*fields, f'"{remarks}"']) + "\r\n")
    return path


def rows(large: bool, work: Path) -> Iterator[tuple[str, Cost]]:  # noqa: FBT001
    """What is measured, and what it took."""
    home = work / "home"
    for title in ("--help, first", "--help, second"):
        yield title, measure(["--help"], home)
    yield "demo, cold start", measure(["demo", "--out", str(work / "demo")], home)
    given = os.environ.get("CELTRACE_BENCH_LISTS")
    lists = Path(given) if given else invented_sdn(work / "sdn_primary_2025-12-01.csv")
    yield "import of a full SDN list", measure(["lists", "import", str(lists)], home)
    yield reviewed(work, home, 2_000, 10_000)
    curve: dict[int, Cost] = {}
    for parties in SIZES if large else ():
        title, curve[parties] = reviewed(work, home, parties, parties)
        yield title, curve[parties]
    if curve:
        print(slope(curve), flush=True)


def reviewed(work: Path, home: Path, parties: int, payments: int) -> tuple[str, Cost]:
    """A review of a dossier of that size."""
    folder = dossier(work / f"d{parties}-{payments}", parties, payments)
    out = work / "case"
    shutil.rmtree(out, ignore_errors=True)
    cost = measure(["review", str(folder), "--out", str(out)], home)
    return f"review, {parties:,} parties, {payments:,} payments", cost


def slope(curve: dict[int, Cost]) -> str:
    """The exponent b of cost = a * parties ** b, by least squares over the logarithms."""
    sizes = [math.log(parties) for parties in curve]
    said = []
    for what in ("seconds", "cpu", "megabytes"):
        values = [math.log(getattr(cost, what)) for cost in curve.values()]
        fit = statistics.linear_regression(sizes, values)
        said.append(f"{what} {fit.slope:.2f}")
    return f"exponent from {min(curve):,} to {max(curve):,} parties: {', '.join(said)}"


def main() -> None:
    """Print the table; --json for machines."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--large", action="store_true", help="the curve to 200,000 parties")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        for title, cost in rows(options.large, Path(work)):
            if options.json:
                print(json.dumps({"what": title, **cost._asdict()}), flush=True)
            else:
                print(
                    f"{title:44} {cost.seconds:8.2f} s {cost.cpu:8.2f} cpu-s "
                    f"{cost.megabytes:7.0f} MB   exit {cost.exit}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
