"""One file of a document, whatever its bytes: pages, lines and history, or a word on why not."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest
from PIL import Image

from celtrace.cases.workers.paper_looking import PaperSeen, PaperTask, look_at_paper, lost
from celtrace.papers.alike import alike
from celtrace.records import Digest
from documents.test_mrz import td3
from papers.pages import TD1, TD3, document, exchanged, page
from papers.test_opened import locked, printed, saved
from papers.test_trail import PLAIN, appended

NUMBER = "X1234567"


def looked(folder: Path, data: bytes, declared: str = "") -> PaperSeen:
    path = folder / "document"
    path.write_bytes(data)
    return look_at_paper(PaperTask(Digest("a" * 64), "document", str(path), declared))


def drawn(data: bytes) -> PaperSeen:
    """As one that was read before: quick, where what it says does not matter."""
    return look_at_paper(PaperTask(Digest("a" * 64), "document", "", known=True, data=data))


def two() -> Image.Image:
    """A passport and a card side by side in one picture."""
    both = Image.new("L", (1000, 1420), 235)
    both.paste(page(TD3), (0, 0))
    both.paste(page(TD1), (0, 720))
    return both


def numbers(seen: PaperSeen) -> list[str]:
    """The second lines of all zones: the number stands there in a passport."""
    return [zone.lines[-1] for one in seen.pages for zone in one.zones]


def test_a_passport_is_measured_read_and_kept(tmp_path: Path) -> None:
    seen = looked(tmp_path, saved(page(TD3)), "MUSTER, ADA MARIA")
    (one,) = seen.pages
    (zone,) = one.zones
    assert (1000, 700, "") == (one.look.width, one.look.height, seen.refused)
    assert td3()[1] == zone.lines[1]
    assert ("printed name", "MUSTER, ADA MARIA") == (zone.names_by, zone.printed)
    assert len(one.sketch.marks) > 100


@pytest.mark.parametrize(
    ("declared", "by"),
    [("Ada Maria Muster", True), ("MUSTER, ADA MARIA", True), ("Ada Other", False), ("", False)],
)
def test_names_are_held_against_the_declared_name_in_either_order(
    tmp_path: Path,
    declared: str,
    by: bool,  # noqa: FBT001
) -> None:
    (zone,) = looked(tmp_path, saved(page(TD3, name=("OTHER",))), declared).pages[0].zones
    assert by == (zone.names_by == "declared name") or zone.names_by == "two readings"
    assert "" == zone.printed


def test_a_printed_name_that_differs_by_a_letter_is_told_and_verifies_nothing(
    tmp_path: Path,
) -> None:
    other = page(TD3, name=("MUSTER", "ADA MARLA"))
    (zone,) = looked(tmp_path, saved(other), "").pages[0].zones
    assert "MUSTER, ADA MARLA" == zone.printed
    assert zone.names_by in ("", "two readings")
    assert "which gives other letters" in zone.names_said


def test_two_documents_in_one_picture_are_both_read(tmp_path: Path) -> None:
    (one,) = looked(tmp_path, saved(two())).pages
    assert {2, 3} == {len(zone.lines) for zone in one.zones}


@pytest.mark.parametrize("turn", [90])
def test_a_picture_that_lies_on_its_side_is_read(tmp_path: Path, turn: int) -> None:
    turned = page(TD3).rotate(turn, expand=True)
    assert [td3()[1]] == numbers(looked(tmp_path, saved(turned)))


@pytest.mark.parametrize("form", ["JPEG", "PDF"])
def test_the_form_of_the_file_changes_nothing(tmp_path: Path, form: str) -> None:
    sheet = page(TD3) if form != "JPEG" else page(TD3).convert("CMYK")
    assert [td3()[1]] == numbers(looked(tmp_path, saved(sheet, form)))


def test_a_picture_without_lines_has_none_made_up(tmp_path: Path) -> None:
    (one,) = looked(tmp_path, saved(page(()))).pages
    assert () == one.zones


@pytest.mark.parametrize("spoilt", ["blurred", "dark"])
def test_a_picture_too_poor_says_so(tmp_path: Path, spoilt: str) -> None:
    sheet = np.asarray(document(1), np.uint8)
    small = Image.fromarray(sheet).resize((90, 63)).resize((1000, 700), Image.Resampling.BICUBIC)
    picture = small if spoilt == "blurred" else Image.fromarray((sheet * 0.2).astype(np.uint8))
    (one,) = looked(tmp_path, saved(picture)).pages
    assert spoilt in one.look.flaws
    assert "limit" in one.look.measures


def test_what_was_kept_finds_the_copy_again() -> None:
    first = drawn(saved(document(1))).pages[0]
    second = drawn(saved(exchanged(document(1), 7), "JPEG", quality=60)).pages[0]
    found = alike(first.sketch, second.sketch)
    assert found is not None
    assert found.same


def test_a_file_that_was_read_before_is_only_drawn(tmp_path: Path) -> None:
    """What it says is known; what it looks like is held against others."""
    data = saved(page(TD3))
    (tmp_path / "a.png").write_bytes(data)
    path = str(tmp_path / "a.png")
    seen = look_at_paper(PaperTask(Digest("a" * 64), "a.png", path, known=True))
    (one,) = seen.pages
    assert ((), (), "", (1000, 700)) == (
        one.zones,
        seen.told,
        one.look.measures,
        (one.look.width, one.look.height),
    )
    assert len(one.sketch.marks) > 100


def test_bytes_that_must_not_lie_on_the_disk_are_read_from_memory() -> None:
    task = PaperTask(Digest("a" * 64), "document front", "/nowhere", data=saved(page(TD3)))
    (one,) = look_at_paper(task).pages
    assert td3()[1] == one.zones[0].lines[1]


def test_it_travels_between_processes() -> None:
    seen = drawn(saved(document(1)))
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(seen), type=PaperSeen)
    assert seen == again
    assert np.array_equal(seen.pages[0].sketch.grey, again.pages[0].sketch.grey)


def test_the_history_of_a_pdf_comes_with_it(tmp_path: Path) -> None:
    (told,) = looked(tmp_path, appended(PLAIN, b"0 0 m 9 9 l S")).told
    assert ("saved over", True) == (told.trace, "page 1" in told.said)


def test_frames_and_pages_left_out_are_said() -> None:
    frames = [Image.new("L", (80, 80), value) for value in (200, 10)]
    moving = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert ("it has 2 frames; the first was read",) == drawn(moving).notes
    assert ("it has 6 pages or more; the first 6 were read",) == drawn(printed(8)).notes


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "neither a picture"),
        (b"words", "neither a picture"),
        (locked(), "password"),
        (b"\0\0\0\x18ftypheic" + bytes(90), "damaged"),
        (b"%PDF-1.4 nothing", "damaged"),
    ],
    ids=["empty", "words", "locked", "heic", "broken"],
)
def test_what_cannot_be_drawn_is_refused_in_words(tmp_path: Path, data: bytes, said: str) -> None:
    seen = looked(tmp_path, data)
    assert said in seen.refused
    assert () == seen.pages


@pytest.mark.parametrize("form", ["JPEG", "PDF"])
@pytest.mark.parametrize("share", [0.2, 0.8])
def test_a_cut_file_never_raises(tmp_path: Path, form: str, share: float) -> None:
    data = saved(page(TD3, size=(500, 350)), form)
    seen = looked(tmp_path, data[: int(share * len(data))])
    assert seen.refused or seen.pages


def test_a_file_whose_reading_was_given_up_says_why() -> None:
    task = PaperTask(Digest("b" * 64), "a.png", "/nowhere")
    assert ("b" * 64, "it took too long") == (
        lost(task, "it took too long").digest,
        lost(task, "it took too long").refused,
    )
