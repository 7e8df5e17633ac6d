"""A log of many gigabytes through `celtrace access`: `python benchmarks/signins_large.py --gb 2`.

The log of an SSH server is generated through a compressor, so that it never lies on the disk
unpacked: users with machines and addresses of their own, an attack that tries a new name and
a new address on every fifth line, and a few planted sign-ins. The command runs as a user runs
it, in a process of its own; it is stopped once half-way as Ctrl-C stops it, and given again.
Printed are sizes, rate, the peak of memory, the disk that the tables took, and whether the
answer is that of a run that was never stopped (`--whole`).
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

START = datetime(2026, 3, 1, tzinfo=UTC)
LINES = 10_000
"""Lines of one minute, about a megabyte."""
PLANTED = "175.45.178.9"


def block(dice: random.Random) -> bytes:
    """The lines of a minute, with marks where the minute and a running number go."""
    made = []
    for n in range(LINES):
        who = dice.randrange(5_000)
        ip, port = f"203.0.{who // 250}.{who % 250}", dice.randrange(1024, 65536)
        head = f"<minute>:{n * 60 // LINES:02} gate sshd[{n + 1}]: "
        if n % 5 == 0:
            text = f"Failed password for invalid user x<run>{n} from 198.18.<net>.{n % 250} "
            made.append(f"{head}{text}port {port} ssh2")
        elif n % 5 == 1:
            made.append(f"{head}pam_unix(sshd:session): session closed for user user{who}")
        elif n % 5 == 2:
            made.append(f"{head}Connection closed by {ip} port {port} [preauth]")
        else:
            made.append(f"{head}Accepted publickey for user{who} from {ip} port {port} ssh2: "
                        f"ED25519 SHA256:{who:043}")  # fmt: skip
    return ("\n".join(made) + "\n").encode()


def packed(path: Path) -> IO[bytes]:
    """A file that is written through the compressor of its name."""
    if path.suffix == ".zst":
        import zstandard

        return zstandard.ZstdCompressor(level=1).stream_writer(path.open("wb"))  # type: ignore[return-value] # writes
    return gzip.open(path, "wb", compresslevel=1)


def generate(path: Path, size: int) -> tuple[int, int]:
    """Bytes and lines that were written, unpacked."""
    minute, run, written = START, 0, 0
    made = block(random.Random(7))
    with packed(path) as out:
        while written < size:
            stamp = f"{minute:%b} {minute.day:2d} {minute:%H:%M}".encode()
            some = made.replace(b"<minute>", stamp).replace(b"<run>", b"%d" % run)
            some = some.replace(b"<net>", b"%d" % (run % 250))
            if run % 100 == 50:
                some += (
                    stamp
                    + b":59 gate sshd[7]: Accepted password for user7 from %s port 9 ssh2\n"
                    % PLANTED.encode()
                )
            out.write(some)
            written, run, minute = written + len(some), run + 1, minute + timedelta(minutes=1)
    return written, run * LINES


class Watched:
    """The command in a process of its own, with the peak of its memory."""

    def __init__(self, log: Path, home: Path, out: Path) -> None:
        command = [str(Path(sys.executable).with_name("celtrace")), "--json", "access", str(log),
                   "--year", str(START.year)]  # fmt: skip
        self.began, self.peak, self.disk = time.monotonic(), 0, 0
        self.home = home
        environment = {**os.environ, "CELTRACE_HOME": str(home)}
        self.process = subprocess.Popen(command, stdout=out.open("wb"), env=environment)
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        status = Path(f"/proc/{self.process.pid}/status")
        while self.process.poll() is None:
            try:
                text = status.read_text()
            except OSError:
                return
            peak = [line for line in text.splitlines() if line.startswith("VmHWM")]
            self.peak = max(self.peak, int(peak[0].split()[1]) if peak else 0)
            held = (one.stat().st_size for one in self.home.rglob("*") if one.is_file())
            self.disk = max(self.disk, sum(held))
            time.sleep(1)

    def stop_after(self, seconds: float) -> bool:
        """Interrupt it; whether it was still at work."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGINT)
            self.process.wait()
            return True
        return False

    def end(self) -> float:
        """Wait; seconds that it took."""
        self.process.wait()
        return time.monotonic() - self.began


def answer(path: Path) -> str:
    """A digest of what was found."""
    found: dict[str, Any] = json.loads(path.read_bytes())
    return sha256(json.dumps([found["findings"], found["accounts"]]).encode()).hexdigest()[:16]


def measure(folder: Path, suffix: str, size: int, *, whole: bool) -> None:
    """One log, stopped and taken up again."""
    log, out = folder / f"auth.log.{suffix}", folder / "answer.json"
    written, lines = generate(log, size)
    size = log.stat().st_size / 1e6
    print(f"{log.name}: {written / 1e9:.2f} GB, {lines:,} lines, packed {size:,.0f} MB")
    first = Watched(log, folder / "home", out)
    pause = max(lines / 400_000, 3)
    stopped = first.stop_after(pause)
    second = Watched(log, folder / "home", out) if stopped else first
    took = second.end() + pause * stopped
    usage = os.times()
    cpu = usage.children_user + usage.children_system
    how = "stopped and taken up again" if stopped else "done before it could be stopped"
    print(f"  {how}: "
          f"{took:.0f} s, {lines / took:,.0f} lines/s, {written / took / 1e6:.1f} MB/s; "
          f"processors of all so far {cpu:.0f} s")  # fmt: skip
    print(f"  peak of memory {max(first.peak, second.peak) / 2**20:.2f} GiB; tables "
          f"{max(first.disk, second.disk) / 1e6:,.0f} MB; answer {answer(out)}")  # fmt: skip
    if whole:
        Watched(log, folder / "other", out).end()
        print(f"  never stopped: answer {answer(out)}")
    log.unlink()


def main() -> None:
    """Both packings."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gb", type=float, default=2.0, help="gigabytes of each log, unpacked")
    parser.add_argument("--whole", action="store_true", help="also without a stop, to compare")
    parser.add_argument("--packing", choices=("gz", "zst"), action="append")
    given = parser.parse_args()
    for suffix in given.packing or ("gz", "zst"):
        with tempfile.TemporaryDirectory() as name:
            measure(Path(name), suffix, int(given.gb * 1e9), whole=given.whole)
            sys.stdout.flush()


if __name__ == "__main__":
    main()
