"""Fingerprints side by side, and candidates among them."""

from __future__ import annotations

import numpy as np

from celtrace.frames.agreement import Agreement
from celtrace.frames.gallery import Candidate, ranked, turned
from celtrace.frames.lines import Reading
from celtrace.frames.proof import Proof

READING = Reading("page", np.zeros((9, 9), np.uint8), np.eye(2, 3))


def candidate(frame: int, strokes: int, score: float = 0.0) -> Candidate:
    none = np.zeros((0, 2))
    proof = Proof(strokes, np.eye(2, 3), none, none)
    agreement = Agreement(score, np.eye(2, 3), way="net")
    return Candidate(frame, READING, mirrored=False, proof=proof, agreement=agreement)


def test_candidates_are_ordered_by_both_proofs_and_then_by_frame() -> None:
    some = [candidate(4, 9), candidate(2, 9), candidate(3, 9, 0.8), candidate(1, 60)]
    assert [3, 1, 2, 4] == [one.frame for one in ranked(some)]


def test_of_frames_that_many_strokes_prove_the_whole_says_which_it_is() -> None:
    some = [candidate(1, 90, 0.7), candidate(2, 70, 0.9), candidate(3, 20, 0.9)]
    assert [2, 1, 3] == [one.frame for one in ranked(some)]


def test_the_mirror_turns_a_line_map_over_and_back() -> None:
    lines = np.arange(12, dtype=np.uint8).reshape(3, 4)
    assert np.array_equal(lines, turned(lines, mirrored=False))
    assert [3, 2, 1, 0] == turned(lines, mirrored=True)[0].tolist()
    assert np.array_equal(lines, turned(turned(lines, mirrored=True), mirrored=True))
