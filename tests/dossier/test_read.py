"""The contract as a whole: sections, faults, evidence, order."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from celtrace.dossier import Dossier, MemorySource, read_dossier
from celtrace.dossier.sections import SECTIONS
from celtrace.errors import DossierInvalid
from celtrace.records import (
    Contract,
    Found,
    Lot,
    Ownership,
    Party,
    Payment,
    Record,
    Reference,
    SignIn,
    Visit,
)
from celtrace.settings import Limits
from sheets import WHOLE, faults, read, table

FAST: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Makes texts of all scalars."""
DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
TWO = "parties:\n  - {id: a, name: A}\n  - {id: b, name: B}\n"


def one(dossier: Dossier, kind: type[Any]) -> Any:
    (record,) = [record for record in dossier.records if isinstance(record, kind)]
    return record


def dumped(root: Any) -> str:
    """A structure as YAML, in the order given."""
    return str(yaml.dump(root, Dumper=DUMPER, sort_keys=False, allow_unicode=True))


def by_id(dossier: Dossier, ref: str) -> Record:
    return {record.ref: record for record in dossier.records}[ref]


def test_every_section_of_the_contract_is_read() -> None:
    dossier = read_dossier(MemorySource(WHOLE))
    kinds = {record.kind for record in dossier.records}
    assert {section.record.kind for section in SECTIONS.values()} == kinds
    assert () == dossier.problems


def test_every_key_of_the_contract_is_used_by_the_example() -> None:
    root = yaml.safe_load(WHOLE)
    unused = {
        f"{section.name}.{field.key}"
        for section in SECTIONS.values()
        for field in section.fields
        if not any(field.key in item for item in root[section.name])
    }
    additions = {name for name in unused if name.endswith(".id")}
    ours = {"logins.system", "matches.layers", "prices.quotes", "reference.pattern",
            "workers.contacts"}  # fmt: skip
    assert ours == unused - additions


def test_the_head_is_read() -> None:
    head = read_dossier(MemorySource(WHOLE)).head
    assert ("us", date(2024, 5, 1), "Asia/Seoul") == (head.us, head.as_of, head.timezone)
    assert (("gb_fcdo", None), ("us_ofac_sdn", date(2023, 1, 21))) == head.lists
    assert ("US", "UN") == head.regimes


def test_what_is_not_said_has_the_default() -> None:
    head = read("").head
    assert (None, "UTC", (), ("US", "EU", "GB", "UN")) == (
        head.as_of,
        head.timezone,
        head.lists,
        head.regimes,
    )


def test_words_that_yaml_would_change_stay_as_written() -> None:
    party = one(
        read('parties:\n  - {id: 007, name: NO, aliases: [1e5, 2021-02-03, "null"]}'), Party
    )
    assert ("007", "NO", ("1e5", "2021-02-03", "null")) == (party.id, party.name, party.aliases)


def test_keys_of_contracts_become_client_and_contractor() -> None:
    contract = by_id(read_dossier(MemorySource(WHOLE)), "contract:c1")
    assert isinstance(contract, Contract)
    assert ("us", "007", Decimal("1123120.50")) == (
        contract.client,
        contract.contractor,
        contract.amount,
    )


def test_bounds_of_a_stake_are_exact() -> None:
    stake = one(
        read(TWO + "ownership: [{owner: a, asset: b, min: 49.9999, max: 50, max_exclusive: true}]"),
        Ownership,
    )
    assert (None, Decimal("49.9999"), Decimal(50), True) == (
        stake.share,
        stake.low,
        stake.high,
        stake.high_exclusive,
    )


def test_several_dates_are_several_payments() -> None:
    body = TWO + "payments: [{id: p, payer: a, payee: b, dates: [2021-01-05, 2021-01-04]}]"
    assert ["p/2021-01-04", "p/2021-01-05"] == [
        r.id for r in read(body).records if isinstance(r, Payment)
    ]


def test_equal_payments_are_counted_not_merged() -> None:
    pay = "{payer: a, payee: b, amount: 5, date: 2021-01-04}"
    found = [r for r in read(TWO + f"payments: [{pay}, {pay}]").records if isinstance(r, Payment)]
    assert [0, 1] == sorted(p.ordinal for p in found)
    assert 2 == len({p.id for p in found})


def test_a_fact_given_twice_is_kept_once_and_named() -> None:
    role = "{person: a, party: b, role: director}"
    dossier = read(TWO + f"roles: [{role}, {role}]")
    assert 1 == sum(r.kind == "role" for r in dossier.records)
    assert "it was taken once; the copy was left out" == dossier.problems[0].consequence


