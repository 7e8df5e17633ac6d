"""CSV as programs really write it."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.tables import csv_text
from sheets import rows_of, texts_of


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    rows = [["Name", "Note"], ["A, Ltd; x", "1|2"], ["B", "c"]]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    assert rows == texts_of(csv_text, out.getvalue().encode())


def test_excels_own_line_names_the_delimiter() -> None:
    assert [["a", "b,c"], ["1", "2,3"]] == texts_of(csv_text, b"sep=;\r\na;b,c\r\n1;2,3\r\n")


def test_one_column_needs_no_delimiter() -> None:
    assert [["Vendor"], ["Blue Studio"], ["Red"]] == texts_of(
        csv_text, b"Vendor\nBlue Studio\nRed\n"
    )


def test_rows_and_lines_are_counted_apart() -> None:
    rows, _ = rows_of(csv_text, b'a,b\n"x\ny",1\n\nlast,2\n')
    assert [(1, 1), (2, 2), (4, 5)] == [(row.number, row.line) for row in rows]
    assert "line 5" == rows[-1].cells[0].place


def test_identifiers_keep_their_zeros() -> None:
    assert [["id"], ["007"], ["911100001234567"], ["1e5"]] == texts_of(
        csv_text, b'id\n="007"\n911100001234567\n1e5\n'
    )


def test_the_quote_is_the_cell_as_found() -> None:
    rows, _ = rows_of(csv_text, b'a,b\n  x ,="007"\n')
    assert [("x", "  x "), ("007", '="007"')] == [(c.text, c.quote) for c in rows[1].cells]


def test_a_quote_that_never_closes_costs_only_its_own_line() -> None:
    rows, notes = rows_of(csv_text, b'a,b\n"x,1\ny,2\nz,3\n')
    assert [["a", "b"], ["x", "1"], ["y", "2"], ["z", "3"]] == [
        [cell.text for cell in row.cells] for row in rows
    ]
    assert [("line 2", "a quote is opened and never closed, or a cell is too long")] == [
        note[:2] for note in notes
    ]


def test_many_unclosed_quotes_do_not_take_forever() -> None:
    data = b"a,b\n" + b'"' + b"x,1\n" * 3 + b'"y,"\n' * 20_001
    rows, notes = rows_of(csv_text, data)
    assert len(rows) > 1
    assert len(notes) < 300


def test_rows_of_other_lengths_are_noted() -> None:
    rows, notes = rows_of(csv_text, b"Title\na,b\n1,2\n1\n1,2,3\n1,2,\n3,4\n5,6\n")
    assert 8 == len(rows)
    assert [
        ("line 4", "rows with fewer than 2 cells (1)"),
        ("line 5", "rows with more than 2 cells (1)"),
    ] == sorted(note[:2] for note in notes)


def test_zero_bytes_are_dropped_and_noted() -> None:
    rows, notes = rows_of(csv_text, b"a,b\nx\x00y,1\n")
    assert "xy" == rows[1].cells[0].text
    assert "line 2" == notes[0][0]


def test_a_long_cell_is_cut_and_noted() -> None:
    rows, notes = rows_of(csv_text, b"a,b\n" + b"x" * 500 + b",1\n", cell_chars=100)
    assert 100 == len(rows[1].cells[0].text)
    assert "a cell is longer than 100 characters (1)" == notes[0][1]


KOREAN = "회사명,주소\n주식회사 동화제작,평양\n만화영화 스튜디오,서울\n"
CHINESE = "公司名称,国家\n北京动画制作有限公司,中国\n丹东梦想文化传媒,中国\n"
TAIWANESE = "公司名稱,國家\n台北動畫製作有限公司,台灣\n"
JAPANESE = "会社名,国\n株式会社テスト,日本\nアニメのスタジオ,日本\n"
RUSSIAN = "Название,Страна\nСтудия Мультфильм,Россия\n"
FRENCH = "Nom,Pays\nSociété générale,France\nJosé Muñoz,España\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (KOREAN, "cp949"),
        (CHINESE, "gb18030"),
        (TAIWANESE, "big5"),
        (JAPANESE, "shift_jis"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (FRENCH, "cp1252"),
        (FRENCH, "mac_roman"),
    ],
)
def test_an_encoding_that_is_not_named_is_guessed_and_the_guess_is_noted(
    text: str,
    encoding: str,
) -> None:
    rows, notes = rows_of(csv_text, text.encode(encoding))
    assert list(csv.reader(io.StringIO(text))) == [[c.text for c in row.cells] for row in rows]
    assert "read as" in notes[0][2]
    assert "save it as UTF-8" in notes[0][2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_no_guess(
    encoding: str,
) -> None:
    text = FRENCH if encoding.startswith("utf-16-") else KOREAN
    rows, notes = rows_of(csv_text, text.encode(encoding))
    assert list(csv.reader(io.StringIO(text))) == [[c.text for c in row.cells] for row in rows]
    assert [] == notes


def test_a_few_bytes_that_are_not_utf8_do_not_make_another_encoding() -> None:
    rows, notes = rows_of(csv_text, (KOREAN * 3).encode() + b"x\xe9,y\n")
    assert "주식회사 동화제작" == rows[1].cells[0].text
    assert {"", "line 10"} == {place for place, _, _ in notes}


@given(
    st.lists(
        st.lists(st.text(alphabet="ab,;\"\n |x'", max_size=6), min_size=2, max_size=2),
        min_size=2,
        max_size=6,
    )
)
def test_what_a_csv_writer_wrote_is_read_back(rows: Any) -> None:
    """RFC 4180, 2: quoted fields may hold delimiters, quotes and line breaks."""
    table = [["name", "note"], ["a", "b"], ["c", "d"], ["e", "f"], ["g", "h"], *rows]
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(table)
    read = csv_text.read(io.BytesIO(out.getvalue().encode()), lambda *_: None, csv_text.Limits())
    expected = [[cell.strip() for cell in row] for row in table if any(row)]
    assert expected == [[cell.text for cell in row.cells] for row in read]


@pytest.mark.parametrize(
    ("head", "name", "share"),
    [
        (b"a,b\n1,2\n", "x.csv", 0.6),
        (b"a\tb\n", "X.TSV", 0.6),
        (b"a|b\n1|2\n", "x.txt", 0.3),
        ("a;b\n1;2\n".encode("utf-16"), "x.txt", 0.3),
        (b"just one line of text", "x.txt", 0.0),
        (b"some text, with a comma\nand none\nand none\n", "x.txt", 0.0),
        (b"PK\x03\x04", "x.csv", 0.0),
        (b"PAR1", "x.csv", 0.0),
        (b'[{"a": 1}]', "x.csv", 0.0),
        (b"\x00" * 64, "x.csv", 0.0),
        (b"a,b\x00\n1,2\n", "x.txt", 0.0),
    ],
)
def test_it_is_known_by_its_name_or_a_steady_delimiter(
    head: bytes, name: str, share: float
) -> None:
    assert share == csv_text.sniff(head, name)


SHAPES = [
    ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
    ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
    ("a;b\n1,5;2,5\n", [["a", "b"], ["1,5", "2,5"]]),
    ("a;b;c\n1.000,50;x, y;z\n", [["a", "b", "c"], ["1.000,50", "x, y", "z"]]),
    ("a\tb\n1,2,3\t4\n", [["a", "b"], ["1,2,3", "4"]]),
    ("a|b\n1, 2|3; 4\n", [["a", "b"], ["1, 2", "3; 4"]]),
    ("sep=;\na;b,c\n1;2\n", [["a", "b,c"], ["1", "2"]]),
    ("sep=\t\na\tb;c\n", [["a", "b;c"]]),
    ("\ufeffsep=|\r\na|b\r\n", [["a", "b"]]),
    ('a,b\n"x ""y""",2\n', [["a", "b"], ['x "y"', "2"]]),
    ('a,b\n"x\r\ny",2\n', [["a", "b"], ["x\r\ny", "2"]]),
    ("a,b\n'x',2\n", [["a", "b"], ["'x'", "2"]]),
    ('a,b\n5" disc,2\n', [["a", "b"], ['5" disc', "2"]]),
    ('a,b\n"007",="0012"\n', [["a", "b"], ["007", "0012"]]),
    ("a,b\n=1+1,=SUM(A1)\n", [["a", "b"], ["=1+1", "=SUM(A1)"]]),
    ("a,b\n , \n1,2\n", [["a", "b"], ["", ""], ["1", "2"]]),
    ("a,,c\n1,,3\n", [["a", "", "c"], ["1", "", "3"]]),
    ("\n\na,b\n", [["a", "b"]]),
    (",,\n,,\n", []),
    ("", []),
    ("a\n", [["a"]]),
]


