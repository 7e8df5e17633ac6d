"""Which contract a record is of, and the days of work."""

from __future__ import annotations

from datetime import date

import pytest

from celtrace.records import Account, Invoice, Record
from celtrace.weigh.work import OPEN, Work, days, overlap
from judged import SEEN, contract, lot, party, payment, view, worker

Y23 = days(date(2023, 1, 1), date(2023, 12, 31))
RECORDS: tuple[Record, ...] = (
    party("v", since=date(2020, 1, 1)), party("alone", since=date(2020, 1, 1)),
    contract("c", "us", "v", date=Y23[0], until=Y23[1]),
    lot("l", "v", contract="c"), lot("m", "v", start=date(2024, 1, 1), until=date(2024, 2, 1)),
    Invoice(seen=SEEN, id="i", contract="c"),
    payment("p", "v", "1", contract="c", date=date(2022, 12, 1)),
    payment("q", "v", "1", invoice="i"),
    worker("w", "v"), Account(seen=SEEN, id="a", worker="w"), Account(seen=SEEN, id="b"),
)  # fmt: skip
WORK = Work(view(*RECORDS))


@pytest.mark.parametrize(
    ("ref", "id_"),
    [
        ("contract:c", "c"), ("lot:l", "c"), ("lot:m", ""), ("invoice:i", "c"),
        ("payment:p", "c"), ("payment:q", "c"), ("payment:none", ""), ("party:v", ""),
    ],
)  # fmt: skip
def test_the_contract_of_a_record(ref: str, id_: str) -> None:
    assert id_ == WORK.contract_of(ref)


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        ("contract:c", (Y23,)),
        ("lot:l", (Y23,)),
        ("lot:m", (days(date(2024, 1, 1), date(2024, 2, 1)),)),
        ("payment:p", (Y23,)),
        ("party:v", (Y23, days(date(2024, 1, 1), date(2024, 2, 1)))),
        ("party:alone", (days(date(2020, 1, 1), None),)),
        ("worker:w", (Y23, days(date(2024, 1, 1), date(2024, 2, 1)))),
        ("account:a", (Y23, days(date(2024, 1, 1), date(2024, 2, 1)))),
        ("account:b", (OPEN,)),
        ("cluster:x+y", (OPEN,)),
    ],
)
def test_the_days_of_the_work_of_a_subject(ref: str, expected: tuple[object, ...]) -> None:
    assert expected == WORK.dates(ref)


@pytest.mark.parametrize(
    ("ref", "first"),
    [("contract:c", date(2022, 12, 1)), ("party:v", date(2022, 12, 1)), ("party:alone", None)],
)
def test_the_first_day_of_money(ref: str, first: date | None) -> None:
    assert first == WORK.first_money(ref)


def test_days_overlap_when_they_share_one() -> None:
    assert overlap(Y23, (date(2023, 12, 31), date.max))
    assert not overlap(Y23, (date(2024, 1, 1), date.max))
