"""What can go wrong, and what the process then answers.

CeltraceError
├── UsageError              the command was called in a way it cannot be       exit 2
│   ├── MissingExtra        an optional part is not installed                  exit 2
│   ├── Absent              what was named is not there                        exit 2
│   ├── NeedsAnother        a second, different person has to do it            exit 2
│   └── Overtaken           somebody acted in the meantime                     exit 2
├── DossierInvalid          the dossier breaks its contract, all faults listed exit 10
├── NoSnapshot              no usable list snapshot for what was asked         exit 11
│   └── ListRefused         a list file was not taken in; the old one stays    exit 11
├── EvidenceChanged         bytes or journal are not what they were            exit 12
└── InputUnread             part of the input was not read, under --strict     exit 13
    └── TrackerBroken       a tracker broke off; the next call goes on there   exit 13
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

import msgspec

from celtrace.text.counts import count


class Exit(IntEnum):
    """Exit codes: the contract for scripts (see docs/reference/exit-codes.md)."""

    DONE = 0
    USAGE = 2
    ASK = 3
    REVIEW = 4
    DOSSIER = 10
    NO_SNAPSHOT = 11
    EVIDENCE = 12
    UNREAD = 13
    INTERNAL = 20
    INTERRUPTED = 130


class Fault(msgspec.Struct, frozen=True, order=True):
    """One thing wrong with the input: where it stands, what is wrong, how to mend it."""

    source: str
    """File, relative to the folder that was handed in."""
    place: str
    """Line, or sheet and cell; empty when the whole file is meant."""
    key: str
    """The key or column concerned; empty when none."""
    problem: str
    remedy: str

    def __str__(self) -> str:
        where = ":".join(part for part in (self.source, self.place, self.key) if part)
        return f"{where}: {self.problem}. {self.remedy}"


class CeltraceError(Exception):
    """Base of all errors that are the caller's to read: message, remedy, exit code."""

    exit: Exit = Exit.INTERNAL

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class UsageError(CeltraceError):
    """The command was called in a way it cannot be."""

    exit = Exit.USAGE


class MissingExtra(UsageError):
    """An optional part is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} is not installed.", f"Run: pip install 'celtrace[{extra}]'")


class Absent(UsageError):
    """What was named is not there."""


class NeedsAnother(UsageError):
    """A second, different person has to do it."""


class Overtaken(UsageError):
    """Somebody acted in the meantime; nothing was written."""


class DossierInvalid(CeltraceError):
    """The dossier breaks its contract; `faults` holds every fault of the one pass."""

    exit = Exit.DOSSIER

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(f"The dossier has {count(len(faults), 'fault')}; nothing was reviewed.")
        self.faults = faults


class NoSnapshot(CeltraceError):
    """No usable list snapshot for what was asked."""

    exit = Exit.NO_SNAPSHOT


class ListRefused(NoSnapshot):
    """A list file was not taken in; whatever was installed before is untouched."""


class EvidenceChanged(CeltraceError):
    """Bytes or journal are not what they were when they were sealed."""

    exit = Exit.EVIDENCE


class InputUnread(CeltraceError):
    """Part of the input could not be read and `--strict` was given."""

    exit = Exit.UNREAD


class TrackerBroken(InputUnread):
    """A tracker did not answer as it should; what was fetched before stays."""


class Guarded:
    """Tells what native code raises on damaged input, its panics among them, and goes on.

    A panic of Rust (`pyo3_runtime.PanicException`) is a BaseException that cannot be imported.
    """

    def __init__(self, tell: Callable[[BaseException], None]) -> None:
        self._tell = tell

    def __enter__(self) -> None:
        """Nothing to set up."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: object
    ) -> bool:
        if kind is None or error is None:
            return False
        known = issubclass(kind, Exception) or kind.__name__ == "PanicException"
        if known:
            self._tell(error)
        return known
