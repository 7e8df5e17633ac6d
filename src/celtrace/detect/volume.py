"""Unusual amounts of files taken by one account, and acts before a person was verified."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median

from celtrace.detect import _public
from celtrace.detect._accounts import OfAccount, good, of_account, owner
from celtrace.detect._basis import use
from celtrace.findings import Category, Finding, Group
from celtrace.ports import View
from celtrace.records import Check, Contract, Delivery, FileAccess, Lot, Ref, SignIn
from celtrace.registry import detector

LEAST_FILES = 200
TIMES = 10
LEAST_DAYS = 10
"""Days with downloads before one of them can be called unusual."""
NEAR = timedelta(days=3)
IDENTITY_CHECKS = frozenset({"M002", "M004", "M010", "M012"})
"""Measures by which a person is verified before work."""


class BulkAccess(OfAccount, frozen=True, kw_only=True):
    """An account took ten times its usual number of files on one day, and 200 at least.

    The usual number is the median of the days with downloads before. Around the start or end
    of a contract, lot or delivery of its party such a day is expected, and context.
    """

    rule = "bulk_access"
    group = Group.CONDUCT
    category = Category.SUPPORTING
    says = (
        "Account {account} took {files} files on one day ({when}); on {active_days} earlier days "
        "it took {usual} in the middle.{limit}"
    )
    because = (_public.IC3_2025,)
    innocent = (
        "A new lot was handed out, or a finished one was fetched for the archive.",
        "A program synchronises the whole project after a new installation.",
    )
    check = "Which projects the files are of, and whether the account works on them."
    ask = "For which work were the files fetched with account {account} ({when})?"

    files: int
    usual: int
    active_days: int
    limit: str


class UnverifiedActivity(OfAccount, frozen=True, kw_only=True):
    """An account was used although its worker was not verified at the time.

    It counts where a check had failed or was refused before. Where it was pending, or was
    passed only later, our own order of work was the matter: context.
    """

    rule = "unverified_activity"
    group = Group.CONDUCT
    category = Category.SUPPORTING
    says = (
        "Account {account} was used {successes} times ({when}) while the check {item} of its "
        "worker stood at {outcome}."
    )
    innocent = (
        "We gave access before the check was done.",
        "The check was passed and nobody wrote it down.",
    )
    check = "The paper of the check, and who gave access."
    ask = "Please repeat the check {item} for the user of account {account}."

    successes: int
    item: str
    outcome: str


@detector(BulkAccess, reads=FileAccess, by="account", order="time")
def bulk_access(account: str, acts: list[FileAccess], view: View) -> Iterator[Finding]:
    """The downloads and copies of one account, day by day: the fullest unusual day."""
    taken: dict[date, list[FileAccess]] = defaultdict(list)
    for act in acts:
        if account and act.result == "success" and act.action in ("download", "copy"):
            taken[act.time.date()].append(act)
    counts: list[int] = []
    best: tuple[int, date, int, int] | None = None
    for day in sorted(taken):
        files = len({act.item or act.path or act.id for act in taken[day]})
        usual = int(median(counts)) if counts else 0
        unusual = len(counts) >= LEAST_DAYS and files >= max(LEAST_FILES, TIMES * usual)
        if unusual and (best is None or files > best[0]):
            best = (files, day, usual, len(counts))
        counts.append(files)
    if best is not None:
        files, day, usual, before = best
        due = _expected(account, day, view)
        yield BulkAccess(
            **of_account(account, taken[day], view), files=files, usual=usual, active_days=before,
            limit=f" {due}" if due else "", grade=Category.CONTEXT if due else None,
        )  # fmt: skip


def _expected(account: str, day: date, view: View) -> str:
    """Why many files are expected on a day; empty if nothing says so."""
    _, of = owner(account, view)
    if not of:
        return ""
    dated: list[tuple[str, date | None]] = []
    for contract in view.where(Contract, "contractor", of):
        dated += [(contract.ref, contract.date), (contract.ref, contract.until)]
    for lot in view.where(Lot, "assigned_to", of):
        dated += [(lot.ref, lot.start), (lot.ref, lot.until)]
    for delivery in view.where(Delivery, "party", of):
        dated += [(delivery.ref, delivery.start), (delivery.ref, delivery.until)]
    near = sorted(ref for ref, when in dated if when and abs(when - day) <= NEAR)
    return f"It lies within three days of the start or end of {near[0]}." if near else ""


@detector(UnverifiedActivity, reads=(SignIn, Check), by="account", order="time")
def unverified_activity(account: str, sign_ins: list[SignIn], view: View) -> Iterator[Finding]:
    """The sign-ins of one account whose worker has recorded checks."""
    worker, of = owner(account, view)
    subjects = ([worker.ref] if worker else []) + ([Ref(f"party:{of}")] if of else [])
    checks = [
        one for subject in subjects for one in view.where(Check, "subject", subject)
        if one.measure in IDENTITY_CHECKS and one.result and one.when
    ]  # fmt: skip
    if not checks:
        return
    latest: dict[str, list[Check]] = defaultdict(list)
    for one in sorted(checks, key=lambda c: (c.when or date.min, c.id)):
        latest[one.measure].append(one)
    for measure in sorted(latest):
        yield from _against(account, good(sign_ins), latest[measure], view)


def _against(
    account: str, sign_ins: list[SignIn], checks: list[Check], view: View
) -> Iterator[Finding]:
    """Sign-ins while one measure was not passed: before it first was, or after it failed."""
    states: list[tuple[date, str, Check]] = [
        (one.when, one.result, one) for one in checks if one.when
    ]
    open_: dict[str, list[SignIn]] = defaultdict(list)
    for sign_in in sign_ins:
        day = sign_in.time.date()
        before = [state for state in states if state[0] <= day]
        state = before[-1][1] if before else "not yet passed"
        if state != "passed":
            open_[state].append(sign_in)
    for state, seen in sorted(open_.items()):
        said = of_account(account, seen, view, [use(c, "measure", "result") for *_, c in states])
        failed = state in ("failed", "refused")
        yield UnverifiedActivity(
            **said, successes=len(seen), item=checks[0].measure, outcome=state,
            grade=None if failed else Category.CONTEXT,
        )  # fmt: skip
