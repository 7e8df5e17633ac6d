"""Machines and keys behind accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from celtrace.detect import _public
from celtrace.detect._accounts import OfAccount, distinct_days, good, of_account, owner, some
from celtrace.detect._basis import based, cited, party, use
from celtrace.detect._sharing import HUB, compact, declared_tie
from celtrace.detect._sums import days, few
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Device, Ref, SignIn
from celtrace.registry import detector

LEAST_DAYS = 3
LEAST_KEYED = 5


class OneForSeveral(Finding, frozen=True, kw_only=True):
    """One thing behind several accounts."""

    hypothesis = Hypothesis.H5
    group = Group.DEVICE
    because: ClassVar[tuple[str, ...]] = (_public.JASPER_SLEET, _public.IT_WORKERS_2022)

    accounts: str
    value: str
    holders: int
    when: str


class SharedMfaDevice(OneForSeveral, frozen=True, kw_only=True):
    """One device answered the second factor of several accounts.

    It is strong where the accounts are of different parties without a declared tie. Accounts
    of one worker, and a device that more than five accounts use, are context.
    """

    rule = "shared_mfa_device"
    category = Category.SUPPORTING
    says = (
        "The device {value} answered the second factor of {holders} accounts: {accounts} ({when})."
    )
    innocent = (
        "One person has several accounts.",
        "An office holds one telephone for all its accounts.",
        "The log names the model of the device and not the single one.",
    )
    check = "Who holds the device, and on whose name it is enrolled."
    ask = "Who holds the device that confirms the sign-ins of {accounts}?"


class IdentityConfusion(OneForSeveral, frozen=True, kw_only=True):
    """One machine was used for accounts of different people.

    It counts for two or three accounts on three days or more each, where nobody says that the
    accounts are of one party. A machine of an office, and one that more accounts use, is context.
    """

    rule = "identity_confusion"
    category = Category.SUPPORTING
    says = "The machine {value} was used for {holders} accounts: {accounts} ({when})."
    innocent = (
        "A machine of an office or a school that many use.",
        "A machine was sold or handed on.",
        "One person has an account for each client, and says so.",
        "The log names the model of the machine and not the single one.",
    )
    check = "The serial number, and who sat at the machine on those days."
    ask = "Who uses the machine behind {accounts}?"


class UnmanagedDevice(OfAccount, frozen=True, kw_only=True):
    """An account was used on a machine that the company does not manage.

    It counts where a managed machine was issued to the worker: then it stands unused.
    """

    rule = "unmanaged_device"
    group = Group.DEVICE
    category = Category.SUPPORTING
    says = (
        "{unmanaged} of {successes} sign-ins of account {account} came from machines that are not "
        "managed ({when}).{limit}"
    )
    because = (_public.JASPER_SLEET,)
    innocent = (
        "The machine was being repaired, or the managed one had not arrived.",
        "Own machines are allowed.",
    )
    check = "The inventory, and whether the machine that was issued was ever used."
    ask = "Which machines are used with account {account}, and where is the one that was sent?"

    unmanaged: int
    successes: int
    limit: str


class DeviceBoundKey(OfAccount, frozen=True, kw_only=True):
    """Every sign-in of an account was made with keys that cannot leave the worker's machine."""

    rule = "device_bound_key"
    group = Group.DEVICE
    category = Category.COUNTER
    says = (
        "All {successes} sign-ins of account {account} were made with a key that is bound to a "
        "device of its worker ({when})."
    )
    because = (_public.RFC_8176,)
    innocent = ("The machine itself is used from afar, or was handed on.",)
    check = "Who has the machine."
    closes = (
        "impossible_travel", "baseline_shift", "token_roaming", "claimed_location_mismatch",
        "multi_ip_burst", "working_hours_shift",
    )  # fmt: skip

    successes: int


@detector(SharedMfaDevice, reads=SignIn, reach="web", needs=("mfa_device",))
def shared_mfa_device(view: View) -> Iterator[Finding]:
    """All successful sign-ins by what answered the second factor."""
    for value, held in _held(view, lambda one: one.mfa_device):
        grade = _grade(sorted(held), view)
        yield SharedMfaDevice(**_said(value, held, "mfa_device", view), grade=grade)


