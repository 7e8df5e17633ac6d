"""`celtrace worker keep, face`: pictures into a sealed file, and their faces two by two."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from celtrace.doors.commands._shared import Who, now, who_acts
from celtrace.doors.commands.worker_file import Called, group, read_bytes
from celtrace.doors.door import Door
from celtrace.errors import Exit, MissingExtra, UsageError


@group.command("keep")
def keep(
    context: typer.Context,
    worker: Called,
    picture: Annotated[Path, typer.Argument(help="A JPEG or PNG.")],
    what: Annotated[
        str, typer.Option("--as", help="document front, document back, selfie or still.")
    ] = "document front",
    who: Who = "",
) -> int:
    """Seal a picture that a worker gave into the worker's file, and read it if of a document."""
    from celtrace.cases.papers import read_sealed, sealed_said
    from celtrace.cases.workers import acts
    from celtrace.cases.workers.opened import writing
    from celtrace.records import PaperPage

    door: Door = context.obj
    if what not in acts.PICTURES:
        raise UsageError(f"A picture cannot be a {what}.", f"Say: {', '.join(acts.PICTURES)}.")
    data = read_bytes(picture)
    with writing(door.settings, now) as register:
        made = acts.hand_in(register, who_acts(who), worker, what, data, acts.media_of(data))
        read_sealed(register, door.settings.limits, register.file(worker).person)
        said = sealed_said(register, register.file(worker))
    if door.as_json:
        door.document(made)
        return Exit.DONE
    door.show(f"Sealed as {what}: {len(data):,} bytes.")
    for one in said:
        if isinstance(one, PaperPage) and one.file == made.sealed:
            names = f"verified by {one.names_by}" if one.names_by else "read, not verified"
            door.show(one.measures, *one.zone, *([f"names: {names}"] if one.zone else ()))
    return Exit.DONE


@group.command("face")
def face(context: typer.Context, worker: Called, who: Who = "") -> int:
    """Hold the faces of a worker's pictures beside each other, in three bands; never a verdict."""
    from celtrace.cases.workers.opened import writing

    try:
        from celtrace.cases.workers.portraits import beside
    except ImportError as error:
        raise MissingExtra(f"A part that compares faces ({error.name})", "workers") from error
    door: Door = context.obj
    with writing(door.settings, now) as register:
        found = beside(lambda act: act(register), who_acts(who), worker, door.settings.limits)
    if door.as_json:
        door.document(found)
        return Exit.DONE
    if not found:
        door.show("There are no two pictures to hold beside each other.")
    for one in found:
        told = one.compared
        said = f"{told.band} ({told.likeness})" if told.band else told.why
        door.show(f"{one.one} beside {one.other}: {said}")
    if found:
        door.say("An aid for whoever looks: it decides nothing, and is not kept.")
    return Exit.DONE
