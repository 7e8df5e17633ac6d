"""Two readings of one line of Hangul made one, letter by letter.

Our net knows rare syllables but few hands; Tesseract knows more hands but not every
syllable, and reads another for one it does not know (당 for 닿). What both read stands. Of
two letters in one place the surer stands: a letter counts as much as its own sureness and
the root of that of its line, for who does not know a hand is sure of some letters all the
same; where the other is surer of the line by more than a tenth, the net has no say in it.
Where one read more letters than the other, the line that is surer as a whole stands. Words
are parted as our net parts them, for Tesseract sets spaces within words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from celtrace.notes.hangul import Letter, said

FAR = 0.1
"""How much surer of a line the other must be for the net to have no say in it."""


def together(net: Sequence[Letter], other: Sequence[Letter]) -> tuple[str, float]:
    """What the net and the other read, as one line; as sure as the surer of them."""
    ours, theirs = list(_words(net)), list(_words(other))
    first, second = said(net)[1], said(other)[1]
    weights = (0.0 if second - first > FAR else first**0.5), second**0.5
    ways = Levenshtein.opcodes(
        [letter.text.strip() for letter in ours], [letter.text.strip() for letter in theirs]
    )
    chosen = []
    for way in ways:
        mine, others = ours[way.src_start : way.src_end], theirs[way.dest_start : way.dest_end]
        if len(mine) == len(others):
            chosen += [_surer(*pair, weights) for pair in zip(mine, others, strict=True)]
        else:
            chosen += [letter.text for letter in (mine if first > second else others)]
    return " ".join("".join(chosen).split()), max(first, second)


def _words(letters: Sequence[Letter]) -> Iterator[Letter]:
    """Letters without spaces; the first of a word has one before it."""
    gap = ""
    for letter in letters:
        if letter.text == " ":
            gap = " "
        else:
            yield Letter(gap + letter.text, letter.sure)
            gap = ""


def _surer(mine: Letter, theirs: Letter, weights: tuple[float, float]) -> str:
    gap = mine.text[:-1]
    ours = mine.sure * weights[0] > theirs.sure * weights[1]
    return mine.text if ours else gap + theirs.text.strip()
