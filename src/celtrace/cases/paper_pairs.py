"""What documents of different workers share: a photograph, a text, a source file."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from celtrace import __version__
from celtrace.cases.case import Case
from celtrace.cases.papers import PAPERS, Handed
from celtrace.papers.alike import Alike, alike
from celtrace.papers.history import lineage
from celtrace.papers.neighbours import neighbours
from celtrace.papers.overlay import side_by_side
from celtrace.papers.phrases import shared
from celtrace.papers.sketch import Sketch
from celtrace.records import Digest, Evidence, PaperPair, Part, Trait
from celtrace.records.papers import What

_NONE = Digest("")
_DESIGN = 3
"""Others that a page is like from which on what they share is taken for their design."""
_ABOVE = 0.15
"""How much more than its design a page shares with a copy of itself."""
_CROWD = 50
"""Workers beyond which a source that all share is a common template, and is not paired."""


def pairs(
    case: Case,
    handed: Sequence[Handed],
    sketches: dict[Digest, list[Sketch]],
    read: tuple[dict[Digest, list[Trait]], dict[Digest, str]],
) -> Iterator[PaperPair]:
    """All pairs of documents of two workers that share something, each kind once."""
    facts, words = read
    yield from _photographs(case, handed, sketches)
    yield from _texts(handed, words)
    yield from _sources(handed, facts)


def _photographs(
    case: Case, handed: Sequence[Handed], sketches: dict[Digest, list[Sketch]]
) -> Iterator[PaperPair]:
    pages = [(one, page) for one in handed for page in sketches.get(one.file.digest, ())]
    found: dict[tuple[int, int], Alike] = {}
    for i, j in neighbours([page for _, page in pages]):
        if pages[i][0].worker.id != pages[j][0].worker.id:
            proof = alike(pages[i][1], pages[j][1])
            if proof and proof.same:
                found[i, j] = proof
    crowd = _holders((pages[i][0], pages[j][0]) for i, j in found)
    shares = _shares(found)
    for (i, j), proof in found.items():
        (one, first), (other, second) = pages[i], pages[j]
        picture, _ = case.vault.put(io.BytesIO(side_by_side(first, second, proof)))
        said = (
            f"{proof.agree} of {proof.squares} squares of the page agree after one is laid on "
            f"the other; {len(proof.differ)} differ"
        )
        usual = max(_usual(shares[i], proof.share), _usual(shares[j], proof.share))
        holders = (
            2 if usual and proof.share >= usual + _ABOVE else crowd[one.file.path, other.file.path]
        )
        usual = max(_usual(shares[i], proof.share), _usual(shares[j], proof.share))
        group = crowd[one.file.path, other.file.path]
        holders = 2 if usual and proof.share >= usual + _ABOVE else group
        counts = (proof.agree, proof.squares)
        yield _pair(one, other, ("photograph", said), counts, holders, picture)


def _shares(found: dict[tuple[int, int], Alike]) -> dict[int, list[float]]:
    """For each page how far it agrees with each of those it is like."""
    shares: dict[int, list[float]] = defaultdict(list)
    for pair, proof in found.items():
        for page in pair:
            shares[page].append(proof.share)
    return shares


def _usual(shares: list[float], own: float) -> float:
    """What a page shares with most that are like it: its design. 0 where too few are."""
    others = sorted(shares)
    others.remove(own)
    return others[len(others) // 2] if len(others) >= _DESIGN else 0.0


def _texts(handed: Sequence[Handed], words: dict[Digest, str]) -> Iterator[PaperPair]:
    written = [one for one in handed if words.get(one.file.digest)]
    found = [
        (written[one.one], written[one.other], one)
        for one in shared([words[one.file.digest] for one in written])
        if written[one.one].worker.id != written[one.other].worker.id
    ]
    crowd = _holders((a, b) for a, b, _ in found)
    for a, b, one in found:
        said = f"{one.same} of {one.of} phrases that hardly any other document has stand in both"
        yield _pair(a, b, ("text", said), (one.same, one.of), crowd[a.file.path, b.file.path])


def _sources(handed: Sequence[Handed], facts: dict[Digest, list[Trait]]) -> Iterator[PaperPair]:
    held: dict[str, list[Handed]] = defaultdict(list)
    for one in handed:
        for value in lineage(facts.get(one.file.digest, ())):
            held[value].append(one)
    found: dict[tuple[str, str], tuple[Handed, Handed, list[str], int]] = {}
    for value, holders in sorted(held.items()):
        people = len({one.worker.id for one in holders})
        if 1 < people <= _CROWD:
            for a, b in combinations(holders, 2):
                if a.worker.id != b.worker.id:
                    row = found.setdefault((a.file.path, b.file.path), (a, b, [], people))
                    row[2].append(value)
    for a, b, values, people in found.values():
        said = f"both files carry {', '.join(values[:3])}"
        yield _pair(a, b, ("source", said), (len(values), len(values)), people)


def _holders(found: Iterator[tuple[Handed, Handed]]) -> dict[tuple[str, str], int]:
    """For each pair the workers who hang together through such pairs, how many there are."""
    group: dict[str, set[str]] = {}
    rows = list(found)
    for one, other in rows:
        joined = group.get(one.worker.id, {one.worker.id}) | group.get(
            other.worker.id, {other.worker.id}
        )
        group |= dict.fromkeys(joined, joined)
    return {(a.file.path, b.file.path): len(group[a.worker.id]) for a, b in rows}


def _pair(
    one: Handed, other: Handed, told: tuple[What, str], counts: tuple[int, int], holders: int,
    picture: Digest = _NONE,
) -> PaperPair:  # fmt: skip
    a, b = sorted((one, other), key=lambda row: (row.worker.id, row.file.path))
    what, said = told
    seen = Evidence(
        a.file.digest, a.file.path, "whole file", said, PAPERS, __version__,
        (Part("a", a.file.path, said), Part("b", b.file.path, f"sha256 {b.file.digest}")),
    )  # fmt: skip
    return PaperPair(
        seen=seen, a=a.worker.id, a_path=a.file.path, b=b.worker.id, b_path=b.file.path, what=what,
        same=counts[0], of=counts[1], said=said, holders=holders, picture=picture,
    )  # fmt: skip
