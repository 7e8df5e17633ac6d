"""`celtrace frames`: whose drawing is this: own footage indexed, found drawings matched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from celtrace.doors.commands import frames_marks as _marks  # noqa: F401 - adds itself
from celtrace.doors.commands import frames_portfolios as _portfolios  # noqa: F401 - adds itself
from celtrace.doors.commands import frames_sign as _sign  # noqa: F401 - adds itself
from celtrace.doors.commands._shared import On, checked_on, today
from celtrace.doors.commands.frames_group import Notes, end, group, ready
from celtrace.doors.door import Door
from celtrace.errors import Exit, UsageError
from celtrace.text.counts import count

if TYPE_CHECKING:
    from celtrace.cases.frames.cuts import CutFound
    from celtrace.cases.frames.match import Answer, Folder, Home

CGI = (
    "A computer-generated show has no drawn lines: rough sketches and fragments of one are not "
    "found, only its frames and clean tracings."
)
SAYS = "A match says that both show the same drawing, not who drew it nor that it was not allowed."


def register(app: typer.Typer) -> None:
    """Add the command group."""
    app.add_typer(group, name="frames")


IndexFolder = Annotated[
    Path | None, typer.Option("--index", help="Folder of the index [under $CELTRACE_HOME].")
]


def _folder(door: Door, given: Path | None) -> Path:
    return given or door.settings.home / "frames"


@group.command("index")
def index(
    context: typer.Context,
    references: Annotated[list[Path], typer.Argument(help="Own pictures and videos, or folders.")],
    show: Annotated[str, typer.Option(help="The show [the name of the folder].")] = "",
    cut: Annotated[str, typer.Option(help="The cut [what the path names].")] = "",
    folder: IndexFolder = None,
    no_pictures: Annotated[
        bool, typer.Option("--no-pictures", help="Keep fingerprints only: no proof pictures.")
    ] = False,
    on: On = "",
) -> int:
    """Take own footage into the index that found drawings are compared with."""
    ready()
    from celtrace.cases.frames import index as frames_index
    from celtrace.cases.frames import read as frames_read

    door: Door = context.obj
    notes = Notes(door)
    engine = frames_index.engine_of(door.settings.jobs, checked_on(on))
    where = _folder(door, folder)
    taken = frames_read.references(references, frames_read.Naming(show, cut), notes)
    added, known = frames_index.add(where, taken, pictures=not no_pictures, engine=engine)
    opened = frames_index.open_index(where)
    if door.as_json:
        door.document({
            "index": str(where), "added": added, "known": known, "frames": len(opened.frames),
            "settings": opened.head.settings, "problems": notes.all,
        })  # fmt: skip
    else:
        door.show(f"{added:,} frames added, {known:,} known already; {len(opened.frames):,} in all")
        empty = sum(map(bool, opened.frames.plains))
        if empty:
            door.say(f"{empty:,} of them prove nothing: blank, titles or credits, bars, noise")
    return end(door, notes)


@group.command("match")
def match(
    context: typer.Context,
    found: Annotated[list[Path], typer.Argument(help="Found pictures and videos, or folders.")],
    folder: IndexFolder = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for answers, proof pictures and matches.csv.")
    ] = None,
    dossier: Annotated[
        Path | None, typer.Option(help="A dossier's folder: whose lot each cut was.")
    ] = None,
) -> int:
    """Say which found drawings are in own footage, with the proof side by side."""
    ready()
    from celtrace.cases.frames import cuts as frames_cuts
    from celtrace.cases.frames import index as frames_index
    from celtrace.cases.frames import match as frames_match
    from celtrace.cases.frames import read as frames_read

    door: Door = context.obj
    notes = Notes(door)
    holders = frames_cuts.Holders()
    if dossier is not None:
        holders = frames_cuts.holders_of(dossier, door.settings, today())
    opened = frames_index.open_index(_folder(door, folder))
    judged = frames_match.match(frames_read.pictures(found, notes), opened)
    if out is not None:
        _empty(out)
        answers = frames_match.write(out, judged, opened)
    else:
        answers = [one.answer for one in judged]
    whole = frames_match.folders(answers)
    cuts = frames_cuts.cuts_found(answers, holders)
    if door.as_json:
        said = {"answers": answers, "folders": whole, "cuts": cuts, "problems": notes.all}
        door.document({**said, "says": SAYS})
    else:
        door.show(*_lines(answers), *_folders(whole), *_cuts(cuts))
        if any(one.ours is None for one in answers):
            door.say(CGI)
        door.say(SAYS)
    code = end(door, notes)
    return code or (Exit.REVIEW if any(a.ours for a in answers) and not door.exit_zero else 0)


@group.command("bundle")
def bundle(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(help="The ZIP to write.")],
    folder: IndexFolder = None,
    no_names: Annotated[bool, typer.Option("--no-names", help="Leave out files and cuts.")] = False,
    pdq_only: Annotated[
        bool, typer.Option("--pdq-only", help="Only PDQ hashes, as others exchange them.")
    ] = False,
) -> int:
    """Write fingerprints without pictures to hand over, with a statement of what they give away."""
    ready()
    from celtrace.cases.frames import bundle as frames_bundle
    from celtrace.cases.frames import index as frames_index

    door: Door = context.obj
    opened = frames_index.open_index(_folder(door, folder))
    count = frames_bundle.write(opened, out, names=not no_names, pdq_only=pdq_only)
    if door.as_json:
        door.document({"bundle": str(out), "frames": count})
    else:
        door.show(f"{out}: fingerprints of {count:,} frames")
        if not pdq_only:
            door.show(frames_bundle.statement(opened, names=not no_names))
    return Exit.DONE


@group.command("unbundle")
def unbundle(
    context: typer.Context,
    bundle: Annotated[Path, typer.Argument(help="A ZIP of celtrace frames bundle.")],
    folder: IndexFolder = None,
) -> int:
    """Take a bundle of fingerprints as an index to match against."""
    ready()
    from celtrace.cases.frames import bundle as frames_bundle

    door: Door = context.obj
    frames_bundle.take(bundle, _folder(door, folder))
    door.say(f"{bundle}: taken into {_folder(door, folder)}")
    return Exit.DONE


def _empty(out: Path) -> None:
    if out.exists() and any(out.iterdir()):
        raise UsageError(f"{out} is not empty.", "Name a new folder with --out.")


def _lines(answers: list[Answer]) -> Iterator[str]:
    for one in answers:
        place = f" at {one.seconds:.2f} s" if one.seconds is not None else ""
        if one.ours is None:
            yield f"{one.file}{place}: {one.outcome} ({one.why})"
            continue
        proof = {
            "strokes": f"{one.strokes} strokes", "lines": "its lines as a whole",
            "both": f"{one.strokes} strokes and its lines as a whole",
        }.get(one.rests_on, "equal bytes")  # fmt: skip
        also = f"; also {count(len(one.also), 'more frame')}" if one.also else ""
        yield f"{one.file}{place}: {one.outcome} as {_home(one.ours)} ({proof}{also})"
    matched = sum(one.ours is not None for one in answers)
    yield f"{matched} of {len(answers)} matched"


def _folders(folders: list[Folder]) -> Iterator[str]:
    for one in folders:
        if one.said.drawings > 1:
            yield f"{one.folder}: {one.said.show or 'no show'} ({one.said.why})"
        for run in one.runs:
            numbers = f"drawings {run.first}-{run.last}"
            times = f"{run.start:.2f}-{run.end:.2f} s"
            yield f"  {numbers} are {run.shot[0]}, {run.shot[1]} {times} ({run.agree} agree)"


def _cuts(cuts: list[CutFound]) -> Iterator[str]:
    """The cuts of each show in one line, and who had them."""
    from celtrace.cases.frames.cuts import merged

    for show in dict.fromkeys(one.show for one in cuts):
        some = [one for one in cuts if one.show == show]
        yield f"{show}: {', '.join(merged(one.cut for one in some))}"
        for holder in dict.fromkeys(holder for one in some for holder in one.holders):
            held = merged(one.cut for one in some if holder in one.holders)
            said = (f"lot {holder.lot}" if holder.lot else "", f"contract {holder.contract}",
                    holder.party)  # fmt: skip
            yield f"  {', '.join(held)}: {', '.join(part for part in said if part)}"


def _home(home: Home) -> str:
    at = f" {home.seconds:.2f} s" if home.seconds is not None else ""
    return f"{home.show}, {home.cut}{at}"
