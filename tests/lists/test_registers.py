"""Which register a number is of."""

from __future__ import annotations

import pytest

from celtrace.lists import _registers


@pytest.mark.parametrize(
    ("type_", "kind", "value", "country", "label"),
    [
        ("inn", "tax_id", "7700000000", "Russia", "Tax ID No."),
        ("inn", "tax_id", "7700000000", "RU", ""),
        ("ogrn", "registration", "1020000000000", "Russia", "Registration Number"),
        ("registration", "registration", "304500000000000", "Russia", "Registration Number"),
        ("uen", "id", "299912345K", "Singapore", "Identification Number"),
        ("uen", "registration", "T29LL1234A", "SG", ""),
        ("id", "id", "12345", "Singapore", "Identification Number"),
        ("brn", "registration", "12345678", "Hong Kong", "Business Registration Number"),
        ("brn", "registration", "12345678-000", "Hong Kong", "Registration Number"),
        ("cr", "company_no", "0123456", "Hong Kong", "Company Number"),
        ("cr", "registration", "1234567", "Hong Kong", "Registration Number"),
        ("cr", "registration", "12345678", "Hong Kong", "C.R. No."),
        ("uscc", "registration", "91310104093794515H", "China", "Registration Number"),
        ("org_code", "registration", "12345678-9", "China", "Registration Number"),
        ("id", "id", "210302198701102136", "China", "Identification Number"),
        ("passport", "passport", "123456789", "Hong Kong", "Passport"),
        ("registration", "registration", "1020000000000", "Serbia", "Registration Number"),
    ],
)
def test_register_follows_from_label_country_and_form(
    type_: str, kind: str, value: str, country: str, label: str
) -> None:
    assert type_ == _registers.type_of(kind, value, country, label)
