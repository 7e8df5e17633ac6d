"""The comma-separated publication: what belongs to a row comes to it."""

from __future__ import annotations

import pytest

from celtrace.errors import ListRefused
from celtrace.lists import us_ofac_cons, us_ofac_sdn
from celtrace.records import Alias, Identifier
from lists.reading import SAMPLES, of_text, opened, reasons, row, sample, snapshots

CSV = SAMPLES / "us_ofac_sdn" / "csv"
PRIM = '{},"{}",-0- ,"X",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'


def test_aliases_addresses_and_remarks_come_to_their_row() -> None:
    snapshot, notes = sample(us_ofac_sdn, "csv")
    found = row(snapshot, "90001")
    aliases = (
        Alias("APRIL LANTERN STUDIO", "strong", "aka"),
        Alias("L.R.S.", "weak", "remarks"),
    )
    assert aliases == found.aliases
    assert ("Port Elm, Freedonia",) == found.addresses
    assert ("Freedonia",) == found.countries
    assert ("DPRK9",) == found.programmes
    assert "entity" == found.form
    assert [] == notes


def test_person_has_birth_nationality_title_and_two_programmes() -> None:
    found = row(sample(us_ofac_sdn, "csv")[0], "90002")
    assert "person" == found.form
    assert ("CYBER9", "DPRK9") == found.programmes
    assert ("1974-04-06", "1975~") == found.born
    assert ("Freedonia",) == found.nationalities
    assert (Identifier("passport", "F000111", "China"),) == found.identifiers
    assert ("LANTERN REEL STUDIO",) == found.linked_to
    assert "Title: Director; POB Port Elm; Gender Male" == found.remarks


def test_vessel_keeps_its_columns_in_the_remarks() -> None:
    found = row(sample(us_ofac_sdn, "csv")[0], "90005")
    assert "vessel" == found.form
    assert (Identifier("imo", "9990001"),) == found.identifiers
    assert found.remarks.startswith("Call Sign: XX1; Vessel Type: General Cargo; Tonnage: 2500")


def test_continued_remarks_are_joined_before_they_are_read() -> None:
    identifiers = (
        Identifier("inn", "7700000000", "Russia"),
        Identifier("ogrn", "1020000000000", "Russia"),
        Identifier("uscc", "91000000INVENTED00", "China"),
    )
    assert identifiers == row(sample(us_ofac_sdn, "csv")[0], "90004").identifiers


def test_primary_file_alone_says_that_remarks_are_cut() -> None:
    snapshot, notes = sample(us_ofac_sdn, "primary")
    assert () == row(snapshot, "90004").identifiers
    assert ["remarks cut at 1,000 characters, continuation not among the files (once)"] == reasons(
        notes
    )


def test_alias_is_cited_with_the_other_file_its_digest_and_line() -> None:
    found = row(sample(us_ofac_sdn, "csv")[0], "90001")
    digest = opened("", (CSV / "alt.csv").read_bytes()).digest
    assert f"alt.csv@{digest[:16]}, line 1" == found.cite("aliases").place
    assert "uid 90001, line 1" == found.seen.place


def test_parts_without_primary_names_are_known_by_uid() -> None:
    snapshot, _ = sample(us_ofac_sdn, "parts")
    found = row(snapshot, "90003")
    assert "" == found.name
    assert "unknown" == found.form
    assert (Alias("FOLDED CRANE", "strong", "fka"),) == found.aliases


@pytest.mark.parametrize(
    ("fullness", "names"),
    [
        ("full", ["sdn.csv", "alt.csv"]),
        ("primaries-only", ["sdn.csv", "add.csv"]),
        ("primaries-only", ["sdn.csv", "sdn_comments.csv"]),
        ("no-primaries", ["add.csv"]),
    ],
)
def test_fullness_says_which_files_were_there(fullness: str, names: list[str]) -> None:
    (found,), _ = snapshots(us_ofac_sdn, *(CSV / name for name in names))
    assert fullness == found.fullness


def test_same_part_twice_is_refused() -> None:
    with pytest.raises(ListRefused, match="are the same part of the list"):
        snapshots(us_ofac_sdn, CSV / "alt.csv", CSV / "alt.csv")


def test_alias_of_a_row_that_is_not_there_is_noted() -> None:
    data = (CSV / "sdn.csv").read_bytes(), b'7,1,"aka","NOBODY",-0- \r\n\x1a\r\n'
    notes: list[str] = []
    files = (opened("sdn.csv", data[0]), opened("alt.csv", data[1]))
    list(us_ofac_sdn.read(files, lambda _place, reason, _: notes.append(reason)))
    assert "a uid without a primary row (once)" in notes


def test_row_id_that_stands_twice_loses_no_entry() -> None:
    text = PRIM.format(7, "INK") + PRIM.format(7, "PEN") + "\x1a\r\n"
    (found,), notes = of_text(us_ofac_sdn, "sdn.csv", text)
    assert {"7": "INK", "7#2": "PEN"} == {e.row: e.name for e in found.entries}
    assert ["a row id stands more than once (once)"] == reasons(notes)


def test_order_of_the_rows_does_not_show_in_the_entries() -> None:
    rows = [PRIM.format(7, "INK"), PRIM.format(36, "PEN"), PRIM.format(173, "NIB")]
    names = [
        [e.name for e in of_text(us_ofac_sdn, "sdn.csv", "".join(text) + "\x1a")[0][0].entries]
        for text in (rows, rows[::-1])
    ]
    assert [["INK", "PEN", "NIB"]] * 2 == names


def test_unknown_type_stays_unknown_with_a_note() -> None:
    text = '7,"INK","planet","X",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n\x1a\n'
    (found,), notes = of_text(us_ofac_sdn, "sdn.csv", text)
    assert "unknown" == found.entries[0].form
    assert ["unknown type 'planet' (once)"] == reasons(notes)


def test_consolidated_list_has_the_same_form() -> None:
    found = sample(us_ofac_cons, "csv")[0]
    assert "us_ofac_cons" == found.list
    assert 3 == len(row(found, "90004").identifiers)
