"""Devices, accounts, contacts, documents and addresses behind parties said to be different."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from celtrace.detect import _public
from celtrace.detect._basis import based, cited, party, use
from celtrace.detect._sharing import (
    HUB,
    Holders,
    Shared,
    acted,
    compact,
    declared_tie,
    digits,
    has_unit,
    mail_domain,
    own_domains,
    same_words,
)
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Account, Device, Link, Party, Payment, Record, SignIn, Worker
from celtrace.registry import detector


class SharedValue(Finding, frozen=True, kw_only=True):
    """Two parties said to be different hold the same value."""

    hypothesis = Hypothesis.H5
    category = Category.SUPPORTING
    because = (_public.IT_WORKERS_2022, _public.IC3_2023)

    a: str
    a_name: str
    b: str
    b_name: str
    value: str
    by: str
    count: int
    holders: int


class SharedDevice(SharedValue, frozen=True, kw_only=True):
    """One machine, or one device-bound key, behind two parties said to be different.

    A device that more than five parties use, or that a declared tie explains, is context.
    """

    rule = "shared_device"
    group = Group.DEVICE
    category = Category.STRONG
    says = "{a_name} and {b_name} both use the device {value}; {holders} parties use it."
    innocent = (
        "The two share an office or a co-working space with common machines.",
        "A machine was sold or handed on when work moved from one to the other.",
        "The log names the model of the device and not the single machine.",
    )
    check = "The serial number and who had the machine on the days of the sign-ins."
    ask = "Do you share machines with any other company; if so, with which, and since when?"


class SharedAccount(SharedValue, frozen=True, kw_only=True):
    """One bank account or wallet behind two parties said to be different."""

    rule = "shared_account"
    group = Group.MONEY
    category = Category.STRONG
    says = "{a_name} and {b_name} are both paid to the account {value}; {holders} parties are."
    innocent = (
        "Both use the client account of one payment agent, lawyer or factoring bank.",
        "One company took over the other, or one pays the other's people.",
    )
    check = "The bank's confirmation of who holds the account."
    ask = "Who holds the account {value}, and for whom does it collect?"


class SharedAuthor(SharedValue, frozen=True, kw_only=True):
    """One author or template stands in files of two parties said to be different."""

    rule = "shared_author"
    group = Group.DOCUMENTS
    says = (
        "Files of {a_name} and of {b_name} carry the same {by}, {value} (count given: {count}); "
        "{holders} parties have it."
    )
    innocent = (
        "Our own template, or one that a program brings along.",
        "A freelancer works openly for both.",
    )
    check = "Whether the name or template stands in files of uninvolved studios too."
    ask = "Who is {value}, and for which companies does this person work?"


class SharedPortfolio(SharedValue, frozen=True, kw_only=True):
    """One picture stands in the portfolios of two parties said to be different."""

    rule = "shared_portfolio"
    group = Group.CONTENT
    says = (
        "The portfolios of {a_name} and {b_name} hold the same picture, {value} "
        "(count given: {count}); {holders} parties show it."
    )
    innocent = (
        "Both worked on the same show and both may show it.",
        "One took the picture from the other without asking.",
    )
    check = "The layered working file, which only its maker has."
    ask = "Please send the layered working file of {value}."


class SharedContact(SharedValue, frozen=True, kw_only=True):
    """One telephone number, mail address or web domain of two parties said to be different."""

    rule = "shared_contact"
    group = Group.REGISTRY
    says = "{a_name} and {b_name} give the same {by}, {value}; {holders} parties give it."
    innocent = (
        "An agency, an accountant or a building's switchboard answers for both.",
        "One person runs both companies and says so.",
    )
    check = "Call the number, or write, and ask for both."
    ask = "Who answers at {value}, and for which companies?"


class SharedAddress(SharedValue, frozen=True, kw_only=True):
    """One address of two parties said to be different.

    A building says nothing. The same room or unit counts where fewer than five companies
    are known to share the address.
    """

    rule = "shared_address"
    group = Group.REGISTRY
    category = Category.CONTEXT
    says = "{a_name} and {b_name} give the same address, {value}; {holders} parties give it."
    innocent = (
        "A building or business park with many companies.",
        "An agent that forms companies gives its own address for all of them.",
    )
    check = "How many companies are registered at the same room, and who rents it."
    ask = "Which companies work at {value}, and in which rooms?"


_OF_LINK: dict[str, type[SharedValue]] = {
    "device": SharedDevice,
    "account": SharedAccount,
    "author": SharedAuthor,
    "template": SharedAuthor,
    "image": SharedPortfolio,
    "phone": SharedContact,
    "address": SharedAddress,
}


class _Kept(NamedTuple):
    """A field of parties or workers whose values are compared, and how."""

    field: str
    by: str
    kind: type[SharedValue]
    normal: Callable[[str], str]


_KEPT = (
    _Kept("accounts", "account", SharedAccount, compact),
    _Kept("phones", "telephone number", SharedContact, digits),
    _Kept("emails", "mail address", SharedContact, compact),
    _Kept("domains", "mail or web domain", SharedContact, compact),
    _Kept("address", "address", SharedAddress, same_words),
)


@detector(
    SharedDevice, SharedAccount, SharedAuthor, SharedPortfolio, SharedContact, SharedAddress,
    reads=Link,
)  # fmt: skip
def given_links(link: Link, view: View) -> Iterator[Finding]:
    """Each shared identifier that the user already knows of."""
    kind = _OF_LINK[link.by]
    if link.a == link.b:
        return
    others = view.where(Link, "value", link.value)
    holders = {id_ for other in others if other.by == link.by for id_ in (other.a, other.b)}
    a, b = sorted((link.a, link.b))
    uses = (use(link, "a", "b", "by", "value"),)
    yield _finding(kind, Shared(a, b, link.value, len(holders), uses), link.by, view, link.count)


@detector(SharedAccount, SharedContact, SharedAddress, reads=Party, reach="web")
def kept_in_common(view: View) -> Iterator[Finding]:
    """Accounts, telephones, mail addresses, domains and addresses of all parties."""
    claimed = own_domains(view)
    for kept in _KEPT:
        holders = Holders()
        for holder, record in _holders(view):
            for field, value in _values(record, kept.field, claimed):
                holders.add(kept.normal(value), value, holder, use(record, field))
        if kept.field == "accounts":
            _add_paid(holders, view)
        for shared in holders.shared():
            yield _finding(kept.kind, shared, kept.by, view)


@detector(SharedDevice, reads=(SignIn, Account), reach="web")
def devices_in_common(view: View) -> Iterator[Finding]:
    """Devices of successful sign-ins by the parties whose accounts they are."""
    holders = Holders()
    for sign_in in sorted(view.all(SignIn), key=lambda s: (s.time, s.id)):
        if sign_in.device and sign_in.result == "success":
            holder = _owner(sign_in.account, view)
            record = use(sign_in, "device", "account")
            holders.add(compact(sign_in.device), sign_in.device, holder, record)
    for shared in holders.shared():
        yield _finding(SharedDevice, shared, "device", view)


@detector(SharedDevice, reads=Device, reach="web")
def serials_in_common(view: View) -> Iterator[Finding]:
    """Serial numbers of machines issued to different parties."""
    holders = Holders()
    for device in view.all(Device):
        holder = _of_worker(device.issued_to, view)
        holders.add(compact(device.serial), device.serial, holder, use(device, "serial"))
    for shared in holders.shared():
        yield _finding(SharedDevice, shared, "serial number", view)


@detector(SharedDevice, reads=Worker, reach="web")
def keys_in_common(view: View) -> Iterator[Finding]:
    """Passkeys of workers of different parties."""
    holders = Holders()
    for worker in view.all(Worker):
        for passkey in worker.passkeys:
            holders.add(passkey.id, passkey.id, worker.party, use(worker, "passkeys"))
    for shared in holders.shared():
        yield _finding(SharedDevice, shared, "passkey", view)


def _holders(view: View) -> Iterator[tuple[str, Record]]:
    """Parties, and workers for the party they work for."""
    for record in view.all(Party):
        yield record.id, record
    for worker in view.all(Worker):
        yield worker.party, worker


def _values(record: Record, field: str, claimed: set[str]) -> Iterator[tuple[str, str]]:
    """Field and value of what a record has; to domains belong claimed ones of mail addresses."""
    values = getattr(record, field, ())
    if isinstance(values, str):
        yield field, values
    else:
        for value in values:
            yield field, value
    if field == "domains" and claimed:
        mails = map(mail_domain, getattr(record, "emails", ()))
        yield from (("emails", domain) for domain in mails if domain in claimed)


def _add_paid(holders: Holders, view: View) -> None:
    for payment in sorted(view.all(Payment), key=lambda p: (p.date or date.max, p.id)):
        record = use(payment, "account", "payee")
        holders.add(compact(payment.account), payment.account, payment.payee, record)


def _owner(account: str, view: View) -> str:
    record = view.get(Account, account)
    return (record.party or _of_worker(record.worker, view)) if record else ""


def _of_worker(id_: str, view: View) -> str:
    """The party that a worker works for; the id itself if it is a party."""
    worker = view.get(Worker, id_)
    return worker.party if worker else id_


def _finding(
    kind: type[SharedValue], shared: Shared, by: str, view: View, count: int = 0
) -> SharedValue:
    return kind(
        subject=shared.subject, evidence=cited(*shared.uses), basis=based(*shared.uses),
        acted=acted(shared), grade=_grade(kind, shared, view), a=shared.a,
        a_name=view.name(party(shared.a)), b=shared.b, b_name=view.name(party(shared.b)),
        value=shared.value, by=by, count=count or len(shared.uses), holders=shared.holders,
    )  # fmt: skip


def _grade(kind: type[SharedValue], shared: Shared, view: View) -> Category | None:
    if shared.holders > HUB or declared_tie(shared.a, shared.b, view):
        return Category.CONTEXT
    if kind is SharedAddress and has_unit(shared.value) and _few(shared, view):
        return Category.SUPPORTING
    return None


def _few(shared: Shared, view: View) -> bool:
    """Whether the number of companies at the address is known and below five."""
    known = [view.get(Party, id_) for id_ in (shared.a, shared.b)]
    counts = [who.co_occupants for who in known if who and who.co_occupants is not None]
    return bool(counts) and max(counts) < HUB
