"""Printed names beside a zone's: Doc 9303's ways of writing and of cutting, and no others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.documents.mrz import FILLER
from celtrace.documents.mrz_names import compare

WORD = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=12)


def field(text: str, width: int = 39) -> str:
    return text.ljust(width, FILLER)[:width]


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("MUSTER, ADA MARIA", "MUSTER<<ADA<MARIA"),
        ("Ada Maria Muster", "MUSTER<<ADA<MARIA"),
        ("Muster Ada Maria", "MUSTER<<ADA<MARIA"),
        ("D’ARC-LOUP, Zoé", "DARC<LOUP<<ZOE"),
        ("MÜLLER, JÖRG", "MUELLER<<JOERG"),
        ("MÜLLER, JÖRG", "MULLER<<JORG"),
        ("NUÑEZ, ÍÑIGO", "NUNEZ<<INIGO"),
        ("SØRENSEN, ÅSE", "SOERENSEN<<AASE"),
        ("STRAßE, ANNE", "STRASSE<<ANNE"),
        ("ÞÓR, ÆGIR", "THOR<<AEGIR"),
        ("MONONYM", "MONONYM"),
        ("ST. JOHN, MARY J.", "ST<JOHN<<MARY<J"),
    ],
)
def test_a_name_is_the_same_in_every_way_of_writing_that_the_rule_allows(
    page: str, names: str
) -> None:
    assert "same" == compare(page, field(names)).verdict


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("MUSTER, ADA MARIA", "MUSTER<<ADA"),
        ("MUSTER, ADA", "MUSTER<<ADA<MARIA"),
        ("MABROUK, ISMAIL", "RABROUK<<ISAAIL"),
        ("MÜLLER, JÖRG", "MVLLER<<JORG"),
        ("MUSTER, ADA", "ADA<<MUSTER"),
        ("MUSTER, ADA", "MUSTERADA"),
    ],
)
def test_another_name_is_different(page: str, names: str) -> None:
    assert "different" == compare(page, field(names)).verdict


def test_a_full_field_is_compared_as_far_as_it_goes_and_says_so() -> None:
    answer = compare("PAPANDREOU, ALEXANDROS KONSTANTINOS", field("PAPANDREOU<<ALEXANDROS<KON", 26))
    assert ("same as far as it fits", True) == (answer.verdict, "full" in answer.why)


def test_a_field_with_room_left_was_not_cut() -> None:
    assert "different" == compare("PAPANDREOU, ALEXANDROS", field("PAPANDREOU<<ALEX", 26)).verdict


@pytest.mark.parametrize("page", ["", "김복실", "金", "123", "---"])
def test_a_name_without_letters_of_a_to_z_cannot_be_compared(page: str) -> None:
    assert "not comparable" == compare(page, field("KIM<<PAKSIL")).verdict


@given(st.lists(WORD, min_size=1, max_size=3), st.lists(WORD, max_size=3), st.integers(12, 44))
def test_a_name_written_and_cut_at_the_end_is_never_called_different(
    family: list[str], given_: list[str], width: int
) -> None:
    """Doc 9303 part 4, 4.2.3: what does not fit is left out from the right."""
    written = FILLER.join(family) + FILLER * 2 + FILLER.join(given_)
    if len(FILLER.join(family)) + 3 <= width:
        page = f"{' '.join(family)}, {' '.join(given_)}"
        assert compare(page, field(written, width)).verdict.startswith("same")


@given(st.text(max_size=60), st.text("ABC<", max_size=44))
def test_any_text_gets_an_answer(page: str, names: str) -> None:
    assert compare(page, names).verdict


@pytest.fixture(scope="module")
def pairs(request: pytest.FixtureRequest) -> list[tuple[str, str]]:
    folder: Path = request.getfixturevalue("shared_data")
    known: dict[str, Any] = json.loads((folder / "verify/icao9303/vectors.json").read_text("utf-8"))
    return [(one["viz"], _names(one["mrz_line"])) for one in known["viz_to_mrz"]]


def _names(line: str) -> str:
    return line[5:] if line[2:5] == "UTO" else line


@pytest.mark.shared
def test_every_pair_of_doc_9303_is_the_same_name(pairs: list[tuple[str, str]]) -> None:
    assert [] == [one for one in pairs if not compare(*one).verdict.startswith("same")]


@pytest.mark.shared
def test_no_pair_across_people_of_doc_9303_is(pairs: list[tuple[str, str]]) -> None:
    others = {(page, names) for page, _ in pairs for _, names in pairs} - set(pairs)
    own = {names for _, names in pairs for page, n in pairs if n == names}
    said = [one for one in others if compare(*one).verdict.startswith("same") and one[1] in own]
    known = {page for page, _ in pairs}
    people = {page: {n for p, n in pairs if p == page} for page in known}
    assert [] == [(page, names) for page, names in said if names not in people[page]]
