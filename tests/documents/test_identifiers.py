from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.documents.identifiers import (
    cn_id_holds,
    imo_company_holds,
    normal,
    org_code_holds,
    parse_any,
    same,
    type_of,
)


@pytest.mark.parametrize(
    ("given_as", "type_", "value"),
    [
        (("USCC", "91500118 582829838H"), "uscc", "91500118582829838H"),
        (("company_no", "201836948n", "SG"), "uen", "201836948N"),
        (("Tax ID No.", "7743531082", "RU"), "inn", "7743531082"),
        (("Business Registration Number", "1047796451658", "RU"), "ogrn", "1047796451658"),
        (("BRN", "2211652", "HK"), "hk_cr", "2211652"),
        (("imo", "IMO 9187629"), "imo", "9187629"),
        (("vat", "811569869", "DE"), "vat", "DE811569869"),
        (
            ("統一社會信用代碼", "９１５００１１８５８２８２９８３８Ｈ"),
            "uscc",
            "91500118582829838H",
        ),
        (("SWIFT/BIC", "DEUTDEFFXXX"), "bic", "DEUTDEFF"),
    ],
)
def test_a_number_is_brought_to_its_registry_form(
    given_as: tuple[str, ...], type_: str, value: str
) -> None:
    found = normal(*given_as)
    assert (type_, value) == (found.type, found.value)
    assert found.valid


def test_a_wrong_check_digit_is_said() -> None:
    found = normal("inn", "7743531083")
    assert found.valid is False
    assert "check digit" in found.why


def test_an_empty_number_is_invalid_not_an_error() -> None:
    assert normal("uen", " - ").why == "the number is empty"


def test_a_type_without_a_known_check_is_neither_valid_nor_invalid() -> None:
    assert normal("passport", "A 123-456").valid is None


def test_a_loose_number_is_not_narrowed_without_its_country() -> None:
    assert normal("tax", "7743531082").type == "tax"


def test_the_same_number_in_two_formats_is_the_same() -> None:
    assert same(normal("LEI", "2138 00KU-D8LA JWSQ9D15"), normal("lei", "213800kud8lajwsq9d15"))


def test_a_uscc_contains_its_organisation_code() -> None:
    whole = normal("uscc", "91350583259861969M")
    assert same(whole, normal("Organization Code", "25986196-9", "CN"))
    assert not same(whole, normal("Organization Code", "25986197-9", "CN"))


def test_an_inn_and_a_uen_with_the_same_digits_are_two_numbers() -> None:
    assert not same(normal("inn", "7743531082"), normal("uen", "7743531082"))


def test_the_same_passport_number_of_two_countries_is_two_numbers() -> None:
    assert not same(normal("passport", "836210080", "KP"), normal("passport", "836210080", "FR"))


def test_identifiers_are_found_in_a_remark() -> None:
    text = "Tax ID No. 7743531082; Unified Social Credit Code (USCC) 91500118582829838H (China)."
    assert [(one.type, one.value) for one in parse_any(text)] == [
        ("tax", "7743531082"),
        ("uscc", "91500118582829838H"),
    ]


def test_digits_that_only_look_like_a_uscc_are_not_taken() -> None:
    assert parse_any("order 915001185828298381 of today") == ()


def test_an_unknown_label_stays_itself() -> None:
    assert type_of("Fishing Licence") == "fishing_licence"


@pytest.mark.parametrize(
    ("holds", "right", "wrong"),
    [
        (org_code_holds, "259861969", "259861968"),
        (cn_id_holds, "11010519491231002X", "110105194912310021"),
        (imo_company_holds, "0000000", "1234567"),
    ],
)
def test_own_check_digits(holds, right: str, wrong: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - three functions
    assert holds(right)
    assert not holds(wrong)


@given(st.sampled_from(["uscc", "inn", "uen", "vat", "brn", "imo", "other"]), st.text(max_size=40))
def test_any_text_has_a_normal_form_and_is_equal_to_itself(type_: str, text: str) -> None:
    found = normal(type_, text)
    assert same(found, normal(type_, text)) == bool(found.value)


@given(st.text(alphabet="0123456789ABCX", min_size=9, max_size=18))
def test_two_types_never_share_a_number_by_its_digits_alone(text: str) -> None:
    assert not same(normal("inn", text), normal("uen", text))


# One number per register, each published by its holder or by the register's own examples.
@pytest.mark.parametrize(
    ("type_", "number"),
    [
        ("uscc", "91500118582829838H"),
        ("inn", "7743531082"),
        ("ogrn", "1047796451658"),
        ("imo", "9187629"),
        ("uen", "201836948N"),
    ],
)
def test_one_changed_digit_is_noticed(type_: str, number: str) -> None:
    digit = next(at for at in reversed(range(len(number))) if number[at].isdigit())
    other = number[:digit] + str((int(number[digit]) + 1) % 10) + number[digit + 1 :]
    assert normal(type_, number).valid
    assert normal(type_, other).valid is False


@given(
    st.sampled_from(["uscc", "inn", "ogrn", "imo", "uen", "lei", "vat", "passport", "tax", ""]),
    st.text(max_size=24),
    st.sampled_from(["", "RU", "SG", "CN", "DE"]),
)
def test_a_normal_form_is_its_own_normal_form(type_: str, number: str, country: str) -> None:
    found = normal(type_, number, country)
    assert normal(found.type, found.value, found.country).value == found.value


@given(st.sampled_from(["uscc", "inn", "imo"]), st.text("0123456789HN", min_size=1, max_size=18))
def test_separators_do_not_change_a_number(type_: str, number: str) -> None:
    assert normal(type_, "-".join(number)).value == normal(type_, number).value
