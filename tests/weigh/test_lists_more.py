"""What is listed beside the tiers: completeness, redo, leak points, totals, paths, questions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from celtrace.findings import Category
from celtrace.records import Assignment, Record, Ref, Role, StaffList
from celtrace.weigh.completeness import completeness, layers
from celtrace.weigh.hidden import bits, declared
from celtrace.weigh.leak_points import leak_points
from celtrace.weigh.paths import LONGEST, to_blocked
from celtrace.weigh.totals import totals
from celtrace.weigh.words import word
from judged import (
    AS_OF,
    SEEN,
    contract,
    finding,
    judge,
    lot,
    match,
    owns,
    party,
    payment,
    subject,
    view,
)

DAY = date(2023, 1, 1)
S, T, C = Category.SUPPORTING, Category.STRONG, Category.CONCLUSIVE
STAFF = StaffList(seen=SEEN, party="v", status="complete")
OURS = contract("c", "us", "v")


def missing(*records: Record) -> tuple[str, ...]:
    """What lacks of the contract `c`."""
    return next(line for line in completeness(view(*records)) if line.contract == "c").missing


@pytest.mark.parametrize(
    ("what", "records"),
    [
        ("the day of the contract", (contract("c", "us", "v", date=DAY),)),
        ("the cuts it covers, exactly", (contract("c", "us", "v", scope="ep 1 cut 1"),)),
        ("the cuts it covers, exactly", (OURS, lot("l", "v", contract="c", cuts="ep 1 cut 1"))),
        ("whether work may be passed on", (contract("c", "us", "v", may_subcontract="true"),)),
        ("what lies below it", (contract("c", "us", "v", may_subcontract="false"),)),
        ("what lies below it", (OURS, contract("d", "v", "w", parent="c"))),
        ("what lies below it", (OURS, lot("l", "v", contract="c", disclosed_subs=("w",)))),
        ("payments under it", (OURS, payment("p", "v", "1", contract="c"))),
        ("all owners of the contractor", (OURS, owns("f", "v", "60"), owns("g", "v", "40"))),
        ("all owners of the contractor", (OURS, owns("f", "v", "100", until=AS_OF))),
        ("all owners of the contractor", (OURS, owns("f", "v", "100", since=AS_OF))),
        ("a complete staff list of the contractor", (OURS, STAFF)),
    ],
)
def test_what_is_known_no_longer_lacks(what: str, records: tuple[Record, ...]) -> None:
    assert what in missing(OURS)
    assert what not in missing(*records)


@pytest.mark.parametrize(
    "stake",
    [
        owns("f", "v", "99.99"),
        owns("f", "v", "100", form="votes"),
        owns("f", "v", "100", until=date(2024, 4, 21)),
        owns("f", "v", "100", since=date(2024, 4, 23)),
        owns("f", "w", "100"),
    ],
)
def test_owners_lack_short_of_100_percent_of_shares_in_force(stake: Record) -> None:
    assert "all owners of the contractor" in missing(OURS, stake)


@pytest.mark.parametrize(
    ("tiers", "records"),
    [
        ({"c": 1}, (OURS,)),
        ({"c": 1, "d": 2}, (OURS, contract("d", "v", "w"))),
        ({"c": 1, "d": 2}, (OURS, contract("d", "x", "w", parent="c"))),
        ({"c": 1, "d": 0}, (OURS, contract("d", "x", "w"))),
        ({"c": 1, "d": 2}, (OURS, contract("d", "v", "w", parent="unknown"))),
        ({"c": 1, "d": 1}, (OURS, contract("d", "us", "v", parent="c"))),
        ({"c": 0}, (contract("c", "v", "v"),)),
    ],
)
def test_the_tier_of_a_contract(tiers: dict[str, int], records: tuple[Record, ...]) -> None:
    assert tiers == layers(view(*records))


@pytest.mark.parametrize(
    ("expected", "population", "holders"),
    [(0, 0, 0), (0, 1, 1), (1, 2, 1), (1, 3, 1), (2, 4, 1), (0, 4, 3), (1, 4, 2), (9, 1023, 1),
     (10, 1024, 1), (0, 1, 9)],
)  # fmt: skip
def test_rarity_in_whole_bits(expected: int, population: int, holders: int) -> None:
    assert expected == bits(population, holders)


@pytest.mark.parametrize(
    "record",
    [
        contract("c", "b", "a"),
        owns("b", "a", "1"),
        Role(seen=SEEN, person="b", party="a", role="x"),
    ],
)
def test_a_declared_tie_is_one_whichever_way_it_runs(record: Record) -> None:
    assert {("a", "b")} == declared(view(record))


@pytest.mark.parametrize(
    ("expected", "strengths"),
    [("very unlikely", []), ("very unlikely", [S]), ("unlikely", [S, S]),
     ("roughly even chance", [S] * 3), ("roughly even chance", [S] * 9), ("likely", [T]),
     ("likely", [S, S, S, T]), ("very likely", [T, T]), ("very likely", [T, T, T, S]),
     ("almost certain", [C]), ("almost certain", [S, T, T, C])],
)  # fmt: skip
def test_the_word_of_likelihood(expected: str, strengths: list[Category]) -> None:
    assert expected == word(strengths)


@pytest.mark.parametrize(
    ("asked", "groups"),
    [(0, {"money": "supporting"}), (2, {"money": "supporting", "device": "supporting"}),
     (1, {"money": "strong"}), (1, {"money": "conclusive"}), (0, {"money": "context"})],
)  # fmt: skip
def test_questions_are_put_from_tier_2_on(asked: int, groups: dict[str, str]) -> None:
    found = [finding("party:v", group, grade, what=group) for group, grade in groups.items()]
    made = subject(judge(found, party("v")), "party:v")
    assert asked == len(made.questions)


def test_the_same_question_is_put_once_and_in_order() -> None:
    found = [finding("party:v", "money", "strong", what=what) for what in ("b", "a", "b")]
    made = subject(judge(found, party("v")), "party:v")
    assert ("What is a?", "What is b?") == made.questions


@pytest.mark.parametrize(
    ("other", "payee", "day"),
    [("0", "v", DAY), ("0", "", DAY), ("5", "w", DAY), ("5", "a", date(2022, 12, 31)),
     ("0", "a", DAY), ("0", "a", date(2023, 1, 2)), ("5", "a", None)],
)  # fmt: skip
def test_money_to_another_payee(other: str, payee: str, day: date | None) -> None:
    signed = contract("c", "us", "v", assignments=(Assignment("a", DAY),))
    paid = payment("p", payee, "5", contract="c", date=day)
    [line] = totals(view(signed, paid)).payments
    assert ("5", other) == (line.amount, line.to_other_payee.amount)


@pytest.mark.parametrize(
    ("total", "amounts"),
    [("0.30", ("0.10", "0.20")), ("0", ("5", "-5")), ("1000000000000000000000.01",
     ("1e21", "0.01")), ("0.0000001", ("1e-7",))],
)  # fmt: skip
def test_a_sum_keeps_every_digit(total: str, amounts: tuple[str, ...]) -> None:
    paid = [payment(str(n), "v", amount) for n, amount in enumerate(amounts)]
    [line] = totals(view(*paid)).payments
    assert Decimal(total) == Decimal(line.amount)
    assert "E" not in line.amount


@pytest.mark.parametrize(
    ("places", "reviewer", "records"),
    [
        (["own-storage"], "open", ()),
        (["own-storage", "v", "undisclosed-below:c"], "open",
         (contract("c", "us", "v", scope="ep 1 cuts 1-9"),)),
        (["own-storage"], "open", (contract("c", "us", "v", scope="ep 2 cuts 1-9"),)),
        (["own-storage", "v", "w"], "confirmed",
         (lot("l", "v", cuts="ep 1 cut 7", disclosed_subs=("w",)),)),
        ([], "rejected", (contract("c", "us", "v", scope="ep 1 cuts 1-9"),)),
    ],
)  # fmt: skip
def test_where_material_can_have_left(
    places: list[str], reviewer: str, records: tuple[Record, ...]
) -> None:
    found = leak_points(view(match("ep01_c007", reviewer), *records))
    assert places == [point.place for point in found]


@pytest.mark.parametrize(
    ("subjects", "about", "group", "grade"),
    [([], "contract:c", "money", "supporting"), (["contract:c"], "contract:c", "money", "strong"),
     (["contract:c"], "contract:c", "conduct", "supporting"), (["lot:l"], "lot:l", "money",
     "strong"), (["contract:c", "lot:l"], "party:v", "money", "conclusive"),
     ([], "party:w", "money", "strong")],
)  # fmt: skip
def test_what_is_redone(subjects: list[str], about: str, group: str, grade: str) -> None:
    records = (contract("c", "us", "v", scope="ep 1 cuts 1-2"), lot("l", "v", cuts="ep 2 cut 1"))
    made = judge([finding(Ref(about), group, grade)], party("v"), party("w"), *records)
    assert subjects == [line.subject for line in made.redo]


@pytest.mark.parametrize(("reached", "steps"), [(1, 1), (LONGEST, LONGEST), (LONGEST, LONGEST + 1)])
def test_paths_end_after_six_steps(reached: int, steps: int) -> None:
    chain = [contract(f"c{n}", f"n{n}", f"n{n + 1}") for n in range(steps)]
    assert reached == max(len(way.edges) for way in to_blocked(view(*chain), ["n0"]))


def test_no_path_runs_through_us() -> None:
    chain = (contract("c", "us", "v"), contract("d", "us", "z"))
    assert ["us"] == [way.source for way in to_blocked(view(*chain), ["z"])]
