"""The first dossier.yaml is valid where it can be, and says what it guessed."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from celtrace.dossier import MemorySource, read_dossier
from celtrace.dossier.guess import Chosen, LooksLike, SheetHead, first_dossier, understood
from celtrace.dossier.yaml_nodes import parse_text
from celtrace.rows import Row
from celtrace.settings import Limits
from sheets import table

VENDORS = [
    ["Vendor ID", "Vendor", "Country", "Colour"],
    ["v1", "Blue", "CN", "b"],
    ["v2", "Red", "KR", "r"],
]
PAYMENTS = [
    ["Payer", "Payee", "Amount", "Currency", "Date"],
    ["v1", "v2", "5.00", "USD", "2021-01-02"],
]
LOGINS = [["Timestamp", "User", "IP address"], ["2021-01-02T03:04:05Z", "pak", "192.0.2.1"]]


def table_file(path: Any, sheets: list[tuple[str, list[Row]]]) -> LooksLike:
    return LooksLike(
        path, "table", "csv", tuple(SheetHead(name, tuple(rows)) for name, rows in sheets)
    )


def test_a_folder_of_sane_tables_gives_a_dossier_that_reads() -> None:
    vendors, payments, logins = table(VENDORS), table(PAYMENTS), table(LOGINS)
    text = first_dossier(
        [
            table_file("vendors.csv", [("S", vendors)]),
            table_file("paid 2021.csv", [("S", payments)]),
            table_file("export.csv", [("S", logins)]),
            LooksLike("logs/auth.log", "log", "sshd"),
            LooksLike("deliveries/a.png", "image"),
        ],
        'A "quoted" title',
    )
    files = {"vendors.csv": vendors, "paid 2021.csv": payments, "export.csv": logins}
    dossier = read_dossier(MemorySource(text, files))
    assert 'A "quoted" title' == dossier.head.title
    assert ["log", "party", "party", "payment", "sign_in"] == [r.kind for r in dossier.records]


def test_each_guess_has_a_comment() -> None:
    text = first_dossier([table_file("vendors.csv", [("S", table(VENDORS))])], "t")
    assert "# guessed from the headers: Vendor ID = id, Vendor = name, Country = country" in text
    assert "# left out, no key fits: Colour" in text


def test_a_table_that_names_unknown_ids_is_left_commented_out() -> None:
    text = first_dossier([table_file("paid.csv", [("S", table(PAYMENTS))])], "t")
    assert "# payments:" in text
    assert "not given here" in text
    assert () == read_dossier(MemorySource(text)).records


def test_a_workbook_gets_a_section_for_each_sheet() -> None:
    vendors, payments = table(VENDORS, "Vendors"), table(PAYMENTS, "Bank")
    text = first_dossier([table_file("all.xlsx", [("Vendors", vendors), ("Bank", payments)])], "t")
    dossier = read_dossier(MemorySource(text, {"all.xlsx": vendors + payments}))
    assert ["party", "party", "payment"] == [r.kind for r in dossier.records]


def test_folders_are_left_for_the_user_to_decide() -> None:
    files = [LooksLike(f"{name}/1.png", "image") for name in ("ref", "server copy", "misc")]
    text = first_dossier(files, "t")
    assert '# reference:\n#   - {path: "ref"}  # 1 files' in text
    assert "# found:" in text
    assert "# reference, deliveries or found?:" in text


def test_what_is_not_recognised_is_listed() -> None:
    odd = table_file("odd.csv", [("S", table([["x", "y"], ["1", "2"]]))])
    assert "#   odd.csv" in first_dossier([odd, LooksLike("a.bin", "other")], "t")


def test_hostile_names_stay_inside_their_quotes() -> None:
    name = 'a"}\n  - {id: x, name: evil}.csv'
    rows = table([["Vendor", "Bad\nheader"], ["A", "1"]])
    text = first_dossier([table_file(name, [("S", rows)])], "t\n# x: [")
    (party,) = read_dossier(MemorySource(text, {name: rows})).records
    assert "A" == party.name


def test_the_order_of_files_does_not_count() -> None:
    files = [
        table_file("vendors.csv", [("S", table(VENDORS))]),
        LooksLike("b.log", "log"),
        LooksLike("a.log", "log"),
    ]
    assert 1 == len({first_dossier(order, "t") for order in itertools.permutations(files)})


def one_table(name: str, *headers: str, path: str = "") -> str:
    """The first dossier of a folder with one table of one row."""
    rows = table([list(headers), ["x"] * len(headers)])
    return first_dossier([table_file(path or f"{name}.csv", [("S", rows)])], "t")


@pytest.mark.parametrize(
    ("name", "headers", "section"),
    [
        ("anything", ("Vendor", "Country"), "parties"),
        ("供应商", ("公司名称", "国家"), "parties"),
        ("anything", ("Contract No", "Client", "Contractor"), "contracts"),
        ("payment run", ("Payer", "Payee", "Amount", "Currency"), "payments"),
        ("anything", ("Timestamp", "User", "IP address"), "logins"),
        ("anything", ("CIDR", "Kind"), "networks"),
        ("shareholders", ("Shareholder", "Subsidiary", "Stake"), "ownership"),
        ("crew", ("Artist", "E-mail", "Portfolio"), "workers"),
        ("laptops", ("Device ID", "Issued to", "Serial no"), "devices"),
        ("claims", ("About", "Statement", "Status"), "claims"),
        ("production calendar", ("Party", "Date", "Worked"), "calendar"),
        ("staff_list", ("Party", "Status", "People"), "staff_lists"),
    ],
)
def test_a_table_goes_to_the_section_its_headers_and_name_tell(
    name: str, headers: tuple[str, ...], section: str
) -> None:
    text = one_table(name, *headers)
    assert re.search(rf"^(# )?{section}:$", text, re.MULTILINE), text


@pytest.mark.parametrize(
    ("name", "headers"),
    [("notes", ("x", "y")), ("todo", ("Date", "Comment")), ("odd", ("",)), ("ledger", ("Amount",))],
)
def test_a_table_that_tells_too_little_is_not_taken(name: str, headers: tuple[str, ...]) -> None:
    assert f"# Not recognised, and not used so far:\n#   {name}.csv\n" in one_table(name, *headers)


def test_the_head_says_what_was_guessed_and_what_to_fill_in() -> None:
    text = one_table("vendors", "Vendor", "Country")
    assert text.startswith(
        "# Written by `celtrace init` from a look at the files. Every comment marks a guess or\n"
        "# something to fill in. A section that is absent means that nothing is known about it.\n"
        'dossier: 1\ntitle: "t"  # guessed from the folder\'s name\n'
        "timezone: UTC  # guessed: the zone of dates and times that state none\n"
        "# as_of: 2024-01-31  # the date for which every answer holds; default today\n"
        "# us: ID  # fill in: the id of the party on whose behalf you look\n"
    )


def test_an_empty_folder_gives_a_dossier_that_reads() -> None:
    text = first_dossier([], "t")
    assert () == read_dossier(MemorySource(text)).records
    assert "# No table of companies was recognised. Fill in who takes part, for example:" in text


def test_columns_that_must_hold_ids_are_named() -> None:
    rows = {"v.csv": table(VENDORS), "paid.csv": table(PAYMENTS)}
    text = first_dossier([table_file(name, [("S", r)]) for name, r in rows.items()], "t")
    assert (
        "  # these columns must hold ids: `Payee` (parties or workers), "
        "`Payer` (parties or workers)" in text
    )


def test_logs_are_listed_with_the_format_they_look_like() -> None:
    files = [LooksLike("b.log", "log"), LooksLike("a/auth.log", "log", "sshd")]
    assert (
        "logs:  # add `system`, `timezone` and `year` where the lines do not state them\n"
        '  - {path: "a/auth.log"}  # guessed: looks like sshd\n'
        '  - {path: "b.log"}\n' in first_dossier(files, "t")
    )


@pytest.mark.parametrize(
    ("folder", "section"),
    [
        ("our masters", "reference"),
        ("model sheets", "reference"),
        ("Server dump", "found"),
        ("exposed", "found"),
        ("incoming", "deliveries"),
        ("vendor batch 3", "deliveries"),
        ("misc", "reference, deliveries or found?"),
    ],
)
def test_a_folder_of_pictures_is_suggested_by_its_name_as_a_comment(
    folder: str, section: str
) -> None:
    text = first_dossier([LooksLike(f"{folder}/{n}.png", "image") for n in range(3)], "t")
    assert f'# {section}:\n#   - {{path: "{folder}"}}  # 3 files' in text


NAMES = ["😀.csv", "𠀀 studio.csv", "a\x7fb.csv", "a\u2028b.csv", "a\x85b.csv", "\ufeffa.csv",
         'q"uote.csv', "it's.csv", "# hash.csv",
         "tab\tname.csv", "평양 동화.csv", "{from: x}.csv"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_file_of_any_name_is_found_again(name: str) -> None:
    """YAML 1.1, 5.6: characters beyond 16 bits are escaped by eight digits, not by surrogates."""
    rows = table([["Vendor", "Country"], ["A", "CN"]])
    text = first_dossier([table_file(name, [("S", rows)])], name)
    dossier = read_dossier(MemorySource(text, {name: rows}))
    assert (name, 1) == (dossier.head.title, len(dossier.records))


def test_a_name_that_is_no_unicode_still_gives_yaml() -> None:
    text = first_dossier([LooksLike("a\udcff.log", "log")], "t\udcff")
    assert "t\ufffd" == read_dossier(MemorySource(text)).head.title


@given(st.text(max_size=20))
def test_any_title_is_kept(title: str) -> None:
    text = first_dossier([], title)
    assert title.strip() == read_dossier(MemorySource(text)).head.title


@settings(max_examples=40)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=6))
def test_any_headers_give_a_dossier_that_is_yaml(headers: list[str]) -> None:
    """'`celtrace init FOLDER` writes a first `dossier.yaml` by looking at the files'."""
    text = one_table("vendors", *headers)
    assert () == parse_text(text, "dossier.yaml", Limits()).faults


# --- what a person says ------------------------------------------------------------------


def test_every_sheet_is_understood_or_shown_to_be_left_out() -> None:
    odd = table([["a", "b"], ["1", "2"]])
    found = understood([table_file("v.csv", [("S", table(VENDORS)), ("T", odd)])])
    assert [("S", "parties"), ("T", "")] == [(one.sheet, one.section) for one in found]
    assert [("Vendor ID", "id", "v1"), ("Colour", "", "b")] == [
        (one.header, one.key, one.example) for one in (found[0].columns[0], found[0].columns[3])
    ]
    assert ["a", "b"] == [one.header for one in found[1].columns]


def test_what_is_said_takes_the_place_of_the_guess_and_reads_so() -> None:
    files = [table_file("v.csv", [("S", table(VENDORS))])]
    keys = {"Vendor ID": "id", "Vendor": "name", "Country": "", "Colour": "city"}
    text = first_dossier(files, "t", {("v.csv", "S"): Chosen("parties", keys)})
    assert "# as said: Vendor ID = id" in text
    dossier = read_dossier(MemorySource(text, {"v.csv": table(VENDORS)}))
    assert [("", "b"), ("", "r")] == [(r.country, r.city) for r in dossier.records]  # type: ignore[attr-defined]
    gone = first_dossier(files, "t", {("v.csv", "S"): Chosen("")})
    assert "v.csv" in gone.partition("Not recognised")[2]
