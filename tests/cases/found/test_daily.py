"""Days by show, cut and author; titles of others stand in their annex only."""

from __future__ import annotations

import csv
import stat
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from celtrace.cases.found.batches import Batch
from celtrace.cases.found.custody import Taken
from celtrace.cases.found.daily import ANNEX, Day, Said, Shows, days, titles
from celtrace.cases.found.reading import Reader
from celtrace.cases.found.triage import Asked, Triaged, triage
from celtrace.engine.serial import SerialEngine
from celtrace.records import Digest, Evidence, FileType, Production, Trait
from celtrace.settings import Settings

NOW = datetime(2024, 1, 15, 9, tzinfo=UTC)
OURS = (("Moon Rabbit", "Moon Rabbit"), ("Moon Rabbit", "달토끼"))


def digest(name: str) -> Digest:
    return Digest(f"{name:0<64}")


def batch(label: str, **files: str) -> Batch:
    return Batch(label, tuple(
        Taken(path, 1, digest(content), NOW, NOW) for path, content in sorted(files.items())
    ))  # fmt: skip


def day(
    before: dict[str, str],
    now: dict[str, str],
    shows: Shows | None = None,
    said: Said | None = None,
) -> Day:
    told = said or Said({}, {})
    [found] = days(batch("mon", **before), [batch("tue", **now)], told, shows or Shows(OURS, {}))
    return found


def fact(name: str, value: str, file: str = "a") -> Trait:
    seen = Evidence(digest(file), "x.psd", "XMP", value, "psd")
    return Trait(seen=seen, file=digest(file), name=name, value=value)  # type: ignore[arg-type]


# --- whose show -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "production", "cuts", "other"),
    [
        ("Moon_Rabbit/EP05/sc012_c045.psd", "Moon Rabbit", ("ep05_c045",), ""),
        ("달토끼 제5화/C-112.psd", "Moon Rabbit", ("ep05_c112",), ""),
        ("server/StarBoat_05_c012.psd", "", (), "starboat"),
        ("server/notes.txt", "", (), ""),
    ],
)
def test_a_path_tells_the_show(path: str, production: str, cuts: Sequence[str], other: str) -> None:
    named = Shows(OURS, {}).of(path, digest("a"))
    assert (production, cuts, other) == (named.production, named.cuts, named.other)


def test_words_inside_tell_the_show_where_the_path_does_not() -> None:
    shows = Shows(OURS, {digest("a"): ["ep05 c012", "MOON RABBIT #05 C-012"]})
    assert "Moon Rabbit" == shows.of("x/0012.psd", digest("a")).production
    assert ("ep05_c012",) == shows.of("x/0012.psd", digest("a")).cuts
    assert "" == shows.of("x/0012.psd", digest("b")).production


def test_without_shows_of_our_own_there_are_none_of_others() -> None:
    shows = Shows((), {})
    assert "StarBoat_05_c012.psd" == shows.shown("StarBoat_05_c012.psd", digest("a"))
    assert not shows.of_others(fact("production", "Star Boat"))
    assert {} == shows.other


@pytest.mark.parametrize(
    ("name", "value", "foreign"),
    [
        ("production", "Star Boat", True), ("production", "moon rabbit", False),
        ("title", "StarBoat_05_c012", True), ("title", "Invoice", False),
        ("path", "D:/work/StarBoat_05_c012/x.psd", True), ("path", "D:/work/x.psd", False),
        ("author", "Star Boat", False),
    ],
)  # fmt: skip
def test_facts_that_name_another_show_are_known(name: str, value: str, foreign: bool) -> None:  # noqa: FBT001
    assert foreign == Shows(OURS, {}).of_others(fact(name, value))


def test_titles_come_from_the_productions_of_a_dossier() -> None:
    seen = Evidence(digest("d"), "dossier.yaml", "productions", "", "dossier")
    show = Production(seen=seen, id="p1", title="Moon Rabbit", aka=("달토끼",))
    assert OURS == titles([show, fact("author", "kim")])


