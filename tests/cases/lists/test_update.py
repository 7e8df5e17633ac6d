"""Against a real server on the loopback interface that behaves well, badly, or not at all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import msgspec
import pytest

from celtrace.cases.lists.shelf import ListShelf
from celtrace.cases.lists.update import Fetching, Updated, update
from celtrace.errors import UsageError
from tinylist import SOURCE, TINY, page, shelf

TODAY = date(2021, 12, 20)
CHANGED = "Fri, 10 Dec 2021 14:30:00 GMT"
LIST = msgspec.json.encode(page("a", "b", "c", day="2021-12-10")) + b"\n"
UNDATED = msgspec.json.encode(page("a", "b", "c")) + b"\n"

Answer = tuple[int, dict[str, str], bytes]


class Publisher(BaseHTTPRequestHandler):
    """Answers each path as told, and writes down what it was asked."""

    answers: ClassVar[dict[str, Answer | Callable[[], None]]] = {}
    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers)))
        answer = self.answers.get(self.path, (404, {}, b"nothing here"))
        if callable(answer):
            answer()
            return
        status, headers, body = answer
        if status == 200 and headers.get("ETag", "") == self.headers.get("If-None-Match", "-"):
            status, body = 304, b""
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing on the terminal."""


@pytest.fixture
def base() -> Iterator[str]:
    Publisher.answers, Publisher.asked = {}, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def answer(body: bytes, status: int = 200, path: str = "/tiny.json", **headers: str) -> None:
    Publisher.answers[path] = (status, {k.replace("_", "-"): v for k, v in headers.items()}, body)


def ask(lists: ListShelf, base: str, **how: Any) -> Updated:
    fetching = Fetching(**({"base": base, "wait_s": 5.0} | how))
    (result,) = update(lists, [], TODAY, fetching)
    return result


def test_a_list_is_fetched_and_taken_in(tmp_path: Path, base: str) -> None:
    answer(LIST, ETag='"one"')
    lists = shelf(tmp_path)
    result = ask(lists, base)
    assert (True, "Snapshot of 2021-12-10: 3 entries, 3 added, 0 removed.") == (
        result.fine, result.said,
    )  # fmt: skip
    assert date(2021, 12, 10) == lists.status(TODAY)[0].newest


def test_what_has_not_changed_is_not_sent_again(tmp_path: Path, base: str) -> None:
    answer(LIST, ETag='"one"', Last_Modified=CHANGED)
    lists = shelf(tmp_path)
    ask(lists, base)
    result = ask(lists, base)
    assert (True, "Not changed since the last update.") == (result.fine, result.said)
    _, headers = Publisher.asked[-1]
    assert ('"one"', CHANGED) == (headers["If-None-Match"], headers["If-Modified-Since"])


def test_a_list_without_a_date_has_that_of_the_server(tmp_path: Path, base: str) -> None:
    answer(UNDATED, Last_Modified=CHANGED)
    (done,) = ask(shelf(tmp_path), base).imported
    assert (date(2021, 12, 10), "download") == (done.date, done.date_from)


@pytest.mark.parametrize("said", ["", "yesterday", "Fri, 10 Dec 2100 14:30:00 GMT"])
def test_without_a_usable_date_of_the_server_it_is_today(
    tmp_path: Path, base: str, said: str
) -> None:
    answer(UNDATED, Last_Modified=said)
    (done,) = ask(shelf(tmp_path), base).imported
    assert TODAY == done.date


def test_a_redirect_on_the_same_host_is_followed(tmp_path: Path, base: str) -> None:
    answer(b"", 302, Location="/there")
    answer(LIST, path="/there")
    assert ask(shelf(tmp_path), base).fine


def truncated() -> None:
    answer(LIST, Content_Length=str(len(LIST) + 100))


