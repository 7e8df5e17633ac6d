"""What came since the review: a list that was updated is screened against by itself."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

import invented
from celtrace.cases.context import CONTEXT
from celtrace.cases.fresh import ACTION, Fresh, Rescreener, fresh
from celtrace.cases.review import review_room
from celtrace.cases.room import Room
from celtrace.settings import Settings

NOW = datetime(2026, 7, 12, 9, tzinfo=UTC)
WANTED = "us_ofac_sdn"


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case that was reviewed when one list had not come yet."""
    folder = tmp_path_factory.mktemp("fresh")
    dossier = invented.dossier(folder / "dossier")
    text = (dossier / "dossier.yaml").read_text().replace("as_of: 2026-07-11\n", "")
    (dossier / "dossier.yaml").write_text(text)
    invented.reviewed(dossier, folder / "case", folder / "home")
    return folder


@pytest.fixture
def room(reviewed: Path, tmp_path: Path) -> Iterator[Room]:
    for name in ("home", "case", "dossier"):
        shutil.copytree(reviewed / name, tmp_path / name)
    settings = Settings(home=tmp_path / "home", case=tmp_path / "case")
    with Room(settings, tmp_path / "dossier", lambda: NOW, review_room) as made:
        yield made


def update(room: Room) -> None:
    """Lists come."""
    invented.install_lists(room.settings.home)


def test_nothing_is_new_right_after_a_review(room: Room) -> None:
    assert () == fresh(room).lists


def test_a_snapshot_that_was_not_used_is_new(room: Room) -> None:
    update(room)
    assert WANTED in [name for name, _ in fresh(room).lists]


def test_files_that_came_after_the_review_are_new(room: Room) -> None:
    at = datetime.now(UTC) + timedelta(hours=1)
    room.uploads.take("ana", at, [("more.csv", io.BytesIO(b"id,name\n"))])
    assert [("more.csv",)] == [one.files for one in fresh(room).batches]
    later = at.timestamp() + 60
    os.utime(room.settings.case / CONTEXT, (later, later))
    assert () == fresh(room).batches


def test_an_update_is_screened_against_by_itself_and_once(room: Room) -> None:
    rescreener = Rescreener(room, 60)
    assert not rescreener.look()
    update(room)
    assert rescreener.look()
    assert not rescreener.look()
    assert "done" == room.jobs.wait(60).state, room.jobs.job.said
    assert room.outcome
    assert WANTED in {use.list for use in room.outcome.assessment.lists if use.snapshot}
    assert Fresh() == fresh(room)
    assert not rescreener.look()
    assert 1 == sum(entry.action == ACTION for entry in room.journal.read())


def test_a_dossier_of_a_fixed_day_is_not_screened_against_later_lists(room: Room) -> None:
    update(room)
    path = room.uploads.folder / "dossier.yaml"
    path.write_text(path.read_text() + "as_of: 2020-01-01\n")
    assert room.outcome
    past = msgspec.structs.replace(room.outcome.assessment.dossier, as_of=date(2020, 1, 1))
    assessment = msgspec.structs.replace(room.outcome.assessment, dossier=past)
    room.outcome.assessment = assessment
    assert () == fresh(room).lists


def test_a_room_that_was_never_reviewed_has_nothing_to_screen_again(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", case=tmp_path / "case")
    with Room(settings, tmp_path / "dossier", lambda: NOW, review_room) as empty:
        assert Fresh() == fresh(empty)
        assert not Rescreener(empty, 60).look()


def test_looking_goes_on_by_itself_until_the_room_is_closed(room: Room) -> None:
    with Rescreener(room, 0.01) as rescreener:
        assert rescreener._thread.is_alive()
    assert not rescreener._thread.is_alive()
