"""`celtrace worker ...`: how far workers are verified, and what is kept in their files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from celtrace.doors.commands import worker_duplicates as _duplicates  # noqa: F401 - adds itself
from celtrace.doors.commands import worker_handed as _handed  # noqa: F401 - adds itself
from celtrace.doors.commands import worker_read as _read  # noqa: F401 - adds itself
from celtrace.doors.commands._shared import answer_bytes, answer_table, day, now
from celtrace.doors.commands.worker_file import group
from celtrace.doors.door import Door
from celtrace.errors import Exit, UsageError

if TYPE_CHECKING:
    from celtrace.cases.workers.checking import Checked
    from celtrace.report.document import ReportContent
    from celtrace.weigh.assessment import StepLine, WorkerLevel


SHOWN = 10
"""Files of a delivery that are named; the others are counted."""


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    app.add_typer(group)


@group.command("check")
def check(
    context: typer.Context,
    dossier: Annotated[
        Path | None, typer.Argument(help="A folder with dossier.yaml; the case's files alone.")
    ] = None,
    worker: Annotated[str, typer.Option(help="One worker, with every step of the plan.")] = "",
    parity: Annotated[bool, typer.Option("--parity", help="Rates by plan and country.")] = False,
    as_of: Annotated[str, typer.Option(help="The date for which every answer holds.")] = "",
) -> int:
    """How far workers and vendors are verified, V0 to V4, with what is missing."""
    from celtrace.cases.workers.checking import check_workers

    door: Door = context.obj
    found = check_workers(dossier, door.settings, now, day(as_of, "--as-of"))
    if worker:
        _one(door, found, worker)
    elif parity:
        _parity(door, found)
    else:
        _all(door, found)
    return door.exit_code(found.tier)


def _all(door: Door, found: Checked) -> None:
    if door.as_json:
        from celtrace.cases.outputs import finding_line

        door.document({
            "as_of": found.as_of, "plans": found.verified.plans, "tier": found.tier,
            "workers": [_plain(one, found) for one in found.verified.workers],
            "vendors": found.verified.vendors,
            "findings": [finding_line(finding, {}) for finding in found.findings],
            "problems": [(p.source, p.place, p.reason, p.consequence) for p in found.problems],
        })  # fmt: skip
        return
    ordered = sorted(found.verified.workers, key=lambda one: (one.level, one.worker))
    lines = [
        (found.names.get(one.worker, one.worker), one.worker, one.plan,
         f"{one.level} of {one.aim}", "; ".join(map(_short, one.missing)) or "nothing of the plan")
        for one in ordered
    ]  # fmt: skip
    if not lines:
        door.show("No worker is known. Name them under `workers`, or run: celtrace worker invite")
        return
    answer_table(door, None, ("worker", "id", "plan", "level", "missing"), lines)
    for vendor in found.verified.vendors:
        lowest = ", ".join(found.names.get(one, one) for one in vendor.lowest[:5])
        name = found.names.get(vendor.party, vendor.party)
        door.show(f"{name}: {vendor.level}, its lowest worker's ({lowest})")
    for finding in found.findings:
        door.show(f"{finding.name}: {finding.sentence}")
    for problem in found.problems:
        door.say(f"{problem.source} {problem.place}: {problem.reason}; {problem.consequence}")


def _plain(one: WorkerLevel, found: Checked) -> dict[str, Any]:
    import msgspec

    return {"name": found.names.get(one.worker, ""), **msgspec.to_builtins(one),
            "missing": [step.step for step in one.missing]}  # fmt: skip


def _short(step: StepLine) -> str:
    state = "" if step.state == "missing" else f" ({step.state})"
    return f"{f'{step.level} ' if step.level else ''}{step.step}{state}"


def _one(door: Door, found: Checked, worker: str) -> None:
    level = next((one for one in found.verified.workers if one.worker == worker), None)
    if level is None:
        known = ", ".join(one.worker for one in found.verified.workers[:20]) or "nobody"
        raise UsageError(f"There is no worker {worker}.", f"Known: {known}.")
    if not door.as_json:
        name = found.names.get(worker, worker)
        door.show(f"{name}, plan {level.plan}: {level.level} of {level.aim}", "")
    lines = [
        (step.level, step.step, step.state, str(step.until or ""), step.why or step.title)
        for step in level.steps
    ]
    answer_table(door, _plain(level, found), ("level", "step", "state", "until", "why"), lines)


def _parity(door: Door, found: Checked) -> None:
    from celtrace.cases.workers.parity import parity

    rows = parity(found.verified.workers, found.countries)
    heads = ("plan", "document of", "people", "asked", "extra", "passed", "refused", "failed",
             "levels")  # fmt: skip
    answer_table(door, rows, heads, (
        (r.plan, r.country, str(r.people), str(r.asked), str(r.extra), str(r.passed),
         str(r.refused), str(r.failed), ", ".join(f"{k} {v}" for k, v in r.levels.items()))
        for r in rows
    ))  # fmt: skip


@group.command("plans")
def plans(context: typer.Context) -> int:
    """What is asked of everybody in a role, and which published measure each check is."""
    from celtrace.detect._plans import plans as table

    door: Door = context.obj
    held = table()
    if door.as_json:
        door.document(held)
        return Exit.DONE
    for plan in held.plans:
        door.show(f"{plan.id} (aims at {plan.aim}): {', '.join(plan.steps)}")
    door.show("")
    answer_table(door, None, ("check", "kind", "level", "measures", "fields", "what"), (
        (c.id, c.kind, c.level or "", " ".join(c.measures), ", ".join(c.fields), c.title)
        for c in held.checks
    ))  # fmt: skip
    return Exit.DONE


@group.command("sums")
def sums(
    context: typer.Context,
    delivery: Annotated[Path, typer.Argument(help="The folder of a delivery.")],
    out: Annotated[Path | None, typer.Option(help="Where the list goes [stdout].")] = None,
) -> int:
    """The list of a delivery's files for its worker to sign, in the form of sha256sum."""
    from celtrace.cases.workers.gaps import sums_of

    door: Door = context.obj
    said = f"List: {out}. Its worker signs it in the case room, under the link of the file."
    return answer_bytes(door, sums_of(delivery), out, said)


