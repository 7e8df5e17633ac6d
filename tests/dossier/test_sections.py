"""All sections of the contract, and the keys of its head."""

from __future__ import annotations

import msgspec
import pytest

from celtrace.dossier.scalars import TYPES
from celtrace.dossier.sections import HEAD, KIND_OF, SECTIONS

OF_THE_HEAD = {"dossier", "title", "us", "as_of", "timezone", "lists", "regimes"}
SPECIAL = {"shape", "free"}


def test_the_keys_of_the_head_are_those_of_the_page() -> None:
    """'`dossier: 1` version, required' and the six optional keys below it."""
    assert OF_THE_HEAD == {field.key for field in HEAD}
    assert {"dossier"} == {field.key for field in HEAD if field.required}


def test_the_regimes_are_the_four_of_the_page() -> None:
    """'Any of US, EU, GB, UN; default all'."""
    (regimes,) = [field for field in HEAD if field.key == "regimes"]
    assert ("US", "EU", "GB", "UN") == regimes.choices


def test_no_section_has_the_name_of_a_key_of_the_head() -> None:
    assert set() == OF_THE_HEAD & set(SECTIONS)


def test_each_section_makes_another_kind_of_record() -> None:
    assert len(SECTIONS) == len(set(KIND_OF.values()))


@pytest.mark.parametrize("name", SECTIONS)
def test_every_key_has_a_type_that_is_known(name: str) -> None:
    forms = {field.form for field in SECTIONS[name].fields}
    forms |= {inner.form for field in SECTIONS[name].fields for inner in field.shape}
    assert set() == forms - set(TYPES) - SPECIAL


@pytest.mark.parametrize("name", SECTIONS)
def test_every_key_has_a_place_in_the_record(name: str) -> None:
    section = SECTIONS[name]
    moved = {"dates", "start", "pattern"}
    own = {field.attribute for field in section.fields if not field.spills} - moved
    assert set() == own - set(section.record.__struct_fields__)


@pytest.mark.parametrize("name", SECTIONS)
def test_no_two_keys_have_one_name(name: str) -> None:
    keys = [field.key for field in SECTIONS[name].fields]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", SECTIONS)
def test_every_record_that_needs_a_value_gets_it_from_a_required_key(name: str) -> None:
    section = SECTIONS[name]
    needed = {f.name for f in msgspec.structs.fields(section.record) if f.required} - {"seen"}
    given = {f.attribute for f in section.fields if f.required}
    alternatives = {section.by_key[key].attribute for group in section.one_of for key in group}
    assert set() == needed - given - alternatives


@pytest.mark.parametrize("name", SECTIONS)
def test_rules_between_keys_name_keys_of_the_section(name: str) -> None:
    section = SECTIONS[name]
    named = {key for group in (*section.one_of, *section.not_both) for key in group}
    assert set() == named - set(section.by_key)


@pytest.mark.parametrize("name", SECTIONS)
def test_references_and_lists_that_spill_name_sections(name: str) -> None:
    fields = SECTIONS[name].fields
    named = {target for field in fields for target in field.of}
    named |= {field.spills for field in fields if field.spills}
    assert set() == named - set(SECTIONS)


@pytest.mark.parametrize("name", SECTIONS)
def test_every_item_may_have_an_id(name: str) -> None:
    """'Ids are strings, free, unique over the dossier'."""
    assert "id" in SECTIONS[name].by_key
