"""Whose law, from which day, with which line: the ownership rules of each regime.

Sources: OFAC FAQ 398-402 and the revised guidance of 2014-08-13 (US); the EU best
practices for restrictive measures, Council document 11623/24 of 2024-07-03 (EU);
OFSI guidance on ownership and control (GB); UN resolution 1718 (2006) paragraph 8(d).
Document numbers, and the dates before 2024, are still to be checked against the originals.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal

import msgspec

Form = Literal["shares", "votes", "control"]

HALF = Fraction(50)
"""The line, in percent."""


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """An ownership rule as arithmetic: whose stakes are added, in what, up to which line."""

    regime: str
    since: date
    strict: bool
    """True: more than the threshold; False: the threshold itself is enough."""
    aggregate: bool
    """Whether stakes of different blocked persons are added."""
    forms: tuple[Form, ...]
    """Kinds of stake that are summed, each kind by itself."""
    control: bool
    """Whether control without a majority counts too: never computed, answered `may-be`."""
    sources: tuple[str, ...]
    threshold: Fraction = HALF

    def passes(self, total: Fraction) -> bool:
        """Whether a total in percent reaches the line."""
        return total > self.threshold if self.strict else total >= self.threshold

    @property
    def words(self) -> str:
        """The line in words."""
        line = "more than 50 %" if self.strict else "50 % or more"
        held = " or ".join(self.forms)
        whose = "by blocked persons together" if self.aggregate else "by one blocked person"
        return f"{line} of {held}, directly or indirectly, held {whose}"


class Regime(msgspec.Struct, frozen=True):
    """A regime: its lists that block, its ownership rules by date, what a reader must know."""

    id: str
    authority: str
    lists: tuple[str, ...]
    """Lists whose rows block; a row on another list of the regime restricts, it does not block."""
    rules: tuple[Rule, ...]
    note: str = ""


_FAQ = "https://ofac.treasury.gov/faqs/"
_US = (f"{_FAQ}398", f"{_FAQ}399", f"{_FAQ}401", "OFAC revised guidance of 2014-08-13")
_EU_NEW = ("EU best practices, Council document 11623/24 of 2024-07-03, ownership",)
_EU_OLD = ("EU best practices, Council document 8519/18 of 2018-05-04, ownership",)
_GB = ("OFSI, ownership and control: public guidance", "SI 2019/411, regulation 7")
_SHARES: tuple[Form, ...] = ("shares",)

REGIMES: dict[str, Regime] = {
    "US": Regime(
        "US",
        "Office of Foreign Assets Control",
        ("us_ofac_sdn",),
        (
            Rule(
                regime="US",
                since=date.min,
                strict=False,
                aggregate=False,
                forms=_SHARES,
                control=False,
                sources=("OFAC guidance of 2008-02-14",),
            ),
            Rule(
                regime="US",
                since=date(2014, 8, 13),
                strict=False,
                aggregate=True,
                forms=_SHARES,
                control=False,
                sources=_US,
            ),
        ),
        "Ownership blocks, control alone does not: control is a caution (OFAC FAQ 398).",
    ),
    "EU": Regime(
        "EU",
        "Council of the European Union",
        ("eu_fsf",),
        (
            Rule(
                regime="EU",
                since=date.min,
                strict=True,
                aggregate=True,
                forms=_SHARES,
                control=True,
                sources=_EU_OLD,
            ),
            Rule(
                regime="EU",
                since=date(2024, 7, 3),
                strict=False,
                aggregate=True,
                forms=_SHARES,
                control=True,
                sources=_EU_NEW,
            ),
        ),
        "Control counts too: where only control is stated, a person decides.",
    ),
    "GB": Regime(
        "GB",
        "Office of Financial Sanctions Implementation",
        ("gb_fcdo",),
        (
            Rule(
                regime="GB",
                since=date.min,
                strict=True,
                aggregate=False,
                forms=("shares", "votes"),
                control=True,
                sources=_GB,
            ),
        ),
        "Holdings of unrelated designated persons are not added unless they act together.",
    ),
    "UN": Regime(
        "UN",
        "United Nations Security Council",
        ("un_sc",),
        (),
        "The United Nations list has no 50 % rule of its own; ownership is for national law.",
    ),
}


def ownership_rule(regime: str, day: date) -> Rule | None:
    """The ownership rule in force in a regime on a day; None where the regime has none."""
    known = REGIMES[regime].rules if regime in REGIMES else ()
    return next((rule for rule in reversed(known) if rule.since <= day), None)


def blocks(regime: str, list_id: str) -> bool:
    """Whether a row of this list blocks under this regime.

    `us_ofac_cons` holds the non-SDN lists: they restrict some dealings and block nobody.
    """
    known = {own for each in REGIMES.values() for own in each.lists} | {"us_ofac_cons"}
    return list_id in REGIMES[regime].lists or list_id not in known
