"""Formats of pictures by how they begin, never by a name."""

from __future__ import annotations

import pytest

from celtrace.report.enclosed import picture_format, raster

PNG, JPEG = b"\x89PNG\r\n\x1a\n1IEND....", b"\xff\xd8\xff\xe0\xff\xd9"


@pytest.mark.parametrize(
    ("format_", "data"),
    [("png", PNG), ("jpg", JPEG), ("gif", b"GIF89a"), ("", b"%PDF-1.7"), ("", b"<svg"), ("", b"")],
)
def test_the_format_is_what_the_bytes_say(format_: str, data: bytes) -> None:
    assert format_ == picture_format(data)


def test_only_jpeg_and_png_are_set_into_a_report() -> None:
    given = {"a": PNG, "b": JPEG, "c": b"GIF89a", "d": b"<svg/>"}
    assert [("a", "png", PNG), ("b", "jpg", JPEG)] == list(raster(given))


def test_a_picture_that_breaks_off_is_not_set() -> None:
    assert [] == list(raster({"a": PNG[:10], "b": JPEG[:4]}))
