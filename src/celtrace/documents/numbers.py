"""Numbers of documents: one value for one document, whoever says it and however.

A number is given once by each state, so two people share a document if number and state agree.
People write the state as two letters, a machine-readable zone as one to three (ICAO Doc 9303
part 3 section 5), and many do not write it at all.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files

from celtrace.documents.mrz import FILLER, plain_number


def plain_state(code: str) -> str:
    """A state's two letters, from these or from the code of a zone; others as they are written."""
    plain = code.strip().rstrip(FILLER).upper()
    return _short().get(plain, plain)


def documents_of(stated: Iterable[tuple[str, str]]) -> Callable[[str, str], str]:
    """A function from state and number to the value of one document; empty without a number.

    `stated` are the states and numbers of everybody. Where all who say the state of a number
    say the same one, whoever leaves it away means that; where they say different ones, nobody
    knows whose the number without a state is.
    """
    states: dict[str, set[str]] = {}
    for state, number in stated:
        known = states.setdefault(plain_number(number), set())
        known |= {plain_state(state)} - {""}

    def value(state: str, number: str) -> str:
        plain, of = plain_number(number), plain_state(state)
        several = len(states.get(plain, ())) > 1
        return f"{of or '?'} {plain}" if plain and several else plain

    return value


@cache
def _short() -> dict[str, str]:
    text = files(__package__).joinpath("_tables", "mrz_states.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["code"]: row["short"] for row in rows if row["short"]}
