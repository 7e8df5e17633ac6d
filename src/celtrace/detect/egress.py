"""Sign-ins through VPNs, data centres, Tor or relays, and the contract that allows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from celtrace.detect._accounts import OfAccount, good, of_account, owner
from celtrace.detect._addresses import HIDING, Where, addresses
from celtrace.detect._basis import Use, use
from celtrace.detect._sums import few
from celtrace.findings import Category, Finding
from celtrace.ports import View
from celtrace.records import Contract, SignIn
from celtrace.registry import detector


class AnonymisedEgress(OfAccount, frozen=True, kw_only=True):
    """Sign-ins through an address that hides the place: VPN, data centre, Tor or relay.

    It says that the place is not known, with the list and its date. It is never a point
    against anybody: most people who work from afar use one, and in some countries must.
    """

    rule = "anonymised_egress"
    category = Category.CONTEXT
    says = (
        "Of {successes} sign-ins of account {account} {hidden} came through {forms}: their place "
        "is not known (by {lists}; {when}).{limit}"
    )
    innocent = (
        "A VPN for the safety of the line, asked for by a client, or needed to reach our servers.",
        "A relay that the telephone or browser brings along.",
        "The list calls a home line a data centre.",
    )
    check = "Nothing by itself; it tells which other rules could not look."

    successes: int
    hidden: int
    forms: str
    lists: str
    limit: str


class Hidden(msgspec.Struct, frozen=True):
    """How many sign-ins of an account hide their place, and by which lists."""

    successes: int
    hidden: int
    forms: dict[str, int]
    lists: tuple[str, ...]
    stale: bool


class VpnAllowed(OfAccount, frozen=True, kw_only=True):
    """A contract of the account's party allows VPNs."""

    rule = "vpn_allowed"
    category = Category.COUNTER
    says = "Contract {contract} allows the party of account {account} to use a VPN."
    innocent = ("The contract allows a VPN of the company, and another one was used.",)
    check = "The clause, and the name of the VPN in it."
    closes = ("anonymised_egress", "multi_ip_burst")

    contract: str


@detector(AnonymisedEgress, VpnAllowed, reads=SignIn, by="account", order="time", needs=("ip",))
def anonymised_egress(account: str, sign_ins: list[SignIn], view: View) -> Iterator[Finding]:
    """The sign-ins of one account that succeeded."""
    known = addresses(view)
    successes = good(sign_ins)
    hidden: list[tuple[SignIn, Where]] = []
    for one in successes:
        where = known.of(one.ip, one.time.date())
        if where.hides:
            hidden.append((one, where))
    if not hidden:
        return
    seen = [one for one, _ in hidden]
    yield through(account, seen, _counted(len(successes), hidden), view)
    yield from allowed(account, seen, view)


def _counted(successes: int, hidden: list[tuple[SignIn, Where]]) -> Hidden:
    forms = Counter(form for _, where in hidden for form in where.forms & HIDING)
    lists = sorted({name for _, where in hidden for name in where.lists})
    stale = all(where.stale for _, where in hidden)
    return Hidden(successes, len(hidden), dict(forms), tuple(lists), stale)


def through(account: str, seen: Sequence[SignIn], counted: Hidden, view: View) -> AnonymisedEgress:
    """The finding on an account's hidden sign-ins: all, or the first and last six, in order."""
    known = addresses(view)
    wheres = [known.of(one.ip, one.time.date()) for one in seen[:6]]
    uses: dict[str, Use] = {u[0].ref: u for where in wheres for u in where.uses}
    return AnonymisedEgress(
        **of_account(account, seen, view, uses.values()),
        successes=counted.successes, hidden=counted.hidden,
        forms=few([f"{form} {count}" for form, count in sorted(counted.forms.items())]),
        lists=few(counted.lists) or "networks that the dossier brings",
        limit=" The list is older than its shelf life: confidence is low." if counted.stale else "",
    )  # fmt: skip


def allowed(account: str, seen: Sequence[SignIn], view: View) -> Iterator[VpnAllowed]:
    """What a contract says of an account's hidden sign-ins, if one allows them."""
    contract = _allowing(account, view)
    if contract is not None:
        said = of_account(account, seen, view, [use(contract, "vpn_allowed")])
        yield VpnAllowed(**said, contract=contract.id)


def _allowing(account: str, view: View) -> Contract | None:
    """A contract of the account's party that allows VPNs."""
    _, of = owner(account, view)
    contracts = view.where(Contract, "contractor", of) if of else ()
    return next((one for one in contracts if one.vpn_allowed), None)
