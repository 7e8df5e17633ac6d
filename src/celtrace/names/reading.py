"""How a name can be read: the token sequences that are searched and compared.

Tokens are plain words, and: `@trade` a concept, `#llc` a class of legal form, `~mhmd` a word
whose short vowels are not written, `%kim` a Korean and `$wang` a Chinese part in one spelling.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

from celtrace.names import arabic, han, korean, lexicon, persons
from celtrace.names.hangul import is_hangul, romanized
from celtrace.names.initials import initials
from celtrace.names.model import Reading
from celtrace.text.clean import cleaned
from celtrace.text.scripts import counts, script_of

MOST_READINGS = 8
MOST_TOKENS = 24
_ACRONYM = 7
"""Letters of an abbreviation, at most."""
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHE = re.compile(r"['`´‘’ʼʻʹʺ\"“”«»]")
_DOTTED = re.compile(r"\b(?:[a-z]\. ?){2,}(?:[a-z]\b\.?)?")
_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_SEVERAL = re.compile(r"\s[/;|]\s|[;·]\s|\s·\s")
_RUN = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff〇々]+|[\uac00-\ud7a3]+|[\u3040-\u30ff]+|[^\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3〇々]+"
)


def latin_words(text: str) -> list[str]:
    """Lower-case ASCII words; dotted initials of one abbreviation joined."""
    text = _APOSTROPHE.sub("", text)
    if not text.isascii():
        text = anyascii(text)
    text = text.lower()
    if "." in text:
        text = _DOTTED.sub(
            lambda match: match.group().replace(".", "").replace(" ", "") + " ", text
        )
    return _ASCII_WORD.findall(_APOSTROPHE.sub("", text))


_STOP = frozenset(
    [
        "and",
        "of",
        "the",
        "for",
        "de",
        "la",
        "le",
        "du",
        "des",
        "del",
        "der",
        "die",
        "das",
        "von",
        "y",
        "e",
        "i",
        "und",
        "et",
        "a",
        "an",
        "in",
    ]
)


def _entity_words(tokens: list[str]) -> tuple[str, ...]:
    kept = [token for token in tokens if token not in _STOP]
    return tuple(kept or tokens)[:MOST_TOKENS]


def _latin_person(words: list[str], step: str = "") -> list[Reading]:
    joined = persons.name_words(words)
    found = [Reading(tuple(joined)[:MOST_TOKENS], "person", step)]
    if persons.has_name_of_rank(words):
        ranked = tuple(persons.name_words(words, ranks=True))[:MOST_TOKENS]
        if ranked != found[0].tokens:
            found.append(Reading(ranked, "person", step or "a rank read as a name"))
    bare = persons.without_servant(joined)
    if bare and bare != joined:
        found.append(Reading(tuple(bare)[:MOST_TOKENS], "person", step or "Abd left aside"))
    return found


def _latin(text: str, form: str) -> list[Reading]:
    words = latin_words(text)[: MOST_TOKENS * 2]
    if form == "entity":
        return [Reading(_entity_words(lexicon.glossed(tuple(words), "latin")), form)]
    found = _latin_person(words)
    found += [
        Reading(parts, form, "spelling of a Korean name folded") for parts in korean.parts(words)
    ]
    chinese = han.latin_parts(words)
    if chinese:
        found.append(Reading(chinese, form, "older spelling of a Chinese name read as pinyin"))
    return found


def _cyrillic(text: str, form: str) -> list[Reading]:
    step = "Cyrillic read in Latin letters"
    if form == "person":
        return _latin_person(latin_words(text), step)
    plain = re.sub(r"[^\w]+", " ", text.lower().replace("ё", "е"))
    tokens: list[str] = []
    for token in lexicon.glossed(tuple(plain.split()), "cyrl"):
        tokens += [token] if token[0] in "@#" else latin_words(token)
    return [
        Reading(
            _entity_words(lexicon.glossed(tuple(tokens), "latin")),
            form,
            step + ", known words translated",
        )
    ]


def _arabic(text: str, form: str) -> list[Reading]:
    step = "Arabic script read by its consonants and long vowels"
    if form == "person":
        found = tuple("~" + heard for heard in map(arabic.sounded, arabic.words(text)) if heard)
        return [Reading(found[:MOST_TOKENS], form, step)]
    plain = lexicon.arabic_plain(re.sub(r"[^\w\s\u064b-\u065f]+", " ", text))
    bare = tuple(lexicon._no_article(word) for word in plain.split())  # noqa: SLF001 - the lexicon's own rule
    tokens: list[str] = []
    for token in lexicon.glossed(bare, "arab"):
        heard = token if token[0] in "@#" or token.isascii() else "~" + arabic.sounded(token)
        if heard not in {"~", "~u"}:
            tokens.append(heard)
    return [Reading(_entity_words(tokens), form, step + ", known words translated")]


def _hangul_tokens(text: str, *, southern: bool) -> list[str]:
    tokens: list[str] = []
    for piece, known in lexicon.segmented(text, "hang", 1 if len(text) < 3 else 2):  # noqa: PLR2004 - single syllables mislead in long names
        tokens.append(
            piece if known else initials(piece, "Hang") or romanized(piece, southern=southern)
        )
    return tokens


def _kana_tokens(text: str) -> list[str]:
    tokens: list[str] = []
    for part in text.split("・"):
        for piece, known in lexicon.segmented(part, "kana", 2):
            spelt = initials(piece, "Kana")
            tokens += [piece] if known else [spelt] if spelt else latin_words(piece)
    return tokens


def _as_date(word: str) -> tuple[str, ...]:
    """`426` as month and day: Korean and Chinese names give founding days so."""
    if word.isdecimal() and len(word) in {3, 4}:
        month, day = int(word[:-2]), int(word[-2:])
        if 1 <= month <= 12 and 1 <= day <= 31:  # noqa: PLR2004 - months and days
            return str(month), str(day)
    return (word,)


def _mixed(text: str, *, southern: bool, shortest: int, split: bool) -> tuple[str, ...]:
    """Tokens of a text in East Asian scripts, with whatever else stands between."""
    tokens: list[str] = []
    for run in _RUN.findall(text):
        if is_hangul(run[0]):
            tokens += _hangul_tokens(run, southern=southern)
        elif script_of(run[0]) == "Hani":
            tokens += han.entity_tokens(run, shortest, split=split)
        elif script_of(run[0]) == "Kana":
            tokens += _kana_tokens(run)
        else:
            words = latin_words(run)
            dated = [part for word in words for part in _as_date(word)] if shortest == 1 else words
            tokens += lexicon.glossed(tuple(dated), "latin")
    return _entity_words(tokens)


def _eastern(text: str, form: str, script: str) -> list[Reading]:
    if form == "entity":
        step = {"Hang": "Hangul read in Latin letters", "Kana": "kana read in Latin letters"}.get(
            script, "Chinese characters read as pinyin"
        )
        ways = [
            _mixed(text, southern=southern, shortest=shortest, split=split)
            for southern, shortest, split in ((False, 2, False), (True, 1, False), (False, 2, True))
        ]
        found = [
            Reading(way, form, step + ", known words translated") for way in dict.fromkeys(ways)
        ]
        korean_text = han.korean_entity(text) if "Hani" in counts(text) else ""
        if korean_text:
            way = _mixed(korean_text, southern=False, shortest=2, split=False)
            found.append(Reading(way, form, "hanja read in Korean, known words translated"))
        return found
    if script == "Hang":
        return korean.readings(text)
    if script == "Hani":
        own = han.person_syllables(text)
        found = [
            Reading(tokens, form, step, pinyin=own) for tokens, step in han.person_tokens(text)
        ]
        return found + korean.readings(han.korean_person(text), from_hanja=True)
    return [Reading(tuple(latin_words(text)), form, "kana read in Latin letters")]


def _one(text: str, form: str) -> list[Reading]:
    if text.isascii():
        return _latin(text, form)
    letters = counts(text)
    native = {script: n for script, n in letters.items() if script != "Latn"}
    if not native:
        return _latin(text, form)
    script = max(native, key=lambda name: (native[name], name))
    if script in {"Hang", "Hani", "Kana"}:
        return _eastern(text, form, script)
    if script == "Cyrl":
        return _cyrillic(text, form)
    if script == "Arab":
        return _arabic(text, form)
    return [
        Reading(reading.tokens, form, "read in Latin letters") for reading in _latin(text, form)
    ]


def _is_acronym(inside: str, outside: str) -> bool:
    letters = "".join(char for char in inside if char.isalpha())
    return (
        bool(letters)
        and letters.isupper()
        and len(letters) <= _ACRONYM < len(outside)
        and " " not in inside.strip()
    )


def _variants(text: str, form: str) -> list[str]:
    """The name, without notes in brackets, and each of several names written as one."""
    several = [part for part in _SEVERAL.split(text) if part.strip()]
    if 1 < len(several) <= 4:  # noqa: PLR2004 - more are a list, not names
        return [one for part in several for one in _variants(part, form)]
    inside = [part for part in _BRACKETS.findall(text) if part.strip()]
    outside = _BRACKETS.sub(" ", text).strip(" ,")
    if not inside or not any(char.isalnum() for char in outside):
        return [_BRACKETS.sub(r" \1 ", text) if inside else text]
    if form == "person" or all(_is_acronym(part, outside) for part in inside):
        return [outside]
    return [_BRACKETS.sub(r" \1 ", text), outside]


def looks_like_entity(text: str) -> bool:
    """Whether a legal form or a word for what firms do stands in the name."""
    return any(token[0] in "@#" for reading in _one(text, "entity") for token in reading.tokens)


def readings(name: str, form: str = "unknown") -> tuple[Reading, ...]:
    """The readings of a name, at most `MOST_READINGS`, the plainest first.

    An unknown form is read as a person and, when the words suggest it, as an entity.
    """
    text = cleaned(name).text
    forms = (form,) if form in {"person", "entity"} else ("person", "entity")
    found: dict[tuple[str, ...], Reading] = {}
    for kind in forms:
        if kind == "entity" and form not in {"person", "entity"} and not looks_like_entity(text):
            continue
        for variant in _variants(text, kind):
            for reading in _one(variant, kind):
                if reading.tokens:
                    found.setdefault(reading.tokens, reading)
    return tuple(found.values())[:MOST_READINGS]


@lru_cache(maxsize=4096)
def read(name: str, form: str = "unknown") -> tuple[Reading, ...]:
    """`readings`, remembered for names that come again."""
    return readings(name, form)
