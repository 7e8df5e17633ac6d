"""Real publications beside the checkout: counts, known rows, time and memory."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

from celtrace import registry
from celtrace.errors import ListRefused
from celtrace.listing import ListSource, Snapshot
from celtrace.lists import us_ofac_sdn
from celtrace.records import Alias, Identifier
from lists.reading import of_text, plain, reader_of, reasons, row, snapshots

pytestmark = pytest.mark.shared

SECONDS = 20
PUBLICATIONS = {
    "ofac/trio_2021-07/*": (None, "full", 8_976),
    "ofac/trio_2022-01/*": (None, "full", 9_044),
    "ofac/trio_2023-01-21/*": (None, "primaries-only", 11_443),
    "ofac/parts_2025-12-24/*": (None, "no-primaries", 18_494),
    "ofac/sdn_primary_2021-12-09.csv.gz": (None, "primaries-only", 9_121),
    "ofac/sdn_primary_2021-12-10.csv.gz": (None, "primaries-only", 9_146),
    "ofac/sdn_primary_2022-12-08.csv.gz": (None, "primaries-only", 11_164),
    "ofac/sdn_primary_2022-12-09.csv.gz": (None, "primaries-only", 11_381),
    "ofac/sdn_primary_2024-05-03.csv.gz": (None, "primaries-only", 14_965),
    "ofac/sdn_2021-03-10.xml.gz": ("2021-03-10", "full", 8_832),
    "ofac/sdn_names_2026-07-11.json": ("2026-07-11", "names-only", 19_143),
    "ofac_cons/csv_2025-12-19/*": (None, "full", 442),
    "ofac_cons/consolidated_2025-03-28.xml": ("2025-03-28", "full", 443),
    "ofac_cons/CONS_ENHANCED_2025-01-14.zip": ("2025-01-10", "full", 443),
    "un/consolidated_2021-03-12.xml.gz": ("2021-03-12", "full", 711 + 293),
    "un/consolidated_2025-04-19.xml.gz": ("2025-04-19", "full", 684 + 193),
    "un/consolidated_2025-11-20.xml.gz": ("2025-11-20", "full", 727 + 273),
    "un/consolidated_2026-02-27.xml": ("2026-02-27", "full", 730 + 273),
    "un/names_2026-06-10.json": (None, "names-only", 1_001),
    "eu/fsf_full_1_1_2021-03-02.xml.gz": ("2021-03-02", "full", 2_248),
    "eu/fsf_names_2026-06-05.json": (None, "names-only", 5_986),
    "uk/uk_sanctions_list_2025-08-11.ods": (None, "primaries-only", 5_302),
    "uk/uk_sanctions_list_names_2026-06-10.json": (None, "names-only", 15_179),
}
"""Date, fullness and entries as the files hold them, whatever was said of them elsewhere."""
LISTS = {"ofac": "us_ofac_sdn", "ofac_cons": "us_ofac_cons", "un": "un_sc"} | {
    "eu": "eu_fsf",
    "uk": "gb_fcdo",
}
SEK_USCC = {
    "34025": "91310104093794515H",
    "34023": "91500118582829838H",
    "31042": "913101040936933514",
}


def read(shared_data: Path, pattern: str) -> tuple[ModuleType, Snapshot, list[str]]:
    paths = sorted((shared_data / "lists").glob(pattern))
    reader = reader_of(paths[0])
    assert reader is not None
    found, notes = snapshots(reader, *paths)
    return reader, found[-1], reasons(notes)


@pytest.fixture(scope="module")
def trio(shared_data: Path) -> Snapshot:
    return read(shared_data, "ofac/trio_2022-01/*")[1]


@pytest.fixture(scope="module")
def days(shared_data: Path) -> list[Snapshot]:
    path = shared_data / "lists" / "ofac" / "sdn_history_2021-08-20_2024-05-03.jsonl.xz"
    return snapshots(us_ofac_sdn, path)[0]


class Read(NamedTuple):
    """What is kept of a real publication once it was read."""

    source: ListSource
    day: str | None
    fullness: str
    entries: int
    filled: dict[str, float]
    notes: list[str]
    seconds: float


@pytest.fixture(scope="module")
def published(shared_data: Path) -> Callable[[str], Read]:
    @cache
    def of(pattern: str) -> Read:
        started = time.monotonic()
        reader, found, notes = read(shared_data, pattern)
        seconds = time.monotonic() - started
        count = len(found.entries)
        filled = {
            name: sum(bool(getattr(entry, name)) for entry in found.entries) / count
            for name, _ in reader.SOURCE.fill
        }
        day = found.date.isoformat() if found.date else None
        return Read(reader.SOURCE, day, found.fullness, count, filled, notes, seconds)

    return of


@pytest.mark.parametrize("pattern", PUBLICATIONS)
def test_publication_is_claimed_dated_counted_and_quick(
    published: Callable[[str], Read], pattern: str
) -> None:
    found = published(pattern)
    assert LISTS[pattern.partition("/")[0]] == found.source.id
    assert PUBLICATIONS[pattern] == (found.day, found.fullness, found.entries)
    assert found.seconds < SECONDS


@pytest.mark.parametrize("pattern", [p for p, says in PUBLICATIONS.items() if says[1] == "full"])
def test_full_list_is_as_filled_as_its_source_says(
    published: Callable[[str], Read], pattern: str
) -> None:
    found = published(pattern)
    low, high = found.source.expected
    assert low <= found.entries <= high
    assert [] == [name for name, share in found.source.fill if found.filled[name] < share]


@pytest.mark.parametrize("pattern", [p for p in PUBLICATIONS if p.startswith("ofac")])
def test_few_labels_of_the_remarks_are_unknown(
    published: Callable[[str], Read], pattern: str
) -> None:
    unknown = [note for note in published(pattern).notes if note.startswith("unknown label")]
    assert len(unknown) <= 3


@pytest.mark.parametrize("name", ["eu/travel_names_2026-06-11.json", "uk/uk_parsed_2025-05.csv"])
def test_other_lists_and_derived_tables_are_not_claimed(shared_data: Path, name: str) -> None:
    assert reader_of(shared_data / "lists" / name) is None


def test_entities_of_the_eu_are_counted_before_they_are_joined(shared_data: Path) -> None:
    _, found, _ = read(shared_data, "eu/fsf_full*")
    assert "2,269 entities under 2,248 EU reference numbers" == found.said


def test_sek_studio_has_its_aliases_and_address(trio: Snapshot) -> None:
    sek = row(trio, "34022")
    aliases = {"APRIL 26 CHILDREN'S ANIMATION FILM STUDIO", "SCIENTIFIC EDUCATION KOREA STUDIO"}
    assert "SEK STUDIO" == sek.name
    assert aliases == {alias.text for alias in sek.aliases}
    assert ("China", "Korea, North") == sek.countries
    assert ("DPRK3",) == sek.programmes


def test_front_companies_say_whom_they_are_linked_to(trio: Snapshot) -> None:
    assert ("SEK STUDIO",) == row(trio, "34023").linked_to
    assert ("SEK STUDIO",) == row(trio, "31042").linked_to
    assert ("LU, Hezheng",) == row(trio, "34025").linked_to


@pytest.mark.parametrize("uid", SEK_USCC)
def test_front_companies_have_their_credit_code(trio: Snapshot, uid: str) -> None:
    assert Identifier("uscc", SEK_USCC[uid], "China") in row(trio, uid).identifiers


def test_company_in_singapore_has_its_entity_number(shared_data: Path) -> None:
    _, found, _ = read(shared_data, "ofac/trio_2023-01-21/*")
    company = row(found, "40202")
    assert (Identifier("uen", "201836948N", "Singapore"),) == company.identifiers
    assert ("SEK STUDIO",) == company.linked_to


def test_weak_aliases_stand_in_the_remarks_only(shared_data: Path) -> None:
    _, found, _ = read(shared_data, "ofac/sdn_primary_2024*")
    _, data = plain(shared_data / "lists" / "ofac" / "sdn_primary_2024-05-03.csv.gz")
    assert 2_067 == sum("a.k.a. '" in line for line in data.decode().splitlines())
    weak = [entry for entry in found.entries if entry.aliases]
    assert 2_100 == len(weak)  # with a.k.a., f.k.a. or n.k.a.
    assert all(a.strength == "weak" and a.origin == "remarks" for e in weak for a in e.aliases)
    assert 3_663 == sum(len(entry.aliases) for entry in weak)  # 3,666 less three cut ones


def test_continued_remarks_are_read_to_their_end(shared_data: Path) -> None:
    _, found, notes = read(shared_data, "ofac/trio_2021-07/*")
    entry = row(found, "28264")
    assert Identifier("phone", "8613314257947") in entry.identifiers
    assert Alias("khaleesi", "weak", "remarks") in entry.aliases
    assert ("LAZARUS GROUP",) == entry.linked_to
    assert not [reason for reason in notes if reason.startswith("remarks cut")]


def test_history_is_one_snapshot_for_each_day(days: list[Snapshot]) -> None:
    dates = [snapshot.date for snapshot in days]
    assert 295 == len(days)
    assert dates == sorted(set(dates), key=str)
    assert (dt.date(2021, 8, 18), dt.date(2024, 5, 3)) == (dates[0], dates[-1])
    assert (9_083, 14_965) == (len(days[0].entries), len(days[-1].entries))


def test_history_first_has_sek_studio_on_the_day_of_its_listing(days: list[Snapshot]) -> None:
    first = next(s for s in days if any(entry.row == "34022" for entry in s.entries))
    assert dt.date(2021, 12, 10) == first.date


@pytest.mark.parametrize("day", ["2021-12-09", "2021-12-10", "2022-12-09", "2024-05-03"])
def test_history_agrees_with_the_daily_file(
    shared_data: Path, days: list[Snapshot], day: str
) -> None:
    _, daily, _ = read(shared_data, f"ofac/sdn_primary_{day}*")
    of_day = [s for s in days if str(s.date) <= day][-1]
    assert [(e.row, e.name, e.identifiers) for e in daily.entries] == [
        (e.row, e.name, e.identifiers) for e in of_day.entries
    ]


def test_three_forms_of_the_consolidated_list_agree(shared_data: Path) -> None:
    forms = [
        read(shared_data, f"ofac_cons/{name}")[1]
        for name in ("csv_2025-12-19/*", "consolidated_2025-03-28.xml", "CONS_ENHANCED*")
    ]
    names = [{entry.row: entry.name for entry in form.entries} for form in forms]
    common = names[0].keys() & names[1].keys() & names[2].keys()
    assert len(common) >= 440
    renamed_between_the_dates = {"18284"}
    assert renamed_between_the_dates == {
        row_id for row_id in common if len({of[row_id] for of in names}) > 1
    }


@pytest.mark.parametrize("tenth", range(1, 10))
@pytest.mark.parametrize(
    "name",
    [
        "ofac/sdn_primary_2021-12-10.csv.gz",
        "un/consolidated_2025-11-20.xml.gz",
        "eu/fsf_names_2026-06-05.json",
        "uk/uk_sanctions_list_2025-08-11.ods",
    ],
)
def test_real_file_cut_in_any_tenth_is_refused(shared_data: Path, name: str, tenth: int) -> None:
    path = shared_data / "lists" / name
    reader = reader_of(path)
    assert reader is not None
    file_name, data = plain(path)
    with pytest.raises(ListRefused, match=file_name.partition(".")[0]):
        of_text(reader, file_name, data[: len(data) * tenth // 10])


def test_every_reader_has_a_real_publication() -> None:
    assert {reader.FORMAT for reader in registry.readers("lists")} == set(LISTS.values())
