"""A worker joins in a real browser: virtual authenticator, fake webcam, a phone's width."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from celtrace.records import ConsentGrant, Credential, Handed, Interview, SignedDelivery
from doors.web.conftest import People
from doors.web.test_joining import NAME, PNG, file_of, link_of, send, staff

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
PHONE = {"width": 390, "height": 844}
SUMS = f"{'a' * 64}  c001.tga\n{'b' * 64}  c002.tga\n"


@contextmanager
def browsing() -> Iterator[Browser]:
    """A Chromium whose webcam shows a made-up picture."""
    flags = ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


@contextmanager
def window_of(browser: Browser) -> Iterator[BrowserContext]:
    """A window of a phone's width in Ho Chi Minh City."""
    made = browser.new_context(
        viewport=PHONE, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
    )  # fmt: skip
    yield made
    made.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


class Joiner:
    """A worker's window, with a device of its own."""

    def __init__(self, window: BrowserContext, **device: Any) -> None:
        self.page = window.new_page()
        self.page.set_default_timeout(90_000)
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.cdp: CDPSession = window.new_cdp_session(self.page)
        self.cdp.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True,
            "automaticPresenceSimulation": True, **device,
        }  # fmt: skip
        made = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self.device = made["authenticatorId"]

    def opens(self, room: People, path: str) -> Page:
        """Open the link; passkeys need a name, so the host is localhost."""
        self.page.goto(local(room) + path)
        return self.page

    def sees_the_camera(self) -> None:
        """Wait for the first picture of the fake webcam."""
        shows = "document.getElementById('video').videoWidth > 0"
        self._waits(lambda: bool(self.page.evaluate(shows)))
        assert self.page.evaluate(shows)

    def agrees(self, *purposes: str) -> None:
        for purpose in purposes:
            self.page.check(f"input[name={purpose}]")
        self.page.click("#consent button.main")

    def presses(self, what: str) -> None:
        """Press a button after which the page is loaded again."""
        with self.page.expect_navigation():
            self.page.click(what)

    def refused(self, what: str) -> str:
        """Press a button; what the page says now instead of going on."""
        before = self.page.inner_text("#wrong")
        self.page.click(what)
        self._waits(lambda: self.page.inner_text("#wrong") not in ("", before))
        return self.page.inner_text("#wrong")

    def _waits(self, holds: Callable[[], bool]) -> None:
        """Wait outside the page, whose policy lets no script of ours wait inside it."""
        until = time.monotonic() + 60
        while not holds() and time.monotonic() < until:
            self.page.wait_for_timeout(50)


def local(room: People) -> str:
    return room.base.replace("127.0.0.1", "localhost")


@pytest.fixture
def window(chromium: Browser) -> Iterator[BrowserContext]:
    with window_of(chromium) as made:
        yield made


ALL = ("documents", "face", "interview", "passkey")


def joins(me: Joiner, tmp_path: Path, document: bytes = PNG) -> None:
    """Go through the worker's page: consent, papers, selfie, meeting, passkey, a signed list."""
    page = me.page
    me.agrees(*ALL)
    for field, text in (("number", "B7654321"), ("country", "VN"), ("expires", "2030-01-31"),
                        ("mail", "an@mail.example")):  # fmt: skip
        page.fill(f"#{field}", text)
    page.click("#about button.main")
    (tmp_path / "paper.png").write_bytes(document)
    page.set_input_files("#paper-file", tmp_path / "paper.png")
    me.presses("#paper button.main")
    page.click("#camera")
    page.wait_for_selector("#take:visible")
    me.sees_the_camera()
    me.presses("#take")
    page.fill("#when", "2026-08-05T09:00")
    page.click("#meeting button.main")
    me.presses("#enrol")
    me.presses("#use")
    (tmp_path / "SHA256SUMS").write_text(SUMS)
    page.set_input_files("#list", tmp_path / "SHA256SUMS")
    me.presses("#sign button.main")
    assert "2 tệp" in page.inner_text("#sign")
    assert [] == me.errors


def test_a_worker_joins_from_the_link_to_a_signed_delivery(
    fresh: People, window: BrowserContext, tmp_path: Path
) -> None:
    """Consent, papers, selfie, meeting, passkey, a signed list; then what staff sees of it."""
    me = Joiner(window)
    page = me.opens(fresh, link_of(staff(fresh)))
    assert "Hồ sơ của bạn" in page.title()
    joins(me, tmp_path)

    file = file_of(fresh)
    assert set(ALL) == {grant.purpose for grant in file.all(ConsentGrant)}
    pictures = {one.what: fresh.room.people(lambda r, h=one: r.bytes_of(file, h))
                for one in file.all(Handed)}  # fmt: skip
    assert PNG == pictures["document front"]
    assert pictures["selfie"].startswith(b"\xff\xd8\xff")
    assert len(pictures["selfie"]) > 5_000, "a picture of the fake webcam"
    (talk,) = file.all(Interview)
    assert "2026-08-05T02:00" in talk.planned.isoformat(), "nine o'clock in Ho Chi Minh City"
    (key,) = file.all(Credential)
    assert (True, False) == (key.device_bound, key.backed_up)
    (signed,) = file.all(SignedDelivery)
    assert (2, local(fresh)) == (signed.files, signed.origin)
    ann = staff(fresh)
    where = f"/workers/files/{file.person}"
    answer = send(ann, f"{where}/step", where, step="document_examined", result="passed",
                  picture="sharp, flat")  # fmt: skip
    assert 303 == answer.status_code
    assert NAME in ann.get(where).text


