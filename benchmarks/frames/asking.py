"""Questions asked of the product, each answer kept: a run that was stopped goes on.

An answer is kept under the digest of everything it depends on: the product's code, the
makers', and the gallery. Change any of them and it is asked again.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from celtrace.cases.frames_index import Frame, Index, Taken, add, open_index
from celtrace.frames import search as searching
from celtrace.frames.answer import verdict
from celtrace.frames.fingerprint import settings
from celtrace.frames.lines import read_lines
from celtrace.frames.search import search
from frames.found import Asked, Known

_HERE = Path(__file__).parent
_ROOT = _HERE.parents[1]
_APART = ("mark", "overlay", "pixels", "sequence", "video")
"""Modules of the product that no answer depends on."""
_MAKERS = ("drawn", "found", "scenes", "stylizers")


def digest(*, search_too: bool, makers: bool) -> str:
    """Of what fingerprints depend on, of the search's code, and of what makes the pictures."""
    files = sorted((_ROOT / "src/celtrace/frames").glob("*.py")) if search_too else []
    files = [one for one in files if one.stem not in _APART]
    if makers:
        files += [_ROOT / "tests/frames" / f"{name}.py" for name in _MAKERS]
        files += [_HERE / "inked.py", _HERE / "material.py"]
    made = hashlib.sha256(settings().encode())
    for one in files:
        made.update(one.name.encode() + one.read_bytes())
    return made.hexdigest()[:12]


def indexed(gallery: Iterable[Known], folder: Path) -> tuple[Index, float]:
    """The product's index of a gallery, and CPU milliseconds a frame; 0 where it was there."""
    if (folder / "parts").is_dir():
        return open_index(folder), 0.0
    taken = [Taken(Frame(f"{n:064x}", "", one.show, one.cut, one.seconds), one.pixels)
             for n, one in enumerate(gallery)]  # fmt: skip
    began = time.process_time()
    add(folder, taken, pictures=False)
    return open_index(folder), (time.process_time() - began) * 1000 / len(taken)


def answered(name: str, one: Asked, index: Index, kept: Path) -> dict[str, Any]:
    """What the product says of a question; from `kept` where it was asked before."""
    key = f"{name}/{one.kind}/{hashlib.sha256(one.pixels.tobytes()).hexdigest()[:16]}"
    known = _known(kept)
    if key not in known:
        known[key] = {"id": key, **_answer(one, index)}
        with kept.open("a", encoding="utf-8") as file:
            file.write(json.dumps(known[key]) + "\n")
    return known[key]


@cache
def _known(kept: Path) -> dict[str, dict[str, Any]]:
    lines = kept.read_text(encoding="utf-8").splitlines() if kept.is_file() else []
    return {line["id"]: line for line in map(json.loads, lines)}


def _answer(one: Asked, index: Index) -> dict[str, Any]:
    frames = index.frames
    began = time.process_time()
    drawing = read_lines(one.pixels)
    ranked = search(drawing, index.gallery)
    said = verdict(ranked, [f.show for f in frames], [f.plain for f in frames])
    took = time.process_time() - began
    hits = [one.hit(frames[c.frame].show, frames[c.frame].cut, frames[c.frame].seconds or 0.0)
            for c in ranked]  # fmt: skip
    own = [frames[c.frame].show == one.show for c in ranked]
    best = ranked.index(said.best) if said.best else None
    return {
        "kind": one.kind, "drawn": one.drawn, "show": one.show, "paper": drawing.paper,
        "rank": hits.index(True) if True in hits else None,
        "proven": said.best is not None, "why": said.why,
        "right": best is not None and hits[best], "same_show": best is not None and own[best],
        "signs": [_sign(c, frames[c.frame].show, hit) for c, hit in _telling(ranked, hits)],
        "seconds": round(took, 3),
    }  # fmt: skip


def _telling(ranked: list[searching.Candidate], hits: list[bool]) -> list[tuple[Any, bool]]:
    """The candidates that a verdict could rest on: the first of them, and the first hit."""
    both = list(zip(ranked, hits, strict=True))
    by_lines = sorted(both, key=lambda one: -one[0].agreement.score)[:6]
    first = [one for one in both if one[1]][:1]
    seen = {id(one[0]): one for one in (*both[:6], *by_lines, *first)}
    return list(seen.values())


def _sign(one: searching.Candidate, show: str, hit: bool) -> list[Any]:  # noqa: FBT001 - a row
    return [show, hit, one.strokes, round(one.agreement.covered, 4), round(one.agreement.above, 3),
            one.reading.kind, one.mirrored]  # fmt: skip


def homes(cache: Path, name: str, *, makers: bool) -> tuple[Path, Path]:
    """The folder of a gallery's index and the file of answers, by what they were made with."""
    (cache / "answers").mkdir(parents=True, exist_ok=True)
    whose = "drawn" if makers else name
    index = cache / "indexes" / f"{whose}-{digest(search_too=False, makers=makers)}"
    said = f"{name}-{digest(search_too=True, makers=makers)}.jsonl"
    return index, cache / "answers" / said
