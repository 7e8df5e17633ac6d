"""Sections of people, sign-ins, devices and what is known from elsewhere."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from celtrace.dossier.schema_people import SECTIONS
from celtrace.records import ContactSpan, Passkey, PersonalDocument
from sheets import faults, read

BY_NAME = {section.name: section for section in SECTIONS}
TWO = "parties: [{id: a, name: A}, {id: b, name: B}]\n"
LEAST = {
    "staff_lists": "party: a, status: none",
    "workers": "name: W",
    "checks": "measure: M001, subject: a",
    "travel_notices": "account: pak",
    "accounts": "system: tracker",
    "devices": "serial: S1",
    "logs": "path: auth.log",
    "logins": "account: pak, time: 2021-05-01T09:00Z",
    "networks": "cidr: 192.0.2.0/24, kind: vpn",
    "claims": "about: a, statement: s, status: denied",
    "links": "a: a, b: b, by: phone, value: '1'",
}
"""The least that an item of each section needs."""
WORDS = {
    ("staff_lists", "status"): "complete partial refused none",
    ("checks", "result"): "passed failed refused pending",
    ("logins", "result"): "success failure",
    ("networks", "kind"): "dprk vpn hosting tor relay isp office campus hotel mobile ioc",
    ("claims", "status"): "designated delisted settled admitted disclosed alleged reported "
    "unconfirmed denied disputed",
    ("links", "by"): "device account author template image phone address",
}
"""Keys that take one of a few words."""


def text(section: str, more: str = "", least: str = "") -> str:
    """A dossier with one item of a section."""
    return f"{TWO}{section}: [{{{least or LEAST[section]}{', ' if more else ''}{more}}}]"


def made(section: str, more: str = "", least: str = "") -> Any:
    """The record of that item."""
    kind = BY_NAME[section].record.kind
    (record,) = [r for r in read(text(section, more, least)).records if r.kind == kind]
    return record


def changed(section: str, key: str, value: str) -> str:
    """The least of an item with one key set anew."""
    kept = [part for part in LEAST[section].split(", ") if not part.startswith(f"{key}:")]
    return ", ".join([*kept, f"{key}: {value}"])


@pytest.mark.parametrize("section", LEAST)
def test_what_an_item_needs_is_enough(section: str) -> None:
    assert BY_NAME[section].record.kind == made(section).kind


def test_every_section_has_its_least_item_here() -> None:
    assert set(LEAST) == set(BY_NAME)


@pytest.mark.parametrize(
    ("section", "key", "word"),
    [(section, key, word) for (section, key), said in WORDS.items() for word in said.split()],
)
def test_a_word_of_the_contract_is_taken_in_any_case(section: str, key: str, word: str) -> None:
    field = BY_NAME[section].by_key[key]
    found = made(section, least=changed(section, key, word.upper()))
    assert word == getattr(found, field.attribute)


@pytest.mark.parametrize(("section", "key"), WORDS)
def test_another_word_is_a_fault_that_lists_those_of_the_contract(section: str, key: str) -> None:
    (fault,) = faults(text(section, least=changed(section, key, "guilty")))
    choices = ", ".join(BY_NAME[section].by_key[key].choices)
    assert (f"{section}.{key}", f"`guilty` is not one of {choices}") == (fault.key, fault.problem)


@pytest.mark.parametrize(("section", "key"), WORDS)
def test_the_words_of_a_key_are_those_of_the_page(section: str, key: str) -> None:
    assert tuple(WORDS[section, key].split()) == BY_NAME[section].by_key[key].choices


@pytest.mark.parametrize(
    ("section", "more", "attribute", "expected"),
    [
        ("staff_lists", "people: 20", "people", 20),
        ("staff_lists", "asked: 2021-05-01", "asked", (date(2021, 5, 1),)),
        (
            "staff_lists",
            "asked: '2021-05-01, 2021-06-01'",
            "asked",
            (date(2021, 5, 1), date(2021, 6, 1)),
        ),
        ("staff_lists", "live_checks: 0", "live_checks", 0),
        ("staff_lists", "payroll_months: 3", "payroll_months", 3),
        ("workers", "claimed_country: China", "claimed_country", "CN"),
        ("workers", "claimed_timezone: UTC+8", "claimed_timezone", "UTC+8"),
        ("workers", "claimed_timezone: asia/shanghai", "claimed_timezone", "Asia/Shanghai"),
        ("workers", "portfolio: https://x.example", "portfolio", "https://x.example"),
        ("workers", "portfolio: ./p//w1/", "portfolio", "p/w1"),
        ("workers", "accounts: [pak, li]", "accounts", ("pak", "li")),
        ("workers", "passkeys: {id: k}", "passkeys", (Passkey("k"),)),
        (
            "workers",
            "passkeys: [{id: k, device_bound: yes}]",
            "passkeys",
            (Passkey("k", device_bound=True),),
        ),
        (
            "workers",
            "documents: [{type: passport, country: China, expires: 2030-01-01}]",
            "documents",
            (PersonalDocument(type="passport", country="CN", expires=date(2030, 1, 1)),),
        ),
        (
            "workers",
            "contacts: [{kind: phone, value: +81 3 1, since: 2023-01-01, until: 2023-05-01}]",
            "contacts",
            (ContactSpan("phone", "+81 3 1", date(2023, 1, 1), date(2023, 5, 1)),),
        ),
        (
            "workers",
            "contacts: [{kind: account, value: DE 1}, {kind: mail, value: a@x.example}]",
            "contacts",
            (ContactSpan("account", "DE 1"), ContactSpan("mail", "a@x.example")),
        ),
        ("checks", "result: refused", "result", "refused"),
        ("checks", "when: 2021-05-01", "when", date(2021, 5, 1)),
        ("checks", "evidence: docs/call.txt", "evidence", "docs/call.txt"),
        ("travel_notices", "from: 2021-05-01", "start", date(2021, 5, 1)),
        ("accounts", "party: a", "party", "a"),
        ("devices", "issued_to: a", "issued_to", "a"),
        ("devices", "shipped_to: Laos", "shipped_to", "LA"),
        ("devices", "managed: no", "managed", False),
        ("logs", "timezone: asia/seoul", "timezone", "Asia/Seoul"),
        ("logs", "year: 2021", "year", 2021),
        ("logins", "ip: 2001:DB8:0:0::1", "ip", "2001:db8::1"),
        ("logins", "ip: '::ffff:192.0.2.1'", "ip", "192.0.2.1"),
        ("logins", "until: 2021-05-01T10:00Z", "until", datetime(2021, 5, 1, 10, tzinfo=UTC)),
        ("logins", "mfa: totp", "mfa", "totp"),
        ("networks", "valid_from: 2009-12-01", "valid_from", date(2009, 12, 1)),
        ("networks", "asn: AS131279", "asn", "AS131279"),
        ("claims", "url: https://x.example", "url", "https://x.example"),
        ("links", "count: 2", "count", 2),
    ],
)
def test_a_key_becomes_its_attribute(
    section: str, more: str, attribute: str, expected: object
) -> None:
    assert expected == getattr(made(section, more), attribute)


@pytest.mark.parametrize(
    ("section", "more", "key"),
    [
        ("staff_lists", "people: some", "people"),
        ("staff_lists", "asked: [2021-05-01, soon]", "asked"),
        ("workers", "claimed_timezone: UTC+15", "claimed_timezone"),
        ("workers", "claimed_country: Korea", "claimed_country"),
        ("workers", "party: ghost", "party"),
        ("workers", "passkeys: [k1]", "passkeys"),
        ("workers", "passkeys: [{device_bound: true}]", "passkeys.id"),
        ("workers", "documents: [{path: ../x}]", "documents.path"),
        ("workers", "documents: [{type: [a, b]}]", "documents.type"),
        ("workers", "contacts: [{kind: fax, value: x}]", "contacts.kind"),
        ("workers", "contacts: [{kind: phone}]", "contacts.value"),
        ("workers", "contacts: [{kind: phone, value: x, since: soon}]", "contacts.since"),
        ("workers", "contacts: [+81 3 1]", "contacts"),
        ("checks", "evidence: /tmp/x", "evidence"),
        ("travel_notices", "worker: a", "worker"),
        ("accounts", "worker: ghost", "worker"),
        ("logs", "year: 0000", "year"),
        ("logs", "timezone: KST", "timezone"),
        ("logins", "ip: 192.0.2.300", "ip"),
        ("networks", "valid_to: never", "valid_to"),
        ("links", "count: -1", "count"),
    ],
)
def test_a_value_that_does_not_fit_is_a_fault_at_its_key(section: str, more: str, key: str) -> None:
    assert [f"{section}.{key}"] == [fault.key for fault in faults(text(section, more))]


@pytest.mark.parametrize("cidr", ["192.0.2.1/24", "192.0.2.0/33", "192.0.2", "office"])
def test_a_network_is_a_block_of_addresses(cidr: str) -> None:
    assert ["networks.cidr"] == [
        fault.key for fault in faults(text("networks", least=f"cidr: {cidr}, kind: office"))
    ]


@pytest.mark.parametrize(
    ("text_", "kept"),
    [("m12", "M012"), ("M-012", "M012"), ("M 7", "M007"), ("m0012", "M012")],
)
def test_a_measure_has_one_writing(text_: str, kept: str) -> None:
    assert kept == made("checks", least=f"measure: {text_}, subject: a").measure


@pytest.mark.parametrize(
    ("section", "attribute"),
    [
        ("staff_lists", "people"),
        ("staff_lists", "live_checks"),
        ("devices", "managed"),
        ("checks", "when"),
        ("logins", "until"),
        ("networks", "valid_to"),
    ],
)
def test_what_is_not_said_is_not_known(section: str, attribute: str) -> None:
    """'A section that is absent means "nothing is known", never "there is nothing"'."""
    assert getattr(made(section), attribute) is None
