"""Proof pictures of found drawings: what was found, what it is, and both laid on each other.

By cut, the cut with most drawings first: the best proof, and a contact sheet where there are
several drawings. So many cuts as a report can hold are shown; every match stands in the table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from celtrace.records import FileFact, Match
from celtrace.report.document import Block, Group, Para, Picture, anchor, code, name, words
from celtrace.report.material import Material
from celtrace.report.wording import alike
from celtrace.text.counts import count

CUTS = 20
"""Cuts that are shown with pictures: forty pictures at most."""
SAYS = (
    "Left what was found, in the middle ours, on the right both laid on each other: ours blue, "
    "found red, dark where both are, a ring at each stroke that agrees. Where ours is a line map, "
    "the index keeps fingerprints only. A match says that both show the same drawing, not who "
    "drew it nor that it was not allowed."
)


def proofs(material: Material) -> tuple[Block, ...]:
    """The pictures by cut; none where no match has a proof of strokes."""
    by_cut: dict[str, list[Match]] = defaultdict(list)
    for match in material.view.all(Match):
        if match.reviewer != "rejected" and (match.picture or match.proof == "geometry"):
            by_cut[match.cut].append(match)
    if not by_cut:
        return ()
    order = sorted(by_cut, key=lambda cut: (-len(by_cut[cut]), cut))
    shown = tuple(_cut(material, cut, by_cut[cut]) for cut in order[:CUTS])
    left = order[CUTS:]
    rest = [
        Para(words(f"{count(len(left), 'more cut')} without pictures here: ",
                   name(", ".join(sorted(left))), "."), "note")
    ] if left else []  # fmt: skip
    blocks: tuple[Block, ...] = (Para(words(SAYS), "note"), *shown, *rest)
    return (Group("proofs", words("Proof pictures"), 3, blocks),)


def _cut(material: Material, cut: str, matches: list[Match]) -> Group:
    best = sorted(matches, key=lambda one: (not one.picture, -(one.score or 0), one.file))
    title = words(code(cut), f": {count(len(matches), 'found drawing')}")
    return Group(anchor("proof", cut), title, 4, tuple(_pictures(material, cut, best)))


def _pictures(material: Material, cut: str, best: list[Match]) -> Iterator[Block]:
    first = best[0]
    said = alike(first.score)
    if first.picture:
        caption = words(name(first.file), " is ", code(cut), f": {said}." if said else ".",
                        _missing(material, first.picture))  # fmt: skip
        alt = f"What was found, our frame of {cut}, and both laid on each other. {said}".strip()
        yield Picture(first.picture, caption, alt)
    else:
        yield Para(words("No proof picture was handed in: ", name(first.file),
                         f"; {said}." if said else "."))  # fmt: skip
    sheet = next((one.sheet for one in best if one.sheet), "")
    if sheet and len(best) > 1:
        files = name(", ".join(sorted(one.file for one in best)[:40]))
        caption = words("Contact sheet, ours first: ", files, ".", _missing(material, sheet))
        yield Picture(sheet, caption, f"Contact sheet of the drawings that are of {cut}")


def _missing(material: Material, digest: str) -> str:
    """What to do where the picture is not among the files of the dossier."""
    if material.view.where(FileFact, "digest", digest):
        return ""
    return " Put the folder that `celtrace frames match` wrote into the dossier."
