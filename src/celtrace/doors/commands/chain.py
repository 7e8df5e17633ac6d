"""`celtrace chain`: tiers, the ownership cascade with proofs, paths, undeclared links."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from celtrace.doors.commands._shared import day, list_line, open_lists, today
from celtrace.doors.door import Door
from celtrace.errors import CeltraceError, Exit, NoSnapshot, UsageError
from celtrace.text.counts import count

if TYPE_CHECKING:
    from celtrace.cases.chain import Chained
    from celtrace.weigh.assessment import Blocked

SHOWN = 40
QUIET = {"no": "no, on the snapshots seen, by name and date", "not-checked": "not checked"}
Format = Literal["table", "svg", "gexf", "graphml", "ftm"]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("chain")(chain)


def chain(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="A dossier folder, or a reviewed case.")],
    party: Annotated[str, typer.Option(help="Only what surrounds the party of this id.")] = "",
    as_of: Annotated[str, typer.Option(help="The date for which every answer holds.")] = "",
    form: Annotated[
        Format, typer.Option("--format", help="What to write.", case_sensitive=False)
    ] = "table",
    out: Annotated[Path | None, typer.Option(help="The file to write; - is stdout.")] = None,
) -> int:
    """Show tiers, who is owned by whom with proofs, paths and undeclared links."""
    from celtrace.cases.chain import Asked
    from celtrace.cases.chain import chain as weigh

    door: Door = context.obj
    if door.as_json and form != "table":
        message = f"--json and --format {form} are two documents."
        raise UsageError(message, "Leave one of the two away.")
    with door.progress() as progress:
        chained = weigh(
            Asked(folder, door.settings, open_lists(door), progress, today(),
                  day(as_of, "--as-of"), party)
        )  # fmt: skip
    if form == "table":
        _tell(door, chained)
    else:
        _write(door, chained, form, out)
    for use in chained.assessment.lists:
        door.say(("" if use.snapshot else "not checked: ") + list_line(use))
    if not any(use.snapshot for use in chained.assessment.lists):
        door.say("No list snapshot took part: nothing was checked against a list.")
        return Exit.DONE if door.exit_zero else NoSnapshot.exit
    return Exit.DONE


def _write(door: Door, chained: Chained, form: Format, out: Path | None) -> None:
    from celtrace.cases.chain_outputs import FORMATS

    data = FORMATS[form](chained)
    if out is None or str(out) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(data)
    except OSError as error:
        message = f"{out} cannot be written: {error.strerror}."
        raise CeltraceError(message, "Give another file with --out.") from error
    door.say(f"Written: {out} ({len(data):,} bytes).")


def _tell(door: Door, chained: Chained) -> None:
    from celtrace.cases import chain_outputs

    if door.as_json:
        door.document(chain_outputs.document(chained))
        return
    made = chained.assessment
    title = made.dossier.title or "The chain"
    door.show(f"{title}, as of {made.dossier.as_of}", "")
    _tiers(door, chained)
    _statuses(door, chained)
    _beside(door, chained)
    _paths(door, chained)
    _undeclared(door, chained)
    if chained.problems:
        door.show(f"To look at in the input, {count(len(chained.problems), 'thing')}:")
        door.show(*(f"  {p.source}, {p.place}: {p.reason}; {p.consequence}"
                     for p in chained.problems[:SHOWN]))  # fmt: skip


def _tiers(door: Door, chained: Chained) -> None:
    from celtrace.cases.chain_outputs import completeness, tiers

    layers = tiers(chained)
    if not layers:
        door.show("No contract is stated.", "")
        return
    door.show(f"Tiers. The chain is {completeness(chained)} % complete.")
    for layer in layers[:SHOWN]:
        place = "  " * max(layer.tier, 1)
        tier = f"tier {layer.tier}" if layer.tier else "leads to nobody of ours"
        cuts = f", {layer.cuts} cuts" if layer.cuts else ""
        on = f", {layer.date}" if layer.date else ""
        door.show(f"{place}{layer.contract} ({tier}{on}{cuts}): {layer.client} -> "
             f"{layer.contractor}; {layer.percent} % known; missing: "
             f"{', '.join(layer.missing) or 'nothing asked for'}")  # fmt: skip
    _more(door, len(layers))


def _statuses(door: Door, chained: Chained) -> None:
    from celtrace.cases.chain_outputs import statuses

    lines = statuses(chained)
    door.show("", "Status by regime, with proofs." if lines
         else "No party is, or may be, blocked on the data seen.")  # fmt: skip
    by_party: dict[str, list[Blocked]] = {}
    for line in lines:
        by_party.setdefault(line.party, []).append(line)
    for party, own in list(by_party.items())[:SHOWN]:
        door.show(f"  {chained.view.name(f'party:{party}')} ({party})")
        for line in own:
            if line.status not in QUIET:
                door.show(f"    {line.regime}: {line.status}. {line.note}")
                door.show(*(f"        {step.text}" for step in line.proof))
        for status, words in QUIET.items():
            regimes = ", ".join(line.regime for line in own if line.status == status)
            if regimes:
                door.show(f"    {regimes}: {words}")
    _more(door, len(by_party))


def _beside(door: Door, chained: Chained) -> None:
    from celtrace.cases.chain_outputs import beside

    found = beside(chained)
    if found:
        door.show("", "Beside the rule.")
        name = chained.view.name
        door.show(*(f"  {name(f'party:{one.party}')}, {one.regime}: {one.says}"
                     for one in found[:SHOWN]))  # fmt: skip
        _more(door, len(found))


def _paths(door: Door, chained: Chained) -> None:
    from celtrace.cases.chain_outputs import paths

    ways = paths(chained)
    if not ways:
        return
    door.show("", f"Paths. {ways[0].note}")
    door.show(*(f"  {_path(chained, way)}" for way in ways[:SHOWN]))
    _more(door, len(ways))


def _path(chained: Chained, way: Any) -> str:  # noqa: ANN401 - weigh.assessment is imported late
    name = chained.view.name
    parts = [name(f"party:{way.nodes[0]}")]
    for edge, node in zip(way.edges, way.nodes[1:], strict=True):
        days = "" if not (edge.since or edge.until) else (
            f", {edge.since or '...'} to {edge.until or '...'}"
        )  # fmt: skip
        parts.append(f"-[{edge.kind} {edge.id}{days}]- {name(f'party:{node}')}")
    return " ".join(parts)


def _undeclared(door: Door, chained: Chained) -> None:
    found = chained.assessment.hidden
    if not found:
        return
    door.show("", "Undeclared links.")
    for link in found[:SHOWN]:
        a, b = (chained.view.name(f"party:{id_}") for id_ in (link.a, link.b))
        shared = "; ".join(f"{one.by} {one.value}" for one in link.links)
        door.show(f"  {link.word}: {a} and {b} ({shared}). {link.because}")
    _more(door, len(found))


def _more(door: Door, count: int) -> None:
    if count > SHOWN:
        door.show(f"  {count - SHOWN} more: --json has all of them, --party those of one party.")
