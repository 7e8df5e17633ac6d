"""What a detector may say: one small frozen class per kind of finding.

The sentence states what was observed, never what somebody is. Class constants
hold what is true of every finding of the kind; fields hold the values.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from string import Formatter
from typing import Any, ClassVar

import msgspec

from celtrace.records import Evidence, Ref, fingerprint
from celtrace.text.counts import noun


class Category(StrEnum):
    """How much a finding carries (spec/weighing.md)."""

    CONCLUSIVE = "conclusive"
    STRONG = "strong"
    SUPPORTING = "supporting"
    CONTEXT = "context"
    COUNTER = "counter"


class Group(StrEnum):
    """Independence groups: in a group only the strongest finding counts (R1, R2)."""

    REGISTRY = "registry"
    MONEY = "money"
    NETWORK = "network"
    DEVICE = "device"
    CONTENT = "content"
    DOCUMENTS = "documents"
    CONDUCT = "conduct"
    RHYTHM = "rhythm"
    BACKGROUND = "background"


class Hypothesis(StrEnum):
    """The narrow questions a finding may speak to. There is none of guilt or origin."""

    H1 = "H1"
    H2 = "H2"
    H3 = "H3"
    H4 = "H4"
    H5 = "H5"
    H6 = "H6"

    @property
    def text(self) -> str:
        """The hypothesis as a sentence."""
        return _HYPOTHESES[self]


_HYPOTHESES = {
    Hypothesis.H1: "this party is this list row",
    Hypothesis.H2: "this party is blocked by rule under this regime on this date",
    Hypothesis.H3: "this drawing lay on that server",
    Hypothesis.H4: "a party not declared to us worked on this lot",
    Hypothesis.H5: "a declared person, place or document is false",
    Hypothesis.H6: "this session came from an address in the DPRK",
}


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all kinds. Subclasses set the class constants and add their values as fields."""

    rule: ClassVar[str] = ""
    version: ClassVar[int] = 1
    hypothesis: ClassVar[Hypothesis]
    group: ClassVar[Group]
    category: ClassVar[Category]
    says: ClassVar[str]
    """The sentence, with the names of fields in braces."""
    because: ClassVar[tuple[str, ...]]
    """Public references for the rule."""
    innocent: ClassVar[tuple[str, ...]]
    """Harmless causes that look the same."""
    check: ClassVar[str]
    """What would tell them apart."""
    ask: ClassVar[str] = ""
    """A neutral question to the vendor, with the names of fields in braces; empty for none."""
    marks_ask: ClassVar[bool] = False
    """Whether this finding alone is reason to ask (tier 2, rule R3)."""
    closes: ClassVar[tuple[str, ...]] = ()
    """For counter findings: the rules it can close (R6)."""
    matches: ClassVar[tuple[str, ...]] = ()
    """For counter findings: fields that must be equal in both for it to close."""

    subject: Ref
    evidence: tuple[Evidence, ...]
    basis: tuple[str, ...] = ()
    """Refs of the records it rests on, with the fields used: the stable part of its id."""
    acted: tuple[Ref, ...] = ()
    """Parties whose own act this is: the finding reaches them too (R13)."""
    start: date | None = None
    until: date | None = None
    """Days the fact is of, where they must overlap the dates of the work (R5)."""
    grade: Category | None = None
    """A weaker or stronger category where the rule's text makes it depend on a value."""

    def __post_init__(self) -> None:
        if not self.evidence:
            msg = f"a finding of {self.rule} without evidence"
            raise ValueError(msg)
        ordered = tuple(sorted(set(self.evidence), key=msgspec.json.encode))
        msgspec.structs.force_setattr(self, "evidence", ordered)
        msgspec.structs.force_setattr(self, "basis", tuple(sorted(set(self.basis))))

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits of rule, subject and basis.

        The basis names records and fields, not row numbers, so a reviewer's
        judgement survives a re-run on tomorrow's sheet.
        """
        places = self.basis or [f"{e.digest}:{e.place}" for e in self.evidence]
        return fingerprint(self.name, self.subject, *places)

    @property
    def name(self) -> str:
        """The rule name as served; kinds that stand for many rules derive it from their values."""
        return self.rule

    @property
    def strength(self) -> Category:
        """The category that counts for this finding."""
        return self.grade or self.category

    @property
    def values(self) -> dict[str, Any]:
        """The kind's own fields, in the order of the class."""
        base = set(Finding.__struct_fields__)
        return {name: getattr(self, name) for name in self.__struct_fields__ if name not in base}

    @property
    def sentence(self) -> str:
        """The observation in words."""
        return fill(self.says, self.values)

    @property
    def question(self) -> str:
        """The neutral question to the vendor, empty if the kind has none."""
        return fill(self.ask, self.values)


def fill(template: str, values: dict[str, Any]) -> str:
    """Put values into a sentence; lists are joined with commas, `{n:# file}` counts files."""
    return template.format(**{name: _Value(_shown(value)) for name, value in values.items()})


def fields_of(template: str) -> set[str]:
    """Names of the fields that a sentence uses, within a count too."""
    parts = list(Formatter().parse(template))
    named = {name for _, name, _, _ in parts if name}
    return named.union(*(fields_of(inner) for _, _, inner, _ in parts if inner))


class _Value(str):
    """A value as it stands in a sentence."""

    __slots__ = ()

    def __format__(self, wanted: str) -> str:
        return f"{self} {noun(self, wanted[2:])}" if wanted.startswith("# ") else str(self)


def _shown(value: object) -> str:
    if isinstance(value, (tuple, list)):
        return ", ".join(_shown(item) for item in value)
    return str(value)


class Ran(msgspec.Struct, frozen=True, order=True):
    """A detector looked at n records and found m, or says why it did not look."""

    rule: str
    looked_at: int
    found: int
    skipped_because: str = ""
