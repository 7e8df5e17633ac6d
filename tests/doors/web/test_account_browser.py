"""A passkey in a real browser: added, used to sign in, and a password beside it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from doors.web.conftest import PASSWORD, People
from doors.web.test_onboarding import Joiner, local

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def signs_in(page: Page) -> None:
    page.fill("#name", "Ana Lim")
    page.fill("#password", PASSWORD)
    page.click("button.main")


def test_a_passkey_takes_the_place_of_the_password(people: People, chromium: Browser) -> None:
    people.accounts.add("Ana Lim", PASSWORD, "reviewer")
    with chromium.new_context() as window:
        me = Joiner(window)
        page = me.opens(people, "/account")
        signs_in(page)
        page.fill("#label", "work laptop")
        me.presses("#key-add")
        assert "work laptop bound to one device" in page.inner_text("section ul")
        assert "not used yet" in page.inner_text("section ul")
        assert [] == [v["id"] for v in Axe().run(page).response["violations"]]
        page.click(".who summary")
        page.click("text=Sign out")
        page.goto(f"{local(people)}/parties")
        me.presses("#key-use")
        assert page.url.endswith("/parties")
        page.goto(f"{local(people)}/account")
        assert "last used" in page.inner_text("section ul")
        assert [] == me.errors


def test_a_device_that_has_no_key_is_told_and_the_password_still_works(
    people: People, chromium: Browser
) -> None:
    people.accounts.add("Ana Lim", PASSWORD, "reviewer")
    with chromium.new_context() as window:
        me = Joiner(window, isUserVerified=False)
        page = me.opens(people, "/login?next=/parties")
        page.wait_for_selector("#key-do:visible")
        page.click("#key-use")
        page.wait_for_selector("#key-wrong:visible")
        assert "Nothing was changed" in page.inner_text("#key-wrong")
        signs_in(page)
        assert page.url.endswith("/parties")


def test_where_the_address_has_no_name_the_page_says_what_to_open(
    people: People, chromium: Browser
) -> None:
    people.accounts.add("Ana Lim", PASSWORD, "reviewer")
    with chromium.new_context() as window:
        page = window.new_page()
        page.goto(f"{people.base}/login")
        page.wait_for_selector("#key-place:visible")
        assert not page.is_visible("#key-use")
