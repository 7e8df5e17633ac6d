"""Numbers of parties beside numbers of list rows: registry, tax, passport, account, contact.

A number counts as the same only within its type and, where both are known, its country
(`documents.identifiers.same`). It decides only when it is certain: its check digit holds, or
both sides say which country gave it, or it is long enough to be given only once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from celtrace.documents import identifiers
from celtrace.documents.identifiers import NormalId
from celtrace.dossier.countries import code_of
from celtrace.records import Designation, Identifier, Party

_MEANT = {"registration": "company_no", "tax_id": "tax", "swift": "bic", "wallet": "wallet"}
"""Types of the list readers in the words of `documents.identifiers`."""
_BANK = frozenset({"bic"})
_CONTACT = frozenset({"email", "phone", "website"})
_PERSONAL = frozenset({"passport", "national_id"})
_NOT_OF_A_COUNTRY = frozenset({"wallet", "account", "imo", "isin"})
_ONCE = 16
"""Characters from which a number of one type is taken to be given only once, as wallets are."""
_SHORTEST = 5
_SHORTEST_PHONE = 9
_NOT_DIGIT = re.compile(r"\D+")


class NumberHit(msgspec.Struct, frozen=True):
    """A number of a party that stands in a row."""

    key: int
    """Position of the row."""
    own: Identifier
    certain: bool
    because: str


class Numbers:
    """The numbers of all rows, by normal form."""

    def __init__(self, rows: Sequence[Designation]) -> None:
        found: dict[str, list[tuple[int, NormalId]]] = defaultdict(list)
        for key, row in enumerate(rows):
            for identifier in row.identifiers:
                for normal in normals(identifier, _home(identifier, row)):
                    for value in _buckets(normal):
                        found[value].append((key, normal))
        self._by_value = dict(found)

    def hits(self, given: Iterable[tuple[Identifier, str]]) -> Iterator[NumberHit]:
        """Rows that have one of the (number, country of its holder).

        Each row comes at most once for a number, the certain ones first.
        """
        for own, country in given:
            best: dict[int, tuple[bool, str]] = {}
            for mine in normals(own, country):
                for value in _buckets(mine):
                    for key, listed in self._by_value.get(value, ()):
                        if identifiers.same(mine, listed):
                            said = _weight(own, mine, listed)
                            best[key] = max(best.get(key, said), said)
            ranked = sorted(best.items(), key=lambda item: (not item[1][0], item[0]))
            yield from (NumberHit(key, own, *said) for key, said in ranked)


def numbers_of(party: Party) -> Iterator[tuple[Identifier, str]]:
    """Every number of a party, with the country that its holder states."""
    for identifier in party.identifiers:
        holder = party.nationality if identifier.type in _PERSONAL else party.country
        yield identifier, holder
    for kind, values in (
        ("account", party.accounts), ("email", party.emails), ("phone", party.phones),
        ("website", (*party.domains, *party.urls)),
    ):  # fmt: skip
        yield from ((Identifier(kind, value), "") for value in values)


def _home(identifier: Identifier, row: Designation) -> str:
    countries = row.nationalities if identifier.type in _PERSONAL else row.countries
    return countries[0] if len(countries) == 1 else ""


def normals(identifier: Identifier, holder: str) -> Iterator[NormalId]:
    """The normal forms a number may have; none when there is nothing to compare.

    The holder's country stands in where the number states none, except for types that no
    country gives.
    """
    kind = _MEANT.get(identifier.type, identifier.type)
    if kind in _CONTACT:
        value = _contact(kind, identifier.value)
        if value:
            yield NormalId(kind, value)
        return
    stated = identifier.country or ("" if kind in _NOT_OF_A_COUNTRY else holder)
    normal = identifiers.normal(kind, identifier.value, _code(stated))
    if len(normal.value) >= _SHORTEST and normal.type not in {"other", "id"}:
        yield normal
    if normal.type == "account":
        iban = identifiers.normal("iban", identifier.value)
        if iban.valid:
            yield iban
    if normal.type in {"other", "id"}:
        yield from (one for one in identifiers.parse_any(identifier.value) if one.valid)


@lru_cache(maxsize=1024)
def _code(country: str) -> str:
    return (code_of(country) or "") if country else ""


def _contact(kind: str, value: str) -> str:
    """An address or number of contact, as far as two writings of it are surely the same."""
    text = value.strip().lower()
    if kind == "phone":
        digits = _NOT_DIGIT.sub("", text).removeprefix("00")
        return digits if len(digits) >= _SHORTEST_PHONE else ""
    if kind == "website":
        host = text.split("://")[-1].split("/")[0].removeprefix("www.")
        return host if "." in host else ""
    return text if "@" in text else ""


def _buckets(normal: NormalId) -> set[str]:
    """Values under which numbers that are the same are found."""
    found = {normal.value}
    if normal.type == "uscc":
        found.add(normal.value[8:17])
    if normal.type == "bic":
        found = {normal.value[:8]}
    return found


def _weight(own: Identifier, mine: NormalId, listed: NormalId) -> tuple[bool, str]:
    """Whether the number decides, and the reason in words."""
    stands = f"the {own.type.replace('_', ' ')} {own.value} stands in the row"
    doubt = _doubt(mine)
    if doubt:
        return False, f"{stands}; {doubt}"
    if mine.valid and listed.valid:
        return True, f"{stands}; {mine.why}"
    if mine.country and mine.country == listed.country and mine.type not in _NOT_OF_A_COUNTRY:
        return True, f"{stands}, both of {mine.country}"
    if len(mine.value) >= _ONCE:
        return True, stands
    return False, f"{stands}; which country or bank gave it is not known on both sides and decides"


def _doubt(mine: NormalId) -> str:
    """Why a number of this type does not decide; empty if it may."""
    if mine.type in _CONTACT:
        return "a contact can be shared and does not decide"
    if mine.type in _BANK:
        return "a bank's code may only name the bank of the party"
    if mine.valid is False:
        return f"it is {mine.why}, so whether it was copied rightly would decide"
    return ""
