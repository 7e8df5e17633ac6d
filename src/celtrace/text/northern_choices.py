"""Where a Korean text has to choose between the norms, and how it chose.

A place is counted whichever way it is written, so a topic that has many such places says no
more than one that has few. Beside the places at which the norms differ stand those that both
write alike and hurried writers do not (`지 않다` in one word): they tell left out spaces from
the joined writing of the north. Reference: 조선말규범집 (1988, 2010) beside 한글 맞춤법 (1988,
2017). Words come from the dictionary (`northern_lexicon.words`); without it the places that
need one are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from celtrace.text.northern_lexicon import Words
from celtrace.text.northern_rules import initial_word
from celtrace.text.northern_words import WORDS

_FIRST, _LAST, _FINALS, _MEDIALS = 0xAC00, 0xD7A3, 28, 21
_NIEUN, _RIEUL = 4, 8
_I_LIKE = frozenset((1, 5, 11, 15, 16, 19, 20))
"""Medials ae e oe we wi ui i, after which the north writes 여."""
_OTHER_WORDS = frozenset(
    re.findall(r"\S+", "안해 기발 차수 회수 수자 담보하 바다가 이발 만화영화 데이타")
)
"""Forms of the table that are words of their own in the south."""
_NORTH = {form: south for form, south, _ in WORDS if form not in _OTHER_WORDS}
_SOUTH = frozenset(
    south for form, south in _NORTH.items()
    if len(south) == len(form) > 1 and any(map(str.__eq__, form, south)) and " " not in south
) - {"원수", "원화", "동영상"}  # fmt: skip
"""Southern forms of the same words, not other words of the same meaning."""
_CASE = (
    "(?:이|은|을|를|가|도|만|에|의|로|으로|과|와|까지|부터|에는|에서|에도|에서는|에서도|으로는|"
    "이다|이[가-힣]*|인[가-힣]*)?"
)
_SOME = "(?:이|은|을|를|가|는|의|도|만|에|씩|으로|로|과|와|이나|째|밖에|쯤)?"
_THING = (
    "(?:이|은|을|를|가|도|만|으로|로|과|와|의|이[가-힣]*|입니[가-힣]*|들[가-힣]*|인[가-힣]*|처럼|"
    "같[가-힣]*|보다|마다|까지|뿐[가-힣]*|에[가-힣]*)?"
)
_BOUND = {
    "thing": re.compile(f"것{_THING}$"),
    "can": re.compile("수(?:가|도|는|밖에|있[가-힣]*|없[가-힣]*)?$"),
    "time": re.compile("때(?:에|는|면|마다|까지|부터|의|가|를|에는|에도|도)?$"),
    "seeming": re.compile("듯(?:이|한|하[가-힣]*|했[가-힣]*|싶[가-힣]*)?$"),
    "bound noun": re.compile(
        "(?:줄(?:을|도|은|만|로|이야|알[가-힣]*|모[가-힣]*|안[가-힣]*)?|뿐(?:이[가-힣]*|만|인[가-힣]*|"
        f"아니[가-힣]*|입[가-힣]*)?|만큼(?:은|이나|의)?|적[이도은을]|채로?|(?:동안|다음|셈|모양|탓){_CASE}|"
        "때문(?:[에이입인][가-힣]*)?|바(?:를|가|는|와|에|도|이[가-힣]*)?|척(?:을|도|은|한|[하했][가-힣]*)?|"
        "후(?:에|로|부터|의|에는|에도)?|뒤(?:에|로|에는|에도)?|테(?:니|니까|다|지|야|고|요|지만)|"
        "중(?:에|인|에서|에는|이[가-힣]*)|뻔[하했한][가-힣]*)$"
    ),
}
_AFTER_L = frozenset({"can", "time"})
_SHORT_VERBS = frozenset("할될볼갈올알쓸살설낼줄한된본간온쓴산")
_SPACED = tuple(
    (kind, re.compile(f"{before}(?={after})"), re.compile(f"{before}$"), re.compile(after))
    for kind, before, after in (
        ("going on", ".고", "있|계시|계신"),
        ("wishing", ".고", "싶"),
        ("and then", ".고", "나서|나니|나면|말았"),
        ("not", ".지", "않|못|말"),
        ("must", ".야", "하[는니며였고지기]|한다|할|했|해|됩|된다|될|됐"),
        ("object", ".를", "."),
        ("number", "^(?:한|두|세|네|몇|다섯|여섯|열|여러|스무)", (
            "(?:사람|개|명|번|가지|마리|살|달|시간|곳|장|권|대|편|차례|마디|해|주일|걸음|순간|분|그루|"
            f"송이|쌍|켤레|잔|모금|방울){_SOME}$")),
        ("adverb", (
            "^(?:너무|정말|진짜|그냥|아직|이제|제일|가장|같이|함께|빨리|많이|별로|모두|항상|매우|아주|"
            "조금|이미|자꾸)"), "(?!까지|부터|처럼|나마|라도|하게|이나|[은는도만요로]$)."),
    )
)  # fmt: skip
_PLACE = re.compile(f"(앞|뒤|안|밖|속|우|위|밑|아래|사이|옆|곁|가운데|쪽|동안|전|후|중){_CASE}$")
_PARTICLES = re.findall(
    r"\S+",
    """
