"""What must hold between the keys of one item."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from celtrace.records import Check, Contract, Payment, Price, SignIn
from sheets import faults, read, table

TWO = "parties: [{id: a, name: A}, {id: b, name: B}]\n"


def of(body: str, kind: type[Any]) -> list[Any]:
    """The records of a kind."""
    return [record for record in read(body).records if isinstance(record, kind)]


@pytest.mark.parametrize(
    ("body", "key", "said"),
    [
        ("checks: [{subject: a}]", "checks.measure", "neither `measure` or `indicator`"),
        ("travel_notices: [{place: X}]", "travel_notices.worker", "neither"),
        ("logins: [{account: x}]", "logins.time", "neither `time` or `from`"),
        ("credits: [{role: x}]", "credits.party", "neither `party` or `name`"),
        ("payments: [{date: 2021-01-01, dates: [2021-01-02]}]", "payments.dates", "both"),
        ("reference: [{path: x, cut: a, pattern: b}]", "reference.pattern", "both"),
        (
            "prices: [{region: X, unit: cut, low: 9, high: 1, currency: USD}]",
            "prices.low",
            "is above `high`",
        ),
        ("networks: [{cidr: 192.0.2.0/24}]", "networks.kind", "`kind` is missing"),
        ("claims: [{about: a, statement: x}]", "claims.status", "`status` is missing"),
        ("contracts: [{from: a}]", "contracts.to", "`to` is missing"),
        ("contracts: [{to: b, from: a, assignments: [{to: b}]}]", "assignments.date", "is missing"),
        ("parties: [{name: A, listed_as: [{list: x}]}]", "listed_as.row", "is missing"),
    ],
)
def test_what_is_lacking_or_too_much_is_said(body: str, key: str, said: str) -> None:
    found = faults(body if body.startswith("parties") else TWO + body)
    assert any(fault.key.endswith(key) and said in fault.problem for fault in found)


def test_a_value_that_is_wrong_is_not_also_called_missing() -> None:
    assert ["networks.kind"] == [f.key for f in faults("networks: [{cidr: 192.0.2.0/24, kind: x}]")]


def test_a_sign_in_over_a_span_begins_at_from() -> None:
    (found,) = of(
        "logins: [{account: x, from: 2021-01-02T03:00Z, until: 2021-01-02T04:00Z}]", SignIn
    )
    assert datetime(2021, 1, 2, 3, tzinfo=UTC) == found.time
    assert datetime(2021, 1, 2, 4, tzinfo=UTC) == found.until
    assert "2021-01-02T03:00Z" == found.cite("time").quote


def test_a_sign_in_at_an_instant_has_no_end() -> None:
    (found,) = of("logins: [{account: x, time: 2021-01-02T03:00Z}]", SignIn)
    assert found.until is None


def test_one_date_twice_is_two_payments() -> None:
    body = TWO + "payments: [{id: p, payee: a, dates: [2021-01-02, 2021-01-02]}]"
    assert ["p/2021-01-02", "p/2021-01-02#2"] == sorted(p.id for p in of(body, Payment))


def test_each_payment_cites_its_own_date() -> None:
    body = TWO + "payments: [{payee: a, dates: [2021-01-02, 2021-02-02]}]"
    assert {date(2021, 1, 2), date(2021, 2, 2)} == {p.date for p in of(body, Payment)}


@pytest.mark.parametrize(
    ("subject", "ref"),
    [
        ("a", "party:a"),
        ("party:a", "party:a"),
        ("parties:a", "party:a"),
        ("w", "worker:w"),
        ("contract:c", "contract:c"),
        ("c", "contract:c"),
        ("lot:l", "lot:l"),
    ],
)
def test_a_subject_is_an_id_or_kind_and_id(subject: str, ref: str) -> None:
    body = TWO + (
        "workers: [{id: w, name: W}]\ncontracts: [{id: c, from: a, to: b}]\nlots: [{id: l}]\n"
        f'checks: [{{measure: M001, subject: "{subject}"}}]'
    )
    assert [ref] == [check.subject for check in of(body, Check)]


@pytest.mark.parametrize("subject", ["ghost", "party:ghost", "worker:a", "show"])
def test_a_subject_that_names_nothing_is_a_fault(subject: str) -> None:
    body = (
        TWO
        + f"productions: [{{id: show, title: S}}]\nchecks: [{{measure: M1, subject: '{subject}'}}]"
    )
    assert ["checks.subject"] == [fault.key for fault in faults(body)]


@pytest.mark.parametrize(
    ("given", "kept"), [("yes", "true"), ("False", "false"), ("with consent", "with-consent")]
)
def test_consent_to_subcontract_has_three_words(given: str, kept: str) -> None:
    body = TWO + f"contracts: [{{id: c, from: a, to: b, may_subcontract: {given}}}]"
    assert [kept] == [c.may_subcontract for c in of(body, Contract)]


def test_what_is_not_said_of_a_contract_stays_unknown() -> None:
    (found,) = of(TWO + "contracts: [{id: c, from: a, to: b}]", Contract)
    assert ("", None, None, None, "") == (
        found.may_subcontract,
        found.vpn_allowed,
        found.amount,
        found.date,
        found.payee,
    )


def test_two_bands_with_one_key_are_both_kept() -> None:
    band = "{region: X, unit: cut, low: 1, high: 2, currency: USD}"
    assert 1 == len(of(f"prices: [{band}, {band}]", Price))
    body = "staff_lists: [{party: a, status: none, people: 1}, {party: a, status: none, people: 2}]"
    lists = [r for r in read(TWO + body).records if r.kind == "staff_list"]
    assert {1, 2} == {record.people for record in lists}
    assert 2 == len({record.id for record in lists})


@pytest.mark.parametrize(
    ("body", "place", "key", "problem", "remedy"),
    [
        ("checks: [{subject: a}]", "line 3", "checks.measure",
         "neither `measure` or `indicator` is given", "add `measure` or `indicator`"),
        ("roles: [{person: a, party: b}]", "line 3", "roles.role",
         "`role` is missing", "add `role`; a record of `roles` needs it"),
        ("payments:\n  - date: 2021-01-01\n    dates: [2021-01-02]", "line 4", "payments.dates",
         "both `date` and `dates` are given", "keep one of the two"),
        ("prices: [{region: X, unit: cut, low: 9, high: 1.50, currency: USD}]", "line 3",
         "prices.low", "`low` (9) is above `high` (1.50)", "swap the two"),
    ],
)  # fmt: skip
def test_the_sentences_of_a_rule_between_keys(
    body: str, place: str, key: str, problem: str, remedy: str
) -> None:
    (fault,) = faults(TWO + body)
    assert (place, key, problem, remedy) == (fault.place, fault.key, fault.problem, fault.remedy)


@pytest.mark.parametrize(
    ("body", "first", "last"),
    [
        ("parties: [{name: A, since: 2021-01-02, until: 2021-01-01}]", "since", "until"),
        ("lots: [{from: 2021-01-02, until: 2021-01-01}]", "start", "until"),
        (("networks: [{cidr: 192.0.2.0/24, kind: vpn, valid_from: 2021-01-02,"
          " valid_to: 2021-01-01}]"), "valid_from", "valid_to"),
        ("credits: [{name: A, until: 2021-01-01}]", "", ""),
        ("parties: [{name: A, since: 2021-01-01, until: 2021-01-01}]", "", ""),
    ],
)  # fmt: skip
def test_a_span_that_ends_before_it_begins_is_taken_as_given_and_named(
    body: str, first: str, last: str
) -> None:
    said = [(p.reason, p.consequence) for p in read(body).problems]
    expected = (
        f"`{last}` (2021-01-01) lies before `{first}` (2021-01-02)",
        "both were taken as given; check which one is meant",
    )
    assert ([expected] if first else []) == said


@pytest.mark.parametrize(
    ("zone", "given", "time", "until"),
    [
        ("UTC", "2021-05-02", "2021-05-02T00:00:00", "2021-05-02T23:59:59.999999"),
        ("Asia/Seoul", "2021-05-02", "2021-05-01T15:00:00", "2021-05-02T14:59:59.999999"),
        ("America/New_York", "2021-03-14", "2021-03-14T05:00:00", "2021-03-15T03:59:59.999999"),
        ("America/New_York", "2021-11-07", "2021-11-07T04:00:00", "2021-11-08T04:59:59.999999"),
        ("Africa/Cairo", "2023-04-28", "2023-04-27T22:00:00", "2023-04-28T20:59:59.999999"),
    ],
)
def test_a_sign_in_on_a_day_spans_that_day_of_the_dossiers_zone(
    zone: str, given: str, time: str, until: str
) -> None:
    """'A date without time is a whole day in `timezone`'."""
    (found,) = of(f"timezone: {zone}\nlogins: [{{account: x, time: {given}}}]", SignIn)
    assert (f"{time}+00:00", f"{until}+00:00") == (found.time.isoformat(), found.until.isoformat())


def test_a_sign_in_from_one_day_until_another_spans_both() -> None:
    (found,) = of("logins: [{account: x, from: 2021-05-02, until: 2021-05-03}]", SignIn)
    assert "2021-05-03T23:59:59.999999+00:00" == found.until.isoformat()


def test_a_clock_written_without_colon_is_still_an_instant() -> None:
    rows = table([["User", "When"], ["x", "03.04.2021 1730"]])
    columns = "columns: {time: {header: When, format: DD.MM.YYYY HHmm}}"
    (found,) = read(f"logins: {{from: l.csv, {columns}}}", l_csv=rows).records
    assert isinstance(found, SignIn)
    assert ("2021-04-03T17:30:00+00:00", None) == (found.time.isoformat(), found.until)


@pytest.mark.parametrize("zone_day", ["Asia/Seoul 0001-01-01", "America/New_York 9999-12-31"])
def test_a_sign_in_at_the_edge_of_the_calendar_raises_nothing(zone_day: str) -> None:
    zone, _, day = zone_day.partition(" ")
    body = f"timezone: {zone}\nlogins: [{{account: x, time: {day}, until: {day}}}]"
    assert {"logins"} == {fault.key.partition(".")[0] for fault in faults(body)}
