"""Fetching lists of addresses from a publisher, over a real server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from celtrace.cases.logs.networks import NetworkShelf
from celtrace.cases.logs.networks_update import update
from celtrace.errors import UsageError

TODAY = date(2024, 1, 1)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_a_list_is_fetched_and_dated_today(tmp_path: Path) -> None:
    (tmp_path / "torbulkexitlist").write_text("8.8.8.8\n9.9.9.9\n", encoding="utf-8")
    with served(tmp_path) as base:
        (done,) = update(NetworkShelf(tmp_path / "home"), ["tor_exits"], TODAY, base)
    assert (True, "Snapshot of 2024-01-01: 2 ranges.") == (done.fine, done.said)
    assert [TODAY] == [one.snapshot for one in NetworkShelf(tmp_path / "home").store.held()]


def test_what_is_no_list_leaves_the_installed_one(tmp_path: Path) -> None:
    (tmp_path / "torbulkexitlist").write_text("<html>sorry</html>\n", encoding="utf-8")
    with served(tmp_path) as base:
        (done,) = update(NetworkShelf(tmp_path / "home"), ["tor_exits"], TODAY, base)
    assert not done.fine
    assert "holds no address range" in done.said


def test_a_server_that_has_it_not_is_told(tmp_path: Path) -> None:
    with served(tmp_path) as base:
        (done,) = update(NetworkShelf(tmp_path / "home"), ["tor_exits"], TODAY, base)
    assert "404" in done.said


def test_a_list_without_an_address_is_imported_instead(tmp_path: Path) -> None:
    (done,) = update(NetworkShelf(tmp_path), ["country"], TODAY)
    assert "networks import" in done.said


def test_a_list_that_there_is_not_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no list nothing"):
        update(NetworkShelf(tmp_path), ["nothing"], TODAY)
