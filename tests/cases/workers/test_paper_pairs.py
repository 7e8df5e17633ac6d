"""What documents of different workers share: who is paired with whom, how often, and why."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import cv2
import msgspec
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from cases.workers.test_papers import words
from celtrace.cases.case import Case
from celtrace.cases.workers.paper_pairs import _most_alike, photographs, words_and_sources
from celtrace.cases.workers.papers import Handed, Page, Papers, handed_in, read_papers
from celtrace.papers.alike import Alike, Squares
from celtrace.papers.portrait import missing
from celtrace.papers.sketch import Sketch, sketch
from celtrace.records import Digest, Evidence, FileFact, PaperPair, PersonalDocument, Trait, Worker
from celtrace.settings import Limits
from papers.pages import document, exchanged, grey

FIRST = document(1)
PAGES = {
    "ann": sketch(grey(FIRST)),
    "ben": sketch(grey(exchanged(FIRST, 7))),
    "cho": sketch(grey(document(2))),
}
SOURCE = "xmp.did:7b7e5f1c"


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create_or_open(tmp_path / "case", lambda: datetime(2024, 6, 1, tzinfo=UTC)) as made:
        yield made


def digest(path: str) -> Digest:
    return Digest(path.encode().hex().ljust(64, "0")[:64])


def handed(who: str, path: str = "") -> Handed:
    path = path or f"{who}.jpg"
    seen = Evidence(digest(path), path, "", "", "custody")
    paper = PersonalDocument(type="passport", path=path)
    person = Worker(seen=seen, id=who, name=who.title(), documents=(paper,))
    return Handed(person, paper, FileFact(seen=seen, path=path, digest=digest(path), size=1))


def of(*who: str) -> list[Handed]:
    return [handed(one) for one in who]


def sheets(*who: str) -> dict[Digest, list[Sketch]]:
    return {digest(f"{one}.jpg"): [PAGES[one]] for one in who}


def fact(who: str, value: str = SOURCE) -> Trait:
    seen = Evidence(digest(f"{who}.jpg"), f"{who}.jpg", "XMP", value, "jpeg")
    return Trait(seen=seen, file=digest(f"{who}.jpg"), name="lineage", value=value, place="XMP")


Read = tuple[dict[Digest, list[Trait]], dict[Digest, str]]


def pairs(
    case: Case, given: list[Handed], drawn: dict[Digest, list[Sketch]], read: Read
) -> list[PaperPair]:
    """All pairs, as a review gathers them."""
    pages = [
        Page(one, page, one.file.digest) for one in given for page in drawn.get(one.file.digest, ())
    ]
    return [*photographs(case, pages), *words_and_sources(given, *read)]


def sealed(who: str, shows: str, *, name: str = "", plain: str = "") -> Page:
    """A page that a worker handed in under a link; `name` stands in the sealed file alone."""
    one = handed(who, f"{who}/document front")
    if name:
        one = one._replace(worker=msgspec.structs.replace(one.worker, name=name))
    return Page(one, PAGES[shows], digest(plain or f"{who} in the open"), sealed=True)


def sources(case: Case, *who: str) -> list[PaperPair]:
    facts = {digest(f"{one}.jpg"): [fact(one)] for one in who}
    return pairs(case, of(*who), {}, (facts, {}))


def texts(case: Case, given: dict[str, str]) -> list[PaperPair]:
    said = {digest(f"{who}.jpg"): text for who, text in given.items()}
    return pairs(case, of(*given), {}, ({}, said))


def who(found: list[PaperPair]) -> list[tuple[str, str]]:
    return [(one.a, one.b) for one in found]


# --- photographs ---------------------------------------------------------------------------------


def test_a_copy_is_paired_and_a_stranger_is_not(case: Case) -> None:
    people = ("ann", "ben", "cho")
    (found,) = pairs(case, of(*people), sheets(*people), ({}, {}))
    assert ("ann", "ben", "photograph") == (found.a, found.b, found.what)
    assert 0.31 * found.of <= found.same < found.of
    assert f"{found.same} of {found.of} squares" in found.said


def test_its_picture_is_kept(case: Case) -> None:
    (found,) = pairs(case, of("ann", "ben"), sheets("ann", "ben"), ({}, {}))
    with case.vault.open(found.picture) as stream:
        assert b"\xff\xd8\xff" == stream.read(3)


def test_one_person_may_hand_in_one_photograph_twice(case: Case) -> None:
    twice = [handed("ann", "ann.jpg"), handed("ann", "ben.jpg")]
    assert [] == pairs(case, twice, sheets("ann", "ben"), ({}, {}))


def test_a_page_without_a_portrait_does_not_tell_a_copy_from_a_design(case: Case) -> None:
    (found,) = pairs(case, of("ann", "ben"), sheets("ann", "ben"), ({}, {}))
    assert not found.beyond
    assert "no portrait was found" in found.said


def test_each_page_of_one_design_is_told_with_the_one_it_is_most_like() -> None:
    """A hundred workers with one kind of identity card are no hundred times a hundred pairs."""
    shares = {(0, 1): 0.6, (0, 2): 0.5, (1, 2): 0.4, (2, 3): 0.45}
    found = {pair: alike_in(share) for pair, share in shares.items()}
    assert {(0, 1), (0, 2), (2, 3)} == _most_alike(found, set(found))
    assert {(1, 2), (2, 3)} == _most_alike(found, {(1, 2), (2, 3)})
    assert set() == _most_alike(found, set())


def alike_in(share: float) -> Alike:
    printed = np.ones((10, 10), bool)
    agree = np.arange(100).reshape(10, 10) < round(100 * share)
    return Alike(40, np.eye(3), Squares(printed, agree))


def pictured(shared_data: Path, who: int) -> Image.Image:
    """The first page with the portrait of somebody of the ORL set."""
    face = Image.open(shared_data / f"verify/faces_orl/s{who}/1.pgm").resize((200, 260))
    made = FIRST.copy()
    made.paste(face, (60, 120))
    return made


def renamed(sheet: Image.Image) -> Image.Image:
    """Under another name, turned, smaller and lighter."""
    made = sheet.copy()
    pen = ImageDraw.Draw(made)
    pen.rectangle((320, 175, 900, 205), fill=225)
    pen.text((320, 180), "OTHER NAME", fill=40, font=ImageFont.load_default(22))
    return made.rotate(2, expand=True, fillcolor=200).resize((800, 580))


@pytest.mark.shared
@pytest.mark.skipif(bool(missing()), reason=missing() or "weights are there")
@pytest.mark.parametrize(("who", "beyond"), [(1, True), (2, False)])
def test_one_portrait_under_two_names_counts_and_two_of_one_design_do_not(
    case: Case, shared_data: Path, who: int, *, beyond: bool
) -> None:
    shown = {
        digest("ann.jpg"): [sketch(grey(pictured(shared_data, 1)))],
        digest("ben.jpg"): [sketch(grey(renamed(pictured(shared_data, who))))],
    }
    (found,) = pairs(case, of("ann", "ben"), shown, ({}, {}))
    assert beyond == found.beyond
    assert "of the portrait" in found.said


# --- texts ---------------------------------------------------------------------------------------


def test_one_text_under_two_names_is_paired(case: Case) -> None:
    (found,) = texts(case, {"ann": words(1), "ben": words(1), "cho": words(2)})
    assert ("ann", "ben", "text", 2) == (found.a, found.b, found.what, found.holders)


def test_all_who_hang_together_are_counted(case: Case) -> None:
    found = texts(case, {"ann": words(1), "ben": words(1), "cho": words(1)})
    assert [("ann", "ben"), ("ann", "cho"), ("ben", "cho")] == who(found)
    assert {3} == {one.holders for one in found}


# --- sources -------------------------------------------------------------------------------------


def test_files_with_one_id_are_paired_with_the_id(case: Case) -> None:
    (found,) = sources(case, "ann", "ben")
    assert ("source", True) == (found.what, SOURCE in found.said)


def test_what_a_crowd_shares_is_not_paired(case: Case) -> None:
    assert [] == sources(case, *(f"w{n}" for n in range(60)))


def test_a_pair_is_the_same_from_either_side(case: Case) -> None:
    assert [one.id for one in sources(case, "ann", "ben")] == [
        one.id for one in sources(case, "ben", "ann")
    ]


def test_a_part_that_does_not_load_is_a_problem_of_each_document(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For example OpenCV where libGL is absent: the review goes on and says so."""
    monkeypatch.delattr("celtrace.cases.workers.paper_pages", raising=False)
    monkeypatch.setitem(sys.modules, "celtrace.cases.workers.paper_pages", None)
    told = read_papers(case, Papers(of("ann", "ben")), Limits(), date(2024, 6, 1), lambda *_: None)
    assert () == told.records
    assert ["ann.jpg", "ben.jpg"] == [one.source for one in told.problems]
    assert all("does not load" in one.reason for one in told.problems)


