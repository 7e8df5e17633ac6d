"""What a bundle of Korean notes shows together."""

from __future__ import annotations

import json
import random
import re
import sys
import unicodedata
from pathlib import Path

import msgspec
import pytest

from celtrace.text import northern
from celtrace.text.northern import Told, Weighed, compare, look, plain
from celtrace.text.northern_choices import BY_LETTERS
from celtrace.text.northern_lexicon import Words
from detect.file_scenes import NORTH, SOUTH

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import korean

NONE = Words()
"""As without the dictionary."""


def test_one_note_shows_its_places_and_decides_nothing() -> None:
    note = look("녀자의 뒤머리를 길게 그려야 한다", NONE)
    assert [("녀자", "여자"), ("뒤머리", "뒷머리")] == [(s.form, s.counterpart) for s in note.sites]
    assert "not decidable" == compare([note.text], NONE).verdict


def test_a_note_under_the_length_is_not_counted() -> None:
    assert (False, True) == (look("할가", NONE).decidable, look("그려야 할가요", NONE).decidable)
    assert 2 == compare(["할가", "련습", *NORTH], NONE).short


def test_the_same_notes_in_both_norms_come_apart() -> None:
    north, south = compare(NORTH, NONE), compare(SOUTH, NONE)
    assert ("northern norm", "no sign") == (north.verdict, south.verdict)
    assert south.high < 0 < north.low
    assert north.low <= north.ratio <= north.high


def test_a_copied_note_is_one_note() -> None:
    once, often = compare(NORTH, NONE), compare([*NORTH, NORTH[0], f"{NORTH[0]}!!"], NONE)
    assert (once.ratio, 0, 2) == (often.ratio, once.copies, often.copies)


def test_a_single_note_copied_a_hundred_times_is_not_decidable() -> None:
    assert "not decidable" == compare([NORTH[0]] * 100, NONE).verdict


def test_no_notes_are_not_decidable() -> None:
    assert ("not decidable", ()) == (
        compare([], NONE).verdict,
        compare(["中文", "", "12"], NONE).notes,
    )


@pytest.mark.parametrize("size", sorted(northern.LIMIT))
def test_a_bundle_must_be_likelier_than_both_southern_ways_of_writing(size: int) -> None:
    careful, either = northern.LIMIT[size]
    called = [
        northern.verdict(Weighed(careful + one, either + other), size)
        for one, other in ((0.1, 0.1), (0.1, -0.1), (-0.1, 0.1), (0, 0))
    ]
    assert ["northern norm", "northern norm or spaces left out", "no sign", "no sign"] == called


def test_the_limit_of_a_size_stands_up_to_the_next() -> None:
    first, second = sorted(northern.LIMIT)[:2]
    says = Weighed(*northern.LIMIT[second])._replace(careful=northern.LIMIT[second][0] + 0.1)
    assert northern.verdict(says, second) != "no sign"
    assert northern.verdict(says, second - 1) == "no sign"
    assert northern.verdict(says, 1) == northern.verdict(says, first)


@pytest.mark.parametrize(
    ("careful", "hurried", "either"),
    [(2, 2, 2), (2, 90, 2.693), (90, 2, 2.693), (-3, 5, -2.307), (1e4, 1e4, 1e4), (-1e4, 0, -1e4)],
)
def test_a_note_is_held_beside_a_writer_who_may_be_either(
    careful: float, hurried: float, either: float
) -> None:
    """Nearest to the likelier of the two, however much they say."""
    assert northern._beside_either(Told(careful, hurried)) == pytest.approx(either, abs=1)
    assert northern._beside_either(Told(careful, hurried)) >= min(careful, hurried)


def test_one_note_says_only_so_much_however_long_it_is() -> None:
    spaces = Told(1e4, 1e4)
    note = msgspec.structs.replace(look("선", NONE), spaces=spaces, choices=())
    assert northern.told([note]) == northern.told([msgspec.structs.replace(note, score=3.0)])
    assert northern.told([note, note]).either == pytest.approx(2 * northern.told([note]).either)


