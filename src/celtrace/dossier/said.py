"""What the types of the contract share: how a text is to be read, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

import msgspec

from celtrace.rows import Cell


class Wrong(ValueError):
    """A text that its type cannot take: what is wrong, and how to mend it."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


class How(msgspec.Struct, frozen=True):
    """How texts of a section or column are to be read."""

    zone: ZoneInfo
    """The dossier's time zone, for times without one."""
    format: str = ""
    """The date format the user gave for a column, such as `DD/MM/YYYY`."""
    choices: tuple[str, ...] = ()
    """The words an enum allows, in the contract's spelling."""


Reader = Callable[[Cell, How], object]
"""Reads the text of a cell, which is not empty; Wrong if it does not fit."""


def shown(text: str) -> str:
    """A text in a message: in back-quotes, one line, not too long."""
    line = " ".join(text.split())
    return f"`{line[:60]}…`" if len(line) > 60 else f"`{line}`"  # noqa: PLR2004 - a readable length
