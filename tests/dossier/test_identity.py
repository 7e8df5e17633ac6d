"""Ids are unique, stable, and name something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.dossier import MemorySource, read_dossier
from celtrace.dossier.sections import SECTIONS
from celtrace.dossier.values import nearest
from celtrace.errors import DossierInvalid
from sheets import WHOLE, faults, read, table


def test_an_id_is_unique_over_all_sections() -> None:
    found = faults("parties: [{id: x, name: A}]\nproductions: [{id: x, title: T}]")
    assert ["productions.id"] == [fault.key for fault in found]
    assert "already given at dossier.yaml line 2" in found[0].problem


def test_an_id_given_twice_in_a_table_is_named_at_its_cell() -> None:
    rows = table([["Vendor ID", "Vendor"], ["v", "A"], ["v", "B"]])
    (fault,) = faults("parties: {from: v.csv}", v_csv=rows)
    assert ("v.csv", "S!A3") == (fault.source, fault.place)


def test_the_same_row_twice_with_an_id_is_said_to_be_equal() -> None:
    (fault,) = faults("parties: [{id: v, name: A}, {id: v, name: A}]")
    assert ("line 2", "the two are equal: remove one") == (fault.place, fault.remedy)


def test_a_fact_without_id_has_the_same_id_tomorrow() -> None:
    body = "parties: [{id: a, name: A}, {id: b, name: B}]\nroles: [{person: a, party: b, role: x}]"
    today = [r.ref for r in read(body).records]
    tomorrow = [r.ref for r in read("title: more\n\n" + body + "\ndevices: [{id: d}]").records]
    assert set(today) < set(tomorrow)


def test_one_number_written_two_ways_is_one_fact() -> None:
    first = read("parties: [{id: a, name: A}]\npayments: [{payee: a, amount: 10.50}]")
    second = read("parties: [{id: a, name: A}]\npayments: [{payee: a, amount: '10,5'}]")
    assert first.digest == second.digest


def references() -> list[tuple[str, str]]:
    """(section, key) of every key that names an id."""
    return [(s.name, f.key) for s in SECTIONS.values() for f in s.fields if f.of]


@pytest.mark.parametrize(("section", "key"), references())
def test_a_dangling_id_under_any_key_is_a_fault(section: str, key: str) -> None:
    text = "\n".join(
        line for line in WHOLE.splitlines() if not line.startswith(("#", "us:", "dossier:"))
    )
    lacking = {field.key: "1" for field in SECTIONS[section].fields if field.required}
    item = ", ".join(f"{name}: '{value}'" for name, value in {**lacking, key: "ghost-9"}.items())
    added = f"\n{section}:\n  - {{{item}}}\n"
    kept = (
        text.replace(f"\n{section}:\n", f"\nx_{section}:\n") if f"\n{section}:\n" in text else text
    )
    found = [f for f in faults(kept + added) if "ghost-9" in f.problem]
    assert [f"{section}.{key}"] == [fault.key for fault in found]


@pytest.mark.parametrize(
    ("name", "known", "found"),
    [
        ("contry", ("country", "city"), "country"),
        ("vendor-21", ("vendor-12", "other"), "vendor-12"),
        ("zzz", ("country",), ""),
        ("x", (), ""),
    ],
)
def test_the_nearest_word_is_found_or_none(name: str, known: tuple[str, ...], found: str) -> None:
    assert found == nearest(name, known)


def test_many_dangling_ids_are_all_named() -> None:
    body = "parties: [{id: a, name: A}]\npayments:\n" + "".join(
        f"  - {{payee: g{n}}}\n" for n in range(120)
    )
    assert 120 == len(faults(body))


def test_a_name_that_two_parties_share_names_neither() -> None:
    body = (
        "parties: [{name: A, country: CN}, {name: A, country: KR}, {id: b, name: B}]\n"
        "contracts: [{from: b, to: A}]"
    )
    assert ["contracts.to"] == [fault.key for fault in faults(body)]


def test_a_name_of_a_party_with_an_id_is_no_id() -> None:
    body = "parties: [{id: blue, name: Blue Studio}]\npayments: [{payee: Blue Studio}]"
    assert ["payments.payee"] == [fault.key for fault in faults(body)]


def test_the_digest_changes_with_any_value() -> None:
    before = read_dossier(MemorySource(WHOLE)).digest
    for old, new in (("Dandong", "Shenyang"), ("49.999", "50"), ("2021-06-01", "2021-06-03")):
        changed = WHOLE.replace(old, new)
        assert before != read_dossier(MemorySource(changed)).digest


def test_comments_and_quotes_do_not_change_the_digest() -> None:
    changed = WHOLE.replace("    city: Dandong", "    city: 'Dandong'  # a river town")
    assert read_dossier(MemorySource(WHOLE)).digest == read_dossier(MemorySource(changed)).digest


def test_nothing_comes_out_of_a_dossier_with_a_fault() -> None:
    with pytest.raises(DossierInvalid):
        read_dossier(MemorySource(WHOLE.replace("country: China", "country: Nowhere")))


KNOWN = (
    "parties: [{id: a, name: A}, {id: b, name: B}]\nworkers: [{id: w, name: W}]\n"
    "contracts: [{id: c, from: a, to: b}]\n"
)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("payments: [{payee: ghost}]", "`ghost` is no id of parties or workers"),
        ("payments: [{payee: c}]", "`c` belongs to `contracts`, not to parties or workers"),
        ("payments: [{contract: a}]", "`a` belongs to `parties`, not to contracts"),
        ("payments: [{invoice: i}]", "`i` is no id of invoices"),
        ("lots: [{disclosed_subs: [a, ghost]}]", "`ghost` is no id of parties or workers"),
        ("links: [{a: a, b: ghost, by: phone, value: 1}]",
         "`ghost` is no id of parties or workers or accounts"),
        ("checks: [{measure: M1, subject: 'worker:a'}]",
         "`a` belongs to `parties`, not to workers"),
        ("checks: [{measure: M1, subject: ghost}]",
         "`ghost` is no id of parties or workers or accounts or contracts or lots"),
    ],
)  # fmt: skip
def test_a_dangling_id_says_where_it_was_looked_for(body: str, problem: str) -> None:
    """'Dangling ids are errors that name file, line and key'."""
    (fault,) = faults(KNOWN + body)
    assert ("line 5", problem) == (fault.place, fault.problem)


@pytest.mark.parametrize(
    ("id_", "hint"),
    [("vendor-21", "did you mean `vendor-12`? "), ("VENDOR-12", "did you mean `vendor-12`? "),
     ("zzz", "")],
)  # fmt: skip
def test_the_remedy_of_a_dangling_id_names_the_nearest(id_: str, hint: str) -> None:
    body = f"parties: [{{id: vendor-12, name: A}}]\nquotes: [{{party: {id_}, unit: cut, price: 1}}]"
    (fault,) = faults(body)
    assert f"{hint}Add it to parties or workers, or mend the id" == fault.remedy


def test_a_dangling_id_in_a_list_is_named_at_its_own_line() -> None:
    body = f"{KNOWN}lots:\n  - disclosed_subs:\n      - a\n      - ghost\n"
    assert ["line 8"] == [fault.place for fault in faults(body)]


def test_ids_differ_by_case_and_width() -> None:
    """'Ids are strings, free, unique over the dossier'."""
    ids = {
        r.id
        for r in read("parties: [{id: a, name: A}, {id: A, name: B}, {id: Ａ, name: C}]").records
    }
    assert {"a", "A", "Ａ"} == ids


@pytest.mark.parametrize("id_", ["a b", "007", "null-1", "漢字", "a/b:c", "~x", "é"])
def test_any_text_on_one_line_may_be_an_id(id_: str) -> None:
    """'Ids are strings, free, unique over the dossier'."""
    body = f"parties: [{{id: '{id_}', name: A}}]\nquotes: [{{party: '{id_}', unit: cut, price: 1}}]"
    assert {id_} == {r.id for r in read(body).records if r.kind == "party"}


def test_the_id_of_a_payment_with_dates_may_be_given_only_once() -> None:
    pay = "{id: p, payee: a, dates: [2021-01-01, 2021-01-02]}"
    assert {"payments.id"} == {f.key for f in faults(f"{KNOWN}payments: [{pay}, {pay}]")}


def test_equal_payments_are_numbered_alike_in_any_order() -> None:
    one, other = "{payee: a, amount: 5}", "{payee: a, amount: 5, currency: USD}"
    first = read(f"{KNOWN}payments: [{one}, {one}, {other}]")
    second = read(f"{KNOWN}payments: [{other}, {one}, {one}]")
    assert [r.ref for r in first.records] == [r.ref for r in second.records]
    assert first.digest == second.digest


def test_a_copy_of_a_fact_is_named_where_it_stands() -> None:
    role = "  - {person: a, party: b, role: x}\n"
    (problem,) = read(f"{KNOWN}roles:\n{role}{role}").problems
    assert ("line 7", "the same fact stands elsewhere in the dossier") == (
        problem.place,
        problem.reason,
    )


def test_a_fact_in_two_files_is_kept_once_and_the_later_file_named() -> None:
    rows = table([["person", "party", "role"], ["a", "b", "x"]])
    dossier = read(f"{KNOWN}roles: [{{from: z.csv}}, {{from: y.csv}}]", z_csv=rows, y_csv=rows)
    assert 1 == sum(record.kind == "role" for record in dossier.records)
    assert ["z.csv"] == [problem.source for problem in dossier.problems]


@given(st.permutations(["a", "b", "c", "d"]))
def test_records_come_in_the_order_of_their_refs(ids: list[str]) -> None:
    body = "parties: [" + ", ".join(f"{{id: {id_}, name: N}}" for id_ in ids) + "]"
    assert [f"party:{id_}" for id_ in "abcd"] == [record.ref for record in read(body).records]
