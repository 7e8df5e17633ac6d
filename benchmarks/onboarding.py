"""A worker joins in a real browser: `python benchmarks/onboarding.py`.

Chromium with a fake webcam and a virtual authenticator opens a worker's link on a real server:
consent, what stands on the document, its picture, a selfie, a meeting, a passkey, a signed list
of a delivery; then a person records what was seen of the document, and a review reads the
picture and writes its PDF. Printed are the seconds of each part and of all.

Then what has to be refused is tried in the same browser, one after another: a copied key, a
device that does not verify its person, another person's device, a consent that was withdrawn
and one that ended while the page was open. It ends with 1 if one of them goes through.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from playwright.sync_api import Browser

import invented
from doors.web import test_onboarding as worker
from doors.web.conftest import People, opened
from doors.web.test_joining import file_of, link_of, send, staff
from papers.pages import document
from papers.test_opened import saved

Refusal = Callable[[People, Browser], None]


@contextmanager
def room_in(folder: Path) -> Iterator[People]:
    """A case room over an invented dossier of which nothing was reviewed."""
    folder.mkdir()
    invented.install_lists(folder / "home")
    invented.dossier(folder / "dossier", "")
    yield from opened(folder)


def in_a_window(test: Callable[..., None], *more: str) -> Refusal:
    """A refusal that needs one window."""

    def run(room: People, browser: Browser) -> None:
        with worker.window_of(browser) as window:
            test(room, window, *more)

    return run


def elsewhere(room: People, browser: Browser) -> None:
    """Another person's device, in another window."""
    with worker.window_of(browser) as window:
        worker.test_another_persons_device_does_not_sign(room, browser, window)


ENDS = worker.test_a_consent_that_ends_while_the_page_is_open_is_noticed
REFUSED: dict[str, Refusal] = {
    "a copied key": in_a_window(worker.test_a_clone_is_refused_in_the_browser_and_ended),
    "no verification of the person": in_a_window(
        worker.test_without_the_persons_verification_no_key_is_made
    ),
    "another person's device": elsewhere,
    "a consent that was withdrawn": in_a_window(ENDS, "withdrawn"),
    "a consent that expired": in_a_window(ENDS, "expired"),
}


def whole(folder: Path, browser: Browser) -> list[tuple[str, float]]:
    """The seconds of each part, from the link to the PDF."""
    times = [("", time.perf_counter())]
    with room_in(folder) as room, worker.window_of(browser) as window:
        times[0] = ("", time.perf_counter())
        me = worker.Joiner(window)
        me.opens(room, link_of(staff(room)))
        worker.joins(me, folder, saved(document(1)))
        times.append(("the worker's own pages", time.perf_counter()))
        where = f"/workers/files/{file_of(room).person}"
        said = {"step": "document_examined", "result": "passed", "picture": "sharp, flat"}
        if send(staff(room), f"{where}/step", where, **said).status_code != 303:
            raise SystemExit("The decision was not taken.")
        times.append(("a person's decision", time.perf_counter()))
    invented.reviewed(folder / "dossier", folder / "case", folder / "home")
    times.append(("review and PDF", time.perf_counter()))
    if not (folder / "case" / "report.pdf").read_bytes().startswith(b"%PDF"):
        raise SystemExit("There is no PDF.")
    return [(name, at - before) for (_, before), (name, at) in pairwise(times)]


def main() -> int:
    """Print the figures."""
    if not worker.CHROMIUM:
        print("Chromium is not installed.")
        return 2
    wrong = 0
    with tempfile.TemporaryDirectory() as made, worker.browsing() as browser:
        parts = whole(Path(made) / "whole", browser)
        for name, seconds in parts:
            print(f"{name}: {seconds:.1f} s")
        print(f"from the link to the PDF: {sum(seconds for _, seconds in parts):.1f} s", flush=True)
        for number, (name, refusal) in enumerate(REFUSED.items()):
            try:
                with room_in(Path(made) / str(number)) as room:
                    refusal(room, browser)
            except AssertionError as error:
                wrong += 1
                print(f"{name}: NOT refused ({error})")
            else:
                print(f"{name}: refused", flush=True)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
