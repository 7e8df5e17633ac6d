"""Kitsu over HTTP (Zou, https://zou.cg-wire.com and https://dev.kitsu.cloud): rows, page by page.

Only reading requests are made, with the token of a bot. A server that is busy or away for a
moment is asked again, later each time; what it refuses is told apart from what it lacks.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any, cast
from urllib.parse import urlsplit

import httpx
import msgspec

from celtrace import __version__
from celtrace.errors import TrackerBroken, UsageError

MODELS = (
    "organisations", "studios", "departments", "persons", "projects", "entity-types", "entities",
    "task-types", "task-status", "tasks", "comments", "preview-files",
)  # fmt: skip
"""What is read whole, by its name in the server's addresses."""
LOGS = {"login-logs": "data/events/login-logs/last", "events": "data/events/last"}
"""What is read from the newest row back, and its address."""
PER_PAGE = 500
PER_LOG_PAGE = 1000
"""The most rows of a log that the server gives at once."""
_AGAIN = frozenset({429, 500, 502, 503, 504})

Row = dict[str, Any]


class Patience(msgspec.Struct, frozen=True):
    """How often a server is asked again, and how long is waited before."""

    tries: int = 6
    first_s: float = 0.5
    most_s: float = 30.0
    silence_s: float = 60.0


class NotAllowed(Exception):
    """The bot may not read this kind, or the server does not have it; the message says which."""


class Page(msgspec.Struct, frozen=True):
    """Rows of one page, and how many there are on all pages."""

    rows: list[Row]
    total: int


class Kitsu:
    """One server; its version, and the program that answers for it."""

    def __init__(self, client: httpx.Client, patience: Patience, base: str) -> None:
        self._client, self._patience, self.base = client, patience, base
        self.version = ""
        self.answered_by = ""
        """The header `Server` of its answers: of a proxy, or of the server itself."""

    def page(self, model: str, number: int) -> Page:
        """A page of a kind, counted from 1. NotAllowed, TrackerBroken."""
        asked = {"page": number, "limit": PER_PAGE, "relations": "true"}
        found = self.get(f"data/{model}", asked)
        if not isinstance(found, dict) or not isinstance(found.get("data"), list):
            raise TrackerBroken(f"{self.base} gave no page of {model}.", _VERSION)
        return Page(_rows(found["data"]), int(found["total"]))

    def log(
        self, name: str, *, after: str = "", before: str = "", older_than: str = ""
    ) -> list[Row]:
        """The newest rows of a log between two times (`2026-01-31T08:00:00`), newest first.

        `older_than` is the id of a row: only rows with an earlier time are given.
        """
        cursor = {"login-logs": "cursor_login_log_id", "events": "cursor_event_id"}[name]
        asked = {"limit": PER_LOG_PAGE, "after": after, "before": before, cursor: older_than}
        found = self.get(LOGS[name], {key: value for key, value in asked.items() if value})
        if not isinstance(found, list):
            raise TrackerBroken(f"{self.base} gave no list of {name}.", _VERSION)
        return _rows(found)

    def get(self, path: str, asked: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON value
        """What stands at an address, decoded; a server that is busy is asked again."""
        fault = ""
        for attempt in range(self._patience.tries):
            if attempt:
                time.sleep(self._pause(attempt, fault))
            try:
                answer = self._client.get(f"{self.base}/{path}", params=asked)
            except httpx.TransportError as error:
                fault = f"{type(error).__name__}: {error}"
                continue
            if answer.status_code not in _AGAIN:
                return self._decoded(answer, path)
            fault = answer.headers.get("Retry-After", "") or f"status {answer.status_code}"
        raise TrackerBroken(
            f"{self.base}/{path} could not be read after {self._patience.tries} tries ({fault}).",
            "Run the same command again: it goes on where it stopped.",
        )

    def _pause(self, attempt: int, fault: str) -> float:
        stated = float(fault) if fault.isdigit() else 0.0
        grown = self._patience.first_s * 2.0 ** (attempt - 1)
        return min(max(stated, grown), self._patience.most_s)

    def _decoded(self, answer: httpx.Response, path: str) -> Any:  # noqa: ANN401 - any JSON value
        self.answered_by = answer.headers.get("Server", "")
        code = answer.status_code
        if code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.UNPROCESSABLE_ENTITY):
            raise UsageError(f"{self.base} does not accept the token.", "Make a new one of a bot.")
        if code == HTTPStatus.FORBIDDEN:
            raise NotAllowed("the bot may not read it: it needs the role of a studio manager")
        if code == HTTPStatus.NOT_FOUND:
            raise NotAllowed("this version of the server does not have it")
        if code != HTTPStatus.OK:
            raise TrackerBroken(f"{self.base}/{path} answered {code}.", _VERSION)
        try:
            return answer.json()
        except ValueError as error:
            raise TrackerBroken(f"{self.base}/{path} gave no JSON.", _VERSION) from error


_VERSION = "Zou 1.0.97 is known to work."


def _rows(found: list[Any]) -> list[Row]:
    return [cast("Row", one) for one in found if isinstance(one, dict) and one.get("id")]


def checked(url: str, *, plain: bool) -> str:
    """The address without a slash at its end; UsageError if a token should not travel there."""
    parts = urlsplit(url if "://" in url else f"https://{url}")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise UsageError(f"{url} is no address of a server.", "Example: https://kitsu.example.com")
    if parts.scheme == "http" and not plain and not _is_here(parts.hostname):
        raise UsageError(
            "A token is not sent over plain HTTP to another machine.",
            "Give an https:// address, or --plain-http inside a network you trust.",
        )
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


@contextmanager
def opened(url: str, token: str, patience: Patience | None = None) -> Iterator[Kitsu]:
    """The server at an address, or at its `/api`; UsageError if there is none."""
    how = patience or Patience()
    headers = {"Authorization": f"Bearer {token}", "User-Agent": f"celtrace/{__version__}"}
    with httpx.Client(headers=headers, timeout=how.silence_s, trust_env=False) as client:
        made: Callable[[str], Kitsu] = lambda base: Kitsu(client, how, base)  # noqa: E731
        for server in (made(url), made(f"{url}/api")):
            if _is_zou(server):
                yield server
                return
    raise UsageError(f"No Kitsu answers at {url}.", "Give the address that people open it at.")


def _is_zou(server: Kitsu) -> bool:
    try:
        said = server.get("", {})
    except NotAllowed:
        return False
    except TrackerBroken as error:
        if "no JSON" in error.message:
            return False
        raise
    if not isinstance(said, dict) or said.get("api") != "Zou":
        return False
    server.version = str(said.get("version", ""))
    return True
