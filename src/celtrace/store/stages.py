"""What a run has finished, and which objects a sealed case holds: two ledgers in the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice

import sqlalchemy as sa

from celtrace.records import Digest
from celtrace.store.database import OBJECTS, STAGES, upsert, writing

_AT_ONCE = 500
"""Digests that are asked about together."""


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
        left, new = iter(digests), list[dict[str, Digest]]()
        while some := list(islice(left, _AT_ONCE)):
            known = self._these(some)
            new += [{"digest": digest} for digest in some if digest not in known]
        if new:
            with writing(self._engine) as connection:
                connection.execute(upsert(self._engine, OBJECTS), new)

    def _these(self, digests: Sequence[Digest]) -> set[str]:
        """Those of some digests that are kept: a case may hold far more than were added."""
        asked = sa.select(OBJECTS.c.digest).where(OBJECTS.c.digest.in_(digests))
        with self._engine.connect() as connection:
            return set(connection.execute(asked).scalars())

    def all(self) -> frozenset[Digest]:
        """Every digest kept."""
        with self._engine.connect() as connection:
            found = connection.execute(sa.select(OBJECTS.c.digest)).scalars()
            return frozenset(Digest(str(digest)) for digest in found)
