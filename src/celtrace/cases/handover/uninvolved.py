"""People whose names stand in a case and who have nothing to do with what was found.

Somebody is involved who is, or whose account or document is, the subject of a finding that
counts or was closed; who is like a listed name and was not rejected; who has a blocked status; or
who stands on a path to a blocked party. All other natural persons are uninvolved.
"""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.ports import View
from celtrace.records import Account, Party, Worker
from celtrace.report.redact import Person
from celtrace.weigh.assessment import Assessment

_QUIET = ("no", "not-checked")


def uninvolved(view: View, assessment: Assessment) -> tuple[Person, ...]:
    """The uninvolved people with all that would tell who they are, numbered by kind and id."""
    involved = set(_involved(view, assessment))
    known = {text for one in _people(view) if one in involved for text in texts_of(view, one)}
    others = [one for one in _people(view) if one not in involved]
    return tuple(
        Person(f"[person {number}]", tuple(t for t in texts_of(view, one) if t not in known))
        for number, one in enumerate(others, start=1)
    )


def _involved(view: View, assessment: Assessment) -> Iterator[tuple[str, str]]:
    for subject in assessment.subjects:
        if subject.tier or subject.closed:
            yield subject.kind, subject.id
            account = view.get(Account, subject.id) if subject.kind == "account" else None
            if account:
                yield "worker", account.worker
    yield from (("party", one.party) for one in assessment.candidates if one.state != "rejected")
    yield from (("party", one.party) for one in assessment.blocked if one.status not in _QUIET)
    for path in assessment.paths:
        yield from (("party", node) for node in path.nodes)


def _people(view: View) -> Iterator[tuple[str, str]]:
    yield from (("party", one.id) for one in view.all(Party) if one.form == "person")
    yield from (("worker", one.id) for one in view.all(Worker))


def texts_of(view: View, who: tuple[str, str]) -> tuple[str, ...]:
    """Names, addresses, numbers and account names of a person."""
    kind, id_ = who
    if kind == "party":
        party = view.get(Party, id_)
        if party is None:
            return ()
        numbers = tuple(one.value for one in party.identifiers)
        return (party.name, *party.aliases, *party.emails, *party.phones, *party.urls,
                party.address, *party.accounts, *numbers)  # fmt: skip
    worker = view.get(Worker, id_)
    if worker is None:
        return ()
    papers = tuple(text for one in worker.documents for text in (one.number, one.mrz))
    return (worker.name, *worker.emails, *worker.phones, *worker.accounts, worker.portfolio,
            *worker.profiles, *papers)  # fmt: skip
