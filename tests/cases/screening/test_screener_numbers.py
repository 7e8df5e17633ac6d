"""Numbers of parties beside numbers of rows: exact across formats, never across types."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.cases.screening.numbers import NumberHit, Numbers, numbers_of
from celtrace.records import Identifier
from screened import USCC, entity, numbered, party, person


def hits(type_: str, value: str, listed: tuple[str, ...], **of_party: str) -> list[NumberHit]:
    row = entity("1", "HOUSE", **numbered(*listed)).designation
    who = party("Any", **numbered(type_, value), **of_party)
    return list(Numbers([row]).hits(numbers_of(who)))


@pytest.mark.parametrize(
    ("type_", "value", "listed", "country"),
    [
        ("uscc", "9135 0100 M000 100Y 43", ("uscc", USCC, "China"), ""),
        ("company_no", USCC, ("registration", USCC, "China"), "CN"),
        ("tax", "7707083893", ("inn", "7707083893", "Russia"), "RU"),
        ("ИНН", "7707 083893", ("tax_id", "7707083893", "Russia"), "RU"),
        ("lei", "5493001KJTIIGC8Y1R12", ("lei", "5493001kjtiigc8y1r12"), ""),
        ("imo", "IMO 9074729", ("imo", "9074729"), ""),
        ("passport", "654-320-142", ("passport", "654320142", "KP"), ""),
        ("company_no", "1234567", ("cr", "1234567", "Hong Kong"), "HK"),
        ("wallet", "1Q2TWHE3GMdB6BZKafqwxXtWAWgFt5Jvm3",
         ("wallet", "1Q2TWHE3GMdB6BZKafqwxXtWAWgFt5Jvm3"), ""),
    ],
)  # fmt: skip
def test_the_same_number_in_another_format_is_found(
    type_: str, value: str, listed: tuple[str, ...], country: str
) -> None:
    assert [0] == [hit.key for hit in hits(type_, value, listed, country=country)]


@pytest.mark.parametrize(
    ("type_", "value", "listed", "country"),
    [
        ("uen", "7707083893", ("inn", "7707083893", "Russia"), "SG"),
        ("passport", "123456789", ("national_id", "123456789", "Iran"), ""),
        ("passport", "123456789", ("passport", "123456789", "Iran"), "KP"),
        ("company_no", "12345678", ("registration", "12345678", "Iran"), "GB"),
        ("other", "123456789", ("id", "123456789"), ""),
        ("company_no", "12", ("registration", "12", "Iran"), "IR"),
    ],
    ids=["type", "kind", "nationality", "country", "without label", "too short"],
)  # fmt: skip
def test_equal_digits_of_another_type_or_country_are_another_number(
    type_: str, value: str, listed: tuple[str, ...], country: str
) -> None:
    key = "nationality" if type_ == "passport" else "country"
    assert [] == hits(type_, value, listed, **{key: country})


@pytest.mark.parametrize(
    ("type_", "value", "listed", "certain"),
    [
        ("uscc", USCC, ("uscc", USCC), True),
        ("uscc", "91350100M000100Y44", ("uscc", "91350100M000100Y44"), False),
        ("passport", "654320142", ("passport", "654320142", "KP"), False),
        ("swift", "FTBDKPPY", ("swift", "FTBDKPPY"), False),
    ],
    ids=["check digit", "wrong check digit", "no country", "bank"],
)
def test_a_number_decides_only_when_it_is_certain(
    type_: str, value: str, listed: tuple[str, ...], *, certain: bool
) -> None:
    (hit,) = hits(type_, value, listed)
    assert certain is hit.certain
    assert certain or "decide" in hit.because or "bank" in hit.because


def test_a_passport_decides_when_both_sides_say_which_country_gave_it() -> None:
    row = person("1", "KIM", **numbered("passport", "654320142", "Korea, North")).designation
    who = party("Kim", form="person", nationality="KP", **numbered("passport", "654320142"))
    (hit,) = Numbers([row]).hits(numbers_of(who))
    assert hit.certain
    assert "both of KP" in hit.because


def test_contacts_are_found_and_do_not_decide() -> None:
    row = entity("1", "HOUSE", identifiers=(
        Identifier("phone", "(+86) 24-1234 5678"), Identifier("website", "http://www.x.example/a"),
    )).designation  # fmt: skip
    who = party("Any", phones=("0086 24 12345678",), domains=("x.example",))
    assert [False, False] == [hit.certain for hit in Numbers([row]).hits(numbers_of(who))]


def test_an_account_is_compared_as_an_iban_too() -> None:
    row = entity("1", "HOUSE", **numbered("iban", "DE89 3704 0044 0532 0130 00")).designation
    (hit,) = Numbers([row]).hits(numbers_of(party("Any", accounts=("DE89370400440532013000",))))
    assert hit.certain


@given(st.text(max_size=30), st.text(max_size=12))
def test_no_text_breaks_the_comparison(value: str, type_: str) -> None:
    numbers = Numbers([entity("1", "HOUSE", **numbered(type_, value)).designation])
    assert isinstance(list(numbers.hits(numbers_of(party("Any", **numbered(type_, value))))), list)
