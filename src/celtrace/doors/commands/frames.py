"""`celtrace frames`: whose drawing is this: own footage indexed, found drawings matched."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from celtrace.doors.commands._shared import today
from celtrace.doors.door import Door
from celtrace.errors import Exit, InputUnread, MissingExtra, UsageError
from celtrace.report.wording import count

if TYPE_CHECKING:
    from celtrace.cases.frames_cuts import CutFound
    from celtrace.cases.frames_match import Answer, Folder, Home

group = typer.Typer(no_args_is_help=True, help="Whose drawing is this: own footage, found files.")
SAYS = "A match says that both show the same drawing, not who drew it nor that it was not allowed."


def register(app: typer.Typer) -> None:
    """Add the command group."""
    app.add_typer(group, name="frames")


IndexFolder = Annotated[
    Path | None, typer.Option("--index", help="Folder of the index [under $CELTRACE_HOME].")
]


def _ready() -> None:
    """Say what to install where pictures cannot be read; keep decoders from talking."""
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    try:
        import cv2
        import faiss  # noqa: F401
        import pdqhash  # noqa: F401
        import PIL  # noqa: F401
    except ImportError as error:
        raise MissingExtra(f"A part that reads pictures ({error.name})", "frames") from error
    cv2.setNumThreads(1)


def _folder(door: Door, given: Path | None) -> Path:
    return given or door.settings.home / "frames"


class _Notes:
    """What could not be read, said at once and counted."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self.all: list[dict[str, str]] = []

    def __call__(self, place: str, reason: str, consequence: str) -> None:
        self.all.append({"place": place, "reason": reason, "consequence": consequence})
        self._door.say(f"{place}: {reason}; {consequence}")


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
) -> int:
    """Take own footage into the index that found drawings are compared with."""
    _ready()
    from celtrace.cases import frames_index, frames_read
    from celtrace.engine.pool import PoolEngine

    door: Door = context.obj
    notes = _Notes(door)
    where = _folder(door, folder)
    taken = frames_read.references(references, frames_read.Naming(show, cut), notes)
    engine = PoolEngine(door.settings.jobs) if door.settings.jobs > 1 else None
    added, known = frames_index.add(where, taken, pictures=not no_pictures, engine=engine)
    opened = frames_index.open_index(where)
    if door.as_json:
        door.document({
            "index": str(where), "added": added, "known": known, "frames": len(opened.frames),
            "settings": opened.head.settings, "problems": notes.all,
        })  # fmt: skip
    else:
        door.show(f"{added:,} frames added, {known:,} known already; {len(opened.frames):,} in all")
        empty = sum(bool(frame.plain) for frame in opened.frames)
        if empty:
            door.say(f"{empty:,} of them prove nothing: blank, titles or credits, bars, noise")
    return _end(door, notes)


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
    _ready()
    from celtrace.cases import frames_cuts, frames_index, frames_match, frames_read

    door: Door = context.obj
    notes = _Notes(door)
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
        door.say(SAYS)
    code = _end(door, notes)
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
    _ready()
    from celtrace.cases import frames_bundle, frames_index

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
    _ready()
    from celtrace.cases import frames_bundle

    door: Door = context.obj
    frames_bundle.take(bundle, _folder(door, folder))
    door.say(f"{bundle}: taken into {_folder(door, folder)}")
    return Exit.DONE


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
    _ready()
    from celtrace.cases import frames_mark

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
    _ready()
    from celtrace.cases import frames_mark

    door: Door = context.obj
    notes = _Notes(door)
    names = _names(recipients)
    read = frames_mark.read(found, pack, names, frames_mark.secret_of(secret), notes)
    if door.as_json:
        document = {"read": read, "problems": notes.all, "says": frames_mark.SAYS}
        door.document(document)
    else:
        who = f"traced from the copy of {read.recipient}" if read.recipient else read.why
        numbers = f"{read.deviations:.1f} deviations, the next {read.second:.1f}"
        door.show(f"{count(read.drawings, 'drawing')}: {who} ({numbers})")
        door.say(frames_mark.SAYS)
    code = _end(door, notes)
    return code or (Exit.REVIEW if read.recipient and not door.exit_zero else 0)


def _names(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read.", "Name a text file, a name a line.") from error
    return list(dict.fromkeys(line.strip() for line in lines if line.strip()))


def _empty(out: Path) -> None:
    if out.exists() and any(out.iterdir()):
        raise UsageError(f"{out} is not empty.", "Name a new folder with --out.")


def _end(door: Door, notes: _Notes) -> int:
    if notes.all and door.settings.strict:
        raise InputUnread(
            f"Not read: {count(len(notes.all), 'file')}.",
            "Mend them, or leave out.",
        )
    return Exit.DONE


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
    from celtrace.cases.frames_cuts import merged

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
