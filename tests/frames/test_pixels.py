"""Pixels from the bytes of any picture."""

from __future__ import annotations

import io
import struct
import zlib
from contextlib import suppress

import cv2
import numpy as np
import pytest
from PIL import Image

from celtrace.frames.pixels import (
    LONGEST,
    PictureUnread,
    apart_from,
    brightest,
    darkest,
    decode,
    encode,
    resized,
)  # fmt: skip


def saved(image: Image.Image, form: str = "PNG") -> bytes:
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


def grey(size: tuple[int, int] = (64, 48)) -> Image.Image:
    ramp = np.tile(np.linspace(0, 255, size[0]).astype(np.uint8), (size[1], 1))
    return Image.fromarray(ramp)


@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P", "CMYK", "RGBA", "LA"])
def test_every_mode_comes_out_as_blue_green_red(mode: str) -> None:
    form = "TIFF" if mode in ("CMYK", "LA") else "PNG"
    pixels = decode(saved(grey().convert("RGB").convert(mode), form))
    assert ((48, 64, 3), np.uint8) == (pixels.shape, pixels.dtype)
    assert pixels[:, 0].mean() + 60 < pixels[:, -1].mean()


def test_sixteen_bits_are_scaled_and_not_cut() -> None:
    deep = Image.fromarray(np.tile(np.linspace(0, 65535, 64).astype(np.uint16), (48, 1)))
    assert pytest.approx(127, abs=6) == decode(saved(deep)).mean()


def test_floats_are_scaled_by_their_own_range() -> None:
    deep = Image.fromarray(np.tile(np.linspace(0, 3, 64).astype(np.float32), (48, 1)))
    assert 255 == decode(saved(deep, "TIFF")).max()


def test_what_is_transparent_is_paper() -> None:
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    assert 255 == decode(saved(clear)).min()


def test_a_large_picture_is_shrunk() -> None:
    assert LONGEST == max(decode(saved(Image.new("L", (30_000, 300), 200))).shape)


@pytest.mark.parametrize("size", [(1, 1), (900, 4)])
def test_too_few_pixels_are_refused_with_their_number(size: tuple[int, int]) -> None:
    with pytest.raises(PictureUnread, match=f"{size[0]} x {size[1]} pixels are too few"):
        decode(saved(Image.new("L", size)))


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_what_is_no_picture_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(PictureUnread):
        decode(data)


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_cut_file_is_refused_or_read_never_a_fault(tenth: int) -> None:
    data = saved(grey())
    with suppress(PictureUnread):
        assert 3 == decode(data[: len(data) * tenth // 10]).shape[2]


def test_exr_is_named_as_not_read() -> None:
    with pytest.raises(PictureUnread, match="convert it to PNG or TIFF"):
        decode(b"\x76\x2f\x31\x01" + bytes(100))


def test_what_is_written_is_read_again() -> None:
    pixels = np.full((50, 70, 3), (10, 120, 240), np.uint8)
    assert np.abs(decode(encode(pixels)).astype(int) - pixels).max() < 8


def test_a_small_picture_is_not_enlarged() -> None:
    pixels = np.zeros((20, 30, 3), np.uint8)
    assert resized(pixels, 100) is pixels
    assert (40, 60) == resized(np.zeros((200, 300), np.uint8), 60).shape


def test_the_strongest_and_weakest_colour_of_each_pixel() -> None:
    pixels = np.array([[[1, 5, 3], [9, 2, 2]]], np.uint8)
    assert [[5, 9]] == brightest(pixels).tolist()
    assert [[1, 2]] == darkest(pixels).tolist()


def test_how_far_pixels_are_from_a_colour() -> None:
    pixels = np.array([[[10, 20, 30], [0, 0, 0]]], np.uint8)
    assert [[[2, 0, 5], [12, 20, 35]]] == apart_from(pixels, np.array([12.0, 20, 35])).tolist()


def test_a_tiff_in_floating_point_is_read_as_light_from_none_to_full() -> None:
    light = np.zeros((48, 64, 3), np.float32)
    light[:, :, 2], light[:, :, 1] = 0.5, np.nan
    data = bytes(cv2.imencode(".tif", light)[1])
    assert [0, 0, 127] == decode(data)[20, 20].tolist()


def test_sixteen_bits_in_colour_come_out_as_eight() -> None:
    deep = np.full((48, 64, 3), 0x80FF, np.uint16)
    for form in (".png", ".tif"):
        assert 128 == pytest.approx(decode(bytes(cv2.imencode(form, deep)[1])).mean(), abs=1)


@pytest.mark.parametrize(("size", "kind"), [((40_000, 30_000), 0), ((30_000, 30_000), 2)])
def test_what_would_not_fit_in_memory_is_refused_before_it_is_decoded(
    size: tuple[int, int], kind: int
) -> None:
    head = struct.pack(">IIBBBBB", *size, 8, kind, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    pixels = struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    with pytest.raises(PictureUnread, match=f"{size[0]:,} x {size[1]:,} pixels are more"):
        decode(b"\x89PNG\r\n\x1a\n" + chunk + pixels)


def test_a_scan_of_thirty_thousand_pixels_is_read() -> None:
    wide = saved(Image.new("1", (30_000, 8_000), 1), "TIFF")
    limit = Image.MAX_IMAGE_PIXELS
    assert LONGEST == max(decode(wide).shape)
    assert limit == Image.MAX_IMAGE_PIXELS


def test_a_large_jpeg_is_decoded_at_a_fraction() -> None:
    data = saved(Image.new("RGB", (9000, 6000), "red"), "JPEG")
    assert (1067, 1600, 3) == decode(data).shape
