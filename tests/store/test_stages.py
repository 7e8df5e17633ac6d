"""What a run has finished, and what a case is known to hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from celtrace.records import Digest
from celtrace.store.database import connect, settle, sqlite_url
from celtrace.store.stages import SqlObjects, SqlStages

NOON = datetime(2024, 2, 29, 12, tzinfo=UTC)
A, B = Digest("a" * 64), Digest("b" * 64)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    made = connect(sqlite_url(tmp_path / "case.db"))
    yield made
    made.dispose()


def test_a_stage_is_finished_for_the_input_it_was_done_for_only(engine: sa.Engine) -> None:
    stages = SqlStages(engine)
    assert not stages.finished("intake", A)
    stages.finish("intake", A, NOON)
    assert stages.finished("intake", A)
    assert not stages.finished("intake", B)
    assert not stages.finished("report", A)


def test_a_stage_done_anew_replaces_the_last(engine: sa.Engine) -> None:
    stages = SqlStages(engine)
    stages.finish("intake", A, NOON)
    stages.finish("intake", B, NOON)
    assert [False, True] == [stages.finished("intake", A), stages.finished("intake", B)]


def test_objects_are_added_once_and_kept(engine: sa.Engine) -> None:
    objects = SqlObjects(engine)
    objects.add([A, A])
    objects.add([B])
    assert {A, B} == objects.all()


def test_adding_what_is_known_changes_no_byte(tmp_path: Path, engine: sa.Engine) -> None:
    SqlObjects(engine).add([A])
    settle(engine)
    before = (tmp_path / "case.db").read_bytes()
    SqlObjects(engine).add([A])
    settle(engine)
    assert before == (tmp_path / "case.db").read_bytes()


@pytest.mark.parametrize("count", [499, 500, 501, 1_203])
def test_more_objects_than_are_asked_about_at_once_are_added_where_new(
    engine: sa.Engine, count: int
) -> None:
    objects = SqlObjects(engine)
    every = [Digest(f"{number:064x}") for number in range(count)]
    objects.add(every[::3])
    objects.add(iter(every))
    assert set(every) == objects.all()


def test_no_objects_are_added_without_a_word_to_the_disk(tmp_path: Path, engine: sa.Engine) -> None:
    settle(engine)
    before = (tmp_path / "case.db").read_bytes()
    SqlObjects(engine).add([])
    settle(engine)
    assert before == (tmp_path / "case.db").read_bytes()
