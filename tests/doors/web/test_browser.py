"""The screens in Chromium: axe, the keyboard, a phone, without script, pictures for the docs.

`CELTRACE_PICTURES=docs/images` has the suite write the screenshots that the docs show.
"""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import noto_cjk_sans_otc
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from doors.web.conftest import PASSWORD, People, opened
from doors.web.test_pages import every_page, hit

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
PICTURES = os.environ.get("CELTRACE_PICTURES", "")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def room(reviewed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    folder = tmp_path_factory.mktemp("browser") / "room"
    shutil.copytree(reviewed, folder)
    for people in opened(folder):
        people.accounts.add("Ana Lim", PASSWORD, "admin")
        people.accounts.add("Ben Ode", PASSWORD, "reviewer")
        people.room.act(lambda desk: desk.ask("Ana Lim", "north", "Who drew episode 1?"))
        yield people


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    folder = tmp_path_factory.mktemp("fonts")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"], env={**os.environ, **fonts(folder)}
        )
        yield browser
        browser.close()


def fonts(folder: Path) -> dict[str, str]:
    """So that pictures show Korean and Chinese on a machine without such fonts, too."""
    own = Path(noto_cjk_sans_otc.__file__).parent
    text = f"<fontconfig><include>/etc/fonts/fonts.conf</include><dir>{own}</dir></fontconfig>"
    (folder / "fonts.conf").write_text(text)
    return {"FONTCONFIG_FILE": str(folder / "fonts.conf")}


def context(chromium: Browser, room: People, **how: Any) -> BrowserContext:
    """A window in which Ana is signed in."""
    user = room.accounts.store.user(how.pop("who", "ana lim"))
    assert user
    made = chromium.new_context(base_url=room.base, **how)
    session = room.accounts.open_session(user)
    made.add_cookies([{"name": "celtrace_session", "value": session, "url": room.base}])
    return made


def faults(page: Page) -> list[str]:
    """What axe finds, with the place of the first."""
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"]})
    return [f"{v['id']}: {v['nodes'][0]['target']}" for v in found.response["violations"]]


def chosen(room: People) -> list[str]:
    return [path for path in every_page(room) if path not in ("/parties/kim", "/hits?show=all")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_no_page_asks_another_server(
    chromium: Browser, room: People, scheme: Any
) -> None:
    asked: list[str] = []
    said: list[str] = []
    with context(chromium, room, color_scheme=scheme, bypass_csp=False) as window:
        page = window.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
        found = {}
        for path in chosen(room) if scheme == "light" else chosen(room)[::3]:
            page.goto(path)
            if here := faults(page):
                found[path] = here
    assert {} == found
    assert [] == [url for url in asked if not url.startswith((room.base, "data:"))]
    assert [] == said


def test_the_doors_have_no_faults_either(chromium: Browser, room: People) -> None:
    with chromium.new_context(base_url=room.base) as window:
        page = window.new_page()
        page.goto("/parties")
        assert page.url.endswith("/login?next=/parties")
        assert [] == faults(page)


@pytest.mark.parametrize("width", [360, 640])
def test_no_page_is_wider_than_a_phone_or_a_zoomed_window(
    chromium: Browser, room: People, width: int
) -> None:
    with context(chromium, room, viewport={"width": width, "height": 740}) as window:
        page = window.new_page()
        wide = []
        for path in chosen(room):
            page.goto(path)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append(path)
    assert [] == wide


def test_whoever_types_beside_the_field_of_the_reason_chooses_no_answer(
    chromium: Browser, room: People
) -> None:
    with context(chromium, room) as window:
        page = window.new_page()
        page.goto(f"/hits/{hit(room)}")
        page.keyboard.type("Other address, checked with the registry")
        assert 0 == page.locator("[name=verdict]:checked").count()
        assert "" == page.input_value("#why")


def test_single_keys_can_be_switched_off(chromium: Browser, room: People) -> None:
    with context(chromium, room) as window:
        page = window.new_page()
        page.goto("/account")
        page.uncheck("#shortcuts")
        page.goto(f"/hits/{hit(room)}")
        page.keyboard.press("n")
        assert 0 == page.locator("[name=verdict]:checked").count()
        page.goto("/account")
        page.check("#shortcuts")
        page.goto(f"/hits/{hit(room)}")
        page.keyboard.press("n")
        assert "rejected" == page.locator("[name=verdict]:checked").get_attribute("value")


def test_a_hit_is_decided_by_keyboard_alone(chromium: Browser, room: People) -> None:
    target = f"candidate:{hit(room)}"
    with context(chromium, room) as window:
        page = window.new_page()
        page.goto(f"/hits/{hit(room)}")
        page.keyboard.press("n")
        page.keyboard.type("Another studio of a like name.")
        page.keyboard.press("Control+Enter")
        page.wait_for_url("**said=*")
        assert "Kept: not the same" in page.inner_text("[role=status]")
    standing = room.room.desk.ledger.of(target)
    assert ("Ana Lim", "Another studio of a like name.") == (
        standing.judgements[-1].who,
        standing.judgements[-1].why,
    )


def test_every_link_and_field_is_reached_by_tab(chromium: Browser, room: People) -> None:
    with context(chromium, room) as window:
        page = window.new_page()
        page.goto("/parties/north")
        page.keyboard.press("Tab")
        assert "To the content" == page.evaluate("document.activeElement.textContent")
        wanted = page.evaluate(
            "[...document.querySelectorAll('a[href],button,input:not([type=hidden]),textarea,summary')]"
            ".filter(e => e.checkVisibility() && e.type !== 'radio').length"
        )
        seen = set()
        for _ in range(wanted + 20):
            seen.add(page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))
            page.keyboard.press("Tab")
    assert any('id="why"' in one for one in seen)
    assert any('id="note"' in one for one in seen)


