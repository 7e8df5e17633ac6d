"""The classic XML of OFAC."""

from __future__ import annotations

import datetime as dt

import pytest

from celtrace.errors import ListRefused
from celtrace.lists import us_ofac_cons, us_ofac_sdn
from celtrace.records import Alias, Designation, Identifier
from lists.reading import of_text, reasons, row, sample
from samples.make_lists import CLASSIC

TEXT = CLASSIC.format(namespace="http://tempuri.org/sdnList.xsd", programme="DPRK9")


def entry(uid: str) -> Designation:
    return row(sample(us_ofac_sdn, "xml")[0], uid)


def test_category_tells_weak_from_strong_aliases() -> None:
    aliases = (Alias("APRIL LANTERN STUDIO", "strong", "aka"), Alias("L.R.S.", "weak", "aka"))
    assert aliases == entry("90001").aliases


def test_identifiers_address_and_links_are_read() -> None:
    found = entry("90001")
    identifiers = (
        Identifier("uen", "299912345K", "Singapore"),
        Identifier("wallet", "1InventedInventedInventedInvented"),
    )
    assert identifiers == found.identifiers
    assert ("1 Reel Road, Port Elm, E1, Freedonia",) == found.addresses
    assert ("GREY HERON", "OAK, Tam") == found.linked_to


def test_person_is_named_as_in_the_comma_separated_file() -> None:
    found = entry("90002")
    assert ("OAK, Tam", "person") == (found.name, found.form)
    assert ("1974-04-06", "1975~") == found.born
    assert ("CYBER9", "DPRK9") == found.programmes
    assert "Title: Director" == found.remarks


def test_unknown_id_type_and_element_are_noted() -> None:
    found, notes = sample(us_ofac_sdn, "xml")
    assert "Secret Handshake No. 7" in row(found, "90001").remarks
    assert [
        "unknown element moonPhase (once)",
        "unknown label 'Secret Handshake No.' (once)",
    ] == reasons(notes)


def test_second_namespace_is_read_too() -> None:
    assert "LANTERN REEL STUDIO" == row(sample(us_ofac_cons, "xml")[0], "90001").name


def test_quote_is_the_entry_as_it_stands_in_the_file() -> None:
    seen = entry("90002").seen
    assert seen.quote.startswith("<sdnEntry>\n    <uid>90002</uid>")
    assert seen.quote in TEXT
    assert "uid 90002, line 27" == seen.place


def test_fewer_records_than_stated_are_refused() -> None:
    text = TEXT.replace("<Record_Count>2<", "<Record_Count>3<")
    with pytest.raises(ListRefused, match="2 records, but it says that it has 3"):
        of_text(us_ofac_sdn, "sdn.xml", text)


def test_day_is_month_first() -> None:
    (found,), _ = of_text(us_ofac_sdn, "sdn.xml", TEXT.replace("12/31/2031", "03/10/2021"))
    assert dt.date(2021, 3, 10) == found.date


@pytest.mark.parametrize("stated", ["", "soon", "2021"])
def test_day_that_is_not_understood_is_none(stated: str) -> None:
    (found,), _ = of_text(us_ofac_sdn, "sdn.xml", TEXT.replace("12/31/2031", stated))
    assert found.date is None
