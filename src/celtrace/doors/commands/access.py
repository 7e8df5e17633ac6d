"""`celtrace access`: sign-in and file-access logs, without a dossier."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from celtrace.doors.commands._shared import day, today
from celtrace.doors.commands.networks import open_networks
from celtrace.doors.door import Door
from celtrace.errors import InputUnread, UsageError
from celtrace.text.counts import count

if TYPE_CHECKING:
    from celtrace.cases.logs.access import Access, AccountSeen
    from celtrace.cases.logs.access_reading import Asked

SHADES = " ░▒▓█"
MOST_ACCOUNTS = 20
MOST_DAYS = 14
MOST_PROBLEMS = 30


_commands = typer.Typer()


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.add_typer(_commands)


@_commands.command("access")
def access(
    context: typer.Context,
    logs: Annotated[list[Path], typer.Argument(help="Log files, or folders of them.")],
    networks: Annotated[
        Path | None, typer.Option(help="CSV of networks you know: cidr, kind, country, ...")
    ] = None,
    as_of: Annotated[str, typer.Option(help="Date of the answer [the last line's].")] = "",
    timezone: Annotated[str, typer.Option(help="Zone of times that state none.")] = "UTC",
    year: Annotated[int, typer.Option(help="Year of the first line, if lines have none.")] = 0,
    system: Annotated[str, typer.Option(help="What the logs are of, in your words.")] = "",
    log_format: Annotated[str, typer.Option("--format", help="Format, if it is not seen.")] = "",
    column: Annotated[
        list[str] | None,
        typer.Option(help="For a log of no known format: time=THEIR_COLUMN, account=..., ip=..."),
    ] = None,
    follow: Annotated[bool, typer.Option("--follow", help="Go on as lines are added.")] = False,
    state: Annotated[Path, typer.Option(help="Where --follow remembers how far it is.")] = Path(
        "celtrace-follow.json"
    ),
) -> int:
    """Read logs: each account's hours, findings, and what the logs cannot show."""
    from celtrace.cases.logs.access_bulk import access as look
    from celtrace.cases.logs.access_reading import Asked

    door: Door = context.obj
    asked = Asked(
        tuple(logs), networks, day(as_of, "--as-of"), timezone, year or None, system, log_format,
        _columns(column or []), door.settings.limits.log_bytes,
    )  # fmt: skip
    if follow:
        return _follow(door, asked, state)
    with door.progress() as progress:
        result = look(asked, open_networks(door), today(), progress)
    if door.as_json:
        door.document(_document(result))
    else:
        _show(door, result)
    if door.settings.strict and result.problems:
        message = f"Not read: {count(len(result.problems), 'part')} of the logs."
        raise InputUnread(message, "Mend them, or leave --strict away.")
    return door.exit_code(result.tier)


def _columns(given: list[str]) -> dict[str, str]:
    """Our field and the log's column, as given one by one."""
    from celtrace.records import LOG_COLUMNS

    found: dict[str, str] = {}
    for one in given:
        field, sign, name = one.partition("=")
        if not sign or field not in LOG_COLUMNS or not name:
            raise UsageError(
                f"--column {one} names no field of ours.",
                f"Write FIELD=THEIR_COLUMN; fields: {', '.join(LOG_COLUMNS)}.",
            )
        found[field] = name
    if found and not {"time", "account"} <= found.keys():
        raise UsageError("--column has to name time and account.", "Example: --column time=When.")
    return found


def _document(result: Access) -> dict[str, object]:
    from celtrace.cases.logs.access import counts_in
    from celtrace.cases.outputs import finding_line, problem_line

    closed = counts_in(result)
    return {
        "as_of": result.as_of,
        "timezone": result.timezone,
        "tier": result.tier,
        "logs": result.logs,
        "accounts": result.accounts,
        "more_accounts": result.more_accounts,
        "subjects": result.subjects,
        "findings": [finding_line(one, closed) for one in result.findings],
        "problems": [problem_line(one) for one in result.problems],
        "ran": result.ran,
    }


