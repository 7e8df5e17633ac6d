"""Webhook and mail over real sockets on loopback: signed, refused, unreachable."""

from __future__ import annotations

import hmac
import json
import socketserver
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from celtrace.cases.alerts.told import Alert
from celtrace.cases.alerts.ways import Mail, NotSent, Webhook, secret_of, signature

NOON = datetime(2026, 7, 12, 12, tzinfo=UTC)
ALERT = Alert("ab" * 32, 7, NOON, "second", "Ana decided; a second person has to sign.", "/hits/c1")


def now() -> datetime:
    return NOON


class Heard:
    """A server that notes what it is told."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        heard = self

        class Answer(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                heard.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
                self.send_response({"/busy": 503, "/away": 302}.get(self.path, 204))
                self.send_header("location", "http://127.0.0.1:9/")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Answer)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def heard() -> Iterator[Heard]:
    made = Heard()
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_a_webhook_is_signed_over_time_and_body(heard: Heard) -> None:
    Webhook(f"{heard.url}/x", b"secret", now).send(ALERT)
    ((heads, body),) = heard.got
    at, _, mark = heads["celtrace-signature"].partition(",v1=")
    expected = hmac.new(b"secret", f"{at[2:]}.".encode() + body, "sha256").hexdigest()
    assert (expected, str(int(NOON.timestamp()))) == (mark, at[2:])
    assert ALERT.id == heads["celtrace-delivery"]
    assert ("second", "/hits/c1") == (json.loads(body)["kind"], json.loads(body)["page"])


def test_the_signature_of_rfc_4231_holds() -> None:
    """Test case 2: the key `Jefe`; ours is over time, a full stop and the body."""
    data = b"what do ya want for nothing?"
    digest = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert digest == hmac.new(b"Jefe", data, "sha256").hexdigest()
    assert signature(b"Jefe", 1, b"x") != signature(b"Jefe", 2, b"x") != signature(b"J", 2, b"x")


@pytest.mark.parametrize("path", ["/busy", "/away"], ids=["refused", "sent elsewhere"])
def test_an_answer_that_is_no_success_is_not_sent_and_no_redirect_is_followed(
    heard: Heard, path: str
) -> None:
    with pytest.raises(NotSent, match="answered"):
        Webhook(f"{heard.url}{path}", b"s", now).send(ALERT)
    assert 1 == len(heard.got)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "nonsense", "ftp://x/", "http://[::1"])
def test_nobody_there_is_not_sent(url: str) -> None:
    with pytest.raises(NotSent, match="did not answer"):
        Webhook(url, b"s", now).send(ALERT)


def test_the_secret_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    first = secret_of(tmp_path / "server" / "webhook.key")
    assert (64, first) == (len(first), secret_of(tmp_path / "server" / "webhook.key"))
    assert 0o600 == (tmp_path / "server" / "webhook.key").stat().st_mode & 0o777


class Post(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as a mail needs; who is called `refused` gets nothing."""

    mails: ClassVar[list[str]] = []

    def handle(self) -> None:
        self.say("220 ready")
        while line := self.rfile.readline().decode():
            verb = line.split()[0].upper() if line.split() else ""
            if verb == "DATA":
                self.say("354 go on")
                lines = iter(lambda: self.rfile.readline().decode(), ".\r\n")
                self.mails.append("".join(lines))
                self.say("250 kept")
            elif verb == "RCPT" and "refused" in line:
                self.say("550 nobody")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def post() -> Iterator[str]:
    Post.mails.clear()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Post) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_a_mail_tells_what_waits_and_where(post: str) -> None:
    Mail(post, "room@example.org", ("ana@example.org",), "https://room.example/").send(ALERT)
    (mail,) = Post.mails
    assert "Subject: Celtrace: Ana decided; a second person has to sign." in mail
    assert "https://room.example/hits/c1" in mail
    assert f"<{ALERT.id}@celtrace.invalid>" in mail.replace("\r\n ", " ")
    assert "quotes nothing of the case" in mail


def test_a_name_cannot_add_a_head_to_the_mail(post: str) -> None:
    hostile = Alert("x", 1, NOON, "assigned", "Ana gave\r\nBcc: all@example.org", "/")
    Mail(post, "room@example.org", ("ana@example.org",), "").send(hostile)
    assert "\nBcc:" not in Post.mails[0].partition("\r\n\r\n")[0]


def test_a_mail_that_is_refused_or_finds_no_server_is_not_sent(post: str) -> None:
    for server, to in ((post, "refused@example.org"), ("127.0.0.1:9", "ana@example.org")):
        with pytest.raises(NotSent, match="did not take the mail"):
            Mail(server, "room@example.org", (to,), "").send(ALERT)