@group.command("deliveries")
def deliveries(
    context: typer.Context,
    delivery: Annotated[Path, typer.Argument(help="The folder of a delivery.")],
) -> int:
    """Who signed what of a delivery, and what nobody signed; verified offline."""
    from celtrace.cases.workers.gaps import gaps
    from celtrace.cases.workers.opened import reading

    door: Door = context.obj
    with reading(door.settings, now) as register:
        if register is None:
            raise UsageError(f"There is no case at {door.settings.case}.", "Give --case FOLDER.")
        found = gaps(register, delivery)
    code = door.exit_code(0 if found.whole else 2)
    if door.as_json:
        door.document(found)
        return code
    if found.signatures:
        heads = ("worker", "id", "signed", "files", "holds")
        answer_table(door, None, heads, (
            (one.name, one.worker, one.when[:16], str(one.files), one.fault or "yes")
            for one in found.signatures
        ))  # fmt: skip
    for what, paths in (("nobody signed", found.unsigned), ("not as signed", found.altered),
                        ("signed and not delivered", found.absent)):  # fmt: skip
        more = f" and {len(paths) - SHOWN:,} more" if len(paths) > SHOWN else ""
        if paths:
            door.show(f"{what} ({len(paths):,}): {', '.join(paths[:SHOWN])}{more}")
    if found.idle:
        door.show(f"has a key and signed none of it: {', '.join(found.idle)}")
    door.show(f"{found.signed:,} of {found.files:,} files are signed as they are.")
    return code


@group.command("pack")
def pack(
    context: typer.Context,
    which: Annotated[str, typer.Argument(help="ofac, mpa or advisory")],
    dossier: Annotated[
        Path | None, typer.Argument(help="A folder with dossier.yaml; the case's files alone.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="A file: .html, .pdf or .docx [a table on stdout].")
    ] = None,
    as_of: Annotated[str, typer.Option(help="The date for which every answer holds.")] = "",
) -> int:
    """An evidence pack: what the records show of a framework's controls, and what they do not."""
    from celtrace import __version__
    from celtrace.cases.workers import packs
    from celtrace.cases.workers.checking import gather

    door: Door = context.obj
    held = gather(dossier, door.settings, now, day(as_of, "--as-of"))
    lines = packs.pack(which, held)
    if out is not None:
        data = _rendered(packs.content(which, held, __version__), out)
        return answer_bytes(door, data, out, f"Pack: {out}")
    answer_table(door, lines, ("control", "state", "what it asks", "shown by"), (
        (line.id, line.state, line.title, "; ".join(one.said for one in line.shown))
        for line in lines
    ))  # fmt: skip
    return Exit.DONE


def _rendered(content: ReportContent, out: Path) -> bytes:
    from celtrace.report import docx, html, pdf

    renderers = {".html": html.render, ".pdf": pdf.render, ".docx": docx.render}
    render = renderers.get(out.suffix.lower())
    if render is None:
        raise UsageError(f"{out.name} is of no known form.", "Name it .html, .pdf or .docx.")
    return render(content)
