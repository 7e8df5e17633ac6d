from __future__ import annotations

from celtrace.records import Contract
from celtrace.report.document import Section
from celtrace.weigh.assessment import Completeness
from report.small import SEEN, bare, made, party
from reports import section, table, text

RECORDS = (Contract(seen=SEEN, id="c1", client="us", contractor="v"), party("us"), party("v"))
LINES = (
    Completeness("c1", 1, 33, 3, 9, ("the day of the contract", "payments under it")),
    Completeness("c9", 0, 100, 9, 9, ()),
)


def chain(*lines: Completeness) -> Section:
    return section(made(bare(completeness=lines), *RECORDS), "chain")


def test_each_contract_says_how_much_is_known_and_what_is_missing() -> None:
    assert [
        ["c1 with V", "1", "33 % (3 of 9)", "the day of the contract; payments under it"],
        ["c9, not in the dossier", "no chain to us", "100 % (9 of 9)",
         "nothing of what is asked for"],
    ] == table(chain(*LINES), "What is known of each contract")  # fmt: skip


def test_the_whole_is_summed_over_all_contracts_and_rounded_down() -> None:
    assert "66 % is known: 12 of 18 things asked for of 2 contracts." in text(chain(*LINES))


def test_what_is_missing_is_said_to_be_no_evidence() -> None:
    assert "What is missing is not evidence" in text(chain(*LINES))


def test_nothing_is_said_where_no_contract_was_asked_about() -> None:
    assert "is known:" not in text(chain())
