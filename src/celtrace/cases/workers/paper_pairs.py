"""What documents of different workers share: a photograph, a text, a source file."""

from __future__ import annotations

import io
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

import msgspec

from celtrace import __version__
from celtrace.cases.case import Case
from celtrace.cases.workers.papers import PAPERS, Handed, Page
from celtrace.detect.printed_names import folded
from celtrace.papers.alike import Alike, alike_pairs
from celtrace.papers.history import lineage
from celtrace.papers.neighbours import worth_a_look
from celtrace.papers.overlay import side_by_side, squares_of
from celtrace.papers.phrases import shared
from celtrace.papers.portrait import Portrait, missing, portraits
from celtrace.records import Digest, Evidence, PaperPair, Part, Trait
from celtrace.records.papers import What

_NONE = Digest("")
_CROWD = 50
"""Workers beyond which a source that all share is a common template, and is not paired."""

Proofs = dict[tuple[int, int], Alike]


def words_and_sources(
    handed: Sequence[Handed], facts: dict[Digest, list[Trait]], words: dict[Digest, str]
) -> Iterator[PaperPair]:
    """All pairs of documents of two workers that share a text, a source or all their bytes."""
    yield from _texts(handed, words)
    yield from _sources(handed, facts)


def photographs(case: Case, pages: Sequence[Page]) -> Iterator[PaperPair]:
    """All pairs of pages of two workers that are one photograph, or of one design.

    Of pages that are sealed nothing is shown but which squares agree and which do not.
    """
    drawn = [page.sketch for page in pages]
    listed = [(i, j) for i, j in worth_a_look(drawn) if _two(pages, i, j)]
    at_once = os.cpu_count() or 1
    found = alike_pairs(drawn, listed, at_once)
    held = {} if missing() else portraits(drawn, found, at_once)
    one_portrait = {pair for pair, one in held.items() if one.same}
    crowd = _holders((pages[i].handed, pages[j].handed) for i, j in found)
    ring = _holders((pages[i].handed, pages[j].handed) for i, j in one_portrait)
    for i, j in sorted(one_portrait | _most_alike(found, set(found) - one_portrait)):
        one, other, proof = pages[i].handed, pages[j].handed, found[i, j]
        paths, sealed = (one.file.path, other.file.path), pages[i].sealed or pages[j].sealed
        drawing = squares_of(proof) if sealed else side_by_side(drawn[i], drawn[j], proof)
        picture, _ = case.vault.put(io.BytesIO(drawing))
        made = _pair(
            one, other, ("photograph", _said(proof, held.get((i, j)))),
            (proof.agree, proof.squares), ring.get(paths, crowd[paths]), picture,
        )  # fmt: skip
        yield msgspec.structs.replace(made, beyond=(i, j) in one_portrait)
    yield from _one_file(pages)


def _one_file(pages: Sequence[Page]) -> Iterator[PaperPair]:
    """Files that are one, byte for byte, where at least one of them is sealed."""
    held: dict[Digest, dict[tuple[str, str], Page]] = defaultdict(dict)
    for page in pages:
        held[page.plain][page.handed.worker.id, page.handed.file.path] = page
    for files in held.values():
        people = len({worker for worker, _ in files})
        for one, other in combinations(files.values(), 2):
            if (one.sealed or other.sealed) and _of_two(one, other) and people <= _CROWD:
                told: tuple[What, str] = ("whole file", "both are one file, byte for byte")
                yield _pair(one.handed, other.handed, told, (1, 1), people)


def _two(pages: Sequence[Page], i: int, j: int) -> bool:
    """Whether two people handed the pages in, as two files: one file is told as that."""
    return _of_two(pages[i], pages[j]) and pages[i].plain != pages[j].plain


def _of_two(one: Page, other: Page) -> bool:
    """Whether two people handed the pages in; sealed names are compared here, and not kept."""
    first, second = one.handed.worker, other.handed.worker
    apart = first.id != second.id
    if one.sealed or other.sealed:
        return apart and folded(first.name) != folded(second.name)
    return apart


def _most_alike(found: Proofs, pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """For each page the one page that it is most like: one design joins everybody who has it."""
    best: dict[int, tuple[int, int]] = {}
    for pair in sorted(pairs, key=lambda pair: (found[pair].share, pair)):
        best |= dict.fromkeys(pair, pair)
    return set(best.values())


def _said(proof: Alike, held: Portrait | None) -> str:
    said = (
        f"{proof.agree} of {proof.squares} squares of the page agree after one is laid on "
        f"the other; {len(proof.differ)} differ"
    )
    if held is None:
        return f"{said}; no portrait was found to compare"
    return f"{said}; of the portrait {held.agree} of {held.squares} agree"


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
    """Files that carry one id, and files that are one."""
    held = _by(handed, lambda one: lineage(facts.get(one.file.digest, ())))
    found: dict[tuple[str, str], tuple[Handed, Handed, list[str], int]] = {}
    for value, a, b, people in _sharing(held):
        if a.file.digest != b.file.digest:
            row = found.setdefault((a.file.path, b.file.path), (a, b, [], people))
            row[2].append(value)
    for a, b, values, people in found.values():
        said = f"both files carry {', '.join(values[:3])}"
        yield _pair(a, b, ("source", said), (len(values), len(values)), people)
    for digest, a, b, people in _sharing(_by(handed, lambda one: (one.file.digest,))):
        yield _pair(a, b, ("whole file", f"both have the SHA-256 {digest}"), (1, 1), people)


def _by(
    handed: Sequence[Handed], values: Callable[[Handed], Iterable[str]]
) -> dict[str, list[Handed]]:
    held: dict[str, list[Handed]] = defaultdict(list)
    for one in handed:
        for value in values(one):
            held[value].append(one)
    return held


def _sharing(held: dict[str, list[Handed]]) -> Iterator[tuple[str, Handed, Handed, int]]:
    """Each two workers who share a value, and how many do."""
    for value, holders in sorted(held.items()):
        people = len({one.worker.id for one in holders})
        if 1 < people <= _CROWD:
            for a, b in combinations(holders, 2):
                if a.worker.id != b.worker.id:
                    yield value, a, b, people


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
