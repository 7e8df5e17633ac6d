"""Who is owned by blocked parties: surely, possibly, just under the line, or only controlled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from celtrace.detect import _public
from celtrace.detect._basis import Use, based, party, use
from celtrace.detect._stakes import Cascade, cascades, stakes_used
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.law.ownership import Opening, Step
from celtrace.law.stakes import shown
from celtrace.ports import View
from celtrace.records import Ownership, Role
from celtrace.registry import detector

_CLOSES: dict[Opening, tuple[str, str]] = {
    "bands": ("the stated bands reach over the line", "a register extract with exact shares"),
    "control": ("control is stated without a majority", "the articles and voting agreements"),
    "circular": ("the owners hold each other in a circle", "who founded and paid in the first one"),
    "unknown-remainder": ("not all shares are stated", "a list of all shareholders"),
}


class OwnedByBlocked(Finding, frozen=True, kw_only=True):
    """What blocked parties hold of a party under one regime."""

    hypothesis = Hypothesis.H2
    group = Group.REGISTRY
    category = Category.SUPPORTING
    because = (_public.FAQ_398, _public.FAQ_399, _public.FAQ_401)

    party: str
    party_name: str
    regime: str
    line: str
    owners: tuple[str, ...]


class HalfOwned(OwnedByBlocked, frozen=True, kw_only=True):
    """Blocked parties hold enough of a party that it is blocked too.

    Computed as a cascade with exact arithmetic over the stakes in force on the date: an asset
    is blocked when the lower bounds of its blocked owners reach the line of the regime.
    """

    rule = "half_owned"
    category = Category.CONCLUSIVE
    says = (
        "Under the rule of {regime} ({line}) blocked parties hold {percent} % or more of "
        "{party_name}: {owners}. Sources of the stakes: {sources}."
    )
    innocent = (
        "The stake was sold and the extract is old.",
        "The owner named is another person of the same name.",
    )
    check = "A current extract for each step of the chain."
    ask = "Please send a current list of the shareholders of {party_name}, with dates."

    percent: str
    sources: tuple[str, ...]


class MayBeHalfOwned(OwnedByBlocked, frozen=True, kw_only=True):
    """Bands, unknown remainders, control or circles leave open whether a party is blocked.

    Where shares are merely not stated, and no blocked party is known to hold any, this is
    context: an incomplete sheet is no sign of anything.
    """

    rule = "may_be_half_owned"
    says = (
        "Under the rule of {regime} ({line}) it is open whether {party_name} is blocked through "
        "its owners: {opening}. What would close it: {closes_it}."
    )
    innocent = ("The exact share lies under the line.", "The rest is held by uninvolved people.")
    check = "A register extract with exact shares of all owners."
    ask = "Please send a list of all shareholders of {party_name} with exact shares."
    marks_ask = True

    opening: str
    closes_it: str


class JustUnderHalf(OwnedByBlocked, frozen=True, kw_only=True):
    """Blocked parties hold a share within five points under the line."""

    rule = "just_under_half"
    says = (
        "Blocked parties hold {percent} % of {party_name}, just under the line of {regime} "
        "({line}): {owners}."
    )
    innocent = ("Founders who wanted equal shares for three or more partners.",)
    check = "When the shares came to be, beside the days on which the owners were listed."
    ask = "Since when are the shares of {party_name} held as they are now?"

    percent: str


class ControlCaution(OwnedByBlocked, frozen=True, kw_only=True):
    """A blocked party controls another, or acts for it, without the ownership that blocks.

    In US law this blocks nobody; OFAC advises caution, and not to deal with the blocked person
    as a signatory (FAQ 398).
    """

    rule = "control_caution"
    says = "{party_name} stands under {owners} by {way}, under the rule of {regime} ({line})."
    innocent = ("An office that ended and was not struck off.", "An honorary office.")
    check = "Who signs for the party, by a current extract and by the contract itself."
    ask = "Who signs contracts for {party_name}, and who can appoint its directors?"

    way: str


@detector(
    HalfOwned, MayBeHalfOwned, JustUnderHalf, ControlCaution, reads=Ownership, reach="web"
)  # fmt: skip
def owned_by_blocked(view: View) -> Iterator[Finding]:
    """All stakes in force, under each regime that has an ownership rule."""
    for made in cascades(view):
        yield from (_half(asset, made, view) for asset in sorted(made.answer.blocked))
        for asset, opening in made.answer.open.items():
            if asset not in made.possible:
                yield _open(asset, opening, made, view)
        for asset, held in sorted(made.answer.just_under().items()):
            uses = _stakes(asset, held.by, made, view)
            said = _said(asset, held.by, uses, made, view)
            yield JustUnderHalf(**said, percent=shown(held.low))
        for asset, owners in made.answer.controlled().items():
            said = _said(asset, owners, _stakes(asset, owners, made, view), made, view)
            yield ControlCaution(**said, way="control or votes")


@detector(ControlCaution, reads=Role, reach="web")
def blocked_officers(view: View) -> Iterator[Finding]:
    """Directors, signatories and representatives that are blocked themselves."""
    day = view.facts.as_of
    for made in cascades(view):
        for role in view.all(Role):
            ended = role.until is not None and role.until < day
            begun = role.since is None or role.since <= day
            if role.person in made.blocked and begun and not ended and role.role != "employee":
                uses = [use(role, "person", "party", "role", "since", "until")]
                said = _said(role.party, (role.person,), uses, made, view)
                yield ControlCaution(**said, way=f"the office of {role.role}")


def _half(asset: str, made: Cascade, view: View) -> HalfOwned:
    steps = made.answer.proof(asset)
    uses = stakes_used((ref for step in steps for part in step.parts for ref in part.refs), view)
    stated = {getattr(record, "source", "") or "not stated" for record, _ in uses}
    said = _said(asset, _owners(steps), uses, made, view)
    last = next(step for step in steps if step.asset == asset)
    return HalfOwned(**said, percent=shown(last.total), sources=tuple(sorted(stated)))


def _owners(steps: tuple[Step, ...]) -> tuple[str, ...]:
    return tuple(sorted({part.owner for step in steps for part in step.parts}))


def _open(asset: str, opening: Opening, made: Cascade, view: View) -> MayBeHalfOwned:
    owners = tuple(sorted({holding.owner for holding in made.answer.into(asset)}))
    reason, document = _CLOSES[opening]
    if made.possible & set(owners):
        reason, document = "an owner may be blocked itself", "who owns that owner"
    said = _said(asset, owners, _stakes(asset, owners, made, view), made, view)
    idle = opening == "unknown-remainder" and asset not in made.answer.touched
    grade = Category.CONTEXT if idle else None
    return MayBeHalfOwned(**said, grade=grade, opening=reason, closes_it=document)


def _stakes(asset: str, owners: tuple[str, ...], made: Cascade, view: View) -> list[Use]:
    held = (h for h in made.answer.into(asset) if h.owner in owners)
    return stakes_used((ref for holding in held for ref in holding.refs), view)


def _said(
    asset: str, owners: tuple[str, ...], uses: list[Use], made: Cascade, view: View
) -> dict[str, Any]:
    """What all findings of this family have in common."""
    return {
        "subject": party(asset), "evidence": made.evidence(owners, uses),
        "basis": (*based(*uses), f"regime={made.regime}"), "party": asset,
        "party_name": view.name(party(asset)), "regime": made.regime, "line": made.words,
        "owners": tuple(view.name(party(owner)) for owner in owners),
    }  # fmt: skip