@pytest.mark.parametrize(("text", "rows"), SHAPES, ids=[repr(text) for text, _ in SHAPES])
def test_a_text_is_cut_into_rows_and_cells(text: str, rows: list[list[str]]) -> None:
    assert rows == texts_of(csv_text, text.encode())


@pytest.mark.parametrize(
    ("text", "line", "cells"),
    [
        ('a,b\n1,"2', 2, ["1", "2"]),
        ('a,b\n"1,2', 2, ["1", "2"]),
        ('a,b\n1,2\n"x\ny,3\n', 3, ["x"]),
        ('"a,b\n1,2\n', 1, ["a", "b"]),
    ],
)
def test_a_file_cut_off_inside_a_quote_is_noted_at_its_line(
    text: str, line: int, cells: list[str]
) -> None:
    """'Nothing is dropped silently'."""
    rows, notes = rows_of(csv_text, text.encode())
    said = ("a quote is opened and never closed, or a cell is too long",
            "the line was read as if it had no quotes")  # fmt: skip
    assert (f"line {line}", *said) in notes
    assert [cells] == [[c.text for c in row.cells] for row in rows if row.line == line]


def test_a_file_that_is_not_utf8_says_how_it_was_read() -> None:
    _, ((place, reason, consequence),) = rows_of(csv_text, RUSSIAN.encode("cp1251"))
    assert "" == place
    assert reason.startswith("the file is not UTF-8 and does not name its encoding")
    assert "read as cp1251 (a guess); save it as UTF-8 if names look wrong" == consequence


