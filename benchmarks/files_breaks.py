"""Damage: every file cut at every tenth and broken at random, read in confined workers.

    python benchmarks/files_breaks.py [--data FOLDER] [--count N] [--seconds N] [--jobs N]
                                      [--state FILE]

All cuts come first, then each file is broken once, then again, up to `--count` times. What
is broken how follows from the file and the number of the turn alone. With `--state` the same
command goes on where it ended before, and prints the sum. What broke a reader is named at
once and kept in a folder of its own. The exit status is 1 if anything was given up, failed or
came out empty without a word.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from celtrace import registry
from celtrace.cases.found.looking import Looked, Task, joined, look, lost, plainly
from celtrace.engine._cage import Bounds
from celtrace.engine.confined import ConfinedEngine
from celtrace.records import Digest

ROOT = Path(__file__).parents[1]
CUTS = 11
"""Lengths of a cut file, from nothing to nine tenths, and the whole."""
BAD = ("SILENT", "given up", "reader failed")
_SAVED = 200


def corpus(folder: Path) -> list[Path]:
    """Every file of the data, less what describes the samples."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [p for p in found if not p.name.endswith((".expected.json", "PROVENANCE.tsv"))]


def broken(paths: list[Path], count: int, first: int, home: Path) -> Iterator[Task]:
    """The tasks from number `first` on, each with its bytes written."""
    numbers = itertools.product(range(-CUTS, count), paths)
    for turn, path in itertools.islice(numbers, first, None):
        whole = path.read_bytes()
        data = whole[: len(whole) * (turn + CUTS) // 10] if turn < 0 else mutated(whole, turn)
        digest = Digest(hashlib.sha256(data).hexdigest())
        place = home / f"{digest}.in"
        place.write_bytes(data)
        yield Task(digest, path.name, len(data), str(place), str(home / digest), thorough=True)


def mutated(whole: bytes, turn: int) -> bytes:
    """The file with up to fifteen places overwritten, grown or shortened."""
    draw = random.Random(f"{turn} {hashlib.sha256(whole).hexdigest()}")
    data = bytearray(whole)
    for _ in range(draw.randrange(1, 16)):
        at = draw.randrange(len(data) + 1)
        data[at : at + draw.randrange(16)] = draw.randbytes(draw.randrange(16))
    return bytes(data)


def ending(looked: Looked, read: set[str]) -> str:
    """How the reading of one file ended, in words."""
    gone = [p.reason for p in looked.problems if "process" in p.reason or "longer than" in p.reason]
    if gone:
        return f"given up: {gone[0]}"
    failed = [p.reason for p in looked.problems if "failed:" in p.reason]
    if failed:
        return f"reader failed ({looked.type.format}): {failed[0].split(':')[1].strip()}"
    if looked.traits or looked.passages or looked.aside:
        return "read, in part or whole"
    if looked.problems:
        return "nothing read, and why is said"
    return "SILENT EMPTY" if looked.type.format in read else "named or not known; no reader"


def again(looked: Looked, home: Path) -> Looked:
    """A file whose reading ended a process is read once more without native code, as in a run."""
    if not looked.lost:
        return looked
    place = home / f"{looked.digest}.in"
    size = place.stat().st_size
    task = Task(looked.digest, looked.type.seen.source, size, str(place), str(home / looked.digest))
    engine = ConfinedEngine(
        1, Looked, lost, Bounds(seconds=30, readable=(str(home),), writable=str(home))
    )
    return joined(task, looked, next(iter(engine.map(look, [plainly(task)]))))


class State:
    """How far the breaking has come, and how files ended until then."""

    def __init__(self, path: Path | None) -> None:
        held = json.loads(path.read_text(encoding="utf-8")) if path and path.is_file() else {}
        self.done = int(held.get("done", 0))
        self.ended: Counter[str] = Counter(held.get("ended", {}))
        self._path = path

    def add(self, how: str) -> None:
        """Count one file; the sum is written now and then."""
        self.ended[how] += 1
        self.done += 1
        if self.done % _SAVED == 0:
            self.save()

    def save(self) -> None:
        """Write the sum, if it is kept."""
        if self._path:
            told = {"done": self.done, "ended": self.ended}
            self._path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def run(given: argparse.Namespace, state: State) -> int:
    """Break files until all are done or the time is over; how many there are in all."""
    kept = Path(tempfile.gettempdir()) / "celtrace-breaks"
    read = {reader.FORMAT for reader in registry.readers("files")}
    until = time.monotonic() + (given.seconds or sys.maxsize)
    paths = corpus(given.data)
    with tempfile.TemporaryDirectory() as home:
        bounds = Bounds(seconds=30, readable=(home,), writable=home)
        engine = ConfinedEngine(given.jobs, Looked, lost, bounds)
        tasks = broken(paths, given.count, state.done, Path(home))
        for looked in engine.map(
            look, itertools.takewhile(lambda _: time.monotonic() < until, tasks)
        ):
            how = ending(again(looked, Path(home)), read)
            state.add(how)
            if how.startswith(BAD):
                print(f"{looked.type.seen.source} {looked.digest[:16]}: {how}", flush=True)
                kept.mkdir(exist_ok=True)
                shutil.copyfile(Path(home) / f"{looked.digest}.in", kept / looked.digest)
            for left in (Path(home) / f"{looked.digest}.in", Path(looked.spool or "/nowhere")):
                left.unlink(missing_ok=True)
    return len(paths) * (given.count + CUTS)


def main() -> int:
    """Run what was asked for and print how the files ended."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--data", type=Path, default=ROOT / "tests" / "samples" / "files")
    asked.add_argument("--count", type=int, default=1_000, help="times each file is broken")
    asked.add_argument("--seconds", type=int, default=0, help="end after so long")
    asked.add_argument("--jobs", type=int, default=2)
    asked.add_argument("--state", type=Path, help="where it goes on from, and the sum")
    given = asked.parse_args()
    state = State(given.state)
    total = run(given, state)
    state.save()
    for how, times in state.ended.most_common():
        print(f"{times:9,}  {how}")
    print(f"{state.done:,} of {total:,} done")
    return int(any(how.startswith(BAD) for how in state.ended))


if __name__ == "__main__":
    sys.exit(main())
