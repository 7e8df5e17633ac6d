"""What a party and a row say beside their names: it can lower or reject, never confirm."""

from __future__ import annotations

import pytest

from celtrace.cases.screening.qualifiers import against, decides, form_of
from celtrace.names.index import CUTOFF
from screened import KIND, entity, only, party, person


@pytest.mark.parametrize(
    ("own", "listed", "verdict"),
    [
        ("1970", ("1970",), ""), ("1970", ("1971",), "lowers"), ("1970", ("1972",), "rejects"),
        ("1970-03-04", ("1970-03-04",), ""), ("1970-03-04", ("1970-04-03",), ""),
        ("1970-03-04", ("1970-05-06",), "lowers"), ("1970-03", ("1970-05-06",), ""),
        ("1970", ("1960", "1970"), ""), ("1970", ("1974~",), ""), ("1970", ("1990~",), "lowers"),
        ("1959", ("1958/1960",), ""), ("1971", ("1958/1960",), "lowers"), ("1970", (), ""),
        ("", ("1970",), ""), ("unknown", ("1970",), ""),
    ],
)  # fmt: skip
def test_years_of_birth_two_or_more_apart_are_two_people_unless_they_are_approximate(
    own: str, listed: tuple[str, ...], verdict: str
) -> None:
    said = against(party("Kim", born=own), person("1", "KIM", born=listed).designation)
    assert verdict == ("rejects" if said.rejects else "lowers" if said.lowers else "")


def test_the_reason_names_both_dates() -> None:
    row = person("1", "KIM", born=("1962-01-08", "1963")).designation
    assert (
        "born 1970, the row says 1962-01-08, 1963" == against(party("K", born="1970"), row).rejects
    )


def test_a_company_has_no_date_of_birth() -> None:
    row = person("1", "KIM", born=("1962",)).designation
    assert "the row is of a person" in against(party("K", born="1970", form="company"), row).rejects


@pytest.mark.parametrize(
    ("fields", "row_fields", "reasons"),
    [
        ({"nationality": "JP"}, {"nationalities": ("Korea, North",)}, 1),
        ({"nationality": "KP"}, {"nationalities": ("Korea, North", "China")}, 0),
        ({"country": "CN"}, {"countries": ("Singapore",)}, 1),
        ({"country": "CN"}, {"countries": ()}, 0),
        ({"country": "CN", "nationality": "CN"},
         {"countries": ("Russia",), "nationalities": ("Russia",)}, 2),
        ({"country": "CN"}, {"countries": ("Somewhere unknown",)}, 0),
    ],
)  # fmt: skip
def test_country_and_nationality_only_lower(
    fields: dict[str, str], row_fields: dict[str, tuple[str, ...]], reasons: int
) -> None:
    said = against(party("Kim", **fields), person("1", "KIM", **row_fields).designation)
    assert ("", reasons) == (said.rejects, len(said.lowers))


def test_lowering_is_said_and_never_hides_a_candidate() -> None:
    row = entity("2", "NINGS CARTOON STUDIO", countries=("China",))
    here = only(party("Nings Cartoon Studio", country="CN"), row)
    there = only(party("Nings Cartoon Studio", country="RU"), row)
    assert CUTOFF <= there.score < here.score
    assert "open" == there.state
    assert f"lowered from {here.score:.2f}: the party is in RU, the row says CN" in there.because


@pytest.mark.parametrize(("kind", "form"), KIND)
def test_the_form_is_known_only_when_it_was_stated(kind: str, form: str) -> None:
    assert form == form_of(party("Kim", **({"form": kind} if kind else {})))


def test_what_would_decide_is_what_the_row_states_and_the_party_does_not() -> None:
    row = person("1", "KIM", born=("1962",)).designation
    assert "what would decide: the date of birth (1962) beside the row's" == decides(
        party("K"), row
    )
    assert "dates of birth fit" in decides(party("K", born="1962"), row)
