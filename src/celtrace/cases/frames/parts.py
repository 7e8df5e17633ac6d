"""Fingerprints on disk: one file a part, of which the large arrays are read where they lie.

Of a large index only what a question looks at is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from celtrace.cases.frames.arrays import BROKEN, mapped, whole
from celtrace.cases.frames.lists import votes_of
from celtrace.errors import EvidenceChanged
from celtrace.frames.fingerprint import Print
from celtrace.frames.gallery import Gallery
from celtrace.frames.kept import Kept
from celtrace.frames.rows import Rows
from celtrace.frames.strokenet import best_way
from celtrace.frames.strokes import WORK
from celtrace.store.nearest import kept_nearest

MAPPED = {"lines": np.uint8, "words": np.uint16, "signs": np.uint32}
"""Arrays that are read where they lie, nearly all of an index, and what they hold."""


def parts_of(folder: Path) -> list[Path]:
    """The parts of an index, in the order in which they were added."""
    return sorted((folder / "parts").glob("*.npz")) if folder.is_dir() else []


def read_part(path: Path) -> dict[str, np.ndarray]:
    """The arrays of a part, the large ones mapped; EvidenceChanged where it is damaged."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as part:
            small = {name: part[name] for name in part.files if name not in MAPPED}
        read = small | {name: mapped(path, name) for name in MAPPED}
        if not _is_whole(read):
            raise ValueError(path)
    except BROKEN as error:
        raise EvidenceChanged(f"{path} is damaged.", "Index the footage again.") from error
    return read


def _is_whole(part: Mapping[str, np.ndarray]) -> bool:
    """Whether the arrays of a part are of the same frames, and of the kinds that are written."""
    lengths, counts, sizes = part["lengths"], part["counts"], part["sizes"]
    features = int(counts.sum())
    return (
        all(part[name].dtype == kind for name, kind in MAPPED.items())
        and {len(part[name]) for name in ("layout", "pdq", "lengths", "counts")} == {len(sizes)}
        and sizes.shape[1:] == (2,)
        and bool(((sizes >= 1) & (sizes <= WORK)).all() and (lengths >= 0).all())
        and (features, features, int(lengths.sum()))
        == (len(part["words"]), len(part["signs"]), len(part["lines"]))
    )


def write_part(folder: Path, lines: bytes, made: Sequence[Print]) -> None:
    """Add a part: the frames as JSON lines, their fingerprints as arrays.

    Sorted lists of what was there before are thrown away.
    """
    for stale in (*folder.glob("*.faiss"), *folder.glob("votes-*.npz")):
        stale.unlink()
    parts = folder / "parts"
    parts.mkdir(exist_ok=True)
    name = f"{len(parts_of(folder)):05d}-{hashlib.sha256(lines).hexdigest()[:12]}"
    arrays = {
        "layout": np.stack([one.layout for one in made]),
        "pdq": np.stack([one.pdq for one in made]),
        "counts": np.array([len(one.voting) for one in made], np.uint8),
        "words": np.concatenate([one.voting.words for one in made]),
        "signs": np.concatenate([one.voting.signs for one in made]),
        "lines": np.frombuffer(b"".join(one.lines for one in made), np.uint8),
        "lengths": np.array([len(one.lines) for one in made], np.int32),
        "sizes": np.array([one.size for one in made], np.int16),
    }
    put(parts / f"{name}.jsonl", lines)
    with whole(parts / f"{name}.npz") as file:
        np.savez(file, allow_pickle=False, **arrays)


def put(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    with whole(path) as file:
        file.write(data)


def gallery_of(
    folder: Path, paths: Sequence[Path], shows: Sequence[str]
) -> tuple[Gallery, np.ndarray]:
    """Fingerprints of some parts of an index ready for search, and PDQ hashes, n x 32 bytes.

    `shows` are of the frames, in order. EvidenceChanged where a part is damaged.
    """
    parts = [read_part(path) for path in paths]
    joined: dict[str, Any] = {
        name: np.concatenate([part[name] for part in parts])
        for name in parts[0] if name not in MAPPED
    }  # fmt: skip
    if len(joined["counts"]) != len(shows):
        raise EvidenceChanged(f"The index at {folder} is damaged.", "Index the footage again.")
    names = {show: n for n, show in enumerate(dict.fromkeys(shows))}
    layouts, votes = _listed_at(folder, paths)
    gallery = Gallery(
        np.array([names[show] for show in shows]),
        kept_nearest(layouts, [joined["layout"]], len(shows)),
        votes_of(votes, parts, joined["counts"]),
        Kept(Rows([part["lines"] for part in parts]), _starts(joined["lengths"]),
             joined["sizes"], best_way()),
    )  # fmt: skip
    return gallery, joined["pdq"]


def _listed_at(folder: Path, paths: Sequence[Path]) -> tuple[Path, Path]:
    """Where the sorted lists of these parts are kept."""
    made_of = hashlib.sha256("\n".join(path.name for path in paths).encode())
    name = made_of.hexdigest()[:12]
    return folder / f"layouts-{name}.faiss", folder / f"votes-{name}.npz"


def _starts(counts: np.ndarray) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
