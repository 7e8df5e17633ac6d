"""The tables beside this module, read once. They are part of the package, not of a case."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

import msgspec
import yaml


def text(name: str) -> str:
    """The content of a table, as it stands."""
    return (files(__package__) / "_tables" / name).read_text(encoding="utf-8")


def _lines(name: str) -> list[str]:
    return [line for line in text(name).splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=1)
def gloss_rows() -> tuple[dict[str, str], ...]:
    """Rows of gloss.csv: concept, then words per script joined by `|`."""
    return tuple(csv.DictReader(_lines("gloss.csv")))


@lru_cache(maxsize=1)
def legal_forms() -> dict[str, dict[str, list[str]]]:
    """Class of legal form, script, the forms."""
    found: dict[str, dict[str, list[str]]] = yaml.safe_load(text("legal_forms.yaml"))
    return found


@lru_cache(maxsize=1)
def person_words() -> dict[str, list[str]]:
    """titles, particles and nisba_articles of personal names."""
    found = yaml.safe_load(text("persons.yaml"))
    return {name: [str(word) for word in found[name]] for name in found if name != "short"}


@lru_cache(maxsize=1)
def short_forms() -> dict[str, tuple[str, ...]]:
    """A given name, and every name that may stand for the same one."""
    found: dict[str, set[str]] = {}
    for head, tail in yaml.safe_load(text("persons.yaml"))["short"].items():
        for word in (head, *tail):
            found.setdefault(word, set()).update({head, *tail} - {word})
    return {word: tuple(sorted(others)) for word, others in sorted(found.items())}


@lru_cache(maxsize=1)
def numbers() -> dict[str, dict[str, int]]:
    """words, months and han: what is written, and the number."""
    found: dict[str, dict[str, int]] = yaml.safe_load(text("numbers.yaml"))
    return {
        kind: {str(word): int(value) for word, value in table.items()}
        for kind, table in found.items()
    }


@lru_cache(maxsize=1)
def letters() -> dict[str, dict[str, str]]:
    """Per script, a Latin letter and what it is called, several names joined by `|`."""
    found: dict[str, dict[str, str]] = yaml.load(text("letters.yaml"), Loader=yaml.BaseLoader)  # noqa: S506 - every value a string: `y` and `n` are letters
    return found


@lru_cache(maxsize=1)
def hanja() -> dict[str, str]:
    """A Han character and its Korean reading (northern spelling where it has two)."""
    found: dict[str, str] = {}
    for line in _lines("hanja.tsv"):
        reading, standard, simplified = line.split("\t")
        for char in standard + simplified:
            if (
                char not in found
                or reading[0]
                in "라래량려력련렬렴령례로록론롱뢰료룡루류륙륜률륭륵름릉리린림립녀뇨뉴니"
            ):
                found[char] = reading
    return found


@lru_cache(maxsize=1)
def score() -> dict[str, float]:
    """Coefficients of the score, in the order of the features; `shift` left out."""
    return {
        name: float(value)
        for name, value in yaml.safe_load(text("score.yaml")).items()
        if name != "shift"
    }


@lru_cache(maxsize=1)
def shifts() -> dict[str, float]:
    """Per script, what is added to the log odds."""
    return {
        name: float(value) for name, value in yaml.safe_load(text("score.yaml"))["shift"].items()
    }


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    """Family and given names that very many people bear."""
    return frozenset(word for line in _lines("common.txt") for word in line.split())


@lru_cache(maxsize=1)
def places() -> frozenset[str]:
    """Countries and large cities, in Latin letters."""
    return frozenset(word for line in _lines("places.txt") for word in line.split())


@lru_cache(maxsize=1)
def pair_score() -> dict[str, float]:
    """Coefficients of the score of two names without an index, in the order of the features."""
    found: dict[str, float] = yaml.safe_load(text("pair_score.yaml"))
    return {name: float(value) for name, value in found.items()}


class HanTable(msgspec.Struct, frozen=True):
    """What is known of Chinese names."""

    double: frozenset[str]
    """Family names of two characters."""
    read: dict[str, str]
    """Characters that names read otherwise than the first reading of Unihan."""
    family_read: dict[str, str]
    """Characters read otherwise as a family name."""
    elsewhere: dict[str, tuple[str, ...]]
    """Cantonese and Taiwanese spellings of families."""
    frequent: str
    """Families that very many bear, one character each."""
    places: tuple[str, ...]
    places_read: dict[str, str]
    """Places whose Latin name is not plain pinyin."""


@lru_cache(maxsize=1)
def han() -> HanTable:
    """The table of Chinese names."""
    return msgspec.convert(yaml.safe_load(text("han.yaml")), HanTable)


@lru_cache(maxsize=1)
def korean_surnames() -> dict[str, tuple[str, ...]]:
    """A family name in Hangul and its usual Latin spellings."""
    found: dict[str, list[str]] = yaml.safe_load(text("korean_surnames.yaml"))
    return {name: tuple(spellings) for name, spellings in found.items()}
