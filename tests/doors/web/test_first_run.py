"""A new user in Chromium: from the empty room to a decided hit, from a sheet of their own.

No word of the documentation is read: each step is what the page before offers as its main one.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from doors.web.conftest import PASSWORD, People
from doors.web.test_browser import CHROMIUM, chromium

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
__all__ = ["chromium"]
SHEET = (
    "Vendor No.,Vendor name,Country,Contact\n"
    "V1,평양만화사,KR,김민수\n"
    "V2,SEK Studio,CN,\n"
    "V3,上海墨工作室,CN,李雷\n"
)
LONGEST = 15 * 60


def decided(page: Page) -> str:
    """Decide the hit that is shown, by keyboard; what the page says then."""
    page.wait_for_selector("[name=verdict]")
    page.wait_for_load_state("load")
    page.keyboard.press("n")
    page.keyboard.type("Another studio of a like name: its number is not that of the row.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**said=*")
    return page.inner_text("[role=status]")


def test_from_nothing_to_a_decided_hit_of_an_own_sheet(
    chromium: Browser, fresh: People, tmp_path: Path
) -> None:
    start, sheet = time.monotonic(), tmp_path / "Vendors 2024.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    with chromium.new_context(base_url=fresh.base, locale="ko-KR") as window:
        page = window.new_page()
        page.goto("/")
        assert page.url.endswith("/setup")
        page.fill("#name", "김지은")
        page.fill("#password", PASSWORD)
        page.click("button.main")
        assert page.url.endswith("/import"), "with nothing reviewed, Today leads to the import"
        page.set_input_files("#files", sheet)
        page.click("button.main")
        assert "평양만화사" in page.inner_text("main"), "the first value of each column is shown"
        page.fill("#title", "Vendors of Show A")
        page.click("button.main")
        page.wait_for_selector("text=Decide the name hits", timeout=200_000)
        page.click("a.main")
        page.locator("main a[href^='/hits/']").first.click()
        assert "Kept: not the same" in decided(page)
    assert time.monotonic() - start < LONGEST
    judged = [j for one in fresh.room.desk.ledger.all() for j in one.judgements]
    assert ["김지은"] == [one.who for one in judged]
