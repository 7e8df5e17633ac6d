"""Items become records with the place and quote of every value."""

from __future__ import annotations

from typing import Any

import pytest

from celtrace.dossier import MemorySource, read_dossier
from celtrace.errors import DossierInvalid
from celtrace.records import Party, Payment, Record, Worker
from celtrace.rows import Cell, Row
from sheets import faults, read, table

PARTIES = "parties: {from: v.csv}\n"


def one(records: tuple[Record, ...], kind: type[Any]) -> Any:
    (record,) = [record for record in records if isinstance(record, kind)]
    return record


def lined(values: list[list[str]]) -> list[Row]:
    """Rows as a CSV reader gives them: lines, and no sheet."""
    return [
        Row("", n, tuple(Cell(v.strip(), f"line {n + 4}", "text", v) for v in row), n + 4)
        for n, row in enumerate(values, 1)
    ]


def cites(record: Any) -> dict[str, tuple[str, str]]:
    """Place and quote of every field."""
    return {part.field: (part.place, part.quote) for part in record.seen.parts}


def test_an_item_of_the_yaml_cites_the_line_of_each_key() -> None:
    body = "parties:\n  - id: a\n    name: 'Ein  Name'\n    emails:\n      - a@x\n      - b@x\n"
    party = one(read(body).records, Party)
    assert {
        "id": ("line 3", "a"),
        "name": ("line 4", "Ein  Name"),
        "emails": ("line 7", "b@x"),
    } == cites(party)
    assert ["line 6", "line 7"] == [p.place for p in party.seen.parts if p.field == "emails"]


def test_a_value_of_several_lines_cites_the_line_it_begins_on() -> None:
    body = "parties:\n  - id: a\n    name: A\n    declared: >\n      state\n      studio\n"
    party = one(read(body).records, Party)
    assert ("line 5", "state studio") == (cites(party)["declared"][0], party.declared)


def test_a_row_of_a_workbook_cites_sheet_row_and_cells() -> None:
    rows = table([["ID", "Vendor", "Country"], ["a", " Blue ", "China"]], "Vendors 2024")
    party = one(read(PARTIES, v_csv=rows).records, Party)
    assert ("v.csv", "Vendors 2024 row 2", "a |  Blue  | China") == (
        party.seen.source,
        party.seen.place,
        party.seen.quote,
    )
    assert {
        "id": ("Vendors 2024!A2", "a"),
        "name": ("Vendors 2024!B2", " Blue "),
        "country": ("Vendors 2024!C2", "China"),
    } == cites(party)


def test_a_row_of_a_text_file_cites_its_line() -> None:
    party = one(read(PARTIES, v_csv=lined([["ID", "Vendor"], ["a", "Blue"]])).records, Party)
    assert ("line 6", ("line 6", "Blue")) == (party.seen.place, cites(party)["name"])


def test_the_digest_of_a_record_is_that_of_its_file() -> None:
    source = MemorySource(f"dossier: 1\n{PARTIES}", {"v.csv": table([["Vendor"], ["A"]])})
    (party,) = read_dossier(source).records
    assert source.rows("v.csv", "").digest == party.seen.digest
    (inline,) = read_dossier(MemorySource("dossier: 1\nparties: [{name: A}]")).records
    assert MemorySource("dossier: 1\nparties: [{name: A}]").yaml()[1] == inline.seen.digest


def test_a_very_long_item_is_quoted_in_part() -> None:
    body = f"parties: [{{id: a, name: A, declared: '{'x' * 9000}'}}]"
    party = one(read(body).records, Party)
    assert 4000 == len(party.seen.quote)
    assert 9000 == len(party.declared)


def test_an_empty_row_is_no_item() -> None:
    rows = table([["Vendor", "Country"], ["", ""], ["A", ""], ["", ""]])
    assert ["A"] == [getattr(r, "name", "") for r in read(PARTIES, v_csv=rows).records]


def test_a_row_shorter_than_the_headers_has_no_value_there() -> None:
    rows = table([["Vendor", "Country", "City"], ["A"]])
    party = one(read(PARTIES, v_csv=rows).records, Party)
    assert ("", "") == (party.country, party.city)


def test_a_row_longer_than_the_headers_is_quoted_whole() -> None:
    rows = table([["Vendor"], ["A", "a stray note"]])
    assert "A | a stray note" == one(read(PARTIES, v_csv=rows).records, Party).seen.quote


