"""`celtrace frames mark` and `read-mark`: whose copy of a line pack was traced."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from celtrace.doors.commands.frames_group import Notes, end, group, ready
from celtrace.doors.door import Door
from celtrace.errors import Exit, UsageError
from celtrace.text.counts import count

Secret = Annotated[Path, typer.Option("--secret", help="A file of at least 16 secret bytes.")]


@group.command("mark")
def mark(
    context: typer.Context,
    pack: Annotated[list[Path], typer.Argument(help="Line drawings to be sent out, or folders.")],
    recipient: Annotated[str, typer.Option("--to", help="Who gets this copy.")],
    secret: Secret,
    out: Annotated[Path, typer.Option(help="Folder for the marked copy.")],
) -> int:
    """Write a recipient's copy of a line pack, with a mark that survives tracing."""
    ready()
    from celtrace.cases.frames import mark as frames_mark

    door: Door = context.obj
    made = frames_mark.write(pack, recipient, frames_mark.secret_of(secret), out)
    if door.as_json:
        document = {"to": recipient, "files": [str(one) for one in made], "says": frames_mark.SAYS}
        door.document(document)
    else:
        door.show(f"{count(len(made), 'drawing')} marked for {recipient} in {out}")
        door.say(frames_mark.SAYS)
    return Exit.DONE


@group.command("read-mark")
def read_mark(
    context: typer.Context,
    found: Annotated[list[Path], typer.Argument(help="Found tracings, or folders of them.")],
    pack: Annotated[list[Path], typer.Option("--pack", help="The unmarked originals.")],
    recipients: Annotated[Path, typer.Option(help="A file with all recipients, a name a line.")],
    secret: Secret,
) -> int:
    """Say whose copy of a line pack found drawings were traced from: ten or more, else nothing."""
    ready()
    from celtrace.cases.frames import mark as frames_mark

    door: Door = context.obj
    notes = Notes(door)
    names = _names(recipients)
    read = frames_mark.read(found, pack, names, frames_mark.secret_of(secret), notes)
    if door.as_json:
        document = {"read": read, "problems": notes.all, "says": frames_mark.SAYS}
        door.document(document)
    else:
        who = f"traced from the copy of {read.recipient}" if read.recipient else read.why
        numbers = f"{read.deviations:.1f} deviations, the next {read.second:.1f}"
        if read.decoys:
            numbers += f", the best of {read.decoys} decoys {read.decoy:.1f}"
        door.show(f"{count(read.drawings, 'drawing')}: {who} ({numbers})")
        if read.decoys:
            door.show(
                f"by chance anybody of {len(names)} gets so far in {read.chance:.1e} of readings "
                "of unmarked drawings: by the spread of the decoys, never less than was measured"
            )
        door.say(frames_mark.SAYS)
    code = end(door, notes)
    return code or (Exit.REVIEW if read.recipient and not door.exit_zero else 0)


def _names(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read.", "Name a text file, a name a line.") from error
    return [line for line in lines if line.strip()]
