"""Accounts that never rest."""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.detect import _public
from celtrace.detect._accounts import Act, OfAccount, by_people, good, hours, of_account
from celtrace.findings import Category, Finding, Group
from celtrace.ports import View
from celtrace.records import FileAccess, SignIn
from celtrace.registry import detector

RUN_HOURS = 72.0
REST_HOURS = 4.0


class RoundTheClock(OfAccount, frozen=True, kw_only=True):
    """An account was active for three days and more without a pause of four hours.

    Acts that come again at an even interval are those of a program and are left out.
    """

    rule = "round_the_clock"
    group = Group.RHYTHM
    category = Category.SUPPORTING
    says = (
        "Account {account} was active for {run_hours} hours without a pause of {rest_hours} "
        "hours: {acts} acts ({when})."
    )
    because = (_public.IT_WORKERS_2022,)
    innocent = (
        "A script, a synchronisation or a render signs in by itself.",
        "Two shifts of one studio share an account, and say so.",
        "The log mixes two time zones.",
    )
    check = "What was done at night, and whether a program can have done it."
    ask = "How many people use account {account}?"

    run_hours: int
    rest_hours: int
    acts: int


@detector(RoundTheClock, reads=SignIn, by="account", order="time")
def round_the_clock(account: str, sign_ins: list[SignIn], view: View) -> Iterator[Finding]:
    """The acts of one account, in order of time: its longest run without a rest."""
    files = [act for act in view.where(FileAccess, "account", account) if act.result == "success"]
    acts: list[Act] = [*good(sign_ins), *files]
    acts.sort(key=lambda act: (act.time, act.id))
    run = _longest(by_people(acts)) if account else []
    if not run or hours(run[0].time, run[-1].time) < RUN_HOURS:
        return
    yield RoundTheClock(
        **of_account(account, run, view), run_hours=int(hours(run[0].time, run[-1].time)),
        rest_hours=int(REST_HOURS), acts=len(run),
    )  # fmt: skip


def _longest(acts: list[Act]) -> list[Act]:
    """The longest stretch in which no pause reaches the rest."""
    best, start = (0.0, 0, 0), 0
    for at in range(1, len(acts) + 1):
        if at == len(acts) or hours(acts[at - 1].time, acts[at].time) >= REST_HOURS:
            span = hours(acts[start].time, acts[at - 1].time)
            best = max(best, (span, -start, at))
            start = at
    return acts[-best[1] : best[2]]
