"""The chain of a dossier or of a reviewed case: weighed as a review would, without writing one.

From a folder it is read, screened and weighed; files are not taken into custody and logs
are not read. From a case the records kept there are weighed again, for another day if one
is asked for: then what began later is left out, and rows stand as they did on that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from celtrace import __version__, registry
from celtrace.cases import intake
from celtrace.cases.chain_problems import chain_problems
from celtrace.cases.context import CONTEXT, Context
from celtrace.cases.detecting import run_detectors
from celtrace.cases.folder import DOSSIER, HEAD
from celtrace.cases.lists.shelf import ListShelf
from celtrace.cases.progress import Progress
from celtrace.cases.review import screen
from celtrace.cases.seal import DATABASE, VAULT
from celtrace.engine.serial import SerialEngine
from celtrace.errors import EvidenceChanged, UsageError
from celtrace.exchange import ftm
from celtrace.exchange._json import entries
from celtrace.listing import ALL_REGIMES, ListUse
from celtrace.ports import CaseFacts, View
from celtrace.records import Contract, Digest, Ownership, Party, Payment, Problem, Record, Role
from celtrace.settings import Settings
from celtrace.store.database import connect_readonly
from celtrace.store.memory import MemoryShelf
from celtrace.store.shelf import SqlShelf
from celtrace.store.vault import FolderVault
from celtrace.weigh import assess
from celtrace.weigh.assessment import Assessment, DossierFacts, Indicators
from celtrace.weigh.assessment import Path as Way
from celtrace.weigh.blocked import surely
from celtrace.weigh.paths import to_blocked


class Asked(msgspec.Struct, frozen=True):
    """Whose chain is wanted, and with what."""

    folder: Path
    settings: Settings
    lists: ListShelf
    progress: Progress
    today: date
    as_of: date | None = None
    party: str = ""


class Chained(msgspec.Struct, frozen=True):
    """A chain, weighed."""

    view: View
    assessment: Assessment
    ways: tuple[Way, ...]
    """Shortest paths from parties to blocked ones."""
    problems: tuple[Problem, ...]
    came_in: tuple[dict[str, Any], ...]
    """Entities of FollowTheMoney files, as they came in."""
    came_from: frozenset[Digest]
    """The digests of those files."""
    party: str = ""


class _Taken(msgspec.Struct, frozen=True):
    """What there is to weigh."""

    records: tuple[Record, ...]
    facts: CaseFacts
    uses: tuple[ListUse, ...]
    digest: str
    problems: tuple[Problem, ...]
    came_in: tuple[dict[str, Any], ...]
    came_from: frozenset[Digest]


def chain(asked: Asked) -> Chained:
    """Weigh the chain; UsageError if the folder is neither a dossier nor a reviewed case.

    Also if there is no party of the id asked for. DossierInvalid with all faults of a dossier.
    """
    if (asked.folder / CONTEXT).is_file():
        taken = _of_case(asked)
    elif (asked.folder / DOSSIER).is_file():
        taken = _of_folder(asked)
    else:
        message = f"{asked.folder} is neither a dossier nor a reviewed case."
        raise UsageError(message, "Give a folder with dossier.yaml, or a case of a review.")
    shelf = MemoryShelf(_begun(taken.records, asked.as_of))
    view = shelf.view(taken.facts)
    if asked.party and view.get(Party, asked.party) is None:
        raise UsageError(f"There is no party {asked.party}.", "Give the id of a party.")
    found = run_detectors(shelf, view, SerialEngine(), registry.detectors())
    facts = view.facts
    assessment = assess(
        view, found.findings, taken.uses,
        dossier=DossierFacts(facts.title, facts.as_of, taken.digest, facts.us),
        version=__version__, indicators=Indicators(),
    )  # fmt: skip
    wanted = (asked.party,) if asked.party else ()
    ways = to_blocked(view, surely(assessment.blocked), assessment.clusters, wanted)
    problems = (*taken.problems, *chain_problems(taken.records, facts.as_of), *found.problems)
    return Chained(view, assessment, ways, problems, taken.came_in, taken.came_from, asked.party)


def in_force(chained: Chained) -> View:
    """The view without stakes and offices that do not hold on the day: what is drawn."""
    day = chained.view.facts.as_of
    kinds: tuple[type[Record], ...] = (Party, Contract, Payment, Ownership, Role)
    records = [record for kind in kinds for record in chained.view.all(kind)]
    return MemoryShelf(r for r in records if _holds(r, day)).view(chained.view.facts)


def _holds(record: Record, day: date) -> bool:
    if not isinstance(record, (Ownership, Role)):
        return True
    return (record.since or day) <= day <= (record.until or day)


def _begun(records: Iterable[Record], day: date | None) -> Iterator[Record]:
    """Records less the contracts and payments of days after the one asked for."""
    for record in records:
        dated = record.date if isinstance(record, (Contract, Payment)) else None
        if day is None or dated is None or dated <= day:
            yield record


def _of_folder(asked: Asked) -> _Taken:
    asked.progress("reading the dossier", 0, None)
    taken = intake.read(asked.folder, asked.settings)
    head = taken.dossier.head
    facts = CaseFacts(
        as_of=asked.as_of or head.as_of or asked.today, us=head.us, title=head.title,
        timezone=head.timezone, regimes=head.regimes or ALL_REGIMES,
    )  # fmt: skip
    state = asked.lists.state(facts.as_of, regimes=facts.regimes, pins=dict(head.lists))
    candidates, unsettled = screen(taken.dossier, state, asked.progress)
    files = [(path, digest) for path, digest in sorted(taken.digests.items()) if path != DOSSIER]
    held = {d: _entities((asked.folder / path).open("rb"), asked.settings) for path, d in files}
    return _Taken(
        (*taken.dossier.records, *candidates), facts, state.uses, taken.dossier.digest,
        (*taken.dossier.problems, *unsettled), *_joined(held),
    )  # fmt: skip


def _joined(
    held: dict[Digest, list[dict[str, Any]]],
) -> tuple[tuple[dict[str, Any], ...], frozenset[Digest]]:
    """All entities, and the digests of the files that hold any."""
    return (
        tuple(one for some in held.values() for one in some),
        frozenset(digest for digest, some in held.items() if some),
    )


def _of_case(asked: Asked) -> _Taken:
    try:
        context = msgspec.json.decode((asked.folder / CONTEXT).read_bytes(), type=Context)
    except (OSError, msgspec.DecodeError) as error:
        message = f"{CONTEXT} of the case {asked.folder} cannot be read: {error}."
        raise EvidenceChanged(message, "Restore it from a copy, or review again.") from error
    view = SqlShelf(connect_readonly(asked.folder / DATABASE)).view(context.facts)
    records = tuple(_all(view))
    facts = msgspec.structs.replace(context.facts, as_of=asked.as_of or context.facts.as_of)
    vault = FolderVault(asked.folder / VAULT)
    digests = sorted({record.seen.digest for record in records})
    held = {d: _entities(vault.open(d), asked.settings) for d in digests if d and vault.has(d)}
    return _Taken(records, facts, context.lists, context.dossier.digest, (), *_joined(held))


def _all(view: View) -> Iterator[Record]:
    kinds = [kind for kind in _kinds(Record) if getattr(kind, "kind", "")]
    for kind in sorted(kinds, key=lambda one: one.kind):
        yield from view.all(kind)


def _kinds(base: type[Record]) -> Iterator[type[Record]]:
    for kind in base.__subclasses__():
        yield kind
        yield from _kinds(kind)


def _entities(stream: BinaryIO, settings: Settings) -> list[dict[str, Any]]:
    """The entities of a FollowTheMoney file; none of any other."""
    with stream:
        if not ftm.sniff(stream.read(HEAD), ""):
            return []
        stream.seek(0)
        return [one for _, one in entries(stream, _silent, settings.limits) if "id" in one]


def _silent(place: str, reason: str, consequence: str) -> None:
    """What the file lacks was said when it was read as a table."""
