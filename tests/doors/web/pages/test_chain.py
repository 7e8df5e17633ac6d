"""The chain on any day, drawn and as a table."""

from __future__ import annotations

import re
from datetime import date

import pytest

from celtrace.cases.outcome import Outcome
from celtrace.doors.web.pages.chain import view_on
from celtrace.records import Contract, Party
from doors.web.conftest import People


@pytest.fixture
def outcome(people: People) -> Outcome:
    found = people.room.outcome
    assert found
    return found


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 1, 31), []),
        (date(2023, 2, 1), ["c1"]),
        (date(2023, 2, 2), ["c1", "c2"]),
        (date(2026, 7, 11), ["c1", "c2"]),
    ],
)
def test_a_day_has_the_contracts_made_by_then(
    outcome: Outcome, day: date, expected: list[str]
) -> None:
    assert expected == [contract.id for contract in view_on(outcome, day).all(Contract)]


def test_every_party_stands_on_every_day(outcome: Outcome) -> None:
    view = view_on(outcome, date(2020, 1, 1))
    assert list(outcome.view.all(Party)) == list(view.all(Party))


def test_the_day_of_the_review_is_the_case_itself(outcome: Outcome) -> None:
    assert outcome.view is view_on(outcome, outcome.assessment.dossier.as_of)


def test_days_on_which_the_chain_changed_are_links(people: People) -> None:
    text = people.signed_in("Ana").get("/chain").text
    for day in ("2023-02-01", "2023-02-02", "2026-07-11"):
        assert f'href="/chain?as_of={day}"' in text


def test_a_box_of_the_drawing_leads_to_its_party(people: People) -> None:
    client = people.signed_in("Ana")
    text = client.get("/chain").text
    assert 'href="/parties/north"' in text
    assert 'href="#party' not in text
    assert 200 == client.get("/parties/north").status_code


def test_a_day_before_everything_says_that_nothing_is_known(people: People) -> None:
    text = people.signed_in("Ana").get("/chain?as_of=1999-01-01").text
    assert "contract c1" not in text


def test_a_slider_goes_from_change_to_change_without_script(people: People) -> None:
    client = people.signed_in("Ana")
    text = client.get("/chain").text
    last = re.search(r'type="range" min="0" max="(\d+)" value="(\d+)"', text)
    assert last
    assert last[1] == last[2]
    first = client.get("/chain?step=0").text
    assert 'value="0" aria-valuetext="2023-02-01"' in first
    for odd in ("99999", "x", "-1", "²"):
        assert 200 == client.get("/chain", params={"step": odd}).status_code
