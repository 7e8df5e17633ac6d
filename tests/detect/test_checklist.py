"""The whole checklist: each published row has a rule, a form or is out of sight, and a source."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from celtrace import registry
from celtrace.detect import meetings
from celtrace.detect._indicators import Flag, indicators, measures, sources
from celtrace.findings import Category
from celtrace.records import Record
from celtrace.weigh.subjects import subjects
from celtrace.weigh.tiers import weigh
from detect.access_scenes import SCENES
from detect.scenes import check, party, run, view_of

FLAGS = (*indicators().values(), *measures().values())
EVERY = pytest.mark.parametrize("flag", FLAGS, ids=lambda flag: flag.id)
EXCLUDED = tuple(flag for flag in FLAGS if flag.weight is Category.CONTEXT)
UNDATED = {"S24b"}
"""Sources that state no date themselves."""
RESULTS = ("", "passed", "failed", "refused", "pending")


@pytest.mark.parametrize(
    "flag", [flag for flag in FLAGS if flag.id != meetings.FLAG], ids=lambda flag: flag.id
)
def test_every_row_but_the_camera_stands_under_its_own_name(flag: Flag) -> None:
    """`camera_refused` and the other recorded checks as `recorded:<indicator id>`."""
    (one,) = [
        found for found in run(party("v"), check(flag.id, "party:v", "failed")).findings
        if found.values.get("item") == flag.id
    ]  # fmt: skip
    assert (f"recorded:{flag.id}", flag.group, flag.weight) == (one.name, one.group, one.strength)
    assert flag.wording in one.sentence


@EVERY
def test_a_row_that_rules_look_for_has_rules_that_are_whole(flag: Flag) -> None:
    for rule in flag.rules:
        kind = registry.kinds()[rule]
        assert kind.__doc__
        assert kind.innocent
        assert kind.check


@EVERY
def test_every_row_has_a_source_with_its_date(flag: Flag) -> None:
    dated = {source for source in flag.sources if sources()[source].date}
    assert dated or set(flag.sources) <= UNDATED


def tiers(*records: Record) -> dict[tuple[str, str], int]:
    """The tier of each subject that has one."""
    weighed = subjects(view_of(*records), [weigh(one) for one in run(*records).findings])
    return {(one.kind, one.id): one.tier for one in weighed if one.tier}


@pytest.mark.parametrize("rule", SCENES)
def test_what_is_excluded_from_scoring_moves_no_tier(rule: str) -> None:
    assert {"I005", "I040", "I041", "I042"} <= {flag.id for flag in EXCLUDED}
    for scene in SCENES[rule]:
        who = (party("v"), party("w"), *scene)
        about = sorted({"party:v", *(one.ref for one in scene if one.kind == "worker")})
        noted = [
            check(flag.id, subject, result)
            for flag in EXCLUDED for subject in about for result in RESULTS
        ]  # fmt: skip
        assert tiers(*who) == tiers(*who, *noted)


def test_alone_what_is_excluded_gives_nobody_a_tier() -> None:
    noted = [check(flag.id, "party:v", result) for flag in EXCLUDED for result in RESULTS]
    assert {} == tiers(party("v"), *noted)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["indicators", "measures"])
def test_every_source_of_a_row_is_kept_and_what_nobody_can_see_is_said(
    shared_data: Path, name: str
) -> None:
    table = indicators() if name == "indicators" else measures()
    text = (shared_data.parent / "knowledge" / f"{name}.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        flag = table[row["id"]]
        stated = {part.strip().split()[0].rstrip("*‡") for part in row["sources"].split(",")}
        assert stated <= set(flag.sources), row["id"]
        if "verdict" in row:
            assert (row["verdict"] == "not-visible") == (flag.seen_by == "outside"), row["id"]


@pytest.mark.shared
def test_every_row_that_a_log_decides_or_hints_at_has_a_rule(shared_data: Path) -> None:
    text = (shared_data.parent / "knowledge" / "indicators.csv").read_text("utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["data"].startswith("L")]
    assert len(rows) > 15
    lacking = [
        row["id"] for row in rows
        if row["verdict"] in ("decide", "hint") and not indicators()[row["id"]].rules
    ]  # fmt: skip
    assert [] == lacking
