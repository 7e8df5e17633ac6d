"""Where a Korean text is spelled after the northern norm, rule by rule.

The rules are those in which the Korean norms differ: the initial sound is kept (련습), the
ending 여 stands after i-like vowels (되여), no sai-siot is written (해빛), bound nouns and
auxiliaries are joined (할것), endings keep a plain letter (할가), loans came by other
ways (콤퓨터). Reference: 조선말규범집 (1988, 2010) beside 한글 맞춤법 (1988, 2017). Writers of
Korean in China are taught the same norm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from celtrace.text.northern_words import WORDS

_BASE, _MEDIALS, _FINALS = 0xAC00, 21, 28
_NIEUN, _RIEUL, _IEUNG = 2, 5, 11
_IOTIZED = frozenset((2, 3, 6, 7, 12, 17, 20))
"""Medials ya yae yeo ye yo yu i."""
_INITIALS = "려력련렬렴렵령례료룡류륙륜률륭릉량략랭뢰록론롱래뇨녀"
_INITIAL_WORDS = (
    "리유|리용|리해|리론|리익|리상|리념|리발|리별|로동|로력|로인|로출|로골|로선|루적|루락|루설|"
    "라렬|락원|락제|란간|란리|란폭|랑비|랑독|랑만|립장|립체|립증|림시|년령|년말|념원|념려"
)
_LOANS = (
    "류",
    "로마",
    "론도",
    "록밴드",
    "롱런",
    "롱패",
    "록음악",
    "료칸",
    "록페",
    "래퍼",
    "래핑",
    "녀석",
    "롱테",
    "록스",
    "류성",
    "로어",
)
_NATIVE = ("귀여", "이여", "기여", "미여", "시여", "치여", "지여")
"""Stems and ends of words that hold the same letters in both norms."""
_YEO = re.compile(
    r"[가-힣]*?(?P<site>[기니디리미비시이지치키티피히개내대래매배새애재채태패해게네데레메베세에제체"
    r"되뇌뵈쇠외죄최쾨퇴회괴뒤쉬쥐위귀휘띄희의쓰띠끼삐씨찌뛰쒸깨때빼째쐬][여였])"
)
_YEO_BEFORE = frozenset(
    "되뇌뵈쇠외죄최퇴회괴뒤쉬쥐위귀휘띄희의쐬뛰띠끼삐찌기니디리미비시이지치키티피히"
)
_JOINED = re.compile(
    r"(?P<site>[가-힣]*[한할된될인일있없던는갈올볼줄을를난날든들킨킬친칠린릴진질](?:것|수|데|줄|바)"
    r"(?:이|은|을|를|가|도|만|에|으로|로|과|와|의|이다|이였|입니)?)(?![가-힣])"
)
_AUXILIARY = re.compile(r"(?P<site>[가-힣]{1,}고(?:있|싶)[가-힣]+)(?![가-힣])")
_QUESTION = re.compile(r"(?P<site>[할갈올볼줄될릴을길일칠킬](?:가|가요|가말가))(?![가-힣])")
_WORD = re.compile("[가-힣]+")


class Site(msgspec.Struct, frozen=True):
    """A place where the norms differ, and how the text writes it."""

    at: int
    """Place of its first letter in the text."""
    form: str
    counterpart: str
    """The same in the southern norm."""
    rule: str


def sites(text: str, lexicon: Mapping[str, str]) -> tuple[Site, ...]:
    """The diagnostic places of a note, in order; the longest form wins where two overlap."""
    found = [site for word in _WORD.finditer(text) for site in _of_word(word, lexicon)]
    found.sort(key=lambda site: (site.at, -len(site.form)))
    kept: list[Site] = []
    for site in found:
        if not kept or site.at >= kept[-1].at + len(kept[-1].form):
            kept.append(site)
    return tuple(kept)


def without_initial(syllable: str) -> str:
    """A syllable as the south writes it at the head of a word: 련 becomes 연, 로 becomes 노."""
    place = ord(syllable) - _BASE
    initial, medial = place // (_MEDIALS * _FINALS), place // _FINALS % _MEDIALS
    if initial == _RIEUL:
        initial = _IEUNG if medial in _IOTIZED else _NIEUN
    elif initial == _NIEUN and medial in _IOTIZED:
        initial = _IEUNG
    return chr(_BASE + (initial * _MEDIALS + medial) * _FINALS + place % _FINALS)


def initial_word(text: str) -> str:
    """The head of a word that keeps its initial sound, or nothing; foreign words aside."""
    known = re.match(_INITIAL_WORDS, text)
    if len(text) > 1 and (known or text[0] in _INITIALS) and not text.startswith(_LOANS):
        return known.group() if known else text[:2]
    return ""


def _of_word(word: re.Match[str], lexicon: Mapping[str, str]) -> Iterator[Site]:
    text, start = word.group(), word.start()
    for form, south, rule in WORDS:
        if text.startswith(form):
            yield Site(start, form, south, rule)
    yield from _initial(text, start)
    sizes = range(min(len(text), 8), 1, -1)
    known = next((text[:size] for size in sizes if text[:size] in lexicon), "")
    if known:
        yield Site(start, known, lexicon[known], "lexicon")
    yield from _endings(text, start)


def _initial(text: str, start: int) -> Iterator[Site]:
    if form := initial_word(text):
        yield Site(start, form, without_initial(form[0]) + form[1:], "initial sound")


def _endings(text: str, start: int) -> Iterator[Site]:
    for found in _YEO.finditer(text):
        site = found.group("site")
        if site[0] in _YEO_BEFORE and not text.startswith(_NATIVE, found.start("site")):
            south = site[0] + ("어" if site[1] == "여" else "었")
            yield Site(start + found.start("site"), site, south, "yeo for eo")
    if joined := _JOINED.search(text):
        site = joined.group("site")
        cut = max(site.rfind(noun) for noun in "것수데줄바")
        yield _apart(site, cut, start + joined.start("site"), "joined bound noun")
    if verb := _AUXILIARY.search(text):
        site = verb.group("site")
        cut = max(site.rfind("고있"), site.rfind("고싶")) + 1
        yield _apart(site, cut, start + verb.start("site"), "joined auxiliary")
    if asked := _QUESTION.search(text):
        site = asked.group("site")
        south = f"{site[0]}까{site[2:]}"
        yield Site(start + asked.start("site"), site, south, "plain ending")


def _apart(site: str, cut: int, at: int, rule: str) -> Site:
    return Site(at, site, f"{site[:cut]} {site[cut:]}", rule)
