"""Log readers, timed: `python benchmarks/logs.py [--lines 200000] [--two]`.

Prints lines or events a second by the clock and by the processor, single process, for
the record path (`read`, one frozen record a line) and the bulk path (`columns`, lists of
columns), beside a plain-Python loop over a regular expression (or `json.loads`) that
keeps the same facts as tuples. Data are generated: documentation addresses, invented
accounts. `--two` also runs two processes at once, each over half of the lines.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import re
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib import import_module
from pathlib import Path

from celtrace.cases.logs.networks import NetworkShelf, Wanted
from celtrace.logs._lines import LogText
from celtrace.net.publications import known_as
from celtrace.records import Digest

START = datetime(2024, 3, 1, tzinfo=UTC)


def sshd(count: int, rng: random.Random) -> bytes:
    """An sshd log: one line a second, every tenth of another program."""
    made = []
    for n in range(count):
        when = START + timedelta(seconds=n)
        stamp = f"{when:%b} {when.day:2d} {when:%H:%M:%S}"
        ip, port = f"192.0.2.{rng.randrange(256)}", rng.randrange(1024, 65536)
        who = f"user{rng.randrange(5000)}"
        text = (
            rng.choice(
                (
                    f"sshd[{n}]: Accepted publickey for {who} from {ip} port {port} ssh2: RSA q",
                    f"sshd[{n}]: Failed password for {who} from {ip} port {port} ssh2",
                    f"sshd[{n}]: Failed password for invalid user {who} from {ip} port {port} ssh2",
                    f"sshd[{n}]: Connection closed by {ip} port {port} [preauth]",
                )
            )
            if n % 10
            else f"CRON[{n}]: pam_unix(cron:session): session opened for user root"
        )
        made.append(f"{stamp} host1 {text}\n")
    return "".join(made).encode()


def web(count: int, rng: random.Random) -> bytes:
    """A combined access log."""
    agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/122.0 Safari/537.36"
    return "".join(
        f"192.0.2.{rng.randrange(256)} - user{rng.randrange(5000)} "
        f"[{START + timedelta(seconds=n):%d/%b/%Y:%H:%M:%S} +0000] "
        f'"GET /e{n % 12:02d}/cut{n % 300:03d}.tga HTTP/1.1" 200 {n % 99_999} "-" "{agent}"\n'
        for n in range(count)
    ).encode()


def okta(count: int, rng: random.Random) -> bytes:
    """Okta events of about a kibibyte, one on a line."""
    return b"".join(
        json.dumps(_okta(START + timedelta(seconds=n), rng, n)).encode() + b"\n"
        for n in range(count)
    )


def _okta(when: datetime, rng: random.Random, n: int) -> dict[str, object]:
    who, ip = f"user{rng.randrange(5000)}@example.org", f"192.0.2.{rng.randrange(256)}"
    place = {"city": "Springfield", "country": "Canada", "geolocation": {"lat": 1.5, "lon": -25},
             "postalCode": "12345", "state": "Ohio"}  # fmt: skip
    return {
        "actor": {"alternateId": who, "displayName": who, "id": "00u1", "type": "User"},
        "authenticationContext": {"authenticationStep": 0, "externalSessionId": f"s{n}"},
        "client": {"device": "Computer", "geographicalContext": place, "ipAddress": ip,
                   "userAgent": {"browser": "CHROME", "os": "Linux", "rawUserAgent": "Mozilla/5"},
                   "zone": "null"},
        "debugContext": {"debugData": {"requestId": f"r{n}", "requestUri": "/idp/idx/identify",
                                       "url": "/idp/idx/identify?"}},
        "displayMessage": "User login to Okta", "eventType": "user.session.start",
        "outcome": {"result": rng.choice(("SUCCESS", "SUCCESS", "FAILURE"))},
        "published": when.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "request": {"ipChain": [{"geographicalContext": place, "ip": ip, "version": "V4"}]},
        "securityContext": {"asNumber": 64500, "asOrg": "example", "isProxy": False},
        "severity": "INFO", "transaction": {"id": f"t{n}", "type": "WEB"},
        "uuid": f"11111111-1111-1111-1111-{n:012d}", "version": "0",
    }  # fmt: skip


SSHD = re.compile(
    r"(\w{3} +\d+ [\d:]{8}) \S+ sshd\[(\d+)\]: (Accepted|Failed) (\S+) for (?:invalid user )?(.*) "
    r"from (\S+) port (\d+)"
)
WEB = re.compile(
    r'(\S+) \S+ (\S+) \[([^\]]+)\] "(\S+) (\S+) [^"]*" (\d+) (\d+|-) "([^"]*)" "([^"]*)"'
)


def by_regex(form: re.Pattern[str], data: bytes) -> int:
    """The peer: a loop over lines, keeping groups."""
    return len([m.groups() for raw in io.BytesIO(data) if (m := form.match(raw.decode()))])


def by_json(data: bytes) -> int:
    """The peer: json.loads and a few look-ups."""
    kept = []
    for raw in io.BytesIO(data):
        event = json.loads(raw)
        kept.append((event["published"], event["actor"]["alternateId"],
                     event["client"]["ipAddress"], event["outcome"]["result"]))  # fmt: skip
    return len(kept)


def records(format_: str, data: bytes) -> int:
    """The record path."""
    log = LogText(io.BytesIO(data), Digest("0" * 64), "x", year=2024)
    return sum(1 for _ in import_module(f"celtrace.logs.{format_}").read(log, _silent))


def columns(format_: str, data: bytes) -> int:
    """The bulk path."""
    log = LogText(io.BytesIO(data), Digest("0" * 64), "x", year=2024)
    found = import_module(f"celtrace.logs.{format_}").columns(log, _silent)
    return sum(len(batch) for block in found for batch in block)


def enriched(format_: str, data: bytes, shelf: NetworkShelf) -> int:
    """The bulk path, and what installed lists say of every address, each looked up once."""
    log = LogText(io.BytesIO(data), Digest("0" * 64), "x", year=2024)
    found = list(import_module(f"celtrace.logs.{format_}").columns(log, _silent))
    every = [batch for block in found for batch in block]
    shelf.enrich({ip for batch in every for ip in batch.columns.get("ip", ())}, START.date())
    return sum(map(len, every))


def looked_up(format_: str, data: bytes, home: Path) -> int:
    """`enriched` in a process of its own, which opens the installed lists itself."""
    return enriched(format_, data, NetworkShelf(home))


def install(folder: Path, home: Path) -> NetworkShelf:
    """The lists of a folder."""
    shelf = NetworkShelf(home)
    lists = [one for one in folder.iterdir() if known_as(one.name) and one.suffix != ".mmdb"]
    shelf.import_paths(sorted(lists), Wanted(snapshot=START.date()), _silent)
    return shelf


def _silent(*_: str) -> None:
    return None


def timed(what: Callable[[], int]) -> tuple[float, float, int]:
    """Seconds by the clock and of the processor, and what was counted."""
    start, busy = time.perf_counter(), time.process_time()
    count = what()
    return time.perf_counter() - start, time.process_time() - busy, count


def at_once(path: Callable[[str, bytes], int], format_: str, data: bytes) -> float:
    """Seconds for two processes that read half of a file each."""
    middle = data.find(b"\n", len(data) // 2) + 1
    with tempfile.NamedTemporaryFile() as file, ProcessPoolExecutor(2) as pool:
        file.write(data)
        file.flush()
        halves = [(file.name, 0, middle), (file.name, middle, len(data))]
        list(pool.map(part, [str] * 2, [""] * 2, [(file.name, 0, 0)] * 2))
        start = time.perf_counter()
        list(pool.map(part, [path] * 2, [format_] * 2, halves))
        return time.perf_counter() - start


def part(path: Callable[[str, bytes], int], format_: str, where: tuple[str, int, int]) -> int:
    """One process's half: from a byte to a byte of a file."""
    name, start, end = where
    with Path(name).open("rb") as file:
        file.seek(start)
        data = file.read(end - start)
    return path(format_, data) if data else 0


