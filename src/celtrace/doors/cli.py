"""The command line: global options, errors to exit codes, nothing else.

Global options may stand anywhere. Commands live in `doors/commands/`; heavy imports
happen inside them, so that `--help` answers at once.
"""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Annotated, cast

import msgspec
import typer

from celtrace import __version__
from celtrace.doors.commands import (
    access,
    case,
    chain,
    connect,
    desk,
    frames,
    handover,
    lists,
    networks,
    notes,
    review,
    screen,
    serve,
    triage,
    worker,
)
from celtrace.doors.door import Door, default_case, default_home, provider_secrets
from celtrace.errors import CeltraceError, DossierInvalid, Exit, UsageError
from celtrace.settings import Settings

FLAGS = frozenset(
    {"--json", "--quiet", "-q", "--no-color", "--strict", "--exit-zero"},
)
OPTIONS = frozenset({"--case", "--jobs"})
MISCALLED = cast("type[typer.BadParameter]", typer.BadParameter.__base__)
"""What typer raises for any call that it cannot read; some versions bring their own click."""

app = typer.Typer(
    name="celtrace",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for group in (
    review,
    screen,
    triage,
    notes,
    lists,
    networks,
    access,
    connect,
    chain,
    frames,
    case,
    desk,
    handover,
    serve,
    worker,
):
    group.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"celtrace {__version__}\n")
        raise typer.Exit


@app.callback()
def door(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")] = False,
    case_path: Annotated[
        Path | None, typer.Option("--case", help="Case folder [./celtrace-case or $CELTRACE_CASE].")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No messages, no progress.")] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colours.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 13 if part of the input was not read.")
    ] = False,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Exit 0 where it would be 3 or 4.")
    ] = False,
    jobs: Annotated[
        int, typer.Option("--jobs", min=0, help="Processes; 0 is one for each processor.")
    ] = 1,
    _version_wanted: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Find out who really drew an outsourced show, and show what that rests on."""
    settings = Settings(
        home=default_home(),
        case=case_path or default_case(),
        jobs=jobs or os.cpu_count() or 1,
        strict=strict,
        quiet=quiet,
        secrets=provider_secrets(),
    )
    colour = not no_color and not os.environ.get("NO_COLOR") and sys.stdout.isatty()
    context.obj = Door(settings, as_json=as_json, colour=colour, exit_zero=exit_zero)


def hoisted(arguments: Sequence[str]) -> list[str]:
    """Put the global options first, wherever they were written."""
    front: list[str] = []
    rest: list[str] = []
    given = iter(arguments)
    for argument in given:
        if argument == "--":
            rest += [argument, *given]
        elif argument in FLAGS or argument.startswith(tuple(f"{o}=" for o in OPTIONS)):
            front.append(argument)
        elif argument in OPTIONS:
            front += [argument, _value(argument, given)]
        else:
            rest.append(argument)
    return front + rest


def _value(option: str, given: Iterator[str]) -> str:
    value = next(given, None)
    if value is None:
        raise UsageError(f"{option} needs a value.", f"Write: {option} VALUE")
    return value


def run(arguments: Sequence[str]) -> int:
    """Run one command; the answer is its exit code (errors.Exit)."""
    as_json = "--json" in list(takewhile(lambda given: given != "--", arguments))
    ordered: Sequence[str] = arguments
    try:
        ordered = hoisted(arguments)
        answer = app(ordered, standalone_mode=False)
    except (typer.Abort, KeyboardInterrupt):
        answer = Exit.INTERRUPTED
    except MISCALLED as error:
        error.show()
        return _refuse(UsageError(error.format_message()), as_json=True) if as_json else Exit.USAGE
    except CeltraceError as error:
        return _refuse(error, as_json=as_json)
    except BrokenPipeError:
        sys.stderr.close()
        return Exit.DONE
    except Exception as error:  # noqa: BLE001 - the last boundary: exit 20 with a bug-report file
        return _bug(error, ordered)
    if answer == Exit.INTERRUPTED:
        sys.stderr.write("Interrupted. Run the same command again to go on.\n")
    return int(answer or Exit.DONE)


def _refuse(error: CeltraceError, *, as_json: bool) -> int:
    faults = error.faults if isinstance(error, DossierInvalid) else ()
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    sys.stderr.write(f"celtrace: {error}\n")
    if as_json:
        document = {
            "error": type(error).__name__,
            "exit": int(error.exit),
            "message": error.message,
            "remedy": error.remedy,
            "faults": faults,
        }
        sys.stdout.write(msgspec.json.encode(document, order="deterministic").decode() + "\n")
    return error.exit


def _bug(error: Exception, arguments: Sequence[str]) -> int:
    with tempfile.NamedTemporaryFile(
        "w", prefix="celtrace-bug-", suffix=".txt", delete=False, encoding="utf-8"
    ) as report:
        python = sys.version.split()[0]
        report.write(f"celtrace {__version__}, Python {python}, {sys.platform}\n")
        report.write(f"command: {arguments[:1]}\n\n")
        traceback.print_exception(error, file=report)
    sys.stderr.write(
        "celtrace: an internal error. What happened is written down in "
        f"{report.name}; look through it for names before you pass it on.\n"
    )
    return Exit.INTERNAL


def main() -> None:
    """Entry point of the `celtrace` command."""
    sys.exit(run(sys.argv[1:]))
