"""Fingerprints on disk: one file a part, of which the large arrays are read where they lie.

A part is NumPy's `.npz` without compression, so each array stands in it as it is in memory
and can be mapped: of a large index only what a question looks at is read.
"""

from __future__ import annotations

import hashlib
import os
import struct
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from celtrace.errors import EvidenceChanged
from celtrace.frames.fingerprint import Print
from celtrace.frames.gallery import Gallery, Rows, Small, packed
from celtrace.frames.strokenet import best_way
from celtrace.store.nearest import kept_nearest

MAPPED = ("descriptions", "points")
"""Arrays that are read where they lie: nearly all of an index."""
ALL_VOTE = 5000
"""Frames up to which all features of each take part in the vote."""
VOTING = 96
"""Features of each frame, the strongest, that do in a larger index."""
_LOCAL = struct.Struct("<26xHH")
"""Of a member's local header, the lengths of its name and of what follows it (APPNOTE 4.3.7)."""


def parts_of(folder: Path) -> list[Path]:
    """The parts of an index, in the order in which they were added."""
    return sorted((folder / "parts").glob("*.npz")) if folder.is_dir() else []


def read_part(path: Path) -> dict[str, np.ndarray]:
    """The arrays of a part, the large ones mapped; EvidenceChanged where it is damaged."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as part:
            small = {name: part[name] for name in part.files if name not in MAPPED}
        return small | {name: _mapped(path, name) for name in MAPPED}
    except (OSError, ValueError, EOFError, KeyError, struct.error, zipfile.BadZipFile) as error:
        raise EvidenceChanged(f"{path} is damaged.", "Index the footage again.") from error


def _mapped(path: Path, name: str) -> np.ndarray:
    """An array of a part where it lies in the file."""
    with zipfile.ZipFile(path) as opened:
        member = opened.getinfo(f"{name}.npy")
        with opened.open(member) as inside:
            version = np.lib.format.read_magic(inside)
            head = np.lib.format.read_array_header_1_0 if version == (1, 0) else (
                np.lib.format.read_array_header_2_0)  # fmt: skip
            shape, _, kind = head(inside)
            begins = inside.tell()
    if member.compress_type != zipfile.ZIP_STORED or member.file_size != member.compress_size:
        raise EvidenceChanged(f"{path} is damaged.", "Index the footage again.")
    with path.open("rb") as file:
        file.seek(member.header_offset)
        named, extra = _LOCAL.unpack(file.read(_LOCAL.size))
    at = member.header_offset + _LOCAL.size + named + extra + begins
    if not np.prod(shape):
        return np.zeros(shape, kind)
    return np.memmap(path, kind, "r", at, shape)


def write_part(folder: Path, lines: bytes, made: Sequence[Print]) -> None:
    """Add a part: the frames as JSON lines, their fingerprints as arrays.

    Sorted lists of what was there before are thrown away.
    """
    for stale in folder.glob("*.faiss"):
        stale.unlink()
    parts = folder / "parts"
    parts.mkdir(exist_ok=True)
    name = f"{len(parts_of(folder)):05d}-{hashlib.sha256(lines).hexdigest()[:12]}"
    small = [packed(one.small) for one in made]
    arrays = {
        "layout": np.stack([one.layout for one in made]).astype(np.float16),
        "pdq": np.stack([one.pdq for one in made]),
        "counts": np.array([len(one.features) for one in made], np.int32),
        "points": np.concatenate([one.features.points for one in made]).astype(np.float16),
        "small": np.frombuffer(b"".join(small), np.uint8),
        "small_lengths": np.array([len(one) for one in small], np.int32),
        "sizes": np.array([one.size for one in made], np.int16),
        "descriptions": np.concatenate([one.features.descriptions for one in made]),
    }
    put(parts / f"{name}.jsonl", lines)
    with tempfile.NamedTemporaryFile(dir=parts, suffix=".tmp", delete=False) as file:
        np.savez(file, allow_pickle=False, **arrays)
    os.replace(file.name, parts / f"{name}.npz")  # noqa: PTH105 - the name is a text here


def put(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".tmp", delete=False) as file:
        file.write(data)
    os.replace(file.name, path)  # noqa: PTH105 - the name is a text here


def gallery_of(folder: Path, shows: Sequence[str]) -> tuple[Gallery, np.ndarray]:
    """All fingerprints of an index ready for search, and its PDQ hashes, n x 32 bytes.

    `shows` are of the frames, in order. EvidenceChanged where a part is damaged or missing.
    """
    parts = [read_part(path) for path in parts_of(folder)]
    joined: dict[str, Any] = {
        name: np.concatenate([part[name] for part in parts])
        for name in parts[0] if name not in MAPPED
    }  # fmt: skip
    if len(joined["counts"]) != len(shows):
        raise EvidenceChanged(f"The index at {folder} is damaged.", "Index the footage again.")
    offsets = _starts(joined["counts"])
    voting = _starts(joined["counts"] if len(shows) <= ALL_VOTE
                     else np.minimum(joined["counts"], VOTING))  # fmt: skip
    names = {show: n for n, show in enumerate(sorted(set(shows)))}
    layouts, votes = _listed_at(folder)
    gallery = Gallery(
        np.array([names[show] for show in shows]),
        kept_nearest(layouts, [joined["layout"].astype(np.float32)], len(shows)),
        kept_nearest(votes, _voting(parts, voting, offsets), int(voting[-1])),
        Rows([part["points"] for part in parts]), Rows([part["descriptions"] for part in parts]),
        offsets, voting,
        Small(_cut_up(joined["small"], joined["small_lengths"]), joined["sizes"], best_way()),
    )  # fmt: skip
    return gallery, joined["pdq"]


def _listed_at(folder: Path) -> tuple[Path, Path]:
    """Where the sorted lists of all parts are kept."""
    made_of = hashlib.sha256("\n".join(path.name for path in parts_of(folder)).encode())
    name = made_of.hexdigest()[:12]
    return folder / f"layouts-{name}.faiss", folder / f"votes-{name}.faiss"


def _starts(counts: np.ndarray) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def _voting(
    parts: Sequence[dict[str, np.ndarray]], voting: np.ndarray, offsets: np.ndarray
) -> Iterator[np.ndarray]:
    """The descriptions that take part in the vote: each frame's first, which are its strongest."""
    if voting[-1] == offsets[-1]:
        yield from (part["descriptions"] for part in parts)
        return
    for part in parts:
        starts = _starts(part["counts"])
        ends = np.minimum(starts[1:], starts[:-1] + VOTING)
        yield np.concatenate(
            [part["descriptions"][a:b] for a, b in zip(starts, ends, strict=False)]
        )


def _cut_up(joined: np.ndarray, lengths: np.ndarray) -> list[bytes]:
    ends = np.cumsum(lengths)
    return [joined[end - length : end].tobytes() for end, length in zip(ends, lengths, strict=True)]
