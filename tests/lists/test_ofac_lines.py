"""The lines of the comma-separated files, whole and cut."""

from __future__ import annotations

import pytest

from celtrace.errors import ListRefused
from celtrace.lists import _ofac_lines
from celtrace.lists._ofac_lines import Line
from lists.reading import Notes, opened, reasons

ROW = '36,12,"aka","INK, Tam",-0- '
NO_END = "no end mark (0x1A) at the end of the file (once)"


def read(text: str) -> tuple[str, list[Line], list[str]]:
    notes: Notes = []
    kind, lines = _ofac_lines.read(opened("f.csv", text.encode()), lambda *said: notes.append(said))
    return kind, lines, reasons(notes)


@pytest.mark.parametrize(
    ("kind", "columns"), [("sdn", 12), ("alt", 5), ("add", 6), ("comments", 2)]
)
def test_number_of_columns_tells_the_kind(kind: str, columns: int) -> None:
    text = ",".join(["36", *["-0- "] * (columns - 1)])
    assert kind == read(f"{text}\r\n\x1a\r\n")[0]


def test_fields_are_unquoted_and_nothing_is_empty() -> None:
    _, (line,), notes = read(f"{ROW}\r\n\x1a\r\n")
    assert Line(1, ROW, ("36", "12", "aka", "INK, Tam", "")) == line
    assert [] == notes


def test_invented_header_is_passed_over() -> None:
    assert [2] == [line.number for line in read(f"ID,B,C,D,E\r\n{ROW}\r\n\x1a,,,,\n")[1]]


def test_file_without_end_mark_is_read_with_a_note() -> None:
    _, lines, notes = read(f"{ROW}\n{ROW}\n")
    assert [1, 2] == [line.number for line in lines]
    assert [NO_END] == notes


@pytest.mark.parametrize("cut", ['36,12,"ak', "36,12,", '36,12,"aka","INK, Tam"', ROW[:-3]])
def test_incomplete_last_line_is_refused_with_its_number(cut: str) -> None:
    with pytest.raises(ListRefused, match=r"f\.csv: line 3 is incomplete \(a row has 5 columns\)"):
        read(f"{ROW}\n{ROW}\n{cut}")


def test_incomplete_last_line_is_refused_even_with_a_line_break() -> None:
    with pytest.raises(ListRefused, match="line 2 is incomplete"):
        read(f'{ROW}\n36,12,"ak\n')


def test_broken_line_among_many_is_left_out_with_a_note() -> None:
    lines = [ROW] * 200
    lines[99] = '36,12,"aka'
    _, found, notes = read("\n".join((*lines, "\x1a", "")))
    assert 199 == len(found)
    assert ["a line has the wrong columns (once)"] == notes


def test_many_broken_lines_are_refused() -> None:
    with pytest.raises(ListRefused, match="2 lines are broken"):
        read(f"{ROW}\n36,1\n36,2\n{ROW}\n\x1a\n")


def test_rows_after_the_end_mark_are_refused() -> None:
    with pytest.raises(ListRefused, match="rows after the end mark in line 2"):
        read(f"{ROW}\n\x1a\n{ROW}\n")


@pytest.mark.parametrize("text", ["hello\n", "a,b,c,d,e\n1\n", "\x1a"])
def test_other_files_are_refused(text: str) -> None:
    with pytest.raises(ListRefused, match="line 1 is not a row of an OFAC list"):
        read(text)


def test_text_that_is_not_utf_8_is_read_with_a_note() -> None:
    notes: Notes = []
    data = f'{ROW}\n36,13,"aka","JOSÉ",-0- \n\x1a\n'.encode("cp1252")
    _, lines = _ofac_lines.read(opened("f.csv", data), lambda *said: notes.append(said))
    assert "JOSÉ" == lines[1].fields[3]
    assert ["the file is not valid UTF-8"] == reasons(notes)
