"""What a bundle of Korean notes shows together."""

from __future__ import annotations

import json
import random
import unicodedata
from pathlib import Path

import pytest

from celtrace.text import northern
from celtrace.text.northern import compare, look, plain
from celtrace.text.northern_rules import Site
from detect.file_scenes import NORTH, SOUTH


def test_one_note_shows_its_places_and_decides_nothing() -> None:
    note = look("녀자의 뒤머리를 길게 그려야 한다", {})
    assert [("녀자", "여자"), ("뒤머리", "뒷머리")] == [(s.form, s.counterpart) for s in note.sites]
    assert "not decidable" == compare([note.text], {}).verdict


def test_a_note_under_the_length_is_not_counted() -> None:
    assert (False, True) == (look("할가", {}).decidable, look("그려야 할가요", {}).decidable)
    assert 2 == compare(["할가", "련습", *NORTH], {}).short


def test_the_same_notes_in_both_norms_come_apart() -> None:
    north, south = compare(NORTH, {}), compare(SOUTH, {})
    assert ("northern norm", "no sign") == (north.verdict, south.verdict)
    assert south.high < 0 < north.low
    assert north.low <= north.ratio <= north.high


def test_a_copied_note_is_one_note() -> None:
    once, often = compare(NORTH, {}), compare([*NORTH, NORTH[0], f"{NORTH[0]}!!"], {})
    assert (once.ratio, 0, 2) == (often.ratio, once.copies, often.copies)


def test_a_single_note_copied_a_hundred_times_is_not_decidable() -> None:
    assert "not decidable" == compare([NORTH[0]] * 100, {}).verdict


def test_no_notes_are_not_decidable() -> None:
    assert ("not decidable", ()) == (compare([], {}).verdict, compare(["中文", "", "12"], {}).notes)


def test_more_notes_need_a_lower_mean_and_more_forms() -> None:
    levels = sorted(northern.ALARM)
    assert sorted(northern.ALARM.values(), reverse=True) == [northern.ALARM[n] for n in levels]
    assert sorted(northern.SPELLED.values()) == [northern.SPELLED[n] for n in levels]
    assert northern.is_northern([0.5] * 20, 1)
    assert not northern.is_northern([0.5] * 12, 1)


@pytest.mark.parametrize(("mean", "forms", "called"), [
    (0.0, 2, True), (0.0, 1, False), (0.2, 1, True), (9.0, 0, False), (-0.2, 9, False),
])  # fmt: skip
def test_fewer_forms_told_by_letters_need_a_higher_mean(
    mean: float, forms: int, called: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    assert called == northern.is_northern([mean] * 50, forms)


def test_places_told_by_letters_add_to_a_score_and_spaces_do_not() -> None:
    rules = ("lexicon", "initial sound", "joined bound noun")
    told = [
        northern.score("선", [Site(0, "x", "y", rule)]) - northern.score("선") for rule in rules
    ]
    assert [northern.FORM, northern.LETTERS, 0.0] == told


def test_the_ratio_rises_with_the_score() -> None:
    """A bundle that is southern beyond measure is no less so."""
    ratios = [northern._ratio([mean] * 20) for mean in (-9.0, -3.0, -0.84, 0.0, 0.58, 3.0)]
    assert sorted(ratios) == ratios


def test_spaces_that_are_left_out_are_never_enough() -> None:
    """Hurried writers of either norm leave out spaces."""
    joined = [text.replace(" 것", "것").replace("고 있", "고있") for text in SOUTH]
    hurried = [*joined, *(f"{word}는것이 많고있다" for word in ("그리", "지우", "칠하", "움직이"))]
    assert "northern norm" != compare(hurried, {}).verdict
    assert not northern.is_northern([9.0] * 50, 0)


def test_punctuation_digits_and_decomposed_letters_do_not_matter() -> None:
    assert "그릴것 다시" == plain(unicodedata.normalize("NFD", "「그릴것」 12, 다시!"))


def test_the_order_of_notes_does_not_matter() -> None:
    assert compare(NORTH, {}) == compare(NORTH[::-1], {})


def _bundles(lines: list[str], size: int) -> list[float]:
    rng = random.Random(1)  # noqa: S311 - a draw
    notes = [plain(line) for line in lines if 8 <= len(plain(line).replace(" ", "")) <= 30]
    return [compare(rng.sample(notes, size), {}).ratio for _ in range(40)]


def test_real_southern_bundles_are_not_called_northern(shared_data: Path) -> None:
    rows = json.loads((shared_data / "korean" / "klue-sts-v1.1_dev.json").read_text("utf-8"))
    rng = random.Random(2)  # noqa: S311 - a draw
    lines = [row["sentence1"] for row in rows]
    said = [compare(rng.sample(lines, 30), {}).verdict for _ in range(40)]
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
