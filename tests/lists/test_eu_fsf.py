"""The list of the European Union."""

from __future__ import annotations

import datetime as dt

from celtrace.lists import eu_fsf
from celtrace.records import Alias, Designation, Identifier
from lists.reading import of_text, reasons, row, sample
from samples.make_lists import EU


def person() -> Designation:
    return row(sample(eu_fsf, "xml")[0], "EU.9001.1")


def test_entities_of_one_reference_number_are_one_entry() -> None:
    found = person()
    assert ("FRE", "INK") == found.programmes
    assert dt.date(2029, 1, 2) == found.listed_on
    assert Alias("Oak, Tam", "strong", "aka") in found.aliases
    assert "3 entities under 2 EU reference numbers" == sample(eu_fsf, "xml")[0].said
    assert "line 18" == found.cite("programmes").place


def test_name_that_is_not_strong_is_weak() -> None:
    assert Alias("The Pencil", "weak", "aka") == person().aliases[-1]


def test_identifiers_and_contacts_are_read() -> None:
    identifiers = (
        Identifier("email", "tam@lantern.example"),
        Identifier("inn", "7700000000", "RU"),
    )
    assert identifiers == person().identifiers


def test_countries_are_codes_and_addresses_are_text() -> None:
    found = person()
    assert (("XF",), ("XF",)) == (found.nationalities, found.countries)
    assert ("1 Reel Road, Port Elm, FREEDONIA",) == found.addresses


def test_date_of_another_calendar_is_kept_in_the_remarks_with_a_note() -> None:
    found = person()
    assert ("1975~",) == found.born
    assert "Date of birth (ISLAMIC): 1353" in found.remarks
    assert ["a date of birth in another calendar (once)"] == reasons(sample(eu_fsf, "xml")[1])


def test_function_place_of_birth_and_remark_stay_in_the_remarks() -> None:
    assert "Function: Director; Place of birth: Port Elm" in person().remarks
    assert person().remarks.endswith("; Invented")


def test_unknown_values_are_kept_and_noted() -> None:
    text = (
        EU.replace('code="enterprise"', 'code="planet"')
        .replace('"fiscalcode"', '"moonpass"')
        .replace('key="EMAIL"', 'key="OWL"')
        .replace("<remark>Invented</remark>", "<moon/>")
        .replace('year="1975"', 'year="197"')
    )
    (found,), notes = of_text(eu_fsf, "eu.xml", text)
    assert "unknown" == row(found, "logicalId 77").form
    assert {"id"} == {i.type for i in row(found, "EU.9001.1").identifiers}
    assert [
        "a date of birth in another calendar (once)",
        "a date of birth was not understood (once)",
        "unknown element moon (once)",
        "unknown kind of contact 'OWL' (once)",
        "unknown subject type 'planet' (once)",
        "unknown type of document 'moonpass' (once)",
    ] == reasons(notes)
