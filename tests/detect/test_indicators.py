"""The tables of published red flags and measures."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from celtrace import registry
from celtrace.detect._indicators import Flag, Source, indicators, indicators_seen, measures, sources
from celtrace.findings import Category, Group
from detect.scenes import check

FLAGS = (*indicators().values(), *measures().values())
EVERY = pytest.mark.parametrize("flag", FLAGS, ids=lambda flag: flag.id)


@pytest.mark.parametrize(("table", "count"), [(indicators(), 98), (measures(), 42)])
def test_the_tables_are_whole(table: dict[str, Flag], count: int) -> None:
    letter = next(iter(table))[0]
    assert [f"{letter}{n:03d}" for n in range(1, count + 1)] == list(table)


@EVERY
def test_every_row_is_mapped_to_a_rule_a_record_or_not_visible(flag: Flag) -> None:
    assert flag.rules or flag.seen_by in ("person", "outside")
    assert set(flag.rules) <= set(registry.kinds())


@EVERY
def test_every_row_has_a_source_with_title(flag: Flag) -> None:
    assert flag.sources
    assert set(flag.sources) <= set(sources())
    assert flag.wording
    assert not flag.wording.endswith(".")


@EVERY
def test_what_follows_language_or_origin_has_no_weight(flag: Flag) -> None:
    assert flag.group is not Group.BACKGROUND or flag.weight is Category.CONTEXT
    assert flag.weight in (Category.SUPPORTING, Category.CONTEXT)


def test_a_flag_is_looked_for_recorded_not_visible_or_open() -> None:
    seen = indicators_seen({"dprk_range"}, [check("I036", "party:v"), check("I018", "party:v")])
    assert ("I007", "I020", "I021") == seen.detector
    assert ("I018", "I036") == seen.recorded
    assert ("I063", "I064", "I066") == seen.not_visible
    assert set(indicators()) == {*seen.detector, *seen.recorded, *seen.not_visible, *seen.open}


def test_a_pending_check_leaves_the_flag_open() -> None:
    assert "I036" in indicators_seen((), [check("I036", "party:v", "pending")]).open


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "table"), [("indicators", indicators()), ("measures", measures())]
)
def test_no_published_row_is_missing(shared_data: Path, name: str, table: dict[str, Flag]) -> None:
    text = (shared_data.parent / "knowledge" / f"{name}.csv").read_text("utf-8")
    assert [row["id"] for row in csv.DictReader(text.splitlines())] == list(table)


def test_nothing_that_ran_and_nothing_recorded_leaves_every_flag_open_or_out_of_sight() -> None:
    """R12: not checked never looks like checked."""
    seen = indicators_seen((), ())
    assert ((), ()) == (seen.detector, seen.recorded)
    assert len(indicators()) == len(seen.open) + len(seen.not_visible)


def test_a_rule_nobody_knows_looks_for_nothing() -> None:
    assert indicators_seen((), ()) == indicators_seen({"no_such_rule"}, ())


def test_a_record_of_a_flag_nobody_published_is_not_counted_as_one() -> None:
    assert () == indicators_seen((), [check("I999", "party:v")]).recorded


@pytest.mark.parametrize("result", ["", "passed", "failed", "refused"])
def test_a_flag_is_recorded_whatever_was_seen(result: str) -> None:
    assert ("I036",) == indicators_seen((), [check("I036", "party:v", result)]).recorded


@EVERY
def test_no_wording_names_a_people_or_judges(flag: Flag) -> None:
    assert not re.search(r"North Korean|guilt|criminal|spy\b", flag.wording, re.IGNORECASE)


@pytest.mark.parametrize("source", sources().values(), ids=lambda source: str(source.id))
def test_a_source_has_a_title_and_its_date_where_one_is_stated(source: Source) -> None:
    assert source.title
    assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", source.date)
