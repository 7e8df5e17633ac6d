"""`celtrace review`, `demo`, `init` and `doctor`."""

from __future__ import annotations

import shutil
import webbrowser
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from celtrace.doors.commands._shared import day, list_line, open_lists
from celtrace.doors.door import TIER_WORDS, Door
from celtrace.errors import Exit, UsageError
from celtrace.text.counts import count

if TYPE_CHECKING:
    from celtrace.cases.lists.shelf import ListShelf
    from celtrace.cases.review import Reviewed


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("review")(review)
    app.command("demo")(demo)
    app.command("init")(init)
    app.command("doctor")(doctor)


def review(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="The dossier: a folder with dossier.yaml.")],
    out: Annotated[Path | None, typer.Option(help="Where the case and the report go.")] = None,
    as_of: Annotated[str, typer.Option(help="The date for which every answer holds.")] = "",
) -> int:
    """Review a dossier: intake, custody, readers, detectors, weighing, report."""
    door: Door = context.obj
    target = out or door.settings.case
    reviewed = _review(door, folder, target, open_lists(door), as_of)
    _answer(door, reviewed)
    return _code(door, reviewed)


def demo(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="Where the case and the report go.")] = Path(
        "celtrace-demo"
    ),
    open_report: Annotated[bool, typer.Option("--open", help="Open the report.")] = False,
) -> int:
    """Review the public SEK Studio record of 2019-2024, offline, with packaged extracts."""
    from celtrace.cases.lists.shelf import ListShelf

    door: Door = context.obj
    out.mkdir(parents=True, exist_ok=True)
    with as_file(files("celtrace.demo")) as home:
        shutil.copytree(home / "dossier", out / "dossier", dirs_exist_ok=True)

        def said(place: str, reason: str, consequence: str) -> None:
            door.say(f"{place}: {reason}; {consequence}")

        lists = ListShelf(out / "lists", limits=door.settings.limits)
        lists.import_paths([home / "lists"], list_id=None, snapshot=None, note=said)
    reviewed = _review(door, out / "dossier", out / "case", lists, "")
    _answer(door, reviewed)
    if open_report:
        webbrowser.open((reviewed.out / "report.html").resolve().as_uri())
    return Exit.DONE


def _review(door: Door, folder: Path, out: Path, lists: ListShelf, as_of: str) -> Reviewed:
    from celtrace.cases.review import Asked
    from celtrace.cases.review import review as do

    with door.progress() as progress:
        asked = Asked(
            folder, out, door.settings, lists, lambda: datetime.now(UTC), progress,
            day(as_of, "--as-of"),
        )  # fmt: skip
        return do(asked)


def _code(door: Door, reviewed: Reviewed) -> int:
    code = door.exit_code(reviewed.assessment.highest)
    if code == Exit.DONE and reviewed.nothing_checked and not door.exit_zero:
        door.say("No list snapshot took part, so nothing was checked against a list.")
        return Exit.NO_SNAPSHOT
    return code


def _answer(door: Door, reviewed: Reviewed) -> None:
    from celtrace.cases import outputs

    if door.as_json:
        import msgspec

        door.document(msgspec.json.decode(outputs.assessment_bytes(reviewed.assessment)))
        return
    _summary(door, reviewed)
    for use in reviewed.assessment.lists:
        door.say(list_line(use))


SHOWN = 25


def _summary(door: Door, reviewed: Reviewed) -> None:
    from rich.table import Table

    from celtrace.report.plain import visible

    assessment = reviewed.assessment
    sentences = {f.id: f.sentence for f in reviewed.findings}
    title = assessment.dossier.title or "Untitled dossier"
    door.show(f"{title}, as of {assessment.dossier.as_of}", "")
    raised = sorted(
        (s for s in assessment.subjects if s.tier), key=lambda s: (-s.tier, s.kind, s.id)
    )
    table = Table(show_edge=False, show_lines=False)
    for heading in ("tier", "who or what", "observed", "why"):
        table.add_column(heading, overflow="fold")
    for subject in raised[:SHOWN]:
        first, *rest = subject.findings
        more = f" (and {len(rest)} more)" if rest else ""
        name = visible(f"{subject.kind} {subject.name}")
        word = TIER_WORDS[subject.tier].split(":")[0]
        observed = visible(_short(sentences[first]) + more)
        table.add_row(f"{subject.tier} {word}", name, observed, first)
    door.show(table if raised else "Nothing to report on the data seen.", "")
    if len(raised) > SHOWN:
        door.show(f"{len(raised) - SHOWN} more stand in the report.")
    if reviewed.problems:
        door.show(
            f"To look at in the input: {count(len(reviewed.problems), 'thing')}; see the report."
        )
    door.show(f"Report: {reviewed.out / 'report.html'}")


def _short(sentence: str, most: int = 140) -> str:
    return sentence if len(sentence) <= most else sentence[: most - 1].rstrip() + "…"


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="A folder with spreadsheets, logs, files.")],
) -> int:
    """Look at the files and write a first dossier.yaml with a comment at each guess."""
    from celtrace.cases.start import first_dossier

    door: Door = context.obj
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder.", "Give the folder that holds the files.")
    target = folder / "dossier.yaml"
    if target.exists():
        raise UsageError(f"{target} exists already.", "Move it away to start again.")
    text = first_dossier(folder, door.settings.limits)
    target.write_text(text, encoding="utf-8")
    if door.as_json:
        door.document({"written": str(target)})
    else:
        door.show(f"Written: {target}. Read its comments, then run: celtrace review {folder}")
    return Exit.DONE


def doctor(context: typer.Context) -> int:
    """Say what is installed, which readers are active, what is missing and how to get it."""
    from celtrace.doors.health import health

    door: Door = context.obj
    lines = health(door.settings)
    if door.as_json:
        door.document(lines)
        return Exit.DONE
    from rich.table import Table

    table = Table(show_edge=False)
    for heading in ("part", "state", "what to do"):
        table.add_column(heading, overflow="fold")
    for line in lines:
        table.add_row(line.part, line.state, line.remedy)
    door.show(table)
    return Exit.DONE
