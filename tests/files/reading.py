"""Read a sample with its reader, and write down what came out: `python tests/files/reading.py`.

The command writes the expected file of every sample anew; look through the difference
before it is committed.
"""

from __future__ import annotations

import hashlib
import io
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from celtrace import registry
from celtrace.files._blob import Blob
from celtrace.records import Child, Digest, Drawn, TextPassage, Trait
from celtrace.settings import Limits

SAMPLES = Path(__file__).parents[1] / "samples" / "files"
EXPECTED = ".expected.json"


class Read(msgspec.Struct):
    """Everything a reader gave for some bytes."""

    traits: list[Trait] = msgspec.field(default_factory=list)
    passages: list[TextPassage] = msgspec.field(default_factory=list)
    drawn: list[Drawn] = msgspec.field(default_factory=list)
    children: list[Child] = msgspec.field(default_factory=list)
    notes: list[tuple[str, str, str]] = msgspec.field(default_factory=list)

    def values(self, name: str) -> list[str]:
        """The values of the facts of a name."""
        return [one.value for one in self.traits if one.name == name]

    def texts(self, role: str = "") -> list[str]:
        """The texts of a role."""
        return [one.text for one in self.passages if role in ("", one.role)]

    def anything(self) -> bool:
        """Whether the reader gave or noted anything at all."""
        return any((self.traits, self.passages, self.drawn, self.children, self.notes))


def samples(reader: ModuleType) -> list[Path]:
    """The samples of a reader."""
    folder = SAMPLES / str(reader.FORMAT)
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in found if not path.name.endswith(EXPECTED)]


def blob(data: bytes, name: str, passwords: tuple[str, ...] = ()) -> Blob:
    """Bytes as a reader gets them."""
    digest = Digest(hashlib.sha256(data).hexdigest())
    return Blob(io.BytesIO(data), digest, name, len(data), passwords)


def read(
    reader: ModuleType,
    data: bytes,
    name: str = "x",
    passwords: tuple[str, ...] = (),
    *,
    pixels: bool = True,
    most: int = Limits().member_bytes,
) -> Read:
    """What the reader gives for these bytes, or for as many as it may read."""
    found = Read()
    homes: dict[type, list[Any]] = {
        Trait: found.traits, TextPassage: found.passages, Drawn: found.drawn,
        Child: found.children,
    }  # fmt: skip
    limits = Limits(member_bytes=most)
    given = msgspec.structs.replace(blob(data, name, passwords), pixels=pixels, limits=limits)
    for item in reader.read(given, lambda *said: found.notes.append(tuple(said))):
        homes[type(item)].append(item)
    return found


def written(found: Read) -> dict[str, Any]:
    """What was read, as it stands in an expected file."""
    plain = [msgspec.to_builtins(one) for one in (*found.traits, *found.passages)]
    for one in plain:
        one["seen"] = [one["seen"]["place"], one["seen"]["quote"]]
        del one["id"], one["file"]
    kept = [{key: value for key, value in one.items() if value not in ("", None)} for one in plain]
    return {
        "traits": kept[: len(found.traits)],
        "passages": kept[len(found.traits) :],
        "drawn": [[one.role, one.place, one.width, one.height] for one in found.drawn],
        "children": [[one.name.hex(), one.place, len(one.data)] for one in found.children],
        "notes": [list(note) for note in found.notes],
    }


def expected(path: Path) -> Path:
    """Where the expected file of a sample lies."""
    return path.with_name(path.name + EXPECTED)


def main() -> int:
    """Write every expected file."""
    for reader in registry.readers("files"):
        for path in samples(reader):
            found = written(read(reader, path.read_bytes(), path.name))
            text = msgspec.json.format(msgspec.json.encode(found), indent=1)
            expected(path).write_bytes(text + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
