"""`celtrace why`: what was found, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from celtrace.doors.door import Door
from celtrace.errors import Exit

if TYPE_CHECKING:
    from celtrace.findings import Finding


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("why")(why)


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
