"""The encoding is stated by the bytes, or guessed and said to be a guess."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.text import kps9566
from celtrace.text.encoding import choose

NAMES = {
    "cp949": "주식회사 동화제작 서울특별시 강남구 담당자 김철수 계약금액",
    "gb18030": "北京动画制作有限公司 上海市 联系人 张伟 项目合同 付款金额",
    "cp950": "台北動畫製作股份有限公司 台灣 聯絡人 專案合約 付款金額",
    "cp932": "株式会社アニメスタジオ 東京都 の制作と動画のことについて",
    "cp1251": "Студия мультфильмов, город Москва, договор оплаты услуг",
    "koi8-r": "Студия мультфильмов, город Москва, договор оплаты услуг",
    "cp1252": "Société générale, Genève, Müller & Söhne, España año",
}


@pytest.mark.parametrize("encoding", NAMES)
def test_usual_text_is_recognised_and_is_a_guess(encoding: str) -> None:
    chosen = choose(io.BytesIO(NAMES[encoding].encode(encoding)))
    assert (encoding, False) == (chosen.name, chosen.stated)


@pytest.mark.parametrize("encoding", NAMES)
def test_the_stream_is_left_at_its_start(encoding: str) -> None:
    stream = io.BytesIO(NAMES[encoding].encode(encoding))
    choose(stream)
    assert 0 == stream.tell()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"plain", "utf-8"),
        ("é".encode(), "utf-8"),
        (b"\xef\xbb\xbfx", "utf-8-sig"),
        (b"\xff\xfex\x00", "utf-16"),
        (b"\xfe\xff\x00x", "utf-16"),
        ("name;land\n".encode("utf-16-le"), "utf-16-le"),
        ("name;land\n".encode("utf-16-be"), "utf-16-be"),
        (b"", "utf-8"),
    ],
)
def test_bytes_that_state_their_encoding_are_no_guess(data: bytes, name: str) -> None:
    chosen = choose(io.BytesIO(data))
    assert (name, True) == (chosen.name, chosen.stated)


def test_noise_is_said_to_look_wrong() -> None:
    noise = bytes(range(128, 256)) * 4
    assert choose(io.BytesIO(noise)).doubtful


@given(st.text())
def test_utf_8_is_always_seen_as_what_it_is(text: str) -> None:
    """RFC 3629, 1: UTF-8 is recognised with a very low probability of error."""
    head = text.lstrip("\ufeff").replace("\x00", "")
    assert choose(io.BytesIO(head.encode(errors="ignore"))).name == "utf-8"


@given(st.binary(max_size=300))
def test_any_bytes_have_an_encoding_that_python_knows(data: bytes) -> None:
    chosen = choose(io.BytesIO(data))
    assert isinstance(data.decode(chosen.name, errors="replace"), str)


LONG = {
    "cp949": "평양 만화영화 촬영소 원화 동화 채색 배경 납품 일정 수정 요청",
    "gb18030": "丹东市 动画 外包 合同 修改意见 第五集 原画 背景 上色 交付日期",
    "cp950": "動畫公司 外包合約 修改意見 第五集 原畫 背景 上色 交付日期 香港",
    "cp932": "アニメーションの原画と動画について、カットの修正をお願いします",
    "cp1251": "Договор на выполнение работ по созданию анимационного фильма",
    "koi8-r": "Договор на выполнение работ по созданию анимационного фильма",
    "cp1252": "Café Müller, Genève; señor Núñez; façade – “naïve” coöperation",
    "mac_roman": "Café Müller, Genève; señor Núñez; façade, naïve coöperation",
}


@pytest.mark.parametrize("encoding", LONG)
@pytest.mark.parametrize("latin", ["id,name,country\n", "1;2021-02-03;USD 500.00\n"])
def test_plain_columns_around_the_text_do_not_change_the_guess(encoding: str, latin: str) -> None:
    data = (latin * 200).encode() + LONG[encoding].encode(encoding)
    assert encoding == choose(io.BytesIO(data)).name


@pytest.mark.parametrize("encoding", LONG)
def test_the_guess_gives_the_text_back(encoding: str) -> None:
    """'CSV (any common encoding, delimiter sniffed)'."""
    data = LONG[encoding].encode(encoding)
    assert LONG[encoding] == data.decode(choose(io.BytesIO(data)).name)


def test_a_choice_with_near_rivals_names_them() -> None:
    data = "Société".encode("cp1252")
    chosen = choose(io.BytesIO(data))
    assert chosen.name not in chosen.rivals
    assert not chosen.stated


@pytest.mark.parametrize("bad", [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xc0\x80"])
def test_single_bytes_that_do_not_fit_leave_utf_8(bad: bytes) -> None:
    """RFC 3629, 3: overlong forms and surrogates are not UTF-8."""
    chosen = choose(io.BytesIO("주식회사 동화제작, 平壤, Пхеньян\n".encode() * 3 + bad))
    assert ("utf-8", True, True) == (chosen.name, chosen.stated, chosen.broken)


def test_a_byte_far_down_the_file_is_seen() -> None:
    data = b"a,b\n" * 400_000 + "é".encode("cp1252") + b"tudio,1\n"
    assert not choose(io.BytesIO(data)).stated


def test_a_character_cut_at_the_end_of_a_piece_is_whole() -> None:
    data = b"x" * (2**20 - 1) + "é".encode() + b"\n"
    assert ("utf-8", False) == (choose(io.BytesIO(data)).name, choose(io.BytesIO(data)).broken)


def test_the_stream_is_read_from_where_it_stands() -> None:
    stream = io.BytesIO(b"\xff\xfejunk" + b"a,b\n")
    stream.seek(6)
    assert ("utf-8", 6) == (choose(stream).name, stream.tell())


def test_a_file_in_kps_9566_is_read_as_that_and_nothing_else_is() -> None:
    text = "련습을 다시 하시오. 눈을 더 크게 그릴것"
    chosen = choose(io.BytesIO(kps9566.encode(text)))
    assert ("kps9566_2011", False) == (chosen.name, chosen.stated)
    assert text == kps9566.encode(text).decode(chosen.name)
    assert "cp949" == choose(io.BytesIO(text.encode("cp949"))).name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("gb18030", "动画制作合同付款日期金额备注姓经理联系地址电话公司有限股份科技" * 4),
        ("cp949", "동화제작영상문국스튜디오회사주식전화번호계약금액날짜담당수원화정보" * 4),
        ("cp950", "動畫製作合約付款日期金額備註姓經理聯絡地址電話公司有限股份科技" * 4),
    ],
)
def test_an_odd_byte_in_a_long_text_is_damage_and_not_another_code(name: str, text: str) -> None:
    raw = bytearray(text.encode(name))
    raw[101:101] = b"\xff"
    raw[102] = 0x20
    assert (name, False) == (
        choose(io.BytesIO(bytes(raw))).name,
        choose(io.BytesIO(bytes(raw))).stated,
    )


@pytest.mark.parametrize(
    ("name", "text"), [("cp1252", "déjà été là où l'élève"), ("cp1251", "Привет, мир и друзья")]
)
def test_text_of_other_scripts_is_not_taken_for_an_eastern_code(name: str, text: str) -> None:
    assert name == choose(io.BytesIO((text + "\n").encode(name) * 9)).name
