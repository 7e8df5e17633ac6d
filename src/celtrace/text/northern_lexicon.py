"""Forms of the northern norm of Korean with their southern counterparts.

They come from NK-HanDic (https://github.com/okikirmui/nkhandic, BSD-3), through the
package `nkhandic` (MIT, extra `[files]`), and are read from it each time; only the forms that
`northern_stop.txt` leaves out are named here. The dictionary marks many words that both norms
write: a form stays only if the dictionary gives it a southern counterpart, if no unmarked
word is written the same, and if no southern text of the training sources begins a word with
it.
"""

from __future__ import annotations

import importlib.util
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from celtrace.text.northern_rules import without_initial

PACKAGE = "nkhandic"
REMEDY = "pip install 'celtrace[files]'"
_MARK = "북한어".encode()
_FORM = re.compile(rb"(?:[^,]*,){6}([^,]+),")
_SOUTH = re.compile("‘([가-힣]+)’의 북한어|규범 표기는 ‘([가-힣 ]+)’이다")
_HANGUL = re.compile("[가-힣]{2,}")
_HEAD = 72
_NOUNS = ("Noun,普通,".encode(), "Noun,固有名詞,".encode())
_FIRST_STEM = ",語基1,".encode()
_SURFACE, _HAN, _GRADE, _PLAIN = 6, 7, 9, 11
_GRADES = frozenset("ABC")
_VERB_STEMS = frozenset(re.findall(r"\S+", "시키 되 뛰 쉬 쥐 모이 보이 띠 끼 피"))
"""Verbs of one syllable and others that the dictionary knows, of which no noun is likely."""


class Words(msgspec.Struct, frozen=True):
    """What the dictionary tells about words; each part is empty where it is missing."""

    nouns: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    """Stems of two and more syllables, and a few shorter ones."""
    initial: dict[str, str] = {}
    """Words that keep their initial sound in the north, with the southern form."""
    other: dict[str, str] = {}
    """The other northern forms with their southern ones."""
    southern_initial: frozenset[str] = frozenset()
    """The southern forms of those that can be no other word: `연습` (練習), not `이상` (以上
    and 理想); each of their usual senses keeps its initial sound in the north."""
    unknown: dict[str, str] = {}
    """Such words whose southern form the dictionary does not have: foreign names among them."""

    @property
    def forms(self) -> dict[str, str]:
        """All northern forms with their southern ones."""
        return self.initial | self.other | self.unknown


def available() -> bool:
    """Whether the dictionary is installed."""
    return _place() is not None


@cache
def forms() -> dict[str, str]:
    """Northern form and its southern counterpart; empty where the package is missing."""
    place = _place()
    if place is None:
        return {}
    shared = shared_words()
    return {form: south for form, south in pairs(place.read_bytes()) if form not in shared}


@cache
def words() -> Words:
    """Nouns, verbs and northern forms of the dictionary."""
    place = _place()
    if place is None:
        return Words(verbs=_VERB_STEMS)
    nouns: set[str] = set()
    verbs: set[str] = set()
    entries = _entries(place.read_bytes())
    for entry in entries:
        form = _FORM.match(entry)
        name = form.group(1).decode("utf-8", "replace") if form else ""
        if not _HANGUL.fullmatch(name):
            continue
        if entry.startswith(_NOUNS):
            nouns.add(name)
        elif entry.startswith(b"Verb,") and _FIRST_STEM in entry:
            verbs.add(name)
    known = forms()
    initial = {form: south for form, south in known.items() if _keeps_initial(form, south)}
    senses = _senses(set(initial.values()), entries)
    kept = {han for form, han in _heads(entries) if form in initial}
    return Words(
        frozenset(nouns), frozenset(verbs) | _VERB_STEMS,
        {form: south for form, south in initial.items() if senses[south]},
        {form: south for form, south in known.items() if form not in initial},
        frozenset(south for south, found in senses.items() if _usual(found) <= kept - {"*"}),
        {form: south for form, south in initial.items() if not senses[south]},
    )  # fmt: skip


def _keeps_initial(form: str, south: str) -> bool:
    return form[0] != south[0] == without_initial(form[0]) and form[1:] == south[1:]


def _heads(entries: list[bytes]) -> Iterator[tuple[str, str]]:
    """Each form with the first Han letter that it is written with."""
    for entry in entries:
        fields = entry.decode("utf-8", "replace").split(",")
        if len(fields) > _HAN:
            yield fields[_SURFACE], unicodedata.normalize("NFC", fields[_HAN][:1])


def _senses(forms: set[str], entries: list[bytes]) -> dict[str, list[tuple[str, bool]]]:
    """First Han letters of the unmarked senses of some forms, and whether each is usual."""
    found: dict[str, list[tuple[str, bool]]] = {form: [] for form in forms}
    for entry in entries:
        fields = entry.decode("utf-8", "replace").split(",")
        if len(fields) == _PLAIN and fields[_SURFACE] in found:
            han = unicodedata.normalize("NFC", fields[_HAN][:1])
            found[fields[_SURFACE]].append((han, fields[_GRADE] in _GRADES))
    return found


def _usual(senses: list[tuple[str, bool]]) -> set[str]:
    """The letters of the usual senses, or of all where none is marked so."""
    return {han for han, usual in senses if usual} or {han for han, _ in senses}


def pairs(data: bytes) -> Iterator[tuple[str, str]]:
    """Forms with a counterpart in a compiled dictionary, less those that both norms write.

    Source: dictionary layout of MeCab 0.996 (sizes in the header, features at the end).
    """
    found: dict[str, str] = {}
    unmarked: set[str] = set()
    for entry in _entries(data):
        form = _FORM.match(entry)
        if form is None:
            continue
        name = form.group(1).decode("utf-8", "replace")
        if _MARK not in entry:
            unmarked.add(name)
        elif (south := _counterpart(entry.decode("utf-8", "replace"))) and south != name:
            found.setdefault(name, south)
    for name in sorted(found.keys() - unmarked):
        if _HANGUL.fullmatch(name):
            yield name, found[name]


def _entries(data: bytes) -> list[bytes]:
    sizes = [int.from_bytes(data[at : at + 4], "little") for at in range(24, 36, 4)]
    start = _HEAD + sizes[0] + sizes[1]
    return data[start : start + sizes[2]].split(b"\0")


def _counterpart(entry: str) -> str:
    said = _SOUTH.search(entry)
    return (said.group(1) or said.group(2)).replace(" ", "") if said else ""


@cache
def shared_words() -> frozenset[str]:
    """Forms that southern text was seen to write too."""
    table = files(__package__) / "_tables" / "northern_stop.txt"
    lines = table.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if line[:1] != "#" for word in line.split())


def _place() -> Path | None:
    """The compiled dictionary; the package itself is not imported, it wants MeCab."""
    spec = importlib.util.find_spec(PACKAGE)
    homes = spec.submodule_search_locations if spec else None
    found = [Path(home) / "dicdir" / "sys.dic" for home in homes or ()]
    return next((path for path in found if path.is_file()), None)
