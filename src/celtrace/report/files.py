"""Found files: what lay at each place, what of it is new, whose it is, what the proof is.

One table a place, its rows in the order of what they rest on: equal bytes, strokes laid on
each other, a reviewer's word, words inside the file, a name. Files that carry the title of
another show are counted and not named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from celtrace.records import Delivery, Digest, FileFact, Found, Lot, Match, Production, TextPassage
from celtrace.report.document import Block, Para, Row, Section, Table, Words, code, name, words
from celtrace.report.material import Material
from celtrace.report.wording import alike, day
from celtrace.text.counts import count
from celtrace.text.cuts import read_cuts
from celtrace.text.shows import LONGEST, NAMING, Named, read_name

SHOWN = 60
"""Files of one place that are named; the others are counted."""


class Known(NamedTuple):
    """One file that something is known of."""

    fact: FileFact
    first: str
    """The batch or day on which its bytes first lay there."""
    named: Named
    proof: str
    rank: int
    """How much the proof carries: 0 is most."""


def found_files(material: Material) -> tuple[Section, ...]:
    """The section; none where nothing was found."""
    finds = material.view.all(Found)
    if not finds:
        return ()
    files = _Files(material)
    blocks = [block for one in finds for block in _place(one, files, len(finds) == 1)]
    return (Section("files", "Found files", tuple(blocks)),)


def _place(found: Found, files: _Files, alone: bool) -> Iterator[Block]:  # noqa: FBT001 - of one caller
    held = files.at(found, alone=alone)
    where = found.place.url or found.place.ip or found.place.operator or found.path or found.id
    if not held:
        yield Para(words("No file of ", name(where), " is in custody."), "note")
        return
    known = sorted(files.known(held, found), key=lambda one: (one.rank, one.fact.path))
    others = sum(bool(one.named.other) for one in known)
    ours = [one for one in known if not one.named.other]
    collected = day(found.collected.date()) if found.collected else ""
    said = f"{count(len(held), 'file')}{f', collected {collected}' if collected else ''}; "
    said += f"{count(len(ours), 'file')} of ours by the proof beside each"
    said += f"; {count(others, 'file')} of other shows, not named here." if others else "."
    yield Para(words(name(where), ": ", said))
    if ours:
        yield Table(
            f"What lay at {where}", ("New on", "File", "Whose", "Proof"),
            tuple(Row(_cells(one, files)) for one in ours[:SHOWN]), (1.2, 3.5, 2.5, 3),
        )  # fmt: skip
    if len(ours) > SHOWN:
        yield Para(words(f"{len(ours) - SHOWN:,} more of ours are in the case."), "note")


def _cells(one: Known, files: _Files) -> tuple[Words, ...]:
    return (
        words(one.first or "not dated"),
        words(name(one.fact.name or one.fact.path), " ", code(one.fact.digest[:12])),
        files.whose(one.named), words(name(one.proof)),
    )  # fmt: skip


class _Files:
    """What the case holds of files, looked up once."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._view = material.view
        shows = self._view.all(Production)
        self._shows = [(one.id, title) for one in shows for title in (one.title, *one.aka)]
        self._matches = {m.file: m for m in self._view.all(Match) if m.reviewer != "rejected"}

    def at(self, found: Found, *, alone: bool) -> list[FileFact]:
        """The files of a find, by path; a lone find without a path has all."""
        home = found.path.rstrip("/")
        delivered = [one.path.rstrip("/") for one in self._view.all(Delivery) if one.path]
        facts = self._view.all(FileFact)
        if home:
            return [one for one in facts if _under(one.path, home)]
        return [f for f in facts if alone and not any(_under(f.path, d) for d in delivered)]

    def known(self, held: Sequence[FileFact], found: Found) -> Iterator[Known]:
        """Files that are ours by some proof, or carry the title of another show; once each."""
        first: dict[Digest, str] = {}
        for day_, one in sorted(((_day(one, found), one) for one in held), key=itemgetter(0)):
            first.setdefault(one.digest, day_)
        seen: set[Digest] = set()
        for one in held:
            told = self._told(one) if one.digest not in seen else None
            if told:
                seen.add(one.digest)
                yield Known(one, first[one.digest], *told)

    def _told(self, one: FileFact) -> tuple[Named, str, int] | None:
        named = read_name(one.name or one.path, self._shows)
        match = self._matches.get(one.path) or self._matches.get(one.digest)
        if one.digest in self._delivered:
            return named, f"the same bytes as {self._delivered[one.digest]}", 0
        if match and (match.proof or match.reviewer == "confirmed"):
            return self._cut(match, named), *_shown(match)
        for text in self._words.get(one.digest, ()):
            if inside := self._ours(text):
                return inside, f"inside it stands: {text}", 3
        if named.production or (named.other and self._shows):
            return named, "its name", 4
        return None

    def _ours(self, text: str) -> Named | None:
        found = read_name(text, self._shows)
        return found if found.production else None

    def _cut(self, match: Match, named: Named) -> Named:
        return Named(named.production, read_cuts(match.cut) or (match.cut,))

    def whose(self, named: Named) -> Words:
        """The show, its cuts, and who was given them."""
        show = self._view.get(Production, named.production) if named.production else None
        cuts = ", ".join(named.cuts[:3]) + (" ..." if len(named.cuts) > 3 else "")  # noqa: PLR2004
        parts = [part for part in (show.title if show else "", cuts) if part]
        makers = sorted({lot.assigned_to for cut in named.cuts for lot in self._lots.get(cut, ())})
        given = [("; given to ", self._material.party(maker)) for maker in makers if maker]
        return words(name(" ".join(parts) or "ours"), *(part for pair in given for part in pair))

    @cached_property
    def _lots(self) -> dict[str, list[Lot]]:
        found: dict[str, list[Lot]] = defaultdict(list)
        for lot in self._view.all(Lot):
            for cut in read_cuts(lot.cuts):
                found[cut].append(lot)
        return found

    @cached_property
    def _delivered(self) -> dict[Digest, str]:
        """Bytes that were delivered, with the path and the party."""
        homes = [one for one in self._view.all(Delivery) if one.path]
        found: dict[Digest, str] = {}
        for fact in self._view.all(FileFact):
            home = next((h for h in homes if _under(fact.path, h.path.rstrip("/"))), None)
            if home and fact.size:
                by = (
                    f", delivered by {self._view.name(f'party:{home.party}')}" if home.party else ""
                )
                found.setdefault(fact.digest, f"{fact.name or fact.path}{by}")
        return found

    @cached_property
    def _words(self) -> dict[Digest, list[str]]:
        found: dict[Digest, list[str]] = defaultdict(list)
        for text in self._view.all(TextPassage) if self._shows else ():
            if text.role in NAMING and len(text.text) <= LONGEST:
                found[text.file].append(text.text)
        return found


def _shown(match: Match) -> tuple[str, int]:
    """What shows that a drawing is ours, in words, and how much it carries."""
    measured = f", {alike(match.score)}" if match.score is not None else ""
    if match.proof == "bytes":
        return "the same bytes as our own", 0
    if match.proof == "geometry":
        return f"its strokes lie on those of our drawing{measured}", 1
    return f"confirmed by a reviewer{measured}", 2


def _under(path: str, home: str) -> bool:
    return path == home or path.startswith(f"{home}/")


def _day(one: FileFact, found: Found) -> str:
    """The batch: as it was taken in, or the folder of the find, or the day of the last change."""
    if not one.batch and found.batches == "folder":
        inside = one.path.removeprefix(f"{found.path.rstrip('/')}/")
        return inside.partition("/")[0] if "/" in inside else ""
    return one.batch or (one.modified.date().isoformat() if one.modified else "")