def test_a_form_that_comes_back_counts_twice_at_most() -> None:
    one, other = look("련습", NONE), look("련습 그림", NONE)
    two = northern.told([one, other])
    many = northern.told([one, other, one, one])
    grams = 2 * northern.told([msgspec.structs.replace(one, choices=())]).careful
    assert two.careful + grams == pytest.approx(many.careful)


def test_the_southern_way_counts_against_as_often_as_it_stands() -> None:
    note = look("색이 다르게 되었다", NONE)
    assert ["become"] == [one.kind for one in note.choices]
    once, thrice = northern.told([note]), northern.told([note] * 3)
    assert thrice.careful == pytest.approx(3 * once.careful)
    assert once.careful < 0
    assert once.either < 0


def test_of_a_kind_that_only_the_north_shows_nothing_speaks_against() -> None:
    assert Told(0, 0) == northern.weight("initial by rule", northern=False)
    assert 0 < northern.weight("initial by rule", northern=True).careful


def test_what_a_bundle_says_is_the_sum_over_its_notes() -> None:
    notes = [look(text, NONE) for text in NORTH]
    parts = [northern.told([note]) for note in notes]
    whole = northern.told(notes)
    assert whole.careful == pytest.approx(sum(part.careful for part in parts))


def test_n_grams_of_one_note_say_only_so_much() -> None:
    note = msgspec.structs.replace(look("선", NONE), score=1000.0, choices=())
    assert northern.told([note]).careful == pytest.approx(4.0 * 0.3)


def test_spaces_that_are_left_out_are_never_enough() -> None:
    """Hurried writers of either norm leave out spaces."""
    joined = [text.replace(" 것", "것").replace("고 있", "고있") for text in SOUTH]
    hurried = [*joined, *(f"{word}는것이 많고있다" for word in ("그리", "지우", "칠하", "움직이"))]
    assert "northern norm" != compare(hurried, NONE).verdict


def test_punctuation_digits_and_decomposed_letters_do_not_matter() -> None:
    assert "그릴것 다시" == plain(unicodedata.normalize("NFD", "「그릴것」 12, 다시!"))


def test_the_order_of_notes_does_not_matter() -> None:
    assert compare(NORTH, NONE) == compare(NORTH[::-1], NONE)


def _bundles(lines: list[str], size: int) -> list[float]:
    rng = random.Random(1)  # noqa: S311 - a draw
    notes = [plain(line) for line in lines if 8 <= len(plain(line).replace(" ", "")) <= 30]
    return [compare(rng.sample(notes, size), NONE).ratio for _ in range(40)]


def test_real_southern_bundles_are_not_called_northern(shared_data: Path) -> None:
    rows = json.loads((shared_data / "korean" / "klue-sts-v1.1_dev.json").read_text("utf-8"))
    rng = random.Random(2)  # noqa: S311 - a draw
    lines = [row["sentence1"] for row in rows]
    said = [compare(rng.sample(lines, 30), NONE).verdict for _ in range(40)]
    assert {"no sign"} == set(said)


def test_real_northern_prose_lies_above_the_same_in_the_south(shared_data: Path) -> None:
    text = (shared_data / "korean" / "kpc-half.tsv").read_text("utf-8").splitlines()[1:]
    pairs = [line.split("\t") for line in text if line.count("\t") == 1]
    north = _bundles([one for one, _ in pairs], 40)
    south = _bundles([other for _, other in pairs], 40)
    assert max(south) < sorted(north)[2]


@pytest.mark.parametrize("text", [northern.SHARED])
def test_the_caveat_says_what_the_norm_cannot_tell(text: str) -> None:
    assert "China" in text
    assert "does not tell where" in text


