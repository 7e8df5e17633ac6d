"""`celtrace triage`: a found or delivered folder, and what is new in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from celtrace.doors.commands._shared import On, checked_on, now
from celtrace.doors.door import Door
from celtrace.errors import Exit, UsageError
from celtrace.text.counts import count

if TYPE_CHECKING:
    from celtrace.cases.found.batches import By
    from celtrace.cases.found.daily import Counted, Day
    from celtrace.cases.found.triage import Seen, Triaged

SHOWN = 12
KINDS = (
    "author", "last_editor", "organisation", "user", "machine", "software", "production", "font",
)  # fmt: skip
BY: dict[str, By] = {"label": "label", "folder": "folder", "time": "time"}


_commands = typer.Typer()


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.add_typer(_commands)


@_commands.command("triage")
def triage(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="A folder, or one archive, mailbox or file.")],
    since: Annotated[
        Path | None, typer.Option(help="Case of an earlier triage to compare with.")
    ] = None,
    by: Annotated[str, typer.Option(help="Batches by label, folder or time.")] = "label",
    label: Annotated[str, typer.Option(help="Name of this batch [today's date].")] = "",
    password: Annotated[
        list[str] | None, typer.Option(help="To be tried on what is locked; may be repeated.")
    ] = None,
    thorough: Annotated[
        bool, typer.Option("--thorough", help="Also draw pictures, and ask ExifTool.")
    ] = False,
    on: On = "",
    find: Annotated[str, typer.Option(help="Words to look for in all texts.")] = "",
    dossier: Annotated[
        Path | None,
        typer.Option(
            help="Dossier whose productions are ours: days by show and cut, titles of "
            "others in an annex."
        ),
    ] = None,
    bag: Annotated[Path | None, typer.Option(help="New folder for a BagIt copy.")] = None,
    stamp: Annotated[str, typer.Option(help="Address of an RFC 3161 stamping authority.")] = "",
    stamp_root: Annotated[
        Path | None, typer.Option(help="PEM file of the authority's root certificate.")
    ] = None,
) -> int:
    """Custody, types, authors, texts of a folder, and what is new since the last batch."""
    from celtrace.cases.found import triage as cases
    from celtrace.cases.found.daily import titles
    from celtrace.cases.found.reading import Reader
    from celtrace.cases.intake import read

    door: Door = context.obj
    if by not in BY:
        raise UsageError(f"--by {by} is not known.", f"Known: {', '.join(BY)}.")
    reader = Reader(jobs=door.settings.jobs, on=checked_on(on), limits=door.settings.limits,
                    passwords=tuple(password or ()), thorough=thorough)  # fmt: skip
    shows = titles(read(dossier, door.settings).dossier.records) if dossier else ()
    with door.progress() as progress:
        asked = cases.Asked(folder, door.settings.case, door.settings, now, progress, reader,
                            since, BY[by], label, bag, stamp, stamp_root, shows, find)  # fmt: skip
        result = cases.triage(asked)
    if door.as_json:
        door.document(result)
    else:
        _show(door, result)
    return Exit.DONE


def _show(door: Door, result: Triaged) -> None:
    from celtrace.cases.found.daily import ANNEX

    door.show(
        f"{result.files:,} files, {result.bytes:,} bytes in custody; {result.counts.inside:,} more "
        f"inside them; {result.counts.read:,} read now, {result.counts.known:,} known already"
    )
    door.show(f"manifest SHA-256 {result.manifest}, case {result.out}")
    if result.waiting:
        door.show(f"{result.waiting:,} files can bring more (pictures, ExifTool): add --thorough")
    if result.other_shows:
        door.show(
            f"{count(result.other_shows, 'title')} of other shows, for you alone: "
            f"{result.out}/{ANNEX}"
        )
    _show_handed_on(door, result)
    for day in result.days:
        _show_day(door, day)
    door.show(f"\nTypes ({result.uncertain:,} not certain)")
    _show_seen(door, result.types)
    for one in result.contradicted[:SHOWN]:
        door.show(f"    {one.seen.source}: is {one.title}, its extension says {one.stated}")
    if result.without_reader:
        door.show("\nNamed, and read by nothing in this version")
        _show_seen(door, result.without_reader)
    for kind in KINDS:
        if result.said.get(kind):
            door.show(f"\n{kind.replace('_', ' ').capitalize()}, as files state it")
            _show_seen(door, result.said[kind])
    if result.offsets:
        door.show("\nZone offsets that files give evidence of")
        _show_seen(door, result.offsets)
    door.show(f"\n{count(len(result.problems), 'part')} not read")
    _show_problems(door, result)


def _show_problems(door: Door, result: Triaged) -> None:
    """Each file once for each reason, those with most places first."""
    places: dict[tuple[str, str, str], list[str]] = {}
    for one in result.problems:
        places.setdefault((one.source, one.reason, one.consequence), []).append(one.place)
    ordered = sorted(places.items(), key=lambda item: (-len(item[1]), item[0]))
    for (source, reason, consequence), held in ordered[:SHOWN]:
        where = f" {held[0]}" if held[0] else ""
        more = f" and {count(len(held) - 1, 'more place')}" if len(held) > 1 else ""
        door.show(f"    {source}{where}{more}: {reason}; {consequence}")
    if len(ordered) > SHOWN:
        door.show(f"    and {len(ordered) - SHOWN:,} more: use --json")


def _show_handed_on(door: Door, result: Triaged) -> None:
    """A bag, a stamp, and where words were found."""
    if result.bagged:
        door.show(f"{result.bagged:,} files in the bag")
    if result.stamp:
        sure = "" if result.stamp.trusted else "; its signature was not checked (--stamp-root)"
        door.show(f"stamped {result.stamp.time:%Y-%m-%d %H:%M:%S} UTC{sure}")
    for hit in result.hits:
        door.show(f"found in {hit.source} {hit.place}: {hit.around}")


def _show_day(door: Door, day: Day) -> None:
    from celtrace.cases.found.daily import NOT_KNOWN

    before = f" since {day.before}" if day.before else ""
    counted = dict.fromkeys(("new", "changed", "moved", "gone"), 0)
    for one in day.changes:
        counted[one.what] += 1
    told = ", ".join(f"{count:,} {what}" for what, count in counted.items())
    door.show(f"\n{day.label}: {day.files:,} files; {told}{before}")
    if set(day.by_production) - {NOT_KNOWN}:
        _show_groups(door, "show", day.by_production)
        _show_groups(door, "cut", day.by_cut)
    if day.before:
        _show_groups(door, "folder", day.by_folder)
        _show_groups(door, "type", day.by_type)
        _show_groups(door, "author", day.by_author)


def _show_groups(door: Door, title: str, groups: Counted) -> None:
    """Those with most changes first."""
    ordered = sorted(groups.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    for name, what in ordered[:SHOWN]:
        words = ", ".join(f"{count:,} {kind}" for kind, count in what.items())
        door.show(f"    {title} {name}: {words}")
    if len(ordered) > SHOWN:
        door.show(f"    and {len(ordered) - SHOWN:,} more by {title}: use --json")


def _show_seen(door: Door, seen: tuple[Seen, ...]) -> None:
    for one in seen[:SHOWN]:
        door.show(f"    {one.files:8,}  {one.value}")
    if len(seen) > SHOWN:
        door.show(f"    and {len(seen) - SHOWN:,} more: use --json")
