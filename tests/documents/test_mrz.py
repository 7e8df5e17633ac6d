"""Machine-readable zones: Doc 9303's own figures, damage of every kind, nothing guessed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.documents.mrz import (
    FILLER,
    LAYOUTS,
    Mrz,
    check_digit,
    find,
    known_state,
    parse,
    plain_number,
)

SEEN = date(2026, 6, 1)
CHARACTERS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<", max_size=40)


def digit(value: str) -> str:
    return value + check_digit(value)


def td3(*, number: str = "X1234567<", born: str = "900229", names: str = "") -> list[str]:
    body = digit(number) + "UTO" + digit(born) + "F" + digit("300131") + digit("<" * 14)
    covered = body[:10] + body[13:20] + body[21:43]
    names = names or "MUSTER<<ADA<MARIA"
    return [f"P<UTO{names}".ljust(44, FILLER)[:44], body + check_digit(covered)]


def td1(number: str, optional: str = "") -> list[str]:
    first = f"I<UTO{number}{optional}".ljust(30, FILLER)
    second = digit("900228") + "M" + digit("300131") + "UTO" + "<" * 11
    covered = first[5:30] + second[:7] + second[8:15] + second[18:29]
    return [first, second + check_digit(covered), "MUSTER<<ADA".ljust(30, FILLER)]


def damaged(lines: list[str], line: int, at: int, character: str) -> Mrz:
    text = lines[line - 1]
    return parse([*lines[: line - 1], text[: at - 1] + character + text[at:], *lines[line:]])


# --- check digits -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"), [("520727", "3"), ("AB2134<<<", "5"), ("", "0"), ("<<<<<<", "0")]
)
def test_digits_are_those_of_the_worked_examples(value: str, expected: str) -> None:
    """Doc 9303 part 3, 4.9 and its examples."""
    assert expected == check_digit(value)


@pytest.mark.parametrize("character", ["a", "é", " ", "１", "-"])
def test_a_character_that_no_zone_has_is_named(character: str) -> None:
    with pytest.raises(ValueError, match="does not occur"):
        check_digit(f"A{character}")


@given(CHARACTERS, st.integers(0, 39), st.integers(1, 9))
def test_one_wrong_numeral_never_keeps_the_digit(value: str, at: int, more: int) -> None:
    """7, 3 and 1 are prime to 10, so no other numeral in one place gives the same remainder."""
    places = [i for i, c in enumerate(value) if c.isdigit()]
    if places:
        place = places[at % len(places)]
        wrong = str((int(value[place]) + more) % 10)
        assert check_digit(value) != check_digit(value[:place] + wrong + value[place + 1 :])


# --- forms ------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["X 123-4567", "x1234567", "X1234567", " X.1234567 "])
def test_a_number_is_the_same_however_it_is_written(written: str) -> None:
    assert "X1234567" == plain_number(written)


def test_a_passport_gives_its_fields_and_all_digits_hold() -> None:
    zone = parse(td3())
    assert ("TD3", "P", "UTO", "X1234567", "UTO", "900229", "F", "300131") == (
        zone.form, zone.code, zone.issuer, zone.number, zone.nationality, zone.born, zone.sex,
        zone.expires,
    )  # fmt: skip
    assert ("MUSTER", "ADA MARIA", True) == (zone.primary, zone.secondary, zone.digits_verified)


@pytest.mark.parametrize(
    ("line", "at", "field"),
    [(2, 2, "number"), (2, 15, "born"), (2, 23, "expires"), (2, 30, "optional")],
)
def test_one_changed_character_is_found_in_its_field_and_over_all(
    line: int, at: int, field: str
) -> None:
    zone = damaged(td3(), line, at, "7")
    assert {field, "composite"} == {check.field for check in zone.checks if not check.holds}
    assert any("check digit" in fault for fault in zone.faults)


@pytest.mark.parametrize(("line", "at"), [(1, 6), (2, 11), (2, 21)])
def test_digits_do_not_cover_names_nationality_and_sex(line: int, at: int) -> None:
    assert damaged(td3(), line, at, "M").digits_verified


def test_a_number_over_nine_characters_goes_on_in_the_optional_field() -> None:
    long = "ABCDEFGHIJK1"
    zone = parse(td1(long[:9] + FILLER, long[9:] + check_digit(long) + "<EXTRA"))
    assert (long, True, ("EXTRA", "")) == (zone.number, zone.digits_verified, zone.optional)


def test_an_empty_optional_field_may_have_a_filler_for_its_digit() -> None:
    lines = td3()
    body = lines[1][:42] + FILLER
    covered = body[:10] + body[13:20] + body[21:43]
    assert parse([lines[0], body + check_digit(covered)]).digits_verified


@pytest.mark.parametrize("form", [layout.form for layout in LAYOUTS])
def test_every_form_is_told_by_lines_width_and_first_letter(form: str) -> None:
    layout = next(one for one in LAYOUTS if one.form == form)
    code = "V" if form.startswith("MRV") else "I"
    lines = [f"{code}<UTO".ljust(layout.width, FILLER), *["<" * layout.width] * (layout.lines - 1)]
    assert form == parse(lines).form


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "none"),
        (["P<UTO"], "1 line"),
        (td3()[:1], "44 characters"),
        ([td3()[0], td3()[1][:-1]], "44 \\+ 43"),
        ([td3()[0].replace("M", "m").replace("<", "*"), td3()[1]], "line 1"),
        (["V<UTO".ljust(30, FILLER)] * 3, "30 \\+ 30 \\+ 30"),
    ],
    ids=["nothing", "a scrap", "one line", "one short", "a star", "a visa of three lines"],
)
def test_what_is_no_zone_is_refused_with_what_it_has(lines: list[str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse(lines)


@given(st.lists(CHARACTERS, max_size=4))
def test_any_lines_are_read_or_refused(lines: list[str]) -> None:
    try:
        zone = parse(lines)
    except ValueError:
        return
    assert zone.faults


# --- dates and codes ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("900228", date(1990, 2, 28)),
        ("260601", date(2026, 6, 1)),
        ("260602", date(1926, 6, 2)),
        ("000229", date(2000, 2, 29)),
        ("90<<<<", None),
        ("900230", None),
    ],
)
def test_nobody_is_born_after_the_day_the_paper_was_seen(born: str, expected: date | None) -> None:
    assert expected == parse(td3(born=born)).born_on(SEEN)


def test_a_validity_lies_in_the_century_nearest_to_the_day_it_was_seen() -> None:
    assert date(2030, 1, 31) == parse(td3()).expires_on(SEEN)


@pytest.mark.parametrize(("born", "wrong"), [("901301", True), ("900<<1", True), ("<<<<<<", False)])
def test_a_date_that_no_calendar_has_is_a_fault(born: str, *, wrong: bool) -> None:
    assert wrong == any("is no date" in fault for fault in parse(td3(born=born)).faults)


@pytest.mark.parametrize("code", ["UTO", "D", "D<<", "PRK", "KOR", "XXA", "GBN", "EUE"])
def test_states_organisations_and_special_codes_are_known(code: str) -> None:
    assert known_state(code)


@pytest.mark.parametrize("code", ["", "KP", "MLD", "ZZZ", "D2<"])
def test_misread_codes_are_not(code: str) -> None:
    assert not known_state(code)


# --- in running text ----------------------------------------------------------------------


def test_a_zone_is_found_below_other_text_with_the_fillers_a_recogniser_writes() -> None:
    first, second = td3()
    page = f"PASSPORT\nMuster\n{first.replace('<<', '«<', 1)}\n{second[:20]} {second[20:]}\nend"
    assert [parse(td3())] == list(find(page))


def test_two_zones_on_one_page_are_two() -> None:
    page = "\n".join([*td3(), "", *td1("X1234567<" + check_digit("X1234567<"))])
    assert ["TD3", "TD1"] == [zone.form for zone in find(page)]


def test_text_without_a_zone_gives_none() -> None:
    assert [] == list(find("A LETTER OF THIRTY CHARACTERS OR MORE IN CAPITALS\n" * 3))


@pytest.mark.shared
def test_the_specimens_of_doc_9303_hold(shared_data: Path) -> None:
    known = json.loads((shared_data / "verify/icao9303/vectors.json").read_text("utf-8"))
    zones = [parse(v) for k, v in known["specimens"].items() if not k.startswith("check")]
    assert [("ERIKSSON", "ANNA MARIA", True)] * 5 == [
        (zone.primary, zone.secondary, zone.digits_verified) for zone in zones
    ]