# --- a day ------------------------------------------------------------------------------


def test_changes_are_counted_by_show_and_cut() -> None:
    found = day(
        {"MoonRabbit_ep05_c012.psd": "a", "MoonRabbit_ep05_c013.psd": "b", "x.txt": "c"},
        {"MoonRabbit_ep05_c012.psd": "d", "MoonRabbit_ep05_c014.psd": "e", "x.txt": "c"},
    )
    assert {"Moon Rabbit": {"changed": 1, "gone": 1, "new": 1}} == found.by_production
    assert {
        "Moon Rabbit ep05_c012": {"changed": 1}, "Moon Rabbit ep05_c013": {"gone": 1},
        "Moon Rabbit ep05_c014": {"new": 1},
    } == found.by_cut  # fmt: skip


def test_changes_are_counted_by_type_and_author() -> None:
    seen = Evidence(digest("a"), "a.psd", "whole file", "", "types")
    type_ = FileType(seen=seen, file=digest("a"), format="psd", title="Photoshop document")
    said = Said({digest("a"): type_}, {digest("a"): "kim"})
    found = day({}, {"a.psd": "a", "b.psd": "b"}, said=said)
    assert {"Photoshop document": {"new": 1}, "not known": {"new": 1}} == found.by_type
    assert {"kim": {"new": 1}, "not known": {"new": 1}} == found.by_author


def test_a_change_of_another_show_is_told_by_its_digest() -> None:
    shows = Shows(OURS, {})
    found = day({"old/StarBoat_05_c012.psd": "a"}, {"new/StarBoat_05_c012.psd": "a"}, shows)
    [change] = found.changes
    assert ("moved", f"another show, {digest('a')[:16]}") == (change.what, change.path)
    assert "starboat" not in msgspec.json.encode(found).decode().casefold()
    assert {"another show": {"moved": 1}} == found.by_production == found.by_folder


# --- the command ------------------------------------------------------------------------


def triaged(home: Path, **changed: object) -> Triaged:
    settings, reader = Settings(home / "home", home / "case"), Reader(engine=SerialEngine())
    asked = Asked(home / "found", home / "case", settings, lambda: NOW, lambda *_: None, reader,
                  shows=OURS)  # fmt: skip
    return triage(msgspec.structs.replace(asked, **changed))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "found").mkdir()
    for name in ("MoonRabbit_ep05_c012.txt", "StarBoat_05_c012.txt", "StarBoat_06_c001.txt"):
        (tmp_path / "found" / name).write_text(name[-9:])
    (tmp_path / "found" / "StarBoat_07_c001.psd").write_bytes(b"")
    return tmp_path


def test_titles_of_others_stand_in_the_annex_alone(home: Path) -> None:
    result = triaged(home)
    assert 1 == result.other_shows
    assert "starboat" not in msgspec.json.encode(result).decode().casefold()
    with (home / "case" / ANNEX).open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    assert {"starboat"} == {row["title"] for row in rows}
    assert "StarBoat_05_c012.txt" in {row["path"] for row in rows}


def test_only_its_owner_reads_the_annex(home: Path) -> None:
    triaged(home)
    annex = home / "case" / ANNEX
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (annex, annex.parent)]
    assert [0o600, 0o700] == modes


def test_the_manifest_keeps_every_name(home: Path) -> None:
    """It is what custody is proven with."""
    triaged(home)
    assert b"StarBoat_05_c012.txt" in (home / "case" / "manifest.jsonl").read_bytes()


def test_the_annex_is_whole_on_a_later_day(home: Path) -> None:
    triaged(home)
    (home / "found" / "more.txt").write_text("more")
    assert 1 == triaged(home, label="tue").other_shows
    assert "StarBoat_05_c012.txt" in (home / "case" / ANNEX).read_text(encoding="utf-8")


def test_without_productions_of_ours_no_annex_is_written(home: Path) -> None:
    assert 0 == triaged(home, shows=()).other_shows
    assert not (home / "case" / ANNEX).exists()
