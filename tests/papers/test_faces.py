"""Faces one to one: nothing without consent, three bands, no answer where there is none."""

from __future__ import annotations

import inspect
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from celtrace.papers import faces
from celtrace.papers.bands import Grey
from celtrace.papers.faces import HIGH, LOW, NoConsent, available, band, compare
from celtrace.records import ConsentGrant, Digest, Evidence

NOW = datetime(2026, 7, 12, 12, tzinfo=UTC)
BLANK = np.full((200, 160), 180, np.uint8)
needs_weights = pytest.mark.skipif(bool(available()), reason=available() or "weights are there")


def grant(**facts: Any) -> ConsentGrant:
    given = {
        "worker": "ann",
        "purpose": "face",
        "policy": "1",
        "granted": NOW - timedelta(days=1),
        "expires": NOW + timedelta(days=1),
        **facts,
    }
    return ConsentGrant(seen=Evidence(Digest("a" * 64), "a", "1", "", "t"), **given)


@pytest.mark.parametrize(
    "consent",
    [
        None,
        grant(purpose="documents"),
        grant(expires=NOW),
        grant(withdrawn=NOW - timedelta(hours=1)),
        grant(granted=NOW + timedelta(hours=1)),
    ],
    ids=["none", "for something else", "expired", "withdrawn", "not yet"],
)
def test_without_a_grant_that_holds_nothing_is_computed(consent: ConsentGrant | None) -> None:
    with pytest.raises(NoConsent):
        compare(BLANK, BLANK, consent, NOW)


def test_every_public_way_to_a_template_asks_for_consent() -> None:
    """'The function takes it as an argument': no other public function takes a picture."""
    public = {
        name: inspect.signature(one)
        for name, one in vars(faces).items()
        if inspect.isfunction(one) and one.__module__ == faces.__name__ and name[0] != "_"
    }
    takes_pictures = {
        name
        for name, signed in public.items()
        if any("Grey" in str(p.annotation) for p in signed.parameters.values())
    }
    assert {"compare"} == takes_pictures
    assert "consent" in public["compare"].parameters


@pytest.mark.parametrize(
    ("likeness", "expected"),
    [
        (1.0, "consistent"),
        (HIGH, "a person looks"),
        (LOW, "a person looks"),
        (LOW - 0.01, "different"),
        (-1.0, "different"),
    ],
)
def test_there_are_three_bands(likeness: float, expected: str) -> None:
    assert expected == band(likeness)


@needs_weights
@pytest.mark.parametrize("picture", [BLANK, np.zeros((9, 9), np.uint8)], ids=["blank", "tiny"])
def test_a_picture_without_a_face_is_not_compared(picture: Grey) -> None:
    found = compare(picture, BLANK, grant(), NOW)
    assert (None, None, True) == (found.band, found.likeness, "0 faces" in found.why)


def orl(shared_data: Path, who: int, number: int) -> Grey:
    read = cv2.imread(str(shared_data / f"verify/faces_orl/s{who}/{number}.pgm"), 0)
    assert read is not None
    return np.pad(np.asarray(read, np.uint8), 30, mode="edge")


@needs_weights
@pytest.mark.shared
@pytest.mark.parametrize("who", [1, 7, 23])
def test_one_person_is_consistent_and_two_are_different(shared_data: Path, who: int) -> None:
    one, again = orl(shared_data, who, 1), orl(shared_data, who, 2)
    other = orl(shared_data, who + 5, 1)
    assert "consistent" == compare(one, again, grant(), NOW).band
    assert "different" == compare(one, other, grant(), NOW).band


@needs_weights
@pytest.mark.shared
def test_two_faces_in_one_picture_are_not_compared(shared_data: Path) -> None:
    both = np.hstack([orl(shared_data, 1, 1), orl(shared_data, 2, 1)])
    found = compare(both, orl(shared_data, 1, 2), grant(), NOW)
    assert (None, "the first picture shows 2 faces") == (found.band, found.why)


@needs_weights
@pytest.mark.shared
def test_either_side_says_the_same(shared_data: Path) -> None:
    one, other = orl(shared_data, 3, 1), orl(shared_data, 3, 5)
    assert compare(one, other, grant(), NOW) == compare(other, one, grant(), NOW)


def test_weights_that_are_not_those_measured_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "_COMPARER", (faces._COMPARER[0], "0" * 64))
    found = compare(BLANK, BLANK, grant(), NOW)
    assert (None, True) == (found.band, found.why.startswith("not available"))