def test_text_that_looks_wrong_in_every_encoding_is_said_to() -> None:
    data = b"a,b\n" + bytes(range(0x80, 0xA0)) * 8 + b",1\n"
    assert "the text looks wrong in every encoding tried" in rows_of(csv_text, data)[1][0][2]


def test_places_of_one_trouble_are_one_note() -> None:
    data = b"a,b\n1,2\n" + b"x\n" * 30
    (note,) = rows_of(csv_text, data)[1]
    assert "rows with fewer than 2 cells (30)" == note[1]
    assert note[0].endswith("line 22 and 10 more")


def test_cells_beyond_the_headers_are_noted_only_when_filled() -> None:
    assert [] == rows_of(csv_text, b"a,b\n1,2\n3,4,,\n")[1]
    assert "rows with more than 2 cells (1)" == rows_of(csv_text, b"a,b\n1,2\n3,4,x\n")[1][0][1]


def test_the_half_of_a_line_before_the_limit_is_no_row() -> None:
    rows, notes = rows_of(csv_text, b"a,b\nfirst,1\nsecond,2\n", table_bytes=18)
    assert [["a", "b"], ["first", "1"]] == [[c.text for c in row.cells] for row in rows]
    assert ("", "the file is larger than 18 bytes", "what comes after was left out") == notes[-1]


@given(st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n", "\r"]), st.integers(2, 6))
def test_delimiter_and_line_ends_are_found_whatever_they_are(
    delimiter: str, ending: str, width: int
) -> None:
    """'CSV (any common encoding, delimiter sniffed)'."""
    rows = [[f"r{r}c{c}" for c in range(width)] for r in range(4)]
    data = ending.join(delimiter.join(row) for row in rows).encode()
    assert rows == texts_of(csv_text, data)


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_in_the_order_of_their_lines(data: bytes) -> None:
    rows, _ = rows_of(csv_text, data)
    lines = [row.line for row in rows]
    assert sorted(set(lines)) == lines
