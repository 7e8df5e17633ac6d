"""The sentences a person reads on what speaks against a party being a row."""

from __future__ import annotations

from typing import Any

import pytest

from celtrace.cases.screening.qualifiers import Against, against, decides
from celtrace.records import Identifier
from screened import entity, party, person, row


def said(own: dict[str, Any], listed: dict[str, Any], form: str = "person") -> Against:
    return against(party("Kim", **own), row("1", "KIM", form=form, **listed).designation)


@pytest.mark.parametrize(
    ("expected", "form", "kind"),
    [
        ("", "person", "person"), ("", "entity", "company"), ("", "entity", "public_body"),
        ("", "unknown", "person"), ("", "unknown", "company"), ("", "person", ""),
        ("", "vessel", ""),
        ("the row is of a person, the party is a company", "person", "company"),
        ("the row is of a person, the party is a public body", "person", "public_body"),
        ("the row is of an entity, the party is a person", "entity", "person"),
        ("the row is of a vessel, the party is a company", "vessel", "company"),
        ("the row is of a vessel, the party is a person", "vessel", "person"),
    ],
)  # fmt: skip
def test_only_forms_that_exclude_each_other_reject(expected: str, form: str, kind: str) -> None:
    own = {"form": kind} if kind else {}
    assert expected == said(own, {}, form).rejects


@pytest.mark.parametrize(
    ("expected", "own", "listed"),
    [
        ((), "PL", ("Poland",)),
        ((), "PL", ("Polish",)),
        ((), "", ("Polish",)),
        ((), "PL", ()),
        ((), "PL", ("Polish", "Japanese")),
        (("the party's nationality is PL, the row says JP",), "PL", ("Japanese",)),
        (("the party's nationality is PL, the row says CN, JP",), "PL", ("Japan", "China")),
        ((), "PL", ("of no country",)),
    ],
)
def test_another_nationality_lowers_and_names_both(
    expected: tuple[str, ...], own: str, listed: tuple[str, ...]
) -> None:
    assert Against("", expected) == said({"nationality": own}, {"nationalities": listed})


@pytest.mark.parametrize(
    ("expected", "own", "listed"),
    [
        ((), "PL", ("Poland", "Japan")),
        (("the party is in PL, the row says JP",), "PL", ("Japan",)),
        (("the party is in PL, the row says CN, JP",), "PL", ("Japan", "China", "JP")),
    ],
)
def test_another_country_lowers_and_names_both(
    expected: tuple[str, ...], own: str, listed: tuple[str, ...]
) -> None:
    assert Against("", expected) == said({"country": own}, {"countries": listed})


@pytest.mark.parametrize(
    ("expected", "own", "listed"),
    [
        (("", ()), "1970~", ("1975",)),
        (("", ()), "1970~", ("1980~",)),
        (("", ("born 1970~, the row says 1981~",)), "1970~", ("1981~",)),
        (("", ("born 1970, the row says 1976~",)), "1970", ("1976~",)),
        (("", ()), "1970-12-31", ("1970",)),
        (("", ("born 1970-12-31, the row says 1971-01-01",)), "1970-12-31", ("1971-01-01",)),
        (("born 1970, the row says 1980", ()), "1970", ("1980",)),
        (("born 1970, the row says 1950, 1980", ()), "1970", ("1950", "1980")),
        (("", ()), "1970", ("no year", "")),
        (("born 1970, the row says 1980", ()), "1970", ("no year", "1980")),
    ],
)
def test_the_best_of_all_dates_counts_and_all_are_named(
    expected: tuple[str, tuple[str, ...]], own: str, listed: tuple[str, ...]
) -> None:
    assert Against(*expected) == said({"born": own}, {"born": listed})


def test_years_that_reject_leave_the_country_unsaid() -> None:
    own = {"born": "1970", "country": "PL"}
    assert () == said(own, {"born": ("1990",), "countries": ("Japan",)}).lowers


def test_reasons_come_in_one_order() -> None:
    own = {"born": "1970", "nationality": "PL", "country": "PL"}
    listed = {"born": ("1971",), "nationalities": ("JP",), "countries": ("CN",)}
    assert (
        "born 1970, the row says 1971",
        "the party's nationality is PL, the row says JP",
        "the party is in PL, the row says CN",
    ) == said(own, listed).lowers


NOTHING = "the row states nothing else that would decide: a person has to look"


@pytest.mark.parametrize(
    ("expected", "own", "listed"),
    [
        (NOTHING, {}, {}),
        (f"the dates of birth fit; {NOTHING}", {"born": "1962"}, {"born": ("1962",)}),
        ("what would decide: the address beside the row's", {}, {"addresses": ("a street",)}),
        (
            "what would decide: the date of birth (1962, 1963) beside the row's",
            {}, {"born": ("1962", "1963"), "addresses": ("a street",)},
        ),
        (
            "what would decide: the passport number beside the row's",
            {}, {"identifiers": (Identifier("passport", "1"), Identifier("passport", "2"))},
        ),
        (
            "the dates of birth fit; what would decide: the tax number beside the row's",
            {"born": "1962"},
            {"born": ("1962",), "identifiers": (Identifier("tax_id", "1"),)},
        ),
        (NOTHING, {}, {"identifiers": (Identifier("gender", "male"),)}),
    ],
)  # fmt: skip
def test_what_would_decide_is_named(
    expected: str, own: dict[str, Any], listed: dict[str, Any]
) -> None:
    assert expected == decides(party("K", **own), person("1", "KIM", **listed).designation)


def test_no_more_than_four_things_are_asked_for() -> None:
    kinds = ("passport", "national_id", "tax_id", "company_no", "registration", "imo")
    listed = entity("1", "H", identifiers=tuple(Identifier(kind, "1") for kind in kinds))
    assert (
        "what would decide: the passport number, the identity number, the tax number, "
        "the company number beside the row's"
    ) == decides(party("H"), listed.designation)
