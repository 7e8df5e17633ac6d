"""How usual letters beside ASCII are in text of Europe: Latin with accents, and Cyrillic.

Bytes of a one-byte code page fit every other one, so only the letters that they would stand
for tell the pages apart: accents stand alone among plain letters, Cyrillic letters in words.
"""

from __future__ import annotations

_CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
_SET = frozenset(_CYRILLIC)
_LATIN = frozenset("éèêëáàâäãåæçñóòôöõøœúùûüíìîïßýÉÈÁÀÄÅÆÇÑÓÖÕØÚÜÍÝ")
_SIGNS = frozenset("€–—‘’“”•…©®°£§ªº«»¡¿·")
EAST = "\u3040"
"""From here on stand the letters of East Asia."""
_LIKELY, _LESS, _UNLIKELY = 6.0, 10.0, 16.0


def alphabet(text: str) -> float:
    """How surprising the letters between ASCII and East Asia are, in bits; the others are free."""
    total, before = 0.0, " "
    for char in text:
        if "\x80" <= char < EAST:
            if char.lower() in _SET:
                word = before.lower() in _SET
                fits = char.islower() or before.isupper() if word else not before.isalpha()
                total += _LIKELY if fits else _UNLIKELY
            else:
                total += _LESS if char in _LATIN and before not in _LATIN else _UNLIKELY
        before = char
    return total


def cyrillic(text: str) -> float:
    """A score by letter: everyday small ones count, capitals inside a word count against it."""
    score, count, before = 0.0, 0, " "
    for char in text:
        if char > "\x7f":
            count += 1
            letter = char.lower() in _SET
            inside = before.isalpha() and before.islower() and char.isupper()
            rank = 2.5 - _CYRILLIC.index(char.lower()) / 20 if letter else -2.0
            mixed = before.isascii() and before.isalpha()
            score += -2.0 if inside or (letter and mixed) else rank
        before = char
    return score / max(1, count)


def western(text: str) -> float:
    """A score by letter: accented ones and signs of print that stand alone among plain ones."""
    score, count = 0.0, 0
    for index, char in enumerate(text):
        if char > "\x7f":
            count += 1
            around = text[max(0, index - 1) : index] + text[index + 1 : index + 2]
            usual = char in _LATIN or char in _SIGNS
            score += (2.2 if around.isascii() else -1.0) if usual else -2.0
    return score / max(1, count)
