"""The list of the Security Council."""

from __future__ import annotations

import datetime as dt

from celtrace.lists import un_sc
from celtrace.records import Alias, Designation, Identifier
from lists.reading import of_text, reasons, row, sample
from samples.make_lists import UN


def person() -> Designation:
    return row(sample(un_sc, "xml")[0], "FDi.001")


def test_quality_tells_weak_from_strong_and_the_original_script_is_an_alias() -> None:
    aliases = (
        Alias("Tam Eiche", "strong", "aka"),
        Alias("오크 탐", "strong", "original script"),
        Alias("The Pencil", "weak", "aka"),
    )
    assert aliases == person().aliases


def test_all_kinds_of_dates_of_birth_are_read() -> None:
    assert ("1966~", "1973/1974", "1974-04-06") == person().born


def test_document_nationality_address_and_listing_are_read() -> None:
    found = person()
    assert (Identifier("passport", "F000111", "China"),) == found.identifiers
    assert ("Freedonia",) == found.nationalities
    assert ("Port Elm, Freedonia (as of 2030)",) == found.addresses
    assert dt.date(2029, 11, 30) == found.listed_on
    assert "Invented." == found.remarks


def test_former_name_of_an_entity_is_an_fka() -> None:
    found = row(sample(un_sc, "xml")[0], "FDe.001")
    assert "entity" == found.form
    assert (Alias("APRIL LANTERN STUDIO", "strong", "fka"),) == found.aliases


def test_delisted_entry_is_left_out_with_a_note() -> None:
    snapshot, notes = sample(un_sc, "xml")
    assert ["an entry says that it is delisted (once)"] == reasons(notes)
    assert "1 individuals and 1 entities" == snapshot.said


def test_unknown_values_are_kept_and_noted() -> None:
    text = UN.replace(">Low<", ">Fair<").replace(">BETWEEN<", ">PERHAPS<").replace("1966", "19666")
    text = text.replace("<VERSIONNUM>1</VERSIONNUM>", "<MOON>full</MOON>")
    (found,), notes = of_text(un_sc, "un.xml", text)
    assert "Date of birth: circa 19666" in row(found, "FDi.001").remarks
    assert [
        "a date of birth was not understood (once)",
        "an entry says that it is delisted (once)",
        "unknown element MOON (once)",
        "unknown kind of date of birth 'PERHAPS' (once)",
        "unknown quality of alias 'fair' (once)",
    ] == reasons(notes)


def test_entry_without_a_reference_number_is_known_by_its_data_id() -> None:
    (found,), _ = of_text(un_sc, "un.xml", UN.replace("FDe.001", ""))
    assert "LANTERN REEL STUDIO" == row(found, "DATAID 3").name
