"""`celtrace why`, `verify` and `report`: what was found, whether it still stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from celtrace.doors.door import Door
from celtrace.errors import EvidenceChanged, Exit, UsageError

if TYPE_CHECKING:
    from celtrace.findings import Finding


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("why")(why)
    app.command("verify")(verify)
    app.command("report")(report)


def why(
    context: typer.Context,
    finding: Annotated[str, typer.Argument(help="A finding's id, or the beginning of one.")],
) -> int:
    """Explain a finding: the sentence, the quotes, the rule, and what it did to the tier."""
    from celtrace.cases.explain import explain

    door: Door = context.obj
    explanation = explain(door.settings.case, finding)
    if door.as_json:
        door.document(explanation.document)
        return Exit.DONE
    _show(door, explanation)
    return Exit.DONE


def _show(door: Door, explanation: Any) -> None:  # noqa: ANN401 - cases.explain is imported late
    found: Finding = explanation.finding
    parts = [
        f"{found.sentence}",
        "",
        "Seen:",
        *(f"  {e.source}, {e.place}: {e.quote}\n    SHA-256 {e.digest}" for e in found.evidence),
        "",
        f"Rule {found.name}, version {found.version} ({found.strength}, group {found.group}):",
        f"  {explanation.rule}",
        *(f"  - {reference}" for reference in found.because),
        "Harmless causes that look the same:",
        *(f"  - {cause}" for cause in found.innocent),
        f"What would tell: {found.check}",
        "",
        *explanation.effect,
    ]
    door.show("\n".join(parts))


def verify(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(help="Case or bundle.")] = None,
) -> int:
    """Recompute digests, journal and tiers; needs nothing but the folder."""
    from celtrace.cases.recompute import recompute
    from celtrace.cases.verify import verify as check

    door: Door = context.obj
    target = folder or door.settings.case
    if not target.is_dir():
        raise UsageError(f"There is no case at {target}.", "Give the folder of a case.")
    found = check(target, recompute=recompute)
    if door.as_json:
        door.document({"sound": not found, "discrepancies": found})
        return Exit.EVIDENCE if found else Exit.DONE
    for one in found:
        door.show(f"{one.path}: {one.what}")
    if found:
        message = f"{len(found)} thing(s) in {target} are not what they were."
        raise EvidenceChanged(message, "Compare with a copy; do not rely on this one.")
    door.show(f"{target}: digests, journal and tiers are what they were when they were sealed.")
    return Exit.DONE


def report(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(help="The case.")] = None,
    form: Annotated[str, typer.Option("--format", help="html or pdf.")] = "html",
    out: Annotated[Path | None, typer.Option(help="Where to write it [report.FORMAT].")] = None,
) -> int:
    """Write the report again from a case."""
    from celtrace.cases.recompute import report_of
    from celtrace.cases.seal import writing_to

    door: Door = context.obj
    if form not in ("html", "pdf"):
        raise UsageError(f"There is no format {form}.", "Formats: html, pdf.")
    target = out or Path(f"report.{form}")
    made = report_of(folder or door.settings.case, form)
    with writing_to(target):
        target.write_bytes(made)
    if door.as_json:
        door.document({"written": str(target)})
    else:
        door.show(f"Report: {target}")
    return Exit.DONE