FAULTS: dict[str, tuple[Callable[[], None], str]] = {
    "an error": (lambda: answer(b"", 500), "answered 500"),
    "nothing there": (lambda: None, "answered 404"),
    "no bytes": (lambda: answer(b""), "answered with an empty file"),
    "a web page": (lambda: answer(b"\n<!DOCTYPE html><html>log in"), "answered with a web page"),
    "something else": (lambda: answer(b"garbage"), "no reader knows a list in it"),
    "a cut body": (truncated, "could not be fetched"),
    "a shrunk list": (
        lambda: answer(msgspec.json.encode(page("a", "b", day="2021-12-13")) + b"\n"),
        "more than 30% are missing",
    ),
    "an empty list": (
        lambda: answer(msgspec.json.encode(page(day="2021-12-13")) + b"\n"), "no entries",
    ),
    "a redirect to itself": (lambda: answer(b"", 302, Location="/tiny.json"), "more than 5 times"),
    "a redirect to another host over http": (
        lambda: answer(b"", 302, Location="http://localhost:1/tiny.json"), "neither https nor",
    ),
    "a redirect to a file": (
        lambda: answer(b"", 302, Location="file:///etc/hostname"), "neither https nor",
    ),
    "not modified, never asked": (lambda: answer(b"", 304), "answered 304"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_goes_wrong_is_said_and_the_installed_list_stays(
    tmp_path: Path, base: str, fault: str
) -> None:
    lists = shelf(tmp_path)
    answer(LIST)
    ask(lists, base)
    before = (lists.status(TODAY), list(lists.vault.digests()))
    Publisher.answers.clear()
    break_it, said = FAULTS[fault]
    break_it()
    result = ask(lists, base)
    assert not result.fine
    assert said in result.said
    assert result.said.endswith("What was installed stays.")
    assert before == (lists.status(TODAY), list(lists.vault.digests()))


def test_a_silent_server_is_not_waited_for_forever(tmp_path: Path, base: str) -> None:
    released = threading.Event()
    Publisher.answers["/tiny.json"] = lambda: bool(released.wait(10)) and None
    result = ask(shelf(tmp_path), base, wait_s=0.2)
    released.set()
    assert (False, True) == (result.fine, "timed out" in result.said)


def test_a_file_beyond_the_limit_is_left(tmp_path: Path, base: str) -> None:
    answer(LIST)
    result = ask(shelf(tmp_path), base, most_bytes=10)
    assert "larger than 10 bytes" in result.said


def test_a_server_that_never_ends_is_left(tmp_path: Path, base: str) -> None:
    answer(LIST)
    assert "took more than" in ask(shelf(tmp_path), base, most_s=-1.0).said


def test_nobody_there_is_a_sentence_too(tmp_path: Path) -> None:
    result = ask(shelf(tmp_path), "http://127.0.0.1:1")
    assert (False, True) == (result.fine, "could not be fetched" in result.said)


def test_a_refused_file_is_asked_for_again_without_conditions(tmp_path: Path, base: str) -> None:
    lists = shelf(tmp_path)
    answer(msgspec.json.encode(page("a", day="2021-12-10")) + b"\n", ETag='"bad"')
    assert not ask(lists, base).fine
    assert not ask(lists, base).fine
    assert "If-None-Match" not in Publisher.asked[-1][1]


PARTS = msgspec.structs.replace(
    SOURCE, urls=("https://lists.example/tiny.a", "https://lists.example/tiny.b?x=1")
)


def test_files_that_belong_together_are_fetched_together(tmp_path: Path, base: str) -> None:
    lists = shelf(tmp_path, PARTS)
    answer(msgspec.json.encode(page("a", "b", day="2021-12-10")), path="/tiny.a", ETag='"a"')
    answer(msgspec.json.encode(page("c")), path="/tiny.b?x=1", ETag='"b"')
    assert 3 == ask(lists, base).imported[0].entries
    answer(msgspec.json.encode(page("c", "d")), path="/tiny.b?x=1", ETag='"b2"')
    assert 4 == ask(lists, base).imported[0].entries


def test_one_part_that_fails_keeps_the_whole_list_out(tmp_path: Path, base: str) -> None:
    lists = shelf(tmp_path, PARTS)
    answer(msgspec.json.encode(page("a", "b", day="2021-12-10")), path="/tiny.a")
    answer(b"garbage", path="/tiny.b?x=1")
    result = ask(lists, base)
    assert (False, True) == (result.fine, "do not form one publication" in result.said)
    assert lists.status(TODAY)[0].newest is None


def test_one_list_that_fails_does_not_keep_the_others_out(tmp_path: Path, base: str) -> None:
    urls = ("https://lists.example/other.json",)
    other = msgspec.structs.replace(SOURCE, id="eu_other", urls=urls)
    answer(LIST)
    results = update(shelf(tmp_path, SOURCE, other), [], TODAY, Fetching(base=base))
    assert [("eu_other", False), (TINY, True)] == [(one.list, one.fine) for one in results]


def test_a_list_without_an_address_is_named_when_asked_for(tmp_path: Path) -> None:
    lists = shelf(tmp_path, msgspec.structs.replace(SOURCE, urls=()))
    assert () == update(lists, [], TODAY)
    (result,) = update(lists, [TINY], TODAY)
    assert (False, True) == (result.fine, "lists import" in result.said)


def test_an_unknown_list_is_a_mistake_of_the_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no list nobody.*us_tiny"):
        update(shelf(tmp_path), ["nobody"], TODAY)
