"""What a file says of itself, as items with their evidence: the one way all readers speak."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, get_args

from celtrace.files._blob import Blob
from celtrace.files._paths import named_in
from celtrace.files._times import Stamp, iso
from celtrace.records import TextPassage, Trait
from celtrace.records.files import TraitName

TIMES = frozenset({"created", "modified", "saved", "printed", "captured", "published"})
"""Traits whose value is a time."""
NAMES = frozenset(get_args(TraitName))
Role = Literal["body", "layer", "cell", "sheet", "comment", "note", "name", "title", "subtitle"]
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff]")


def clean(text: str) -> str:
    """The text without control letters, lone surrogates and space around it."""
    return _UNSEEN.sub("", text).strip()


class Said:
    """Makes the items of one file; what is empty or was said before at that place is left out."""

    def __init__(self, blob: Blob, reader: str) -> None:
        self.blob, self.reader = blob, reader
        self._given: set[tuple[str, str, str]] = set()

    def trait(
        self, name: TraitName, value: str, place: str = "", stamp: Stamp | None = None
    ) -> Iterator[Trait]:
        """A trait, if it says anything; the zone of a time is taken from its own text."""
        text = clean(value)
        when = stamp or (iso(text) if name in TIMES else Stamp(text))
        if not (text or when.time) or not self._new(name, text, place):
            return
        yield Trait(
            seen=self.blob.seen(place, value, self.reader), file=self.blob.digest,
            name=name, value=text, place=place,
            time=when.time, offset=when.offset, zone_from=when.zone_from,
        )  # fmt: skip

    def text(
        self, text: str, role: Role, place: str = "", encoding: str = ""
    ) -> Iterator[TextPassage]:
        """A passage, if there is a letter in it."""
        words = clean(text.replace("\r\n", "\n").replace("\r", "\n").replace("\x03", "\n"))
        if words and self._new(role, words, place):
            yield TextPassage(
                seen=self.blob.seen(place, words, self.reader), file=self.blob.digest,
                text=words, role=role, place=place, encoding=encoding,
            )  # fmt: skip

    def path(self, value: str, place: str = "") -> Iterator[Trait]:
        """A path, and the user and the machine that it names, each once for the whole file."""
        text = clean(value)
        if not text:
            return
        yield from self.trait("path", text, place)
        for name, who in named_in(text):
            if self._new(name, who, ""):
                yield from self.trait(name, who, place)

    def _new(self, kind: str, text: str, place: str) -> bool:
        """Whether this was not said before."""
        key = (kind, text, place)
        if key in self._given:
            return False
        self._given.add(key)
        return True
