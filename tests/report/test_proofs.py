"""Proof pictures by cut: so many as a report can hold, and what is said where there are none."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from celtrace.records import Digest, FileFact, Match
from celtrace.report.document import Group, Picture, every_block
from celtrace.report.proofs import CUTS, proofs
from report.small import SEEN, bare, material, said

PROOF, SHEET = "a" * 64, "b" * 64


def match(file: str, cut: str = "ep05_c101", **more: Any) -> Match:
    given = {"score": Decimal(30), "proof": "geometry", "picture": PROOF, "sheet": SHEET} | more
    return Match(seen=SEEN, file=file, cut=cut, **given)


def kept(digest: str) -> FileFact:
    return FileFact(seen=SEEN, path=f"answers/{digest[:4]}.jpg", digest=Digest(digest), size=1)


def held(*records: Any) -> Group:
    [group] = proofs(material(bare(), *records))
    assert isinstance(group, Group)
    return group


def pictures(group: Group) -> list[str]:
    return [one.digest for one in every_block(group.blocks) if isinstance(one, Picture)]


def test_without_proven_matches_there_are_no_pictures() -> None:
    assert () == proofs(material(bare()))
    assert () == proofs(material(bare(), match("a.png", reviewer="rejected")))
    assert () == proofs(material(bare(), match("a.png", proof="bytes", picture="")))


def test_the_best_proof_of_a_cut_is_shown_with_its_strokes() -> None:
    best = match("b.png", score=Decimal(56), picture="c" * 64)
    group = held(match("a.png"), best, kept("c" * 64), kept(SHEET))
    assert ["c" * 64, SHEET] == pictures(group)
    assert "b.png is ep05_c101: 56 strokes agree" in said(group)
    assert "2 found drawings" in said(group)


def test_one_drawing_of_a_cut_needs_no_contact_sheet() -> None:
    assert [PROOF] == pictures(held(match("a.png"), kept(PROOF)))


def test_a_picture_that_is_not_in_the_case_is_asked_for() -> None:
    lacking = said(held(match("a.png")))
    assert "Put the folder that `celtrace frames match` wrote into the dossier." in lacking
    assert "Put the folder" not in said(held(match("a.png"), kept(PROOF)))


def test_a_proof_without_a_picture_shows_its_numbers() -> None:
    group = held(match("a.png", picture="", sheet=""))
    assert [] == pictures(group)
    assert "No proof picture was handed in: a.png; 30 strokes agree." in said(group)


def test_it_never_says_who_drew_and_tells_a_line_map_from_a_picture() -> None:
    told = said(held(match("a.png")))
    assert "not who drew it nor that it was not allowed" in told
    assert "the index keeps fingerprints only" in told


def test_of_hundreds_of_cuts_the_fullest_are_shown_and_the_others_named() -> None:
    many = [match(f"{n}.png", f"ep01_c{n:03d}") for n in range(CUTS + 30)]
    group = held(*many, match("x.png", "ep01_c049"))
    shown = [one for one in every_block(group.blocks) if isinstance(one, Group)]
    assert CUTS == len(shown)
    assert "ep01_c049" in said(shown[0])
    assert "30 more cuts without pictures here" in said(group)
    assert "ep01_c048" in said(group)
