"""Words of the trade with a slip of the pen: which concept a Latin word may stand for.

`studio` is compared by its meaning, so `studoi` has to be led to the same meaning. Damerau
(1964) found four of five misspellings to be one letter left out, added, changed or swapped;
the first letter is the one that is seldom wrong (Pollock and Zamora, 1984).
"""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from celtrace.names.latin import MOST_EDITS, slips, sound
from celtrace.names.lexicon import lexicon

_SWAPPED = 4
"""Letters of a word whose letters may be swapped."""
_ONE_SLIP = 6
"""Letters of a word that may miss, add or change one: shorter ones are other words."""
_TWO_SLIPS = 9


@lru_cache(maxsize=1)
def _spellings() -> dict[str, dict[str, str]]:
    """Per first letter, the Latin words that are one concept or legal form, and which."""
    found: dict[str, dict[str, str]] = {}
    for words, concepts in lexicon("latin").phrases.items():
        if (
            len(words) == len(concepts) == 1
            and concepts[0][0] in "@#"
            and len(words[0]) >= _SWAPPED
        ):
            found.setdefault(words[0][0], {})[words[0]] = concepts[0]
    return found


def spelled(concept: str) -> tuple[str, ...]:
    """The Latin words that stand for a concept (`@studio`, `#co`) and may be misspelt."""
    return tuple(
        word for words in _spellings().values() for word, own in words.items() if own == concept
    )


def _slip(word: str, meant: str, edits: int) -> float:
    swapped = len(word) == len(meant) and sorted(word) == sorted(meant)
    allowed = 2 if len(meant) >= _TWO_SLIPS else int(len(meant) >= _ONE_SLIP or swapped)
    return slips(max(len(word), len(meant)), edits) if edits <= allowed else 0.0


@lru_cache(maxsize=65_536)
def meanings(word: str) -> dict[str, float]:
    """The concepts that a Latin word is nearest to by its slips, and how alike (0.7 to 1)."""
    known = _spellings().get(word[0], {})
    if len(word) < _SWAPPED or word in known or sound(word) in known:
        return {}
    close = process.extract(
        word, known.keys(), scorer=OSA.distance, score_cutoff=MOST_EDITS, limit=None
    )
    nearest = min((edits for _, edits, _ in close), default=0)
    found: dict[str, float] = {}
    for meant, edits, _ in close:
        value = _slip(word, meant, round(edits)) if edits == nearest else 0.0
        if value:
            found[known[meant]] = max(value, found.get(known[meant], 0.0))
    return found
