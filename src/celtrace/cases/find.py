"""Search over names, sentences of findings, words in files, and notes.

The index is made of words, and of pairs of letters where no spaces stand, when it is first asked;
it is derived from the case and thrown away with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from celtrace.cases.decisions.talk import Note
from celtrace.cases.outcome import Outcome
from celtrace.records import FileFact, Party, TextPassage, Worker
from celtrace.text.search import Needle, tokens


class Place(msgspec.Struct, frozen=True):
    """Where words stand: what it is, its text, and the page that shows it."""

    kind: str
    text: str
    link: str


class Index:
    """Places by their words."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = tuple(places)
        held: defaultdict[str, list[int]] = defaultdict(list)
        for number, place in enumerate(self._places):
            for token in set(tokens(place.text)):
                held[token].append(number)
        self._held = dict(held)

    def find(self, wanted: str) -> list[Place]:
        """Places that hold every word; the last letters of a Latin word may be left out."""
        parts = list(dict.fromkeys(tokens(wanted)))
        if not parts:
            return []
        sets = [set(self._beginning(part)) for part in parts]
        needle = Needle(wanted)
        numbers = sorted(set.intersection(*sets))
        return [self._places[n] for n in numbers if needle.within(self._places[n].text)]

    def _beginning(self, part: str) -> Iterator[int]:
        if part in self._held and not part.isascii():
            yield from self._held[part]
            return
        for token, numbers in self._held.items():
            if token.startswith(part):
                yield from numbers


def find(outcome: Outcome, notes: Sequence[Note], wanted: str) -> list[Place]:
    """Everything in the case that holds the words, notes first."""
    needle = Needle(wanted)
    noted = [
        Place("note", note.text, f"target:{note.target}")
        for note in notes if needle.within(note.text)
    ]  # fmt: skip
    return noted + _index(outcome).find(wanted)


@lru_cache(maxsize=2)
def _index(outcome: Outcome) -> Index:
    return Index(_places(outcome))


def _places(outcome: Outcome) -> Iterator[Place]:
    view = outcome.view
    for party in view.all(Party):
        names = (party.name, *party.aliases, *(i.value for i in party.identifiers), party.id)
        yield Place("party", " · ".join(names), f"target:subject:party:{party.id}")
    for worker in view.all(Worker):
        yield Place("worker", worker.name, f"target:subject:worker:{worker.id}")
    for id_ in outcome.findings:
        line = outcome.findings.line(id_)
        yield Place("finding", line["says"], f"target:finding:{id_}")
    for file in view.all(FileFact):
        yield Place("file", file.name or file.path, f"/files/{file.digest}")
    for passage in view.all(TextPassage):
        yield Place("text in a file", passage.text, f"/files/{passage.file}")
