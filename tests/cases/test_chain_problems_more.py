"""Each problem of stakes, days and numbers with its sentence, consequence and order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from celtrace.cases.chain_problems import chain_problems
from celtrace.records import Identifier, Ownership, Party, Record
from judged import SEEN, owns, party, payment

DAY = date(2024, 6, 1)
SINCE = date(2020, 1, 1)
OPEN = "it counts as 0 to 100 %: the answer may stay open"


def problems(*records: Record) -> list[tuple[str, str]]:
    return [(one.reason, one.consequence) for one in chain_problems(records, DAY)]


def stake(owner: str, asset: str, share: str | None = None) -> Ownership:
    figure = Decimal(share) if share else None
    return Ownership(seen=SEEN, owner=owner, asset=asset, share=figure, since=SINCE)


def numbered(id_: str, type_: str, value: str, country: str = "") -> Party:
    return party(id_, identifiers=(Identifier(type_, value, country),))


@pytest.mark.parametrize(
    ("consequence", "given"),
    [
        ("the stake was left out", stake("a", "a", "10")),
        (OPEN, stake("x", "a")),
        (OPEN, stake("x", "a", "-1")),
        (OPEN, stake("x", "a", "100.01")),
    ],
    ids=["in itself", "no figure", "negative", "over 100"],
)
def test_what_was_done_about_a_stake_is_said(consequence: str, given: Ownership) -> None:
    [(reason, done)] = problems(party("a"), party("x"), given)
    assert consequence == done
    assert reason.startswith(f"stake of {given.owner} in a: ")


@pytest.mark.parametrize("share", ["0", "0.01", "25", "49.99", "50", "100", "100.00"])
def test_a_stake_that_can_stand_is_no_problem(share: str) -> None:
    assert [] == problems(party("a"), party("x"), stake("x", "a", share))


@pytest.mark.parametrize(
    ("expected", "since", "until"),
    [
        (1, date(2020, 1, 1), None), (0, date(2020, 1, 1), date(2024, 5, 31)),
        (1, date(2020, 1, 1), date(2025, 1, 1)), (0, date(2024, 6, 2), None),
        (1, date(2024, 6, 1), None),
    ],
)  # fmt: skip
def test_only_stakes_in_force_on_the_day_are_looked_at(
    expected: int, since: date, until: date | None
) -> None:
    given = owns("x", "a", "150", since=since, until=until)
    assert expected == len(problems(party("a"), party("x"), given))


@pytest.mark.parametrize(
    ("expected", "shares"),
    [
        (1, ("100", "100", "100")), (0, ("100", "100", "99")), (0, ("50", "50", "50")),
    ],
)  # fmt: skip
def test_a_circle_of_three_is_named_only_where_nobody_outside_holds_anything(
    expected: int, shares: tuple[str, ...]
) -> None:
    ring = zip("abc", "bca", shares, strict=True)
    found = problems(*(stake(owner, asset, share) for owner, asset, share in ring))
    assert [
        (
            "a, b, c hold each other in a circle, and all of each other",
            "the circle blocks nobody; who stands behind is open",
        )
    ] * expected == found


@pytest.mark.parametrize(
    ("expected", "records"),
    [
        ([], (payment("1", "v", "5", date=DAY),)),
        (
            [("1 payment states no day", "what was in force then is not known")],
            (payment("1", "v", "5"), payment("2", "v", "5", date=DAY)),
        ),
        (
            [("2 stakes state no first day", "every day before counts as held")],
            (owns("x", "a", "10"), owns("y", "a", "10", id="2")),
        ),
    ],
)
def test_what_states_no_day_is_counted(
    expected: list[tuple[str, str]], records: tuple[Record, ...]
) -> None:
    assert expected == problems(*records)


@pytest.mark.parametrize(
    ("expected", "one", "other"),
    [
        (1, numbered("a", "imo", "9074729"), numbered("b", "imo", "IMO 9074729")),
        (0, numbered("a", "imo", "9074729"), numbered("b", "company_no", "9074729")),
        (0, numbered("a", "passport", "654320142", "KP"), numbered("b", "passport", "654320142",
                                                                    "CN")),
        (1, numbered("a", "passport", "654320142", "KP"), numbered("b", "passport", "654320142",
                                                                    "KP")),
    ],
    ids=["one number", "another type", "another country", "one country"],
)  # fmt: skip
def test_a_number_of_two_parties_is_one_of_a_type_and_country(
    expected: int, one: Party, other: Party
) -> None:
    assert expected == len(problems(one, other)) == len(problems(other, one))


def test_the_order_of_records_changes_nothing() -> None:
    records = (
        party("a"), party("x"), stake("x", "a"), owns("y", "a", "150"), payment("1", "v", "5"),
        numbered("n", "lei", "5493001KJTIIGC8Y1R13"),
    )  # fmt: skip
    assert problems(*records) == problems(*records[::-1]) != []
