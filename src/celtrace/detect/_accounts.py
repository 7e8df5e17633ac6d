"""Sign-ins of one account: whose it is, which machine, and what a finding about it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any, ClassVar, TypeAlias

from celtrace.detect import _public
from celtrace.detect._basis import Use, based, cited, party, use
from celtrace.detect._sums import days
from celtrace.findings import Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Account, FileAccess, Ref, SignIn, Worker

MOST_CITED = 12
"""Of so many sign-ins each end is cited; the counts in the sentence are of all."""


class OfAccount(Finding, frozen=True, kw_only=True):
    """Something seen of one account."""

    hypothesis = Hypothesis.H5
    group = Group.NETWORK
    because: ClassVar[tuple[str, ...]] = (_public.IT_WORKERS_2022, _public.IC3_2023)

    account: str
    when: str


def owner(account: str, view: View) -> tuple[Worker | None, str]:
    """The worker whose account it is, and the party; None and "" where nobody says."""
    record = view.get(Account, account)
    if record is None:
        return None, ""
    worker = view.get(Worker, record.worker) if record.worker else None
    return worker, record.party or (worker.party if worker else "")


def acted_by(account: str, view: View) -> tuple[Ref, ...]:
    """The worker and the party whose account it is."""
    worker, of = owner(account, view)
    return tuple(([worker.ref] if worker else []) + ([party(of)] if of else []))


def machine(sign_in: SignIn | FileAccess) -> str:
    """What names the machine: a device id, or a key that lives on it; "" if the log has none."""
    return sign_in.device or getattr(sign_in, "passkey", "")


def good(sign_ins: Iterable[SignIn]) -> list[SignIn]:
    """The sign-ins that succeeded and whose account is named."""
    return [one for one in sign_ins if one.result == "success" and one.account]


Act: TypeAlias = SignIn | FileAccess
"""Something an account did at an instant."""


def some(sign_ins: Sequence[Act]) -> list[Use]:
    """The first and last of many acts, to be cited."""
    half = MOST_CITED // 2
    few = sign_ins if len(sign_ins) <= MOST_CITED else [*sign_ins[:half], *sign_ins[-half:]]
    return [use(one, "account", "time", "ip") for one in few]


def of_account(
    account: str, seen: Sequence[Act], view: View, uses: Iterable[Use] = ()
) -> dict[str, Any]:
    """What every finding about an account holds."""
    rests = [*some(seen), *uses]
    on = [one.time.date() for one in seen]
    return {
        "subject": Ref(f"account:{account}"), "evidence": cited(*rests), "basis": based(*rests),
        "acted": acted_by(account, view), "start": min(on), "until": max(on),
        "account": account, "when": days(on),
    }  # fmt: skip


def client(sign_in: SignIn) -> str:
    """What names the machine, or else the program as it names itself."""
    return machine(sign_in) or sign_in.user_agent


def handover(sign_ins: Sequence[SignIn], least: int) -> int | None:
    """Where one set of machines ends and another, with none in common, begins.

    The number of the first sign-in of the second set; None unless both sides have `least`
    sign-ins and every one names its machine or program.
    """
    names = [client(one) for one in sign_ins]
    if not all(names):
        return None
    last = {name: at for at, name in enumerate(names)}
    until = -1
    for at, name in enumerate(names):
        if at > until and at >= least and len(names) - at >= least:
            return at
        until = max(until, last[name])
    return None


PROGRAM_SHARE = 0.25
"""So large a share of pauses of one length, to the minute, comes from a program."""
PROGRAM_LEAST = 10


def by_people(acts: Sequence[Act]) -> list[Act]:
    """Acts in order of time, without those that a program repeats at an even interval."""
    minutes = [round((b.time - a.time).total_seconds() / 60) for a, b in pairwise(acts)]
    counts = Counter(length for length in minutes if length)
    interval, often = max(counts.items(), key=lambda item: (item[1], -item[0]), default=(0, 0))
    if often < max(PROGRAM_LEAST, PROGRAM_SHARE * len(minutes)):
        return list(acts)
    at = Counter(int(act.time.timestamp() // 60) for act in acts)
    return [
        act
        for act in acts
        if not any(
            at[int(act.time.timestamp() // 60) + sign * interval + off]
            for sign in (-1, 1)
            for off in (-1, 0, 1)
        )
    ]


def distinct_days(sign_ins: Iterable[SignIn]) -> set[date]:
    """Days in UTC on which there was a sign-in."""
    return {one.time.date() for one in sign_ins}


def hours(a: datetime, b: datetime) -> float:
    """Hours from one instant to another."""
    return (b - a).total_seconds() / 3600
