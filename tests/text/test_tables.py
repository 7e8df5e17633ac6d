"""The tables that training wrote: whole, in bounds, without a sentence of their sources."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from celtrace.text import northern
from celtrace.text.encodings import usual_letters

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


def test_each_size_of_bundle_has_a_level_and_a_number_of_forms() -> None:
    assert set(northern.ALARM) == set(northern.SPELLED)
    assert northern.FEWEST == min(northern.ALARM)
    assert northern.SOUTH < northern.NORTH
