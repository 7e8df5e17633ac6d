"""Names that come as bytes are read in one code page, and their bytes can be told back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.cases.found.custody import from_shown
from celtrace.files._names import names_of, shown
from celtrace.text import kps9566

KOREAN = ["원화/제오화_수정.psd", "배경 그림.psd", "작화감독 지시.txt"]
CHINESE = ["原画/第五话_修改.psd", "背景图.psd", "作画监督说明.txt"]
JAPANESE = ["原画/だいごわ_シーン.psd", "レイアウトの表.psd", "カットのメモ.txt"]


@pytest.mark.parametrize(
    ("texts", "page"), [(KOREAN, "cp949"), (CHINESE, "gb18030"), (JAPANESE, "cp932")]
)
def test_the_code_page_is_guessed_over_all_names_together(texts: list[str], page: str) -> None:
    raw = [text.encode(page) for text in texts]
    names = names_of(raw)
    assert (page, False) == (names.encoding, names.stated)
    assert texts == [names.text(one) for one in raw]
    assert {page} == {names.page(one) for one in raw}


def test_a_name_in_utf_8_is_read_so_among_names_of_a_code_page() -> None:
    names = names_of([*(text.encode("cp949") for text in KOREAN), "새 그림.psd".encode()])
    assert "새 그림.psd" == names.text("새 그림.psd".encode())
    assert "" == names.page("새 그림.psd".encode())


def test_plain_names_have_no_code_page() -> None:
    names = names_of([b"a.psd", b"b.psd"])
    assert ("utf-8", True) == (names.encoding, names.stated)


def test_bytes_of_no_code_page_still_read_as_something() -> None:
    assert names_of([b"\xff\xfe\x80.psd"]).text(b"\xff\xfe\x80.psd").endswith(".psd")


@given(st.binary(min_size=1).filter(lambda raw: b"\0" not in raw))
def test_the_bytes_of_a_name_can_be_told_back_from_what_is_shown(raw: bytes) -> None:
    assert raw == from_shown(shown(raw)).encode("utf-8", "surrogateescape")


def test_names_in_the_northern_code_are_read() -> None:
    raw = [kps9566.encode(text) for text in ("원화_수정.psd", "배경그림.psd", "작화지시.txt")]
    names = names_of(raw)
    assert kps9566.NAME == names.encoding
    assert "원화_수정.psd" == names.text(raw[0])
    assert raw[0] == from_shown(shown(raw[0])).encode("utf-8", "surrogateescape")


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("ファイル修正版.psd", "cp932"),
        ("第五话分镜修改.psd", "gb18030"),
        ("제오화 원화.psd", "cp949"),
    ],
)
def test_one_name_of_a_few_letters_is_enough(text: str, page: str) -> None:
    assert text == names_of([text.encode(page)]).text(text.encode(page))
