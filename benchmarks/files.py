"""Found files: names, what is recovered, speed and scale, ours beside the peers.

    python benchmarks/files.py names|traits|speed|scale [--data FOLDER] [--count N]

Peers are used where they are installed: ExifTool (`exiftool`), libmagic (`file`). Without
`--data` the samples of the tests are read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from celtrace.cases.found.exiftool import exiftool as exiftool_
from celtrace.cases.found.looking import Looked, Task, look, lost
from celtrace.cases.found.reading import Reader
from celtrace.cases.found.triage import Asked, triage
from celtrace.engine import _cage
from celtrace.engine._cage import Bounds
from celtrace.engine.confined import ConfinedEngine
from celtrace.files import _magic
from celtrace.files._head import head_of
from celtrace.files._types import by_extension, extension_of, named
from celtrace.records import Digest
from celtrace.settings import Settings

ROOT = Path(__file__).parents[1]
_LEVEL = _cage.level
TRADE = ("clip", "tvpp", "xstage", "tnz", "pli", "tlv", "aep", "aaf", "otio", "edl", "fcpxml",
         "hwp", "kra", "psd", "psb", "exr", "tga", "xdts", "tdts", "blend")  # fmt: skip
GENERIC = ("octet-stream", "text/", "x-ole-storage", "cdfv2", "/zip", "/xml", "x-riff", "empty")
NAMED = ("Author", "Creator", "Artist", "LastModifiedBy", "By-line", "LastSavedBy", "LastAuthor")
MADE = ("Software", "CreatorTool", "Producer", "Application", "Generator", "HistorySoftwareAgent",
        "WriterName", "EncodingSettings")  # fmt: skip
ZONED = re.compile(r"\d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d:\d\d")
LAYERS = ("LayerNames", "LayerUnicodeNames", "TitlesOfParts", "SlideTitles", "TrackName")


def corpus(folder: Path) -> list[Path]:
    """Every file of the data, less what describes the samples."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [p for p in found if not p.name.endswith((".expected.json", "PROVENANCE.tsv"))]


def exiftool(paths: list[Path]) -> tuple[dict[str, dict[str, object]], float]:
    """All tags by path, and the seconds of the one process; nothing without ExifTool."""
    program = shutil.which("exiftool")
    if program is None or not paths:
        return {}, 0.0
    began = time.perf_counter()
    with tempfile.NamedTemporaryFile("w", suffix=".args") as names:
        names.write("\n".join(str(path) for path in paths))
        names.flush()
        command = [program, "-json", "-a", "-m", "-@", names.name]
        out = subprocess.run(command, capture_output=True, check=False).stdout
    tags = json.loads(out or b"[]")
    return {str(one["SourceFile"]): one for one in tags}, time.perf_counter() - began


# --- names ---------------------------------------------------------------------------------------


def names(folder: Path, _: int) -> None:
    """Right, not certain and certainly wrong labels by extension, beside libmagic and ExifTool."""
    paths = [path for path in corpus(folder) if extension_of(path.name) in by_extension()]
    tags, _ = exiftool(paths)
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    wrong = []
    for path in paths:
        extension = extension_of(path.name)
        with path.open("rb") as stream:
            head = head_of(stream)
        found = named(head, path.name, _magic.mime)
        row = rows[extension]
        row["files"] += 1
        right = found.format in by_extension()[extension]
        row["right"] += right
        row["unsure"] += not right and not found.certain
        if found.certain and found.stated:
            row["other"] += 1
            wrong.append(f"{path.name}: {found.format}")
        row["libmagic"] += not any(word in _magic.mime(head).casefold() for word in GENERIC)
        row["exiftool"] += _exif_names(tags.get(str(path), {}), extension)
    print(
        f"{'ext':8}{'files':>6}{'right':>6}{'unsure':>7}{'other':>6}{'libmagic*':>10}{'exiftool*':>10}"
    )
    total: Counter[str] = Counter()
    for extension, row in sorted(rows.items()):
        total += row
        trade = "  trade" if extension in TRADE else ""
        print(f"{extension:8}{row['files']:6}{row['right']:6}{row['unsure']:7}{row['other']:6}"
              f"{row['libmagic']:10}{row['exiftool']:10}{trade}")  # fmt: skip
    print(f"{'all':8}{total['files']:6}{total['right']:6}{total['unsure']:7}{total['other']:6}"
          f"{total['libmagic']:10}{total['exiftool']:10}")  # fmt: skip
    print("* files that the peer gives a name of its own, not a generic one such as octet-stream")
    print("certain and not what the extension says (each is a contradiction to look at):")
    for one in wrong:
        print(f"  {one}")


