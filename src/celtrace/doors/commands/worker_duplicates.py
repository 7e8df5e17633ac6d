"""`celtrace worker duplicates`: who shares a telephone, an account, a document, a text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from celtrace.doors.commands.worker_file import group
from celtrace.doors.door import Door
from celtrace.errors import Exit
from celtrace.text.counts import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from celtrace.cases.workers.duplicates import Duplicates
    from celtrace.documents.rings import Kind, Ring

SHOWN = 12


@group.command("duplicates")
def duplicates(
    context: typer.Context,
    dossier: Annotated[Path, typer.Argument(help="A folder with dossier.yaml.")],
) -> int:
    """Who shares what, over all workers; with the documents too, once a review has read them."""
    from celtrace.cases.workers.duplicates import find_duplicates

    door: Door = context.obj
    found = find_duplicates(dossier, door.settings)
    if door.as_json:
        door.document(found)
    else:
        door.show(*_lines(found))
    return door.exit_code(2) if found.rings else Exit.DONE


def _lines(found: Duplicates) -> Iterator[str]:
    groups = f"{count(len(found.rings), 'group of people hangs', 'groups of people hang')} together"
    yield f"{found.people:,} workers, {found.values:,} different values: {groups}"
    if not found.read:
        yield "Documents were not compared: run celtrace review first, with the same --case."
    for ring in found.rings[:SHOWN]:
        yield ""
        yield from _ring(ring, found.names)
    if len(found.rings) > SHOWN:
        yield f"and {len(found.rings) - SHOWN:,} more; --json has all"
    for fault in found.faults[:SHOWN]:
        yield f"{found.names.get(fault.worker, fault.worker)}: {fault.value}: {fault.why}"
    if found.rings:
        yield ""
        yield "Sharing is no fault: families, flatmates and agencies share. Ask, and meet each."


def _ring(ring: Ring, names: dict[str, str]) -> Iterator[str]:
    people = ", ".join(f"{names.get(one, one)} ({one})" for one in ring.members)
    yield f"{people}; together {ring.weight} bits"
    told: dict[tuple[Kind, str], set[str]] = {}
    for tie in ring.ties:
        told.setdefault((tie.kind, tie.value), set()).update((tie.a, tie.b))
    weights = {(tie.kind, tie.value): tie.weight for tie in ring.ties}
    for (kind, value), who in sorted(told.items(), key=lambda row: (-weights[row[0]], row[0])):
        yield f"    {kind} {value}: {', '.join(sorted(who))} ({weights[kind, value]} bits)"
