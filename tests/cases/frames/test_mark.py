"""Line packs marked for their recipients, and tracings of them read."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from celtrace.cases.frames import mark as frames_mark
from celtrace.cases.frames.mark import SHORTEST, named, read, secret_of, write
from celtrace.errors import UsageError
from frames.drawn import Show
from frames.found import Source, hand, rough
from frames.indexed import saved

SECRET = b"only we know this secret"
WHO = [f"studio {n}" for n in range(9)]


class Said(list[tuple[str, str, str]]):
    def __call__(self, place: str, reason: str, consequence: str) -> None:
        self.append((place, reason, consequence))


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten line drawings of one show."""
    folder, show = tmp_path_factory.mktemp("pack") / "pack", Show(31, 5)
    for n in range(10):
        saved(folder, f"d{n:02d}.png", show.frame(n % 5, 0.1 + 0.6 * (n // 5)).ink)
    return folder


@pytest.fixture(scope="module")
def copy(pack: Path) -> Path:
    """The copy of the fifth recipient."""
    out = pack.parent / "copy"
    write([pack], WHO[4], SECRET, out)
    return out


def traced(folder: Path, out: Path, count: int = 10) -> Path:
    """Drawings as a hand traces them."""
    for n, path in enumerate(sorted(folder.glob("*.png"))[:count]):
        ink = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
        drawn = hand(Source(ink, ink, ink), np.random.default_rng(n))
        saved(out, f"found_{n}.png", drawn)
    return out


def test_a_copy_is_of_the_same_size_and_hardly_moved(pack: Path, copy: Path) -> None:
    one, other = (cv2.imread(str(folder / "d03.png"), 0) for folder in (pack, copy))
    assert one.shape == other.shape
    assert not np.array_equal(one, other)
    near = cv2.erode(one, np.ones((11, 11), np.uint8)) < 200
    assert near[other < 100].mean() > 0.95


def test_every_recipient_has_another_copy(pack: Path, copy: Path, tmp_path: Path) -> None:
    write([pack / "d03.png"], WHO[5], SECRET, tmp_path)
    ours, theirs = (cv2.imread(str(one / "d03.png"), 0) for one in (copy, tmp_path))
    assert np.abs(ours.astype(int) - theirs).mean() > 0.3


def test_ten_tracings_name_whose_copy_they_are_of(pack: Path, copy: Path, tmp_path: Path) -> None:
    said = read([traced(copy, tmp_path)], [pack], WHO, SECRET, Said(), 9)
    assert (WHO[4], 10, "") == (said.recipient, said.drawings, said.why)
    assert said.deviations > said.second + 2


def test_ten_rough_drawings_on_scanned_pages_name_whose_copy_they_are_of(
    pack: Path, copy: Path, tmp_path: Path
) -> None:
    """Pegs, notes and paper about them, lines redrawn and left out, a warp of their own."""
    for n, path in enumerate(sorted(copy.glob("*.png"))):
        ink = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
        saved(tmp_path, f"page_{n}.png", rough(Source(ink, ink, ink), np.random.default_rng(n)))
    said = read([tmp_path], [pack], WHO, SECRET, Said(), 20)
    assert (WHO[4], 10) == (said.recipient, said.drawings)
    assert said.deviations > max(said.second, said.decoy) + 3


def test_tracings_of_the_unmarked_pack_name_nobody(pack: Path, tmp_path: Path) -> None:
    said = read([traced(pack, tmp_path)], [pack], WHO, SECRET, Said(), 9)
    assert ("", 10) == (said.recipient, said.drawings)
    assert "no recipient stands out" in said.why


def test_a_few_drawings_prove_nothing_and_strange_ones_are_left_out(
    pack: Path, copy: Path, tmp_path: Path
) -> None:
    found = traced(copy, tmp_path, 2)
    saved(found, "strange.png", Show(77, 1).frame(0, 0.5).ink)
    notes = Said()
    said = read([found], [pack], WHO, SECRET, notes, 9)
    assert ("", 2) == (said.recipient, said.drawings)
    assert "one proves nothing" in said.why
    assert [("strange.png", "is none of the pack's drawings")] == [
        (Path(place).name, why) for place, why, _ in notes
    ]


def test_ten_scans_of_one_tracing_are_one_drawing(copy: Path, pack: Path, tmp_path: Path) -> None:
    """Chance in one tracing is the same in all its scans: they must not add up."""
    ink = cv2.imread(str(copy / "d01.png"), cv2.IMREAD_GRAYSCALE)
    for n in range(3):
        saved(tmp_path, f"scan_{n}.png", np.roll(ink, n, axis=1))
    notes = Said()
    said = read([tmp_path], [pack], WHO, SECRET, notes, 9)
    assert ("", 1) == (said.recipient, said.drawings)
    assert ["each drawing counts once"] * 2 == [consequence for _, _, consequence in notes]


def test_what_is_too_small_to_be_read_is_not_marked(tmp_path: Path) -> None:
    saved(tmp_path, "tiny.png", np.full((9, 200), 255, np.uint8))
    with pytest.raises(UsageError, match="too few to compare"):
        write([tmp_path / "tiny.png"], WHO[0], SECRET, tmp_path / "out")


@pytest.mark.parametrize("secret", [b"", b"short", b" " * 40])
def test_a_secret_that_can_be_guessed_is_refused(tmp_path: Path, secret: bytes) -> None:
    path = tmp_path / "secret"
    path.write_bytes(secret)
    with pytest.raises(UsageError, match=str(SHORTEST)):
        secret_of(path)


def test_a_secret_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        secret_of(tmp_path / "none")


def test_a_pack_goes_out_whole_or_not_at_all(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no picture", encoding="utf-8")
    with pytest.raises(UsageError, match="no picture"):
        write([pack / "d00.png", tmp_path / "notes.txt"], WHO[0], SECRET, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_nothing_is_written_over(pack: Path, tmp_path: Path) -> None:
    write([pack / "d00.png"], WHO[0], SECRET, tmp_path)
    with pytest.raises(UsageError, match="there already"):
        write([pack / "d00.png"], WHO[0], SECRET, tmp_path)


@pytest.mark.parametrize(("names", "said"), [(WHO[:1], "One recipient"), ([], "One recipient")])
def test_one_recipient_cannot_be_told_from_others(pack: Path, names: list[str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read([pack], [pack], names, SECRET, Said())


def test_colour_and_alpha_are_kept(tmp_path: Path) -> None:
    ink = Show(31, 1).frame(0, 0.2)
    layered = np.dstack([ink.colour, 255 - ink.ink])
    saved(tmp_path, "cel.png", layered)
    [made] = write([tmp_path / "cel.png"], "a", SECRET, tmp_path / "out")
    assert layered.shape == cv2.imread(str(made), cv2.IMREAD_UNCHANGED).shape


@pytest.mark.parametrize(
    "name", ["Zoe\u0308 Studio", "\ufeffZo\u00eb Studio", " Zo\u00eb Studio\n"]
)
def test_a_name_is_the_same_however_it_was_typed(name: str) -> None:
    assert "Zo\u00eb Studio" == named(name)


@pytest.mark.parametrize("name", ["", " ", "\ufeff", "a\udcff"])
def test_what_is_no_name_gets_no_copy(pack: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="recipient"):
        write([pack], name, SECRET, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_one_name_typed_twice_is_one_recipient(pack: Path) -> None:
    with pytest.raises(UsageError, match="One recipient cannot be told"):
        read([pack], [pack], ["Zoe\u0308", "Zo\u00eb "], SECRET, Said(), 9)


def test_a_pack_of_which_one_file_is_there_already_leaves_nothing_new(
    pack: Path, tmp_path: Path
) -> None:
    saved(tmp_path, "d05.png", np.zeros((20, 20), np.uint8))
    with pytest.raises(UsageError, match=r"d05\.png is there already"):
        write([pack], WHO[0], SECRET, tmp_path)
    assert ["d05.png"] == [one.name for one in tmp_path.iterdir()]


def test_a_pack_of_which_one_file_cannot_be_marked_leaves_nothing(
    pack: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "z.png"
    bad.write_bytes(b"no picture")
    with pytest.raises(UsageError, match=r"z\.png cannot be marked"):
        write([pack / "d00.png", bad], WHO[0], SECRET, tmp_path / "out")
    assert ["z.png"] == [one.name for one in tmp_path.iterdir()]


def test_sixteen_bits_are_kept_and_what_comes_from_outside_is_white(tmp_path: Path) -> None:
    deep = np.full((200, 320), 65535, np.uint16)
    deep[90:94, 60:260] = 0
    saved(tmp_path, "deep.png", deep)
    [made] = write([tmp_path / "deep.png"], WHO[0], SECRET, tmp_path / "out")
    copy = cv2.imread(str(made), cv2.IMREAD_UNCHANGED)
    assert np.uint16 == copy.dtype
    assert 65535 == min(copy[0].min(), copy[-1].min(), copy[:, 0].min(), copy[:, -1].min())


def test_floating_point_is_refused_and_not_made_black(tmp_path: Path) -> None:
    path = tmp_path / "float.tif"
    cv2.imwrite(str(path), np.full((64, 64, 3), 0.5, np.float32))
    with pytest.raises(UsageError, match="8 or 16 bits"):
        write([path], WHO[0], SECRET, tmp_path / "out")


def test_a_side_longer_than_can_be_moved_is_refused(tmp_path: Path) -> None:
    saved(tmp_path, "long.png", np.full((20, 33_000), 255, np.uint8))
    with pytest.raises(UsageError, match="32,000 pixels"):
        write([tmp_path / "long.png"], WHO[0], SECRET, tmp_path / "out")


def test_what_would_not_be_read_again_is_not_marked(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames_mark, "LARGEST", 100)
    with pytest.raises(UsageError, match="more than 100 bytes"):
        write([pack / "d00.png"], WHO[0], SECRET, tmp_path / "out")
