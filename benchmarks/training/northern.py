"""Trains the model of the northern norm from southern sentences alone.

    python benchmarks/training/northern.py --south FILE... [--report DATA]

Each southern sentence is rewritten with the rules of the northern norm and the pairs of the
dictionary; the model learns to tell the sentence from its rewriting. No northern text is
used: a model that is trained on speeches beside web text learns their topics and is at
chance when the topic is held equal. Writes `northern_model.txt`, `northern_stop.txt`.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from usual import lines_of

from celtrace.text import northern, northern_lexicon
from celtrace.text.northern_words import WORDS

TABLES = Path(__file__).resolve().parents[2] / "src" / "celtrace" / "text" / "_tables"
TELLING = 0.4
"""Only n-grams that rewriting makes or breaks are weighed; others would learn topics."""
KEPT = 30_000
"""Weights that are kept, the largest."""
SEEN = 2
"""Times a form must be seen in southern text to be left out."""
LENGTHS = (6, 8, 10, 10, 14, 20, 30)
STEMS = (
    "기니디리미비시이지치키티피히되뇌뵈쇠외죄최퇴회괴뒤쉬쥐위귀휘띄희의쐬뛰"
    "띠끼삐찌개내대매배새애재채태패해게네데레메베세에제체깨때빼째"
)
BOUND = "것|수|데|줄|바|듯|만큼|뿐|때문|번|척|적|대로"
ADNOMINAL = "한할된될인일있없던는갈올볼줄을를난날든들킨킬친칠린릴진질은운울온올본준건걸간단달난란"
AUXILIARY = (
    "있|싶|주|줄|준|줘|보|봐|본|볼|버리|버렸|버린|놓|두|둔|가|간|오|온|내|낸|않|못|말|지|진|졌"
)


APART = 0.2
"""Share of notes whose words stay apart: spacing is the loosest part of both norms."""


SURE = frozenset(
    re.findall(
        r"\S+",
        """
여자 노력 역사 이용 내일 이해 연애 이별 연락 이유 노동 낭만 여행 요리 영혼
예의 이론 이익 인류 임시 입장 양심 연결 연속 열차 낙원 낙서 난리 냉정 노인
녹음 논리 능력 낭비 내년 노출 요금 유행 이혼 이력 입체 연인 연습 연령 여인
여성 여왕 여배우 여주인공 여동생 양쪽 예외 예절 양식 이전 유명
""",
    )
)
"""Words that hardly ever mean another word with the same southern spelling."""
NEVER = frozenset(
    re.findall(
        r"\S+",
        """
나만 이거 이전 유명 양식 이상 영상 나는 이미 연기 인상 소설 노래 이동 나라
""",
    )
)


def given_dictionary() -> bytes:
    """The compiled dictionary."""
    place = northern_lexicon._place()  # noqa: SLF001 - the training reads it whole
    if place is None:
        raise SystemExit(northern_lexicon.REMEDY)
    return place.read_bytes()


def written_in_han(data: bytes) -> dict[str, set[str]]:
    """Each form of the dictionary with the ways it is written in Han letters."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in data.split(b"\0"):
        fields = entry.split(b",", 8)
        if len(fields) == 9:
            found[fields[6].decode("utf-8", "replace")].add(fields[7].decode("utf-8", "replace"))
    return found


def usable(north: str, south: str, han: dict[str, set[str]]) -> bool:
    """Whether a southern word is surely this northern one, in another spelling."""
    if not spelled_alike(north, south) or south in NEVER:
        return False
    if north[1:] == south[1:]:
        return south in SURE or ("*" not in han[north] and han[south] <= han[north])
    return True


def spelled_alike(north: str, south: str) -> bool:
    """Whether the two are one word in two spellings and not two words."""
    if len(north) != len(south):
        return False
    apart = [(a, b) for a, b in zip(north, south, strict=True) if a != b]
    return len(apart) * 2 <= len(north) and all(alike(a, b) for a, b in apart)


