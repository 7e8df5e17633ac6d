"""Korean: syllables to letters, and how each system of romanization spells them.

Sources: the DPRK national system (UN GEGN, 1992 and 2012 reports), McCune-Reischauer (1939;
marks and apostrophes left aside), Revised Romanization (Notice 2000-8 of the Ministry of
Culture and Tourism), and the free spellings that name holders and the press use.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from celtrace.names import tables

_ONSETS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_NUCLEI = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_CODAS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_FIRST, _LAST = 0xAC00, 0xD7A3

# Spellings per letter: (DPRK and McCune-Reischauer, Revised Romanization, free spellings).
_ONSET_SPELT: dict[str, tuple[str, str, str]] = {
    "ㄱ": ("k g", "g", "q"), "ㄲ": ("kk", "kk", "k g"), "ㄴ": ("n", "n", "l r -"),
    "ㄷ": ("t d", "d", ""), "ㄸ": ("tt", "tt", "t d dd"), "ㄹ": ("r l", "r l", "n - rh"),
    "ㅁ": ("m", "m", ""), "ㅂ": ("p b", "b", "v"), "ㅃ": ("pp", "pp", "b p bb"),
    "ㅅ": ("s sh", "s", "sh x"), "ㅆ": ("ss", "ss", "s"), "ㅇ": ("-", "-", ""),
    "ㅈ": ("j ch", "j", "dj z dz tj g c"), "ㅉ": ("jj tch", "jj", "j ch"),
    "ㅊ": ("ch", "ch", "tch tsch c j"), "ㅋ": ("k kh", "k", "kh"), "ㅌ": ("t th", "t", "th d"),
    "ㅍ": ("p ph", "p", "ph f b"), "ㅎ": ("h", "h", "-"),
}  # fmt: skip
_NUCLEUS_SPELT: dict[str, tuple[str, str, str]] = {
    "ㅏ": ("a", "a", "ah ar"), "ㅐ": ("ae", "ae", "ai ay e eh"), "ㅑ": ("ya", "ya", "ia"),
    "ㅒ": ("yae", "yae", "yai ye"), "ㅓ": ("o", "eo", "u eu ou ur au uh e"),
    "ㅔ": ("e", "e", "ae ey eh"), "ㅕ": ("yo", "yeo", "yu you ye yeu io ieu eo o young"),
    "ㅖ": ("ye", "ye", "yae e yea"), "ㅗ": ("o", "o", "oh ou oo u"),
    "ㅘ": ("wa", "wa", "oa ua hwa"), "ㅙ": ("wae", "wae", "we ue oae"),
    "ㅚ": ("oe", "oe", "oi oy wae we ue ea"), "ㅛ": ("yo", "yo", "yoh io"),
    "ㅜ": ("u", "u", "oo ou wu o"), "ㅝ": ("wo", "wo", "weo won uo wu ou"),
    "ㅞ": ("we", "we", "wae ue"), "ㅟ": ("wi", "wi", "ui wee uy ou"),
    "ㅠ": ("yu", "yu", "yoo you iu ryu"), "ㅡ": ("u", "eu", "oo e ou i"),
    "ㅢ": ("ui", "ui", "eui i ee uy y"), "ㅣ": ("i", "i", "ee y yi e ih"),
}  # fmt: skip
_CODA_SPELT: dict[str, tuple[str, str, str]] = {
    "": ("-", "-", "h"), "ㄱ": ("k g ng", "k g ng", "c"), "ㄴ": ("n l", "n l", ""),
    "ㄷ": ("t d", "t d", ""), "ㄹ": ("l r", "l r", "ll n"), "ㅁ": ("m", "m", ""),
    "ㅂ": ("p b m", "p b m", ""), "ㅅ": ("t n s", "t n", "d s"), "ㅇ": ("ng", "ng", "n"),
}  # fmt: skip
# What a cluster or aspirate is heard as at the end of a syllable (Standard Pronunciation 8-13).
_CODA_HEARD = dict(
    zip(
        "ㄲㄳㄺㅋㄵㄶㄼㄽㄾㅀㄻㅄㄿㅍㅆㅈㅊㅌㅎ",
        "ㄱㄱㄱㄱㄴㄴㄹㄹㄹㄹㅁㅂㅂㅂㅅㅅㅅㅅㅅ",
        strict=True,
    )
)
SURNAMES: dict[str, tuple[str, ...]] = tables.korean_surnames()
"""Family names and their usual spellings, which follow no system."""
FREE = 0.9
"""What a spelling outside the systems is worth, per syllable."""


def is_hangul(char: str) -> bool:
    """Whether the character is one Korean syllable."""
    return _FIRST <= ord(char) <= _LAST


def jamo(char: str) -> tuple[str, str, str]:
    """Onset, nucleus and coda (empty if none, clusters as heard) of one syllable."""
    at = ord(char) - _FIRST
    coda = _CODAS[at % 28]
    return _ONSETS[at // 588], _NUCLEI[at % 588 // 28], _CODA_HEARD.get(coda, coda)


def _spellings(letters: tuple[str, str, str], system: int) -> set[str]:
    parts = (_ONSET_SPELT[letters[0]], _NUCLEUS_SPELT[letters[1]], _CODA_SPELT[letters[2]])
    columns = [part[system].split() for part in parts]
    return {"".join(combo).replace("-", "") for combo in product(*columns)}


@lru_cache(maxsize=12_000)
def spelt(char: str) -> dict[str, float]:
    """Latin spellings of a syllable and what each is worth: 1 by a system, less when free."""
    onset, nucleus, coda = jamo(char)
    found: dict[str, float] = {}
    for system in (0, 1):
        for text in _spellings((onset, nucleus, coda), system):
            found[text] = 1.0
    columns = [
        [
            (text, worth)
            for at, worth in ((0, 1.0), (1, 1.0), (2, FREE))
            for text in table[at].split()
        ]
        for table in (_ONSET_SPELT[onset], _NUCLEUS_SPELT[nucleus], _CODA_SPELT[coda])
    ]
    for combo in product(*columns):
        text = "".join(part for part, _ in combo).replace("-", "")
        worth = round(combo[0][1] * combo[1][1] * combo[2][1] * 0.98, 4)
        if text and worth > found.get(text, 0.0):
            found[text] = worth
    found.pop("", None)
    return found


def spells(syllables: str, latin: str) -> float:
    """How well Latin letters without spaces spell these syllables, 0 to 1 (0: they do not)."""
    states = {0: 1.0}
    for char in syllables:
        table = spelt(char)
        following: dict[int, float] = {}
        for at, worth in states.items():
            for end in range(at + 1, min(at + 7, len(latin)) + 1):
                value = table.get(latin[at:end])
                if value is not None and worth * value > following.get(end, 0.0):
                    following[end] = worth * value
        states = following
        if not states:
            return 0.0
    return states.get(len(latin), 0.0)


_DPRK_ONSET = dict(
    zip(
        _ONSETS,
        [
            "k",
            "kk",
            "n",
            "t",
            "tt",
            "r",
            "m",
            "p",
            "pp",
            "s",
            "ss",
            "-",
            "j",
            "jj",
            "ch",
            "kh",
            "th",
            "ph",
            "h",
        ],
        strict=True,
    )
)
_DPRK_CODA = dict(
    zip(("", *"ㄱㄴㄷㄹㅁㅂㅅㅇ"), ["-", "k", "n", "t", "l", "m", "p", "t", "ng"], strict=True)
)
_RR_ONSET = dict(
    zip(
        _ONSETS,
        [
            "g",
            "kk",
            "n",
            "d",
            "tt",
            "r",
            "m",
            "b",
            "pp",
            "s",
            "ss",
            "-",
            "j",
            "jj",
            "ch",
            "k",
            "t",
            "p",
            "h",
        ],
        strict=True,
    )
)
_RR_NUCLEUS = dict(
    zip(
        _NUCLEI,
        [
            "a",
            "ae",
            "ya",
            "yae",
            "eo",
            "e",
            "yeo",
            "ye",
            "o",
            "wa",
            "wae",
            "oe",
            "yo",
            "u",
            "wo",
            "we",
            "wi",
            "yu",
            "eu",
            "ui",
            "i",
        ],
        strict=True,
    )
)


def romanized(text: str, *, southern: bool = False) -> str:
    """Korean text in the DPRK national system, or in Revised Romanization; syllable by syllable.

    Other characters stay as they are.
    """
    out: list[str] = []
    for char in text:
        if not is_hangul(char):
            out.append(char)
            continue
        onset, nucleus, coda = jamo(char)
        if southern:
            out.append(_RR_ONSET[onset] + _RR_NUCLEUS[nucleus] + _DPRK_CODA[coda])
        else:
            out.append(_DPRK_ONSET[onset] + _NUCLEUS_SPELT[nucleus][0] + _DPRK_CODA[coda])
    return "".join(out).replace("-", "")
