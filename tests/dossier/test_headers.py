"""Header words lead to keys, and only to keys that exist."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.dossier.headers import WITHIN, Column, best, fit, folded, match
from celtrace.dossier.sections import SECTIONS
from celtrace.dossier.synonyms import WORDS
from celtrace.rows import Cell, Row


@pytest.mark.parametrize(
    ("section", "header", "key"),
    [
        ("parties", "Company  Name", "name"),
        ("parties", "Unified Social Credit Code", "identifiers.uscc"),
        ("parties", "E-Mail", "emails"),
        ("payments", "Beneficiary", "payee"),
        ("payments", "Amount (USD)", "amount"),
        ("payments", "Value date", "date"),
        ("contracts", "Client", "from"),
        ("contracts", "Vendor", "to"),
        ("logins", "Source IP", "ip"),
        ("logins", "Timestamp", "time"),
        ("workers", "Full Name", "name"),
        ("found", "place ip", "place.ip"),
        ("ownership", "Shareholder", "owner"),
        ("ownership", "%", "percent"),
    ],
)
def test_a_header_leads_to_a_key(section: str, header: str, key: str) -> None:
    assert key == match(section, header)[1]


@pytest.mark.parametrize("header", ["", "Colour", "???"])
def test_an_unknown_header_leads_nowhere(header: str) -> None:
    assert match("parties", header) is None


def test_every_synonym_belongs_to_a_key_of_the_contract() -> None:
    known = {f"{s.name}.{f.key}" for s in SECTIONS.values() for f in s.fields}
    known |= {f"*.{f.key}" for s in SECTIONS.values() for f in s.fields}
    assert set() == {key for key in WORDS if not key.startswith("identifiers.")} - known


def test_every_key_is_its_own_header() -> None:
    for section in SECTIONS.values():
        for field in section.fields:
            if not field.spills:
                assert (0, field.key) == match(section.name, field.key.upper().replace("_", " "))


def test_no_two_keys_of_a_section_share_a_synonym() -> None:
    for name in SECTIONS:
        said = {
            (folded(word), key)
            for key, words in WORDS.items()
            for word in words
            if key.startswith(f"{name}.")
        }
        assert len(said) == len({word for word, _ in said}), name


def row_of(*headers: str, number: int = 1) -> Row:
    return Row(
        "S", number, tuple(Cell(h, f"S!{chr(65 + i)}{number}") for i, h in enumerate(headers))
    )


def keys_of(section: str, *headers: str, **columns: str | None) -> dict[str, str]:
    """Header to `key (by)`; `columns` are the user's own, None leaves a key out."""
    given = {key: None if h is None else Column(h) for key, h in columns.items()}
    found = fit(SECTIONS[section], row_of(*headers), given)
    return {headers[index]: f"{key} ({by})" for index, (key, by) in sorted(found.keys.items())}


WRITINGS = """
parties | company_name | name
parties | COMPANY   NAME | name
parties | Company-Name: | name
parties | Ｃｏｍｐａｎｙ　ｎａｍｅ | name
parties | Company name * | name
parties | Vendor (legal name) | name
parties | Vendor（供应商） | name
parties | Vendor / 供应商 | name
parties | 供应商 / Vendor | name
parties | Bogus / Vendor | name
parties | [Country] | country
parties | Email 2 | emails
parties | E-mail address | emails
parties | D-U-N-S | identifiers.duns
parties | identifiers | identifiers
parties | Listed as | listed_as
payments | Amount (EUR) | amount
payments | Amount [USD] | amount
payments | paid_to | payee
payments | From | payer
payments | To | payee
contracts | From | from
contracts | To | to
contracts | VPN | vpn_allowed
logins | Time (UTC) | time
logins | user-agent | user_agent
found | Place IP | place.ip
found | place_operator | place.operator
ownership | % | percent
ownership | Share (%) | percent
lots | Shots | cuts
""".strip().splitlines()


@pytest.mark.parametrize("line", WRITINGS)
def test_case_spaces_signs_brackets_and_a_second_language_are_forgiven(line: str) -> None:
    """'Headers are matched by name (case, spaces and the usual synonyms are forgiven)'."""
    section, header, key = (cell.strip(" ") for cell in line.split(" | "))
    found = match(section, header)
    assert key == (found[1] if found else None)


