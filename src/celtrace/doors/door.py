"""What every command shares: settings, where words go, and progress."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from celtrace.errors import Exit
from celtrace.settings import Settings

PIPED_WIDTH = 140
"""Columns of tables when nobody's terminal says how wide it is."""
IN_BYTES = frozenset({"reading logs", "taking the logs' digests"})
"""Stages that are counted in bytes."""
TIER_WORDS = (
    "nothing to report on the data seen",
    "note",
    "ask: a neutral question to the vendor",
    "review: a person has to look",
    "hold: two people decide",
)


class Door(msgspec.Struct, frozen=True):
    """The settings of one call, and how it answers."""

    settings: Settings
    as_json: bool = False
    colour: bool = True
    exit_zero: bool = False

    def say(self, text: str) -> None:
        """A message for the person at the terminal, on stderr; silent under --quiet."""
        from celtrace.report.plain import visible

        if not self.settings.quiet:
            sys.stderr.write(visible(text.rstrip("\n")) + "\n")

    def document(self, value: Any) -> None:  # noqa: ANN401 - any JSON value
        """One JSON document on stdout, nothing else."""
        encoded = msgspec.json.encode(value, order="deterministic")
        sys.stdout.write(msgspec.json.format(encoded, indent=1).decode() + "\n")

    def plain(self, data: bytes) -> None:
        """Bytes on stdout as they are."""
        sys.stdout.write(data.decode())

    def show(self, *things: object) -> None:
        """Something for people on stdout, with colour where the terminal has it.

        Texts are shown as they are: brackets are no markup, colons no emoji, and what a terminal
        would obey is written out.
        """
        from rich.console import Console

        from celtrace.report.plain import visible

        width = None if sys.stdout.isatty() else PIPED_WIDTH
        console = Console(
            no_color=not self.colour, highlight=False, width=width, markup=False, emoji=False
        )
        for thing in things:
            if isinstance(thing, str):
                console.print(visible(thing), soft_wrap=True)  # lines can be copied as they are
            else:
                console.print(thing)

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """A progress display on stderr; silent when it is not a terminal or under --quiet."""
        from rich import progress as rich
        from rich.console import Console

        console = Console(stderr=True, no_color=not self.colour)
        if self.settings.quiet or not console.is_terminal:
            yield Progress(None)
            return
        columns = (
            rich.TextColumn("{task.description}"), rich.BarColumn(), rich.TaskProgressColumn(),
            rich.TextColumn("{task.fields[rate]}"),
            rich.TimeRemainingColumn(elapsed_when_finished=True),
        )  # fmt: skip
        with rich.Progress(*columns, console=console, transient=True) as bars:
            yield Progress(bars)

    def exit_code(self, tier: int) -> Exit:
        """The exit code for the highest tier found."""
        if self.exit_zero or tier < 2:  # noqa: PLR2004 - tier 2 is "ask" in spec/weighing.md
            return Exit.DONE
        return Exit.ASK if tier == 2 else Exit.REVIEW  # noqa: PLR2004


class Progress:
    """Told by the order of work which stage it is in and how far it has come."""

    def __init__(self, bars: Any) -> None:  # noqa: ANN401 - rich is imported late
        self._bars = bars
        self._tasks: dict[str, Any] = {}

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """`done` of `total` items of a stage; total None while it is not known."""
        if self._bars is None:
            return
        if stage not in self._tasks:
            self._tasks[stage] = self._bars.add_task(stage, total=total, rate="")
        task = self._tasks[stage]
        rate = "" if stage in IN_BYTES else f"{done:,}"
        rate = f"{rate} {self._rate(stage, task)}".strip()
        self._bars.update(task, completed=done, total=total, rate=rate)

    def _rate(self, stage: str, task: Any) -> str:  # noqa: ANN401 - rich is imported late
        """How fast a stage goes, in megabytes or in things."""
        speed = self._bars.tasks[self._bars.task_ids.index(task)].speed or 0
        if stage in IN_BYTES:
            return f"{speed / 1e6:,.1f} MB/s" if speed else ""
        return f"({speed:,.0f}/s)" if speed >= 1 else ""


def default_home() -> Path:
    """Where lists and settings live: $CELTRACE_HOME, or the platform's user-data folder."""
    import platformdirs

    given = os.environ.get("CELTRACE_HOME")
    return Path(given) if given else platformdirs.user_data_path("celtrace")


def default_case() -> Path:
    """The case that commands work on: $CELTRACE_CASE, or ./celtrace-case."""
    return Path(os.environ.get("CELTRACE_CASE") or "celtrace-case")


def provider_secrets() -> tuple[tuple[str, str], ...]:
    """Provider and secret, from `$CELTRACE_SECRET_...`."""
    start = "CELTRACE_SECRET_"
    found = {k.removeprefix(start).lower(): v for k, v in os.environ.items() if k.startswith(start)}
    return tuple(sorted(found.items()))
