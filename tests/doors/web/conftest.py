"""A case room over a reviewed invented dossier, and people who are signed in."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

import invented
from celtrace.cases import accounts as accounts_module
from celtrace.cases.accounts import Accounts, Role
from celtrace.cases.review import review_room
from celtrace.cases.room import Room
from celtrace.doors.web.app import app_of
from celtrace.settings import Settings
from celtrace.store.accounts import AccountStore

PASSWORD = "correct horse battery"  # noqa: S105
PARTIES = (
    *invented.TABLES["parties"],
    "sek,SEK Studio,CN",
    "han,평양만화사,KR",
    "kim,<b>Kim</b> & Co,CN",
)
WORKERS = (
    "workers:\n  - {id: w1, name: 김철수, party: north, claimed_country: CN, accounts: [a1]}\n"
    "accounts:\n  - {id: a1, party: north, worker: w1}\n"
)


def now() -> datetime:
    return datetime(2026, 7, 12, 9, tzinfo=UTC)


class Ready(uvicorn.Server):
    """A server that does not touch the signals of the process that tests it."""

    def install_signal_handlers(self) -> None:
        """Leave them alone."""


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address at which an application answers."""
    server = Ready(uvicorn.Config(app, port=0, log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(5)


class People:
    """A room with its application, and whoever is asked for."""

    def __init__(self, room: Room, app: FastAPI, accounts: Accounts, stack: ExitStack) -> None:
        self.room = room
        self.app = app
        self.accounts = accounts
        self._stack = stack
        self.base = stack.enter_context(served(app))

    def anybody(self) -> httpx.Client:
        """Somebody who is not signed in."""
        client = httpx.Client(base_url=self.base, timeout=30, trust_env=False)
        return self._stack.enter_context(client)

    def signed_in(self, name: str, role: Role = "reviewer", party: str = "") -> httpx.Client:
        """Somebody of a role."""
        key = " ".join(name.split()).casefold()
        user = self.accounts.store.user(key)
        user = user or self.accounts.add(name, PASSWORD, role, party)
        client = self.anybody()
        client.cookies.set("celtrace_session", self.accounts.open_session(user))
        return client

    def token(self, name: str, role: Role, *scopes: accounts_module.Scope) -> dict[str, str]:
        """The header of a token."""
        self.signed_in(name, role)
        user = self.accounts.store.user(name.casefold())
        assert user is not None
        return {"authorization": f"Bearer {self.accounts.grant(user, 'test', scopes)}"}


def mark(page: httpx.Response) -> str:
    """The mark of the forms of a page."""
    found = re.search(r'name="mark" value="([0-9a-f]*)"', page.text)
    assert found, page.text
    return found[1]


def send(client: httpx.Client, where: str, page: str = "/", **fields: str) -> httpx.Response:
    """Send a form as the page that shows it would."""
    return client.post(where, data={"mark": mark(client.get(page)), **fields})


@pytest.fixture(scope="session")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with home, dossier and reviewed case; tests work on a copy."""
    folder = tmp_path_factory.mktemp("room")
    invented.install_lists(folder / "home")
    more = invented.LOTS + WORKERS
    invented.dossier(folder / "dossier", more, parties=PARTIES)
    invented.reviewed(folder / "dossier", folder / "case", folder / "home")
    return folder


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords that are hashed quickly: how dear they are is tested once, elsewhere."""
    monkeypatch.setattr(accounts_module, "_N", 2**4)


@pytest.fixture
def people(reviewed: Path, tmp_path: Path) -> Iterator[People]:
    """The room of a copy."""
    folder = tmp_path / "room"
    shutil.copytree(reviewed, folder)
    yield from opened(folder)


@pytest.fixture
def fresh(reviewed: Path, tmp_path: Path) -> Iterator[People]:
    """A room in which nothing was reviewed and nobody has an account."""
    folder = tmp_path / "room"
    shutil.copytree(reviewed / "home", folder / "home")
    yield from opened(folder)


def opened(folder: Path, clock: Callable[[], datetime] = now) -> Iterator[People]:
    settings = Settings(home=folder / "home", case=folder / "case")
    store = AccountStore(folder / "home" / "server" / "accounts.db")
    accounts = Accounts(store, clock)
    with Room(settings, folder / "dossier", clock, review_room) as room, ExitStack() as stack:
        yield People(room, app_of(room, accounts), accounts, stack)
    store.close()