def test_a_day_without_time_is_the_whole_day_in_the_dossiers_zone() -> None:
    sign_in = one(read("timezone: Asia/Seoul\nlogins: [{account: x, time: 2021-05-02}]"), SignIn)
    assert datetime(2021, 5, 1, 15, 0, tzinfo=UTC) == sign_in.time
    assert datetime(2021, 5, 2, 14, 59, 59, 999999, tzinfo=UTC) == sign_in.until


def test_access_to_a_found_place_is_a_log_or_a_summary() -> None:
    found = [r for r in read_dossier(MemorySource(WHOLE)).records if isinstance(r, Found)]
    assert {("found/access.log", "clf"), ("", "")} == {
        (f.access_path, f.access_format) for f in found
    }
    assert {(), (Visit("vpn", "CN", "Dandong", 3, 40),)} == {f.visits for f in found}


def test_no_list_of_subcontractors_differs_from_an_empty_one() -> None:
    told = one(read("lots: [{id: l, disclosed_subs: []}]"), Lot)
    untold = one(read("lots: [{id: l}]"), Lot)
    assert ((), None) == (told.disclosed_subs, untold.disclosed_subs)


def test_a_pattern_may_stand_under_its_own_key() -> None:
    made = one(read("reference: [{path: ref, pattern: 'c(?P<cut>\\d+)'}]"), Reference)
    assert r"c(?P<cut>\d+)" == made.cut


def test_quotes_may_stand_inside_prices() -> None:
    body = TWO + (
        "prices: [{region: X, unit: cut, low: 1, high: 2, currency: USD,"
        " quotes: [{party: a, unit: cut, price: 1}]}]"
    )
    assert {"price", "quote", "party"} == {r.kind for r in read(body).records}


def test_evidence_names_the_line_of_each_field() -> None:
    party = one(read("parties:\n  - id: a\n    name: Ein Name\n    country: CN\n"), Party)
    assert ("dossier.yaml", "line 3") == (party.seen.source, party.seen.place)
    assert ("line 4", "Ein Name") == (party.cite("name").place, party.cite("name").quote)
    assert "id: a\n    name: Ein Name\n    country: CN" == party.seen.quote


def test_evidence_counts_characters_not_bytes() -> None:
    party = one(read("title: 朝鮮 é\nparties: [{id: a, name: B}]"), Party)
    assert "{id: a, name: B}" == party.seen.quote


@pytest.mark.parametrize(
    ("body", "place", "key"),
    [
        ("parties: [{id: a, nam: A}]", "line 2", "parties.nam"),
        ("partys: []", "line 2", "partys"),
        ("parties: [{id: a}]", "line 2", "parties.name"),
        ("parties:\n  - id: a\n    name: A\n    heads: many", "line 5", "parties.heads"),
        (TWO + "contracts: [{id: c, from: a, to: ghost}]", "line 5", "contracts.to"),
        (TWO + "contracts: [{id: a, from: a, to: b}]", "line 5", "contracts.id"),
        ("us: nobody", "line 2", "us"),
        ("parties: {a: {name: A}}", "line 2", "parties"),
        ("parties: [A, B]", "line 2", "parties"),
        ("parties: [{id: a, name: [A]}]", "line 2", "parties.name"),
        ("parties: [{id: a, name: A, emails: {x: y}}]", "line 2", "parties.emails"),
        ("found: [{place: {ipp: 1.2.3.4}}]", "line 2", "found.place.ipp"),
        ("found: [{access: {path: x, what: y}}]", "line 2", "found.access.what"),
        ("checks: [{subject: a, measure: M1, indicator: I1}]", "line 2", "checks.indicator"),
        ("checks: [{subject: ghost, measure: M1}]", "line 2", "checks.subject"),
        ("deliveries: [{party: x}]", "line 2", "deliveries.path"),
        ("ownership: [{owner: a, asset: b, percent: 10, min: 5}]", "line 2", "ownership.min"),
        ("timezone: Mars/Phobos", "line 2", "timezone"),
        ("lists: [{list: x, snapshot: soon}]", "line 2", "lists.snapshot"),
        ("regimes: [US, XX]", "line 2", "regimes"),
        ("parties: {from: none.csv}", "line 2", "parties.from"),
        ("parties: {from: ../x.csv}", "line 2", "parties.from"),
        ("logs: [{path: /etc/passwd}]", "line 2", "logs.path"),
        ("title: a\ntitle: b", "line 3", "title"),
        ("claims: [{about: x, statement: y, status: guilty}]", "line 2", "claims.status"),
    ],
)
def test_a_fault_names_file_line_and_key(body: str, place: str, key: str) -> None:
    found = [(fault.source, fault.place, fault.key) for fault in faults(body)]
    assert ("dossier.yaml", place, key) in found


