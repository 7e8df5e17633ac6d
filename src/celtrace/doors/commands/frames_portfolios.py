"""`celtrace frames portfolios`: pieces of workers' portfolios that show the same drawing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from celtrace.doors.commands.frames_group import Notes, end, group, ready
from celtrace.doors.door import Door
from celtrace.errors import Exit, UsageError


@group.command("portfolios")
def portfolios(
    context: typer.Context,
    dossier: Annotated[Path, typer.Argument(help="A dossier's folder with workers' portfolios.")],
    folder: Annotated[
        Path | None, typer.Option("--index", help="Own footage to hold them against as well.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="A table for the dossier's section `links`.")
    ] = None,
) -> int:
    """Say which portfolio pieces show the same drawing as another worker's, or as ours."""
    ready()
    from celtrace.cases.frames import index as frames_index
    from celtrace.cases.frames import portfolios as frames_portfolios

    door: Door = context.obj
    notes = Notes(door)
    if out is not None and out.exists():
        raise UsageError(f"{out} is there already.", "Name a new file with --out.")
    own = frames_index.open_index(folder) if folder else None
    held = frames_portfolios.portfolios(dossier, door.settings, notes)
    found = list(frames_portfolios.compared(held, own))
    if out is not None:
        out.write_text(frames_portfolios.links(found), encoding="utf-8")
    if door.as_json:
        pieces = {one.worker: len(one.pieces) for one in held}
        said = {"pieces": pieces, "same": found, "problems": notes.all}
        door.document({**said, "says": frames_portfolios.SAYS})
    else:
        for one in found:
            whose = f"{one.shows} of {one.other}" if one.other else f"our {one.shows}"
            proof = f"{one.strokes} strokes" if one.strokes else one.rests_on
            door.show(f"{one.piece} of {one.worker}: the same drawing as {whose} ({proof})")
        pieces_ = sum(len(one.pieces) for one in held)
        door.show(f"{pieces_:,} pieces of {len(held)} workers compared; {len(found)} alike")
        door.say(frames_portfolios.SAYS)
    code = end(door, notes)
    return code or (door.exit_code(2) if found else Exit.DONE)
