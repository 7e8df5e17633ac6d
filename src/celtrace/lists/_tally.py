"""Counts what a reader met but does not know, to say it once and not once a row."""

from __future__ import annotations

from celtrace.ports import Note


class Tally:
    """Things met, each with how often and where first."""

    def __init__(self) -> None:
        self._met: dict[tuple[str, str], tuple[int, str]] = {}

    def add(self, reason: str, consequence: str, place: str) -> None:
        """Count one more of this reason; the first place is remembered."""
        count, first = self._met.get((reason, consequence), (0, place))
        self._met[reason, consequence] = (count + 1, first)

    def tell(self, note: Note) -> None:
        """One note for each reason, in order of reason."""
        for (reason, consequence), (count, first) in sorted(self._met.items()):
            times = "once" if count == 1 else f"{count} times, first here"
            note(first, f"{reason} ({times})", consequence)
