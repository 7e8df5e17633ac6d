"""Ids are unique, stable, and name something."""

from __future__ import annotations

import pytest

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
