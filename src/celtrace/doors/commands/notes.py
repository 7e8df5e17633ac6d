"""`celtrace notes`: what is written into the pictures of a case."""

from __future__ import annotations

from importlib.util import find_spec

import typer

from celtrace.doors.commands._shared import now
from celtrace.doors.door import Door
from celtrace.errors import Exit, UsageError

SHOWN = 12


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("notes")(notes)


def notes(context: typer.Context) -> int:
    """Read the notes in the pictures of a case that `triage` made; about a second each."""
    from celtrace.doors.health import EXTRAS

    if missing := [name for name in EXTRAS["files"] if find_spec(name) is None]:
        message = f"Notes in pictures cannot be read without {', '.join(missing)}."
        raise UsageError(message, "pip install 'celtrace[files]'")
    from celtrace.cases.case import Case
    from celtrace.cases.found.notes import read_notes

    door: Door = context.obj
    folder = door.settings.case
    if not (folder / "case.db").exists():
        raise UsageError(f"There is no case in {folder}.", "Make one: celtrace triage FOLDER")
    with door.progress() as progress, Case.create_or_open(folder, now) as case:
        noted = read_notes(case, door.settings, progress)
    if door.as_json:
        door.document(noted)
        return Exit.DONE
    door.show(
        f"{noted.notes:,} notes in {noted.pictures:,} pictures read now, {noted.known:,} known; "
        f"{noted.without:,} pictures without a note that could be read"
    )
    for problem in noted.problems[:SHOWN]:
        door.show(f"    {problem.source} {problem.place}: {problem.reason}; {problem.consequence}")
    return Exit.DONE