def _show(door: Door, result: Access) -> None:
    for log in result.logs:
        if not log.format:
            continue
        span = f", {log.first:%Y-%m-%d %H:%M} to {log.last:%Y-%m-%d %H:%M}" if log.first else ""
        door.show(
            f"{log.path}: {log.title}; {log.sign_ins:,} sign-ins, {log.file_acts:,} file acts"
            f"{span}; {count(log.problems, 'part')} not read"
        )
        for missing in log.does_not_show:
            door.show(f"    it does not show {missing}")
    for account in result.accounts[:MOST_ACCOUNTS]:
        _show_account(door, account, result)
    rest = len(result.accounts) - MOST_ACCOUNTS + result.more_accounts
    if rest > 0:
        door.show(f"\n{rest:,} more accounts with less to look at: use --json")
    _show_shared(door, result)
    _show_unread(door, result)
    for ran in result.ran:
        if ran.skipped_because:
            door.show(f"not checked: {ran.rule}: {ran.skipped_because}")
    if result.hint:
        door.say(result.hint)
    door.show("No finding is no clearance: it holds for what these logs show.")


def _show_unread(door: Door, result: Access) -> None:
    """What was not read, and which formats would have been."""
    from celtrace import registry
    from celtrace.cases.logs.access_reading import UNKNOWN

    for one in sorted(result.problems, key=lambda p: (p.source, p.place))[:MOST_PROBLEMS]:
        place = f"{one.source} {one.place}".strip()
        door.show(f"not read: {place}: {one.reason}; {one.consequence}")
    rest = len(result.problems) - MOST_PROBLEMS
    if rest > 0:
        door.show(f"not read: {rest:,} more parts: use --json")
    if any(one.reason == UNKNOWN for one in result.problems):
        known = ", ".join(module.FORMAT for module in registry.readers("logs"))
        door.say(
            f"Formats that are known: {known}. Say --format for one of these; for a CSV or NDJSON "
            "log of another kind name its columns: --column time=... --column account=..."
        )


def _show_account(door: Door, account: AccountSeen, result: Access) -> None:
    from celtrace.doors.door import TIER_WORDS

    door.show(
        f"\n{account.account or '(no account)'}   tier {account.tier}, {TIER_WORDS[account.tier]};"
        f" {account.successes:,} successes, {account.failures:,} failures,"
        f" {account.file_acts:,} file acts"
    )
    door.show(f"    {'':10}  0     6     12    18    ({result.timezone})")
    days = list(account.heat.items())
    if len(days) > MOST_DAYS:
        door.show(f"    {len(days) - MOST_DAYS} earlier days, then:")
    most = max((max(counts) for counts in account.heat.values()), default=1)
    for date, counts in days[-MOST_DAYS:]:
        door.show(f"    {date}  {strip(counts, most)}")
    _findings(door, set(account.findings), result)


def strip(counts: tuple[int, ...], most: int) -> str:
    """24 characters: nothing, then darker for more, up to the most of the account."""
    top = len(SHADES) - 1
    return "".join(SHADES[-(-top * count // max(most, 1))] for count in counts)


def _show_shared(door: Door, result: Access) -> None:
    own = {id_ for account in result.accounts for id_ in account.findings}
    others = {finding.id for finding in result.findings} - own
    if others:
        door.show("\nSeveral accounts together")
        _findings(door, others, result)


def _findings(door: Door, ids: set[str], result: Access) -> None:
    from celtrace.cases.logs.access import counts_in

    closed = counts_in(result)
    for finding in result.findings:
        if finding.id in ids:
            why = closed.get(finding.id, "")
            word = why if why == "context" else f"closed by {why}" if why else finding.strength
            door.show(f"    {finding.id} {finding.rule} ({word}): {finding.sentence}")


def _follow(door: Door, asked: Asked, state: Path) -> int:
    from celtrace.cases.logs.follow import follow

    for said in follow(asked, open_networks(door), state, today):
        if door.as_json:
            sys.stdout.write(msgspec.json.encode(said).decode() + "\n")
            sys.stdout.flush()
        else:
            door.show(f"{said.rule} ({said.category}): {said.sentence}")
    return 0
