"""The first dossier.yaml is valid where it can be, and says what it guessed."""

from __future__ import annotations

import itertools
from typing import Any

from celtrace.dossier import MemorySource, read_dossier
from celtrace.dossier.guess import LooksLike, SheetHead, first_dossier
from celtrace.rows import Row
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