에서 에게 으로 에게서 에서는 에는 으로는 은 는 이 가 을 를 의 에 로 와 과 도 만 까지 부터 이나 나
라고 이라고 보다 처럼 입니다 이다 이었다 이였다 였다 들 들은 들이 들을 들의 들과 들에게 이라는 라는
이며 이고 마다 에도 로는 로서 으로서 로써 으로써 한 하는 하고 하여 했다 하였다 된 되는 적
적인 적으로
""",
)
_ENDINGS = frozenset(_PARTICLES) | {"나", "고", "거나", "지", "기"}
_GOES_ON = re.compile(
    "(?:을|를|에서(?!는|도|만|의|부터|까지|조차|야|나|뿐|처럼|와|보다|였|이|고|라|인|요)|"
    "에게(?!는|도|만|서|로|의|까지|나|조차)|으로(?!는|도|만|서|써|의|부터|까지|나|라|인|이|하|되|된|돼)|"
    "[은는](?!커녕|요|데|지)|가|도|이(?!다|었|였|라|며|고|나|든|란|자|야|지|면|기|랑|냐|니|네|군|요|어|에|죠|"
    "여|러|던|신|셨|시|거|건|된)|에(?!서|게|는|도|만|의|요|다|선|겐|관|대|따|비|까|야|여|라|나|조|너)).{2,}"
)
"""A particle after which another word goes on without a space."""
_ABOVE = re.compile("(.우)(?:에|에서|에는|에도|로|에로)$")
_NOT_ABOVE = frozenset("경좌이배매새전친호여키싸비치피세데메채태하정상장폭따로그")
_ASKS = re.compile("[을할될볼올갈릴질칠킬낼쓸줄일](가|까)(?:요|말가)?$")
_HABIT = re.compile("(군|곤)(?:하는|하였|했|하던|한다)")
_MARCHES = frozenset({"진군", "행군", "종군", "회군", "피곤", "노곤", "빈곤", "곤곤"})
_HABIT_APART = re.compile(".[군곤]$")
BY_LETTERS = frozenset({
    "initial", "initial by rule", "initial within", "dictionary", "word", "ryul", "yeo", "become",
    "copula", "past", "honoured", "above", "asking", "habit", "contracted",
})  # fmt: skip
"""Kinds that are told by letters; the others are told by spaces."""
_STEMS = frozenset("깨태내매베세패째메떼빼때캐재뛰쥐쉬띄튀휘뉘뀌퀴희뵈쇠죄쐬끼피")
"""Verbs of one syllable that the north follows with 여."""
_HELPS = frozenset("나난날낸났갔왔서지진졌보놓들주가오있야도다버")
_LONG = 5
"""Syllables of a word in which a particle may stand before another word."""


class Choice(msgspec.Struct, frozen=True):
    """One place, of one kind, and whether the northern way was taken."""

    kind: str
    form: str
    """What stands there: a form that comes back again and again is one habit, not many."""
    northern: bool


def choices(text: str, words: Words) -> Iterator[Choice]:
    """The choices of a plain text (`northern.plain`), word by word."""
    run = text.split(" ")
    for word, following in zip(run, [*run[1:], ""], strict=True):
        if word:
            yield from _bound(word, following, words)
            yield from _spaced(word, following)
            yield from _nouns(word, following, words)
            yield from _initial(word, words)
            yield from _inner_sounds(word, words)
            yield from _vowels(word, words)
            yield from _listed(word, following, words)


def _bound(word: str, following: str, words: Words) -> Iterator[Choice]:
    known = any(stem in words.nouns for stem in stems(word))
    for kind, noun in _BOUND.items():
        finals = (_RIEUL,) if kind in _AFTER_L else (_NIEUN, _RIEUL)
        for at in range(len(word) - 1, 0, -1):
            before = word[at - 1]
            whole = at > 1 or before in _SHORT_VERBS
            if _final(before) in finals and whole and not known and noun.match(word, at):
                yield Choice(kind, word[at - 1 : at + 1], northern=True)
                break
        whole = len(word) > 1 or word in _SHORT_VERBS
        if following and whole and _final(word[-1]) in finals and noun.match(following):
            yield Choice(kind, following[:2], northern=False)


def _spaced(word: str, following: str) -> Iterator[Choice]:
    for kind, joined, before, after in _SPACED:
        if found := joined.search(word):
            yield Choice(kind, found.group(), northern=True)
        elif before.search(word) and after.match(following):
            yield Choice(kind, word, northern=False)


def _nouns(word: str, following: str, words: Words) -> Iterator[Choice]:
    forms = tuple(stems(word))
    known = any(stem in words.nouns for stem in forms)
    place = _PLACE.search(word)
    if place and place.start() > 1 and word[: place.start()] in words.nouns and not known:
        yield Choice("noun of place", word[: place.end(1)], northern=True)
    elif word in words.nouns and _PLACE.match(following):
        yield Choice("noun of place", word, northern=False)
    if known:
        if following and word not in words.nouns:
            yield Choice("particle", "", northern=False)
    elif len(word) >= _LONG and not _compound(forms, words) and _runs_on(word, words):
        yield Choice("particle", word, northern=True)


def _runs_on(word: str, words: Words) -> bool:
    return any(
        word[:at] in words.nouns and _GOES_ON.match(word, at) for at in range(2, len(word) - 2)
    )


def _initial(word: str, words: Words) -> Iterator[Choice]:
    north = words.initial
    if word[0] == "년":
        return
    forms = tuple(stems(word))
    heads = [word[:size] for size in range(min(len(word), 6), 1, -1)]
    if any(stem in north for stem in forms):
        yield Choice("initial", next(stem for stem in forms if stem in north), northern=True)
    elif any(stem in words.southern_initial for stem in forms):
        yield Choice("initial", word[:2], northern=False)
    elif form := next((head for head in heads if north.get(head) in words.southern_initial), ""):
        yield Choice("initial", form, northern=True)
    elif form := initial_word(word):
        yield Choice("initial by rule", form, northern=True)


def _inner_sounds(word: str, words: Words) -> Iterator[Choice]:
    for at in range(2, len(word) - 1):
        if word[:at] in words.nouns and word[at] in "려력련렬렴렵령례료룡류륙률륭량략론로리녀년":
            form = next((stem for stem in stems(word[at:]) if stem in words.initial), "")
            if form and word[: at + len(form)] not in words.nouns and form[1:] not in _ENDINGS:
                yield Choice("initial within", form, northern=True)
    for at in range(1, len(word)):
        if _final(word[at - 1]) in {0, _NIEUN} and word[at] in "렬률율":
            yield Choice("ryul", word[at - 1 : at + 1], northern=word[at] != "율")


def _vowels(word: str, words: Words) -> Iterator[Choice]:
    for at, letter in enumerate(word):
        before = word[at - 1] if at else ""
        if letter in "돼됐":
            yield Choice("contracted", letter, northern=False)
        elif letter == "했" or (letter == "였" and before == "하"):
            yield Choice("past", letter, northern=letter == "였")
        elif word[at - 1 : at + 2] in {"이예요", "이에요"}:
            yield Choice("copula", word[at - 1 : at + 1], northern=letter == "예")
        elif letter in "여였어었" and before:
            yield from _after_stem(word, at, words)


def _after_stem(word: str, at: int, words: Words) -> Iterator[Choice]:
    before, letter = word[at - 1], word[at]
    north = letter in "여였"
    if before == "시" and north and at > 1 and word[at - 2] != "이":
        yield Choice("honoured", letter, northern=True)
    elif before == "되":
        yield Choice("become", before + letter, northern=north)
    elif before == "이" and at > 1 and _final(word[at - 2]) > 0:
        if letter in "였었":
            yield Choice("copula", before + letter, northern=north)
    elif _is_stem(word, at, words):
        yield Choice("yeo", word[: at + 1], northern=north)


def _is_stem(word: str, at: int, words: Words) -> bool:
    if at == 1 and word[0] in _STEMS and word[2:3] in _HELPS:
        return True
    stem = word[:at]
    return _is_i_like(word[at - 1]) and stem in words.verbs and stem not in words.nouns


def _listed(word: str, following: str, words: Words) -> Iterator[Choice]:
    forms = tuple(stems(word))
    if form := next((stem for stem in forms if stem in _NORTH and stem not in words.initial), ""):
        yield Choice("word", form, northern=True)
    elif form := next(
        (stem for stem in forms if stem in _SOUTH and stem not in words.southern_initial), ""
    ):
        yield Choice("word", form, northern=False)
    elif form := next((stem for stem in forms if stem in words.other), ""):
        yield Choice("dictionary", form, northern=True)
    above = _ABOVE.search(word)
    if word in {"우에", "우에서", "우로", "우에는", "우에도"} or (
        above and word not in words.nouns and above.group(1)[0] not in _NOT_ABOVE
    ):
        yield Choice("above", above.group(1) if above else word, northern=True)
    elif re.search("(?:^|.)위에(?:서|는|도)?$|^위(?:로|의)$", word):
        yield Choice("above", word, northern=False)
    asked = _ASKS.search(word)
    if asked and len(word) > 1 and word not in {"불가", "일가"}:
        yield Choice("asking", word, northern=asked.group(1) == "가")
    habit = _HABIT.search(word, 1)
    if habit and word[: habit.end(1)][-2:] not in _MARCHES:
        yield Choice("habit", habit.group(), northern=habit.group(1) == "군")
    elif _HABIT_APART.search(word) and word not in words.nouns and following[:1] in {"하", "했"}:
        yield Choice("habit", word, northern=word[-1] == "군")


def stems(word: str) -> Iterator[str]:
    """A word as it stands, and without a particle."""
    yield word
    for particle in _PARTICLES:
        if word.endswith(particle) and len(word) > len(particle) + 1:
            yield word[: -len(particle)]


def _compound(forms: tuple[str, ...], words: Words) -> bool:
    return any(
        stem[:at] in words.nouns and stem[at:] in words.nouns
        for stem in forms
        for at in range(2, len(stem) - 1)
    )


def _final(letter: str) -> int:
    return (ord(letter) - _FIRST) % _FINALS if _FIRST <= ord(letter) <= _LAST else -1


def _is_i_like(letter: str) -> bool:
    return not _final(letter) and (ord(letter) - _FIRST) // _FINALS % _MEDIALS in _I_LIKE
