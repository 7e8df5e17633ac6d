"""Arabic and Persian script: consonants and long vowels of a word, for comparison with Latin."""

from __future__ import annotations

from functools import lru_cache

from celtrace.names.lexicon import arabic_plain

# Sounds as `latin.sound` writes them (ALA-LC Arabic and Persian tables, press usage).
_SOUNDS = {
    "ا": "a", "ب": "b", "پ": "b", "ت": "t", "ث": "s", "ج": "j", "چ": "S", "ح": "h", "خ": "h",
    "د": "d", "ذ": "s", "ر": "r", "ز": "s", "ژ": "j", "س": "s", "ش": "S", "ص": "s", "ض": "s",
    "ط": "t", "ظ": "s", "ع": "", "غ": "g", "ف": "f", "ق": "k", "ک": "k", "گ": "g", "ل": "l",
    "م": "m", "ن": "n", "ه": "h", "و": "u", "ی": "i", "ء": "", "ٱ": "a", "ڤ": "v", "ڨ": "g",
    "ۆ": "u", "ێ": "i", "ڕ": "r", "ڵ": "l", "ټ": "t", "ډ": "d", "ړ": "r", "ښ": "S", "ګ": "g",
    "ڼ": "n", "ځ": "s", "څ": "s", "ې": "i", "ۍ": "i", "ٹ": "t", "ڈ": "d", "ڑ": "r", "ں": "n",
    "ے": "i",
}  # fmt: skip
_SOUNDS["پ"] = "p"
_FATHER = {"بن", "ابن", "بنت", "ولد", "بنو"}


@lru_cache(maxsize=16_384)
def sounded(word: str) -> str:
    """The word's written sounds, short vowels unwritten: محمود gives `mhmud`."""
    heard = "".join(_SOUNDS.get(char, "") for char in word)
    if heard[:1] == "u" and len(heard) > 1:
        heard = "v" + heard[1:]
    return heard


def words(text: str) -> list[str]:
    """Words without articles and particles; `عبد` and `الله` joined to their neighbours."""
    out: list[str] = []
    servant = False
    for word in arabic_plain(text).replace("-", " ").split():
        if word in _FATHER or word in {"ال", "و"}:
            continue
        bare = word[2:] if word.startswith("ال") and len(word) > 4 else word  # noqa: PLR2004 - the article and a root
        if word == "عبد":
            servant = True
            continue
        if word.startswith("عبدال") and len(word) > 6:  # noqa: PLR2004 - a whole name follows
            bare = "عبد" + word[5:]
        if word == "الله" and out and not servant:
            out[-1] += "الله"
            continue
        if word == "الدین" and out:
            out[-1] += "الدین"
            continue
        out.append("عبد" + ("له" if bare == "الله" else bare) if servant else bare)
        servant = False
    return out + (["عبد"] if servant else [])