@pytest.mark.parametrize(
    ("header", "plain"),
    [
        ("Company  Name", "companyname"),
        ("company_name", "companyname"),
        ("ＴＥＬ", "tel"),
        ("회사 명", "회사명"),
        ("Straße", "strasse"),
        ("№ 1", "no1"),
        ("%", "%"),
        (" - ", "-"),
        ("", ""),
    ],
)
def test_only_letters_and_digits_of_a_header_count(header: str, plain: str) -> None:
    assert plain == folded(header)


def test_a_keys_own_name_goes_before_a_synonym() -> None:
    assert {"name": "name (name)", "country": "country (name)"} == keys_of(
        "parties", "Vendor", "name", "country"
    )


def test_of_two_synonyms_the_first_column_is_taken() -> None:
    assert {"Vendor": "name (synonym)"} == keys_of("parties", "Vendor", "Supplier")


def test_every_column_of_a_list_is_taken() -> None:
    assert {"Email": "emails (synonym)", "E-mail 2": "emails (synonym)"} == keys_of(
        "parties", "Email", "E-mail 2"
    )


def test_what_the_user_says_goes_before_everything() -> None:
    assert {"name": "aliases (columns)", "Vendor": "name (columns)"} == keys_of(
        "parties", "name", "Vendor", name="Vendor", aliases="name"
    )


def test_a_key_that_the_user_gave_takes_no_other_column() -> None:
    assert {"Main": "emails (columns)"} == keys_of("parties", "Main", "Email", emails="Main")


def test_a_key_that_the_user_left_out_takes_no_column() -> None:
    assert {"Vendor": "name (synonym)"} == keys_of("parties", "Vendor", "Country", country=None)


def test_the_users_header_may_differ_in_case_and_spaces() -> None:
    assert {"Firmen Name": "name (columns)"} == keys_of("parties", "Firmen Name", name="firmenname")


def test_the_users_header_is_first_looked_for_exactly() -> None:
    assert {"name": "name (columns)"} == keys_of("parties", "NAME", "name", name="name")


def test_where_no_column_is_the_name_the_first_other_name_is() -> None:
    assert {"英文名称": "name (synonym)", "中文名称": "aliases (synonym)"} == keys_of(
        "parties", "英文名称", "中文名称"
    )


def test_a_header_that_the_user_named_and_is_not_there_is_lost() -> None:
    found = fit(SECTIONS["parties"], row_of("Vendor"), {"name": Column("Firma")})
    assert (("Firma",), ("name",), False) == (found.lost, found.missing, found.good)


def test_a_required_key_without_a_column_is_missing() -> None:
    found = fit(SECTIONS["contracts"], row_of("Contract No", "Client"), {})
    assert (("to",), False) == (found.missing, found.good)


def test_the_row_that_reads_best_holds_the_headers() -> None:
    rows = [row_of("Vendor list"), row_of("as of", "March", number=2),
            row_of("Vendor", "Country", number=3), row_of("A", "China", number=4)]  # fmt: skip
    found = best(SECTIONS["parties"], rows, {})
    assert 3 == (found.row.number if found else 0)


def test_of_two_rows_alike_the_upper_holds_the_headers() -> None:
    rows = [row_of("Vendor", "Country"), row_of("Vendor", "Country", number=2)]
    found = best(SECTIONS["parties"], rows, {})
    assert 1 == (found.row.number if found else 0)


def test_headers_below_the_first_rows_are_not_looked_for() -> None:
    rows = [row_of("note", number=n) for n in range(1, WITHIN + 1)]
    assert best(SECTIONS["parties"], [*rows, row_of("Vendor", number=WITHIN + 1)], {}) is None


def test_a_format_that_names_its_columns_has_no_other_headers() -> None:
    rows = [row_of("Firma", "Land", number=0), row_of("Vendor", "Country", number=1)]
    assert best(SECTIONS["parties"], rows, {}) is None


def test_no_rows_have_no_headers() -> None:
    assert best(SECTIONS["parties"], [], {}) is None


@given(st.text(max_size=30))
def test_any_header_leads_to_a_key_of_its_section_or_nowhere(header: str) -> None:
    for section in ("parties", "payments", "found"):
        found = match(section, header)
        head = found[1].partition(".")[0] if found else "id"
        assert head in SECTIONS[section].by_key


@given(st.permutations(["Vendor", "Country", "City", "Email", "USCC", "Headcount", "Colour"]))
def test_the_order_of_columns_does_not_count(headers: list[str]) -> None:
    """'Headers are matched by name'."""
    ordered = keys_of("parties", *sorted(headers))
    assert ordered == keys_of("parties", *headers)
