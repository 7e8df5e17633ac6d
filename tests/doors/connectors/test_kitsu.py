"""Asking a server: again when it is busy, not when it refuses, never with the token in sight."""

from __future__ import annotations

import pytest

from celtrace.doors.connectors.kitsu import NotAllowed, checked, opened
from celtrace.errors import Exit, TrackerBroken, UsageError
from doors.connectors.pretend import QUICK, Pretended


def test_a_busy_server_is_asked_again(server: Pretended) -> None:
    server.models["persons"] = [{"id": "p1"}]
    server.instead = [("persons", 503, "busy"), ("persons", 429, "slowly")]
    with opened(server.url, "t", QUICK) as kitsu:
        assert [{"id": "p1"}] == kitsu.page("persons", 1).rows
    assert 3 == sum("persons" in path for path in server.asked)


def test_after_so_many_tries_it_says_how_to_go_on(server: Pretended) -> None:
    with opened(server.url, "t", QUICK) as kitsu:
        server.instead = [("tasks", 502, "")] * 3
        with pytest.raises(TrackerBroken, match=r"after 3 tries \(status 502\)") as caught:
            kitsu.page("tasks", 1)
    assert Exit.UNREAD == caught.value.exit
    assert "goes on where it stopped" in caught.value.remedy


def test_a_server_that_is_away_is_asked_again_and_then_named() -> None:
    with (
        pytest.raises(TrackerBroken, match="ConnectError"),
        opened("http://127.0.0.1:9", "t", QUICK),
    ):
        pass


@pytest.mark.parametrize(("code", "error"), [
    (401, UsageError), (422, UsageError), (403, NotAllowed), (404, NotAllowed),
    (400, TrackerBroken), (302, TrackerBroken),
])  # fmt: skip
def test_a_refusal_is_not_asked_again(server: Pretended, code: int, error: type[Exception]) -> None:
    with opened(server.url, "t", QUICK) as kitsu:
        server.instead = [("persons", code, "{}")]
        with pytest.raises(error):
            kitsu.page("persons", 1)
    assert 1 == sum("persons" in path for path in server.asked)


@pytest.mark.parametrize("text", ["<html>", "[]", '{"data": 3}', '"text"', "{"])
def test_what_is_no_page_is_named(server: Pretended, text: str) -> None:
    with opened(server.url, "t", QUICK) as kitsu:
        server.instead = [("persons", 200, text)]
        with pytest.raises(TrackerBroken):
            kitsu.page("persons", 1)


def test_what_is_no_log_is_named(server: Pretended) -> None:
    with opened(server.url, "t", QUICK) as kitsu:
        server.instead = [("login-logs", 200, "{}")]
        with pytest.raises(TrackerBroken, match="no list of login-logs"):
            kitsu.log("login-logs")


def test_the_server_is_found_behind_api_where_people_open_it(server: Pretended) -> None:
    server.prefix = "/api"
    with opened(server.url, "t", QUICK) as kitsu:
        assert (f"{server.url}/api", "1.0.97") == (kitsu.base, kitsu.version)


def test_another_program_is_no_kitsu(server: Pretended) -> None:
    server.prefix = "/elsewhere"
    with pytest.raises(UsageError, match="No Kitsu answers"), opened(server.url, "t", QUICK):
        pass


def test_the_program_that_answers_is_remembered(server: Pretended) -> None:
    server.program = "nginx/1.24"
    with opened(server.url, "t", QUICK) as kitsu:
        assert "nginx/1.24" == kitsu.answered_by


@pytest.mark.parametrize(("given", "address"), [
    ("kitsu.example.com", "https://kitsu.example.com"),
    ("https://kitsu.example.com/", "https://kitsu.example.com"),
    ("https://kitsu.example.com:8443/a/", "https://kitsu.example.com:8443/a"),
    ("http://localhost:8080", "http://localhost:8080"), ("http://[::1]:80", "http://[::1]:80"),
    ("http://127.0.0.1", "http://127.0.0.1"),
])  # fmt: skip
def test_an_address_is_made_plain(given: str, address: str) -> None:
    assert address == checked(given, plain=False)


@pytest.mark.parametrize("given", [
    "ftp://kitsu.example.com", "https://", "https://me:secret@kitsu.example.com",
    "http://kitsu.example.com", "http://192.0.2.1",
])  # fmt: skip
def test_a_token_is_not_sent_just_anywhere(given: str) -> None:
    with pytest.raises(UsageError):
        checked(given, plain=False)


def test_plain_http_can_be_asked_for() -> None:
    assert "http://192.0.2.1" == checked("http://192.0.2.1", plain=True)