def test_a_package_that_is_absent_is_named_with_what_brings_it(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("celtrace.cases.workers.papers.NEEDED", ("no_such_package",))
    told = read_papers(case, Papers(of("ann")), Limits(), date(2024, 6, 1), lambda *_: None)
    (one,) = told.problems
    assert "no_such_package not installed" in one.reason
    assert "celtrace[workers]" in one.reason


def test_without_documents_nothing_is_done(case: Case) -> None:
    told = read_papers(case, Papers([]), Limits(), date(2024, 6, 1), lambda *_: None)
    assert ((), ()) == (told.records, told.problems)


def test_one_file_under_two_names_is_told_as_that(case: Case) -> None:
    """It may be filed wrongly, or show the documents of both: no rule counts it."""
    one, other = handed("ann", "all.pdf"), handed("ben", "all.pdf")
    (found,) = pairs(case, [one, other], {digest("all.pdf"): [PAGES["ann"]]}, ({}, {}))
    assert ("whole file", "ann", "ben") == (found.what, found.a, found.b)
    assert str(digest("all.pdf")) in found.said


# --- pictures that lie in custody sealed ---------------------------------------------------------


def test_a_sealed_page_is_held_against_others_and_not_shown(case: Case) -> None:
    """What is kept is a map of squares: two greys, red and white, nothing of the page."""
    plain = Page(handed("ben"), PAGES["ben"], digest("ben.jpg"))
    (found,) = photographs(case, [sealed("p1", "ann"), plain])
    assert ("ben", "p1", "photograph") == (found.a, found.b, found.what)
    assert "p1/document front" == found.b_path
    with case.vault.open(found.picture) as stream:
        drawn = cv2.imdecode(np.frombuffer(stream.read(), np.uint8), cv2.IMREAD_COLOR)
    assert {(255, 255, 255), (190, 190, 190), (40, 40, 220)} == {
        tuple(map(int, colour)) for colour in np.unique(drawn.reshape(-1, 3), axis=0)
    }


def test_two_sealed_pages_of_two_people_are_paired(case: Case) -> None:
    pages = [sealed("p1", "ann"), sealed("p2", "ben"), sealed("p3", "cho")]
    assert [("p1", "p2")] == who(list(photographs(case, pages)))


def test_one_person_who_is_on_two_files_is_no_pair(case: Case) -> None:
    """Their names are compared while the files are open, and are not kept."""
    pages = [sealed("p1", "ann", name="Ada Muster"), sealed("p2", "ben", name="ada  MUSTER")]
    assert [] == list(photographs(case, pages))


def test_one_file_that_two_people_handed_in_is_told_as_that(case: Case) -> None:
    pages = [sealed("p1", "ann", plain="one"), sealed("p2", "ann", plain="one")]
    (found,) = photographs(case, pages)
    assert ("whole file", "p1", "p2", 2) == (found.what, found.a, found.b, found.holders)
    assert str(digest("one")) not in found.said


# --- which documents are there -------------------------------------------------------------------


def test_only_documents_whose_files_are_in_custody_are_handed_in() -> None:
    one, other = handed("ann"), handed("ben")
    found = handed_in([other.worker, one.worker], [one.file])
    assert ["ann.jpg"] == [row.file.path for row in found]


@pytest.mark.parametrize("path", ["./ann.jpg", "ann.jpg/", "x/../ann.jpg"])
def test_a_path_is_found_in_its_plain_form_only(path: str) -> None:
    one = handed("ann")
    paper = PersonalDocument(type="passport", path=path)
    worker = Worker(seen=one.worker.seen, id="ann", name="Ann", documents=(paper,))
    assert (path != "x/../ann.jpg") == bool(handed_in([worker], [one.file]))