def test_a_row_with_words_only_under_columns_left_out_lacks_what_is_required() -> None:
    rows = table([["Vendor", "Colour"], ["A", "b"], ["", "total"]])
    (fault,) = faults(PARTIES, v_csv=rows)
    assert ("S row 3", "parties.name", "`name` is missing") == (
        fault.place,
        fault.key,
        fault.problem,
    )


def test_two_columns_for_one_list_are_joined() -> None:
    rows = table([["Vendor", "Alias", "Other names"], ["A", "x; y", "y; z"]])
    party = one(read(PARTIES, v_csv=rows).records, Party)
    assert ("x", "y", "z") == party.aliases
    assert ["S!B2", "S!C2"] == [p.place for p in party.seen.parts if p.field == "aliases"]


def test_a_column_of_an_inner_key_fills_the_mapping() -> None:
    rows = table([["id", "place.ip", "place url"], ["f", "192.0.2.1", "http://x.example"]])
    found: Any = read("found: {from: f.csv}", f_csv=rows).records[0]
    assert ("192.0.2.1", "http://x.example") == (found.place.ip, found.place.url)


def test_several_identifiers_come_from_columns_of_their_own() -> None:
    rows = table([["Vendor", "USCC", "LEI", "Tax ID"], ["A", "91", "", "07"]])
    party = one(read(PARTIES, v_csv=rows).records, Party)
    assert [("tax_id", "07"), ("uscc", "91")] == [(i.type, i.value) for i in party.identifiers]


def test_every_wrong_cell_of_a_row_is_named_in_one_pass() -> None:
    rows = table([["Vendor", "Country", "Since", "Headcount"], ["A", "Nix", "soon", "many"]])
    assert [("S!B2", "country"), ("S!C2", "since"), ("S!D2", "heads")] == sorted(
        (fault.place, fault.key.partition(".")[2]) for fault in faults(PARTIES, v_csv=rows)
    )


def test_a_payment_with_several_dates_in_a_cell_is_one_payment_each() -> None:
    rows = table([["id", "payee", "dates"], ["p", "a", "2021-02-03; 2021-01-03"]])
    found = read("parties: [{id: a, name: A}]\npayments: {from: p.csv}", p_csv=rows).records
    paid = sorted((r for r in found if isinstance(r, Payment)), key=lambda p: p.id)
    assert ["p/2021-01-03", "p/2021-02-03"] == [p.id for p in paid]
    assert ["S!C2", "S!C2"] == [p.cite("date").place for p in paid]


def test_a_folder_named_in_a_cell_is_mentioned_with_its_cell() -> None:
    rows = table([["Artist", "Portfolio"], ["W", "p/w1"]])
    dossier = read("workers: {from: w.csv}", w_csv=rows)
    assert "p/w1" == one(dossier.records, Worker).portfolio
    (mention,) = [m for m in dossier.mentions if m.key == "portfolio"]
    assert ("p/w1", "workers", "w.csv", "S!B2") == (
        mention.path,
        mention.section,
        mention.source,
        mention.place,
    )


def test_a_web_address_of_a_portfolio_is_no_file() -> None:
    dossier = read("workers: [{name: W, portfolio: 'https://x.example/w'}]")
    assert () == dossier.mentions


@pytest.mark.parametrize("form", ["error", "formula"])
def test_a_cell_without_value_says_nothing(form: Any) -> None:
    row = Row("S", 2, (Cell("A", "S!A2"), Cell("", "S!B2", form, "=1/0")))
    party = one(read(PARTIES, v_csv=[*table([["Vendor", "Headcount"]]), row]).records, Party)
    assert party.heads is None


@pytest.mark.parametrize(
    ("form", "said"), [("error", "an error value"), ("formula", "a formula without a stored")]
)
def test_a_needed_cell_without_value_is_a_fault_at_the_cell(form: Any, said: str) -> None:
    row = Row("S", 2, (Cell("", "S!A2", form, "=B1"), Cell("3", "S!B2")))
    with pytest.raises(DossierInvalid) as caught:
        read(PARTIES, v_csv=[*table([["Vendor", "Headcount"]]), row])
    [fault] = caught.value.faults
    assert ("S!A2", "parties.name") == (fault.place, fault.key)
    assert said in fault.problem
