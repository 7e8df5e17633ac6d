"""Lists reduced to names."""

from __future__ import annotations

from types import ModuleType

import pytest

from celtrace.errors import ListRefused
from celtrace.lists import eu_fsf, gb_fcdo, un_sc, us_ofac_sdn
from celtrace.records import Alias
from lists.reading import of_text, reasons, row, sample
from samples.make_lists import named, sdn_names

ARRAYS = (eu_fsf, gb_fcdo, un_sc)


def test_object_keeps_the_row_ids_programmes_and_types_of_the_publisher() -> None:
    snapshot, notes = sample(us_ofac_sdn, "names")
    found = row(snapshot, "90002")
    assert ("CYBER9", "DPRK9") == found.programmes
    assert ("person", "entity") == (found.form, row(snapshot, "90001").form)
    assert (Alias("EICHE, Tam", "strong", "aka"),) == found.aliases
    assert '{\n      "uid": "90002"' == found.seen.quote[:22]
    assert [] == notes


@pytest.mark.parametrize("reader", ARRAYS, ids=lambda r: str(r.FORMAT))
def test_equal_names_are_one_entry_with_all_aliases_and_a_note(reader: ModuleType) -> None:
    snapshot, notes = sample(reader, "names")
    (found,) = [entry for entry in snapshot.entries if entry.name == "Tam Oak"]
    assert (Alias("Pencil", "strong", "aka"),) == found.aliases
    assert ["1 of 3 names stand more than once"] == reasons(notes)
    assert "row ids here are made of the names" in snapshot.said


def test_row_id_is_made_of_the_name_not_of_the_position() -> None:
    data = named("UN Security Council Consolidated List").decode()
    moved = data.replace('"id":1,', '"id":8,')
    ids = [{e.row for e in of_text(un_sc, "n.json", text)[0][0].entries} for text in (data, moved)]
    assert ids[0] == ids[1]


def test_fewer_entries_than_stated_are_refused() -> None:
    text = sdn_names().decode().replace('"entry_count": 2', '"entry_count": 3')
    with pytest.raises(ListRefused, match="2 entries, but it says 3"):
        of_text(us_ofac_sdn, "names.json", text)


def test_names_of_several_lists_are_refused() -> None:
    text = named("UN Security Council Consolidated List").decode()
    mixed = text[::-1].replace("UN"[::-1], "XX"[::-1], 1)[::-1]
    with pytest.raises(ListRefused, match="names of several lists"):
        of_text(un_sc, "names.json", mixed)


def test_unknown_key_is_refused_with_the_place() -> None:
    text = named("UN Security Council Consolidated List").decode().replace('"id"', '"ix"', 1)
    with pytest.raises(ListRefused, match=r"names\.json: Object contains unknown field `ix`"):
        of_text(un_sc, "names.json", text)


@pytest.mark.parametrize(
    "text",
    ["", "[", "[{}]", '{"entries": []}', '[{"id": "1", "full_name": "x", "source": "s"}]', "[]"],
)
def test_broken_or_empty_names_are_refused(text: str) -> None:
    with pytest.raises(ListRefused, match=r"names\.json"):
        of_text(us_ofac_sdn if text[:1] != "[" else un_sc, "names.json", text)


@pytest.mark.parametrize("reader", ARRAYS, ids=lambda r: str(r.FORMAT))
def test_a_list_of_names_says_that_it_is_no_more(reader: ModuleType) -> None:
    """R12: what was not on the list of names is not "no" of the whole list."""
    snapshot, _ = sample(reader, "names")
    assert ("names-only", None) == (snapshot.fullness, snapshot.date)
    assert all(not entry.programmes and not entry.born for entry in snapshot.entries)


def test_names_that_differ_in_spaces_only_are_one() -> None:
    data = named("UN Security Council Consolidated List").decode()
    found = of_text(un_sc, "n.json", data.replace("Tam Oak", " Tam  Oak ", 1))[0][0]
    assert 1 == [entry.name for entry in found.entries].count("Tam Oak")