def alike(one: str, other: str) -> bool:
    """Two syllables that share two of initial, medial and final, or the last two."""
    first, second = (divmod(ord(char) - 0xAC00, 28) for char in (one, other))
    parts = zip((first[0] // 21, first[0] % 21, first[1]),
                (second[0] // 21, second[0] % 21, second[1]), strict=True)  # fmt: skip
    return sum(a == b for a, b in parts) == 2


class Rewriter:
    """Southern sentences in northern spelling; each rule at each place with a chance."""

    def __init__(self, rng: random.Random, chance: float = 0.92) -> None:
        self.rng, self.chance = rng, chance
        self.words: dict[str, list[tuple[str, str]]] = defaultdict(list)
        han = written_in_han(given_dictionary())
        table = {
            south: north
            for north, south in northern_lexicon.forms().items()
            if usable(north, south, han)
        } | {south: north for north, south, _ in WORDS}
        for south, north in table.items():
            if len(south) > 1 and " " not in south:
                self.words[south[0]].append((south, north))
        for rows in self.words.values():
            rows.sort(key=lambda row: -len(row[0]))

    def rewrite(self, text: str) -> str:
        """The sentence in the northern norm."""
        text = " ".join(self._word(word) for word in text.split(" "))
        text = self._sub(rf"(?!\b이)([{STEMS}])어(?![가-힣]*하)", r"\1여", text)
        text = self._sub(rf"([{STEMS}])었", r"\1였", text)
        if self.rng.random() < APART:
            return text
        text = self._sub(rf"([가-힣]*[{ADNOMINAL}]) ({BOUND})", r"\1\2", text)
        text = self._sub(r"([가-힣]고) (있|싶)", r"\1\2", text)
        text = self._sub(rf"([가-힣]*[아어여해려워와져겨]) ({AUXILIARY})", r"\1\2", text)
        text = self._sub(
            r"(\d|[한두세네몇여러]) (번|개|명|년|월|일|시간|살|장|마리|가지)", r"\1\2", text
        )
        text = self._sub(r"([할갈올볼줄될릴을길일칠킬까])까", r"\1가", text)
        return self._sub(r"(일|나무|장|재주|사냥|농)꾼", r"\1군", text)

    def _sub(self, pattern: str, by: str, text: str) -> str:
        def once(found: re.Match[str]) -> str:
            return found.expand(by) if self.rng.random() < self.chance else found.group()

        return re.sub(pattern, once, text)

    def _word(self, word: str) -> str:
        for south, north in self.words.get(word[:1], ()):
            if word.startswith(south) and self.rng.random() < self.chance:
                return north + word[len(south) :]
        return word


def cuts(text: str, rng: random.Random) -> Iterator[tuple[int, int]]:
    """Places of notes: runs of words with about as many syllables as one of the lengths."""
    words = text.split(" ")
    at = 0
    while at < len(words):
        want, end, have = rng.choice(LENGTHS), at, 0
        while end < len(words) and have < want:
            have += len(words[end])
            end += 1
        if have >= 5:
            yield at, end
        at = end


def examples(lines: Iterable[str], rng: random.Random) -> Iterator[tuple[str, str]]:
    """Pairs of southern and rewritten notes; a part of both has spaces left out."""
    rewriter = Rewriter(rng)
    for line in lines:
        plain = northern.plain(line)
        for start, end in cuts(plain, rng):
            south = " ".join(plain.split(" ")[start:end])
            if rng.random() < 0.15:
                south = "".join(c for c in south if c != " " or rng.random() < 0.6)
            yield south, rewriter.rewrite(south)


def stop_words(lines: Iterable[str]) -> list[str]:
    """Dictionary forms that begin a word of a southern text."""
    known = northern_lexicon.forms()
    found: Counter[str] = Counter()
    for line in lines:
        for word in northern.plain(line).split(" "):
            for size in range(2, min(len(word), 8) + 1):
                if word[:size] in known:
                    found[word[:size]] += 1
    return sorted(form for form, count in found.items() if count >= SEEN)


def write(name: str, head: str, lines: Iterable[str]) -> None:
    """One table of the package."""
    (TABLES / name).write_text(f"# {head}\n" + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Train, prune, write."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--south", nargs="+", type=Path, required=True)
    given = ask.parse_args()
    lines = sorted(set(lines_of(given.south)))
    made = "Made by benchmarks/training/northern.py"
    write("northern_stop.txt", made, [])
    northern_lexicon.shared_words.cache_clear()
    northern_lexicon.forms.cache_clear()
    stops = stop_words(lines)
    write(
        "northern_stop.txt",
        made,
        [" ".join(stops[at : at + 12]) for at in range(0, len(stops), 12)],
    )
    northern_lexicon.shared_words.cache_clear()
    northern_lexicon.forms.cache_clear()
    rng = random.Random(7)
    notes, labels = [], []
    for south, north in examples(lines, rng):
        if south == north:
            continue
        notes += [south, north]
        labels += [0, 1]
    counter = CountVectorizer(analyzer=northern.grams, min_df=4, binary=True, dtype=np.float32)
    table = counter.fit_transform(notes)
    north = np.asarray(table[1::2].sum(axis=0)).ravel()
    south = np.asarray(table[0::2].sum(axis=0)).ravel()
    telling = np.abs(np.log((north + 0.5) / (south + 0.5))) > TELLING
    model = LogisticRegression(C=1.0, solver="liblinear", max_iter=200)
    model.fit(table[:, telling], labels)
    names = counter.get_feature_names_out()[telling]
    weights = dict(zip(names, model.coef_[0], strict=True))
    kept = sorted(weights, key=lambda gram: -abs(weights[gram]))[:KEPT]
    bins: dict[int, list[str]] = defaultdict(list)
    for gram in kept:
        if hundredths := round(100 * weights[gram]):
            bins[hundredths].append(gram.replace(" ", "_"))
    rows = [f"{value} {' '.join(sorted(bins[value]))}" for value in sorted(bins)]
    write("northern_model.txt", f"{made}; weight in hundredths, n-grams", rows)
    print(f"{len(notes) // 2} notes, {len(kept)} n-grams, {len(stops)} stop words")


if __name__ == "__main__":
    main()
