"""Header words lead to keys, and only to keys that exist."""

from __future__ import annotations

import pytest

from celtrace.dossier.headers import folded, match
from celtrace.dossier.sections import SECTIONS
from celtrace.dossier.synonyms import WORDS


@pytest.mark.parametrize(
    ("section", "header", "key"),
    [
        ("parties", "Company  Name", "name"),
        ("parties", "Unified Social Credit Code", "identifiers.uscc"),
        ("parties", "E-Mail", "emails"),
        ("payments", "Beneficiary", "payee"),
        ("payments", "Amount (USD)", "amount"),
        ("payments", "Value date", "date"),
        ("contracts", "Client", "from"),
        ("contracts", "Vendor", "to"),
        ("logins", "Source IP", "ip"),
        ("logins", "Timestamp", "time"),
        ("workers", "Full Name", "name"),
        ("found", "place ip", "place.ip"),
        ("ownership", "Shareholder", "owner"),
        ("ownership", "%", "percent"),
    ],
)
def test_a_header_leads_to_a_key(section: str, header: str, key: str) -> None:
    assert key == match(section, header)[1]


@pytest.mark.parametrize("header", ["", "Colour", "???"])
def test_an_unknown_header_leads_nowhere(header: str) -> None:
    assert match("parties", header) is None


def test_every_synonym_belongs_to_a_key_of_the_contract() -> None:
    known = {f"{s.name}.{f.key}" for s in SECTIONS.values() for f in s.fields}
    known |= {f"*.{f.key}" for s in SECTIONS.values() for f in s.fields}
    assert set() == {key for key in WORDS if not key.startswith("identifiers.")} - known


def test_every_key_is_its_own_header() -> None:
    for section in SECTIONS.values():
        for field in section.fields:
            if not field.spills:
                assert (0, field.key) == match(section.name, field.key.upper().replace("_", " "))


def test_no_two_keys_of_a_section_share_a_synonym() -> None:
    for name in SECTIONS:
        said = {
            (folded(word), key)
            for key, words in WORDS.items()
            for word in words
            if key.startswith(f"{name}.")
        }
        assert len(said) == len({word for word, _ in said}), name
