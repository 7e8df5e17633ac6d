"""Events of a case: what happened and what people decided, on one line of time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from celtrace.cases.decisions.account import read_journal
from celtrace.cases.handover.events import exported


def lines(case: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported(case, read_journal(case), "timesketch")
            .splitlines()]  # fmt: skip


def test_payments_and_contracts_stand_on_their_days_with_their_words(handed: Path) -> None:
    said = [one for one in lines(handed) if one["timestamp_desc"] == "Payment"]
    assert ["2023-01-01", "2023-03-01", "2023-04-01", "2023-05-01", "2023-05-01"] == [
        one["datetime"][:10] for one in said
    ]
    assert "hill" in said[0]["message"]
    assert {"day"} == {one["precision"] for one in said}
    disclosed = [o for o in lines(handed) if o["timestamp_desc"] == "Sub-contract disclosed"]
    assert ["2023-11-01"] == [one["datetime"][:10] for one in disclosed]


def test_an_event_names_its_bytes_and_the_findings_that_quote_it(handed: Path) -> None:
    paid = next(o for o in lines(handed) if o["datetime"][:10] == "2023-01-01")
    assert ("payments.csv", 64) == (paid["source"], len(paid["sha256"]))
    assert paid["findings"]


def test_the_journal_is_part_of_it_to_the_second(handed: Path) -> None:
    own = [one for one in lines(handed) if one["timestamp_desc"] == "Journal"]
    assert len(read_journal(handed)) == len(own)
    assert {"second"} == {one["precision"] for one in own}
    assert own[0]["message"].startswith("celtrace: created")


def test_events_come_in_the_order_of_time(handed: Path) -> None:
    said = [one["datetime"] for one in lines(handed)]
    assert said == sorted(said)
