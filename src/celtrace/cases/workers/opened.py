"""The register of a case, for reading beside others or for writing alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from celtrace.cases.case import Case
from celtrace.cases.context import holding
from celtrace.cases.seal import DATABASE, VAULT
from celtrace.cases.workers.register import Register
from celtrace.settings import Settings
from celtrace.store.database import connect_readonly
from celtrace.store.journal import SqlJournal
from celtrace.store.keyring import KeyRing
from celtrace.store.vault import FolderVault

Clock = Callable[[], datetime]


@contextmanager
def reading(settings: Settings, clock: Clock) -> Iterator[Register | None]:
    """The register as it is on the disk; None if there is no case. EvidenceChanged if damaged."""
    folder = settings.case
    if not (folder / DATABASE).is_file():
        yield None
        return
    engine = connect_readonly(folder / DATABASE)
    try:
        with holding(folder):
            register = Register(
                SqlJournal(engine), FolderVault(folder / VAULT), KeyRing(settings.keys), clock
            )
        yield register
    finally:
        engine.dispose()


@contextmanager
def writing(settings: Settings, clock: Clock) -> Iterator[Register]:
    """The register of a case that is opened for writing, or made; UsageError if it is in use."""
    with Case.create_or_open(settings.case, clock) as case:
        yield Register(case.journal, case.vault, KeyRing(settings.keys), clock)
