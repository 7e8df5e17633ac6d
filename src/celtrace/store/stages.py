"""What a run has finished, and which objects a sealed case holds: two ledgers in the database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from celtrace.records import Digest
from celtrace.store.database import OBJECTS, STAGES, upsert, writing


class SqlStages:
    """Which stage of a run was finished for which input."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def finish(self, name: str, digest: str, at: datetime) -> None:
        """Keep that the stage is done for the input with this digest; it replaces the last."""
        with writing(self._engine) as connection:
            row = {"name": name, "digest": digest, "done": at.isoformat()}
            connection.execute(upsert(self._engine, STAGES), row)

    def finished(self, name: str, digest: str) -> bool:
        """Whether the stage was last done for just this input."""
        asked = sa.select(STAGES.c.digest).where(STAGES.c.name == name)
        with self._engine.connect() as connection:
            return connection.execute(asked).scalar() == digest


class SqlObjects:
    """The digests that a case is known to hold; they are added, never removed."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def add(self, digests: Iterable[Digest]) -> None:
        """Keep digests; nothing is written if all are known."""
        known = self.all()
        new = [{"digest": digest} for digest in digests if digest not in known]
        if new:
            with writing(self._engine) as connection:
                connection.execute(upsert(self._engine, OBJECTS), new)

    def all(self) -> frozenset[Digest]:
        """Every digest kept."""
        with self._engine.connect() as connection:
            found = connection.execute(sa.select(OBJECTS.c.digest)).scalars()
            return frozenset(Digest(str(digest)) for digest in found)
