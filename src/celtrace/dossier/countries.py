"""Countries: ISO 3166-1 codes, English names and the usual variants.

`_tables/countries.csv`: codes and short names as in the tz database's iso3166.tab (public
domain, release 2026f, https://data.iana.org/time-zones/data/iso3166.tab); three-letter codes from
ISO 3166-1.
Variants are spellings met in business papers. A name that fits two countries fits none.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from importlib.resources import files
from types import MappingProxyType

UNCLEAR = MappingProxyType(
    {
        "korea": ("KP (North Korea)", "KR (South Korea)"),
        "congo": ("CD (Democratic Republic of the Congo)", "CG (Republic of the Congo)"),
        "virgin islands": ("VG (British)", "VI (US)"),
    }
)
"""Names that fit several countries, with what they may mean."""

_WORDS = re.compile(r"[^\w]+")


def folded(name: str) -> str:
    """Case, accents, punctuation and a leading `the` do not count."""
    plain = unicodedata.normalize("NFKD", name.replace("&", " and "))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    words = _WORDS.sub(" ", unicodedata.normalize("NFC", plain).casefold()).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def _rows() -> list[dict[str, str]]:
    text = files("celtrace.dossier").joinpath("_tables", "countries.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in _rows():
        code, name = row["code"], row["name"].replace("&", "and")
        writings = (name, name.replace("St ", "Saint "), name.partition("(")[0])
        words = (code.lower(), row["long"].lower(), *map(folded, writings))
        variants = (folded(word) for word in row["variants"].split("|") if word)
        names |= dict.fromkeys((*words, *variants), code)
    return {name: code for name, code in names.items() if name not in UNCLEAR}


NAMES = MappingProxyType(_names())
"""Folded name or lower-case code to two-letter code."""
NATIONALITIES = MappingProxyType(
    {folded(w): row["code"] for row in _rows() for w in row["nationals"].split("|") if w}
)
"""Folded word for a national to two-letter code."""


def names_of(code: str) -> tuple[str, ...]:
    """The folded names by which a country is known, without its codes."""
    return tuple(name for name, own in NAMES.items() if own == code and len(name) > len("prk"))


def code_of(name: str) -> str | None:
    """The two-letter code; None if the name is not known or fits several countries."""
    return NAMES.get(name.lower()) or NAMES.get(folded(name))
