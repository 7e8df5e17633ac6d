"""Workers' files as the room tends them: looking is kept, what is not there is said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cases.workers.conftest import Desk
from celtrace.cases.review import review_room
from celtrace.cases.room import Room
from celtrace.cases.workers import tending
from celtrace.errors import Absent, UsageError

NAME = "Nguyễn Văn An"


@pytest.fixture
def room(desk: Desk) -> Iterator[Room]:
    with Room(desk.settings, desk.folder / "dossier", desk.clock, review_room) as made:
        yield made


def begun(room: Room) -> str:
    """A file that Ana began."""
    return tending.invited(room, "Ana", {"name": f" {NAME} ", "role": "animator"}).file.person


def test_a_file_begins_with_what_was_told_of_the_worker(room: Room) -> None:
    shown = tending.opened(room, "Ben", begun(room))
    assert (NAME, "animator", "") == (
        shown["worker"].name, shown["worker"].role, shown["worker"].party,
    )  # fmt: skip


def test_looking_into_a_file_leaves_a_line_with_who_looked(room: Room) -> None:
    person = begun(room)
    tending.opened(room, "Ben", person)
    (line,) = [e for e in room.journal.read() if e.action == "worker looked at"]
    assert ("Ben", person) == (line.actor, line.body["person"])


def test_what_is_not_there_is_absent_and_looking_for_it_leaves_no_line(room: Room) -> None:
    person = begun(room)
    with pytest.raises(Absent, match="no such picture"):
        tending.picture(room, "Ben", person, "0" * 64)
    for act in (tending.opened, tending.faces):
        with pytest.raises(Absent, match="no such file"):
            act(room, "Ben", "nobody")
    with pytest.raises(Absent, match="no such file"):
        tending.read(room, "nobody")
    assert not [e for e in room.journal.read() if e.action == "worker looked at"]


def test_a_result_holds_the_fields_of_its_step_that_were_filled_in() -> None:
    told = {"step": "references", "result": "passed", "else": "left out", "when": " "}
    made = tending.result_of("P1", told)
    assert ("P1", "references", "passed") == (made.worker, made.step, made.result)
    assert "else" not in dict(made.form)
    assert "when" not in dict(made.form)


def test_a_result_needs_a_word_that_there_is() -> None:
    with pytest.raises(UsageError, match="No result was chosen"):
        tending.result_of("P1", {"step": "references", "result": "perhaps"})


def test_a_step_towards_turning_somebody_down_needs_its_name(room: Room) -> None:
    with pytest.raises(UsageError, match="No step was chosen"):
        tending.turned(room, "Ana", begun(room), ("at once", "late"))


def test_forgetting_needs_a_reason_and_ends_the_file(room: Room) -> None:
    person = begun(room)
    with pytest.raises(UsageError, match="needs a reason"):
        tending.forgotten(room, "Ana", person, "  ")
    tending.forgotten(room, "Ana", person, "asked for by the worker")
    with pytest.raises(Absent):
        tending.opened(room, "Ana", person)
