"""`celtrace worker ...`: how far workers are verified, and what is kept in their files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from celtrace.doors.commands._shared import answer_table, day
from celtrace.doors.commands.worker_file import group, now
from celtrace.doors.door import Door
from celtrace.errors import Exit, UsageError

if TYPE_CHECKING:
    from celtrace.cases.workers.checking import Checked
    from celtrace.weigh.assessment import StepLine, WorkerLevel


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
