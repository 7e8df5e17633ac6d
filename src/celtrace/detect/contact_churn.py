"""Ways to reach or pay a worker that change again and again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from celtrace.detect import _public
from celtrace.detect._basis import based, cited, use
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import ContactSpan, Worker
from celtrace.registry import detector

WINDOW = 365
"""Days in which changes are counted together."""
MANY = {"phone": 3, "mail": 3, "address": 3, "account": 3}
"""Different values of one kind within the window from which on it is often."""
_WORDS = {
    "phone": "telephone numbers",
    "mail": "mail addresses",
    "address": "addresses",
    "account": "accounts to be paid to",
}


class ContactChurn(Finding, frozen=True, kw_only=True):
    """Telephone, mail, address or account of a worker changed three times within a year.

    Counted are different values by the day from which each held. A value that comes back is
    counted once.
    """

    rule = "contact_churn"
    hypothesis = Hypothesis.H5
    group = Group.CONDUCT
    category = Category.SUPPORTING
    says = "{worker_name} gave {count} different {what} from {first_day} to {last_day}: {given}."
    because = (_public.IT_WORKERS_2022, _public.JASPER_SLEET)
    innocent = (
        "A move to another country, with a new number, address and bank.",
        "A telephone was lost, a mailbox was broken into, a bank closed an account.",
        "Prepaid numbers that run out are usual where the worker lives.",
    )
    check = "Which of them still answer, and whether the person who answers is the one who was met."
    ask = "Which telephone, mail, address and account are yours now, and why did they change?"

    worker_name: str
    what: str
    count: int
    first_day: str
    last_day: str
    given: str


@detector(ContactChurn, reads=Worker, needs=("contacts",))
def contact_churn(worker: Worker, view: View) -> Iterator[Finding]:
    """The dated contact data of each worker, kind by kind."""
    for kind, many in MANY.items():
        dated = [(one.since, one) for one in worker.contacts if one.kind == kind and one.since]
        rows = _densest(sorted(dated, key=lambda row: (row[0], row[1].value)))
        values = tuple(dict.fromkeys("".join(one.value.split()).casefold() for _, one in rows))
        if len(values) < many:
            continue
        used = use(worker, "contacts", "name")
        yield ContactChurn(
            subject=worker.ref, evidence=cited(used),
            basis=based(use(worker, "contacts", f"contacts {kind}")),
            start=rows[0][0], worker_name=view.name(worker.ref), what=_WORDS[kind],
            count=len(values), first_day=str(rows[0][0]), last_day=str(rows[-1][0]),
            given=", ".join(dict.fromkeys(one.value for _, one in rows)),
        )  # fmt: skip


def _densest(rows: list[tuple[date, ContactSpan]]) -> list[tuple[date, ContactSpan]]:
    """The window of a year with the most rows, the first of equals."""
    best: list[tuple[date, ContactSpan]] = []
    for at, (start, _) in enumerate(rows):
        held = [row for row in rows[at:] if (row[0] - start).days < WINDOW]
        best = held if len(held) > len(best) else best
    return best