@detector(IdentityConfusion, reads=SignIn, reach="web", needs=("device",))
def identity_confusion(view: View) -> Iterator[Finding]:
    """All successful sign-ins by their machine."""
    for value, held in _held(view, lambda one: one.device):
        often = all(len(distinct_days(seen)) >= LEAST_DAYS for seen in held.values())
        if often:
            names = sorted(held)
            grade = _grade(names, view)
            counts = len(names) < HUB - 1 and grade in (None, Category.STRONG)
            yield IdentityConfusion(
                **_said(value, held, "device", view), grade=None if counts else Category.CONTEXT
            )


def _held(view: View, by: Callable[[SignIn], str]) -> Iterator[tuple[str, dict[str, list[SignIn]]]]:
    """Each value that several accounts have in common, with their sign-ins in order of time."""
    found: dict[str, dict[str, list[SignIn]]] = defaultdict(lambda: defaultdict(list))
    for one in sorted(good(view.all(SignIn)), key=lambda s: (s.time, s.id)):
        if by(one):
            found[compact(by(one))][one.account].append(one)
    for value in sorted(found):
        if len(found[value]) > 1:
            yield value, found[value]


def _grade(accounts: list[str], view: View) -> Category | None:
    """Strong for different parties, context for one worker or very many accounts."""
    owners = [owner(account, view) for account in accounts]
    workers = {worker.id if worker else account for (worker, _), account in
               zip(owners, accounts, strict=True)}  # fmt: skip
    parties = sorted({of for _, of in owners})
    if len(accounts) > HUB or len(workers) == 1:
        return Category.CONTEXT
    if len(parties) == 1:
        return None if parties == [""] else Category.CONTEXT
    pairs = [(a, b) for n, a in enumerate(parties) for b in parties[n + 1 :]]
    if any(declared_tie(a, b, view) for a, b in pairs):
        return Category.CONTEXT
    return Category.STRONG if "" not in parties else None


def _said(value: str, held: dict[str, list[SignIn]], field: str, view: View) -> dict[str, Any]:
    uses = [use(u[0], "account", field) for name in sorted(held) for u in some(held[name])]
    shown = min(getattr(seen[0], field) for seen in held.values())
    on = [one.time.date() for seen in held.values() for one in seen]
    parties = {of for name in held for _, of in [owner(name, view)] if of}
    return {
        "subject": Ref("cluster:" + "+".join(sorted(held))), "evidence": cited(*uses),
        "basis": (*based(*uses), value), "start": min(on), "until": max(on),
        "acted": tuple(party(of) for of in sorted(parties)), "accounts": few(sorted(held)),
        "value": shown, "holders": len(held), "when": days(on),
    }  # fmt: skip


@detector(UnmanagedDevice, reads=SignIn, by="account", order="time", needs=("managed",))
def unmanaged_device(account: str, sign_ins: list[SignIn], view: View) -> Iterator[Finding]:
    """The sign-ins of one account for which the log says whether the machine is managed."""
    successes = [one for one in good(sign_ins) if one.managed is not None]
    seen = [one for one in successes if one.managed is False]
    if len(distinct_days(seen)) < LEAST_DAYS:
        return
    worker, of = owner(account, view)
    issued = [
        device
        for name in {worker.id if worker else "", of} - {""}
        for device in view.where(Device, "issued_to", name)
        if device.managed
    ]
    yield UnmanagedDevice(
        **of_account(account, seen, view, [use(device, "managed") for device in issued]),
        unmanaged=len(seen), successes=len(successes),
        limit="" if issued else " No managed machine is known to have been issued.",
        grade=None if issued else Category.CONTEXT,
    )  # fmt: skip


@detector(DeviceBoundKey, reads=SignIn, by="account", order="time", needs=("passkey",))
def device_bound_key(account: str, sign_ins: list[SignIn], view: View) -> Iterator[Finding]:
    """The sign-ins of one account whose worker has keys that cannot be copied."""
    worker, _ = owner(account, view)
    keys = {key.id for key in worker.passkeys if key.device_bound} if worker else set()
    seen = good(sign_ins)
    if worker and len(seen) >= LEAST_KEYED and all(one.passkey in keys for one in seen):
        said = of_account(account, seen, view, [use(worker, "passkeys")])
        yield DeviceBoundKey(**said, successes=len(seen))
