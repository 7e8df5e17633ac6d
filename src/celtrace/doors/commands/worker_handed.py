"""`celtrace worker keep, face, beside`: pictures into a sealed file, and what they show."""

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
    from celtrace.cases.workers import acts
    from celtrace.cases.workers.opened import writing
    from celtrace.cases.workers.papers import read_sealed, sealed_said
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
            names = [f"names: {one.zone.names_said}"] if one.zone.lines else []
            door.show(one.look.measures, *one.zone.lines, *names)
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


@group.command("beside")
def beside(
    context: typer.Context,
    worker: Called,
    other: Annotated[str, typer.Argument(help="Another worker, or the file of a document.")],
    out: Annotated[Path, typer.Option(help="The picture of both.")] = Path("beside.jpg"),
    who: Who = "",
) -> int:
    """Lay a worker's sealed document on another one, and draw both with what differs."""
    from celtrace.cases.workers.opened import writing

    try:
        from celtrace.cases.workers.compared import laid_beside, of_picture, of_worker
    except ImportError as error:
        raise MissingExtra(f"A part that compares documents ({error.name})", "workers") from error
    door: Door = context.obj
    file = Path(other)
    named = file.is_file()
    against = of_picture(other, read_bytes(file), door.settings.limits) if named else None
    with writing(door.settings, now) as register:
        first = of_worker(register, who_acts(who), worker)
        found = laid_beside(first, against or of_worker(register, who_acts(who), other))
    if found is None:
        door.show("No page of the one lies on a page of the other.")
        return Exit.DONE
    out.write_bytes(found.picture)
    if door.as_json:
        door.document({"one": found.one, "other": found.other, "agree": found.agree,
                       "squares": found.squares, "picture": str(out)})  # fmt: skip
        return Exit.DONE
    door.show(f"{found.one} beside {found.other}: {found.agree} of {found.squares} squares agree.")
    door.say(f"Both stand in {out}, which is not sealed: destroy it after looking. "
             "Two genuine documents of one design agree in their print too.")  # fmt: skip
    return Exit.DONE
