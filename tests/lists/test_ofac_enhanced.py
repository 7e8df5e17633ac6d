"""The enhanced XML of OFAC."""

from __future__ import annotations

import datetime as dt

import pytest

from celtrace.errors import ListRefused
from celtrace.lists import us_ofac_cons, us_ofac_sdn
from celtrace.records import Alias, Designation, Identifier
from lists.reading import of_text, reasons, row, sample
from samples.make_lists import ENHANCED, stored

TEXT = ENHANCED.format(title="SDN List")


def entry() -> Designation:
    return row(sample(us_ofac_sdn, "enhanced")[0], "90001")


def test_name_in_its_own_script_is_a_strong_alias() -> None:
    assert Alias("灯笼动画", "strong", "primary name, Chinese Simplified") in entry().aliases


def test_name_of_low_quality_is_weak() -> None:
    assert Alias("L.R.S.", "weak", "aka") in entry().aliases


def test_listed_on_is_the_day_of_this_list_not_of_another() -> None:
    assert dt.date(2031, 5, 2) == entry().listed_on


def test_identifiers_addresses_and_relations_are_read() -> None:
    found = entry()
    identifiers = (
        Identifier("inn", "7700000000", "Russia"),
        Identifier("website", "lantern.example"),
    )
    assert identifiers == found.identifiers
    assert ("Port Elm, Freedonia",) == found.addresses
    assert ("OAK, Tam",) == found.linked_to


def test_unknown_feature_is_kept_and_noted() -> None:
    assert "Moon Phase full" == entry().remarks
    assert ["unknown label 'Moon Phase' (once)"] == reasons(sample(us_ofac_sdn, "enhanced")[1])


def test_publication_says_which_list_it_is() -> None:
    assert "Consolidated List" == sample(us_ofac_cons, "enhanced")[0].said


def test_archive_and_the_file_in_it_give_the_same() -> None:
    plain = of_text(us_ofac_sdn, "SDN_ENHANCED.XML", TEXT)[0][0]
    packed = stored({"SDN_ENHANCED.XML": TEXT.encode()})
    zipped = of_text(us_ofac_sdn, "SDN_ENHANCED.ZIP", packed)[0][0]
    assert [(e.name, e.aliases) for e in plain.entries] == [
        (e.name, e.aliases) for e in zipped.entries
    ]


def test_archive_without_the_list_is_refused() -> None:
    with pytest.raises(ListRefused, match=r"0 members named \*enhanced\.xml, not 1"):
        of_text(us_ofac_sdn, "SDN_ENHANCED.ZIP", stored({"readme.txt": b"x"}))