def _exif_names(tags: dict[str, object], extension: str) -> bool:
    kind = str(tags.get("FileTypeExtension", "")).casefold()
    return bool(kind) and kind == extension


# --- traits --------------------------------------------------------------------------------------


def traits(folder: Path, _: int) -> None:
    """Files of each format that give an author, software, a zone, names inside, texts."""
    paths = corpus(folder)
    tags, _ = exiftool(paths)
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    with tempfile.TemporaryDirectory() as spool:
        for path, looked in zip(paths, confined(paths, spool), strict=True):
            row = rows[looked.type.format or "(none)"]
            row["files"] += 1
            for what, ours, theirs in _recovered(looked, tags.get(str(path), {})):
                row[what] += ours
                row[f"{what} exiftool"] += theirs
    kinds = ("author", "software", "zone", "inside", "text")
    print(f"{'format':16}{'files':>6}" + "".join(f"{kind:>16}" for kind in kinds))
    for format_, row in sorted(rows.items()):
        cells = "".join(f"{row[kind]:>8} /{row[f'{kind} exiftool']:>6}" for kind in kinds)
        print(f"{format_:16.16}{row['files']:6}{cells}")
    print("ours / ExifTool: files with at least one such fact")


def _recovered(looked: Looked, tags: dict[str, object]) -> Iterator[tuple[str, bool, bool]]:
    ours = {one.name for one in looked.traits}
    written = " ".join(f"{value}" for key, value in tags.items() if not key.startswith("File"))
    yield "author", bool(ours & {"author", "last_editor"}), any(tags.get(one) for one in NAMED)
    yield "software", "software" in ours, any(tags.get(one) for one in MADE)
    yield "zone", any(one.offset is not None for one in looked.traits), bool(ZONED.search(written))
    roles = {one.role for one in looked.passages}
    inside = bool(roles & {"layer", "sheet", "name"} or looked.aside)
    yield "inside", inside, any(tags.get(one) for one in LAYERS)
    yield "text", bool(looked.passages), False


# --- speed ---------------------------------------------------------------------------------------


def task(path: Path, spool: str) -> Task:
    """A task over a file where it lies."""
    with path.open("rb") as stream:
        digest = Digest(hashlib.file_digest(stream, "sha256").hexdigest())
    return Task(
        digest, path.name, path.stat().st_size, str(path), f"{spool}/{digest}", thorough=True
    )


def confined(paths: list[Path], spool: str) -> Iterator[Looked]:
    """Look at files in confined workers, in their order."""
    folders = tuple(sorted({str(path.parent.resolve()) for path in paths}))
    engine = ConfinedEngine(2, Looked, lost, Bounds(readable=folders, writable=spool))
    for looked in engine.map(look, (task(path.resolve(), spool) for path in paths)):
        if looked.spool:
            Path(looked.spool).unlink(missing_ok=True)
        yield looked


