"""Sections given as files: sheets, headers, columns, cells."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from celtrace.dossier import Dossier, HeaderReading, MemorySource, Trouble, read_dossier
from celtrace.dossier.sections import SECTIONS
from celtrace.dossier.tables import names_file
from celtrace.dossier.yaml_nodes import Mapping as YamlMapping
from celtrace.dossier.yaml_nodes import parse_text
from celtrace.errors import DossierInvalid
from celtrace.records import Identifier, Party, Payment
from celtrace.rows import Cell, Row
from celtrace.settings import Limits
from sheets import faults, read, table

VENDORS = [
    ["Vendor", "Country/Region", "Tax ID", "Comments"],
    ["Blue Studio", "China", "911100001234567", "ok"],
    ["Red Studio", "KR", "", ""],
]
PARTIES = "parties: {from: v.csv}\n"


def parties(dossier: Dossier) -> dict[str, Party]:
    return {r.name: r for r in dossier.records if isinstance(r, Party)}


def keys(dossier: Dossier) -> dict[str, str]:
    return {reading.header: reading.key for reading in dossier.headers}


def test_headers_are_matched_by_their_synonyms() -> None:
    dossier = read(PARTIES, v_csv=table(VENDORS))
    assert {
        "Vendor": "name",
        "Country/Region": "country",
        "Tax ID": "identifiers.tax_id",
        "Comments": "",
    } == keys(dossier)
    assert "CN" == parties(dossier)["Blue Studio"].country
    assert (Identifier("tax_id", "911100001234567"),) == parties(dossier)["Blue Studio"].identifiers


@pytest.mark.parametrize(
    "header",
    [
        "회사명",
        "公司名称",
        "会社名",
        "Company name *",
        "STUDIO",
        "Supplier / 供应商",
        "legal_name",
        "Vendor (legal)",
    ],
)
def test_names_of_companies_go_by_many_words(header: str) -> None:
    assert {"A"} == set(parties(read(PARTIES, v_csv=table([[header], ["A"]]))))


def test_a_column_that_no_key_fits_is_named_as_left_out() -> None:
    (problem,) = read(PARTIES, v_csv=table(VENDORS)).problems
    assert ("v.csv", "S!D1", "the column was left out") == (
        problem.source,
        problem.place,
        problem.consequence,
    )


def test_title_rows_above_the_headers_are_passed_over() -> None:
    rows = [["Vendors 2023", "Vendors 2023"], ["as of March"], *VENDORS]
    assert {"Blue Studio", "Red Studio"} == set(parties(read(PARTIES, v_csv=table(rows))))


def test_evidence_names_sheet_row_and_cell() -> None:
    seen = parties(read(PARTIES, v_csv=table(VENDORS)))["Red Studio"].seen
    assert ("v.csv", "S row 3", "Red Studio | KR") == (seen.source, seen.place, seen.quote)
    assert ("S!B3", "KR") == (seen.cite("country").place, seen.cite("country").quote)


def test_the_user_may_name_columns_and_leave_one_out() -> None:
    body = "parties: {from: v.csv, columns: {name: Comments, identifiers: , uscc: Tax ID}}"
    dossier = read(body, v_csv=table(VENDORS[:2]))
    assert (Identifier("uscc", "911100001234567"),) == parties(dossier)["ok"].identifiers


def test_a_date_column_may_have_a_format() -> None:
    rows = table([["Vendor", "Since"], ["A", "03/04/2021"]])
    body = "parties: {from: v.csv, columns: {since: {format: DD/MM/YYYY}}}"
    assert date(2021, 4, 3) == parties(read(body, v_csv=rows))["A"].since


def test_an_unclear_date_in_a_table_is_asked_back_at_its_cell() -> None:
    (fault,) = faults(PARTIES, v_csv=table([["Vendor", "Since"], ["A", "03/04/2021"]]))
    assert ("v.csv", "S!B2", "parties.since") == (fault.source, fault.place, fault.key)


def test_a_row_without_what_is_required_is_a_fault() -> None:
    (fault,) = faults(PARTIES, v_csv=table([["Vendor", "Country"], ["", "CN"]]))
    assert ("v.csv", "S row 2", "parties.name") == (fault.source, fault.place, fault.key)


def test_a_required_column_that_is_missing_is_a_fault_that_lists_the_headers() -> None:
    rows = table([["Director", "Since"], ["A", "2021-01-01"]])
    found = faults("roles: {from: r.csv}", r_csv=rows)
    assert ["roles.party", "roles.role"] == [fault.key for fault in found]
    assert all("`Director`, `Since`" in fault.remedy for fault in found)


def test_the_only_sheet_that_fits_is_taken() -> None:
    rows = table([["Hello"], ["x"]], "Cover") + table(VENDORS, "Vendors")
    assert {"Blue Studio", "Red Studio"} == set(parties(read(PARTIES, v_csv=rows)))


def test_two_sheets_that_fit_are_asked_back() -> None:
    (fault,) = faults(PARTIES, v_csv=table(VENDORS, "A") + table(VENDORS, "B"))
    assert "parties.sheet" == fault.key
    assert "`A`, `B`" in fault.problem


def test_a_sheet_with_the_sections_name_is_preferred() -> None:
    rows = table(VENDORS[:2], "parties") + table(VENDORS, "Other")
    assert {"Blue Studio"} == set(parties(read(PARTIES, v_csv=rows)))


def test_a_sheet_that_is_not_there_is_a_fault_that_names_the_others() -> None:
    (fault,) = faults("parties: {from: v.csv, sheet: Nope}", v_csv=table(VENDORS))
    assert ("parties.sheet", "name another: it has S") == (fault.key, fault.remedy)


def test_a_section_may_mix_files_and_items() -> None:
    body = "parties:\n  - {from: v.csv}\n  - {id: x, name: X}\n"
    assert {"Blue Studio", "Red Studio", "X"} == set(parties(read(body, v_csv=table(VENDORS))))


def test_a_contract_from_somebody_is_no_file() -> None:
    body = (
        "parties: [{id: a, name: A}, {id: b, name: B}]\n"
        "contracts:\n  - {from: a, to: b, id: c}\n  - {from: c.csv}\n"
    )
    rows = table([["Contract No", "Client", "Contractor"], ["d", "a", "b"]])
    found = {r.id for r in read(body, c_csv=rows).records if r.kind == "contract"}
    assert {"c", "d"} == found


def test_lists_in_cells_are_parted() -> None:
    rows = table(
        [
            ["Vendor", "Email", "E-mail 2", "Aliases"],
            ["A", "a@x.cn, b@x.cn", "c@x.cn", "One, Ltd; Two|Three"],
        ]
    )
    party = parties(read(PARTIES, v_csv=rows))["A"]
    assert ("a@x.cn", "b@x.cn", "c@x.cn") == party.emails
    assert ("One, Ltd", "Two", "Three") == party.aliases


def test_mappings_in_cells_are_read() -> None:
    rows = table(
        [
            ["Vendor", "identifiers", "listed_as"],
            ["A", '{"uscc": "91", "lei": ["X", "Y"]}', '[{"list": "l", "row": "1"}]'],
            ["B", "USCC: 92; LEI: Z", ""],
        ]
    )
    found = parties(read(PARTIES, v_csv=rows))
    assert [("lei", "X"), ("lei", "Y"), ("uscc", "91")] == [
        (i.type, i.value) for i in found["A"].identifiers
    ]
    assert [("lei", "Z"), ("uscc", "92")] == [(i.type, i.value) for i in found["B"].identifiers]
    assert "1" == found["A"].listed_as[0].row


def test_a_number_cell_is_not_asked_back() -> None:
    body = "parties: [{id: a, name: A}]\npayments: {from: p.csv}"
    row = Row("S", 2, (Cell("a", "S!A2"), Cell("1.234", "S!B2", "number", "1.234")))
    rows = [*table([["Payee", "Amount"]]), row]
    (payment,) = [r for r in read(body, p_csv=rows).records if isinstance(r, Payment)]
    assert Decimal("1.234") == payment.amount


def test_what_the_reader_could_not_take_in_is_a_problem() -> None:
    source = MemorySource("dossier: 1\n" + PARTIES, {"v.csv": table(VENDORS)})
    source.problems["v.csv"] = [Trouble("S", "the sheet has merged cells", "values were repeated")]
    reasons = [p.reason for p in read_dossier(source).problems]
    assert "the sheet has merged cells" in reasons


def test_an_id_dangles_only_as_a_problem_where_its_table_could_not_be_read() -> None:
    body = "dossier: 1\n" + PARTIES + "payments: [{payee: ghost}]"
    source = MemorySource(body, {"v.csv": table(VENDORS)})
    source.problems["v.csv"] = [Trouble("line 9", "damaged", "nothing after this line was read")]
    assert any("`ghost` is no id" in p.reason for p in read_dossier(source).problems)
    source.problems.clear()
    with pytest.raises(DossierInvalid):
        read_dossier(source)


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ("parties: {from: v.csv, shet: S}", "parties.shet"),
        ("parties: {from: v.csv, columns: {nam: Vendor}}", "parties.columns.nam"),
        ("parties: {from: v.csv, columns: {name: Nope}}", "parties.columns.name"),
        (
            "parties: {from: v.csv, columns: {name: {header: Vendor, format: DD/MM/YYYY}}}",
            "parties.columns.name",
        ),
        (
            "parties: {from: v.csv, columns: {since: {header: Comments, format: DD}}}",
            "parties.columns.since",
        ),
        ("parties: {from: v.csv, columns: [name]}", "parties.columns"),
        ("parties: {from: [v.csv]}", "parties.from"),
        ("parties: {from: v.csv, sheet: [A, B]}", "parties.sheet"),
    ],
)
def test_what_is_said_about_a_file_is_checked(body: str, key: str) -> None:
    assert key in {fault.key for fault in faults(body, v_csv=table(VENDORS))}


def test_a_table_without_known_headers_is_a_fault_that_shows_them() -> None:
    (fault,) = faults(PARTIES, v_csv=table([["foo", "bar"], ["1", "2"]]))
    assert "foo | bar" in fault.problem


def test_an_empty_table_is_a_problem() -> None:
    (problem,) = read(PARTIES, v_csv=[]).problems
    assert "the table is empty" == problem.reason


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_order_of_rows_and_columns_gives_the_same_records(rng: random.Random) -> None:
    order = [0, 1, 2, 3]
    rng.shuffle(order)
    below = VENDORS[1:]
    rng.shuffle(below)
    shuffled = [[row[column] for column in order] for row in [VENDORS[0], *below]]
    before, after = read(PARTIES, v_csv=table(VENDORS)), read(PARTIES, v_csv=table(shuffled))
    assert before.digest == after.digest
    assert [r.ref for r in before.records] == [r.ref for r in after.records]


def test_a_row_in_the_yaml_or_in_a_table_is_the_same_record() -> None:
    written = read("parties: [{name: Red Studio, country: KR}]")
    tabled = read(PARTIES, v_csv=table([VENDORS[0], VENDORS[2]]))
    assert written.digest == tabled.digest


@pytest.mark.parametrize(
    ("body", "place", "key", "problem", "remedy"),
    [
        ("parties: {from: gone.csv}", "line 2", "parties.from",
         "`gone.csv`: the file does not exist", "check its name, or put it in the folder"),
        ("parties: {from: v.csv, shet: S}", "line 2", "parties.shet",
         "`shet` is not a key here", "did you mean `sheet`? Known here: from, sheet, columns"),
        ("parties: {from: [v.csv]}", "line 2", "parties.from",
         "it names no file", "write `from: FILE`"),
        ("parties: {from: v.csv, sheet: [A]}", "line 2", "parties.sheet",
         "more than one sheet is named", "write one item for each sheet"),
        ("parties: {from: v.csv, sheet: X}", "line 2", "parties.sheet",
         "`v.csv` has no sheet `X`", "name another: it has S"),
        ("parties:\n  from: v.csv\n  columns: [a]", "line 4", "parties.columns",
         "it is not a mapping", "write {our_name: their_header}"),
        ("parties: {from: v.csv, columns: {name: [a]}}", "line 2", "parties.columns.name",
         "a list where one header is expected", "name one header"),
        ("parties: {from: v.csv, columns: {name: {heder: Vendor}}}", "line 2",
         "parties.columns.name", "`heder` is not a key here", "write {header: .., format: ..}"),
        ("parties: {from: v.csv, columns: {name: {header: Vendor, format: DD}}}", "line 2",
         "parties.columns.name", "only dates have a format", "leave `format` out"),
        ("parties: {from: v.csv, columns: {name: Firma}}", "line 2", "parties.columns.name",
         "`v.csv` has no header `Firma`",
         "the headers are `Vendor`, `Country/Region`, `Tax ID`, `Comments`"),
        ("roles: {from: v.csv, columns: {person: Vendor, party: Tax ID}}", "S row 1", "roles.role",
         "no column holds `role`", ("add `columns: {role: HEADER}`; the headers are "
         "`Vendor`, `Country/Region`, `Tax ID`, `Comments`")),
        ("parties: {from: ../v.csv}", "line 2", "parties.from",
         "`../v.csv` leads out of the dossier or has a backslash",
         "write it relative to the dossier's folder, with `/`, such as logs/auth.log"),
    ],
)  # fmt: skip
def test_the_sentences_about_a_file_say_what_to_write(
    body: str, place: str, key: str, problem: str, remedy: str
) -> None:
    found = faults(body, v_csv=table(VENDORS))
    assert (place, key, problem, remedy) in [(f.place, f.key, f.problem, f.remedy) for f in found]


@pytest.mark.parametrize(
    ("item", "file"),
    [
        ("{from: c.csv}", True),
        ("{from: C.XLSX}", True),
        ("{from: sub/c.parquet}", True),
        ("{from: anything, sheet: S}", True),
        ("{from: anything, columns: {}}", True),
        ("{from: a}", False),
        ("{from: a, to: b}", False),
        ("{from: c.csv, to: b}", False),
        ("{to: b}", False),
    ],
)
def test_an_item_of_contracts_is_a_file_only_if_nothing_else_is_meant(
    item: str, file: object
) -> None:
    node = parse_text(item, "d", Limits()).root
    assert isinstance(node, YamlMapping)
    assert file == names_file(SECTIONS["contracts"], node)


def test_a_readings_list_names_file_sheet_column_header_key_and_how() -> None:
    """'And the report says how each was read'."""
    body = "parties: {from: v.csv, columns: {city: Comments}}"
    assert (
        HeaderReading("v.csv", "S", 1, "Vendor", "parties", "name", "synonym"),
        HeaderReading("v.csv", "S", 2, "Country/Region", "parties", "country", "synonym"),
        HeaderReading("v.csv", "S", 3, "Tax ID", "parties", "identifiers.tax_id", "synonym"),
        HeaderReading("v.csv", "S", 4, "Comments", "parties", "city", "columns"),
    ) == read(body, v_csv=table(VENDORS)).headers


@pytest.mark.parametrize("key", ["uscc", "identifiers.uscc", "identifiers.anything"])
def test_an_identifier_may_be_named_in_columns(key: str) -> None:
    rows = table([["Vendor", "Nr"], ["A", "91"]])
    body = f"parties: {{from: v.csv, columns: {{{key}: Nr}}}}"
    (one,) = parties(read(body, v_csv=rows))["A"].identifiers
    assert (key.rpartition(".")[2], "91") == (one.type, one.value)


def test_a_file_given_twice_gives_each_row_once() -> None:
    dossier = read("parties: [{from: v.csv}, {from: v.csv}]", v_csv=table(VENDORS))
    assert 2 == len(dossier.records)
    assert 2 == sum("stands elsewhere" in problem.reason for problem in dossier.problems)


def test_a_file_named_in_a_section_is_mentioned() -> None:
    (mention,) = read(PARTIES, v_csv=table(VENDORS)).mentions
    assert ("v.csv", "parties", "from", "dossier.yaml", "line 2") == (
        mention.path,
        mention.section,
        mention.key,
        mention.source,
        mention.place,
    )


def test_the_order_of_files_does_not_count() -> None:
    one, other = table([VENDORS[0], VENDORS[1]]), table([VENDORS[0], VENDORS[2]])
    first = read("parties: [{from: x.csv}, {from: y.csv}]", x_csv=one, y_csv=other)
    second = read("parties: [{from: y.csv}, {from: x.csv}]", x_csv=one, y_csv=other)
    assert first == second


def test_headers_in_the_twentieth_row_are_found() -> None:
    rows = table([["note"]] * 19 + VENDORS)
    assert {"Blue Studio", "Red Studio"} == set(parties(read(PARTIES, v_csv=rows)))


def test_headers_below_the_twentieth_row_are_asked_for() -> None:
    (fault,) = faults(PARTIES, v_csv=table([["note"]] * 20 + VENDORS))
    assert "no header is known in the first 20 rows, which begin: note" == fault.problem
    assert "name the headers with `columns: {our_name: their_header}`" == fault.remedy
