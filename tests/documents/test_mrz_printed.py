"""Lines of print beside a zone's names: found in any layout, never taken for another name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.documents.mrz import FILLER
from celtrace.documents.mrz_printed import Printed, printed_name

WORD = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=4, max_size=10)


def field(names: str) -> str:
    return names.ljust(39, FILLER)


@pytest.mark.parametrize(
    ("lines", "names", "expected"),
    [
        (["Surname/ Nom", "MUSTER", "ADA MARIA"], "MUSTER<<ADA<MARIA", "MUSTER, ADA MARIA"),
        (["ADA MARIA", "UTOPIA", "MUSTER"], "MUSTER<<ADA<MARIA", "MUSTER, ADA MARIA"),
        (["NAME MUSTER, ADA M."], "MUSTER<<ADA<M", "MUSTER, ADA M."),
        (["MUSTER,ADA-MARIA"], "MUSTER<<ADA<MARIA", "MUSTER, ADA-MARIA"),
        (["ADA ZOÉ EL MUSTER"], "EL<MUSTER<<ADA<ZOE", "EL MUSTER, ADA ZOÉ"),
        (["MUSTERIENÉ", "2 BIRUTE/s"], "MUSTERIENE<<BIRUTE", "MUSTERIENÉ, BIRUTE"),
        (["Maus", "Ketty"], "MAUS<<KETTY", "Maus, Ketty"),
        (["MÜLLER", "JÖRG"], "MUELLER<<JOERG", "MÜLLER, JÖRG"),
        (["SPECIMEN", "SPECIMEN"], "SPECIMEN<<SPECIMEN", "SPECIMEN, SPECIMEN"),
        (["ARKFREITH"], "ARKFREITH", "ARKFREITH"),
    ],
)
def test_a_printed_name_is_found_in_whatever_lines_it_stands(
    lines: list[str], names: str, expected: str
) -> None:
    assert Printed(expected, same=True) == printed_name(lines, field(names))


@pytest.mark.parametrize(
    ("lines", "names", "read"),
    [
        (["MUSTER", "ADA MARLA"], "MUSTER<<ADA<MARIA", "MUSTER, ADA MARLA"),
        (["MUSSTER, ADA MARIA", "Ada Maria Muster"], "MUSTER<<ADA<MARIA", "MUSSTER, ADA MARIA"),
        (["MUSTER", "MARIANA"], "MUSTER<<MARIA", "MUSTER, MARIANA"),
    ],
    ids=["another letter", "a signature is no print", "one longer"],
)
def test_what_is_only_near_is_told_and_is_not_the_name(
    lines: list[str], names: str, read: str
) -> None:
    assert Printed(read, same=False) == printed_name(lines, field(names))


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ([], "MUSTER<<ADA"),
        (["SPECIMEN"], "SPECIMEN<<SPECIMEN"),
        (["MUSTER"], "MUSTER<<ADA<MARIA"),
        (["MUSTER", "MARIA ROSALIA"], "MUSTER<<MARIA"),
        (["Ada Maria Muster"], "MUSTER<<ADA<MARIA"),
        (["МУСТЕР", "АДА"], "MUSTER<<ADA"),
        (["林美華"], "LIN<<MEI<HUA"),
        (["01 JAN 90", "X1234567", "/", ",", "-"], "MUSTER<<ADA"),
        (["A B C D E F G H I J K L M"], "A<<B"),
    ],
)
def test_where_no_line_is_near_nothing_is_made_up(lines: list[str], names: str) -> None:
    assert printed_name(lines, field(names)) is None


def test_no_line_is_asked_for_after_the_name() -> None:
    def lines() -> Iterator[str]:
        yield "MUSTER, ADA"
        pytest.fail("the name was found")

    found = printed_name(lines(), field("MUSTER<<ADA"))
    assert found is not None
    assert found.same


@given(WORD, WORD, st.integers(0, 9), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_a_zone_with_one_letter_changed_is_never_verified(
    first: str, last: str, at: int, letter: str
) -> None:
    """Names have no check digit: so print verifies them letter by letter, or not at all."""
    place = at % len(first)
    wrong = first[:place] + letter + first[place + 1 :]
    found = printed_name([first, last], field(f"{wrong}<<{last}"))
    assert (wrong == first) == bool(found and found.same)
