"""A small HTTP server that pages as Zou does and fails where it is told to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from celtrace.doors.connectors.kitsu import LOGS, PER_LOG_PAGE, Patience

QUICK = Patience(tries=3, first_s=0.001, most_s=0.01, silence_s=5)
Row = dict[str, Any]


class Pretended(ThreadingHTTPServer):
    """What it holds, and what it answers instead at the next requests."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.models: dict[str, list[Row]] = {}
        self.logs: dict[str, list[Row]] = {"login-logs": [], "events": []}
        """Newest first."""
        self.instead: list[tuple[str, int, str]] = []
        """Part of an address, status and text, each once."""
        self.prefix = ""
        self.asked: list[str] = []
        self.totals: dict[str, int] = {}
        self.program = "gunicorn"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Pretended

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        for one in self.server.instead:
            if one[0] in self.path:
                self.server.instead.remove(one)
                self._say(one[1], one[2].encode())
                return
        parts = urlsplit(self.path)
        path = parts.path.removeprefix(self.server.prefix).strip("/")
        if not parts.path.startswith(self.server.prefix or "/"):
            self._say(200, b"<!doctype html><title>Kitsu</title>")
            return
        asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self._say(200, json.dumps(self._found(path, asked)).encode())

    def _found(self, path: str, asked: dict[str, str]) -> object:
        if not path:
            return {"api": "Zou", "version": "1.0.97"}
        for name, place in LOGS.items():
            if path == place:
                return _log(self.server.logs[name], asked)
        model = path.removeprefix("data/")
        rows = self.server.models.get(model, [])
        number, limit = int(asked["page"]), int(asked["limit"])
        return {"data": rows[(number - 1) * limit : number * limit],
                "total": self.server.totals.get(model, len(rows))}  # fmt: skip

    def _say(self, code: int, body: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        if code == 429:
            self.send_header("Retry-After", "0")
        self.end_headers()
        self.wfile.write(body)

    def version_string(self) -> str:
        return self.server.program

    def log_message(self, *_: object) -> None:
        """Nothing on stderr."""


def _log(rows: list[Row], asked: dict[str, str]) -> list[Row]:
    """Rows newer than `after`, older than `before`; times are told without fractions.

    Each row has `exact`, a fraction that the server knows and does not tell.
    """
    cursor = asked.get("cursor_login_log_id") or asked.get("cursor_event_id")
    end = next((_exact(row) for row in rows if row["id"] == cursor), "~")
    found = [
        {key: value for key, value in row.items() if key != "exact"}
        for row in rows
        if _exact(row) > asked.get("after", "") and _exact(row) < min(asked.get("before", "~"), end)
    ]
    return found[: min(int(asked["limit"]), PER_LOG_PAGE)]


def _exact(row: Row) -> str:
    return f"{row['created_at']}.{row.get('exact', 500):03}"


@contextmanager
def pretended() -> Iterator[Pretended]:
    """A server on a free port of this machine."""
    with Pretended() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
