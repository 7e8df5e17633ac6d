"""The words of name matching: a listed name, a hit, and the score from which it counts."""

from __future__ import annotations

from typing import Literal

import msgspec

CUTOFF = 0.80
"""Scores are calibrated so that at most 1 to 3 of 100 unrelated names reach this, per script."""

Form = Literal["person", "entity", "unknown"]


class Named(msgspec.Struct, frozen=True):
    """A name to search for; `key` says whose it is, several names may share one."""

    key: int
    name: str
    form: str = "unknown"
    """person, entity, or unknown (any other word counts as unknown)."""
    weak: bool = False
    origin: str = ""
    """Where the name comes from, for example `primary`, `aka`, `supplement`."""


class Hit(msgspec.Struct, frozen=True):
    """A listed name that a searched name may be."""

    key: int
    score: float
    """0 to 1, how alike the two names are; not a likelihood that it is the same party."""
    query: str
    name: str
    steps: tuple[str, ...] = ()
    """In plain words, which rules folded what."""
    weak: bool = False
    undecidable: str = ""
    """A sentence when the name alone cannot decide, with what would; else empty."""


class Reading(msgspec.Struct, frozen=True):
    """One way to read a name: its tokens, and which rules made them."""

    tokens: tuple[str, ...]
    form: str
    """person or entity."""
    step: str = ""
    """What was done, in plain words; empty for a plain Latin name."""
    hangul: tuple[str, str] | None = None
    """Family and given name in Hangul, where the name is, or can be read as, Korean."""
    pinyin: tuple[str, ...] = ()
    """The syllables of a name in Chinese characters, family name first."""