JOINED = """
이 장면은 다시 그릴_수 있다|머리카락을 더 길게 할_것|눈동자가 움직이는_것 같다
색을 고칠_수 없는 그림|손을 들고_있는 아이가 보인다|천천히 걸어가고_있는 사람
그가 돌아올_것을 기다린다|바람에 날리고_있는 치마|아까 보낸_것과 맞추어 그려라
누구나 알고_있는 이야기|소리를 듣는_것이 중요하다|지울_수 있는 선만 남긴다
팔이 너무 긴_것은 고친다|문_밖에 서_있는 그림자|두_사람이 마주보고_있다
배경이 흔들리는_것을 막는다|한_번 더 살펴볼_것|빛이 들어오고_있는 창문
옷의 주름을 그릴_수 있는가|끝까지 보고_싶은 장면
"""
"""Notes whose only signs are spaces that the north leaves out (`_`), beside those it keeps."""


def test_joined_words_beside_kept_spaces_tell_twenty_notes() -> None:
    north = re.split(r"\||\n", JOINED.replace("_", "").strip())
    assert 20 == len(north)
    assert not any(one.kind in BY_LETTERS for note in north for one in look(note, NONE).choices)
    assert "northern norm" == compare(north, NONE).verdict


@pytest.mark.parametrize("seed", range(8))
def test_the_same_notes_without_most_spaces_are_held_for_hurried_ones(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - a draw
    hurried = [
        "".join(letter for letter in note if letter != " " or rng.random() < 0.4)
        for note in re.split(r"\||\n", JOINED.replace("_", " ").strip())
    ]
    assert "northern norm" != compare(hurried, NONE).verdict


def test_twenty_real_notes_that_were_not_counted_are_told(shared_data: Path) -> None:
    """Other sentences of the books that were counted, whole ones, repeated ones left out."""
    texts = {name: lines for name, _, lines in korean.sources(shared_data)}
    rng = random.Random(20)  # noqa: S311 - a draw
    for name, least, most in (("parallel, north", 0.9, 1), ("parallel, south", 0, 0)):
        sentences = {plain(line) for line in texts[name]}
        assert sentences.isdisjoint(map(plain, texts[korean.COUNTED[name]]))
        notes = [look(text) for text in sorted(sentences) if len(text) in range(12, 24)]
        drawn = [northern.told(rng.sample(notes, 20)) for _ in range(400)]
        called = sum(northern.verdict(one, 20) == "northern norm" for one in drawn)
        assert least <= called / len(drawn) <= most


COUNTED = [
    ["할것을 다 하였다.", "할 것을 다 했다."],
    ["긴 머리의 녀자가 웃는다", "긴 머리의 여자가 웃는다"],
]


@pytest.mark.parametrize(
    "pair",
    [
        ["할것을 다 하였다!", "할 일을 모두 마쳤다"],
        ["모든 일을 끝냈다", "할 것을  다 했다"],
        [unicodedata.normalize("NFD", COUNTED[1][0]), "누군가 웃고 있다"],
    ],
)
def test_a_pair_that_repeats_on_either_side_is_not_reported_on(pair: list[str]) -> None:
    new = ["할것을 다 하였는가", "할 것을 다 했는가"]
    crossed = COUNTED[0][::-1]
    assert [new, crossed] == korean.new_pairs([pair, new, crossed], COUNTED)


@pytest.mark.parametrize(
    ("line", "new"),
    [
        ("머리의 녀자가 웃는다", []),
        ("긴 머리의 녀자가", []),
        ("머리의 녀자가 웃는다고", ["머리의 녀자가 웃는다고"]),
        ("머리의 녀자가 웃는다 눈을 크게 뜬 아이들", ["눈을 크게 뜬 아이들"]),
    ],
)
def test_a_note_that_stands_in_a_counted_line_is_not_reported_on(line: str, new: list[str]) -> None:
    assert new == korean.new_notes([line], [north for north, _ in COUNTED], 7)
    assert len(korean.new_notes([line], [], 7)) == 1 + line.count("눈을")


def test_no_note_that_is_reported_on_stands_in_what_was_counted(shared_data: Path) -> None:
    texts = {name: lines for name, _, lines in korean.sources(shared_data)}
    for name, first in korean.COUNTED.items():
        for size in (6, 10, 20):
            reported = set(korean.new_notes(texts[name], texts[first], size))
            assert len(reported) > 1000
            assert reported.isdisjoint(korean.notes(texts[first], size))
