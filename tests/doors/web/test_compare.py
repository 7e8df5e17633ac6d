"""The page that compares: which proof picture it shows."""

from __future__ import annotations

from celtrace.doors.web.pages.compare import proof
from celtrace.records import Digest, FileFact, Match
from report.small import SEEN, view

PROOF = "a" * 64
KEPT = FileFact(seen=SEEN, path="answers/proofs/00000.jpg", digest=Digest(PROOF), size=1)


def match(picture: str = PROOF) -> Match:
    return Match(seen=SEEN, file="a.png", cut="c1", picture=picture)


def test_the_proof_picture_of_a_match_is_shown_where_the_case_holds_it() -> None:
    assert PROOF == proof(view(KEPT), match())
    assert "" == proof(view(), match())


def test_a_match_without_a_picture_shows_none() -> None:
    assert "" == proof(view(KEPT), match(""))