def test_all_faults_come_in_one_pass_in_order_of_lines() -> None:
    body = "".join(f"x{n}: 1\n" for n in range(12)) + "parties: [{id: a, name: A, country: Nix}]"
    places = [fault.place for fault in faults(body)]
    assert [f"line {n}" for n in range(2, 15)] == places


def test_the_ids_of_an_item_with_another_fault_are_checked_too() -> None:
    body = "parties: [{id: a, name: A}]\nroles: [{person: ghost, party: a, rol: x}]"
    assert {"roles.person", "roles.rol", "roles.role"} == {fault.key for fault in faults(body)}


def test_an_item_with_a_fault_does_not_make_its_ids_dangle() -> None:
    body = "parties:\n  - {id: a, name: A, country: Nix}\nroles: [{person: a, party: a, role: x}]"
    assert ["parties.country"] == [fault.key for fault in faults(body)]


def test_a_missing_version_is_a_fault() -> None:
    with pytest.raises(DossierInvalid) as caught:
        read_dossier(MemorySource("title: x"))
    assert ["dossier"] == [fault.key for fault in caught.value.faults]


def test_a_dangling_id_suggests_the_nearest() -> None:
    (fault,) = faults("parties: [{id: vendor-12, name: A}]\nus: vendor-21")
    assert "did you mean `vendor-12`?" in fault.remedy


def test_an_id_of_the_wrong_section_is_named_as_such() -> None:
    body = TWO + "productions: [{id: show, title: S}]\nroles: [{person: show, party: a, role: x}]"
    assert "`show` belongs to `productions`, not to parties or workers" == faults(body)[0].problem


def test_a_party_without_id_may_be_named_by_its_name() -> None:
    dossier = read(
        "parties: [{name: Blue Studio}, {id: b, name: B}]\n"
        "contracts: [{id: c, from: b, to: blue studio}]"
    )
    assert (
        next(r.id for r in dossier.records if r.kind == "party" and r.id != "b")
        == one(dossier, Contract).contractor
    )


def test_contracts_in_a_circle_are_a_problem_not_a_fault() -> None:
    body = TWO + (
        "contracts:\n  - {id: c, from: a, to: b, parent: d}\n"
        "  - {id: d, from: a, to: b, parent: c}\n"
    )
    (problem,) = read(body).problems
    assert "contracts stand above each other in a circle: c > d > c" == problem.reason


def test_a_span_that_ends_before_it_begins_is_a_problem() -> None:
    (problem,) = read("parties: [{id: a, name: A, since: 2021-01-02, until: 2020-01-01}]").problems
    assert "`until` (2020-01-01) lies before `since` (2021-01-02)" == problem.reason


def test_a_claim_about_somebody_unknown_is_shown_and_named() -> None:
    (problem,) = read("claims: [{id: c, about: Somebody, statement: s, status: denied}]").problems
    assert "`Somebody` is no id of the dossier" == problem.reason


def test_mentioned_paths_are_gathered() -> None:
    found = {(m.section, m.path) for m in read_dossier(MemorySource(WHOLE)).mentions}
    assert {
        ("logs", "logs/auth.log"),
        ("workers", "docs/w1.jpg"),
        ("workers", "portfolios/w1"),
        ("found", "found/manifest.csv"),
        ("found", "found/access.log"),
        ("checks", "docs/call.txt"),
    } <= found


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_order_of_sections_and_items_gives_the_same_records(rng: random.Random) -> None:
    root = yaml.load(WHOLE, Loader=FAST)  # noqa: S506 - makes texts only
    sections = list(root.items())
    rng.shuffle(sections)
    shuffled = {}
    for name, value in sections:
        items = list(value) if isinstance(value, list) else value
        if isinstance(items, list):
            rng.shuffle(items)
        shuffled[name] = items
    text = dumped(shuffled)
    before, after = read_dossier(MemorySource(WHOLE)), read_dossier(MemorySource(text))
    assert before.digest == after.digest
    assert [r.ref for r in before.records] == [r.ref for r in after.records]


