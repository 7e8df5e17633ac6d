"""The case room at size: `python benchmarks/web.py [--small] [--keep FOLDER]`.

Makes an invented case of 2,000 parties, 5,000 candidates, 100,000 findings and 50,000 files with
a text each, serves it as a process, and prints: seconds from the start of the process to the
first page for somebody signed in (cold and after a kill), milliseconds and bytes of each main
screen (median of five, as sent), of searches in Latin, Chinese and Korean, processor seconds
and memory of the server, and what 50 reviewers who decide at once leave in the journal. Last,
the real yente-client asks POST /match of the same server.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

import httpx
import msgspec
from spine import name
from yente_client import Client, Company

from celtrace.cases import outputs
from celtrace.cases.accounts import Accounts
from celtrace.cases.case import Case
from celtrace.cases.context import CONTEXT, Context
from celtrace.cases.decisions.account import read_journal
from celtrace.cases.lists.shelf import ListShelf
from celtrace.detect.payees import PayeeNotContractor
from celtrace.findings import Finding
from celtrace.listing import ListUse
from celtrace.ports import CaseFacts
from celtrace.records import Candidate, Digest, Evidence, FileFact, Party, Record, Ref, TextPassage
from celtrace.records.evidence import fingerprint
from celtrace.store.accounts import AccountStore
from celtrace.weigh.assessment import Assessment, DossierFacts, Indicators, Subject, Totals

NOW = datetime(2026, 7, 11, 12, tzinfo=UTC)
PROGRAM = "from celtrace.doors.cli import main; main()"
PASSWORD = "correct horse battery"  # noqa: S105 - of an invented case
WORDS = [
    "원화",
    "동화",
    "작화감독",
    "수정",
    "修正",
    "原画",
    "第四话",
    "背景",
    "rough",
    "cleanup",
    "retake",
]
PAGES = ("/", "/hits", "/parties", "/case", "/files", "/files?wall=1", "/signins", "/workers",
         "/questions", "/report", "/chain", "/import", "/case/timeline")  # fmt: skip
SEARCHES = ("/search?q=retake", "/search?q=修正", "/search?q=원화", "/parties?q=ka")


class Size(NamedTuple):
    """How large the case is."""

    parties: int = 2_000
    candidates: int = 5_000
    findings: int = 100_000
    files: int = 50_000


def digest(text: str) -> Digest:
    """An invented digest."""
    return Digest((fingerprint(text) * 4)[:64])


def records(size: Size, rng: random.Random) -> Iterator[Record]:
    """Parties, candidates, files and texts."""
    seen = Evidence(digest("parties"), "parties.csv", "row 2", "as written", "csv")
    names = [name(rng) for _ in range(size.parties)]
    for number, text in enumerate(names):
        yield Party(seen=seen, id=f"p{number}", name=text, country="HK")
    for number in range(size.candidates):
        party = number % size.parties
        yield Candidate(
            seen=seen, row_seen=seen, party=f"p{party}", list="us_ofac_sdn", regime="US",
            row=str(number), by="name", score=0.8 + number % 20 / 100,
            names=(names[party], f"LISTED {number}"),
        )  # fmt: skip
    for number in range(size.files):
        file = digest(f"file {number}")
        path = f"day{number % 30:02}/ep{number % 12:02}/cut_{number:05}.psd"
        at = Evidence(file, path, "", "", "files")
        yield FileFact(
            seen=at, path=path, digest=file, size=number, batch=f"2023-12-{number % 30 + 1:02}"
        )
        text = " ".join(rng.choices(WORDS, k=8))
        yield TextPassage(seen=at, file=file, text=f"{text} {number}", role="layer")


def finding(number: int, size: Size) -> Finding:
    """One of many findings about payments."""
    party = number % size.parties
    seen = Evidence(
        digest("pay"), "payments.csv", f"row {number}", f"p{party},40{number},USD", "csv"
    )
    who = f"p{party}"
    return PayeeNotContractor(
        subject=Ref(f"party:{who}"), evidence=(seen,), basis=(f"payment:{number}",),
        contract=f"c{number}", contractor=who, contractor_name=who, payee="x", payee_name="Another",
        payments=1, total=f"40{number} USD", invoices=0, first=None, last=None, when="2023",
        named="no assignment is known",
    )  # fmt: skip


def assessment(size: Size, ids: list[str]) -> Assessment:
    """Subjects with their findings; a tenth of them in tier 2, a hundredth in tier 4."""
    held: dict[int, list[str]] = {}
    for number, id_ in enumerate(ids):
        held.setdefault(number % size.parties, []).append(id_)
    subjects = tuple(
        Subject("party", f"p{n}", f"Party {n}", 4 if n % 100 == 0 else 2 if n % 10 == 0 else 1,
                single_source=False, groups={"money": "supporting"},
                findings=tuple(held.get(n, ())), closed=(), closed_by={}, context=(),
                questions=(), carried_by=())
        for n in range(size.parties)
    )  # fmt: skip
    use = ListUse("us_ofac_sdn", "US", date(2026, 7, 11), 12, "d" * 64, 0)
    facts = DossierFacts("A case at size", date(2026, 7, 11), "d" * 64, "p0")
    return Assessment("0", facts, (use,), subjects, (), (), (), (), (), (), (), (), Totals(), (),
                      Indicators())  # fmt: skip


def make(folder: Path, size: Size) -> None:
    """Write the case, lists and accounts."""
    case, rng = folder / "case", random.Random(7)
    found = [finding(number, size) for number in range(size.findings)]
    made = assessment(size, [one.id for one in found])
    context = Context("0", made.dossier, CaseFacts(date(2026, 7, 11), "p0", "A case at size"),
                      made.lists, Indicators(), ())  # fmt: skip
    with Case.create_or_open(case, lambda: NOW) as opened:
        opened.shelf.add(records(size, rng))
        out = {
            "assessment.json": outputs.assessment_bytes(made),
            "findings.jsonl": outputs.findings_bytes(found, made),
            "problems.jsonl": b"", "ran.jsonl": b"", "screening.jsonl": b"",
            CONTEXT: msgspec.json.encode(context), "report.html": b"<p>", "report.pdf": b"%PDF",
            "manifest.jsonl": b"",
        }  # fmt: skip
        opened.record_outputs([opened.write(name, data) for name, data in out.items()])
    (folder / "dossier").mkdir()
    with as_file(files("celtrace.demo")) as packaged:
        ListShelf(folder / "home").import_paths(
            [packaged / "lists"], list_id=None, snapshot=None, note=lambda *_: None
        )
    accounts = accounts_of(folder)
    accounts.set_up("Ana", PASSWORD)
    for number in range(50):
        accounts.add(f"Reviewer {number}", PASSWORD, "reviewer")


def accounts_of(folder: Path) -> Accounts:
    """The accounts of the server."""
    store = AccountStore(folder / "home" / "server" / "accounts.db")
    return Accounts(store, lambda: datetime.now(UTC))


class Served:
    """The room as a process."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        words = ["--case", str(folder / "case"), "serve", "--port", str(port)]
        self.base = f"http://127.0.0.1:{port}"
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *words], stderr=subprocess.DEVNULL,
            env={**os.environ, "CELTRACE_HOME": str(folder / "home")},
        )  # fmt: skip

    def first(self, client: httpx.Client) -> float:
        """Seconds from the start of the process to the first page."""
        while True:
            try:
                answer = client.get(f"{self.base}/")
            except httpx.TransportError:
                time.sleep(0.01)
                continue
            answer.raise_for_status()
            return time.perf_counter() - self.started

    def cost(self) -> tuple[float, float]:
        """Processor seconds and peak memory in MB."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        peak = re.search(r"VmHWM:\s+(\d+)", status)
        seconds = (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
        return seconds, int(peak[1]) / 1024 if peak else 0


def measured(served: Served, client: httpx.Client, page: str) -> None:
    """Print the first call, the median of five more, and the bytes as sent."""
    times, before = [], served.cost()[0]
    for _ in range(6):
        start = time.perf_counter()
        with client.stream("GET", served.base + page) as answer:
            sent = sum(len(piece) for piece in answer.iter_raw())
        times.append((time.perf_counter() - start) * 1000)
    cpu, middle = (served.cost()[0] - before) / 6 * 1000, statistics.median(times[1:])
    print(f"{page:22} {answer.status_code} first {times[0]:8.1f} ms, median {middle:7.1f} ms, "
          f"cpu {cpu:7.1f} ms, {sent / 1000:7.1f} kB", flush=True)  # fmt: skip


def reviewers(folder: Path, served: Served, each: int = 4) -> None:
    """Fifty people decide at once, each their own and all the same ones; print what stands."""
    accounts = accounts_of(folder)
    people = [one for one in accounts.store.users() if one.key.startswith("reviewer ")]
    heads = [
        {"authorization": f"Bearer {accounts.grant(one, 'b', ('read', 'decide'))}"}
        for one in people
    ]
    with httpx.Client(base_url=served.base, headers=heads[0], timeout=120) as client:
        found = client.get("/api/v1/findings", params={"limit": 200}).json()["items"]
    targets = [f"finding:{one['id']}" for one in found]
    answers: Counter[int] = Counter()
    lock = threading.Lock()

    def decide(number: int) -> None:
        with httpx.Client(base_url=served.base, headers=heads[number], timeout=300) as client:
            for turn in range(each):
                target = targets[(number * each + turn) % len(targets)]
                body = {"target": target, "verdict": "explained", "why": f"{number} {turn}"}
                key = {"idempotency-key": f"{number}-{turn}"}
                for _ in range(2):
                    code = client.post("/api/v1/decisions", json=body, headers=key).status_code
                    with lock:
                        answers[code] += 1

    start = time.perf_counter()
    threads = [threading.Thread(target=decide, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    print(f"50 reviewers, {50 * each} decisions sent twice each: {seconds:.1f} s, "
          f"answers {dict(answers)}")  # fmt: skip


def kept(folder: Path, each: int = 4) -> None:
    """Print what the journal has of the fifty."""
    lines = [e for e in read_journal(folder / "case") if e.action == "judgement"]
    keys = Counter(e.body["key"] for e in lines)
    print(f"in the journal: {len(lines)} of {50 * each}, lost {50 * each - len(keys)}, "
          f"doubled {sum(count - 1 for count in keys.values())}")  # fmt: skip


def matched(folder: Path, served: Served) -> None:
    """Ask with the real client of yente."""
    accounts = accounts_of(folder)
    ana = next(one for one in accounts.store.users() if one.key == "ana")
    token = accounts.grant(ana, "yente", ("match",))
    with Client(base_url=served.base, api_key=token) as client:
        for turn in ("first", "again"):
            start = time.perf_counter()
            found = client.match(Company(name="SEK Studio"))
            ids = [one.id for one in found.results][:2]
            print(f"yente-client, {turn}: {ids}, {time.perf_counter() - start:.2f} s")


def run(folder: Path, size: Size) -> None:
    """Everything, printed as it comes."""
    start = time.process_time()
    if not (folder / "case").exists():
        make(folder, size)
        print(f"made in {time.process_time() - start:.1f} processor seconds")
    accounts = accounts_of(folder)
    user = accounts.sign_in("Ana", PASSWORD)
    session = accounts.open_session(user) if user else ""
    limits = httpx.Limits(max_keepalive_connections=0)
    with httpx.Client(cookies={"celtrace_session": session}, timeout=300, limits=limits) as client:
        served = Served(folder)
        print(f"start to first page, cold: {served.first(client):.2f} s")
        print("processor seconds and MB after it: {:.2f} {:.0f}".format(*served.cost()))
        for page in (*PAGES, *SEARCHES):
            measured(served, client, page)
        reviewers(folder, served)
        measured(served, client, "/")
        matched(folder, served)
        print("processor seconds and peak MB: {:.1f} {:.0f}".format(*served.cost()))
        served.process.kill()
        served.process.wait()
        again = Served(folder)
        print(f"start to first page after a kill: {again.first(client):.2f} s")
        print("processor seconds and MB after it: {:.2f} {:.0f}".format(*again.cost()))
        again.process.terminate()
        again.process.wait()
    kept(folder)


def main() -> None:
    """Parse and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a twentieth of everything")
    parser.add_argument("--keep", type=Path, help="folder in which the case stays")
    given = parser.parse_args()
    size = Size(100, 250, 5_000, 2_500) if given.small else Size()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="celtrace-web-"))
    folder.mkdir(parents=True, exist_ok=True)
    run(folder, size)
    if given.keep is None:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
