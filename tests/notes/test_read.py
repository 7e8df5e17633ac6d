"""What is written in a picture."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal

import numpy as np
import pytest

from celtrace.notes.hangul import Letter
from celtrace.notes.ink import Picture
from celtrace.notes.read import (
    _FAILURES,
    NotAPicture,
    NotRead,
    Reader,
    _Line,
    cut_out,
    decoded,
    thicker,
)
from notes.drawing import BLACK, RED, huge, page, png


class Says:
    """A reader of Hangul that gives one answer for every line; it keeps what it was asked."""

    name = "said"

    def __init__(self, text: str, confidence: float) -> None:
        self.answer = [Letter(one, confidence) for one in text]
        self.asked = 0

    def __call__(self, lines: Sequence[Picture]) -> Sequence[Sequence[Letter]]:
        self.asked += len(lines)
        return [self.answer] * len(lines)

    def letters(self, _: Picture) -> list[Letter]:
        """As our own net is asked."""
        return self.answer


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def test_chinese_over_pencil_is_read_with_box_ink_and_confidence(reader: Reader) -> None:
    found = reader.read(png(page(("眼睛再画大一点", BLACK), ("第112镜重画", RED), pencil=25)))
    assert ["眼睛再画大一点", "第112镜重画"] == [one.text for one in found]
    assert ["grey", "red"] == [one.ink for one in found]
    left, top, width, height = found[0].box
    assert (40 < left < 80, 30 < top < 70, 200 < width < 340, 30 < height < 80) == (True,) * 4
    assert {"rapidocr"} == {one.by for one in found}
    assert all(Decimal("0.55") <= one.confidence <= 1 for one in found)


def test_an_empty_page_gives_nothing(reader: Reader) -> None:
    assert () == reader.read(png(page()))


def test_hangul_is_read_by_our_own_net_and_chinese_beside_it_is_not(reader: Reader) -> None:
    found = reader.read(
        png(page(("눈을 조금 더 크게", BLACK), ("这里要改", BLACK), ("발을 닿게", RED)))
    )
    assert [
        ("눈을조금더크게", "celtrace hangul"),
        ("这里要改", "rapidocr"),
        ("발을닿게", "celtrace hangul"),
    ] == [(one.text.replace(" ", ""), one.by) for one in found]
    assert "celtrace hangul" == reader.hangul


def test_a_number_in_a_line_of_hangul_is_not_taken_for_the_whole_line(reader: Reader) -> None:
    """RapidOCR reads the number alone there, and is sure of it."""
    line = _Line(page(("컷 112 다시", BLACK)), np.array([[50, 40], [280, 40], [280, 95], [50, 95]]))
    line.text, line.confidence = "112", 0.98
    assert not line.settled()
    [one] = reader.read(png(page(("컷 112 다시 그리기", BLACK), pencil=12)))
    assert "컷112다시그리기" == one.text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "confidence", "asked"),
    [("眼睛再画", 0.95, 0), ("眼睛再画", 0.9, 1), ("Cut 112 B", 0.95, 0), ("", 0.99, 1)],
)
def test_a_sure_reading_that_fills_the_box_is_taken_unasked(
    text: str, confidence: float, asked: int
) -> None:
    corners = np.array([[50, 40], [230, 40], [230, 90], [50, 90]])
    line = _Line(page(("眼睛再画", BLACK)), corners)
    line.text, line.confidence = text, confidence
    assert asked == (not line.settled())


def test_another_reader_of_hangul_is_asked_beside_the_net_for_what_is_not_chinese() -> None:
    other = Says("눈을 조 금 더 크게", 0.9)
    found = Reader(other).read(png(page(("눈을 조금 더 크게", BLACK), ("这里要改", BLACK))))
    assert [("눈을조금더크게", "celtrace hangul, said"), ("这里要改", "rapidocr")] == [
        (one.text.replace(" ", ""), one.by) for one in found
    ]
    assert 3 == other.asked


@pytest.mark.parametrize(("text", "confidence"), [("abc de", 0.99), ("", 0.0), ("논을 크게", 0.2)])
def test_a_reading_without_hangul_or_without_confidence_is_not_taken(
    text: str, confidence: float
) -> None:
    [one] = Reader(Says(text, confidence)).read(png(page(("눈을 조금 더 크게", BLACK))))
    assert "눈을조금더크게" == one.text.replace(" ", "")


def test_line_art_without_writing_says_nothing(reader: Reader) -> None:
    assert () == reader.read(png(page(pencil=30)))


@pytest.mark.parametrize(
    "lines",
    [
        ("Перерисовать кадр 112", "Глаза сделать больше", "Сдвинуть тень влево"),
        ("Κάνε τα μάτια μεγαλύτερα", "Σβήσε αυτή τη γραμμή", "Ξανά το πλάνο 112"),
        ("Make the eyes larger", "REDRAW CUT 112", "Remove this line"),
    ],
    ids=["Russian", "Greek", "English"],
)
@pytest.mark.parametrize("pencil", [0, 12])
def test_notes_in_other_scripts_are_not_made_hangul(
    reader: Reader, lines: tuple[str, ...], pencil: int
) -> None:
    found = reader.read(png(page(*((line, BLACK) for line in lines), pencil=pencil)))
    assert {"rapidocr"} >= {one.by for one in found}
    assert not [one.text for one in found if any("가" <= letter <= "힣" for letter in one.text)]
    assert all(one.text for one in found)


def test_a_number_beside_a_word_of_the_trade_is_read_with_it(reader: Reader) -> None:
    [one] = reader.read(png(page(("컷 112", RED), pencil=4)))
    assert "컷112" == one.text.replace(" ", "")


@pytest.mark.parametrize(("text", "stands"), [("눈을 00 크게", False), ("눈을 조금 크게", True)])
def test_the_net_alone_must_be_surer_where_less_is_hangul(text: str, stands: bool) -> None:  # noqa: FBT001 - a case
    line = png(page(("눈을 조금 더 크게", BLACK)))
    unsure = Reader()
    unsure._net = Says(text, 0.6)
    assert stands == (text in {one.text for one in unsure.read(line)})
    unsure._hangul = Says(text, 0.58)
    assert [text] == [one.text for one in unsure.read(line)]


def test_an_empty_reading_is_no_note(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_rapid", lambda _: (" ", 0.97))
    assert () == reader.read(png(page(("Глаза", BLACK))))


@pytest.mark.parametrize("size", [(1, 5000), (5000, 1), (64, 36_000), (20, 2_001)])
def test_a_strip_is_no_picture_of_notes(size: tuple[int, int]) -> None:
    with pytest.raises(NotAPicture, match=f"a strip of {size[0]} by {size[1]} pixels"):
        decoded(png(np.full((size[1], size[0], 3), 255, np.uint8)))


def test_a_header_of_more_pixels_than_can_be_decoded_is_no_picture() -> None:
    with pytest.raises(NotAPicture, match="no picture can be decoded"):
        decoded(huge())


def test_a_box_wider_than_can_be_turned_is_squeezed() -> None:
    corners = np.array([[0, 0], [40_000, 0], [40_000, 40], [0, 40]], np.float32)
    sheet = decoded(png(np.full((410, 40_100, 3), 9, np.uint8)))
    assert (307, 30_000) == sheet.shape[:2]
    cut = cut_out(sheet, corners)
    assert 29_000 < cut.shape[1] < 32_767
    assert 20 < cut.shape[0] < 60


@pytest.mark.parametrize("failure", _FAILURES)
def test_a_reader_that_fails_is_said_so_with_its_reason(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, failure: type[Exception]
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise failure("too narrow")

    monkeypatch.setattr(reader, "_engine", fails)
    with pytest.raises(NotRead, match=f"a reader failed: {failure.__name__}, too narrow"):
        reader.read(png(page()))


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_bytes_that_are_no_picture_are_said_so(data: bytes) -> None:
    with pytest.raises(NotAPicture, match="no picture"):
        decoded(data)


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "P", "1"])
def test_every_mode_becomes_three_channels(mode: str) -> None:
    assert (60, 80, 3) == decoded(png(np.full((60, 80, 3), 200, np.uint8), mode)).shape


def test_transparent_paper_is_white() -> None:
    assert 255 == decoded(png(np.zeros((40, 40, 4), np.uint8), "RGBA")).min()


def test_a_tilted_box_is_turned_upright() -> None:
    corners = np.array([[10, 10], [90, 30], [85, 50], [5, 30]], np.float32)
    cut = cut_out(np.full((100, 120, 3), 9, np.uint8), corners)
    assert cut.shape[1] > 3 * cut.shape[0] > 0


def test_thicker_strokes_cover_more() -> None:
    plain = page(("가", BLACK))
    assert (thicker(plain) < 100).sum() > (plain < 100).sum()


@pytest.mark.parametrize("share", range(10, 100, 20))
def test_a_picture_cut_short_is_read_in_part_or_said_to_be_none(reader: Reader, share: int) -> None:
    data = png(page(("这里要改", BLACK)))
    with suppress(NotAPicture):
        assert len(reader.read(data[: len(data) * share // 100])) <= 1
