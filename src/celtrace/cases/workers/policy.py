"""The policy that a worker is shown: purposes, terms, equal ways, in five languages."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
import yaml

from celtrace.records import Purpose

LONGEST = 1095
"""Days that no term is above: three years (740 ILCS 14/15(a))."""


class PurposeText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that a worker may agree to."""

    days: int
    equal: str
    """The way that is as good for whoever does not agree."""
    says: dict[str, str]
    """Language to sentence."""


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One version of the policy."""

    version: str
    languages: dict[str, str]
    purposes: dict[Purpose, PurposeText]
    equal_ways: dict[str, dict[str, str]]
    """Way to language to what it is."""

    def equal(self, purpose: Purpose, language: str = "en") -> str:
        """The way that is as good for whoever does not agree to a purpose."""
        return self.equal_ways[self.purposes[purpose].equal][language]


@cache
def policy() -> Policy:
    """The packaged policy."""
    text = files("celtrace.cases.workers").joinpath("_tables", "policy.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), Policy)
