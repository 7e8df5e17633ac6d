"""What a review leaves beside records and findings, and how it is read again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import sqlalchemy as sa

from celtrace.errors import EvidenceChanged
from celtrace.listing import ListUse
from celtrace.ports import CaseFacts
from celtrace.records import Digest, Evidence, Problem
from celtrace.report.material import TableReading
from celtrace.settings import Limits
from celtrace.weigh.assessment import DossierFacts, Indicators

CONTEXT = "context.json"
SCREENING = "screening.jsonl"
"""The replay record of the screening: input, list digests, matcher version, scores."""


class Context(msgspec.Struct, frozen=True):
    """What weighing and report take beside records and findings: an output of the case."""

    celtrace: str
    dossier: DossierFacts
    facts: CaseFacts
    lists: tuple[ListUse, ...]
    indicators: Indicators
    tables: tuple[TableReading, ...]
    limits: Limits = Limits()
    """How much input the review took."""


def read_file(folder: Path, name: str) -> bytes:
    """An output of a case; EvidenceChanged if it cannot be read."""
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        message = f"{name} of the case {folder} cannot be read: {error.strerror}."
        raise EvidenceChanged(message, "Restore it from a copy, or review again.") from error


@contextmanager
def holding(folder: Path) -> Iterator[None]:
    """EvidenceChanged in place of what reading a damaged case raises."""
    try:
        yield
    except (sa.exc.SQLAlchemyError, msgspec.DecodeError, UnicodeDecodeError) as error:
        message = f"The case {folder} cannot be read: {getattr(error, 'orig', None) or error}."
        raise EvidenceChanged(message, "Restore it from a copy, or review again.") from error


def read_problems(data: bytes) -> tuple[Problem, ...]:
    """Decode `problems.jsonl`."""
    plain = [msgspec.json.decode(line) for line in data.splitlines() if line]
    return tuple(
        Problem(seen=Evidence(Digest(""), p["source"], p["place"], "", ""), **p) for p in plain
    )
