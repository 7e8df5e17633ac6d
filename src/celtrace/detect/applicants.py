"""The same means of contact, payment or proof under the names of different people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from celtrace.detect import _public
from celtrace.detect._basis import Use, based, cited, use
from celtrace.detect._sharing import HUB, Holders, compact, digits
from celtrace.detect.printed_names import folded
from celtrace.documents.mrz import parse
from celtrace.documents.numbers import documents_of
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import PaperPage, Ref, Worker
from celtrace.registry import detector


class DuplicateApplicant(Finding, frozen=True, kw_only=True):
    """Two people under different names share a way to reach, pay or prove them.

    What more than five people share is of an agency or a studio, and context. One finding
    for two people, whatever they share. Names count as one where their letters are equal;
    how alike others are is not weighed, since that depends on the language (R9).
    """

    rule = "duplicate_applicant"
    hypothesis = Hypothesis.H5
    group = Group.DOCUMENTS
    category = Category.SUPPORTING
    marks_ask = True
    says = (
        "{a_name} and {b_name} are stated with the same {values_shared}; "
        "people who share it: {holders}."
    )
    because = (_public.IT_WORKERS_2022, _public.JASPER_SLEET)
    innocent = (
        "The two are a couple, a family or flatmates with one telephone or one account.",
        "An agent or a studio gave its own contact for both.",
        "One person is registered twice, in two spellings or scripts, or under a former name.",
    )
    check = "A live meeting with both, each with their own document."
    ask = "Who uses {values_shared}, and how are {a_name} and {b_name} connected?"

    a: str
    a_name: str
    b: str
    b_name: str
    values_shared: str
    holders: int


@detector(DuplicateApplicant, reads=Worker, reach="web")
def duplicate_applicants(view: View) -> Iterator[Finding]:
    """All workers by telephone, mail address, account, document number and passkey."""
    pairs: dict[tuple[str, str], list[tuple[str, int, tuple[Use, ...]]]] = defaultdict(list)
    for what, holders in _held(view):
        for shared in holders.shared():
            value = (f"{what} {shared.value}", shared.holders, shared.uses)
            pairs[shared.a, shared.b].append(value)
    for (a, b), values in sorted(pairs.items()):
        one, other = view.get(Worker, a), view.get(Worker, b)
        if one and other and folded(one.name) != folded(other.name):
            yield _finding((one, other), values, view)


def _held(view: View) -> Iterator[tuple[str, Holders]]:
    for what, field, normal in (
        ("telephone number", "phones", digits), ("mail address", "emails", compact),
        ("account", "accounts", compact),
    ):  # fmt: skip
        holders = Holders()
        for worker in view.all(Worker):
            for value in getattr(worker, field):
                holders.add(normal(value), value, worker.id, use(worker, field, "name"))
        yield what, holders
    keys = Holders()
    for worker in view.all(Worker):
        for passkey in worker.passkeys:
            keys.add(passkey.id, passkey.id, worker.id, use(worker, "passkeys", "name"))
    yield "document number", _numbers(view)
    yield "passkey", keys


def _numbers(view: View) -> Holders:
    """Who states which number, and of whose document it was read."""
    told: list[tuple[str, str, str, Use]] = []
    for worker in view.all(Worker):
        for document in worker.documents:
            record = use(worker, "documents", "name")
            told.append((document.country, document.number, worker.id, record))
        told.extend(
            (zone.issuer, zone.number, worker.id, use(page, "zone"))
            for page in view.where(PaperPage, "worker", worker.id)
            if page.zone.lines and (zone := parse(page.zone.lines)).digits_verified
        )
    value = documents_of((country, number) for country, number, _, _ in told)
    numbers = Holders()
    for country, number, holder, used in told:
        numbers.add(value(country, number), number, holder, used)
    return numbers


def _finding(
    people: tuple[Worker, Worker], values: Sequence[tuple[str, int, tuple[Use, ...]]], view: View
) -> DuplicateApplicant:
    one, other = people
    fewest = min(count for _, count, _ in values)
    uses = tuple(used for _, _, of in values for used in of)
    return DuplicateApplicant(
        subject=Ref("cluster:" + "+".join(sorted((one.id, other.id)))),
        evidence=cited(*uses), basis=based(*uses),
        grade=Category.CONTEXT if fewest > HUB else None,
        a=one.id, a_name=view.name(one.ref), b=other.id, b_name=view.name(other.ref),
        values_shared=" and ".join(what for what, _, _ in values), holders=fewest,
    )  # fmt: skip
