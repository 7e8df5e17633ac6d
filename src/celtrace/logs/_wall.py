"""Wall clocks: times of one written form, without a zone or with an offset at the end."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from celtrace.logs._times import local

_MINUTES = 4_096
"""More are forgotten: a log in order needs one or two."""


class WallClock:
    """Parses times of a form (strptime) with fixed places; a minute is parsed once.

    `seconds` is where the two digits of the seconds stand.
    """

    def __init__(self, form: str, seconds: int, zone: tzinfo) -> None:
        self._form, self._zone = form, zone
        self._from, self._to = seconds, seconds + 2
        self._known: dict[str, datetime] = {}

    def instant(self, text: str) -> datetime:
        """The instant in UTC; ValueError if the text is not of the form."""
        minute = f"{text[: self._from]}00{text[self._to :]}"
        start = self._known.get(minute)
        if start is None:
            if len(self._known) > _MINUTES:
                self._known.clear()
            parsed = datetime.strptime(minute, self._form)  # noqa: DTZ007 - given just below
            start = self._known[minute] = local(parsed, self._zone)
        return start + timedelta(seconds=int(text[self._from : self._to]))
