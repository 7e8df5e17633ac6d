"""Who works for a party: the list given, refused or not answered, and what checks showed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from celtrace.detect import _public
from celtrace.detect._basis import based, cited, party, use
from celtrace.detect._sums import days
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import StaffList
from celtrace.registry import detector

PATIENCE = timedelta(days=14)
"""How long a question may stay open before it is shown (spec/weighing.md, R4)."""


class StaffListRefused(Finding, frozen=True, kw_only=True):
    """A party refused the list of who works for it, or did not answer for over fourteen days.

    In the case of Dahlia in Bloom every studio of the chain was asked; one did not answer.
    """

    rule = "staff_list_refused"
    hypothesis = Hypothesis.H4
    group = Group.CONDUCT
    category = Category.SUPPORTING
    says = (
        "{party_name} was asked for the list of who works for it ({when}); "
        "on {as_of} the answer is: {answer}."
    )
    because = (_public.DAHLIA, _public.ADVISORY_2018, _public.UN_2375, _public.UN_2397)
    innocent = (
        "The law on personal data of the vendor's country stands against a list of names.",
        "The question reached the wrong person or a closed office.",
        "The vendor fears that its people will be hired away.",
    )
    check = "Offer a list without private data, or a look at it by a third person bound to secrecy."
    ask = (
        "May we have the list of who works on our cuts at {party_name}; if names cannot be given, "
        "in which form can it be shown?"
    )

    party: str
    party_name: str
    asked: tuple[date, ...]
    when: str
    answer: str
    as_of: date


class StaffListPartial(Finding, frozen=True, kw_only=True):
    """A party gave part of the list of who works for it."""

    rule = "staff_list_partial"
    hypothesis = Hypothesis.H4
    group = Group.CONDUCT
    category = Category.SUPPORTING
    says = "{party_name} gave part of the list of who works for it (people named: {people})."
    because = (_public.DAHLIA,)
    innocent = (
        "Some people did not consent to be named.",
        "The list was made before the whole team was in place.",
    )
    check = "The head-count beside the list, and why the others are not on it."
    ask = "Who else works on our cuts at {party_name}, and why are they not on the list?"

    party: str
    party_name: str
    people: str


class StaffListComplete(Finding, frozen=True, kw_only=True):
    """A party gave the complete list of who works for it, after it was last asked."""

    rule = "staff_list_complete"
    hypothesis = Hypothesis.H4
    group = Group.CONDUCT
    category = Category.COUNTER
    says = "{party_name} gave the complete list of who works for it ({when}; people: {people})."
    because = (_public.DAHLIA,)
    innocent = ("The list names people who do not do the work.",)
    check = "Live checks of people on the list, and the payroll."
    closes = ("staff_list_refused", "staff_list_partial")

    party: str
    party_name: str
    people: str
    when: str


class LiveChecksPassed(Finding, frozen=True, kw_only=True):
    """People were verified live: all of a staff list, or the one person a check is about."""

    rule = "live_checks_passed"
    hypothesis = Hypothesis.H5
    group = Group.DOCUMENTS
    category = Category.COUNTER
    says = "Verified live at {checked_name}: {verified} ({when})."
    because = (_public.IT_WORKERS_2022, _public.IC3_2023)
    innocent = ("A stand-in sat before the camera.",)
    check = "A second meeting without notice, compared with stills of the first."
    closes = (
        "recorded:I031", "camera_refused", "recorded:I033", "recorded:I035", "recorded:I037",
        "recorded:I053",
    )  # fmt: skip

    checked: str
    checked_name: str
    verified: str
    when: str


class PayrollSeen(Finding, frozen=True, kw_only=True):
    """The payroll of the party was seen for three months or more."""

    rule = "payroll_seen"
    hypothesis = Hypothesis.H4
    group = Group.MONEY
    category = Category.COUNTER
    says = "The payroll of {party_name} was seen for {months} months."
    because = (_public.DAHLIA,)
    innocent = ("The payroll covers other people than those who do the work.",)
    check = "Names on the payroll beside names on the staff list."
    closes = ("price_under_band", "recorded:I069")

    party: str
    party_name: str
    months: int


MONTHS = 3
"""Months of payroll from which on wages are taken as shown."""


@detector(
    StaffListRefused, StaffListPartial, StaffListComplete, LiveChecksPassed, PayrollSeen,
    reads=StaffList, by="party",
)  # fmt: skip
def staff_lists(id_: str, lists: list[StaffList], view: View) -> Iterator[Finding]:
    """All answers of one party about who works for it."""
    if not id_:
        return
    open_since = max((day for item in lists for day in _open_days(item)), default=date.min)
    for item in lists:
        answer = _answer(item, view.facts.as_of)
        if answer:
            yield _refused(item, answer, view)
        if item.status == "partial":
            yield _partial(item, view)
        if item.status == "complete":
            if (item.received or date.max) >= open_since:
                yield _complete(item, view)
            yield from _verified(item, view)


def _open_days(item: StaffList) -> tuple[date, ...]:
    return item.asked if item.status in ("refused", "none", "partial") else ()


def _answer(item: StaffList, as_of: date) -> str:
    if item.status == "refused":
        return "refused"
    asked = [day for day in item.asked if day <= as_of]
    if item.status == "none" and item.received is None and asked and as_of - min(asked) > PATIENCE:
        return f"none for {(as_of - min(asked)).days} days"
    return ""


def _refused(item: StaffList, answer: str, view: View) -> StaffListRefused:
    uses = (use(item, "status", "asked"),)
    return StaffListRefused(
        subject=party(item.party), evidence=cited(*uses), basis=based(*uses),
        acted=(party(item.party),), start=min(item.asked, default=None), party=item.party,
        party_name=view.name(party(item.party)), asked=item.asked, when=days(item.asked),
        answer=answer, as_of=view.facts.as_of,
    )  # fmt: skip


def _partial(item: StaffList, view: View) -> StaffListPartial:
    uses = (use(item, "status", "people"),)
    return StaffListPartial(
        subject=party(item.party), evidence=cited(*uses), basis=based(*uses),
        acted=(party(item.party),), start=item.received, party=item.party,
        party_name=view.name(party(item.party)), people=_number(item.people),
    )  # fmt: skip


def _complete(item: StaffList, view: View) -> StaffListComplete:
    uses = (use(item, "status", "people", "received"),)
    return StaffListComplete(
        subject=party(item.party), evidence=cited(*uses), basis=based(*uses), party=item.party,
        party_name=view.name(party(item.party)), people=_number(item.people),
        when=days([item.received] if item.received else []),
    )  # fmt: skip


def _verified(item: StaffList, view: View) -> Iterator[Finding]:
    """What closes other findings: every person of the list checked, or wages seen."""
    name, who = view.name(party(item.party)), party(item.party)
    if item.people and (item.live_checks or 0) >= item.people:
        uses = (use(item, "live_checks", "people"),)
        yield LiveChecksPassed(
            subject=who, evidence=cited(*uses), basis=based(*uses), checked=who,
            checked_name=name, verified=f"{item.live_checks} of {item.people} people on the list",
            when=days([item.received] if item.received else []),
        )  # fmt: skip
    if (item.payroll_months or 0) >= MONTHS:
        uses = (use(item, "payroll_months"),)
        yield PayrollSeen(
            subject=who, evidence=cited(*uses), basis=based(*uses), party=item.party,
            party_name=name, months=item.payroll_months or 0,
        )  # fmt: skip


def _number(people: int | None) -> str:
    return "a number not stated" if people is None else str(people)
