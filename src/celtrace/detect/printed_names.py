"""Invoices whose printed name is not that of the party whose number they carry."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from celtrace.detect import _public
from celtrace.detect._basis import based, cited, party, use
from celtrace.documents.identifiers import normal, parse_any
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Invoice, Party
from celtrace.registry import detector

_LETTERS = 4
"""So many letters in a row are enough to call two names alike."""


class PrintedNameDiffers(Finding, frozen=True, kw_only=True):
    """An invoice prints one name and the registry number of another party.

    The number is looked for among the parties of the dossier, its check digits must hold.
    Names in different scripts are not compared: a translation is no other name.
    """

    rule = "printed_name_differs"
    hypothesis = Hypothesis.H5
    group = Group.DOCUMENTS
    category = Category.SUPPORTING
    says = (
        "Invoice {invoice} prints the name {printed} and the number {number} ({type}), which is "
        "that of {owner_name}."
    )
    because = (_public.MONDO_TV, _public.IT_WORKERS_2022)
    innocent = (
        "A trading name or a former name of the same company.",
        "A group company bills with the number of its parent.",
        "A template was copied and the number was not changed.",
    )
    check = "A register extract for the number, with all names it ever had."
    ask = "Whose number is {number} on invoice {invoice}, and who is {printed}?"

    invoice: str
    printed: str
    number: str
    type: str
    owner: str
    owner_name: str


@detector(PrintedNameDiffers, reads=(Invoice, Party), reach="web")
def printed_names(view: View) -> Iterator[Finding]:
    """Each invoice with a printed name and numbers."""
    holders: dict[tuple[str, str], list[Party]] = {}
    for who in view.all(Party):
        for one in who.identifiers:
            own = normal(one.type, one.value, one.country or who.country)
            if own.valid:
                holders.setdefault((own.type, own.value), []).append(who)
    for invoice in view.all(Invoice):
        for text in invoice.identifiers if invoice.from_name else ():
            for found in parse_any(text):
                owners = holders.get((found.type, found.value), [])
                if len(owners) == 1 and _differs(invoice, owners[0]):
                    yield _finding(invoice, owners[0], found.type, text, view)


def _differs(invoice: Invoice, owner: Party) -> bool:
    """Whether no name of the owner is like the printed one, and one is in the same script."""
    names = [owner.name, *owner.aliases]
    printed = folded(invoice.from_name)
    same_script = [name for name in names if _script(name) == _script(invoice.from_name)]
    return bool(same_script) and not any(_alike(printed, folded(name)) for name in same_script)


def _alike(one: str, other: str) -> bool:
    """Whether one name holds the other, or the first letters of both are the same."""
    held = one in other or other in one
    return held or (len(one) >= _LETTERS and one[:_LETTERS] == other[:_LETTERS])


def folded(name: str) -> str:
    """Letters and digits of a name in one case, without accents."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(char for char in plain if char.isalnum())


def _script(name: str) -> str:
    """The first word of the Unicode name of the first letter: LATIN, HANGUL, CJK ..."""
    letter = next((char for char in name if char.isalpha()), "")
    return unicodedata.name(letter, "").partition(" ")[0]


def _finding(
    invoice: Invoice, owner: Party, kind: str, number: str, view: View
) -> PrintedNameDiffers:
    uses = (use(invoice, "from_name", "identifiers"), use(owner, "name", "identifiers"))
    acted = (party(invoice.issuer),) if invoice.issuer else ()
    return PrintedNameDiffers(
        subject=invoice.ref, evidence=cited(*uses), basis=based(*uses), acted=acted,
        start=invoice.date, until=invoice.date, invoice=invoice.id, printed=invoice.from_name,
        number=number, type=kind, owner=owner.id, owner_name=view.name(party(owner.id)),
    )  # fmt: skip
