"""Masks of layers: what is masked away is not drawn, inside the mask's box and beyond it."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from celtrace.files import _psd_pictures, psd
from files.reading import read

image = pytest.importorskip("PIL.Image")


def layer(mask: object, left: int = 10, top: int = 20) -> SimpleNamespace:
    return SimpleNamespace(mask=mask, left=left, top=top)


def mask(box: tuple[int, int, int, int], grey: int, beyond: int, *, disabled: bool = False):  # noqa: ANN201 - stands for a mask
    size = (box[2] - box[0], box[3] - box[1])
    drawn = image.new("L", size, grey) if all(size) else None
    return SimpleNamespace(
        left=box[0], top=box[1], width=size[0], background_color=beyond, disabled=disabled,
        topil=lambda: drawn,
    )  # fmt: skip


def alphas(masked: object, at: list[tuple[int, int]]) -> list[int]:
    return [masked.getpixel(one)[3] for one in at]  # type: ignore[attr-defined]


AT = [(0, 0), (3, 3), (7, 7)]


@pytest.mark.parametrize(
    ("held", "seen"),
    [
        (mask((12, 22, 16, 26), 255, 0), [0, 255, 0]),
        (mask((12, 22, 16, 26), 0, 255), [255, 0, 255]),
        (mask((12, 22, 16, 26), 128, 255), [255, 128, 255]),
        (mask((0, 0, 40, 40), 255, 0), [255, 255, 255]),
        (mask((0, 0, 11, 21), 255, 0), [255, 0, 0]),
        (mask((100, 100, 110, 110), 255, 0), [0, 0, 0]),
    ],
)
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L"])
def test_only_what_the_mask_shows_is_seen(held: object, seen: list[int], mode: str) -> None:
    drawn = image.new(mode, (8, 8), 255 if mode == "L" else (9, 9, 9, 255)[: len(mode)])
    assert seen == alphas(_psd_pictures._masked(layer(held), drawn), AT)


@pytest.mark.parametrize(
    "held", [None, mask((12, 22, 16, 26), 0, 0, disabled=True), mask((0, 0, 0, 0), 0, 0)]
)
def test_without_a_mask_in_force_the_layer_is_as_it_is(held: object) -> None:
    drawn = image.new("RGBA", (8, 8), (9, 9, 9, 255))
    assert drawn is _psd_pictures._masked(layer(held), drawn)


def test_transparent_pixels_stay_so_under_a_mask() -> None:
    drawn = image.new("RGBA", (8, 8), (9, 9, 9, 100))
    assert [0, 100, 0] == alphas(
        _psd_pictures._masked(layer(mask((12, 22, 16, 26), 255, 0)), drawn), AT
    )


def test_a_real_large_document_is_drawn_with_its_masks(shared_data: Path) -> None:
    """PSB end to end: whole, layers in groups, and a mask that leaves a box of the background."""
    pytest.importorskip("psd_tools")
    [path] = (shared_data / "files").rglob("psd_files/mask.psb")
    drawn = {one.place: one for one in read(psd, path.read_bytes(), "mask.psb").drawn}
    shown = image.open(io.BytesIO(drawn["Background copy"].data)).convert("RGBA")
    assert (100, 150) == shown.size
    assert (23, 10, 94, 67) == shown.getchannel("A").getbbox()