def test_parties_are_narrowed_while_one_types(chromium: Browser, room: People) -> None:
    with context(chromium, room) as window:
        page = window.new_page()
        page.goto("/parties")
        page.fill("#q", "만화")
        page.wait_for_selector("#list:has-text('1 party')")
        assert "평양만화사" in page.inner_text("#list")


def test_without_script_people_read_decide_and_review(chromium: Browser, room: People) -> None:
    with context(chromium, room, java_script_enabled=False, who="ben ode") as window:
        page = window.new_page()
        page.goto("/parties/hill")
        page.fill("#note", "Asked by telephone.")
        page.click("text=Add the note")
        assert "Asked by telephone." in page.content()
        page.goto("/import")
        page.click("text=Review again")
        assert "/import/progress" in page.url
        assert "done" == room.room.jobs.wait(60).state
        page.reload()
        assert "Decide the name hits" in page.content()


def test_the_progress_of_a_review_follows_by_itself(chromium: Browser, room: People) -> None:
    with context(chromium, room) as window:
        page = window.new_page()
        page.goto("/import")
        page.click("text=Review again")
        page.wait_for_selector("text=Decide the name hits", timeout=60_000)


SHOWN = {"today": "/", "hit": "", "chain": "/chain"}


@pytest.mark.skipif(not PICTURES, reason="CELTRACE_PICTURES names no folder")
def test_the_picture_of_the_import(chromium: Browser, fresh: People) -> None:
    fresh.accounts.add("Ana Lim", PASSWORD, "admin")
    sheet = "Vendor No.,Vendor name,Country,Contact\nV1,평양만화사,KR,김민수\nV2,SEK Studio,CN,\n"
    taken = [("Vendors 2024.csv", io.BytesIO(sheet.encode()))]
    fresh.room.uploads.take("Ana Lim", fresh.room.clock(), taken)
    with context(chromium, fresh, viewport={"width": 1280, "height": 1020}) as window:
        page = window.new_page()
        page.goto("/import")
        page.fill("#title", "Vendors of Show A")
        page.screenshot(path=Path(PICTURES) / "room-import.png")


@pytest.mark.skipif(not PICTURES, reason="CELTRACE_PICTURES names no folder")
@pytest.mark.parametrize("name", SHOWN)
def test_the_pictures_of_the_docs(chromium: Browser, room: People, name: str) -> None:
    size = {"width": 1280, "height": 860}
    with context(chromium, room, viewport=size) as window:
        page = window.new_page()
        page.goto(SHOWN[name] or f"/hits/{hit(room)}")
        page.screenshot(path=Path(PICTURES) / f"room-{name}.png")