def test_the_page_has_no_faults_on_a_phone_and_asks_no_other_server(
    fresh: People, window: BrowserContext
) -> None:
    me, asked = Joiner(window), []
    me.page.on("request", lambda request: asked.append(request.url))
    page = me.opens(fresh, link_of(staff(fresh)))
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"]}
    before = Axe().run(page, options=rules).response["violations"]
    me.agrees(*ALL)
    me.presses("#enrol")
    after = Axe().run(page, options=rules).response["violations"]
    assert [] == [f"{one['id']}: {one['nodes'][0]['target']}" for one in (*before, *after)]
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"]
    assert [] == [url for url in asked if not url.startswith(local(fresh))]


def test_a_key_that_is_synced_is_shown_as_one(fresh: People, window: BrowserContext) -> None:
    me = Joiner(window, defaultBackupEligibility=True, defaultBackupState=True)
    me.opens(fresh, link_of(staff(fresh)))
    me.agrees("passkey")
    me.presses("#enrol")
    (key,) = file_of(fresh).all(Credential)
    assert (False, True) == (key.device_bound, key.backed_up)
    assert "có thể được sao sang thiết bị khác" in me.page.inner_text("#key")


def test_without_the_persons_verification_no_key_is_made(
    fresh: People, window: BrowserContext
) -> None:
    me = Joiner(window, isUserVerified=False)
    me.opens(fresh, link_of(staff(fresh)))
    me.agrees("passkey")
    assert "Không thành công" in me.refused("#enrol")
    assert () == file_of(fresh).all(Credential)


def test_a_clone_is_refused_in_the_browser_and_ended(fresh: People, window: BrowserContext) -> None:
    me = Joiner(window)
    me.opens(fresh, link_of(staff(fresh)))
    me.agrees("passkey")
    me.presses("#enrol")
    me.presses("#use")
    me.presses("#use")
    held = me.cdp.send("WebAuthn.getCredentials", {"authenticatorId": me.device})["credentials"]
    me.cdp.send("WebAuthn.clearCredentials", {"authenticatorId": me.device})
    copy = {**held[0], "signCount": 0}
    me.cdp.send("WebAuthn.addCredential", {"authenticatorId": me.device, "credential": copy})
    assert "Two devices hold this key" in me.refused("#use")
    assert ["cloned"] == [key.ended for key in file_of(fresh).all(Credential)]


def test_another_persons_device_does_not_sign(
    fresh: People, chromium: Browser, window: BrowserContext
) -> None:
    me = Joiner(window)
    me.opens(fresh, link_of(staff(fresh)))
    me.agrees("passkey")
    me.presses("#enrol")
    session = window.cookies()
    with chromium.new_context(viewport=PHONE, locale="vi-VN") as elsewhere:
        elsewhere.add_cookies(session)  # type: ignore[arg-type]
        other = Joiner(elsewhere)
        other.page.goto(f"{local(fresh)}/join")
        assert "Không thành công" in other.refused("#use")
    assert [""] == [key.ended for key in file_of(fresh).all(Credential)]


@pytest.mark.parametrize("way", ["withdrawn", "expired"])
def test_a_consent_that_ends_while_the_page_is_open_is_noticed(
    fresh: People, window: BrowserContext, way: str
) -> None:
    import msgspec

    me = Joiner(window)
    page = me.opens(fresh, link_of(staff(fresh)))
    me.agrees(*ALL)
    page.click("#camera")
    page.wait_for_selector("#take:visible")
    me.sees_the_camera()
    person = file_of(fresh).person
    for grant in file_of(fresh).all(ConsentGrant):
        if way == "withdrawn":
            fresh.room.people(lambda r, g=grant: r.withdraw(person, person, g.purpose))
        else:
            past = msgspec.structs.replace(grant, expires=fresh.room.clock())
            fresh.room.people(lambda r, g=past: r.keep("Ann", person, g))
    assert "no consent to face" in me.refused("#take")
    assert "no consent to passkey" in me.refused("#enrol")
    assert () == file_of(fresh).all(Handed) + file_of(fresh).all(Credential)


def test_whoever_has_no_camera_is_told_of_the_equal_way(
    fresh: People, window: BrowserContext
) -> None:
    me = Joiner(window)
    page = me.opens(fresh, link_of(staff(fresh)))
    me.agrees("face")
    page.evaluate("void (navigator.mediaDevices.getUserMedia = () => Promise.reject(Error()))")
    assert "gặp trực tiếp" in me.refused("#camera")
