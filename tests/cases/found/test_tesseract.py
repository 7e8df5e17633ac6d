"""Lines of Hangul in one sheet, read by the installed program."""

from __future__ import annotations

from pathlib import Path

import pytest

from celtrace.cases.found import tesseract
from celtrace.cases.found.tesseract import Tesseract
from celtrace.notes.hangul import Letter, said
from notes.drawing import BLACK, page


def header(*rows: str) -> str:
    names = "level page_num block_num par_num line_num word_num left top width height conf text"
    return "\n".join(["\t".join(names.split()), *("\t".join(row.split("|")) for row in rows)])


def test_words_go_to_the_line_whose_height_they_stand_at() -> None:
    table = header(
        "5|1|1|1|1|2|200|50|40|40|80|크게", "5|1|1|1|1|1|40|48|90|44|90|눈을",
        "5|1|1|1|2|1|40|150|90|44|60|수정", "4|1|1|1|2|0|40|150|90|44|-1|",
    )  # fmt: skip
    first, second, third = tesseract._by_line(table, [40, 136, 232])
    assert ("눈을 크게", pytest.approx(0.85)) == said(first)
    assert [Letter(" ", 0.8), Letter("크", 0.8)] == first[2:4]
    assert (("수정", 0.6), []) == (said(second), third)


def test_no_lines_need_no_program() -> None:
    assert [] == Tesseract("/no/such/program")([])


def test_without_the_program_there_is_no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert None is Tesseract.found()


def test_a_program_without_korean_data_is_no_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho eng\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert None is Tesseract.found()


def test_real_lines_of_hangul_are_read_in_their_order() -> None:
    reader = Tesseract.found()
    if reader is None:
        pytest.skip(f"Tesseract with Korean data is not installed: {tesseract.REMEDY}")
    lines = [
        page((text, BLACK), size=(520, 120)) for text in ("눈을 조금 더 크게", "선을 지우시오")
    ]
    read = reader(lines)
    assert ["눈을조금더크게", "선을지우시오"] == [said(one)[0].replace(" ", "") for one in read]
    assert all(letter.sure > 0.5 for one in read for letter in one)


@pytest.mark.parametrize("script", ["exec sleep 5", "exit 1", None])
def test_a_program_that_is_late_or_fails_has_missed_a_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str | None
) -> None:
    monkeypatch.setattr(tesseract, "SECONDS", 0.3)
    program = tmp_path / "tesseract"
    if script:
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    reader = Tesseract(str(program))
    assert [[]] == reader([page(("수정", BLACK), size=(300, 120))])
    assert 1 == reader.missed
