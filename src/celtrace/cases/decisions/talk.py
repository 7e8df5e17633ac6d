"""Notes, mentions, assignments, and questions to vendors with their answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TypeVar

import msgspec

from celtrace.errors import EvidenceChanged
from celtrace.ports import Entry

NOTE, ASSIGNED, QUESTION, ANSWER = "note", "assigned", "question", "answer"
TRANSLATED = "translated"
_MENTION = re.compile(r"(?<!\w)@([\w.+-]+(?:@[\w-]+(?:\.[\w-]+)+)?)")


class Note(msgspec.Struct, frozen=True):
    """What somebody wrote beside a target."""

    target: str
    text: str
    who: str
    at: datetime
    seq: int
    mentions: tuple[str, ...] = ()


class Answer(msgspec.Struct, frozen=True):
    """What was answered; the right to answer has no end."""

    question: int
    text: str
    who: str
    at: datetime
    seq: int


class Question(msgspec.Struct, frozen=True):
    """A neutral question to a vendor."""

    party: str
    text: str
    due: date
    who: str
    at: datetime
    seq: int
    answers: tuple[Answer, ...] = ()

    def overdue(self, today: date) -> bool:
        """Whether it is unanswered after the day it was due."""
        return not self.answers and today > self.due


class Assigned(msgspec.Struct, frozen=True):
    """Who was given what."""

    target: str
    to: str
    who: str
    at: datetime
    seq: int


class Translation(msgspec.Struct, frozen=True):
    """What somebody wrote beside a text in another language; it replaces nothing."""

    passage: str
    text: str
    who: str
    at: datetime
    seq: int


class Talk:
    """All that was said beside the judgements, folded line by line."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.notes: list[Note] = []
        self.questions: dict[int, Question] = {}
        self.assigned: dict[str, Assigned] = {}
        self.translations: dict[str, Translation] = {}
        """The last one of each passage."""
        for entry in entries:
            self.take(entry)

    def take(self, entry: Entry) -> None:
        """Take one more line in; lines about other things are passed over."""
        if entry.action == NOTE:
            self.notes.append(_read(entry, Note))
        elif entry.action == ASSIGNED:
            given = _read(entry, Assigned)
            self.assigned[given.target] = given
        elif entry.action == TRANSLATED:
            told = _read(entry, Translation)
            self.translations[told.passage] = told
        elif entry.action == QUESTION:
            self.questions[entry.seq] = _read(entry, Question)
        elif entry.action == ANSWER:
            self._answered(_read(entry, Answer))

    def notes_on(self, target: str) -> tuple[Note, ...]:
        """Notes on a target, the oldest first."""
        return tuple(note for note in self.notes if note.target == target)

    def given_to(self, target: str) -> str:
        """To whom a target is assigned; empty if to nobody."""
        found = self.assigned.get(target)
        return found.to if found else ""

    def open_questions(self) -> tuple[Question, ...]:
        """Questions without an answer, the one due first before others."""
        found = (q for q in self.questions.values() if not q.answers)
        return tuple(sorted(found, key=lambda q: (q.due, q.seq)))

    def _answered(self, answer: Answer) -> None:
        asked = self.questions.get(answer.question)
        if asked is not None:
            answers = (*asked.answers, answer)
            self.questions[asked.seq] = msgspec.structs.replace(asked, answers=answers)


T = TypeVar("T", Note, Answer, Question, Assigned, Translation)


def mentions(text: str) -> Iterator[str]:
    """Names after an `@`, each once, as written."""
    yield from dict.fromkeys(found.rstrip(".") for found in _MENTION.findall(text))


def _read(entry: Entry, kind: type[T]) -> T:
    own = {"who": entry.actor, "at": entry.at, "seq": entry.seq}
    try:
        return msgspec.convert(entry.body | own, kind)
    except msgspec.ValidationError as error:
        msg = f"Journal line {entry.seq} does not hold a {entry.action}: {error}."
        raise EvidenceChanged(msg, "Restore the case from a copy.") from error
