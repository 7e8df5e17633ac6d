"""Sessions that stay open for a day and more, and sessions that move to other machines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from celtrace.detect import _public
from celtrace.detect._accounts import Act, OfAccount, by_people, good, hours, machine, of_account
from celtrace.detect._addresses import addresses
from celtrace.findings import Category, Finding
from celtrace.ports import View
from celtrace.records import FileAccess, SessionEnd, SignIn
from celtrace.registry import detector

LONG_HOURS = 24.0
REST_HOURS = 4.0
"""A pause in which somebody could have slept."""
_NUMBER = re.compile(r"^\d{1,7}$")


class MarathonSession(OfAccount, frozen=True, kw_only=True):
    """A session was open for a day or longer.

    It counts where the log shows activity of the account all through it, without a pause of
    four hours; what a program repeats at even intervals is left out. A session that only stayed
    open is context: many programs never sign out.
    """

    rule = "marathon_session"
    category = Category.SUPPORTING
    says = (
        "A session of account {account} stayed open for {open_hours} hours ({when}); the longest "
        "pause in its activity was {pause_hours} hours."
    )
    because = (_public.IT_WORKERS_2022, _public.IC3_2025)
    innocent = (
        "The program keeps the session open while the machine stands idle.",
        "A script, a synchronisation or a render uses the session.",
        "The log lost the end of the session.",
    )
    check = "Whether a person or a program was active, by what was done in the session."
    ask = "Who used account {account} during the session ({when})?"

    open_hours: int
    pause_hours: int


class TokenRoaming(OfAccount, frozen=True, kw_only=True):
    """One session was used from two machines and two networks.

    A session that changes only its network is a telephone on its way. Session ids that are
    short numbers, as of processes, come again by chance and are passed over.
    """

    rule = "token_roaming"
    category = Category.SUPPORTING
    says = (
        "Session {session} of account {account} was used on {machines} machines and from {nets} "
        "networks within {open_hours} hours ({when})."
    )
    because = (_public.IC3_2025, _public.JASPER_SLEET)
    innocent = (
        "The provider gives one session id to all machines of a person.",
        "The machine was given a new id by an update.",
    )
    check = "Whether the session's cookie was copied: the provider's own log of the session."
    ask = "On which machines was account {account} used ({when})?"

    session: str
    machines: int
    nets: int
    open_hours: int


@detector(MarathonSession, reads=SignIn, by="account", order="time", needs=("until", "session"))
def marathon_session(account: str, sign_ins: list[SignIn], view: View) -> Iterator[Finding]:
    """The sessions of one account whose end the log states: the longest of them."""
    ends = {
        (end.system, end.session): end.time
        for end in view.where(SessionEnd, "account", account)
        if end.session
    }
    spans = [
        (one, end)
        for one in good(sign_ins)
        if (end := one.until or ends.get((one.system, one.session)))
        and hours(one.time, end) >= LONG_HOURS
    ]
    if not spans:
        return
    acts = _acts(account, sign_ins, view)
    rated = [(_pause(acts, one.time, end), -hours(one.time, end), one.id) for one, end in spans]
    at = rated.index(min(rated))
    one, end = spans[at]
    said = of_account(account, [one], view)
    yield MarathonSession(
        **{**said, "until": end.date()}, open_hours=int(hours(one.time, end)),
        pause_hours=int(rated[at][0]),
        grade=None if rated[at][0] < REST_HOURS else Category.CONTEXT,
    )  # fmt: skip


def _acts(account: str, sign_ins: list[SignIn], view: View) -> list[datetime]:
    acts: list[Act] = [*sign_ins, *view.where(FileAccess, "account", account)]
    acts.sort(key=lambda act: (act.time, act.id))
    return [act.time for act in by_people(acts)]


def _pause(acts: list[datetime], start: datetime, end: datetime) -> float:
    """Longest time without an act within a span, in hours."""
    inside = [start, *(act for act in acts if start <= act <= end), end]
    return max(hours(a, b) for a, b in pairwise(inside))


@detector(TokenRoaming, reads=SignIn, by="account", order="time", needs=("session",))
def token_roaming(account: str, sign_ins: list[SignIn], view: View) -> Iterator[Finding]:
    """The sessions of one account that were seen more than once."""
    known = addresses(view)
    sessions: dict[tuple[str, str], list[SignIn]] = defaultdict(list)
    for one in good(sign_ins):
        if one.session and not _NUMBER.match(one.session):
            sessions[one.system, one.session].append(one)
    for (_, session), seen in sorted(sessions.items()):
        machines = {machine(one) for one in seen} - {""}
        if len(machines) > 1:
            wheres = [known.of(one.ip, one.time.date()) for one in seen]
            nets = {where.net for where in wheres if where.net}
            if len(nets) > 1:
                yield TokenRoaming(
                    **of_account(account, seen, view), session=session, machines=len(machines),
                    nets=len(nets), open_hours=int(hours(seen[0].time, seen[-1].time)),
                )  # fmt: skip
