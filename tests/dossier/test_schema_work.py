"""Sections of the work and its files: keys, words and what each key becomes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from celtrace.dossier.schema_work import SECTIONS
from celtrace.records import Episode, Place, Visit
from sheets import faults, read

BY_NAME = {section.name: section for section in SECTIONS}
KNOWN = (
    "parties: [{id: a, name: A}, {id: b, name: B}]\nworkers: [{id: w, name: W}]\n"
    "contracts: [{id: c, from: a, to: b}]\n"
)
LEAST = {
    "productions": "id: s, title: S",
    "lots": "id: l",
    "reference": "path: ref",
    "credits": "name: Seven",
    "deliveries": "path: in",
    "found": "id: f",
    "matches": "file: a.png, cut: c1",
    "texts": "text: hello",
    "calendar": "party: a, date: 2021-02-16, worked: no",
}
"""The least that an item of each section needs."""


def text(section: str, more: str = "") -> str:
    """A dossier with one item of a section."""
    return f"{KNOWN}{section}: [{{{LEAST[section]}{', ' if more else ''}{more}}}]"


def made(section: str, more: str = "") -> Any:
    """The record of that item."""
    kind = BY_NAME[section].record.kind
    (record,) = [r for r in read(text(section, more)).records if r.kind == kind]
    return record


@pytest.mark.parametrize("section", LEAST)
def test_what_an_item_needs_is_enough(section: str) -> None:
    assert BY_NAME[section].record.kind == made(section).kind


def test_every_section_has_its_least_item_here() -> None:
    assert set(LEAST) == set(BY_NAME)


@pytest.mark.parametrize(
    ("section", "more", "attribute", "expected"),
    [
        ("productions", "aka: One; Two", "aka", ("One", "Two")),
        ("productions", "released: 2024-01-01", "released", date(2024, 1, 1)),
        (
            "productions",
            "episodes: [{id: 5, cuts: 300, fps: 23.976}, {id: 6}]",
            "episodes",
            (Episode("5", 300, Decimal("23.976")), Episode("6")),
        ),
        ("lots", "cuts: ep 5 cuts 101-140", "cuts", "ep 5 cuts 101-140"),
        ("lots", "assigned_to: w", "assigned_to", "w"),
        ("lots", "from: 2021-03-01", "start", date(2021, 3, 1)),
        ("lots", "disclosed_subs: [a, w]", "disclosed_subs", ("a", "w")),
        ("lots", "disclosed_subs: a; w", "disclosed_subs", ("a", "w")),
        ("lots", "disclosed_subs: []", "disclosed_subs", ()),
        ("reference", "kind: Model Sheet", "form", "model-sheet"),
        ("reference", "kind: story board", "form", "storyboard"),
        ("reference", "unreleased: yes", "unreleased", True),
        ("reference", "episode: 05", "episode", "05"),
        ("reference", "cut: '(?P<cut>\\d+)'", "cut", r"(?P<cut>\d+)"),
        ("reference", "pattern: '(?P<cut>\\d+)'", "cut", r"(?P<cut>\d+)"),
        ("credits", "year: 2019 - 2021", "year", "2019-2021"),
        ("credits", "party: a", "party", "a"),
        ("deliveries", "units: 40.5", "units", Decimal("40.5")),
        ("deliveries", "unit: Frames", "unit", "frame"),
        ("deliveries", "unit: backgrounds", "unit", "backgrounds"),
        ("deliveries", "working_days: 8", "working_days", 8),
        ("deliveries", "contract: c", "contract", "c"),
        ("found", "place: {ip: 192.0.2.1}", "place", Place(ip="192.0.2.1")),
        ("found", "place: {url: http://x.example}", "place", Place(url="http://x.example")),
        ("found", "collected: 2023-12-01T10:00:00Z", "collected",
         datetime(2023, 12, 1, 10, tzinfo=UTC)),
        ("found", "manifest: ./found/manifest.csv", "manifest", "found/manifest.csv"),
        ("found", "access: {path: a.log}", "access_path", "a.log"),
        ("found", "access: {path: a.log, format: clf}", "access_format", "clf"),
        ("found", "access: [{kind: vpn, sessions: 40}]", "visits",
         (Visit("vpn", "", "", None, 40),)),
        ("found", "access: {kind: vpn, country: China}", "visits", (Visit("vpn", "CN"),)),
        ("matches", "score: 0.93", "score", Decimal("0.93")),
        ("matches", "reviewer: Rejected", "reviewer", "rejected"),
        ("texts", "language: ko", "language", "ko"),
        ("texts", "of: found", "of", "found"),
    ],
)  # fmt: skip
def test_a_key_becomes_its_attribute(
    section: str, more: str, attribute: str, expected: object
) -> None:
    assert expected == getattr(made(section, more), attribute)


@pytest.mark.parametrize(
    ("section", "more", "key"),
    [
        ("productions", "episodes: [5]", "episodes"),
        ("productions", "episodes: [{cuts: 5}]", "episodes.id"),
        ("productions", "episodes: [{id: 5, fps: fast}]", "episodes.fps"),
        ("lots", "production: a", "production"),
        ("lots", "contract: ghost", "contract"),
        ("lots", "disclosed_subs: [a, ghost]", "disclosed_subs"),
        ("reference", "kind: sculpture", "kind"),
        ("reference", "cut: '(?P<cut>'", "cut"),
        ("reference", "pattern: '(?P<ep>.)'", "pattern"),
        ("credits", "year: '21'", "year"),
        ("credits", "year: 2021-2019", "year"),
        ("deliveries", "units: some", "units"),
        ("deliveries", "lot: ghost", "lot"),
        ("found", "path: ../server", "path"),
        ("found", "place: here", "place"),
        ("found", "place: [{ip: 192.0.2.1}]", "place"),
        ("found", "place: {ip: 192.0.2.1:80}", "place.ip"),
        ("found", "access: {path: /a.log}", "access.path"),
        ("found", "access: [{sessions: few}]", "access.sessions"),
        ("found", "access: [{path: a.log}]", "access.path"),
        ("matches", "score: high", "score"),
        ("matches", "reviewer: maybe", "reviewer"),
        ("texts", "translation_of: ghost", "translation_of"),
    ],
)
def test_a_value_that_does_not_fit_is_a_fault_at_its_key(section: str, more: str, key: str) -> None:
    assert [f"{section}.{key}"] == [fault.key for fault in faults(text(section, more))]


@pytest.mark.parametrize(
    ("given", "worked"), [("yes", True), ("false", False), ("0", False), ("✓", True)]
)
def test_a_day_is_worked_or_off(given: str, worked: object) -> None:
    body = f"{KNOWN}calendar: [{{party: a, date: 2021-02-16, worked: {given}}}]"
    (day,) = [record for record in read(body).records if record.kind == "day"]
    assert worked == getattr(day, "worked", None)


def test_a_translation_names_the_text_it_was_made_from() -> None:
    body = "texts: [{id: t1, text: 修改}, {id: t2, text: 수정, translation_of: t1}]"
    assert {"": "修改", "t1": "수정"} == {
        getattr(r, "translation_of", "?"): getattr(r, "text", "?") for r in read(body).records
    }


@pytest.mark.parametrize(
    ("section", "attribute"),
    [
        ("lots", "disclosed_subs"),
        ("reference", "unreleased"),
        ("deliveries", "units"),
        ("found", "collected"),
        ("matches", "score"),
        ("productions", "released"),
    ],
)
def test_what_is_not_said_is_not_known(section: str, attribute: str) -> None:
    """'A section that is absent means "nothing is known", never "there is nothing"'."""
    assert getattr(made(section), attribute) is None
