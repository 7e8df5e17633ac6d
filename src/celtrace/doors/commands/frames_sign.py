"""`celtrace frames sign` and `signed`: deliveries signed (C2PA), and what came checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from celtrace.doors.commands.frames_group import Notes, end, group
from celtrace.doors.door import Door
from celtrace.errors import Exit, UsageError
from celtrace.text.counts import count


@group.command("sign")
def sign(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Deliveries or packs, or folders.")],
    certificate: Annotated[
        Path, typer.Option(help="The studio's certificate and what leads to its anchor, PEM.")
    ],
    key: Annotated[Path, typer.Option(help="Its key, PEM.")],
    out: Annotated[Path, typer.Option(help="Folder for the signed copies.")],
    note: Annotated[
        list[str] | None, typer.Option("--note", help="What is said of it, as to=North Studio.")
    ] = None,
) -> int:
    """Write signed copies of what is sent out or delivered, with a certificate of one's own."""
    from celtrace.cases.frames import sign as frames_sign

    door: Door = context.obj
    signer = frames_sign.signer_of(certificate, key)
    made = frames_sign.sign(files, signer, dict(_said(one) for one in note or ()), out)
    if door.as_json:
        door.document({"files": [str(one) for one in made], "says": frames_sign.SAYS})
    else:
        door.show(f"{count(len(made), 'file')} signed in {out}")
        door.say(frames_sign.SAYS)
    return Exit.DONE


@group.command("signed")
def signed(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="What came, or folders.")],
    trust: Annotated[list[Path], typer.Option(help="A certificate to trust, PEM.")],
) -> int:
    """Say of what came whether one's own certificates signed it; 3 where not: a reason to ask."""
    from celtrace.cases.frames import sign as frames_sign

    door: Door = context.obj
    notes = Notes(door)
    found = list(frames_sign.check(files, trust, notes))
    if door.as_json:
        door.document({"files": found, "problems": notes.all, "says": frames_sign.SAYS})
    else:
        for one in found:
            by = f" by {one.by}" if one.by else ""
            told = "".join(f"; {k}: {v}" for k, v in sorted(one.said.items()) if k != "title")
            faults = f" ({', '.join(one.faults)})" if one.faults else ""
            door.show(f"{one.file}: {one.state}{by}: {one.why}{faults}{told}")
        ours = sum(one.state == "ours" for one in found)
        door.show(f"{ours} of {len(found)} signed with a certificate that is trusted")
        door.say(frames_sign.SAYS)
    code = end(door, notes)
    return code or (door.exit_code(2) if any(one.state != "ours" for one in found) else Exit.DONE)


def _said(text: str) -> tuple[str, str]:
    name, sign_, value = text.partition("=")
    if not (sign_ and name.strip() and value.strip()):
        raise UsageError(f"{text!r} says nothing.", 'Write it as --note "to=North Studio".')
    return name.strip(), value.strip()
