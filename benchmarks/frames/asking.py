"""Questions asked of the product, each kept: a run that was stopped goes on.

What was found is kept under the digest of all that it depends on: the code of the search,
of the makers, and what fingerprints depend on. The verdict is reached anew each time.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from celtrace.cases.frames.index import Index, Taken, add, open_index
from celtrace.cases.frames.named import Frame
from celtrace.frames.agreement import Agreement
from celtrace.frames.answer import by, facts, standing, verdict
from celtrace.frames.fingerprint import settings
from celtrace.frames.gallery import Candidate
from celtrace.frames.lines import Reading, read_lines
from celtrace.frames.proof import Proof
from celtrace.frames.search import search
from frames.found import Asked, Known

_HERE = Path(__file__).parent
_ROOT = _HERE.parents[1]
_APART = ("answer", "mark", "overlay", "pixels", "sequence", "video")
"""Modules of the product that no search depends on."""
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
    """What the product says of a question; what was laid on it is from `kept` if it was before."""
    key = f"{name}/{one.kind}/{hashlib.sha256(one.pixels.tobytes()).hexdigest()[:16]}"
    known = _known(kept)
    if key not in known:
        known[key] = {"id": key, **_searched(one, index)}
        with kept.open("a", encoding="utf-8") as file:
            file.write(json.dumps(known[key]) + "\n")
    return {**known[key], **_judged(one, known[key], index)}


@cache
def _known(kept: Path) -> dict[str, dict[str, Any]]:
    lines = kept.read_text(encoding="utf-8").splitlines() if kept.is_file() else []
    return {line["id"]: line for line in map(json.loads, lines)}


def _searched(one: Asked, index: Index) -> dict[str, Any]:
    """The candidates of a question as numbers: frame, strokes, how its lines lie there, beside."""
    began = time.process_time()
    drawing = read_lines(one.pixels)
    ranked = search(drawing, index.gallery)
    took = time.process_time() - began
    laid = [[c.frame, c.strokes, round(c.agreement.score, 4), round(c.beside, 2),
             round(c.agreement.parts, 4)] for c in ranked]  # fmt: skip
    return {
        "kind": one.kind, "drawn": one.drawn, "show": one.show, "pencil": drawing.pencil,
        "laid": laid, "seconds": round(took, 3),
    }  # fmt: skip


def _judged(one: Asked, line: dict[str, Any], index: Index) -> dict[str, Any]:
    """The verdict on the candidates of a question, and where the right frame stands."""
    frames = index.frames
    ranked = [_again(row, index.gallery.kept.way.name) for row in line["laid"]]
    shows, plains = frames.shows, frames.plains
    said = verdict(ranked, shows, plains, pencil=line["pencil"])
    hits = [one.hit(frames[c.frame].show, frames[c.frame].cut, frames[c.frame].seconds or 0.0)
            for c in ranked]  # fmt: skip
    best = frames[said.best.frame] if said.best else None
    stands = standing([c for c in ranked if not plains[c.frame]], shows)
    weighed = stands and (facts(stands.best, stands.against), shows[stands.best.frame] == one.show)
    return {
        "weighed": weighed,
        "rank": hits.index(True) if True in hits else None,
        "proven": best is not None, "why": said.why, "by": by(said.best) if said.best else "",
        "right": said.best is not None and hits[[c is said.best for c in ranked].index(True)],
        "named": best.show if best else "",
        "same_show": best is not None and best.show == one.show,
    }  # fmt: skip


def _again(row: list[float], way: str) -> Candidate:
    """A candidate from its numbers; where it lies is not kept."""
    frame, strokes, score, beside, parts = row
    nowhere = np.eye(2, 3)
    proof = Proof(int(strokes), nowhere, nowhere, nowhere)
    reading = Reading("whole", np.zeros((1, 1), np.uint8), nowhere)
    agreement = Agreement(score, nowhere, way=way, parts=parts)
    return Candidate(int(frame), reading, mirrored=False, proof=proof, agreement=agreement,
                     beside=beside)  # fmt: skip


def homes(cache: Path, name: str, *, makers: bool) -> tuple[Path, Path]:
    """The folder of a gallery's index and the file of answers, by what they were made with."""
    (cache / "answers").mkdir(parents=True, exist_ok=True)
    whose = name.replace("tune", "drawn").replace("trial", "drawn")
    index = cache / "indexes" / f"{whose}-{digest(search_too=False, makers=makers)}"
    said = f"{name}-{digest(search_too=True, makers=makers)}.jsonl"
    return index, cache / "answers" / said