def main() -> None:
    """Print a table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--lines", type=int, default=200_000)
    asked.add_argument("--two", action="store_true", help="also with two processes")
    asked.add_argument("--net", type=Path, help="lists of addresses: also with their look-up")
    options = asked.parse_args()
    count, rng = options.lines, random.Random(7)
    peers: dict[str, tuple[bytes, Callable[[bytes], int]]] = {
        "sshd": (sshd(count, rng), lambda data: by_regex(SSHD, data)),
        "web_access": (web(count, rng), lambda data: by_regex(WEB, data)),
        "okta": (okta(count // 2, rng), by_json),
    }
    heads = f"{'lines/s':>12} {'lines/cpu-s':>12} {'MB/s':>7} {'kept':>9}"
    print(f"{'format':12} {'path':22} {heads}")
    with tempfile.TemporaryDirectory() as home:
        shelf = install(options.net, Path(home)) if options.net else None
        report(peers, (shelf, Path(home)), two=options.two)


def report(
    peers: dict[str, tuple[bytes, Callable[[bytes], int]]],
    lists: tuple[NetworkShelf | None, Path],
    *,
    two: bool,
) -> None:
    """Print the rows of the table."""
    shelf, home = lists
    for format_, (data, peer) in peers.items():
        total = data.count(b"\n")
        paths = {
            "plain-Python peer": lambda d=data, p=peer: p(d),
            "records": lambda d=data, f=format_: records(f, d),
            "columns": lambda d=data, f=format_: columns(f, d),
        }
        if shelf:
            paths["columns and look-up"] = lambda d=data, f=format_: enriched(f, d, shelf)
        for name, path in paths.items():
            wall, busy, kept = timed(path)
            print(
                f"{format_:12} {name:22} {total / wall:12,.0f} {total / busy:12,.0f} "
                f"{len(data) / busy / 1e6:7.0f} {kept:9,}"
            )
        if two:
            halves: dict[str, Callable[[str, bytes], int]] = {
                "records": records,
                "columns": columns,
            }
            if shelf:
                halves["look-up"] = partial(looked_up, home=home)
            for name, half in halves.items():
                seconds = at_once(half, format_, data)
                print(f"{format_:12} {name + ', 2 processes':22} {total / seconds:12,.0f}")


if __name__ == "__main__":
    main()
