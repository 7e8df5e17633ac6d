"""Pictures handed in under a link: read once, sealed as they are, gone with their consent."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from cases.workers.conftest import NOON, Desk, joined
from celtrace.cases.workers.acts import agree, hand_in
from celtrace.cases.workers.checking import of_file
from celtrace.cases.workers.handed import (
    AGAINST,
    BY,
    _keep,
    contradicted,
    pages_read,
    read_waiting,
    readings,
    waiting,
    with_readings,
)
from celtrace.cases.workers.paper_looking import PageSeen, PaperSeen, PaperTask, look_at_paper
from celtrace.cases.workers.register import READING, File, Register
from celtrace.cases.workers.shown import shown
from celtrace.ports import CaseFacts
from celtrace.records import (
    Digest,
    Handed,
    PaperPage,
    PaperTrace,
    PersonalDocument,
    Record,
    StepResult,
    Worker,
)
from celtrace.records.papers import PageLook, ZoneLines
from celtrace.settings import Limits
from detect.paper_scenes import ZONE
from papers.pages import TD3, page
from papers.test_opened import saved

PICTURE = b"a picture of a document"
STATED = PersonalDocument("passport", number="X1234567", country="UT")
OTHER = PersonalDocument("passport", number="Y7654321", country="UT")
FACTS = CaseFacts(as_of=NOON.date(), us="")


def worker_with(
    register: Register, *papers: PersonalDocument, what: str = "document front"
) -> File:
    file = joined(register, name="Ada Maria Muster", documents=papers or (STATED,))
    hand_in(register, "x", file.person, what, PICTURE, "image/png")
    return file


def says(lines: tuple[str, ...] = ZONE, flaws: Any = ()) -> PageSeen:
    zones = (ZoneLines(lines, (), agreed=True, names_by="declared name"),) if lines else ()
    return PageSeen(PageLook(1000, 700, flaws, "as measured"), zones, b"", b"", b"")


def read(register: Register, file: File, *pages: PageSeen) -> None:
    (one,) = waiting(register, file)
    _keep(register, file.person, PaperSeen(one.digest, pages or (says(),)))


def pages_of(records: tuple[Record, ...]) -> list[PaperPage]:
    return [one for one in records if isinstance(one, PaperPage)]


def test_a_picture_waits_until_it_was_read_and_not_again(register: Register) -> None:
    file = worker_with(register)
    assert ["document front"] == [one.what for one in waiting(register, file)]
    read(register, file)
    assert () == waiting(register, file)


@pytest.mark.parametrize("what", ["selfie", "still"])
def test_pictures_of_people_are_not_read(register: Register, what: str) -> None:
    assert () == waiting(register, worker_with(register, what=what))


def test_what_it_says_stands_with_the_worker_and_the_sealed_picture(register: Register) -> None:
    file = worker_with(register)
    read(register, file)
    (handed,) = [one for one in file.all(Handed) if one.what != READING]
    (one,) = pages_of(with_readings(register, file))
    assert (ZONE, file.called, "passport") == (one.zone.lines, one.worker, one.type)
    assert (handed.sealed, handed.sealed) == (one.file, one.seen.digest)


def test_nothing_of_it_lies_in_the_open(desk: Desk) -> None:
    with desk.open() as register:
        file = worker_with(register)
        read(register, file)
    everything = [p.read_bytes() for p in desk.settings.case.rglob("*") if p.is_file()]
    assert len(everything) > 2
    for word in (b"X1234567", b"MUSTER", b"as measured", PICTURE):
        assert not any(word in one for one in everything), word


def test_it_ends_with_the_consent_that_the_picture_was_handed_in_under(register: Register) -> None:
    file = worker_with(register)
    read(register, file)
    register.withdraw("x", file.person, "documents")
    assert [] == list(readings(register, file))
    assert file.records == with_readings(register, file)
    agree(register, "x", file.person, ["documents"])
    assert [] == list(readings(register, file))


def test_a_picture_whose_consent_ended_is_not_read(register: Register, desk: Desk) -> None:
    file = worker_with(register)
    desk.later(days=4000)
    assert () == waiting(register, file)
    assert 0 == read_waiting(lambda what: what(register), file.person, Limits())


def test_a_consent_that_ends_while_it_is_read_keeps_nothing(register: Register) -> None:
    file = worker_with(register)
    (one,) = waiting(register, file)
    register.withdraw("x", file.person, "documents")
    _keep(register, file.person, PaperSeen(one.digest, (says(),)))
    assert [] == [one for one in file.all(Handed) if one.what == READING]


def level_and_rules(register: Register, file: File) -> tuple[str, list[str]]:
    level, found = of_file(with_readings(register, file), (), FACTS)
    return level.level, [one.rule for one in found]


def test_a_number_that_differs_from_what_is_stated_is_found_and_lowers_the_level(
    register: Register,
) -> None:
    file = worker_with(register, OTHER)
    assert [] == level_and_rules(register, file)[1]
    read(register, file)
    level, rules = level_and_rules(register, file)
    assert ("V0", True) == (level, "document_mismatch" in rules)


def test_a_document_that_is_as_stated_finds_nothing(register: Register) -> None:
    file = worker_with(register)
    read(register, file)
    assert [] == level_and_rules(register, file)[1]


def test_a_review_sees_that_something_contradicts_and_not_what(
    register: Register, desk: Desk
) -> None:
    file = worker_with(register, OTHER)
    read(register, file)
    seen = list(shown(register, desk.ring, ()))
    (told,) = [one for one in seen if isinstance(one, StepResult)]
    assert (AGAINST, "failed", BY) == (told.step, told.result, told.by)
    for word in (b"X1234567", b"MUSTER", b"Muster", b"P<UTO"):
        assert word not in msgspec.json.encode(seen), word


def test_a_review_sees_a_number_that_was_read_as_a_token(register: Register, desk: Desk) -> None:
    """Two files with one number are found, though nobody stated it."""
    tokens = []
    for _ in range(2):
        file = worker_with(register, PersonalDocument("passport"))
        read(register, file)
        workers = [one for one in shown(register, desk.ring, ()) if isinstance(one, Worker)]
        tokens.append(workers[-1].documents[-1].number)
    assert tokens[0] == tokens[1]
    assert tokens[0].startswith("sealed ")


def test_a_review_sees_flaws_of_a_picture_that_could_not_be_read(
    register: Register, desk: Desk
) -> None:
    file = worker_with(register)
    read(register, file, says((), ("blurred",)))
    (one,) = pages_of(tuple(shown(register, desk.ring, ())))
    assert (("blurred",), ZoneLines(), "as measured") == (
        one.look.flaws, one.zone, one.seen.quote
    )  # fmt: skip


def test_without_a_reading_nothing_contradicts(register: Register) -> None:
    file = worker_with(register, OTHER)
    assert [] == list(contradicted(with_readings(register, file), file, NOON.date()))


def test_a_result_is_of_the_day_it_was_read(register: Register, desk: Desk) -> None:
    file = worker_with(register, OTHER)
    desk.later(days=3)
    read(register, file)
    (told,) = contradicted(with_readings(register, file), file, date(2026, 8, 1))
    assert NOON + timedelta(days=3) == told.when


def test_pages_are_held_against_others_as_long_as_the_consent_holds(register: Register) -> None:
    """Whoever is of the dossier keeps that id; others are called as their file is."""
    file = worker_with(register)
    drawn = look_at_paper(PaperTask(Digest("a" * 64), "x", "", data=saved(page(()))))
    read(register, file, *drawn.pages)
    (one,) = pages_read(register, file, ())
    assert (file.person, f"{file.person}/document front", True) == (
        one.handed.worker.id, one.handed.file.path, one.sealed
    )  # fmt: skip
    assert "Ada Maria Muster" == one.handed.worker.name
    assert one.plain != one.handed.file.digest
    assert [file.called] == [p.handed.worker.id for p in pages_read(register, file, {file.called})]
    register.withdraw("Ann", file.person, "documents")
    assert [] == list(pages_read(register, register.file(file.person), ()))


def test_a_picture_is_read_from_memory_in_a_process_of_its_own(register: Register) -> None:
    file = joined(register, name="Ada Maria Muster", documents=(STATED,))
    hand_in(register, "x", file.person, "document front", saved(page(TD3)), "image/png")
    hand_in(register, "x", file.person, "document back", b"no picture", "image/png")
    assert 2 == read_waiting(lambda what: what(register), file.person, Limits())
    (one,) = pages_of(with_readings(register, file))
    assert TD3 == one.zone.lines
    assert [] == [one for one in with_readings(register, file) if isinstance(one, PaperTrace)]
    refused = [seen.refused for _, seen in readings(register, file)]
    assert ["", True] == [refused[0], "neither a picture" in refused[1]]
    assert 0 == read_waiting(lambda what: what(register), file.person, Limits())
