"""Faces of one worker's pictures, two by two: consent first, bands only, nothing kept."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from cases.workers.conftest import Desk, joined
from celtrace.cases.workers.acts import hand_in
from celtrace.cases.workers.portraits import LOOKED, Beside, FaceTask, beside, compare_pictures
from celtrace.cases.workers.register import File, Register
from celtrace.errors import UsageError
from celtrace.papers.faces import NoConsent, available
from celtrace.records import PURPOSES, ConsentGrant
from celtrace.settings import Limits
from papers.test_faces import NOW, grant, orl

needs_weights = pytest.mark.skipif(bool(available()), reason=available() or "weights are there")
EMPTY = cv2.imencode(".png", np.full((200, 160), 180, np.uint8))[1].tobytes()


def picture(shared_data: Path, who: int, number: int) -> bytes:
    return bytes(cv2.imencode(".png", orl(shared_data, who, number))[1].tobytes())


def held(register: Register, file: File) -> tuple[Beside, ...]:
    return beside(lambda act: act(register), "Ann", file.person, Limits())


def test_without_consent_to_faces_nothing_is_opened_and_the_equal_way_is_named(
    register: Register,
) -> None:
    file = joined(register, *(one for one in PURPOSES if one != "face"))
    with pytest.raises(UsageError, match="no consent to face") as caught:
        held(register, file)
    assert "equal way" in str(caught.value.remedy)
    assert LOOKED not in [one.action for one in register.journal.read()]


def test_that_faces_were_looked_at_stands_in_the_journal_without_what_came_of_it(
    register: Register,
) -> None:
    file = joined(register)
    assert () == held(register, file)
    (line,) = [one for one in register.journal.read() if one.action == LOOKED]
    assert ("Ann", {"person": file.person, "faces": 0}) == (line.actor, line.body)


def test_a_picture_whose_own_consent_ended_is_left_out(register: Register) -> None:
    file = joined(register)
    hand_in(register, "x", file.person, "document front", EMPTY, "image/png")
    hand_in(register, "x", file.person, "selfie", EMPTY, "image/png")
    register.withdraw("x", file.person, "documents")
    assert () == held(register, file)


def test_two_pictures_of_one_kind_are_not_held_beside_each_other(register: Register) -> None:
    file = joined(register)
    for shade in (b"", b" "):
        hand_in(register, "x", file.person, "still", EMPTY + shade, "image/png")
    assert () == held(register, file)


@pytest.mark.parametrize("consent", [grant(purpose="documents"), grant(expires=NOW)])
def test_the_process_that_compares_asks_for_the_grant_again(consent: ConsentGrant) -> None:
    with pytest.raises(NoConsent):
        compare_pictures(FaceTask(EMPTY, EMPTY, consent, NOW))


def test_what_is_no_picture_is_said_and_compared_with_nothing() -> None:
    told = compare_pictures(FaceTask(EMPTY, b"words", grant(), NOW))
    assert (None, True) == (told.band, "neither a picture" in told.why)


@needs_weights
@pytest.mark.shared
@pytest.mark.parametrize(("who", "band"), [(1, "consistent"), (9, "different")])
def test_the_face_of_a_selfie_is_held_beside_that_of_the_document(
    register: Register, desk: Desk, shared_data: Path, who: int, band: str
) -> None:
    file = joined(register)
    hand_in(register, "x", file.person, "document front", picture(shared_data, 1, 1), "image/png")
    hand_in(register, "x", file.person, "selfie", picture(shared_data, who, 2), "image/png")
    lines = len(list(register.journal.read()))
    (one,) = held(register, file)
    assert ("document front", "selfie", band) == (one.one, one.other, one.compared.band)
    assert lines + 1 == len(list(register.journal.read()))
    assert desk.now == register.clock()