def speed(folder: Path, _: int) -> None:
    """Files a second: the whole of `triage` on two processes, beside one ExifTool that stays open.

    Seconds of all processors are counted where workers are confined without bubblewrap, which
    hides them: the quick pass is run once more in that way.
    """
    paths = corpus(folder)
    with tempfile.TemporaryDirectory() as home:
        copy = Path(home) / "found"
        for number, path in enumerate(paths):
            place = copy / f"{number // 500:03}" / f"{number:05}-{path.name}"
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
        for label, level in (("quick", ""), ("thorough", ""), ("quick, no bwrap", "filter")):
            _cage.level = (lambda level=level: level) if level else _LEVEL  # type: ignore[assignment]
            case = Path(home) / label
            _rate(f"triage, {label}", lambda case=case, label=label: _whole(copy, case, label))  # type: ignore[misc]
        _cage.level = _LEVEL
        names = sorted(path for path in copy.rglob("*") if path.is_file())
        _rate("exiftool -stay_open", lambda: _stayed_open(names))
    print(f"load of the machine meanwhile: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


def _rate(label: str, run: Callable[[], int]) -> None:
    began, before = time.perf_counter(), _processor()
    files = run()
    wall, used = time.perf_counter() - began, _processor() - before
    if files:
        hidden = _cage.level() == "namespaces" and label.startswith("triage")
        cpu = "" if hidden else f", {used:6.2f} s of processor {files / used:8.1f} files/s"
        print(f"{label:24}{files:6} files {wall:7.2f} s {files / wall:8.1f} files/s{cpu}")


def _whole(found: Path, case: Path, label: str) -> int:
    settings = Settings(case.parent / "home", case, jobs=2)
    reader = Reader(jobs=2, thorough=label == "thorough")
    now = datetime.now(UTC)
    asked = Asked(found, case, settings, lambda: now, lambda *_: None, reader=reader)
    return triage(asked).counts.read


def _stayed_open(paths: list[Path]) -> int:
    """Files that the one process answered for; 0 without ExifTool."""
    tool, answered = exiftool_(), 0
    if tool is not None:
        for path in paths:
            with suppress(OSError, ValueError):
                answered += bool(tool.tags(str(path)))
        tool.stop()
    return answered


def _processor() -> float:
    own = resource.getrusage(resource.RUSAGE_SELF)
    below = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + below.ru_utime + below.ru_stime


# --- scale ---------------------------------------------------------------------------------------


def scale(_: Path, count: int) -> None:
    """Intake of many small files, the same again, and the next day with one in a hundred new."""
    count = count or 100_000
    with tempfile.TemporaryDirectory() as home:
        found = Path(home) / "found"
        for number in range(count):
            path = found / f"{number // 1000:03}" / f"{number:06}.txt"
            if number % 1000 == 0:
                path.parent.mkdir(parents=True)
            path.write_bytes(b"%06d\n" % number * 40)
        print(f"{count:,} files")
        for label in ("first day", "same again", "next day"):
            if label == "next day":
                for number in range(0, count, 100):
                    path = found / f"{number // 1000:03}" / f"{number:06}.txt"
                    path.write_bytes(b"changed %06d\n" % number)
            _timed(label, lambda label=label: _day(found, Path(home), label))  # type: ignore[misc]


def _day(found: Path, home: Path, label: str) -> None:
    stages: dict[str, float] = {}

    def progress(stage: str, done: int, total: int | None) -> None:
        del done, total
        stages[stage] = time.perf_counter()

    began = time.perf_counter()
    jobs = os.cpu_count() or 1
    settings = Settings(home / "home", home / "case", jobs=jobs)
    asked = Asked(found, home / "case", settings, lambda: datetime.now(UTC), progress, label=label)
    result = triage(asked)
    print(f"  intake {stages.get('taking in files', began) - began:6.1f} s, "
          f"{result.counts.read:,} read, {len(result.days[0].changes):,} changes")  # fmt: skip


def _timed(label: str, run: Callable[[], None]) -> None:
    began, before = time.perf_counter(), _processor()
    run()
    wall, used = time.perf_counter() - began, _processor() - before
    print(f"{label:12}{wall:8.1f} s, {used:6.1f} s of processor")


def main() -> int:
    """Run the part that was asked for."""
    parts = {one.__name__: one for one in (names, traits, speed, scale)}
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("part", choices=parts)
    asked.add_argument("--data", type=Path, default=ROOT / "tests" / "samples" / "files")
    asked.add_argument("--count", type=int, default=0)
    given = asked.parse_args()
    parts[given.part](given.data, given.count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
