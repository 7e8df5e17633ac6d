"""Several accounts on one address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from celtrace.detect import _public
from celtrace.detect._accounts import good, owner, some
from celtrace.detect._addresses import addresses
from celtrace.detect._basis import based, cited, party
from celtrace.detect._sharing import HUB, declared_tie
from celtrace.detect._sums import days, few
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Ref, SignIn, Worker
from celtrace.registry import detector

DAYS = 10
SHARE = 0.9


class SharedIp(Finding, frozen=True, kw_only=True):
    """Accounts of different parties signed in from one address.

    This is the noisiest of all signs. It counts only where two to five accounts of parties
    without a declared tie used one address on ten days or more and hardly any other (nine in
    ten sign-ins), their workers state different countries, and the address is of no VPN, data
    centre, relay, mobile network, office, campus or hotel. All else is context.
    """

    rule = "shared_ip"
    hypothesis = Hypothesis.H5
    group = Group.NETWORK
    category = Category.SUPPORTING
    says = "Accounts {accounts} signed in from the address {value} on {days_common} days ({when})."
    because = (_public.IT_WORKERS_2022,)
    innocent = (
        "People who live together, share a studio or a co-working space.",
        "The address translation of a carrier puts many customers on one address.",
        "The log holds the address of a proxy before the server.",
    )
    check = "What kind of line the address is, and whether the people know each other."
    ask = "Who else works at the place from which {accounts} were used ({when})?"

    accounts: str
    value: str
    days_common: int
    when: str


@detector(SharedIp, reads=SignIn, reach="web", needs=("ip",))
def shared_ip(view: View) -> Iterator[Finding]:
    """All successful sign-ins by their address."""
    known = addresses(view)
    by_ip: dict[str, dict[str, list[SignIn]]] = defaultdict(lambda: defaultdict(list))
    totals: dict[str, int] = defaultdict(int)
    for one in good(view.all(SignIn)):
        where = known.of(one.ip, one.time.date())
        if one.ip and not where.crowded:
            by_ip[one.ip][one.account].append(one)
        if not where.hides:
            totals[one.account] += 1
    for ip in sorted(by_ip):
        held = by_ip[ip]
        if 1 < len(held) <= HUB:
            common = {account: {s.time.date() for s in seen} for account, seen in held.items()}
            both = sum(sum(day in d for d in common.values()) > 1 for day in set().union(
                *common.values()))  # fmt: skip
            if both >= DAYS:
                mostly = all(len(seen) >= SHARE * totals[a] for a, seen in held.items())
                yield _finding(ip, held, both, view, mostly=mostly)


def _finding(
    ip: str, held: dict[str, list[SignIn]], both: int, view: View, *, mostly: bool
) -> SharedIp:
    uses = [u for account in sorted(held) for u in some(_in_time(held[account]))]
    on = [one.time.date() for seen in held.values() for one in seen]
    owners = {account: owner(account, view) for account in held}
    return SharedIp(
        subject=Ref("cluster:" + "+".join(sorted(held))), evidence=cited(*uses),
        basis=based(*uses), start=min(on), until=max(on),
        acted=tuple(sorted({party(of) for _, of in owners.values() if of})),
        grade=None if mostly and _apart(list(owners.values()), view) else Category.CONTEXT,
        accounts=few(sorted(held)), value=ip, days_common=both, when=days(on),
    )  # fmt: skip


def _in_time(seen: list[SignIn]) -> list[SignIn]:
    return sorted(seen, key=lambda one: (one.time, one.id))


def _apart(owners: list[tuple[Worker | None, str]], view: View) -> bool:
    """Whether the parties are different, untied, and their workers state different countries."""
    parties = sorted({of for _, of in owners})
    places = {worker.claimed_country for worker, _ in owners if worker and worker.claimed_country}
    if "" in parties or len(parties) != len(owners) or len(places) < 2:  # noqa: PLR2004 - two
        return False
    return not any(
        declared_tie(a, b, view) for n, a in enumerate(parties) for b in parties[n + 1 :]
    )
