"""What a key and a section of the contract are."""

from __future__ import annotations

import pytest

from celtrace.dossier.schema import FROM_UNTIL, ID, MONEY, SPAN, Field, Section, ref, words
from celtrace.dossier.sections import HEAD, SECTIONS
from celtrace.records import Party

FIELDS = [
    (section.name, field) for section in SECTIONS.values() for field in section.fields
]  # fmt: skip


def test_a_key_goes_to_the_attribute_of_its_own_name_unless_told() -> None:
    assert ("client", "date") == (Field("from", to="client").attribute, Field("date").attribute)


def test_a_section_finds_its_fields_by_key() -> None:
    section = Section("parties", Party, (ID, Field("name")))
    assert {"id": ID, "name": Field("name")} == dict(section.by_key)


def test_words_are_plain_texts() -> None:
    assert (Field("city", "text"), Field("address", "text")) == words("city", "address")


def test_a_reference_names_the_sections_it_may_point_to() -> None:
    assert Field("party", "ref", to="who", required=True, of=("parties", "workers")) == ref(
        "party", "parties", "workers", to="who", required=True
    )


@pytest.mark.parametrize(
    ("fields", "keys"),
    [
        (SPAN, ["since", "until"]),
        (FROM_UNTIL, ["from", "until"]),
        (MONEY, ["amount", "currency"]),
    ],
)
def test_keys_that_belong_together_stand_together(
    fields: tuple[Field, ...], keys: list[str]
) -> None:
    assert keys == [field.key for field in fields]


@pytest.mark.parametrize(("section", "field"), FIELDS, ids=lambda one: getattr(one, "key", one))
def test_a_key_is_one_lower_case_word_that_yaml_reads_as_text(section: str, field: Field) -> None:
    assert field.key.replace("_", "").isalpha(), section
    assert field.key == field.key.lower()
    assert field.key not in ("yes", "no", "on", "off", "null", "y", "n")


def test_only_ids_are_named_by_references() -> None:
    named = {target for _, field in FIELDS for target in field.of}
    assert set() == {name for name in named if "id" not in SECTIONS[name].by_key}


def test_a_mapping_has_what_it_becomes() -> None:
    made = [field for _, field in FIELDS if field.form == "shape"] + [
        field for field in HEAD if field.form == "shape"
    ]
    assert [] == [field.key for field in made if field.made is None or not field.shape]
    lost = [
        (field.key, inner.key)
        for field in made
        for inner in field.shape
        if field.made not in (None, dict)
        and inner.attribute not in getattr(field.made, "__struct_fields__", ())
    ]
    assert [] == lost
