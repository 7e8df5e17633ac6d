"""Sign-ins from address ranges in the DPRK."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from celtrace.detect import _public
from celtrace.detect._accounts import acted_by
from celtrace.detect._basis import based, cited, use
from celtrace.detect._ranges import Range, brought, holding, known
from celtrace.detect._sums import days, few
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Network, Ref, SignIn
from celtrace.registry import detector


class DprkRange(Finding, frozen=True, kw_only=True):
    """Sign-ins of an account from an address that lay in a DPRK range on that day.

    A range counts when registry and routing agree on it (175.45.176.0/22, AS131279), or when
    the user brings it with its dates. What a country database says is not used: such tables
    are wrong both ways. Attempts that failed are context. Where the log is known to hold
    addresses that whoever signs in can write, it is supporting only.
    """

    rule = "dprk_range"
    hypothesis = Hypothesis.H6
    group = Group.NETWORK
    category = Category.STRONG
    says = (
        "Account {account} was used from {net} ({source}): successful sign-ins {successes}, "
        "failed attempts {failures}, addresses {used} ({when}).{limit}"
    )
    because = (_public.STAR_JV, _public.SERVER_2024, _public.IT_WORKERS_2022)
    innocent = (
        "The log takes the address from a header that anybody can write.",
        "The range was given to somebody else by the day of the sign-in.",
        "A guest of a mission or an aid organisation used the network.",
    )
    check = "How the log learns the address, and the same sign-in in the provider's own log."
    ask = "From where, and through which provider, was account {account} used ({when})?"

    account: str
    net: str
    source: str
    addresses: tuple[str, ...]
    used: str
    successes: int
    failures: int
    first: date | None
    last: date | None
    when: str
    limit: str


@detector(DprkRange, reads=SignIn, by="account", order="time")
def dprk_range(account: str, sign_ins: list[SignIn], view: View) -> Iterator[Finding]:
    """The sign-ins of one account, in order of time."""
    ranges = (*known(), *brought(view.all(Network)))
    found: dict[Range, list[SignIn]] = defaultdict(list)
    ever = {ip for ip in {one.ip for one in sign_ins} if ip and holding(ranges, ip, None)}
    for sign_in in sign_ins:
        lay = holding(ranges, sign_in.ip, sign_in.time.date()) if sign_in.ip in ever else None
        if lay:
            found[lay].append(sign_in)
    for lay, seen in found.items():
        yield _finding(account, lay, seen, view)


def _finding(account: str, lay: Range, seen: list[SignIn], view: View) -> DprkRange:
    good = [sign_in for sign_in in seen if sign_in.result == "success"]
    uses = [use(sign_in, "account", "time", "ip", "result") for sign_in in seen]
    if lay.network:
        uses.append(use(lay.network, "cidr", "form", "valid_from", "valid_to"))
    on = [sign_in.time.date() for sign_in in seen]
    addresses = tuple(sorted({sign_in.ip for sign_in in seen}))
    written = all(sign_in.trust == "client" for sign_in in good)
    return DprkRange(
        subject=Ref(f"account:{account}"), evidence=cited(*uses), basis=based(*uses),
        acted=acted_by(account, view) if good else (), start=min(on), until=max(on),
        grade=_grade(good, written=written), account=account, net=str(lay.net),
        limit=" In this log whoever signs in can write the address." if written and good else "",
        source=lay.source, addresses=addresses, used=few(addresses),
        successes=len(good), failures=len(seen) - len(good), first=min(on), last=max(on),
        when=days(on),
    )  # fmt: skip


def _grade(good: list[SignIn], *, written: bool) -> Category | None:
    if not good:
        return Category.CONTEXT
    return Category.SUPPORTING if written else None
