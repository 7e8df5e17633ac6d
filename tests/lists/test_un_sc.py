"""The list of the Security Council."""

from __future__ import annotations

import datetime as dt

import pytest

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


# --- one thing changed at a time --------------------------------------------------------


def changed(old: str, new: str) -> tuple[Designation, list[str]]:
    assert old in UN
    (found,), notes = of_text(un_sc, "un.xml", UN.replace(old, new))
    return row(found, "FDi.001"), [r for r in reasons(notes) if "delisted" not in r]


@pytest.mark.parametrize(
    ("type_", "stated"),
    [("passport", "Passport"), ("passport", "Diplomatic passport"), ("passport", "Pasaporte"),
     ("national_id", "National Identification Number"), ("national_id", "Identity card"),
     ("id", "Driving licence")],
)  # fmt: skip
def test_the_kind_of_a_document_follows_from_its_words(type_: str, stated: str) -> None:
    entry, _ = changed(">Passport<", f">{stated}<")
    assert (Identifier(type_, "F000111", "China"),) == entry.identifiers


@pytest.mark.parametrize(
    ("born", "stated"),
    [("1966~", "1966"), ("1966-05~", "May 1966"), ("1966-05-04~", "4 May 1966")],
)
def test_an_approximate_date_stays_approximate(born: str, stated: str) -> None:
    entry, notes = changed("<YEAR>1966</YEAR>", f"<YEAR>{stated}</YEAR>")
    assert born in entry.born
    assert [] == notes


def test_an_address_without_a_country_keeps_its_text() -> None:
    entry, _ = changed("<COUNTRY>Freedonia</COUNTRY><NOTE>as of 2030</NOTE>", "<NOTE>old</NOTE>")
    assert (("Port Elm (old)",), ()) == (entry.addresses, entry.countries)


def test_an_alias_without_a_text_is_no_alias() -> None:
    entry, _ = changed("<ALIAS_NAME>The Pencil</ALIAS_NAME>", "<ALIAS_NAME/>")
    assert ["Tam Eiche", "오크 탐"] == [alias.text for alias in entry.aliases]


def test_a_name_of_many_parts_has_single_spaces() -> None:
    assert "TAM OAK" == person().name


def test_two_entries_of_one_reference_number_are_both_kept() -> None:
    (found,), notes = of_text(un_sc, "un.xml", UN.replace("FDe.001", "FDi.001"))
    assert ["FDi.001", "FDi.001#2"] == [entry.row for entry in found.entries]
    assert "a row id stands more than once (once)" in reasons(notes)


def test_the_quote_is_the_element_as_it_stands_in_the_file() -> None:
    assert person().seen.quote in UN
    assert person().seen.place == "FDi.001, line 4"


def test_a_day_that_is_not_stated_is_none() -> None:
    (found,), _ = of_text(un_sc, "un.xml", UN.replace("2031-12-29T23:00:09.067Z", ""))
    assert found.date is None
