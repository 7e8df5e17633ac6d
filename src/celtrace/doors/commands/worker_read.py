"""`celtrace worker read`: pictures, PDFs, chips, mobile documents and tokens, one by one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from celtrace.doors.commands.worker_file import group
from celtrace.doors.door import Door
from celtrace.errors import Exit, MissingExtra, UsageError


@group.command("read")
def read(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Files of documents, data groups together.")],
    key: Annotated[Path | None, typer.Option(help="The issuer's public key, PEM.")] = None,
    name: Annotated[str, typer.Option(help="The declared name, to hold the names against.")] = "",
    trust: Annotated[list[Path] | None, typer.Option(help="A certificate to trust, DER.")] = None,
) -> int:
    """What the files of a document say, and whether what is signed in them holds; 3 if not."""
    for path in (*files, *(trust or ()), *([key] if key else ())):
        if not path.is_file():
            raise UsageError(f"There is no file {path}.", "Give files of documents.")
    try:
        from celtrace.cases.workers.reading import read_files
    except ImportError as error:
        raise MissingExtra(f"A part that reads documents ({error.name})", "workers") from error
    door: Door = context.obj
    trusted = [path.read_bytes() for path in trust or ()]
    found = read_files(files, key.read_bytes() if key else b"", trusted, name)
    if door.as_json:
        door.document(found)
    else:
        for one in found:
            door.show(f"{one.name} ({one.what})", *(f"    {line}" for line in one.lines))
    return door.exit_code(2) if any(one.fault for one in found) else Exit.DONE
