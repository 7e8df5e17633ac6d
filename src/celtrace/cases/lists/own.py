"""Our alias supplement as a list of its own: `celtrace_dprk`, part of the program.

It is no authority's list and has no regime. It needs no import: each version of the program
brings its own, dated, with the digest of the file. A row that gives names to an official row
is searched as that row where the official list takes part (`screening`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256

from celtrace.cases.lists.state import LEFT_OUT
from celtrace.errors import NoSnapshot
from celtrace.listing import ListedRow, ListSource, ListState, ListUse
from celtrace.names import supplement as own
from celtrace.records import Alias, Designation, Digest, Evidence, Span

OWN = "celtrace_dprk"
SOURCE = ListSource(
    OWN, "Celtrace alias supplement, DPRK animation and film", "Celtrace", "", (),
    "as the program", (1, 10_000),
)  # fmt: skip
NOTE = "our own supplement, no authority's list; part of the program"


def day() -> date:
    """The date of this version's supplement."""
    return date.fromisoformat(own.supplement().version)


def digest() -> Digest:
    """SHA-256 of its file."""
    return Digest(sha256(own.content().encode()).hexdigest())


def row_id(entry: own.SupplementEntry) -> str:
    """`list:row` of the official row that an entry gives names to, else its name."""
    return f"{entry.list}:{entry.row}" if entry.list else entry.name


def rows() -> tuple[ListedRow, ...]:
    """Every entry as a row, in order of id."""
    found = own.supplement()
    made = sorted(_designations(found, digest()), key=lambda row: row.row)
    return tuple(ListedRow(row, "", (Span(day(), last_seen=day()),)) for row in made)


def _designations(found: own.Supplement, file: Digest) -> Iterator[Designation]:
    for number, entry in enumerate(found.entries, start=1):
        stands = f"{entry.list} {entry.row}" if entry.list else "on no list seen"
        said = [f"{entry.status}; {stands}"]
        for alias in entry.aliases:
            source = found.sources[alias.source]
            about = (source.publisher, source.date, f"confidence {alias.confidence}", alias.note)
            said.append(f"{alias.text}: {', '.join(part for part in about if part)}, {source.url}")
        quote = "; ".join(said)
        seen = Evidence(file, f"{OWN}@{found.version}", f"entry {number}", quote[:2_000], OWN)
        yield Designation(
            seen=seen, list=OWN, row=row_id(entry), name=entry.name, form=entry.form,
            aliases=tuple(Alias(a.text, "strong", a.kind) for a in entry.aliases), remarks=quote,
        )  # fmt: skip


def use(as_of: date, *, pinned: bool) -> ListUse:
    """How the supplement takes part."""
    note = f"{NOTE}; pinned" if pinned else NOTE
    return ListUse(
        OWN, "", day(), len(own.supplement().entries), digest(), (as_of - day()).days, note=note
    )


def with_own(state: ListState, as_of: date, pins: Mapping[str, date | None]) -> ListState:
    """The state with the supplement, if it is of the date or before, or pinned.

    NoSnapshot when another date of it is pinned than this version has.
    """
    pinned = OWN in pins
    if not pinned and as_of < day():
        return state
    if pins.get(OWN, day()) is None:
        uses = (*state.uses, ListUse(OWN, "", None, note=LEFT_OUT))
        return ListState(tuple(sorted(uses, key=lambda one: one.list)), state.rows)
    if pins.get(OWN, day()) != day():
        raise NoSnapshot(f"{OWN} is pinned to {pins[OWN]}, but is of {day()}.", "Pin that date.")
    before = tuple(row for row in state.rows if row.designation.list < OWN)
    uses = (*state.uses, use(as_of, pinned=pinned))
    return ListState(
        tuple(sorted(uses, key=lambda one: one.list)),
        (*before, *rows(), *state.rows[len(before) :]),
    )
