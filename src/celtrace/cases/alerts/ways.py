"""The ways an alert takes: a webhook whose sender can be checked, and mail.

The signature is HMAC-SHA-256 (RFC 2104) over time and body, so that a copy that is sent again
later is told from the first: `Celtrace-Signature: t=SECONDS,v1=HEX`, over `SECONDS.BODY`.
"""

from __future__ import annotations

import hmac
import secrets
import smtplib
import ssl
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

import httpx
import msgspec

from celtrace.cases.alerts.told import Alert
from celtrace.cases.seal import writing_to
from celtrace.errors import CeltraceError
from celtrace.store.keyring import write_secret

_SECONDS = 10.0
_SIGN_IN = "This mail quotes nothing of the case; sign in to see more."


class NotSent(CeltraceError):
    """An alert did not arrive; it is tried again."""


class Way(Protocol):
    """Where alerts go."""

    name: str

    def send(self, alert: Alert) -> None:
        """Send one; NotSent if it did not arrive."""


class Webhook:
    """POST to an address, signed."""

    def __init__(self, url: str, secret: bytes, clock: Callable[[], datetime]) -> None:
        self.name = f"webhook {url}"
        self._url = url
        self._secret = secret
        self._clock = clock

    def send(self, alert: Alert) -> None:
        """Send one; NotSent unless the other side says 2xx. Redirects are not followed."""
        body = msgspec.json.encode(alert)
        heads = {
            "content-type": "application/json", "celtrace-delivery": alert.id,
            "celtrace-signature": signature(self._secret, int(self._clock().timestamp()), body),
        }  # fmt: skip
        try:
            answer = httpx.post(self._url, content=body, headers=heads, timeout=_SECONDS)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotSent(f"{self._url} did not answer: {error}.") from error
        if not answer.is_success:
            raise NotSent(f"{self._url} answered {answer.status_code}.")


class Mail:
    """SMTP, with TLS wherever the server offers it."""

    def __init__(self, server: str, sender: str, to: tuple[str, ...], base: str) -> None:
        self.name = f"mail {', '.join(to)}"
        self._host, _, port = server.partition(":")
        self._port = int(port or 25)
        self._sender = sender
        self._to = to
        self._base = base.rstrip("/")
        self.login: tuple[str, str] | None = None

    def send(self, alert: Alert) -> None:
        """Send one; NotSent if the server does not take it."""
        try:
            with smtplib.SMTP(self._host, self._port, timeout=_SECONDS) as server:
                server.ehlo()
                if server.has_extn("starttls"):
                    server.starttls(context=ssl.create_default_context())
                    server.ehlo()
                if self.login:
                    server.login(*self.login)
                server.send_message(self._message(alert))
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent(f"{self._host} did not take the mail: {error}.") from error

    def _message(self, alert: Alert) -> EmailMessage:
        made = EmailMessage()
        made["Subject"] = f"Celtrace: {' '.join(alert.says.split())}"[:200]
        made["From"], made["To"] = self._sender, ", ".join(self._to)
        made["Message-ID"] = f"<{alert.id}@celtrace.invalid>"
        made["Date"] = alert.at
        made.set_content(f"{alert.says}\n\n{self._base}{alert.page}\n\n{_SIGN_IN}\n")
        return made


def signature(secret: bytes, at: int, body: bytes) -> str:
    """What stands in the header."""
    digest = hmac.new(secret, f"{at}.".encode() + body, "sha256").hexdigest()
    return f"t={at},v1={digest}"


def secret_of(path: Path) -> bytes:
    """The secret of the webhook, made at the first need, readable by its owner alone."""
    with writing_to(path):
        if not path.exists():
            write_secret(path, secrets.token_hex(32).encode())
        return path.read_bytes().strip()
