"""The tables that training wrote: whole, in bounds, without a sentence of their sources."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from celtrace.text import northern
from celtrace.text.usual import usual_letters

TABLES = files("celtrace.text") / "_tables"
KINDS = ("south", "north", "simple", "traditional", "japanese")


def rows(name: str) -> list[str]:
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("name", ["usual.txt", "northern_model.txt", "northern_stop.txt"])
def test_each_table_names_the_script_that_made_it(name: str) -> None:
    head = (TABLES / name).read_text(encoding="utf-8").splitlines()[0]
    assert re.match(r"# Made by benchmarks/training/\w+\.py", head)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_text_has_its_usual_letters(kind: str) -> None:
    letters = usual_letters(kind)  # type: ignore[arg-type] - one of the kinds
    assert 1000 < len(letters)
    first, last = ("가", "힣") if kind in {"south", "north"} else ("\u3040", "\u9fff")
    assert all(first <= letter <= last for letter in letters)


def test_shares_of_letters_lie_in_bounds_and_pairs_have_two_letters() -> None:
    for row in rows("usual.txt"):
        kind, halves, letters = row.split(" ", 2)
        assert kind.rstrip("2") in KINDS
        assert 0 <= int(halves) <= 45
        assert not kind.endswith("2") or 0 == len(letters) % 2


def test_the_model_holds_grams_of_hangul_and_no_sentence() -> None:
    grams = [gram for row in rows("northern_model.txt") for gram in row.split(" ")[1:]]
    assert len(grams) == len(set(grams))
    assert 1000 < len(grams) < 30_000
    assert all(re.fullmatch("[가-힣_]{1,4}", gram) for gram in grams)


def test_its_weights_are_both_ways_and_none_decides_alone() -> None:
    weights = [int(row.split(" ")[0]) / 100 for row in rows("northern_model.txt")]
    assert min(weights) < 0 < max(weights)
    assert max(map(abs, weights)) < 6
    assert 0 not in weights


def test_forms_that_southern_text_writes_too_are_whole_words() -> None:
    words = [word for row in rows("northern_stop.txt") for word in row.split()]
    assert sorted(set(words)) == sorted(words)
    assert all(re.fullmatch("[가-힣]{2,8}", word) for word in words)


def test_the_data_card_says_what_the_model_cannot_tell_and_what_it_rests_on() -> None:
    card = (TABLES / "northern.md").read_text(encoding="utf-8")
    for said in ("does not tell where", "China", "southern sentences only", "no clearance"):
        assert said in card


def test_a_limit_stands_for_the_smallest_bundle_and_falls_with_the_size() -> None:
    assert northern.FEWEST == min(northern.LIMIT)
    for levels in zip(*(northern.LIMIT[size] for size in sorted(northern.LIMIT)), strict=True):
        assert sorted(levels, reverse=True) == list(levels)
        assert 0 <= levels[-1]


ONE_SIDED = {"initial by rule", "initial within", "dictionary", "honoured"}


def test_each_kind_of_choice_has_shares_that_can_be_weighed() -> None:
    for kind, (*shares, per_note) in northern.rates().items():
        assert all(0 < share < 1 for share in shares), kind
        assert per_note == (kind in ONE_SIDED)


def test_letters_tell_more_than_spaces_beside_writers_in_a_hurry() -> None:
    spaces = [northern.weight(kind, northern=True).hurried for kind in ("thing", "can", "going on")]
    letters = [
        northern.weight(kind, northern=True).hurried for kind in ("initial", "word", "become")
    ]
    assert max(spaces) < min(letters)


@pytest.mark.parametrize("kind", ["not", "must", "time", "object", "particle"])
def test_a_space_that_both_norms_write_speaks_against_the_north_where_it_is_missing(
    kind: str,
) -> None:
    assert (
        northern.weight(kind, northern=True).hurried
        < 0
        < northern.weight(kind, northern=False).hurried
    )
