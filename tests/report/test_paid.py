from __future__ import annotations

from typing import Any

import msgspec
import pytest

from celtrace.ports import View
from celtrace.records import Contract
from celtrace.report.content import ReportContent, build
from celtrace.report.document import Section
from celtrace.weigh.assessment import Assessment, OtherPayee, PaymentTotal, Totals
from report.small import SEEN, bare, made, party
from reports import section, table, text

NONE = OtherPayee(0, "0", {})
RECORDS = (Contract(seen=SEEN, id="c1", client="us", contractor="v"),
           *(party(id_) for id_ in ("us", "v", "w")))  # fmt: skip


def shown(contract: str = "c1", amount: str = "5", **more: Any) -> Section:
    other = more.pop("to_other_payee", NONE)
    total = PaymentTotal(contract, 3, amount, "USD", other, **more)
    return section(made(bare(totals=Totals((total,))), *RECORDS), "money")


def test_money_to_others_is_shown_by_payee(content: ReportContent) -> None:
    rows = table(section(content, "money"), "Payments by contract")
    assert [
        [
            "c1 with Studio Ōkami 大神スタジオ",
            "5",
            "200,000.50 USD",
            "Everlasting Finance Ltd: 120,000.50 USD",
        ]
    ] == rows


def test_money_that_went_to_the_contractor_only_is_said(judged: Assessment, view: View) -> None:
    total = PaymentTotal("c1", 1, "5", "USD", OtherPayee(0, "0", {}))
    content = build(msgspec.structs.replace(judged, totals=Totals((total,))), (), (), (), view)
    assert "nothing" == table(section(content, "money"), "Payments by contract")[0][3]


@pytest.mark.parametrize(
    ("said", "amount", "unknown"),
    [
        ("5 USD", "5", 0),
        ("5 USD; amount not stated for 2 of 3 payments", "5", 2),
        ("amount not stated for 3 of 3 payments", "", 3),
        ("amount not stated", "", 0),
    ],
)
def test_amounts_not_stated_are_counted(said: str, amount: str, unknown: int) -> None:
    assert said == table(shown(amount=amount, unknown=unknown), "Payments by contract")[0][2]


def test_only_a_sum_with_gaps_says_that_it_is_of_what_is_stated() -> None:
    assert "amounts that are stated" in text(shown(unknown=1))
    assert "amounts that are stated" not in text(shown())


def test_gaps_in_what_others_got_are_counted() -> None:
    other = OtherPayee(2, "4", {"w": "4"}, unknown=1)
    cell = table(shown(to_other_payee=other), "Payments by contract")[0][3]
    assert "W: 4 USD; amount not stated for 1 of 2 payments" == cell


def test_money_without_a_contract_names_its_payees_and_compares_with_nobody() -> None:
    [row] = table(shown("", by_payee={"w": "5", "not stated": ""}), "Payments by contract")
    assert "no contract stated" == row[0]
    assert "no contractor to compare with; payee not stated: amount not stated; W: 5 USD" == row[3]


def test_money_for_a_contract_that_nobody_handed_in_says_so() -> None:
    [row] = table(shown("c9"), "Payments by contract")
    assert ["c9, not in the dossier", "no contractor to compare with"] == [row[0], row[3]]


def test_sums_by_country_and_day_stand_in_tables() -> None:
    money = shown(by_country={"SG": "4", "not stated": "1"}, by_day={"2022-06-01": "5"})
    countries = table(money, "Payments by country")
    assert [["SG", "4 USD"], ["not stated", "1 USD"]] == [row[1:] for row in countries]
    assert [["c1 with V", "2022-06-01", "5 USD"]] == table(money, "Payments by day")
    assert "it is not evidence against anybody" in text(money)


def test_countries_and_days_that_nobody_stated_are_one_sentence() -> None:
    money = shown(by_country={"not stated": "5"}, by_day={"not stated": "5"})
    assert "No payment states a country of the payee's bank." in text(money)
    assert "No payment states a day." in text(money)
    assert "not evidence" not in text(money)


def test_nothing_is_said_of_countries_and_days_where_nothing_was_summed() -> None:
    assert "No payment states" not in text(shown())
