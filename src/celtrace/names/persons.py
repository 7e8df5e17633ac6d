"""Personal names in Latin letters: what is left aside, what is joined."""

from __future__ import annotations

import re
from functools import lru_cache

from celtrace.names import tables

_SERVANT = re.compile(r"^abd(?:[aeou]{0,2}[lrsznd])?$")
# The article is written in full, as the doubled sun letter that it is heard as, or not at all
# (Somali and Turkic spellings: Abdirahman, Abdurazak).
_SERVANT_OF = re.compile(
    r"^abd(?:"
    r"[aeou]{1,2}(?:l|([rszndt])(?=\1))(?P<heard>[b-df-hj-np-tv-z]\w+)"
    r"|[aeou]{1,2}l(?P<vowel>[aeiou]\w{3,}|ali)"
    r"|[aeiou](?P<bare>[b-df-hj-np-tv-z]\w{3,})"
    r")$"
)
_OF_GOD = re.compile(r"^(\w{2,}?)[auoie](?:l|el|ll)lah?$")
_OF_FAITH = re.compile(r"^(\w{3,}?)(?:[aeu]d[ -]?d|[aeu]l[ -]?d|d)[ie]+n$")
_GOD = frozenset(["ullah", "allah", "ollah", "ulla", "alla", "llah"])
_FAITH = frozenset(["din", "deen", "uddin", "eddin", "addin", "aldin", "eldin", "udin", "uddeen"])


@lru_cache(maxsize=4)
def _words(kind: str) -> frozenset[str]:
    return frozenset(tables.person_words()[kind])


@lru_cache(maxsize=32_768)
def one_form(word: str) -> str:
    """One spelling for the joined names: `abdulrahman` abdrahman, `saifuddin` saifaldin."""
    if match := _SERVANT_OF.match(word):
        rest = match["heard"] or match["vowel"] or match["bare"]
        return "abd" + ("lah" if rest in {"lah", "la", "llah"} else rest)
    if word in {"abdulah", "abdalah", "abdula", "abdala"}:
        return "abdlah"
    if match := _OF_GOD.match(word):
        return match.group(1) + "allah"
    if (match := _OF_FAITH.match(word)) and len(word) > 7:  # noqa: PLR2004 - shorter ones are other names
        return match.group(1) + "aldin"
    return word


def name_words(words: list[str], *, ranks: bool = False) -> list[str]:
    """The words that name the person: no titles, no particles, usual joins made.

    With `ranks`, a rank that is a given name, too, is kept: Sultan, Said, Imam. When nothing
    would be left, the words come back as they were.
    """
    titles = _words("titles") - (_words("ranks_and_names") if ranks else frozenset())
    particles = _words("particles")
    articles = _words("nisba_articles")
    out: list[str] = []
    servant = False
    for at, word in enumerate(words):
        if servant and word in articles:
            continue
        if servant:
            out.append("abd" + ("lah" if word in _GOD else word))
            servant = False
        elif _SERVANT.match(word):
            servant = True
        elif word in _GOD and out:
            out[-1] += "allah"
        elif word in _FAITH and out:
            out[-1] += "aldin"
        elif word not in particles or (word not in articles and at in {0, len(words) - 1}):
            out.append(one_form(word))
    kept = [word for word in out if word not in titles]
    if len(kept) >= 2 or (kept and len(kept) == len(out)):  # noqa: PLR2004 - one word beside a title may be the title
        return kept
    return out or words


def has_name_of_rank(words: list[str]) -> bool:
    """Whether a word is a rank for some and a given name for others."""
    return not _words("ranks_and_names").isdisjoint(words)


def without_servant(words: list[str]) -> list[str]:
    """The words without what some leave off: `abd` joined in front, a name of God behind."""
    out = []
    for word in words:
        bare = word[3:] if word.startswith("abd") and len(word) > 5 else word  # noqa: PLR2004 - a name follows
        if bare.endswith("allah") and len(bare) > 7:  # noqa: PLR2004 - a name precedes
            bare = bare[:-5]
        if bare not in _GOD:
            out.append(bare)
    return out
