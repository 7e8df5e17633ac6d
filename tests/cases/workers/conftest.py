"""A case with its register and its keys, at a time that a test can move."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from celtrace.cases.case import Case
from celtrace.cases.workers.acts import SEEN, agree, invite
from celtrace.cases.workers.register import File, Register
from celtrace.records import PURPOSES, Purpose, StepResult, Worker
from celtrace.settings import Settings
from celtrace.store.keyring import KeyRing
from celtrace.store.memory import MemoryJournal, MemoryVault

NOON = datetime(2026, 7, 12, 12, tzinfo=UTC)


class Desk:
    """A folder with home and case; `open` gives the register, as often as one likes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = NOON
        self.settings = Settings(home=folder / "home", case=folder / "case")
        self.ring = KeyRing(self.settings.keys)

    def clock(self) -> datetime:
        return self.now

    def later(self, **more: float) -> None:
        self.now += timedelta(**more)

    @contextmanager
    def open(self) -> Iterator[Register]:
        with Case.create_or_open(self.settings.case, self.clock) as case:
            yield Register(case.journal, case.vault, self.ring, self.clock)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def register(desk: Desk) -> Register:
    """A register whose journal and vault lie in memory."""
    return Register(MemoryJournal(), MemoryVault(), desk.ring, desk.clock)


def someone(name: str = "Nguyễn Văn An", **more: Any) -> Worker:
    return Worker(seen=SEEN, name=name, role="in-between", **more)


def joined(register: Register, *purposes: Purpose, **more: Any) -> File:
    """A worker who was invited and agreed; to everything if nothing is said."""
    file = invite(register, "Ann", someone(**more)).file
    return agree(register, file.person, file.person, purposes or PURPOSES)


def step(name: str, result: Any = "passed", **form: str) -> StepResult:
    return StepResult(seen=SEEN, worker="", step=name, result=result, form=tuple(form.items()))
