"""A list format of a few rows, its reader, and a shelf that reads nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from celtrace.cases.lists.shelf import ListShelf
from celtrace.errors import ListRefused
from celtrace.listing import ListFile, ListSource, Snapshot
from celtrace.records import Alias, Designation, Digest, Evidence, Fullness

TINY = "us_tiny"
SOURCE = ListSource(
    TINY, "Tiny list", "Nobody", "US", ("https://lists.example/tiny.json",), "none", (2, 1000),
    (("programmes", 0.5),),
)  # fmt: skip


class Page(msgspec.Struct, omit_defaults=True):
    """What a file holds."""

    tiny: str
    rows: dict[str, dict[str, Any]]
    date: date | None = None
    fullness: Fullness = "full"
    said: str = ""


class TinyReader:
    """Reads files of one Page a line; `NAME.a` and `NAME.b` form one publication."""

    FORMAT = TINY

    def __init__(self, source: ListSource = SOURCE) -> None:
        self.SOURCE = source
        self.FORMAT = source.id

    def sniff(self, head: bytes, name: str) -> float:
        """One for our own list, whatever the name."""
        return float(bool(name) and f'"tiny":"{self.SOURCE.id}"'.encode() in head)

    def belongs(self, names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """Names with the same stem."""
        stems = sorted({Path(name).stem for name in names})
        return tuple(tuple(n for n in names if Path(n).stem == stem) for stem in stems)

    def read(self, files: tuple[ListFile, ...], note: Any) -> Iterator[Snapshot]:
        """A snapshot a line; the rows of several files are put together."""
        pages = [line for f in files for line in f.stream.read().splitlines()]
        decoded = [msgspec.json.decode(line, type=Page) for line in pages]
        if not decoded:
            raise ListRefused(f"{files[0].name}: the file is empty.")
        if len(files) > 1:
            decoded[0].rows = {k: v for page in decoded for k, v in page.rows.items()}
            del decoded[1:]
        kept: dict[bytes, Designation] = {}
        note(files[0].name, "read", "nothing")
        for page in decoded:
            yield self._snapshot(page, files, kept)

    def _snapshot(
        self, page: Page, files: tuple[ListFile, ...], kept: dict[bytes, Designation]
    ) -> Snapshot:
        entries = tuple(
            kept.setdefault(
                msgspec.json.encode((row, fields)),
                designation(row, files[0].digest, files[0].name, page.tiny, **fields),
            )
            for row, fields in page.rows.items()
        )
        digest = Digest(hashlib.sha256("".join(f.digest for f in files).encode()).hexdigest())
        return Snapshot(page.tiny, page.date, page.fullness, entries, digest, page.said)


def designation(
    row: str, digest: str = "d", source: str = "tiny.json", of: str = TINY, **fields: Any
) -> Designation:
    """A row; `aliases` may be plain texts."""
    aliases = tuple(Alias(text) for text in fields.pop("aliases", ()))
    seen = Evidence(Digest(digest), source, f"row {row}", f"quote of {row}", TINY)
    listed_on = fields.pop("listed_on", None)
    plain = {key: tuple(v) if isinstance(v, list) else v for key, v in fields.items()}
    plain.setdefault("name", f"Name of {row}")
    return Designation(
        seen=seen, list=of, row=row, aliases=aliases,
        listed_on=date.fromisoformat(listed_on) if listed_on else None, **plain,
    )  # fmt: skip


def page(*rows: str, day: str | None = None, **more: Any) -> Page:
    """A page of rows by id, each under a programme; `fields` gives more for single rows."""
    fields = more.pop("fields", {})
    content = {row: {"programmes": ["DPRK3"]} | fields.get(row, {}) for row in rows}
    stated = date.fromisoformat(day) if day else None
    return Page(more.pop("of", TINY), content, stated, **more)


def write(path: Path, *pages: Page) -> Path:
    """The pages as a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in pages))
    return path


def shelf(home: Path, *sources: ListSource) -> ListShelf:
    """A shelf that reads tiny lists only."""
    return ListShelf(home, readers=[TinyReader(source) for source in sources or (SOURCE,)])


def put(shelf: ListShelf, folder: Path, *pages: Page, name: str = "") -> None:
    """Import each page as a file of its own."""
    for number, one in enumerate(pages):
        path = write(folder / (name or f"{number}-{len(list(folder.glob('*')))}.json"), one)
        shelf.import_paths([path], list_id=None, snapshot=None, note=lambda *_: None)
