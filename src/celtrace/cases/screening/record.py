"""The replay record of a screening: what was asked, of which lists, and what was answered.

One JSON document a line: a head, one line for each party with its candidates, and a foot with
the digests of questions and answers. A record is streamed when written and when replayed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import Protocol

import msgspec

from celtrace import __version__
from celtrace.cases.screening.index import matcher_version
from celtrace.cases.screening.screener import HITS_PER_NAME, Screener, Suggestion
from celtrace.errors import EvidenceChanged, NoSnapshot
from celtrace.listing import ListedRow, ListState, ListUse
from celtrace.names.index import CUTOFF
from celtrace.records import Candidate, Party

FORM = "celtrace screening 1"
REGIMES = ("US", "EU", "GB", "UN")


class Lists(Protocol):
    """Gives what the lists say for a date, as `cases.lists.ListShelf` does."""

    def state(
        self, as_of: date, *, regimes: Sequence[str], pins: Mapping[str, date | None]
    ) -> ListState:
        """Per list the snapshot in force or pinned, with its rows."""


class Head(msgspec.Struct, frozen=True, tag="head", tag_field="line"):
    """With what the screening was done."""

    form: str
    celtrace: str
    matcher: str
    cutoff: float
    hits_per_name: int
    as_of: date | None
    lists: tuple[ListUse, ...]
    rows: str
    """SHA-256 of all rows with their spans."""


class Asked(msgspec.Struct, frozen=True, tag="party", tag_field="line"):
    """A party and its candidates: scores, names, steps and reasons are theirs."""

    party: Party
    candidates: tuple[Candidate, ...]
    suggested: tuple[Suggestion, ...] = ()


class Foot(msgspec.Struct, frozen=True, tag="foot", tag_field="line"):
    """What the lines before must come to: counts, and digests chained from line to line."""

    parties: int
    candidates: int
    questions: str
    answers: str


_LINE = msgspec.json.Decoder(Head | Asked | Foot)


def rows_digest(rows: Iterable[ListedRow]) -> str:
    """SHA-256 of rows in their order, whole with spans and evidence."""
    digest, encoder = sha256(), msgspec.msgpack.Encoder(order="deterministic")
    for row in rows:
        digest.update(encoder.encode(row))
    return digest.hexdigest()


def as_of(uses: Iterable[ListUse]) -> date | None:
    """The date for which lists answered; None when no snapshot took part."""
    days = (use.snapshot + timedelta(use.age_days) for use in uses
            if use.snapshot and use.age_days is not None)  # fmt: skip
    return next(days, None)


class Recorder:
    """Writes a record line by line; with the foot so far, it goes on where it stopped."""

    def __init__(
        self, state: ListState, *, cutoff: float = CUTOFF, so_far: Foot | None = None
    ) -> None:
        self._state = state
        self._cutoff = cutoff
        self.so_far = so_far or Foot(0, 0, "", "")

    def head(self) -> bytes:
        """The first line."""
        uses = self._state.uses
        return _line(Head(
            FORM, __version__, matcher_version(), self._cutoff, HITS_PER_NAME, as_of(uses), uses,
            rows_digest(self._state.rows),
        ))  # fmt: skip

    def line(
        self, party: Party, found: Sequence[Candidate], suggested: Sequence[Suggestion] = ()
    ) -> bytes:
        """The line of one party."""
        before = self.so_far
        self.so_far = Foot(
            before.parties + 1, before.candidates + len(found),
            _chained(before.questions, (party, suggested)), _chained(before.answers, found),
        )  # fmt: skip
        return _line(Asked(party, tuple(found), tuple(suggested)))

    def foot(self) -> bytes:
        """The last line."""
        return _line(self.so_far)


def _chained(before: str, value: object) -> str:
    return sha256(before.encode() + _line(value)).hexdigest()


def screen_record(
    parties: Sequence[Party],
    state: ListState,
    candidates: Iterable[Candidate],
    *,
    cutoff: float = CUTOFF,
) -> bytes:
    """The record of a screening of parties whose candidates are at hand, as a review has them."""
    found: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        found[candidate.party].append(candidate)
    recorder = Recorder(state, cutoff=cutoff)
    lines = [recorder.head(), *(recorder.line(party, found[party.id]) for party in parties)]
    return b"".join((*lines, recorder.foot()))


def read_record(lines: Iterable[bytes]) -> Iterator[Head | Asked | Foot]:
    """The lines of a record; EvidenceChanged for one that is none of it."""
    for number, line in enumerate(lines, start=1):
        try:
            yield _LINE.decode(line)
        except msgspec.DecodeError as error:
            message = f"Line {number} of the record is not one of a screening: {error}."
            raise EvidenceChanged(message, "Restore the record from a copy.") from error


def check_record(lines: Iterable[bytes]) -> Iterator[str]:
    """What in a record does not agree with its own foot; needs no list."""
    recorder = Recorder(ListState((), ()))
    foot: Foot | None = None
    for line in read_record(lines):
        if isinstance(line, Asked):
            recorder.line(line.party, line.candidates, line.suggested)
        foot = line if isinstance(line, Foot) else foot
    if foot is None:
        yield "the record has no foot: the screening was not finished"
    elif _line(foot) != recorder.foot():
        yield "the lines of the record do not come to the digests at its end"


def replay(record: Iterable[bytes], lists: Lists) -> Iterator[str]:
    """Screen again what a record asked; a sentence for each difference to what it answered.

    The lists are looked at as of the record's date, pinned to its snapshots. Differences in
    list content, matcher and program are named before the answers that differ.
    """
    screener: Screener | None = None
    recorder = Recorder(ListState((), ()))
    for line in read_record(record):
        if isinstance(line, Head):
            yield from other_ground(line)
            state, said = recorded_state(line, lists)
            yield from said
            if state is None:
                return
            screener = Screener.of(state, cutoff=line.cutoff)
        elif isinstance(line, Foot):
            if _line(line) != recorder.foot():
                yield "the lines of the record do not come to the digests at its end"
            return
        elif screener is not None:
            recorder.line(line.party, line.candidates, line.suggested)
            again = screener.candidates(line.party, line.suggested)
            yield from differences(line.party, line.candidates, again)
    yield "the record has no foot: the screening was not finished"


def other_ground(head: Head) -> Iterator[str]:
    """A sentence for each difference between the matcher of a record and this one."""
    if head.matcher != matcher_version():
        yield f"the matcher is {matcher_version()}, the record was made with {head.matcher}"
    if head.hits_per_name != HITS_PER_NAME:
        yield f"{HITS_PER_NAME} rows a name are kept, the record kept {head.hits_per_name}"


def recorded_state(head: Head, lists: Lists) -> tuple[ListState | None, list[str]]:
    """The lists as the record used them, and how they differ."""
    if head.as_of is None:
        return ListState(head.lists, ()), []
    pins = {use.list: use.snapshot for use in head.lists}
    try:
        state = lists.state(head.as_of, regimes=REGIMES, pins=pins)
    except NoSnapshot as error:
        return None, [f"the lists of the record are not installed: {error}"]
    state = ListState(
        tuple(use for use in state.uses if use.list in pins),
        tuple(row for row in state.rows if row.designation.list in pins),
    )
    installed = {use.list: use.digest for use in state.uses}
    said = [
        f"{use.list} of {use.snapshot} has another digest than the record states"
        for use in head.lists
        if use.snapshot and installed.get(use.list) != use.digest
    ]
    if rows_digest(state.rows) != head.rows:
        said.append("the rows of the lists, or the days they stood, are not those of the record")
    return state, said


def differences(
    party: Party, before: Iterable[Candidate], after: Iterable[Candidate]
) -> Iterator[str]:
    """A sentence for each candidate that is not as it was."""
    old = {(c.list, c.row): c for c in before}
    new = {(c.list, c.row): c for c in after}
    who = party.name or party.id
    for key in sorted(old.keys() | new.keys()):
        a, b = old.get(key), new.get(key)
        row = f"{who}: row {key[1]} of {key[0]}"
        if a is None:
            yield f"{row} is found now, but was not"
        elif b is None:
            yield f"{row} was found, but is not now"
        elif a != b:
            fields = [name for name in a.__struct_fields__ if getattr(a, name) != getattr(b, name)]
            shown = (f"{name} {_short(getattr(a, name))} became {_short(getattr(b, name))}"
                     for name in fields)  # fmt: skip
            yield f"{row}: {', '.join(shown)}"


def _short(value: object) -> str:
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return f"`{text[:80]}…`" if len(text) > 80 else f"`{text}`"  # noqa: PLR2004 - a readable length


def _line(value: object) -> bytes:
    return msgspec.json.encode(value, order="deterministic") + b"\n"
