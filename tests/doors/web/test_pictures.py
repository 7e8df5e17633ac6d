"""Found files and Compare in Chromium, on what `frames match` and a review made of drawn shows.

`CELTRACE_PICTURES=docs/images` has the suite write the screenshots that the docs show.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import invented
from celtrace.doors import cli
from doors.web.conftest import PASSWORD, People, opened
from doors.web.test_browser import CHROMIUM, PICTURES, chromium, context, faults
from frames.drawn import Show
from frames.indexed import saved
from frames.pages import page as sheet

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
__all__ = ["chromium"]
FOUND = (
    "found: [{id: server, path: found, collected: 2023-12-04T09:00:00+00:00, batches: folder}]\n"
    "matches: {from: answers/matches.csv}\n"
)
NOTES = {
    "2023-12-01": "第四话 c111\n원화 수정 요망: 눈을 더 크게\n",
    "2023-12-02": "第四话 c111\n원화 수정 요망: 눈을 더 크게, 입은 작게\n",
    "2023-12-03": "第四话 c111 确认\n",
}


def material(folder: Path) -> Path:
    """Own frames, and three days of pages and notes on a server; a page changes, one goes."""
    show, dossier = Show(101, cuts=3), folder / "dossier"
    for cut in range(3):
        saved(folder, f"Our Show/ep04_c11{cut}.png", show.frame(cut, 0.5).colour)
    for number, (day, note) in enumerate(NOTES.items()):
        for cut in range(3 if number < 2 else 2):
            moved = 0.5 if number == 0 or cut != 1 else 0.55
            ink = show.frame(cut, moved).ink
            saved(dossier, f"found/{day}/A_000{cut + 1}.png", sheet(ink, turn=2 - 2 * cut))
        (dossier / "found" / day / "note.txt").write_text(note, encoding="utf-8")
    return invented.dossier(dossier, invented.LOTS + FOUND)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    folder = tmp_path_factory.mktemp("pictures")
    dossier = material(folder)
    index = ["--index", str(folder / "index")]
    assert 0 == cli.run(["frames", "index", str(folder / "Our Show"), *index])
    with chdir(dossier):
        assert 4 == cli.run(["frames", "match", "found", *index, "--out", "answers"])
    invented.install_lists(folder / "home")
    invented.reviewed(dossier, folder / "case", folder / "home")
    for people in opened(folder):
        people.accounts.add("Ana Lim", PASSWORD, "admin")
        yield people


@pytest.fixture
def window(chromium: Browser, room: People) -> Iterator[Page]:
    with context(chromium, room, viewport={"width": 1280, "height": 900}) as made:
        yield made.new_page()


def pictured(window: Page, name: str) -> None:
    if PICTURES:
        window.evaluate("scrollTo(0, 0)")
        window.screenshot(path=Path(PICTURES) / f"room-{name}.png")


def test_days_stand_beside_each_other_with_what_is_new_changed_and_gone(window: Page) -> None:
    window.goto("/files")
    columns = window.locator(".columns section")
    assert [*NOTES] == columns.locator("h2").all_inner_texts()
    second, third = (columns.nth(n).locator("li").all_inner_texts() for n in (1, 2))
    assert {"changed"} == {text.split()[0] for text in second}
    assert {"changed", "gone"} == {text.split()[0] for text in third}
    assert [] == faults(window)
    pictured(window, "files")


def test_the_wall_shows_the_pictures_themselves(window: Page) -> None:
    window.goto("/files?wall=1")
    shown = window.locator(".wall img")
    assert shown.count() >= 3
    for one in shown.all():
        one.scroll_into_view_if_needed()
        one.evaluate("one => one.decode()")
        assert one.evaluate("one => one.naturalWidth") > 0
    assert [] == faults(window)


def test_a_found_page_is_compared_in_every_way_and_the_address_keeps_it(window: Page) -> None:
    window.goto("/compare")
    assert window.locator(".compare image").count() >= 2
    window.keyboard.press("2")
    window.wait_for_url("**way=wipe**")
    window.locator("#amount").fill("30")
    window.wait_for_url("**at=30**")
    assert 0.3 == pytest.approx(
        float(window.get_attribute("#cut rect", "x") or 0)
        / float(window.get_attribute(".top", "data-wide") or 1), abs=0.01,
    )  # fmt: skip
    pictured(window, "compare")
    window.keyboard.press("4")
    window.wait_for_url("**way=over&at=30**")
    assert "0.3" == window.get_attribute(".top", "opacity")
    lines = window.locator(".lines").count()
    window.keyboard.press("l")
    window.wait_for_url("**lines=on**")
    assert (0, 1) == (lines, window.locator(".lines").count())
    assert [] == faults(window)


def test_a_note_stands_beside_a_translation_that_is_written_there(window: Page) -> None:
    window.goto("/search?q=수정")
    window.goto("/files?q=note")
    window.locator(".columns a", has_text="note.txt").first.click()
    window.locator("summary", has_text="Translate").first.click()
    window.locator("textarea").first.fill("Correct the key drawing: larger eyes")
    window.locator("button", has_text="Keep").first.click()
    window.wait_for_url("**/files/**")
    assert "Correct the key drawing: larger eyes" in window.inner_text("main")
