"""The list of the European Union."""

from __future__ import annotations

import datetime as dt
import html

import pytest

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


# --- one thing changed at a time --------------------------------------------------------


def changed(old: str, new: str) -> tuple[Designation, list[str]]:
    assert old in EU
    (found,), notes = of_text(eu_fsf, "eu.xml", EU.replace(old, new))
    return row(found, "EU.9001.1"), [r for r in reasons(notes) if "calendar" not in r]


@pytest.mark.parametrize(
    ("born", "stated"),
    [
        ("1975~", 'year="1975"'),
        ("1975-04-06~", 'birthdate="1975-04-06"'),
        ("1970~/1975~", 'yearRangeFrom="1970" yearRangeTo="1975"'),
        ("1970~", 'yearRangeFrom="1970"'),
    ],
)
def test_a_date_of_birth_is_as_precise_as_stated(born: str, stated: str) -> None:
    entry, notes = changed('year="1975"', stated)
    assert ((born,), []) == (entry.born, notes)


@pytest.mark.parametrize(
    ("type_", "code", "country"),
    [("passport", "passport", "RU"), ("national_id", "ssn", "RU"), ("swift", "swiftbic", "RU"),
     ("inn", "fiscalcode", "RU"), ("tax_id", "fiscalcode", "DE"), ("imo", "imo", "RU")],
)  # fmt: skip
def test_a_number_is_of_its_kind_and_country(type_: str, code: str, country: str) -> None:
    old = 'identificationTypeCode="fiscalcode" number="7700000000" countryIso2Code="RU"'
    new = f'identificationTypeCode="{code}" number="7700000000" countryIso2Code="{country}"'
    entry, _ = changed(old, new)
    assert Identifier(type_, "7700000000", country) in entry.identifiers


def test_a_country_that_is_nowhere_is_left_empty() -> None:
    entry, _ = changed('citizenship countryIso2Code="XF"', 'citizenship countryIso2Code="00"')
    assert () == entry.nationalities


def test_the_first_name_is_the_primary_one_and_no_alias() -> None:
    assert "Tam Oak" == person().name
    assert "Tam Oak" not in {alias.text for alias in person().aliases}


def test_what_the_list_calls_unknown_is_no_address() -> None:
    entry, _ = changed('countryDescription="FREEDONIA" logicalId="10"',
                       'countryDescription="UNKNOWN" logicalId="10"')  # fmt: skip
    assert ("1 Reel Road, Port Elm",) == entry.addresses


def test_the_earliest_act_dates_the_listing() -> None:
    entry, _ = changed('entryIntoForceDate="2029-01-02"', 'entryIntoForceDate="soon"')
    assert dt.date(2030, 3, 4) == entry.listed_on


@pytest.mark.parametrize("name", ["Söhne &amp; Co", "김 &lt;b&gt;", "A&#8203;B"])
def test_a_name_comes_over_as_the_publisher_wrote_it(name: str) -> None:
    entry, _ = changed("Tam Oak", name)
    assert html.unescape(name) == entry.name
