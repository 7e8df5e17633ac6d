"""Own footage indexed, found pictures matched: the order of work and what is written."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import msgspec
import numpy as np
import pytest
from PIL import Image
from psd_tools import PSDImage

from celtrace.cases.frames import index as frames_index
from celtrace.cases.frames import read as frames_read
from celtrace.cases.frames.index import Index, Taken, add, digest_of, open_index
from celtrace.cases.frames.match import Answer, folders, match, shown, write
from celtrace.cases.frames.read import Naming, Seen, cut_of, number_of, pictures, references
from celtrace.engine.pool import PoolEngine
from celtrace.errors import EvidenceChanged, UsageError
from celtrace.frames.pixels import PictureUnread
from frames.drawn import Drawn, Show
from frames.indexed import png, saved, taken
from frames.pages import page
from samples.files_drawings import tlv


class Notes:
    def __init__(self) -> None:
        self.said: list[tuple[str, str, str]] = []

    def __call__(self, place: str, reason: str, consequence: str) -> None:
        self.said.append((place, reason, consequence))


def seen(pixels: np.ndarray, name: str = "found/a.png") -> Seen:
    data = png(pixels)
    return Seen(name, digest_of(data), pixels, data)


def answer(pixels: np.ndarray, index: Index) -> Answer:
    [one] = match([seen(pixels)], index)
    return one.answer


def test_a_drawing_on_a_page_is_the_same_drawing_as_the_frame(index: Index, scene: Drawn) -> None:
    said = answer(page(scene.ink), index)
    assert said.ours
    assert ("the same drawing", "ep01_c001", "field") == (said.outcome, said.ours.cut, said.reading)
    assert said.strokes == said.ours.strokes > 25


def test_equal_bytes_are_found_by_their_digest(index: Index, shows: list[Show]) -> None:
    known = taken(shows)[4]
    data = Seen("x", known.frame.digest, known.pixels, b"")
    [one] = match([data], index)
    assert ("the same bytes", 0) == (one.answer.outcome, one.answer.strokes)


def test_a_re_encoded_frame_is_a_near_copy_as_well(index: Index, scene: Drawn) -> None:
    again = cv2.imdecode(cv2.imencode(".jpg", scene.colour)[1], cv2.IMREAD_COLOR)
    said = answer(again, index)
    assert "the same drawing" == said.outcome
    assert said.near_copy is not None
    assert said.near_copy <= 31


def test_nothing_found_says_why(index: Index) -> None:
    said = answer(page(Show(109, cuts=1).frame(0, 0.3).ink), index)
    assert ("nothing found", None, 0) == (said.outcome, said.ours, said.strokes)
    assert "strokes" in said.why or "another show" in said.why


def test_blank_paper_is_not_compared(index: Index) -> None:
    assert (
        "hardly anything is drawn on it" == answer(np.full((300, 400, 3), 240, np.uint8), index).why
    )


def test_what_is_written_is_answers_proofs_and_a_table_for_the_dossier(
    index: Index, scene: Drawn, tmp_path: Path
) -> None:
    found = [seen(page(scene.ink)), seen(page(Show(109, cuts=1).frame(0, 0.3).ink), "found/b.png")]
    write(tmp_path / "out", match(found, index), index)
    lines = (tmp_path / "out" / "answers.jsonl").read_bytes().splitlines()
    first, second = (msgspec.json.decode(line, type=Answer) for line in lines)
    assert (tmp_path / "out" / first.proof).read_bytes().startswith(b"\xff\xd8")
    assert "" == second.proof
    assert (tmp_path / "out" / "proofs" / "sheet-000.jpg").is_file()
    with (tmp_path / "out" / "matches.csv").open(encoding="utf-8") as table:
        [row] = csv.DictReader(table)
    assert ("found/a.png", "ep01_c001", "open", "geometry") == (
        row["file"], row["cut"], row["reviewer"], row["proof"])  # fmt: skip


def test_one_picture_is_answered_with_its_proof_as_png(index: Index, scene: Drawn) -> None:
    said, proof = shown("a.png", png(page(scene.ink)), index)
    assert ("the same drawing", "a.png") == (said.outcome, said.file)
    assert proof is not None
    panels = cv2.imdecode(np.frombuffer(proof, np.uint8), cv2.IMREAD_COLOR)
    assert proof.startswith(b"\x89PNG")
    assert panels.shape[1] > 3 * panels.shape[0]


def test_what_is_not_found_has_no_proof(index: Index) -> None:
    stranger = png(page(Show(109, cuts=1).frame(0, 0.3).ink))
    said, proof = shown("b.png", stranger, index)
    assert ("nothing found", None) == (said.outcome, proof)


def test_what_is_no_picture_is_said_to_whoever_asks(index: Index) -> None:
    with pytest.raises(PictureUnread):
        shown("c.txt", b"no picture at all", index)


def test_the_same_found_files_give_the_same_answers(index: Index, scene: Drawn) -> None:
    assert answer(page(scene.ink), index) == answer(page(scene.ink), index)


def test_frames_are_added_once(shows: list[Show], tmp_path: Path) -> None:
    some = taken(shows[:1], (0.5,))
    assert [(3, 0), (0, 3)] == [add(tmp_path / "i", some), add(tmp_path / "i", some)]
    assert 3 == len(open_index(tmp_path / "i").frames)


def test_several_processes_give_the_same_index(shows: list[Show], tmp_path: Path) -> None:
    some = taken(shows[:1], (0.5,))
    assert (3, 0) == add(tmp_path / "one", some)
    assert (3, 0) == add(tmp_path / "two", some, engine=PoolEngine(2, chunk=2))
    one, two = (sorted((tmp_path / name).rglob("*.*")) for name in ("one", "two"))
    assert [path.name for path in one] == [path.name for path in two]
    kept = [(a, b) for a, b in zip(one, two, strict=True) if a.suffix != ".npz"]
    assert all(a.read_bytes() == b.read_bytes() for a, b in kept)
    first, second = open_index(tmp_path / "one"), open_index(tmp_path / "two")
    assert np.array_equal(*(one.gallery.kept.features(2).descriptions for one in (first, second)))


def test_what_was_stopped_is_taken_up_where_it_stood(
    shows: list[Show], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames_index, "PART", 2)
    some = taken(shows[:1])

    def stopped() -> Iterator[Taken]:
        yield from some[:5]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add(tmp_path / "i", stopped())
    assert 4 == len(open_index(tmp_path / "i").frames)
    assert (5, 4) == add(tmp_path / "i", some)
    assert [one.frame.source for one in some] == [
        one.source for one in open_index(tmp_path / "i").frames
    ]


def test_parts_are_joined_in_order(shows: list[Show], tmp_path: Path) -> None:
    add(tmp_path / "i", taken(shows[:1], (0.5,)))
    add(tmp_path / "i", taken(shows[1:2], (0.5,)), pictures=False)
    opened = open_index(tmp_path / "i")
    assert ["drawn101"] * 3 + ["drawn102"] * 3 == [one.show for one in opened.frames]
    assert opened.picture(5) is not None


def test_an_index_of_fingerprints_only_holds_no_picture_and_proves_with_its_line_map(
    shows: list[Show], scene: Drawn, tmp_path: Path
) -> None:
    add(tmp_path / "i", taken(shows[:1], (0.5,)), pictures=False)
    opened = open_index(tmp_path / "i")
    assert opened.picture(0) is None
    [written] = write(tmp_path / "out", match([seen(page(scene.ink))], opened), opened)
    assert "the same drawing" == written.outcome
    proof = cv2.imread(str(tmp_path / "out" / written.proof))
    high, wide = proof.shape[:2]
    ours = proof[20:-20, wide // 2 - high // 4 : wide // 2 + high // 4].astype(int)
    assert ours.std() > 10
    assert 6 > np.abs(ours[:, :, 0] - ours[:, :, 2]).mean()


def test_fingerprints_of_other_settings_are_never_mixed(
    shows: list[Show], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(tmp_path / "i", taken(shows[:1], (0.5,)))
    monkeypatch.setattr(frames_index.prints, "VERSION", 999)
    with pytest.raises(UsageError, match="other settings"):
        add(tmp_path / "i", [])
    with pytest.raises(UsageError, match="other settings"):
        open_index(tmp_path / "i")


@pytest.mark.parametrize("harm", ["cut", "gone", "head"])
def test_a_damaged_index_is_said_to_be_damaged(
    shows: list[Show], tmp_path: Path, harm: str
) -> None:
    folder = tmp_path / "i"
    add(folder, taken(shows[:1], (0.5,)))
    [part] = (folder / "parts").glob("*.npz")
    if harm == "cut":
        part.write_bytes(part.read_bytes()[:1000])
    elif harm == "gone":
        part.with_suffix(".jsonl").write_bytes(b"")
    else:
        (folder / "index.json").write_text("{", encoding="utf-8")
    with pytest.raises((EvidenceChanged, UsageError)):
        open_index(folder)


def test_no_index_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="celtrace frames index"):
        open_index(tmp_path)


def test_files_and_folders_are_read_in_order_and_the_rest_is_named(
    scene: Drawn, tmp_path: Path
) -> None:
    saved(tmp_path, "b.png", scene.colour)
    saved(tmp_path, "a/A_0002.png", scene.colour)
    (tmp_path / "notes.txt").write_text("no picture", encoding="utf-8")
    (tmp_path / "empty.mp4").write_bytes(b"")
    notes = Notes()
    names = [Path(one.name).name for one in pictures([tmp_path], notes)]
    assert ["A_0002.png", "b.png"] == names
    assert {"notes.txt", "empty.mp4"} == {Path(said[0]).name for said in notes.said}


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not there"):
        list(pictures([tmp_path / "nowhere"], Notes()))


def test_references_are_named_by_folder_and_path(scene: Drawn, tmp_path: Path) -> None:
    saved(tmp_path, "Show A/ep05_c112_0001.png", scene.colour)
    [one] = references([tmp_path / "Show A"], Naming(), Notes())
    assert ("Show A", "ep05_c112") == (one.frame.show, one.frame.cut)
    [told] = references([tmp_path / "Show A"], Naming("B", "ep01_c001"), Notes())
    assert ("B", "ep01_c001") == (told.frame.show, told.frame.cut)


@pytest.mark.parametrize(
    ("name", "cut"),
    [("x/ep05_c112_A0003.png", "ep05_c112"), ("ep05 c112/A_0003.tga", "ep05_c112"),
     ("walk_0012.png", "walk"), ("0001.png", "0001")],
)  # fmt: skip
def test_the_cut_is_what_the_path_names(name: str, cut: str) -> None:
    assert cut == cut_of(name)


@pytest.mark.parametrize(
    ("name", "number"), [("A_0012.png", 12), ("a.png", None), ("c1_7a.png", 7)]
)
def test_a_drawing_has_the_last_number_of_its_name(name: str, number: int | None) -> None:
    assert number == number_of(name)


def test_a_file_too_large_is_named(
    tmp_path: Path, scene: Drawn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames_read, "LARGEST", 100)
    saved(tmp_path, "a.png", scene.colour)
    notes = Notes()
    assert [] == list(pictures([tmp_path], notes))
    assert "larger than is read" in notes.said[0][1]


def test_the_same_shot_twenty_times_is_found_in_all(shows: list[Show], tmp_path: Path) -> None:
    one = taken(shows[:1], (0.5,))[1]
    many = [Taken(msgspec.structs.replace(one.frame, digest=f"{n:064d}"), one.pixels)
            for n in range(20)]  # fmt: skip
    add(tmp_path / "i", many)
    said = answer(page(shows[0].frame(1, 0.5).ink), open_index(tmp_path / "i"))
    assert ("the same drawing", 19) == (said.outcome, len(said.also))


def test_numbered_drawings_of_a_folder_are_a_run_of_one_show(
    shows: list[Show], tmp_path: Path
) -> None:
    """Six drawings of one cut, found as A_0001 to A_0006 on pages."""
    times = [n / 6 for n in range(6)]
    frames = taken(shows, tuple(times))
    add(tmp_path / "i", [one for one in frames if one.frame.cut == "ep01_c001"])
    opened = open_index(tmp_path / "i")
    found = [seen(page(shows[0].frame(1, at).ink), f"found/A_{n + 1:04d}.png")
             for n, at in enumerate(times)]  # fmt: skip
    answers = [one.answer for one in match(found, opened)]
    [folder] = folders(answers)
    assert ("found", shows[0].name, 6) == (folder.folder, folder.said.show, folder.said.matched)
    [run] = folder.runs
    assert (1, 6) == (run.first, run.last)
    assert pytest.approx((0.0, times[-1]), abs=0.09) == (run.start, run.end)


def ora(folder: Path, layers: dict[str, np.ndarray]) -> Path:
    """An OpenRaster file (https://www.openraster.org) with a merged picture and its layers."""
    stack = "".join(f'<layer name="{name}" src="data/{name}.png"/>' for name in layers)
    path = folder / "ep05_c111.ora"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", "image/openraster")
        made.writestr("stack.xml", f'<image w="640" h="360"><stack>{stack}</stack></image>')
        made.writestr("mergedimage.png", png(next(iter(layers.values()))))
        for name, pixels in layers.items():
            made.writestr(f"data/{name}.png", png(pixels))
    return path


def test_a_layered_file_is_its_whole_and_its_layers(
    index: Index, scene: Drawn, tmp_path: Path
) -> None:
    path = ora(tmp_path, {"paint": scene.colour, "line": page(scene.ink)})
    notes = Notes()
    found = list(pictures([path], notes))
    assert str(path) == found[0].name
    assert digest_of(path.read_bytes()) == found[0].digest
    answers = [one.answer for one in match(found, index)]
    assert {"the same drawing"} == {one.outcome for one in answers}
    assert {"ep01_c001"} == {one.ours.cut for one in answers if one.ours}
    assert [] == notes.said


def level(folder: Path, ink: np.ndarray) -> Path:
    """An OpenToonz level of one drawing."""
    path = folder / "ep01_c001" / "A.tlv"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(tlv([row.tobytes() for row in ink[::-1]]))
    return path


def layers(folder: Path, scene: Drawn) -> Path:
    """A Photoshop file with a painted layer and a line layer over it."""
    colour = Image.fromarray(scene.colour[:, :, ::-1])
    held = PSDImage.frompil(colour)
    held.create_pixel_layer(colour, name="paint")
    held.create_pixel_layer(Image.fromarray(scene.ink).convert("RGB"), name="line")
    path = folder / "ep01_c001.psd"
    held.save(path)
    return path


@pytest.mark.filterwarnings("ignore")
def test_layers_of_photoshop_and_levels_of_toonz_are_found(
    index: Index, scene: Drawn, tmp_path: Path
) -> None:
    notes = Notes()
    found = list(pictures([layers(tmp_path, scene), level(tmp_path, scene.ink)], notes))
    assert ["A.tlv", "ep01_c001.psd"] == sorted({Path(f.name.split("#")[0]).name for f in found})
    assert len(found) >= 3
    answers = [one.answer for one in match(found, index)]
    assert {"ep01_c001"} == {one.ours.cut for one in answers if one.ours}
    assert all(one.ours for one in answers)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("make", [layers, lambda folder, scene: level(folder, scene.ink)])
def test_layered_files_at_home_are_references(
    make: Callable[[Path, Drawn], Path], scene: Drawn, tmp_path: Path
) -> None:
    path = make(tmp_path, scene)
    add(tmp_path / "i", references([path], Naming("Our Show"), Notes()))
    said = answer(page(scene.ink), open_index(tmp_path / "i"))
    assert said.ours
    assert ("ep01_c001", "Our Show") == (said.ours.cut, said.ours.show)


def test_a_shot_that_comes_again_gets_its_answer_without_a_search(
    index: Index, scene: Drawn, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    search = frames_index.search
    monkeypatch.setattr(frames_index, "search", lambda *how: asked.append(1) or search(*how))
    sheet = page(scene.ink)
    noisy = np.clip(
        sheet.astype(int) + np.random.default_rng(1).integers(-2, 3, sheet.shape), 0, 255
    )
    again = [seen(sheet, "a.png"), seen(noisy.astype(np.uint8), "b.png")] * 3
    answers = [one.answer for one in match(again, index)]
    assert 1 == len(asked)
    assert ["a.png", "b.png"] * 3 == [one.file for one in answers]
    assert 1 == len({(one.outcome, one.strokes, one.why) for one in answers})
    assert 2 == len({one.digest for one in answers})


def test_a_layered_file_with_nothing_large_enough_is_said(tmp_path: Path) -> None:
    path = ora(tmp_path, {"dot": np.full((4, 4, 3), 9, np.uint8)})
    notes = Notes()
    assert [] == list(pictures([path], notes))
    assert "no picture in it is large enough" in notes.said[-1][1]


def test_a_layered_file_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.psd").write_bytes(b"8BPS and nothing more")
    notes = Notes()
    assert [] == list(pictures([tmp_path / "a.psd"], notes))
    assert notes.said