def mappings(node: Any, path: Any = ()) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    """Every mapping of a structure, with the way to it."""
    if isinstance(node, dict):
        yield path, node
        for key, value in node.items():
            yield from mappings(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from mappings(value, (*path, index))


def test_an_unknown_key_at_any_depth_is_a_fault_with_its_line() -> None:
    ways = [path for path, _ in mappings(yaml.load(WHOLE, Loader=FAST))]  # noqa: S506 - texts only
    free = [path for path in ways if path[-1:] != ("identifiers",)]
    assert len(free) >= 50
    for path in free:
        root = yaml.load(WHOLE, Loader=FAST)  # noqa: S506 - texts only
        dict(mappings(root))[path]["zzz"] = "1"
        text = dumped(root)
        line = next(n for n, row in enumerate(text.splitlines(), 1) if "zzz:" in row)
        with pytest.raises(DossierInvalid) as caught:
            read_dossier(MemorySource(text))
        assert [f"line {line}"] == [f.place for f in caught.value.faults if "zzz" in f.key], path


def test_a_mapping_in_the_place_of_any_value_is_a_fault() -> None:
    for path, node in mappings(yaml.load(WHOLE, Loader=FAST)):  # noqa: S506 - texts only
        for key in node:
            root = yaml.load(WHOLE, Loader=FAST)  # noqa: S506 - texts only
            dict(mappings(root))[path][key] = {"zzz": {"y": "x"}}
            with pytest.raises(DossierInvalid) as caught:
                read_dossier(MemorySource(dumped(root)))
            assert any(str(key) in f.key for f in caught.value.faults), (path, key)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_raise_nothing_but_dossier_invalid(data: bytes) -> None:
    try:
        read_dossier(MemorySource(data))
    except DossierInvalid as error:
        assert error.faults  # noqa: PT017 - only this may come out


@settings(max_examples=200, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_damaged_dossier_raises_nothing_but_dossier_invalid(rng: random.Random) -> None:
    data = bytearray(WHOLE.encode())
    for _ in range(rng.randrange(1, 6)):
        data[rng.randrange(len(data))] = rng.choice(b"{}[]:-,#&*!|>'\"%@`\n \t?x0\x00\xff")
    try:
        read_dossier(MemorySource(bytes(data)))
    except DossierInvalid as error:
        assert error.faults  # noqa: PT017 - only this may come out


def test_a_dossier_above_the_limit_is_refused() -> None:
    with pytest.raises(DossierInvalid) as caught:
        read_dossier(MemorySource("dossier: 1\n" + "#" * 100), Limits(yaml_bytes=50))
    assert "the file is larger than 50 bytes" == caught.value.faults[0].problem


HEADS = """
<nothing> | line 1 | dossier | the file is not a mapping of keys | begin it with `dossier: 1`
# only a note | line 1 | dossier | the file is not a mapping of keys | begin it with `dossier: 1`
[] | line 1 | dossier | the file is not a mapping of keys | begin it with `dossier: 1`
title: x | line 1 | dossier | `dossier: 1` is missing | write `dossier: 1`
dossier: | line 1 | dossier | `dossier: 1` is missing | write `dossier: 1`
title: x<nl>dossier: 2 | line 2 | dossier | version `2` is not known | write `dossier: 1`
dossier: 1.0 | line 1 | dossier | version `1.0` is not known | write `dossier: 1`
dossier: [1] | line 1 | dossier | a list where one value is expected | write one value
dossier: 1<nl>title: [x] | line 2 | title | a list where one value is expected | write one value
dossier: 1<nl>as_of: soon | line 2 | as_of | `soon` is not a date | write the date as YYYY-MM-DD
dossier: 1<nl>us: a | line 2 | us | `a` is no id of parties | Add it to parties, or mend the id
dossier: 1<nl>lists: [{list: a, snapshot: none}, {list: a, snapshot: none}] | line 2 | lists \
| a list is pinned twice | keep one pin
dossier: 1<nl>lists: [{list: a}] | line 2 | lists.snapshot | `snapshot` is missing \
| add `snapshot:` here
dossier: 1<nl>lists: [us_ofac_sdn] | line 2 | lists \
| one value where a list of mappings is expected | write a list of mappings
dossier: 1<nl>regimes: [FR] | line 2 | regimes | `FR` is not one of US, EU, GB, UN \
| Write one of them
dossier: 1<nl>parties: none | line 2 | parties \
| one value where a list of mappings or `{from: FILE}` is expected \
| write each item of `parties` as `- key: value`
dossier: 1<nl>parties: {} | line 2 | parties \
| a mapping without `from` where a list of mappings or `{from: FILE}` is expected \
| write each item of `parties` as `- key: value`
dossier: 1<nl>parties: [[a]] | line 2 | parties \
| a list where a list of mappings or `{from: FILE}` is expected \
| write each item of `parties` as `- key: value`
""".strip().splitlines()


@pytest.mark.parametrize("line", HEADS)
def test_the_sentences_about_the_head_and_the_sections(line: str) -> None:
    text, place, key, problem, remedy = (cell.strip() for cell in line.split(" | "))
    with pytest.raises(DossierInvalid) as caught:
        read_dossier(MemorySource(text.replace("<nothing>", "").replace("<nl>", "\n")))
    assert [("dossier.yaml", place, key, problem, remedy)] == [
        (f.source, f.place, f.key, f.problem, f.remedy) for f in caught.value.faults
    ]


@pytest.mark.parametrize("nothing", ["", " ~", " null", " []"])
@pytest.mark.parametrize("section", ["parties", "contracts", "logins", "found"])
def test_an_empty_section_is_the_same_as_none(section: str, nothing: str) -> None:
    """'A section that is absent means "nothing is known", never "there is nothing"'."""
    assert read("").digest == read(f"{section}:{nothing}").digest


@pytest.mark.parametrize(
    ("given", "regimes"),
    [
        ("US", ("US",)),
        ("us; eu", ("US", "EU")),
        ("[UN, GB]", ("GB", "UN")),
        ("[EU, EU]", ("EU",)),
        ("~", ("US", "EU", "GB", "UN")),
    ],
)
def test_regimes_are_kept_in_one_order(given: str, regimes: tuple[str, ...]) -> None:
    """'Any of US, EU, GB, UN; default all'."""
    assert regimes == read(f"regimes: {given}").head.regimes


def test_pins_are_kept_in_the_order_of_their_lists() -> None:
    one = read("lists: [{list: b, snapshot: none}, {list: a, snapshot: 2021-01-02}]").head.lists
    assert (("a", date(2021, 1, 2)), ("b", None)) == one


@pytest.mark.parametrize("share", range(0, 100, 10))
def test_a_truncated_dossier_is_read_or_names_its_faults(share: int) -> None:
    data = WHOLE.encode()
    try:
        found = read_dossier(MemorySource(data[: len(data) * share // 100]))
    except DossierInvalid as error:
        assert all(fault.problem and fault.remedy for fault in error.faults)  # noqa: PT017 - only this may come out
    else:
        assert len(found.records) < len(read_dossier(MemorySource(WHOLE)).records)


def test_faults_of_several_files_come_in_order_of_file_and_place() -> None:
    rows = table([["Vendor", "Country"], *[["A", "Nix"]] * 11])
    found = faults("parties: [{from: b.csv}, {from: a.csv}, {name: [x]}]", a_csv=rows, b_csv=rows)
    places = [f"S!B{n}" for n in range(2, 13)]
    assert [("a.csv", place) for place in places] == [(f.source, f.place) for f in found[:11]]
    assert [("b.csv", place) for place in places] == [(f.source, f.place) for f in found[11:22]]
    assert "dossier.yaml" == found[22].source


def test_the_message_of_a_refused_dossier_counts_its_faults() -> None:
    with pytest.raises(DossierInvalid) as caught:
        read("partys: []\ncontry: x")
    assert "The dossier has 2 faults; nothing was reviewed." == caught.value.message


def test_contracts_in_a_long_circle_are_named_once() -> None:
    body = (
        TWO
        + "contracts:\n"
        + "".join(f"  - {{id: c{n}, from: a, to: b, parent: c{(n + 1) % 5}}}\n" for n in range(5))
    )
    (problem,) = read(body).problems
    assert "contracts stand above each other in a circle: c0 > c1 > c2 > c3 > c4 > c0" == (
        problem.reason
    )
    assert "they are taken as given; tiers cannot be counted through them" == problem.consequence


@given(st.permutations(["US", "EU", "GB", "UN"]), st.integers(1, 4))
def test_the_order_of_regimes_does_not_count(order: list[str], count: int) -> None:
    given = ", ".join(order[:count])
    assert read(f"regimes: [{given}]").digest == read(
        f"regimes: [{', '.join(sorted(order[:count]))}]"
    ).digest  # fmt: skip
