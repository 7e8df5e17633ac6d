"""Who a delivered file names as its author, beside who delivered it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from celtrace.detect import _public
from celtrace.detect._basis import based, cited, party, use
from celtrace.detect._homes import Homes
from celtrace.detect.printed_names import folded
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Delivery, Trait, Worker
from celtrace.registry import detector

_NAMES = ("author", "last_editor")


class DocumentAuthor(Finding, frozen=True, kw_only=True):
    """A delivered file names a worker of another party as its author or last editor.

    Compared are the names that the file states with those of the workers whom the dossier
    lists, letter for letter; nothing is read out of a name. Names that no list has are not
    reported: a name alone says nothing.
    """

    rule = "document_author"
    hypothesis = Hypothesis.H4
    group = Group.CONTENT
    category = Category.SUPPORTING
    says = (
        "Files delivered by {party_name} name {author}, whom the dossier lists as a worker of "
        "{other_name}, as their author or last editor: {files}."
    )
    because = (_public.SERVER_2024, _public.DAHLIA)
    innocent = (
        "Two people have the same name.",
        "A template or an earlier drawing was taken over from the other studio.",
        "The worker changed studios, or works for both openly.",
    )
    check = "The save history of the files, and the time sheets of the worker."
    ask = "Who drew the files that name {author} as their author?"

    party: str
    party_name: str
    author: str
    other: str
    other_name: str
    files: int


@detector(DocumentAuthor, reads=(Trait, Delivery, Worker), reach="web")
def document_authors(view: View) -> Iterator[Finding]:
    """Authors of the files of each delivery whose party is stated."""
    workers: dict[str, list[Worker]] = defaultdict(list)
    for worker in view.all(Worker):
        for name in filter(None, map(folded, (worker.name, *worker.emails))):
            workers[name].append(worker)
    homes = Homes(view)
    seen: dict[tuple[str, str, str], list[tuple[Trait, Worker, Delivery]]] = defaultdict(list)
    for trait in view.all(Trait):
        known = workers.get(folded(trait.value), ()) if trait.name in _NAMES else ()
        for home in _deliveries(trait, homes) if known else ():
            if not any(worker.party == home.party for worker in known):
                for worker in known:
                    seen[home.party, worker.party, worker.name].append((trait, worker, home))
    for (by, other, author), cases in sorted(seen.items()):
        if other:
            yield _finding((by, other, author), cases, view)


def _deliveries(trait: Trait, homes: Homes) -> list[Delivery]:
    """The deliveries, by a party that is stated, in which a file with the trait lay, by id."""
    found = {homes.of(fact.path) for fact in homes.files(trait.file)}
    stated = [home for home in found if isinstance(home, Delivery) and home.party]
    return sorted(stated, key=lambda home: home.id)


def _finding(
    who: tuple[str, str, str], cases: list[tuple[Trait, Worker, Delivery]], view: View
) -> DocumentAuthor:
    by, other, author = who
    uses = [use(trait, "value") for trait, _, _ in cases[:50]]
    uses += [use(cases[0][1], "name", "party"), use(cases[0][2], "party", "path")]
    days = [day for _, _, home in cases for day in (home.start, home.until) if day]
    return DocumentAuthor(
        subject=party(by), evidence=cited(*uses), basis=based(*uses), start=min(days, default=None),
        until=max(days, default=None), party=by, party_name=view.name(party(by)), author=author,
        other=other, other_name=view.name(party(other)),
        files=len({trait.file for trait, _, _ in cases}),
    )  # fmt: skip
