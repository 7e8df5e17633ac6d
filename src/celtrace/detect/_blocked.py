"""Who is blocked on a day by a row or by definition: where the ownership cascade begins."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import msgspec

from celtrace.detect._basis import Use, use
from celtrace.law.definition import SINCE, Definition, definition
from celtrace.law.regimes import REGIMES, blocks
from celtrace.ports import View
from celtrace.records import Candidate, Evidence, Party, Span


class Blocking(msgspec.Struct, frozen=True):
    """Why a party is blocked on a day, in words, and what shows it."""

    status: str
    uses: tuple[Use, ...]
    rows: tuple[Evidence, ...] = ()


def standing(candidate: Candidate, day: date) -> Span | None:
    """The span in which the row stood on its list on that day, on the snapshots seen."""
    return next((span for span in candidate.spans if span.holds(day)), None)


def defined(who: Party, day: date) -> Definition | None:
    """What the US definition makes of the declared facts of a party on a day."""
    return _declared(who.declared, who.form, who.country) if day >= SINCE else None


@lru_cache(maxsize=4096)
def _declared(declared: str, form: str, country: str) -> Definition | None:
    return definition(declared, form, country)


def blocking(id_: str, regime: str, day: date, view: View) -> Blocking | None:
    """Why a party is itself blocked under a regime on a day; None if nothing seen says so."""
    for candidate in view.where(Candidate, "party", id_):
        span = standing(candidate, day)
        acts = candidate.regime == regime and blocks(regime, candidate.list)
        if candidate.state == "confirmed" and acts and span:
            return Blocking(
                f"row {candidate.row} of {candidate.list}, there since {span.since}",
                (use(candidate, "state"),),
                (candidate.seen, candidate.row_seen),
            )
    who = view.get(Party, id_)
    said = defined(who, day) if who and regime == "US" else None
    if who is None or said is None or said.status != "by-definition":
        return None
    return Blocking(
        f"blocked by definition: {said.because}", (use(who, "declared", "form", "country"),)
    )


def blocking_anywhere(id_: str, day: date, view: View) -> Blocking | None:
    """The same under the first of the regimes that the case asks about."""
    regimes = (regime for regime in view.facts.regimes if regime in REGIMES)
    found = (blocking(id_, regime, day, view) for regime in regimes)
    return next((one for one in found if one), None)
